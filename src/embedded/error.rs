//! The errors of the service: a code and a message.

use strum::IntoStaticStr;

/// An error response of the service.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {message}", code.as_str())]
pub struct ApiError {
    /// The error code.
    pub code: ErrorCode,
    /// The message, in the service's own words.
    pub message: String,
}

/// An error code of the service (`__type`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
pub enum ErrorCode {
    /// The caller lacks the permission.
    #[strum(serialize = "AccessDeniedException")]
    AccessDenied,
    /// The credential of the signature is malformed.
    #[strum(serialize = "IncompleteSignatureException")]
    IncompleteSignature,
    /// The service failed.
    #[strum(serialize = "InternalServiceError")]
    InternalServiceError,
    /// No listing returned this `NextToken`.
    #[strum(serialize = "InvalidNextTokenException")]
    InvalidNextToken,
    /// A parameter has an invalid value.
    #[strum(serialize = "InvalidParameterException")]
    InvalidParameter,
    /// The state of the secret doesn't allow the request.
    #[strum(serialize = "InvalidRequestException")]
    InvalidRequest,
    /// A quota is exceeded.
    #[strum(serialize = "LimitExceededException")]
    LimitExceeded,
    /// A resource policy has a syntax error.
    #[strum(serialize = "MalformedPolicyDocumentException")]
    MalformedPolicyDocument,
    /// The request has no signature.
    #[strum(serialize = "MissingAuthenticationTokenException")]
    MissingAuthenticationToken,
    /// A resource policy grants access to everyone.
    #[strum(serialize = "PublicPolicyException")]
    PublicPolicy,
    /// The name or the client request token is in use.
    #[strum(serialize = "ResourceExistsException")]
    ResourceExists,
    /// The secret, version or value doesn't exist.
    #[strum(serialize = "ResourceNotFoundException")]
    ResourceNotFound,
    /// The body is not JSON, or has a member of the wrong type.
    #[strum(serialize = "SerializationException")]
    Serialization,
    /// Too many requests.
    #[strum(serialize = "ThrottlingException")]
    Throttling,
    /// The operation doesn't exist.
    #[strum(serialize = "UnknownOperationException")]
    UnknownOperation,
    /// A member violates a constraint of the service's model.
    #[strum(serialize = "ValidationException")]
    Validation,
}

impl ErrorCode {
    /// The code as the wire protocol spells it.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl ApiError {
    /// Creates an error.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// `InvalidParameterException`.
    pub fn invalid_parameter(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::InvalidParameter, message)
    }

    /// `InvalidRequestException`.
    pub fn invalid_request(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::InvalidRequest, message)
    }

    /// `ResourceNotFoundException`.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::ResourceNotFound, message)
    }

    /// `ValidationException`.
    pub fn validation(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::Validation, message)
    }

    /// No secret has this name or ARN.
    pub fn secret_not_found() -> Self {
        Self::not_found("Secrets Manager can't find the specified secret.")
    }

    /// The secret is scheduled for deletion.
    pub fn marked_for_deletion() -> Self {
        Self::invalid_request(
            "You can't perform this operation on the secret because it was marked for deletion.",
        )
    }

    /// The secret is a replica, which changes only through its primary.
    pub fn replica_is_read_only() -> Self {
        Self::invalid_parameter(
            "Operation not permitted on a replica secret. Call must be made in primary secret's region.",
        )
    }

    /// Another AWS service manages the secret, and only that service may change it.
    pub fn managed_by(service: &str) -> Self {
        Self::invalid_request(format!("Operation not permitted on a secret managed by {service}."))
    }

    /// The rotation function can't be invoked.
    pub fn lambda_not_invocable() -> Self {
        Self::new(
            ErrorCode::AccessDenied,
            "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function \
             policy grants access to the principal secretsmanager.amazonaws.com.",
        )
    }
}

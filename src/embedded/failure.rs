//! What the service answers when it refuses: an error code and a text.

/// An error of the service.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {message}", code.as_str())]
pub struct Failure {
    /// Which error it is.
    pub code: Code,
    /// The service's text.
    pub message: String,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// The error codes of the service (`__type`).
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// The code as it stands on the wire.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

codes! {
    /// The caller may not do this.
    AccessDenied = "AccessDeniedException",
    /// The signature's credential is malformed.
    IncompleteSignature = "IncompleteSignatureException",
    /// Something broke on the service's side.
    InternalServiceError = "InternalServiceError",
    /// A token that no listing gave out.
    InvalidNextToken = "InvalidNextTokenException",
    /// A parameter has a value that can't be.
    InvalidParameter = "InvalidParameterException",
    /// The secret is in no state for this.
    InvalidRequest = "InvalidRequestException",
    /// A quota is used up.
    LimitExceeded = "LimitExceededException",
    /// A resource policy with wrong syntax.
    MalformedPolicyDocument = "MalformedPolicyDocumentException",
    /// The request carries no signature.
    MissingAuthenticationToken = "MissingAuthenticationTokenException",
    /// A resource policy that opens the secret to everyone.
    PublicPolicy = "PublicPolicyException",
    /// The name or the token is taken.
    ResourceExists = "ResourceExistsException",
    /// No such secret, version or value.
    ResourceNotFound = "ResourceNotFoundException",
    /// The body is no JSON of the operation's shape.
    Serialization = "SerializationException",
    /// Too many requests.
    Throttling = "ThrottlingException",
    /// No operation of that name.
    UnknownOperation = "UnknownOperationException",
    /// A member breaks a constraint of the service's model.
    Validation = "ValidationException",
}

impl Failure {
    /// An error of this code and text.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// `InvalidParameterException`.
    pub fn parameter(message: impl Into<String>) -> Self {
        Self::new(Code::InvalidParameter, message)
    }

    /// `InvalidRequestException`.
    pub fn request(message: impl Into<String>) -> Self {
        Self::new(Code::InvalidRequest, message)
    }

    /// `ResourceNotFoundException`.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(Code::ResourceNotFound, message)
    }

    /// `ValidationException`.
    pub fn validation(message: impl Into<String>) -> Self {
        Self::new(Code::Validation, message)
    }

    /// No secret of that name or ARN.
    pub fn no_such_secret() -> Self {
        Self::not_found("Secrets Manager can't find the specified secret.")
    }

    /// The secret waits for its deletion.
    pub fn marked_for_deletion() -> Self {
        Self::request("You can't perform this operation on the secret because it was marked for deletion.")
    }

    /// The secret is a replica, which only its primary changes.
    pub fn replica() -> Self {
        Self::parameter(
            "Operation not permitted on a replica secret. Call must be made in primary secret's region.",
        )
    }

    /// The secret belongs to another service, which alone changes it.
    pub fn managed(service: &str) -> Self {
        Self::request(format!("Operation not permitted on a secret managed by {service}."))
    }

    /// A function that can't be called.
    pub fn lambda_not_invocable() -> Self {
        Self::new(
            Code::AccessDenied,
            "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function \
             policy grants access to the principal secretsmanager.amazonaws.com.",
        )
    }
}

//! The error codes of Secrets Manager, of AWS services in general, and of STS.

use super::clock;
use crate::service::api::{DenyingPolicy, ErrorKind, LoginFix};

/// The kind of error that an error code means.
pub(super) fn kind(code: &str, message: &str, status: u16, permission: &str, login: &LoginFix) -> ErrorKind {
    match code {
        _ if clock::is_about_time(code, message) => ErrorKind::ClockSkew,
        "AccessDeniedException" | "AccessDenied" | "UnauthorizedOperation" | "NotAuthorized" => {
            denial(message, permission)
        }
        "ExpiredTokenException" | "ExpiredToken" | "TokenRefreshRequired" => {
            ErrorKind::ExpiredCredentials { fix: login.clone() }
        }
        "UnrecognizedClientException"
        | "InvalidClientTokenId"
        | "InvalidAccessKeyId"
        | "InvalidSignatureException"
        | "SignatureDoesNotMatch"
        | "IncompleteSignature"
        | "IncompleteSignatureException"
        | "MissingAuthenticationToken"
        | "MissingAuthenticationTokenException"
        | "AuthFailure" => ErrorKind::InvalidCredentials,
        "ResourceNotFoundException" => ErrorKind::NotFound,
        "Throttling"
        | "ThrottlingException"
        | "ThrottledException"
        | "RequestThrottled"
        | "RequestThrottledException"
        | "TooManyRequestsException"
        | "RequestLimitExceeded"
        | "BandwidthLimitExceeded"
        | "SlowDown"
        | "PriorRequestNotComplete" => ErrorKind::Throttled,
        "InternalServiceError"
        | "InternalServiceErrorException"
        | "InternalFailure"
        | "InternalServerError"
        | "InternalError"
        | "ServiceUnavailable"
        | "ServiceUnavailableException" => ErrorKind::ServiceFailure,
        _ if status >= 500 => ErrorKind::ServiceFailure,
        _ if status == 429 => ErrorKind::Throttled,
        _ => ErrorKind::Refused,
    }
}

/// True if an error code means that there were too many requests.
pub(in crate::service) fn is_throttling(code: &str, status: u16) -> bool {
    kind(code, "", status, "", &LoginFix::Environment) == ErrorKind::Throttled
}

/// The message for an error code that came without one; empty if there is none.
pub(super) fn default_message(code: &str) -> &'static str {
    match code {
        "UnknownOperationException" | "UnknownOperation" | "InvalidAction" => {
            "The endpoint does not have this operation."
        }
        "AccessDeniedException" | "AccessDenied" => "The service gave no reason.",
        _ => "",
    }
}

/// The kind of a denial with this message, of an action that needs `permission`.
pub(super) fn denial(message: &str, permission: &str) -> ErrorKind {
    let permission = denied_permission(message).unwrap_or(permission).to_owned();
    match DenyingPolicy::in_message(message) {
        Some(policy) => ErrorKind::ExplicitDeny { permission, policy },
        None => ErrorKind::AccessDenied { permission },
    }
}

/// The permission that the message of a denial names.
fn denied_permission(message: &str) -> Option<&str> {
    if let Some((_, rest)) = message.split_once("not authorized to perform: ") {
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || ":-*".contains(c)));
        let named = &rest[..end.unwrap_or(rest.len())];
        return named.contains(':').then_some(named);
    }
    let about_the_key = ["Access to KMS is not allowed", "The ciphertext refers to a customer master key"];
    if about_the_key.iter().any(|text| message.contains(text)) {
        return Some("kms:Decrypt");
    }
    message.contains("cannot invoke the specified Lambda function").then_some("lambda:InvokeFunction")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(code: &str, message: &str, status: u16) -> ErrorKind {
        kind(code, message, status, "secretsmanager:GetSecretValue", &LoginFix::SsoLogin { profile: None })
    }

    fn permission(message: &str) -> String {
        match of("AccessDeniedException", message, 400) {
            ErrorKind::AccessDenied { permission } => permission,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_denial_names_the_permission_that_the_service_names() {
        let text = "User: arn:aws:iam::1:user/a is not authorized to perform: secretsmanager:DescribeSecret on \
                    resource: b because no identity-based policy allows the secretsmanager:DescribeSecret action";
        assert_eq!(permission(text), "secretsmanager:DescribeSecret");
        assert_eq!(permission("x is not authorized to perform: kms:Decrypt, sorry"), "kms:Decrypt");
        assert_eq!(permission("x is not authorized to perform: kms:GenerateDataKey"), "kms:GenerateDataKey");
        assert_eq!(permission("Access to KMS is not allowed"), "kms:Decrypt");
        let lambda = "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy \
                      grants access to the principal secretsmanager.amazonaws.com.";
        assert_eq!(permission(lambda), "lambda:InvokeFunction");
    }

    #[test]
    fn a_denial_that_names_none_needs_the_permission_of_the_operation() {
        for text in ["", "no", "is not authorized to perform: ", "is not authorized to perform: nothing"] {
            assert_eq!(permission(text), "secretsmanager:GetSecretValue", "{text:?}");
        }
    }

    #[test]
    fn codes_are_sorted() {
        let fix = LoginFix::SsoLogin { profile: None };
        assert_eq!(of("ExpiredTokenException", "", 400), ErrorKind::ExpiredCredentials { fix: fix.clone() });
        assert_eq!(of("TokenRefreshRequired", "", 400), ErrorKind::ExpiredCredentials { fix });
        for code in ["RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture"] {
            assert_eq!(of(code, "", 400), ErrorKind::ClockSkew);
        }
        let late = "Signature expired: 20261126T050000Z is now earlier than 20261126T051500Z";
        assert_eq!(of("InvalidSignatureException", late, 400), ErrorKind::ClockSkew);
        assert_eq!(of("UnrecognizedClientException", "", 400), ErrorKind::InvalidCredentials);
        assert_eq!(of("InvalidSignatureException", "", 400), ErrorKind::InvalidCredentials);
        assert_eq!(of("MissingAuthenticationTokenException", "", 400), ErrorKind::InvalidCredentials);
        assert_eq!(of("ResourceNotFoundException", "", 400), ErrorKind::NotFound);
        assert_eq!(of("ThrottlingException", "Rate exceeded", 400), ErrorKind::Throttled);
        assert_eq!(of("InternalServiceError", "", 500), ErrorKind::ServiceFailure);
        assert_eq!(of("DecryptionFailure", "", 400), ErrorKind::Refused);
        assert_eq!(of("InvalidRequestException", "", 400), ErrorKind::Refused);
    }

    #[test]
    fn unknown_codes_are_sorted_by_status() {
        assert_eq!(of("NewException", "", 400), ErrorKind::Refused);
        assert_eq!(of("NewException", "", 429), ErrorKind::Throttled);
        assert_eq!(of("NewException", "", 503), ErrorKind::ServiceFailure);
    }
}

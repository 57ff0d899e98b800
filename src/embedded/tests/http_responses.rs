//! HTTP responses: statuses, headers, and the form of errors.

use http::{Request, Response};
use serde_json::{Value, json};

use super::{ONE, Service};

fn post(service: &Service, target: &str, authorization: Option<&str>, body: &Value) -> Response<Vec<u8>> {
    let mut request = Request::post("/").header("x-amz-target", target);
    if let Some(authorization) = authorization {
        request = request.header("authorization", authorization);
    }
    service.embedded.respond_now(&request.body(body.to_string().into_bytes()).unwrap())
}

const SIGNED: Option<&str> = Some(
    "AWS4-HMAC-SHA256 Credential=AKIDEMO/20260101/eu-central-1/secretsmanager/aws4_request, SignedHeaders=host, \
     Signature=00",
);

fn error(response: &Response<Vec<u8>>) -> Value {
    assert_eq!(response.status(), 400);
    assert_eq!(response.headers()["content-type"], "application/x-amz-json-1.1");
    assert!(response.headers().contains_key("x-amzn-requestid"));
    serde_json::from_slice(response.body()).unwrap()
}

#[test]
fn errors_of_operations_spell_message_in_upper_case_and_those_before_them_mostly_in_lower_case() {
    let service = Service::new();
    let refused = |operation: &str, body: Value| {
        error(&post(&service, &format!("secretsmanager.{operation}"), SIGNED, &body))
    };
    let missing = "Secrets Manager can't find the specified secret.";
    assert_eq!(
        refused("DescribeSecret", json!({"SecretId": "s"})),
        json!({"__type": "ResourceNotFoundException", "Message": missing})
    );
    assert_eq!(
        refused("DescribeSecret", json!({})),
        json!({"__type": "ValidationException",
               "message": "1 validation error detected: Value null at 'secretId' failed to satisfy constraint: Member \
                           must not be null"})
    );
    assert_eq!(
        refused("DescribeSecret", json!({"SecretId": 1})),
        json!({"__type": "SerializationException", "Message": "NUMBER_VALUE can not be converted to String"})
    );
    assert_eq!(refused("MakeCoffee", json!({})), json!({"__type": "UnknownOperationException"}));
    assert_eq!(
        error(&post(&service, "secretsmanager.ListSecrets", None, &json!({}))),
        json!({"__type": "MissingAuthenticationTokenException", "message": "Missing Authentication Token"})
    );
    let unsigned =
        error(&post(&service, "secretsmanager.ListSecrets", Some("AWS4-HMAC-SHA256 x"), &json!({})));
    assert_eq!(unsigned["__type"], "IncompleteSignatureException");
    assert!(unsigned["message"].is_string(), "{unsigned}");
}

#[test]
fn the_error_for_a_body_that_is_not_json_has_no_message() {
    let service = Service::new();
    let request = Request::post("/").header("x-amz-target", "secretsmanager.ListSecrets");
    let request = request.header("authorization", SIGNED.unwrap()).body(b"{".to_vec()).unwrap();
    assert_eq!(error(&service.embedded.respond_now(&request)), json!({"__type": "SerializationException"}));
}

#[test]
fn all_violations_are_reported_at_once_in_the_order_of_the_model() {
    let service = Service::new();
    let (_, message) = service
        .send(
            "ListSecrets",
            r#"{"SortOrder": "up", "Filters": [{"Key": "x", "Values": []}], "MaxResults": 0}"#,
        )
        .unwrap_err();
    assert_eq!(
        message,
        "4 validation errors detected: Value '0' at 'maxResults' failed to satisfy constraint: Member must have value \
         greater than or equal to 1; Value 'x' at 'filters.1.member.key' failed to satisfy constraint: Member must \
         satisfy enum value set: [description, name, tag-key, tag-value, primary-region, owning-service, all]; Value \
         '[]' at 'filters.1.member.values' failed to satisfy constraint: Member must have length greater than or equal \
         to 1; Value 'up' at 'sortOrder' failed to satisfy constraint: Member must satisfy enum value set: [asc, desc]"
    );
}

#[test]
fn tagging_responses_have_no_body() {
    let service = Service::new();
    service.ok("CreateSecret", json!({"Name": "s", "ClientRequestToken": ONE}));
    for (operation, members) in [
        ("TagResource", json!({"SecretId": "s", "Tags": [{"Key": "a", "Value": "1"}]})),
        ("UntagResource", json!({"SecretId": "s", "TagKeys": ["a"]})),
    ] {
        let answer = post(&service, &format!("secretsmanager.{operation}"), SIGNED, &members);
        assert_eq!((answer.status().as_u16(), answer.body().len()), (200, 0), "{operation}");
    }
}

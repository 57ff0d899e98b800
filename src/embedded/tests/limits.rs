//! Limits and constraints of the model: the last valid value and the first invalid one.

use serde_json::{Value, json};

use super::{ONE, Service, TWO};

const VALIDATION: &str = "ValidationException";

#[test]
fn the_last_value_within_each_limit_is_valid_and_the_next_one_is_not() {
    let service = Service::new();
    service.create("s");
    let long = |length: usize| "x".repeat(length);
    let create = |name: &str, member: &str, value: Value| {
        let mut members = json!({"Name": name, "ClientRequestToken": ONE});
        members[member] = value;
        ("CreateSecret", members)
    };
    let edges = [
        (create("v", "SecretString", json!(long(65_536))), create("w", "SecretString", json!(long(65_537)))),
        (create("d", "Description", json!(long(2048))), create("w", "Description", json!(long(2049)))),
        (create("k", "KmsKeyId", json!(long(2048))), create("w", "KmsKeyId", json!(long(2049)))),
        (
            create("t", "ClientRequestToken", json!(long(32))),
            create("w", "ClientRequestToken", json!(long(31))),
        ),
        (
            create("u", "ClientRequestToken", json!(long(64))),
            create("w", "ClientRequestToken", json!(long(65))),
        ),
        (
            create("g", "Tags", json!([{"Key": long(128), "Value": long(256)}])),
            create("w", "Tags", json!([{"Key": long(129), "Value": ""}])),
        ),
        (
            ("CreateSecret", json!({"Name": long(512), "ClientRequestToken": ONE})),
            ("CreateSecret", json!({"Name": long(513), "ClientRequestToken": ONE})),
        ),
        (("ListSecrets", json!({"MaxResults": 100})), ("ListSecrets", json!({"MaxResults": 101}))),
        (("ListSecrets", json!({"MaxResults": 1})), ("ListSecrets", json!({"MaxResults": 0}))),
        (
            ("GetRandomPassword", json!({"PasswordLength": 4096})),
            ("GetRandomPassword", json!({"PasswordLength": 4097})),
        ),
    ];
    for ((operation, fits), (_, exceeds)) in edges {
        service.ok(operation, fits);
        service.refuses(operation, exceeds, VALIDATION, "1 validation error detected: Value");
    }
}

#[test]
fn the_limit_of_values_counts_bytes() {
    let service = Service::new();
    let create = |text: &str| json!({"Name": "s", "ClientRequestToken": ONE, "SecretString": text});
    service.refuses("CreateSecret", create(&"ä".repeat(32_769)), VALIDATION, "'secretString'");
    service.ok("CreateSecret", create(&"ä".repeat(32_768)));
}

#[test]
fn all_violations_are_reported_at_once() {
    let service = Service::new();
    service.refuses(
        "GetSecretValue",
        json!({"VersionId": "short", "VersionStage": ""}),
        VALIDATION,
        "3 validation errors detected: Value null at 'secretId' failed to satisfy constraint: Member must not be \
         null; Value 'short' at 'versionId' failed to satisfy constraint: Member must have length greater than or \
         equal to 32; Value '' at 'versionStage' failed",
    );
    service.refuses(
        "ListSecrets",
        json!({"Filters": [{"Key": "colour", "Values": ["x"]}]}),
        VALIDATION,
        "Value 'colour' at 'filters.1.member.key' failed to satisfy constraint: Member must satisfy enum value set: [",
    );
}

#[test]
fn messages_never_contain_secret_values() {
    let service = Service::new();
    let secret = "hunter2".repeat(10_000);
    let members = json!({"Name": "s", "ClientRequestToken": ONE, "SecretString": secret});
    let (_, message) = service.send("CreateSecret", &members.to_string()).unwrap_err();
    assert!(message.contains("Value at 'secretString'") && !message.contains("hunter2"), "{message}");
}

#[test]
fn malformed_requests_are_refused() {
    let service = Service::new();
    let code = |operation: &str, body: &str| service.send(operation, body).unwrap_err().0;
    assert_eq!(code("MakeCoffee", "{}"), "UnknownOperationException");
    for body in
        ["{", "[]", "\"x\"", "{\"SecretId\": 3}", "{\"SecretId\": [\"s\"]}", "{\"SecretId\": {}}", "\u{1}"]
    {
        assert_eq!(code("DescribeSecret", body), "SerializationException", "{body}");
    }
    assert_eq!(
        code("CreateSecret", "{\"Name\": \"s\", \"SecretBinary\": \"not base64!\"}"),
        "SerializationException"
    );
    assert_eq!(code("DescribeSecret", ""), VALIDATION, "no body is no members");
}

#[test]
fn the_versions_of_a_secret_hold_twenty_labels() {
    let service = Service::new();
    service.create("s");
    let labels: Vec<String> = (0..19).map(|n| format!("label-{n}")).collect();
    let put =
        json!({"SecretId": "s", "ClientRequestToken": TWO, "SecretString": "x", "VersionStages": labels});
    service.ok("PutSecretValue", put);
    let more = json!({"SecretId": "s", "VersionStage": "more", "MoveToVersionId": TWO});
    service.refuses("UpdateSecretVersionStage", more, "LimitExceededException", "20");
    let more = json!({"SecretId": "s", "ClientRequestToken": "3".repeat(32), "SecretString": "x", "VersionStages": ["more"]});
    service.refuses("PutSecretValue", more, "LimitExceededException", "20");
    let held = json!({"SecretId": "s", "VersionStage": "label-0", "RemoveFromVersionId": TWO, "MoveToVersionId": ONE});
    service.ok("UpdateSecretVersionStage", held);
}

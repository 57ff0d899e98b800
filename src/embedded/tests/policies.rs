//! Resource policies over the wire.

use serde_json::json;

use super::Service;

const PUBLIC: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",
    "Action":"secretsmanager:GetSecretValue","Resource":"*"}]}"#;

#[test]
fn a_policy_is_put_read_and_deleted() {
    let service = Service::new();
    let arn = service.create("s")["ARN"].clone();
    assert_eq!(service.ok("GetResourcePolicy", json!({"SecretId": "s"})), json!({"ARN": arn, "Name": "s"}));
    service.ok("PutResourcePolicy", json!({"SecretId": "s", "ResourcePolicy": PUBLIC}));
    assert_eq!(service.ok("GetResourcePolicy", json!({"SecretId": "s"}))["ResourcePolicy"], PUBLIC);
    service.ok("DeleteResourcePolicy", json!({"SecretId": "s"}));
    assert!(service.ok("GetResourcePolicy", json!({"SecretId": "s"})).get("ResourcePolicy").is_none());
}

#[test]
fn public_and_malformed_policies_are_refused() {
    let service = Service::new();
    service.create("s");
    let put = |policy: &str, block: bool| json!({"SecretId": "s", "ResourcePolicy": policy, "BlockPublicPolicy": block});
    service.refuses(
        "PutResourcePolicy",
        put(PUBLIC, true),
        "PublicPolicyException",
        "You can't attach a resource-based policy",
    );
    let malformed = "MalformedPolicyDocumentException";
    service.refuses("PutResourcePolicy", put("{", false), malformed, "invalid Json");
    for policy in [
        "[]",
        "{}",
        r#"{"Statement": []}"#,
        r#"{"Version": "2020-01-01", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}]}"#,
        r#"{"Statement": [{"Effect": "Maybe", "Principal": "*", "Action": "*", "Resource": "*"}]}"#,
        r#"{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}"#,
        r#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}]}"#,
        r#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "When": "now"}]}"#,
    ] {
        service.refuses("PutResourcePolicy", put(policy, false), malformed, "syntax error");
    }
    let denied = PUBLIC.replace("Allow", "Deny").replace("GetSecretValue", "*");
    service.refuses(
        "PutResourcePolicy",
        put(&denied, false),
        "InvalidRequestException",
        "Your requested changes will not allow you to manage this secret in the future.",
    );
}

#[test]
fn validation_reports_each_finding() {
    let service = Service::new();
    let passed = PUBLIC.replace("\"*\",\n", "{\"AWS\": \"123456789012\"},\n");
    assert_eq!(
        service.ok("ValidateResourcePolicy", json!({"ResourcePolicy": passed})),
        json!({"PolicyValidationPassed": true, "ValidationErrors": []})
    );
    let found = service.ok("ValidateResourcePolicy", json!({"ResourcePolicy": PUBLIC}));
    assert_eq!(found["PolicyValidationPassed"], false);
    assert_eq!(found["ValidationErrors"].as_array().unwrap().len(), 1);
    let missing = json!({"SecretId": "gone", "ResourcePolicy": PUBLIC});
    service.refuses("ValidateResourcePolicy", missing, "ResourceNotFoundException", "");
}

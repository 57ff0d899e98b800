//! Secrets of another account: what their resource policies let a stranger do.

use serde_json::{Value, json};

use super::{ONE, Service, TWO};

const KEY: &str = "arn:aws:kms:eu-central-1:123456789012:key/11111111-1111-1111-1111-111111111111";
const STRANGER: &str = "000000000002";

/// A secret with a key of its own and this policy; its ARN.
fn share(service: &Service, statement: &Value) -> String {
    let members = json!({"Name": "s", "ClientRequestToken": ONE, "SecretString": "one", "KmsKeyId": KEY});
    let arn = service.ok("CreateSecret", members)["ARN"].as_str().unwrap().to_owned();
    let policy = json!({"Version": "2012-10-17", "Statement": statement}).to_string();
    service.ok("PutResourcePolicy", json!({"SecretId": "s", "ResourcePolicy": policy}));
    arn
}

fn allow(principal: &str, action: &str, resource: &str) -> Value {
    json!([{"Effect": "Allow", "Principal": {"AWS": principal}, "Action": action, "Resource": resource}])
}

#[test]
fn a_policy_lets_another_account_work_with_a_secret() {
    let service = Service::new();
    let other = service.of_account(STRANGER);
    let arn = share(&service, &allow(&format!("arn:aws:iam::{STRANGER}:root"), "secretsmanager:*", "*"));
    assert_eq!(other.ok("GetSecretValue", json!({"SecretId": arn}))["SecretString"], "one");
    other.ok("PutSecretValue", json!({"SecretId": arn, "ClientRequestToken": TWO, "SecretString": "two"}));
    other.ok("TagResource", json!({"SecretId": arn, "Tags": [{"Key": "a", "Value": "1"}]}));
    let secret = service.ok("DescribeSecret", json!({"SecretId": "s"}));
    assert_eq!(secret, other.ok("DescribeSecret", json!({"SecretId": arn})));
    assert_eq!(secret["Tags"], json!([{"Key": "a", "Value": "1"}]));
    let batch = other.ok("BatchGetSecretValue", json!({"SecretIdList": [arn]}));
    assert_eq!(batch["SecretValues"][0]["SecretString"], "two");
    assert_eq!(other.ok("ListSecrets", json!({}))["SecretList"], json!([]), "it is not theirs to list");
    other.refuses("DescribeSecret", json!({"SecretId": "s"}), "ResourceNotFoundException", "");
    other.ok("DeleteSecret", json!({"SecretId": arn}));
    other.ok("RestoreSecret", json!({"SecretId": arn}));
}

#[test]
fn what_a_policy_does_not_allow_is_denied() {
    let service = Service::new();
    let other = service.of_account(STRANGER);
    let arn = share(&service, &allow(STRANGER, "secretsmanager:Describe*", "*"));
    other.ok("DescribeSecret", json!({"SecretId": arn}));
    let text = format!(
        "User: arn:aws:sts::{STRANGER}:assumed-role/Developer/demo is not authorized to perform: \
         secretsmanager:GetSecretValue on resource: {arn} because no resource-based policy allows the \
         secretsmanager:GetSecretValue action"
    );
    other.refuses("GetSecretValue", json!({"SecretId": arn}), "AccessDeniedException", &text);
    let batch = other.ok("BatchGetSecretValue", json!({"SecretIdList": [arn]}));
    assert_eq!(batch["Errors"][0]["ErrorCode"], "AccessDeniedException");
    let missing = arn.replace(":s-", ":t-");
    other.refuses("DescribeSecret", json!({"SecretId": missing}), "AccessDeniedException", "resource-based");
}

#[test]
fn the_default_key_is_for_one_account_alone() {
    let service = Service::new();
    let other = service.of_account(STRANGER);
    let arn = share(&service, &allow(STRANGER, "secretsmanager:*", "*"));
    service.ok("UpdateSecret", json!({"SecretId": "s", "ClientRequestToken": TWO, "KmsKeyId": ""}));
    let put = json!({"SecretId": arn, "ClientRequestToken": TWO, "SecretString": "two"});
    for (operation, members) in [("GetSecretValue", json!({"SecretId": arn})), ("PutSecretValue", put)] {
        other.refuses(
            operation,
            members,
            "InvalidRequestException",
            "You can't access a secret from a different AWS account if you encrypt the secret with the default KMS \
             service key.",
        );
    }
    other.ok("DescribeSecret", json!({"SecretId": arn}));
}

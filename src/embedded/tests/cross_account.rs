//! Access to secrets of another account, as their resource policies allow.

use serde_json::{Value, json};

use super::{ONE, Service, TWO};

const KEY: &str = "arn:aws:kms:eu-central-1:123456789012:key/11111111-1111-1111-1111-111111111111";
const OTHER_ACCOUNT: &str = "000000000002";

/// Creates a secret with a customer managed key and this policy statement, and returns its ARN.
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
fn a_policy_lets_another_account_use_a_secret() {
    let service = Service::new();
    let other = service.of_account(OTHER_ACCOUNT);
    let arn = share(&service, &allow(&format!("arn:aws:iam::{OTHER_ACCOUNT}:root"), "secretsmanager:*", "*"));
    assert_eq!(other.ok("GetSecretValue", json!({"SecretId": arn}))["SecretString"], "one");
    other.ok("PutSecretValue", json!({"SecretId": arn, "ClientRequestToken": TWO, "SecretString": "two"}));
    other.ok("TagResource", json!({"SecretId": arn, "Tags": [{"Key": "a", "Value": "1"}]}));
    let secret = service.ok("DescribeSecret", json!({"SecretId": "s"}));
    assert_eq!(secret, other.ok("DescribeSecret", json!({"SecretId": arn})));
    assert_eq!(secret["Tags"], json!([{"Key": "a", "Value": "1"}]));
    let batch = other.ok("BatchGetSecretValue", json!({"SecretIdList": [arn]}));
    assert_eq!(batch["SecretValues"][0]["SecretString"], "two");
    assert_eq!(
        other.ok("ListSecrets", json!({}))["SecretList"],
        json!([]),
        "listings show the own account only"
    );
    other.refuses("DescribeSecret", json!({"SecretId": "s"}), "ResourceNotFoundException", "");
    other.ok("DeleteSecret", json!({"SecretId": arn}));
    other.ok("RestoreSecret", json!({"SecretId": arn}));
}

#[test]
fn actions_that_a_policy_does_not_allow_are_denied() {
    let service = Service::new();
    let other = service.of_account(OTHER_ACCOUNT);
    let arn = share(&service, &allow(OTHER_ACCOUNT, "secretsmanager:Describe*", "*"));
    other.ok("DescribeSecret", json!({"SecretId": arn}));
    let text = format!(
        "User: arn:aws:sts::{OTHER_ACCOUNT}:assumed-role/Developer/demo is not authorized to perform: \
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
fn values_under_the_aws_managed_key_stay_in_their_account() {
    let service = Service::new();
    let other = service.of_account(OTHER_ACCOUNT);
    let arn = share(&service, &allow(OTHER_ACCOUNT, "secretsmanager:*", "*"));
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

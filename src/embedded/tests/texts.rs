//! The service's texts to the letter, and which of two wrongs it speaks of first.

use serde_json::{Value, json};

use super::{ONE, Service, TWO};
use crate::embedded::operation::Operation;

const REQUEST: &str = "InvalidRequestException";
const PARAMETER: &str = "InvalidParameterException";
const NOT_FOUND: &str = "ResourceNotFoundException";
const VALIDATION: &str = "ValidationException";
const LAMBDA: &str = "arn:aws:lambda:eu-central-1:123456789012:function:nowhere";
const INVALID_NAME: &str = "Invalid name. Must be a valid name containing alphanumeric characters, or any of the \
                            following: -/_+=.@!";
const NO_SECRET: &str = "Secrets Manager can't find the specified secret.";
const MARKED: &str = "You can't perform this operation on the secret because it was marked for deletion.";
const NO_TOKEN: &str = "You must provide a ClientRequestToken value. We recommend a UUID-type value.";

/// A request of each operation on one secret that lacks nothing.
fn requests_about(id: &str) -> Vec<(Operation, Value)> {
    let one = [
        Operation::BatchGetSecretValue,
        Operation::CreateSecret,
        Operation::GetRandomPassword,
        Operation::ListSecrets,
    ];
    let all = Operation::ALL.iter().filter(|operation| !one.contains(operation));
    all.map(|operation| {
        let mut members = match operation {
            Operation::PutResourcePolicy | Operation::ValidateResourcePolicy => {
                json!({"ResourcePolicy": r#"{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "123456789012"},
                                            "Action": "*", "Resource": "*"}]}"#})
            }
            Operation::PutSecretValue => json!({"ClientRequestToken": TWO, "SecretString": "x"}),
            Operation::RemoveRegionsFromReplication => json!({"RemoveReplicaRegions": ["us-east-1"]}),
            Operation::ReplicateSecretToRegions => json!({"AddReplicaRegions": [{"Region": "us-east-1"}]}),
            Operation::RotateSecret | Operation::UpdateSecret => json!({"ClientRequestToken": TWO}),
            Operation::TagResource => json!({"Tags": [{"Key": "k", "Value": "v"}]}),
            Operation::UntagResource => json!({"TagKeys": ["k"]}),
            Operation::UpdateSecretVersionStage => json!({"VersionStage": "mine", "MoveToVersionId": ONE}),
            _ => json!({}),
        };
        members["SecretId"] = json!(id);
        (*operation, members)
    })
    .collect()
}

#[track_caller]
#[allow(clippy::needless_pass_by_value, reason = "callers write the JSON in place")]
fn says(service: &Service, operation: &str, members: Value, code: &str, text: &str) {
    let refusal = service.send(operation, &members.to_string());
    assert_eq!(refusal, Err((code.to_owned(), text.to_owned())), "{operation} {members}");
}

#[test]
fn a_wrong_name_and_a_missing_secret_are_told_by_every_operation() {
    let service = Service::new();
    for (operation, members) in requests_about("no name") {
        says(&service, operation.name(), members, VALIDATION, INVALID_NAME);
    }
    says(&service, "CreateSecret", json!({"Name": "no name"}), VALIDATION, INVALID_NAME);
    for (operation, members) in requests_about("nowhere") {
        says(&service, operation.name(), members, NOT_FOUND, NO_SECRET);
    }
}

#[test]
fn a_scheduled_secret_is_told_of_by_all_operations_but_those_that_still_work() {
    let service = Service::new();
    service.create("s");
    service.ok("DeleteSecret", json!({"SecretId": "s"}));
    for (operation, members) in requests_about("s") {
        match operation {
            Operation::DescribeSecret | Operation::ListSecretVersionIds => {
                service.ok(operation.name(), members);
            }
            Operation::RestoreSecret => {}
            _ => says(&service, operation.name(), members, REQUEST, MARKED),
        }
    }
    service.ok("RestoreSecret", json!({"SecretId": "s"}));
    service.ok("GetSecretValue", json!({"SecretId": "s"}));
}

#[test]
fn of_several_wrongs_the_first_in_the_services_order_is_told() {
    let service = Service::new();
    let window = |id: &str| json!({"SecretId": id, "RecoveryWindowInDays": 6});
    let model = "1 validation error detected: Value 'short' at 'versionId' failed to satisfy constraint: Member \
                 must have length greater than or equal to 32";
    let both = json!({"SecretId": "no name", "VersionId": "short"});
    says(&service, "GetSecretValue", both, VALIDATION, model);
    says(&service, "DeleteSecret", window("no name"), VALIDATION, INVALID_NAME);
    says(&service, "DeleteSecret", window("nowhere"), NOT_FOUND, NO_SECRET);
    service.create("s");
    service.ok("DeleteSecret", json!({"SecretId": "s"}));
    says(&service, "DeleteSecret", window("s"), REQUEST, MARKED);
    let put = json!({"SecretId": "s", "ClientRequestToken": TWO});
    says(&service, "PutSecretValue", put, REQUEST, MARKED);
    for (operation, code) in
        [("PutSecretValue", REQUEST), ("UpdateSecret", REQUEST), ("RotateSecret", PARAMETER)]
    {
        says(&service, operation, json!({"SecretId": "no name"}), VALIDATION, INVALID_NAME);
        says(&service, operation, json!({"SecretId": "nowhere"}), code, NO_TOKEN);
        says(&service, operation, json!({"SecretId": "s"}), code, NO_TOKEN);
    }
    service.ok("RestoreSecret", json!({"SecretId": "s"}));
    let text = "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).";
    says(&service, "DeleteSecret", window("s"), PARAMETER, text);
}

#[test]
fn the_texts_of_values_and_versions_are_the_services() {
    let service = Service::new();
    let arn = service.create("s")["ARN"].as_str().unwrap().to_owned();
    let put = |token: &str| json!({"SecretId": "s", "ClientRequestToken": token, "SecretString": "two"});
    let taken = format!(
        "You can't use ClientRequestToken {ONE} because that value is already in use for a version of secret {arn}."
    );
    says(&service, "PutSecretValue", put(ONE), "ResourceExistsException", &taken);
    service.ok("PutSecretValue", put(TWO));
    for (operation, members, code, text) in [
        ("CreateSecret", json!({"Name": "t"}), REQUEST, NO_TOKEN),
        ("PutSecretValue", json!({"SecretId": "s", "SecretString": "x"}), REQUEST, NO_TOKEN),
        ("UpdateSecret", json!({"SecretId": "s"}), REQUEST, NO_TOKEN),
        ("RotateSecret", json!({"SecretId": "s"}), PARAMETER, NO_TOKEN),
        (
            "GetSecretValue",
            json!({"SecretId": "s", "VersionStage": "none"}),
            NOT_FOUND,
            "Secrets Manager can't find the specified secret value for staging label: none",
        ),
        (
            "GetSecretValue",
            json!({"SecretId": "s", "VersionId": "0".repeat(32)}),
            NOT_FOUND,
            "Secrets Manager can't find the specified secret value for VersionId: 00000000000000000000000000000000",
        ),
        (
            "GetSecretValue",
            json!({"SecretId": "s", "VersionId": TWO, "VersionStage": "AWSPREVIOUS"}),
            REQUEST,
            "You provided a VersionStage that is not associated to the provided VersionId.",
        ),
        (
            "UpdateSecretVersionStage",
            json!({"SecretId": "s", "VersionStage": "AWSCURRENT", "MoveToVersionId": ONE}),
            PARAMETER,
            "The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently attached to \
             version 22222222-2222-2222-2222-222222222222, so you must explicitly reference that version in \
             RemoveFromVersionId.",
        ),
        (
            "DeleteSecret",
            json!({"SecretId": "s", "ForceDeleteWithoutRecovery": true, "RecoveryWindowInDays": 7}),
            PARAMETER,
            "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
        ),
    ] {
        says(&service, operation, members, code, text);
    }
    service.ok("DeleteSecret", json!({"SecretId": "s"}));
    let text =
        "You can't create this secret because a secret with this name is already scheduled for deletion.";
    says(&service, "CreateSecret", json!({"Name": "s", "ClientRequestToken": TWO}), REQUEST, text);
}

#[test]
fn the_texts_of_rotation_replication_and_policies_are_the_services() {
    let service = Service::new();
    service.create("s");
    let policy = |text: &str| json!({"SecretId": "s", "ResourcePolicy": text});
    for (operation, members, code, text) in [
        (
            "RotateSecret",
            json!({"SecretId": "s", "ClientRequestToken": TWO}),
            REQUEST,
            "No Lambda rotation function ARN is associated with this secret.",
        ),
        (
            "RotateSecret",
            json!({"SecretId": "s", "ClientRequestToken": TWO, "RotationLambdaARN": LAMBDA}),
            "AccessDeniedException",
            "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants \
             access to the principal secretsmanager.amazonaws.com.",
        ),
        (
            "CancelRotateSecret",
            json!({"SecretId": "s"}),
            REQUEST,
            "You can't cancel rotation for a secret that doesn't have rotation enabled.",
        ),
        (
            "RotateSecret",
            json!({"SecretId": "s", "ClientRequestToken": TWO,
                   "RotationRules": {"AutomaticallyAfterDays": 1, "ScheduleExpression": "rate(1 day)"}}),
            PARAMETER,
            "You cannot specify both rotation frequency and schedule expression together.",
        ),
        (
            "ReplicateSecretToRegions",
            json!({"SecretId": "s", "AddReplicaRegions": [{"Region": "eu-central-1"}]}),
            PARAMETER,
            "Invalid replica region.",
        ),
        (
            "PutResourcePolicy",
            policy("{"),
            "MalformedPolicyDocumentException",
            "This resource policy contains invalid Json.",
        ),
        (
            "PutResourcePolicy",
            policy("{}"),
            "MalformedPolicyDocumentException",
            "This resource policy contains a syntax error.",
        ),
    ] {
        says(&service, operation, members, code, text);
    }
    let there = service.in_region("us-east-1");
    service.ok(
        "ReplicateSecretToRegions",
        json!({"SecretId": "s", "AddReplicaRegions": [{"Region": "us-east-1"}]}),
    );
    service.pass(2);
    let text = "Operation not permitted on a replica secret. Call must be made in primary secret's region.";
    says(&there, "TagResource", json!({"SecretId": "s", "Tags": []}), PARAMETER, text);
}

//! The exact error messages of the service, and which one it returns if several apply.

use serde_json::{Value, json};
use strum::VariantArray;

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

/// A valid request of each operation that names one secret.
fn requests_about(id: &str) -> Vec<(Operation, Value)> {
    let without_secret = [
        Operation::BatchGetSecretValue,
        Operation::CreateSecret,
        Operation::GetRandomPassword,
        Operation::ListSecrets,
    ];
    let all = Operation::VARIANTS.iter().filter(|operation| !without_secret.contains(operation));
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
#[allow(clippy::needless_pass_by_value, reason = "callers write the JSON in the call")]
fn fails_with(service: &Service, operation: &str, members: Value, code: &str, text: &str) {
    let refusal = service.send(operation, &members.to_string());
    assert_eq!(refusal, Err((code.to_owned(), text.to_owned())), "{operation} {members}");
}

#[test]
fn every_operation_reports_an_invalid_name_and_a_missing_secret() {
    let service = Service::new();
    for (operation, members) in requests_about("no name") {
        fails_with(&service, operation.name(), members, VALIDATION, INVALID_NAME);
    }
    fails_with(&service, "CreateSecret", json!({"Name": "no name"}), VALIDATION, INVALID_NAME);
    for (operation, members) in requests_about("nowhere") {
        fails_with(&service, operation.name(), members, NOT_FOUND, NO_SECRET);
    }
}

#[test]
fn all_operations_but_a_few_report_a_secret_scheduled_for_deletion() {
    let service = Service::new();
    service.create("s");
    service.ok("DeleteSecret", json!({"SecretId": "s"}));
    for (operation, members) in requests_about("s") {
        match operation {
            Operation::DescribeSecret | Operation::ListSecretVersionIds => {
                service.ok(operation.name(), members);
            }
            Operation::RestoreSecret => {}
            _ => fails_with(&service, operation.name(), members, REQUEST, MARKED),
        }
    }
    service.ok("RestoreSecret", json!({"SecretId": "s"}));
    service.ok("GetSecretValue", json!({"SecretId": "s"}));
}

#[test]
fn of_several_mistakes_the_first_in_the_services_order_is_reported() {
    let service = Service::new();
    let window = |id: &str| json!({"SecretId": id, "RecoveryWindowInDays": 6});
    let model = "1 validation error detected: Value 'short' at 'versionId' failed to satisfy constraint: Member \
                 must have length greater than or equal to 32";
    let both = json!({"SecretId": "no name", "VersionId": "short"});
    fails_with(&service, "GetSecretValue", both, VALIDATION, model);
    fails_with(&service, "DeleteSecret", window("no name"), VALIDATION, INVALID_NAME);
    fails_with(&service, "DeleteSecret", window("nowhere"), NOT_FOUND, NO_SECRET);
    service.create("s");
    service.ok("DeleteSecret", json!({"SecretId": "s"}));
    fails_with(&service, "DeleteSecret", window("s"), REQUEST, MARKED);
    let put = json!({"SecretId": "s", "ClientRequestToken": TWO});
    fails_with(&service, "PutSecretValue", put, REQUEST, MARKED);
    for (operation, code) in
        [("PutSecretValue", REQUEST), ("UpdateSecret", REQUEST), ("RotateSecret", PARAMETER)]
    {
        fails_with(&service, operation, json!({"SecretId": "no name"}), VALIDATION, INVALID_NAME);
        fails_with(&service, operation, json!({"SecretId": "nowhere"}), code, NO_TOKEN);
        fails_with(&service, operation, json!({"SecretId": "s"}), code, NO_TOKEN);
    }
    service.ok("RestoreSecret", json!({"SecretId": "s"}));
    let text = "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).";
    fails_with(&service, "DeleteSecret", window("s"), PARAMETER, text);
}

#[test]
fn messages_about_values_and_versions_are_exact() {
    let service = Service::new();
    let arn = service.create("s")["ARN"].as_str().unwrap().to_owned();
    let put = |token: &str| json!({"SecretId": "s", "ClientRequestToken": token, "SecretString": "two"});
    let taken = format!(
        "You can't use ClientRequestToken {ONE} because that value is already in use for a version of secret {arn}."
    );
    fails_with(&service, "PutSecretValue", put(ONE), "ResourceExistsException", &taken);
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
    ] {
        fails_with(&service, operation, members, code, text);
    }
}

#[test]
fn messages_about_deletion_are_exact() {
    let service = Service::new();
    service.create("s");
    let both = json!({"SecretId": "s", "ForceDeleteWithoutRecovery": true, "RecoveryWindowInDays": 7});
    let text = "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.";
    fails_with(&service, "DeleteSecret", both, PARAMETER, text);
    service.ok("DeleteSecret", json!({"SecretId": "s"}));
    let text =
        "You can't create this secret because a secret with this name is already scheduled for deletion.";
    fails_with(&service, "CreateSecret", json!({"Name": "s", "ClientRequestToken": TWO}), REQUEST, text);
}

#[test]
fn messages_about_rotation_are_exact() {
    let service = Service::new();
    service.create("s");
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
    ] {
        fails_with(&service, operation, members, code, text);
    }
}

#[test]
fn messages_about_policies_are_exact() {
    let service = Service::new();
    service.create("s");
    for (policy, text) in [
        ("{", "This resource policy contains invalid Json."),
        ("{}", "This resource policy contains a syntax error."),
    ] {
        let put = json!({"SecretId": "s", "ResourcePolicy": policy});
        fails_with(&service, "PutResourcePolicy", put, "MalformedPolicyDocumentException", text);
    }
}

#[test]
fn messages_about_replication_are_exact() {
    let service = Service::new();
    let there = service.in_region("us-east-1");
    service.create("s");
    let replicate = |region: &str| json!({"SecretId": "s", "AddReplicaRegions": [{"Region": region}]});
    let text = "Invalid replica region.";
    fails_with(&service, "ReplicateSecretToRegions", replicate("eu-central-1"), PARAMETER, text);
    service.ok("ReplicateSecretToRegions", replicate("us-east-1"));
    service.advance(2);
    let text = "Operation not permitted on a replica secret. Call must be made in primary secret's region.";
    fails_with(&there, "TagResource", json!({"SecretId": "s", "Tags": []}), PARAMETER, text);
}

//! Every request gets a response: no input makes the service panic or hang.
//!
//! `PROPTEST_CASES` sets the number of cases, of which these tests try four times as many as other
//! property tests. To try more cases, different each time:
//!
//! ```sh
//! PROPTEST_CASES=50000 cargo test --lib embedded::tests::fuzz
//! ```

use http::Request;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use strum::VariantArray;

use super::Service;
use crate::embedded::operation::Operation;

const MEMBERS: [&str; 30] = [
    "SecretId",
    "Name",
    "ClientRequestToken",
    "SecretString",
    "SecretBinary",
    "Description",
    "KmsKeyId",
    "Tags",
    "TagKeys",
    "VersionId",
    "VersionStage",
    "VersionStages",
    "MoveToVersionId",
    "RemoveFromVersionId",
    "Filters",
    "MaxResults",
    "NextToken",
    "SortBy",
    "SortOrder",
    "RotationRules",
    "RotationLambdaARN",
    "ResourcePolicy",
    "RecoveryWindowInDays",
    "ForceDeleteWithoutRecovery",
    "AddReplicaRegions",
    "RemoveReplicaRegions",
    "PasswordLength",
    "ExcludeCharacters",
    "SecretIdList",
    "RotateImmediately",
];

/// Values that are likely to pass the first checks.
fn plausible() -> impl Strategy<Value = Value> {
    let token = "0".repeat(32);
    prop_oneof![
        Just(json!("s")),
        Just(json!(token)),
        Just(json!("AWSCURRENT")),
        Just(json!("arn:aws:secretsmanager:eu-central-1:123456789012:secret:s")),
        Just(json!("arn:aws:secretsmanager:eu-central-1:123456789012:secret:ÄÖÜ-日本語!")),
        Just(json!([{"Key": "k", "Value": "v"}])),
        Just(json!([{"Key": "all", "Values": ["!", "", "x y"]}])),
        Just(json!([{"Region": "us-east-1"}])),
        Just(json!(["s", "us-east-1"])),
        Just(json!({"AutomaticallyAfterDays": 1000, "Duration": "24h"})),
        "(rate|cron)\\([0-9LW#?*,/ -]{0,20}\\)"
            .prop_map(|expression| json!({"ScheduleExpression": expression, "Duration": "1h"})),
        Just(json!(
            "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::*:root\"}}]}"
        )),
        any::<i64>().prop_map(|number| json!(number)),
        any::<f64>().prop_map(|number| json!(number)),
        any::<bool>().prop_map(|flag| json!(flag)),
        ".{0,40}".prop_map(|text| json!(text)),
        Just(Value::Null),
    ]
}

fn members() -> impl Strategy<Value = Value> {
    let member = (prop::sample::select(&MEMBERS[..]), plausible());
    prop::collection::vec(member, 0..8).prop_map(|members| {
        let members: Map<String, Value> =
            members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let mut members = Value::Object(members);
        for (name, value) in [("SecretId", "s"), ("Name", "s")] {
            if members.get(name).is_none() {
                members[name] = json!(value);
            }
        }
        members
    })
}

fn many_cases() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig { failure_persistence: None, cases: default.cases.saturating_mul(4), ..default }
}

proptest! {
    #![proptest_config(many_cases())]

    #[test]
    fn any_members_of_any_operation_get_a_response(
        requests in prop::collection::vec((prop::sample::select(Operation::VARIANTS), members()), 1..20),
    ) {
        let service = Service::new();
        service.create("s");
        for (operation, members) in requests {
            let outcome = service.send(operation.name(), &members.to_string());
            let internal = outcome.is_err_and(|(code, _)| code == "InternalServiceError");
            prop_assert!(!internal, "{} {members}", operation.name());
            service.advance(3600);
        }
    }

    #[test]
    fn any_bytes_get_a_response(
        body in prop::collection::vec(any::<u8>(), 0..200),
        target in "(secretsmanager\\.)?[ -~]{0,30}",
        authorization in "(AWS4-HMAC-SHA256 Credential=)?[ -~]{0,60}",
    ) {
        let service = Service::new();
        let request = Request::post("/")
            .header("authorization", authorization)
            .header("x-amz-target", target)
            .body(body)
            .unwrap();
        let status = service.embedded.respond_now(&request).status();
        prop_assert!(status.is_client_error() || status.is_success(), "{status}");
    }
}

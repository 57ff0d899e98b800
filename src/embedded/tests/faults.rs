//! Injected faults: throttling, failures, a lagging listing, denied operations.

use std::time::Duration;

use serde_json::json;

use super::Service;
use crate::embedded::{FaultInjection, Options};

fn service(faults: FaultInjection) -> Service {
    Service::with(Options { faults, ..Options::default() })
}

#[test]
fn a_lagging_listing_shows_changes_later_than_describe() {
    let service = service(FaultInjection { list_lag: Duration::from_secs(5), ..FaultInjection::default() });
    let listed = || service.ok("ListSecrets", json!({}))["SecretList"].clone();
    service.create("s");
    assert_eq!(listed(), json!([]));
    service.advance(5);
    assert_eq!(listed()[0]["Name"], "s");
    service
        .ok("UpdateSecret", json!({"SecretId": "s", "ClientRequestToken": super::TWO, "Description": "new"}));
    assert_eq!(service.ok("DescribeSecret", json!({"SecretId": "s"}))["Description"], "new");
    assert!(listed()[0].get("Description").is_none());
    service.ok("DeleteSecret", json!({"SecretId": "s", "ForceDeleteWithoutRecovery": true}));
    assert_eq!(listed()[0]["Name"], "s");
    service.advance(5);
    assert_eq!(listed(), json!([]));
}

#[test]
fn throttled_and_failed_requests_return_their_errors() {
    let throttled =
        service(FaultInjection { throttle: Some("1/s".parse().unwrap()), ..FaultInjection::default() });
    throttled.ok("ListSecrets", json!({}));
    throttled.refuses("ListSecrets", json!({}), "ThrottlingException", "Rate exceeded");
    throttled.advance(1);
    throttled.ok("ListSecrets", json!({}));
    let failing =
        service(FaultInjection { fail: Some("100%".parse().unwrap()), ..FaultInjection::default() });
    failing.refuses("ListSecrets", json!({}), "InternalServiceError", "");
}

#[test]
fn deny_rules_hold_for_names_arns_and_batches() {
    let deny = vec!["GetSecretValue=prod/*".parse().unwrap(), "ListSecrets".parse().unwrap()];
    let service = service(FaultInjection { deny, ..FaultInjection::default() });
    let arn = service.create("prod/a")["ARN"].as_str().unwrap().to_owned();
    service.create("dev/a");
    let message = format!(
        "User: arn:aws:sts::123456789012:assumed-role/Developer/demo is not authorized to perform: \
         secretsmanager:GetSecretValue on resource: {arn} because no identity-based policy allows the \
         secretsmanager:GetSecretValue action"
    );
    for id in ["prod/a", &arn] {
        service.refuses("GetSecretValue", json!({"SecretId": id}), "AccessDeniedException", &message);
    }
    service.ok("GetSecretValue", json!({"SecretId": "dev/a"}));
    let batch = service.ok("BatchGetSecretValue", json!({"SecretIdList": ["prod/a", "dev/a"]}));
    assert_eq!(batch["Errors"][0]["ErrorCode"], "AccessDeniedException");
    assert_eq!(batch["SecretValues"][0]["Name"], "dev/a");
    service.refuses(
        "ListSecrets",
        json!({}),
        "AccessDeniedException",
        "secretsmanager:ListSecrets because no",
    );
}

#[tokio::test(start_paused = true)]
async fn a_response_takes_the_injected_latency() {
    let latency = Some("50ms".parse().unwrap());
    let service = service(FaultInjection { latency, ..FaultInjection::default() });
    let start = tokio::time::Instant::now();
    let request = http::Request::post("/").body(Vec::new()).unwrap();
    service.embedded.respond(request).await;
    assert!(start.elapsed() >= Duration::from_millis(50), "{:?}", start.elapsed());
}

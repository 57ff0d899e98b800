//! Adversity: throttling, failures, a lagging listing, denied operations.

use std::time::Duration;

use serde_json::json;

use super::Service;
use crate::embedded::{Adversity, Options};

fn service(adversity: Adversity) -> Service {
    Service::with(Options { adversity, ..Options::default() })
}

#[test]
fn a_lagging_listing_shows_changes_later_and_describe_at_once() {
    let service = service(Adversity { list_lag: Duration::from_secs(5), ..Adversity::default() });
    let listed = || service.ok("ListSecrets", json!({}))["SecretList"].clone();
    service.create("s");
    assert_eq!(listed(), json!([]));
    service.pass(5);
    assert_eq!(listed()[0]["Name"], "s");
    service
        .ok("UpdateSecret", json!({"SecretId": "s", "ClientRequestToken": super::TWO, "Description": "new"}));
    assert_eq!(service.ok("DescribeSecret", json!({"SecretId": "s"}))["Description"], "new");
    assert!(listed()[0].get("Description").is_none());
    service.ok("DeleteSecret", json!({"SecretId": "s", "ForceDeleteWithoutRecovery": true}));
    assert_eq!(listed()[0]["Name"], "s");
    service.pass(5);
    assert_eq!(listed(), json!([]));
}

#[test]
fn throttled_and_failed_requests_say_so() {
    let throttled = service(Adversity { throttle: Some("1/s".parse().unwrap()), ..Adversity::default() });
    throttled.ok("ListSecrets", json!({}));
    throttled.refuses("ListSecrets", json!({}), "ThrottlingException", "Rate exceeded");
    throttled.pass(1);
    throttled.ok("ListSecrets", json!({}));
    let failing = service(Adversity { fail: Some("100%".parse().unwrap()), ..Adversity::default() });
    failing.refuses("ListSecrets", json!({}), "InternalServiceError", "");
}

#[test]
fn a_denied_operation_is_denied_by_name_and_by_arn_and_in_a_batch() {
    let deny = vec!["GetSecretValue=prod/*".parse().unwrap(), "ListSecrets".parse().unwrap()];
    let service = service(Adversity { deny, ..Adversity::default() });
    let arn = service.create("prod/a")["ARN"].as_str().unwrap().to_owned();
    service.create("dev/a");
    let words = format!(
        "User: arn:aws:sts::123456789012:assumed-role/Developer/demo is not authorized to perform: \
         secretsmanager:GetSecretValue on resource: {arn} because no identity-based policy allows the \
         secretsmanager:GetSecretValue action"
    );
    for id in ["prod/a", &arn] {
        service.refuses("GetSecretValue", json!({"SecretId": id}), "AccessDeniedException", &words);
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
async fn an_answer_takes_as_long_as_it_was_told_to() {
    let latency = Some("50ms".parse().unwrap());
    let service = service(Adversity { latency, ..Adversity::default() });
    let start = tokio::time::Instant::now();
    let request = http::Request::post("/").body(Vec::new()).unwrap();
    service.embedded.answer(request).await;
    assert!(start.elapsed() >= Duration::from_millis(50), "{:?}", start.elapsed());
}

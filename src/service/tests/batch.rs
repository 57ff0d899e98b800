//! Several values in one request, random passwords, and the findings on a policy.

use super::canned::{Canned, Script};
use super::reads::{ARN, perform};
use crate::secrets::ValueBody;
use crate::service::api::{EachType, ErrorKind, Inclusion, PasswordOptions, Reply, Request};
use serde_json::json;

fn batch(secrets: &[&str]) -> Request {
    Request::BatchGetSecretValue { secrets: secrets.iter().map(|&secret| secret.to_owned()).collect() }
}

#[tokio::test]
async fn each_secret_has_its_value_or_its_error() {
    let answer = json!({
        "SecretValues": [
            { "ARN": ARN, "Name": "a", "VersionId": "v", "SecretString": "hunter2", "VersionStages": ["AWSCURRENT"] },
            { "ARN": ARN, "Name": "b", "VersionId": "v", "SecretBinary": "AAH/" },
            { "ARN": ARN, "Name": "neither text nor bytes", "VersionId": "v" },
        ],
        "Errors": [{ "SecretId": "c", "ErrorCode": "AccessDeniedException", "Message": "no" }],
    });
    let sent = json!({ "SecretIdList": ["a", "b", "c"] });
    let reply = perform(batch(&["a", "b", "c"]), sent, answer).await;
    assert!(!format!("{reply:?}").contains("hunter2"), "{reply:?}");
    let Reply::BatchGetSecretValue { values, errors } = reply else { panic!("not a batch") };
    let bodies: Vec<_> = values.iter().map(|v| (v.name.as_str(), &v.value.body)).collect();
    assert_eq!(
        bodies,
        [("a", &ValueBody::text("hunter2".into())), ("b", &ValueBody::binary(vec![0, 1, 255]))]
    );
    assert_eq!(errors.len(), 1);
    assert_eq!((errors[0].secret.as_str(), errors[0].code.as_str()), ("c", "AccessDeniedException"));
}

#[tokio::test]
async fn a_secret_without_a_whole_value_and_without_an_error_has_an_error() {
    let arn = |name: &str| ARN.replace(":a-", &format!(":{name}-"));
    let whole =
        |name: &str| json!({ "ARN": arn(name), "Name": name, "VersionId": "v", "SecretString": "hunter2" });
    let without = |name: &str, field: &str| {
        let mut value = whole(name);
        value.as_object_mut().unwrap().remove(field);
        value
    };
    let answer = json!({
        "SecretValues": [
            whole("a"),
            whole("by-arn"),
            without("no-version", "VersionId"),
            without("no-value", "SecretString"),
            without("no-name", "Name"),
            without("no-arn", "ARN"),
            whole("missing-tail"),
        ],
        "Errors": [{ "SecretId": "c", "ErrorCode": "AccessDeniedException" }],
    });
    let by_arn = arn("by-arn");
    let asked = ["a", &by_arn, "no-version", "no-value", "no-name", "no-arn", "missing", "c"];
    let completed = Script::new([Canned::ok(&answer)]).connect().perform(&batch(&asked)).await;
    assert!(!format!("{completed:?}").contains("hunter2"), "{completed:?}");
    let Ok(Reply::BatchGetSecretValue { errors, .. }) = completed.result else { panic!("not a batch") };
    let failed: Vec<_> = errors.iter().map(|error| error.secret.as_str()).collect();
    assert_eq!(failed, ["c", "no-version", "no-value", "no-name", "no-arn", "missing"]);
    assert!(errors.iter().skip(1).all(|error| error.message.contains("VersionId or value")), "{errors:?}");
}

#[tokio::test]
async fn pages_are_followed_to_the_last_even_through_an_empty_one() {
    let value = |name: &str| json!({ "ARN": ARN, "Name": name, "VersionId": "v", "SecretString": "s" });
    let script = Script::new([
        Canned::ok(&json!({ "SecretValues": [value("a")], "Errors": [], "NextToken": "1" })),
        Canned::ok(&json!({ "SecretValues": [], "NextToken": "2" })),
        Canned::ok(&json!({ "SecretValues": [value("b")], "NextToken": "" })),
    ]);
    let completed = script.connect().perform(&batch(&["a", "b"])).await;
    assert_eq!(completed.attempts, 3, "each page is sent");
    let reply = completed.result.unwrap();
    let Reply::BatchGetSecretValue { values, .. } = reply else { panic!("{reply:?}") };
    assert_eq!(values.iter().map(|v| v.name.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    let tokens: Vec<_> = script.received().into_iter().map(|(_, sent)| sent["NextToken"].clone()).collect();
    assert_eq!(tokens, [json!(null), json!("1"), json!("2")]);
    assert!(script.received().iter().all(|(_, sent)| sent["SecretIdList"] == json!(["a", "b"])));
}

#[tokio::test]
async fn a_page_that_leads_to_itself_is_an_invalid_response() {
    let script = Script::new([Canned::ok(&json!({ "SecretValues": [], "NextToken": "1" }))]);
    let error = script.connect().perform(&batch(&["a"])).await.result.unwrap_err();
    assert_eq!(error.kind, ErrorKind::InvalidResponse, "{error}");
    assert_eq!(script.received().len(), 2);
}

#[tokio::test]
async fn a_random_password_is_asked_for_option_by_option_and_never_printed() {
    let options = PasswordOptions {
        length: 64,
        exclude_characters: "-'".into(),
        numbers: Inclusion::Excluded,
        punctuation: Inclusion::Included,
        uppercase: Inclusion::Excluded,
        lowercase: Inclusion::Included,
        space: Inclusion::Included,
        each_type: EachType::Optional,
    };
    let sent = json!({ "PasswordLength": 64, "ExcludeCharacters": "-'", "ExcludeNumbers": true,
        "ExcludePunctuation": false, "ExcludeUppercase": true, "ExcludeLowercase": false, "IncludeSpace": true,
        "RequireEachIncludedType": false });
    let answer = json!({ "RandomPassword": "hunter2" });
    let reply = perform(Request::GetRandomPassword(options), sent, answer).await;
    assert!(!format!("{reply:?}").contains("hunter2"), "{reply:?}");
    assert_eq!(reply, Reply::GetRandomPassword(ValueBody::text("hunter2".into())));
}

#[tokio::test]
async fn no_options_are_the_services_own() {
    let sent = json!({ "PasswordLength": 32, "ExcludeNumbers": false, "ExcludePunctuation": false,
        "ExcludeUppercase": false, "ExcludeLowercase": false, "IncludeSpace": false, "RequireEachIncludedType": true });
    let request = Request::GetRandomPassword(PasswordOptions::default());
    perform(request, sent, json!({ "RandomPassword": "p" })).await;
}

#[tokio::test]
async fn a_policy_is_checked_for_a_secret_or_for_none() {
    let finding = json!({ "CheckName": "BLOCK_PUBLIC_POLICY", "ErrorMessage": "open to everyone" });
    let answer = json!({ "PolicyValidationPassed": false, "ValidationErrors": [finding] });
    let request = Request::ValidateResourcePolicy { secret: Some("a".into()), policy: "{}".into() };
    let reply = perform(request, json!({ "SecretId": "a", "ResourcePolicy": "{}" }), answer).await;
    let Reply::ValidateResourcePolicy(findings) = reply else { panic!("{reply:?}") };
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].check, "BLOCK_PUBLIC_POLICY");

    let request = Request::ValidateResourcePolicy { secret: None, policy: "{}".into() };
    let answer = json!({ "PolicyValidationPassed": true, "ValidationErrors": [] });
    let reply = perform(request, json!({ "ResourcePolicy": "{}" }), answer).await;
    assert_eq!(reply, Reply::ValidateResourcePolicy(Vec::new()));
}

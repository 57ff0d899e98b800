//! The lifecycle of a secret: `CreateSecret`, `UpdateSecret`, tags, `DeleteSecret`, `RestoreSecret`.

use serde_json::json;

use super::{ONE, Service, TWO};

#[test]
fn a_new_secret_has_the_given_metadata_and_no_more() {
    let service = Service::new();
    let made = service.ok(
        "CreateSecret",
        json!({"Name": "a/b", "ClientRequestToken": ONE, "Description": "d", "SecretString": "one",
               "Tags": [{"Key": "k", "Value": "v"}]}),
    );
    let arn = made["ARN"].as_str().unwrap();
    assert!(arn.starts_with("arn:aws:secretsmanager:eu-central-1:123456789012:secret:a/b-"), "{arn}");
    assert_eq!(made["VersionId"], ONE);
    assert!(made.get("ReplicationStatus").is_none());
    let described = service.ok("DescribeSecret", json!({"SecretId": "a/b"}));
    assert_eq!(
        described,
        json!({"ARN": arn, "Name": "a/b", "Description": "d", "CreatedDate": 1_790_000_000.0,
               "LastChangedDate": 1_790_000_000.0, "Tags": [{"Key": "k", "Value": "v"}],
               "VersionIdsToStages": {ONE: ["AWSCURRENT"]}})
    );
}

#[test]
fn a_secret_is_found_by_name_by_arn_and_by_arn_without_suffix() {
    let service = Service::new();
    let arn = service.create("app-settings")["ARN"].as_str().unwrap().to_owned();
    let partial = arn.rsplit_once('-').unwrap().0.to_owned();
    for id in ["app-settings", &arn, &partial] {
        assert_eq!(service.ok("DescribeSecret", json!({"SecretId": id}))["ARN"], arn.as_str(), "{id}");
    }
    let elsewhere = arn.replace("eu-central-1", "us-east-1");
    service.refuses(
        "DescribeSecret",
        json!({"SecretId": elsewhere}),
        "ResourceNotFoundException",
        "can't find",
    );
}

#[test]
fn a_partial_arn_that_ends_like_a_full_one_counts_as_full() {
    let service = Service::new();
    let arn = service.create("db-prod01")["ARN"].as_str().unwrap().to_owned();
    assert_eq!(service.ok("DescribeSecret", json!({"SecretId": arn}))["Name"], "db-prod01");
    let partial = arn.rsplit_once('-').unwrap().0;
    service.refuses("DescribeSecret", json!({"SecretId": partial}), "ResourceNotFoundException", "");
    let arn = service.create("db-prod01-")["ARN"].as_str().unwrap().to_owned();
    let partial = arn.rsplit_once('-').unwrap().0;
    assert_eq!(service.ok("DescribeSecret", json!({"SecretId": partial}))["Name"], "db-prod01-");
}

#[test]
fn an_empty_description_counts_as_none() {
    let service = Service::new();
    let described = |id: &str| service.ok("DescribeSecret", json!({"SecretId": id}))["Description"].clone();
    service.ok("CreateSecret", json!({"Name": "s", "ClientRequestToken": ONE, "Description": ""}));
    assert!(described("s").is_null());
    for (given, shown) in [("about", json!("about")), ("", json!(null))] {
        service.ok("UpdateSecret", json!({"SecretId": "s", "ClientRequestToken": TWO, "Description": given}));
        assert_eq!(described("s"), shown);
    }
}

#[test]
fn creating_again_succeeds_only_with_the_same_token_and_value() {
    let service = Service::new();
    let made = service.create("s");
    assert_eq!(service.create("s"), made);
    let other = json!({"Name": "s", "ClientRequestToken": TWO, "SecretString": "one"});
    service.refuses("CreateSecret", other, "ResourceExistsException", "the secret s already exists");
    let taken = json!({"Name": "s", "ClientRequestToken": ONE, "SecretString": "two"});
    let arn = made["ARN"].as_str().unwrap();
    let text = format!("{ONE} because that value is already in use for a version of secret {arn}.");
    service.refuses("CreateSecret", taken, "ResourceExistsException", &text);
    let tokenless = json!({"Name": "t", "SecretString": "one"});
    service.refuses("CreateSecret", tokenless, "InvalidRequestException", "ClientRequestToken");
    let both = json!({"Name": "t", "ClientRequestToken": ONE, "SecretString": "a", "SecretBinary": "YQ=="});
    service.refuses("CreateSecret", both, "InvalidParameterException", "both");
}

#[test]
fn an_update_without_a_value_creates_no_version() {
    let service = Service::new();
    service.create("s");
    service.advance(5);
    let described =
        json!({"SecretId": "s", "ClientRequestToken": TWO, "Description": "new", "KmsKeyId": "alias/k"});
    assert!(service.ok("UpdateSecret", described).get("VersionId").is_none());
    let secret = service.ok("DescribeSecret", json!({"SecretId": "s"}));
    assert_eq!((&secret["Description"], &secret["KmsKeyId"]), (&json!("new"), &json!("alias/k")));
    assert_eq!(secret["LastChangedDate"], 1_790_000_005.0);
    let versions = service.ok("ListSecretVersionIds", json!({"SecretId": "s"}));
    assert_eq!(versions["Versions"][0]["KmsKeyIds"], json!(["alias/k"]));

    let valued = json!({"SecretId": "s", "ClientRequestToken": TWO, "SecretString": "two"});
    assert_eq!(service.ok("UpdateSecret", valued)["VersionId"], TWO);
    let secret = service.ok("DescribeSecret", json!({"SecretId": "s"}));
    assert_eq!(secret["VersionIdsToStages"], json!({ONE: ["AWSPREVIOUS"], TWO: ["AWSCURRENT"]}));
    let reused = json!({"SecretId": "s", "ClientRequestToken": TWO, "SecretString": "three"});
    service.refuses("UpdateSecret", reused, "ResourceExistsException", TWO);
}

#[test]
fn tags_are_added_replaced_and_removed() {
    let service = Service::new();
    service.create("s");
    let tag = |key: &str, value: &str| json!({"SecretId": "s", "Tags": [{"Key": key, "Value": value}]});
    assert_eq!(service.ok("TagResource", tag("a", "1")), json!({}));
    service.ok("TagResource", tag("b", "2"));
    service.ok("TagResource", tag("a", "3"));
    let tags = |service: &Service| service.ok("DescribeSecret", json!({"SecretId": "s"}))["Tags"].clone();
    assert_eq!(tags(&service), json!([{"Key": "a", "Value": "3"}, {"Key": "b", "Value": "2"}]));
    assert_eq!(service.ok("UntagResource", json!({"SecretId": "s", "TagKeys": ["a", "gone"]})), json!({}));
    assert_eq!(tags(&service), json!([{"Key": "b", "Value": "2"}]));
    let system = "You can't modify system tags. Tag key: 'AWS:x'.";
    service.refuses("TagResource", tag("AWS:x", ""), "InvalidParameterException", system);
    let more: Vec<_> = (0..49).map(|n| json!({"Key": format!("k{n}"), "Value": ""})).collect();
    service.ok("TagResource", json!({"SecretId": "s", "Tags": more}));
    service.refuses("TagResource", tag("one-too-many", ""), "InvalidParameterException", "50");
}

#[test]
fn removing_all_tags_leaves_an_empty_list() {
    let service = Service::new();
    service.create("s");
    let tags =
        |service: &Service| service.ok("DescribeSecret", json!({"SecretId": "s"})).get("Tags").cloned();
    service.ok("TagResource", json!({"SecretId": "s", "Tags": []}));
    service.ok("UntagResource", json!({"SecretId": "s", "TagKeys": ["a"]}));
    assert_eq!(tags(&service), None, "it never had any");
    service.ok("TagResource", json!({"SecretId": "s", "Tags": [{"Key": "a", "Value": "1"}]}));
    service.ok("UntagResource", json!({"SecretId": "s", "TagKeys": ["a"]}));
    assert_eq!(tags(&service), Some(json!([])));
    assert_eq!(service.ok("ListSecrets", json!({}))["SecretList"][0]["Tags"], json!([]));
}

#[test]
fn a_secret_scheduled_for_deletion_can_be_restored_until_the_window_ends() {
    let service = Service::new();
    service.create("s");
    service.advance(60);
    let deleted = service.ok("DeleteSecret", json!({"SecretId": "s", "RecoveryWindowInDays": 7}));
    assert_eq!(deleted["DeletionDate"], 1_790_000_060.0 + 7.0 * 86_400.0);
    let secret = service.ok("DescribeSecret", json!({"SecretId": "s"}));
    assert_eq!(secret["DeletedDate"], 1_790_000_060.0, "the time of the call");
    assert_eq!(secret["LastChangedDate"], 1_790_000_060.0);
    for (operation, members) in [
        ("GetSecretValue", json!({"SecretId": "s"})),
        ("PutSecretValue", json!({"SecretId": "s", "ClientRequestToken": TWO, "SecretString": "x"})),
        ("UpdateSecret", json!({"SecretId": "s", "ClientRequestToken": TWO, "Description": "x"})),
        ("TagResource", json!({"SecretId": "s", "Tags": []})),
        ("RotateSecret", json!({"SecretId": "s", "ClientRequestToken": TWO})),
        ("DeleteSecret", json!({"SecretId": "s"})),
        ("PutResourcePolicy", json!({"SecretId": "s", "ResourcePolicy": "{}"})),
    ] {
        service.refuses(operation, members, "InvalidRequestException", "marked for deletion");
    }
    let again = json!({"Name": "s", "ClientRequestToken": TWO});
    service.refuses("CreateSecret", again, "InvalidRequestException", "already scheduled for deletion");

    service.ok("RestoreSecret", json!({"SecretId": "s"}));
    service.ok("GetSecretValue", json!({"SecretId": "s"}));
    service.advance(8 * 86_400);
    service.ok("GetSecretValue", json!({"SecretId": "s"}));

    service.ok("DeleteSecret", json!({"SecretId": "s"}));
    service.advance(30 * 86_400 - 1);
    service.ok("DescribeSecret", json!({"SecretId": "s"}));
    service.advance(1);
    service.refuses("DescribeSecret", json!({"SecretId": "s"}), "ResourceNotFoundException", "");
    service.create("s");
}

#[test]
fn forced_deletion_is_immediate_and_succeeds_without_a_secret() {
    let service = Service::new();
    service.create("s");
    let force = |id: &str| json!({"SecretId": id, "ForceDeleteWithoutRecovery": true});
    service.ok("DeleteSecret", force("s"));
    service.refuses("DescribeSecret", json!({"SecretId": "s"}), "ResourceNotFoundException", "");
    assert_eq!(service.ok("DeleteSecret", force("never-there"))["Name"], "never-there");
    service.create("s");
    let both = json!({"SecretId": "s", "ForceDeleteWithoutRecovery": true, "RecoveryWindowInDays": 7});
    service.refuses("DeleteSecret", both, "InvalidParameterException", "in conjunction with");
    for days in [6, 31] {
        let window = json!({"SecretId": "s", "RecoveryWindowInDays": days});
        service.refuses("DeleteSecret", window, "InvalidParameterException", "between 7 and 30 days");
    }
    service.refuses("DeleteSecret", json!({"SecretId": "nope"}), "ResourceNotFoundException", "");
}

//! Values, versions and labels: `GetSecretValue`, `PutSecretValue`, `BatchGetSecretValue`,
//! `ListSecretVersionIds`, `UpdateSecretVersionStage`, `GetRandomPassword`.

use serde_json::{Value, json};

use super::{ONE, Service, TWO};

const THREE: &str = "33333333-3333-3333-3333-333333333333";

fn put(service: &Service, token: &str, value: &str) -> Value {
    service.ok("PutSecretValue", json!({"SecretId": "s", "ClientRequestToken": token, "SecretString": value}))
}

fn stages(service: &Service) -> Value {
    service.ok("DescribeSecret", json!({"SecretId": "s"}))["VersionIdsToStages"].clone()
}

#[test]
fn awscurrent_and_awsprevious_move_with_each_put() {
    let service = Service::new();
    service.create("s");
    assert_eq!(put(&service, TWO, "two")["VersionStages"], json!(["AWSCURRENT"]));
    assert_eq!(stages(&service), json!({ONE: ["AWSPREVIOUS"], TWO: ["AWSCURRENT"]}));
    put(&service, THREE, "three");
    assert_eq!(stages(&service), json!({TWO: ["AWSPREVIOUS"], THREE: ["AWSCURRENT"]}));
    let read = |members: Value| service.ok("GetSecretValue", members)["SecretString"].clone();
    assert_eq!(read(json!({"SecretId": "s"})), "three");
    assert_eq!(read(json!({"SecretId": "s", "VersionStage": "AWSPREVIOUS"})), "two");
    assert_eq!(read(json!({"SecretId": "s", "VersionId": ONE})), "one", "deprecated, still readable");
}

#[test]
fn a_token_cannot_be_reused_for_another_value() {
    let service = Service::new();
    service.create("s");
    put(&service, TWO, "two");
    assert_eq!(put(&service, TWO, "two")["VersionId"], TWO);
    let other = json!({"SecretId": "s", "ClientRequestToken": TWO, "SecretString": "other"});
    service.refuses("PutSecretValue", other, "ResourceExistsException", "You can't use ClientRequestToken");
}

#[test]
fn custom_labels_do_not_move_awscurrent() {
    let service = Service::new();
    service.ok("CreateSecret", json!({"Name": "s", "ClientRequestToken": ONE}));
    let labelled = |token: &str, label: &str| json!({"SecretId": "s", "ClientRequestToken": token, "SecretString": token, "VersionStages": [label]});
    let first = service.ok("PutSecretValue", labelled(ONE, "mine"));
    assert_eq!(first["VersionStages"], json!(["AWSCURRENT", "mine"]), "the first is current in any case");
    service.ok("PutSecretValue", labelled(TWO, "mine"));
    assert_eq!(stages(&service), json!({ONE: ["AWSCURRENT"], TWO: ["mine"]}));
}

#[test]
fn labels_are_returned_in_alphabetical_order() {
    let service = Service::new();
    service.create("s");
    let put = json!({"SecretId": "s", "ClientRequestToken": TWO, "SecretString": "two", "VersionStages": ["b", "a", "AWSPENDING"]});
    assert_eq!(service.ok("PutSecretValue", put)["VersionStages"], json!(["AWSPENDING", "a", "b"]));
    let current = json!({"SecretId": "s", "VersionStage": "AWSCURRENT", "RemoveFromVersionId": ONE, "MoveToVersionId": TWO});
    service.ok("UpdateSecretVersionStage", current);
    assert_eq!(stages(&service), json!({ONE: ["AWSPREVIOUS"], TWO: ["AWSCURRENT", "AWSPENDING", "a", "b"]}));
}

#[test]
fn a_version_that_loses_awscurrent_loses_awspending_too() {
    let service = Service::new();
    service.create("s");
    let pending = json!({"SecretId": "s", "ClientRequestToken": TWO, "SecretString": "two", "VersionStages": ["AWSPENDING", "mine"]});
    service.ok("PutSecretValue", pending);
    let current = json!({"SecretId": "s", "VersionStage": "AWSCURRENT", "RemoveFromVersionId": ONE, "MoveToVersionId": TWO});
    service.ok("UpdateSecretVersionStage", current);
    put(&service, THREE, "three");
    assert_eq!(stages(&service), json!({TWO: ["AWSPREVIOUS", "mine"], THREE: ["AWSCURRENT"]}));
}

#[test]
fn a_read_that_fails_says_why() {
    let service = Service::new();
    service.ok("CreateSecret", json!({"Name": "empty", "ClientRequestToken": ONE}));
    service.create("s");
    put(&service, TWO, "two");
    let missing = "ResourceNotFoundException";
    let empty = json!({"SecretId": "empty"});
    service.refuses("GetSecretValue", empty, missing, "value for staging label: AWSCURRENT");
    let stage = json!({"SecretId": "s", "VersionStage": "none"});
    service.refuses("GetSecretValue", stage, missing, "value for staging label: none");
    let id = json!({"SecretId": "s", "VersionId": THREE});
    service.refuses("GetSecretValue", id, missing, &format!("value for VersionId: {THREE}"));
    let apart = json!({"SecretId": "s", "VersionId": ONE, "VersionStage": "AWSCURRENT"});
    service.refuses("GetSecretValue", apart, "InvalidRequestException", "not associated");
    service.refuses("GetSecretValue", json!({"SecretId": "n o"}), "ValidationException", "Invalid name.");
}

#[test]
fn binary_values_are_returned_unchanged() {
    let service = Service::new();
    service.ok("CreateSecret", json!({"Name": "s", "ClientRequestToken": ONE, "SecretBinary": "AP8="}));
    let value = service.ok("GetSecretValue", json!({"SecretId": "s"}));
    assert_eq!((&value["SecretBinary"], value.get("SecretString")), (&json!("AP8="), None));
}

#[test]
fn reading_records_the_day() {
    let service = Service::new();
    service.create("s");
    service.ok("GetSecretValue", json!({"SecretId": "s"}));
    let secret = service.ok("DescribeSecret", json!({"SecretId": "s"}));
    assert_eq!(secret["LastAccessedDate"], f64::from(1_790_000_000 - 1_790_000_000 % 86_400));
}

#[test]
fn labels_are_moved_added_and_removed() {
    let service = Service::new();
    service.create("s");
    put(&service, TWO, "two");
    let parameter = "InvalidParameterException";
    let stage = |label: &str, from: Option<&str>, to: Option<&str>| json!({"SecretId": "s", "VersionStage": label, "RemoveFromVersionId": from, "MoveToVersionId": to});
    let update = "UpdateSecretVersionStage";
    let message = format!("can't be empty. Staging label AWSCURRENT is currently attached to version {TWO}");
    service.refuses(update, stage("AWSCURRENT", None, Some(ONE)), parameter, &message);
    service.refuses(update, stage("AWSCURRENT", Some(TWO), None), parameter, "completely removed");
    service.refuses(update, stage("mine", None, None), parameter, "");
    service.refuses(update, stage("mine", None, Some(THREE)), "ResourceNotFoundException", THREE);

    service.ok(update, stage("AWSCURRENT", Some(TWO), Some(ONE)));
    assert_eq!(stages(&service), json!({ONE: ["AWSCURRENT"], TWO: ["AWSPREVIOUS"]}));
    service.ok(update, stage("mine", None, Some(TWO)));
    assert_eq!(stages(&service)[TWO], json!(["AWSPREVIOUS", "mine"]));
    service.ok(update, stage("mine", Some(TWO), None));
    assert_eq!(stages(&service)[TWO], json!(["AWSPREVIOUS"]));
}

#[test]
fn deprecated_versions_are_listed_on_demand_page_by_page() {
    let service = Service::new();
    service.create("s");
    put(&service, TWO, "two");
    put(&service, THREE, "three");
    let list = |members: Value| service.ok("ListSecretVersionIds", members);
    assert_eq!(list(json!({"SecretId": "s"}))["Versions"].as_array().unwrap().len(), 2);
    let mut seen = Vec::new();
    let mut token = Value::Null;
    loop {
        let page =
            list(json!({"SecretId": "s", "IncludeDeprecated": true, "MaxResults": 1, "NextToken": token}));
        seen.push(page["Versions"][0]["VersionId"].clone());
        token = page["NextToken"].clone();
        if token.is_null() {
            break;
        }
    }
    assert_eq!(json!(seen), json!([ONE, TWO, THREE]));
    let bad = json!({"SecretId": "s", "NextToken": "made-up"});
    service.refuses("ListSecretVersionIds", bad, "InvalidNextTokenException", "");
}

#[test]
fn a_batch_returns_values_and_errors_separately() {
    let service = Service::new();
    for name in ["a", "b", "c"] {
        service.create(name);
    }
    let batch = service.ok("BatchGetSecretValue", json!({"SecretIdList": ["a", "gone"]}));
    assert_eq!(batch["SecretValues"][0]["SecretString"], "one");
    assert_eq!(
        batch["Errors"],
        json!([{"SecretId": "gone", "ErrorCode": "ResourceNotFoundException",
                "Message": "Secrets Manager can't find the specified secret."}])
    );
    let filters = json!([{"Key": "name", "Values": ["a", "b"]}]);
    let first = service.ok("BatchGetSecretValue", json!({"Filters": filters, "MaxResults": 1}));
    let rest = json!({"Filters": filters, "MaxResults": 1, "NextToken": first["NextToken"]});
    let second = service.ok("BatchGetSecretValue", rest);
    assert_eq!(
        (&first["SecretValues"][0]["Name"], &second["SecretValues"][0]["Name"]),
        (&json!("a"), &json!("b"))
    );
    assert!(second.get("NextToken").is_none());
    let parameter = "InvalidParameterException";
    service.refuses("BatchGetSecretValue", json!({}), parameter, "must be provided, but not both");
    let both = json!({"SecretIdList": ["a"], "Filters": filters});
    service.refuses("BatchGetSecretValue", both, parameter, "must be provided, but not both");
    let sized = json!({"SecretIdList": ["a"], "MaxResults": 1});
    service.refuses("BatchGetSecretValue", sized, parameter, "'Filters' not specified");
}

#[test]
fn random_passwords_consist_of_the_included_types() {
    let service = Service::new();
    let password = |members: Value| {
        service.ok("GetRandomPassword", members)["RandomPassword"].as_str().unwrap().to_owned()
    };
    let plain = password(json!({}));
    assert_eq!(plain.chars().count(), 32);
    for kind in [char::is_lowercase, char::is_uppercase, char::is_numeric] {
        assert!(plain.contains(kind), "{plain}");
    }
    let digits =
        password(json!({"PasswordLength": 4096, "ExcludePunctuation": true, "ExcludeUppercase": true,
                                 "ExcludeLowercase": true, "ExcludeCharacters": "01"}));
    assert!(digits.len() == 4096 && digits.chars().all(|c| ('2'..='9').contains(&c)));
    assert!(password(json!({"IncludeSpace": true, "PasswordLength": 5})).contains(' '));
    assert_eq!(password(json!({"PasswordLength": 1, "RequireEachIncludedType": false})).len(), 1);
    let parameter = "InvalidParameterException";
    service.refuses("GetRandomPassword", json!({"PasswordLength": 3}), parameter, "too short");
    let nothing = json!({"ExcludePunctuation": true, "ExcludeUppercase": true, "ExcludeLowercase": true,
                         "ExcludeNumbers": true});
    service.refuses("GetRandomPassword", nothing, parameter, "");
}

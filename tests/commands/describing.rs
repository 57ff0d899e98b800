//! `strongroom describe`.

use crate::fault::{Endpoint, Fault};
use crate::run::Run;
use crate::service::{Service, on_both};
use serde_json::{Value, json};

#[test]
fn all_of_a_secret_but_its_value_is_printed() {
    let secret = json!([{
        "name": "app/db", "text": "marker-one", "versions": ["marker-two"],
        "tags": { "team": "web" }, "description": "The \u{1b}[31mdatabase"
    }]);
    on_both(&secret, |service| {
        let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"secretsmanager:GetSecretValue","Resource":"*"}]}"#;
        let parameters = json!({ "SecretId": "app/db", "ResourcePolicy": policy });
        service.boto().call("put_resource_policy", &parameters);
        let text = service.run(&["describe", "app/db"]).out();
        for part in ["app/db", "team=web", "AWSPREVIOUS", "AWSCURRENT", "secretsmanager:GetSecretValue"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(!text.contains("marker") && !text.contains('\u{1b}'), "{text}");
        let object: Value =
            serde_json::from_str(&service.run(&["describe", "app/db", "--json"]).out()).unwrap();
        let described = service.described("app/db");
        assert_eq!(object["ARN"], described["ARN"]);
        assert_eq!(object["Description"], described["Description"]);
        assert_eq!(object["SecretVersionsToStages"], described["VersionIdsToStages"]);
        assert_eq!(object["Versions"].as_array().unwrap().len(), 2);
        assert_eq!(object["ResourcePolicy"], policy);
        service.run(&["describe", "app/none"]).fails(3);
    });
}

#[test]
fn versions_without_an_id_are_told_with_their_number() {
    let service = Service::embedded();
    service.boto().create(&json!([{ "name": "app/db", "text": "one" }]));
    let arn = service.described("app/db")["ARN"].clone();
    let endpoint = Endpoint::before(service.url());
    let versions = json!([{ "VersionId": "version-with-an-id" }, {}, { "VersionStages": ["BLUE"] }]);
    let body = json!({ "ARN": arn, "Name": "app/db", "Versions": versions }).to_string();
    let content_type = "application/x-amz-json-1.1";
    endpoint.fail("ListSecretVersionIds", Fault::Answer { status: 200, content_type, body });
    let ended = Run::at(&endpoint.url(), &["describe", "app/db"]).end();
    assert_eq!(ended.status, Some(0), "{}", ended.errors);
    assert_eq!(ended.errors, "strongroom: ListSecretVersionIds: left out versions without an ID: 2.\n");
    assert!(String::from_utf8(ended.out).unwrap().contains("version-with-an-id"));
}

//! `strongroom delete`, `restore`, `label`, `tag` and `untag`, with their effects as boto3 sees them.

use crate::run::Run;
use crate::service::{Service, on_both};
use serde_json::{Value, json};

/// A change that succeeds prints nothing but what it told.
#[track_caller]
fn told(run: Run) -> String {
    let ended = run.end();
    assert_eq!(ended.status, Some(0), "{}", ended.errors);
    assert!(ended.out.is_empty(), "{:?}", ended.out);
    ended.errors
}

fn holder(service: &Service, label: &str) -> Option<String> {
    let versions = service.described("app/db")["VersionIdsToStages"].as_object().cloned().unwrap_or_default();
    let has = |labels: &Value| labels.as_array().expect("labels are a list").contains(&json!(label));
    versions.into_iter().find(|(_, labels)| has(labels)).map(|(id, _)| id)
}

#[test]
fn a_secret_is_deleted_with_a_window_and_restored() {
    on_both(&json!([{ "name": "app/db", "text": "x" }]), |service| {
        service.run(&["restore", "app/db"]).fails(7);
        assert!(
            told(service.run(&["delete", "app/db", "--window", "7", "--yes"])).contains("restored until")
        );
        assert!(service.described("app/db")["DeletedDate"].is_string());
        let again = service.run(&["delete", "app/db", "--yes"]).fails(7);
        assert!(again.contains("app/db is scheduled for deletion"), "{again}");
        assert!(told(service.run(&["restore", "app/db"])).contains("Restored: app/db"));
        assert!(service.described("app/db").get("DeletedDate").is_none());
        for days in ["6", "31", "x"] {
            service.run(&["delete", "app/db", "--window", days, "--yes"]).fails(2);
        }
    });
}

#[test]
fn a_deletion_without_recovery_has_the_name_typed_once_more() {
    on_both(&json!([{ "name": "app/db", "text": "x" }, { "name": "app/two", "text": "x" }]), |service| {
        let arn = service.described("app/two")["ARN"].as_str().unwrap().to_owned();
        let wrong = service.run(&["delete", "app/db", "--force", "app/d"]).fails(2);
        assert!(wrong.contains("`app/d`") && wrong.contains("`app/db`"), "{wrong}");
        service.run(&["delete", &arn, "--force", &arn]).fails(2);
        service.run(&["delete", &arn, "--force", "app/db"]).fails(2);
        service.run(&["delete", "app/db", "--force", "app/db", "--window", "7"]).fails(2);
        assert!(told(service.run(&["delete", &arn, "--force", "app/two"])).contains("without recovery"));
        let gone = service.boto().try_call("describe_secret", &json!({ "SecretId": "app/two" }));
        assert_eq!(gone.unwrap_err(), "ResourceNotFoundException");
        assert_eq!(service.read("app/db")["SecretString"], "x");
    });
}

#[test]
fn what_asks_is_refused_without_a_terminal_before_anything_is_read() {
    for args in [
        &["delete", "app/db"][..],
        &["rotate", "app/db"],
        &["label", "app/db", "AWSCURRENT", "--to", "AWSPREVIOUS"],
        &["label", "app/db", "BLUE", "--remove"],
    ] {
        let told = Run::at("http://127.0.0.1:1", args).fails(2);
        assert!(told.contains("--yes"), "{told}");
    }
}

#[test]
fn labels_move_are_added_and_removed() {
    on_both(&json!([{ "name": "app/db", "text": "one", "versions": ["two"] }]), |service| {
        let (one, two) = (holder(service, "AWSPREVIOUS").unwrap(), holder(service, "AWSCURRENT").unwrap());
        told(service.run(&["label", "app/db", "BLUE", "--to", &one]));
        assert_eq!(holder(service, "BLUE").as_ref(), Some(&one));
        assert!(told(service.run(&["label", "app/db", "BLUE", "--to", &one])).contains("already"));
        told(service.run(&["label", "app/db", "BLUE", "--to", "AWSCURRENT"]));
        assert_eq!(holder(service, "BLUE").as_ref(), Some(&two));
        told(service.run(&["label", "app/db", "BLUE", "--remove", "--yes"]));
        assert_eq!(holder(service, "BLUE"), None);
        assert!(service.run(&["label", "app/db", "BLUE", "--remove", "-y"]).fails(3).contains("No version"));
        told(service.run(&["label", "app/db", "AWSCURRENT", "--to", "AWSPREVIOUS", "--yes"]));
        assert_eq!(holder(service, "AWSCURRENT").as_ref(), Some(&one));
        assert_eq!(holder(service, "AWSPREVIOUS").as_ref(), Some(&two));
        let never = service.run(&["label", "app/db", "AWSCURRENT", "--remove", "--yes"]).fails(2);
        assert!(never.contains("never removed"), "{never}");
        service.run(&["label", "app/db", "BLUE"]).fails(2);
    });
}

#[test]
fn tags_are_added_changed_and_removed() {
    let secrets = json!([{ "name": "app/db", "text": "x", "tags": { "team": "web", "old": "1" } }]);
    on_both(&secrets, |service| {
        let tags = || {
            let tags = service.described("app/db")["Tags"].as_array().cloned().unwrap_or_default();
            let mut tags: Vec<_> = tags
                .iter()
                .map(|tag| format!("{}={}", tag["Key"].as_str().unwrap(), tag["Value"].as_str().unwrap()))
                .collect();
            tags.sort();
            tags
        };
        told(service.run(&["tag", "app/db", "team=pay=ments", "empty=", "grüße=漢 字"]));
        assert_eq!(tags(), ["empty=", "grüße=漢 字", "old=1", "team=pay=ments"]);
        assert!(told(service.run(&["tag", "app/db", "empty="])).contains("nothing to change"));
        told(service.run(&["untag", "app/db", "empty", "old", "never-there"]));
        assert_eq!(tags(), ["grüße=漢 字", "team=pay=ments"]);
        assert!(told(service.run(&["untag", "app/db", "old"])).contains("nothing to change"));
        for wrong in [
            &["tag", "app/db", "aws:a=b"][..],
            &["tag", "app/db", "a=1", "a=2"],
            &["untag", "app/db", "aws:a"],
        ] {
            service.run(wrong).fails(2);
        }
        service.run(&["tag", "app/db", "a"]).fails(2);
        let many: Vec<_> = (0..49).map(|n| format!("k{n}=v")).collect();
        let many: Vec<_> = ["tag", "app/db"].into_iter().chain(many.iter().map(String::as_str)).collect();
        assert!(service.run(&many).fails(7).contains("51 tags"));
        service.run(&["tag", "app/none", "a=b"]).fails(3);
    });
}

#[test]
fn a_replica_and_a_primary_with_replicas_are_refused() {
    let service = Service::embedded();
    service.boto().create(&json!([{ "name": "app/db", "text": "x" }]));
    let replicate = json!({ "SecretId": "app/db", "AddReplicaRegions": [{ "Region": "eu-west-1" }] });
    service.boto().call("replicate_secret_to_regions", &replicate);
    let primary = service.run(&["delete", "app/db", "--yes"]).fails(7);
    assert!(primary.contains("app/db has replicas in eu-west-1"), "{primary}");
    for args in [
        &["delete", "app/db", "--yes"][..],
        &["tag", "app/db", "a=b"],
        &["set", "app/db", "--create", "--file", "none"],
        &["label", "app/db", "BLUE", "--to", "AWSCURRENT"],
    ] {
        let args = [args, &["--region", "eu-west-1"]].concat();
        let status = if args.contains(&"--create") { 2 } else { 7 };
        let replica = service.run(&args).fails(status);
        assert!(status == 2 || replica.contains("a replica of the secret in us-east-1"), "{replica}");
    }
}

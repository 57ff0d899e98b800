//! Changes of tags, the resource policy and replicas.

use crate::perform::{fail, perform};
use crate::stand::Stand;
use serde_json::{Value, json};
use strongroom::secrets::{ReplicaStatus, Tag};
use strongroom::service::api::{ErrorKind, Overwrite, PublicPolicy, Recovery, ReplicaRegion, Reply, Request};

pub async fn tags_and_policy_come_and_go(stand: &Stand) {
    stand.boto().create(&json!([{ "name": "db", "text": "0", "tags": { "team": "x", "stage": "prod" } }]));
    tags(stand).await;
    policy(stand).await;
}

async fn tags(stand: &Stand) {
    let tag = |key: &str, value: &str| Tag { key: key.into(), value: value.into() };
    let tags = vec![tag("team", "y"), tag("new", "")];
    perform(stand.connection(), Request::TagResource { secret: "db".into(), tags }).await;
    let keys = vec!["stage".to_owned(), "never there".to_owned()];
    perform(stand.connection(), Request::UntagResource { secret: "db".into(), keys }).await;
    let mut left: Vec<Value> = stand.described("db")["Tags"].as_array().unwrap().clone();
    left.sort_by_key(|tag| tag["Key"].as_str().map(str::to_owned));
    assert_eq!(left, [json!({ "Key": "new", "Value": "" }), json!({ "Key": "team", "Value": "y" })]);
}

async fn policy(stand: &Stand) {
    let policy = json!({
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::210987654321:root" },
            "Action": "secretsmanager:GetSecretValue", "Resource": "*" }],
    });
    let attached = || stand.boto().call("get_resource_policy", &json!({ "SecretId": "db" }));
    for public in [PublicPolicy::Block, PublicPolicy::Allow] {
        let request = Request::PutResourcePolicy { secret: "db".into(), policy: policy.to_string(), public };
        assert_eq!(perform(stand.connection(), request).await, Reply::PutResourcePolicy);
        let text = attached()["ResourcePolicy"].as_str().unwrap().to_owned();
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), policy);
        perform(stand.connection(), Request::DeleteResourcePolicy { secret: "db".into() }).await;
        assert!(attached().get("ResourcePolicy").is_none());
    }
}

pub async fn replicas_come_and_go(stand: &Stand) {
    stand.boto().create(&json!([{ "name": "db", "text": "0" }]));
    let replicate = |regions: &[&str]| {
        let replica = |region: &&str| ReplicaRegion { region: (*region).into(), kms_key_id: None };
        let replicas = regions.iter().map(replica).collect();
        Request::ReplicateSecretToRegions { secret: "db".into(), replicas, overwrite: Overwrite::Keep }
    };
    let connection = stand.connection();
    let reply = perform(connection, replicate(&["eu-west-1", "us-west-2"])).await;
    let Reply::ReplicateSecretToRegions { replicas } = reply else { panic!("{reply:?}") };
    assert_eq!(replicas.iter().map(|r| r.region.as_str()).collect::<Vec<_>>(), ["eu-west-1", "us-west-2"]);
    let expected = [ReplicaStatus::InSync, ReplicaStatus::InProgress];
    assert!(replicas.iter().all(|replica| expected.contains(&replica.status)), "{replicas:?}");
    let regions = || {
        let status = stand.described("db")["ReplicationStatus"].clone();
        let entries = status.as_array().cloned().unwrap_or_default();
        entries.iter().map(|entry| entry["Region"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(regions(), ["eu-west-1", "us-west-2"]);

    let home = fail(connection, replicate(&["us-east-1"])).await;
    assert_eq!(home.code.as_deref(), Some("InvalidParameterException"));
    let recovery = Recovery::Window { days: 7 };
    let held = fail(connection, Request::DeleteSecret { secret: "db".into(), recovery }).await;
    assert_eq!(held.kind, ErrorKind::Refused);
    assert!(held.message.contains("replica regions"), "{}", held.message);

    let remove = |regions: &[&str]| Request::RemoveRegionsFromReplication {
        secret: "db".into(),
        regions: regions.iter().map(|&region| region.to_owned()).collect(),
    };
    let reply = perform(connection, remove(&["eu-west-1"])).await;
    let Reply::RemoveRegionsFromReplication { replicas } = reply else { panic!("{reply:?}") };
    assert_eq!(replicas.iter().map(|r| r.region.as_str()).collect::<Vec<_>>(), ["us-west-2"]);
    perform(connection, remove(&["us-west-2"])).await;
    assert!(regions().is_empty());
}

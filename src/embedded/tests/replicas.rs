//! Replication: `ReplicateSecretToRegions`, `RemoveRegionsFromReplication`,
//! `StopReplicationToReplica`.

use serde_json::{Value, json};

use super::{Service, TWO};

fn replicate(service: &Service, overwrite: bool) -> Value {
    let regions = json!([{"Region": "us-east-1"}]);
    service.ok(
        "ReplicateSecretToRegions",
        json!({"SecretId": "s", "AddReplicaRegions": regions, "ForceOverwriteReplicaSecret": overwrite}),
    )
}

fn status(service: &Service) -> Value {
    service.ok("DescribeSecret", json!({"SecretId": "s"}))["ReplicationStatus"][0].clone()
}

#[test]
fn a_replica_follows_its_primary_and_refuses_writes() {
    let service = Service::new();
    let there = service.in_region("us-east-1");
    let arn = service.create("s")["ARN"].as_str().unwrap().to_owned();
    assert_eq!(replicate(&service, false)["ReplicationStatus"][0]["Status"], "InProgress");
    there.refuses("DescribeSecret", json!({"SecretId": "s"}), "ResourceNotFoundException", "");
    service.advance(2);
    assert_eq!(status(&service)["Status"], "InSync");
    let replica = there.ok("DescribeSecret", json!({"SecretId": "s"}));
    assert_eq!(replica["ARN"], arn.replace("eu-central-1", "us-east-1").as_str());
    assert_eq!(replica["PrimaryRegion"], "eu-central-1");

    service.ok("PutSecretValue", json!({"SecretId": "s", "ClientRequestToken": TWO, "SecretString": "two"}));
    assert_eq!(there.ok("GetSecretValue", json!({"SecretId": "s"}))["SecretString"], "one");
    assert_eq!(status(&service)["Status"], "InProgress");
    service.advance(2);
    assert_eq!(there.ok("GetSecretValue", json!({"SecretId": "s"}))["SecretString"], "two");
    assert!(status(&service)["LastAccessedDate"].is_number());
    let of_primary = service.ok("ListSecretVersionIds", json!({"SecretId": "s"}));
    assert!(
        of_primary["Versions"]
            .as_array()
            .unwrap()
            .iter()
            .all(|version| version["LastAccessedDate"].is_null())
    );
    let of_replica = there.ok("ListSecretVersionIds", json!({"SecretId": "s"}));
    assert!(of_replica["Versions"][0]["LastAccessedDate"].is_number());

    for (operation, members) in [
        ("PutSecretValue", json!({"SecretId": "s", "ClientRequestToken": TWO, "SecretString": "x"})),
        ("RotateSecret", json!({"SecretId": "s", "ClientRequestToken": TWO})),
        ("TagResource", json!({"SecretId": "s", "Tags": []})),
        ("DeleteSecret", json!({"SecretId": "s"})),
    ] {
        there.refuses(operation, members, "InvalidParameterException", "primary secret's region");
    }
    let refused = format!("You can't delete secret {arn} that still has replica regions [us-east-1].");
    service.refuses("DeleteSecret", json!({"SecretId": "s"}), "InvalidParameterException", &refused);
}

#[test]
fn the_kms_key_of_a_replica_is_changed_in_its_region_and_nothing_else_is() {
    let service = Service::new();
    let there = service.in_region("us-east-1");
    service.create("s");
    replicate(&service, false);
    service.advance(2);
    let update = |members: Value| {
        let mut all = json!({"SecretId": "s", "ClientRequestToken": TWO});
        all.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        all
    };
    for more in [
        json!({}),
        json!({"Description": "d"}),
        json!({"SecretString": "x"}),
        json!({"KmsKeyId": "alias/there", "Description": "d"}),
        json!({"KmsKeyId": "alias/there", "SecretString": "x"}),
        json!({"KmsKeyId": "alias/there", "Type": "t"}),
    ] {
        there.refuses("UpdateSecret", update(more), "InvalidParameterException", "primary secret's region");
    }
    there.ok("UpdateSecret", update(json!({"KmsKeyId": "alias/there"})));
    let key = |service: &Service| service.ok("DescribeSecret", json!({"SecretId": "s"}))["KmsKeyId"].clone();
    assert_eq!(
        (key(&there), status(&service)["KmsKeyId"].clone()),
        ("alias/there".into(), "alias/there".into())
    );
    assert!(key(&service).is_null(), "the primary keeps its key");
    let versions = there.ok("ListSecretVersionIds", json!({"SecretId": "s"}));
    assert_eq!(versions["Versions"][0]["KmsKeyIds"], json!(["alias/there"]));

    service.ok("PutSecretValue", json!({"SecretId": "s", "ClientRequestToken": TWO, "SecretString": "two"}));
    service.advance(2);
    assert_eq!(key(&there), "alias/there", "it stays when the primary changes");
    let versions = there.ok("ListSecretVersionIds", json!({"SecretId": "s"}));
    let keys = |version: &Value| version["KmsKeyIds"] == json!(["alias/there"]);
    assert!(versions["Versions"].as_array().unwrap().iter().all(keys), "{versions}");

    there.ok("UpdateSecret", update(json!({"KmsKeyId": "alias/aws/secretsmanager"})));
    assert_eq!(status(&service)["KmsKeyId"], "alias/aws/secretsmanager");
}

#[test]
fn replication_to_a_name_in_use_fails_until_it_overwrites() {
    let service = Service::new();
    let there = service.in_region("us-east-1");
    service.create("s");
    there.ok("CreateSecret", json!({"Name": "s", "ClientRequestToken": TWO, "SecretString": "other"}));
    replicate(&service, false);
    service.advance(2);
    assert_eq!(status(&service)["Status"], "Failed");
    assert_eq!(
        status(&service)["StatusMessage"],
        "Replication failed: Secret name s already exists in region us-east-1."
    );
    assert_eq!(there.ok("GetSecretValue", json!({"SecretId": "s"}))["SecretString"], "other");
    replicate(&service, true);
    service.advance(2);
    assert_eq!(status(&service)["Status"], "InSync");
    assert_eq!(there.ok("GetSecretValue", json!({"SecretId": "s"}))["SecretString"], "one");
}

#[test]
fn a_removed_replica_is_deleted_and_a_promoted_one_is_standalone() {
    let service = Service::new();
    let there = service.in_region("us-east-1");
    service.create("s");
    replicate(&service, false);
    service.advance(2);
    let remove = json!({"SecretId": "s", "RemoveReplicaRegions": ["us-east-1"]});
    let removed = service.ok("RemoveRegionsFromReplication", remove.clone());
    assert_eq!(removed["ReplicationStatus"], json!([]));
    there.refuses("DescribeSecret", json!({"SecretId": "s"}), "ResourceNotFoundException", "");
    service.refuses("RemoveRegionsFromReplication", remove, "InvalidParameterException", "");

    replicate(&service, false);
    service.advance(2);
    let stop = json!({"SecretId": "s"});
    service.refuses("StopReplicationToReplica", stop.clone(), "InvalidRequestException", "");
    there.ok("StopReplicationToReplica", stop);
    assert!(status(&service).is_null());
    there.ok("PutSecretValue", json!({"SecretId": "s", "ClientRequestToken": TWO, "SecretString": "own"}));
    service.advance(60);
    assert_eq!(service.ok("GetSecretValue", json!({"SecretId": "s"}))["SecretString"], "one");
    service.ok("DeleteSecret", json!({"SecretId": "s"}));
}

#[test]
fn a_replica_has_the_policy_of_its_primary() {
    let service = Service::new();
    let there = service.in_region("us-east-1");
    service.create("s");
    replicate(&service, false);
    let policy = r#"{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "*", "Resource": "*"}]}"#;
    let put = json!({"SecretId": "s", "ResourcePolicy": policy});
    service.ok("PutResourcePolicy", put.clone());
    service.advance(2);
    let held = || there.ok("GetResourcePolicy", json!({"SecretId": "s"})).get("ResourcePolicy").cloned();
    assert_eq!(held(), Some(json!(policy)));
    there.refuses("PutResourcePolicy", put, "InvalidParameterException", "primary secret's region");
    service.ok("DeleteResourcePolicy", json!({"SecretId": "s"}));
    service.advance(2);
    assert_eq!(held(), None);
}

#[test]
fn only_other_regions_of_the_partition_can_hold_replicas() {
    let service = Service::new();
    service.create("s");
    for regions in [
        json!([{"Region": "eu-central-1"}]),
        json!([{"Region": "eu-moon-1"}]),
        json!([{"Region": "us-gov-west-1"}]),
        json!([{"Region": "us-east-1"}, {"Region": "us-east-1"}]),
        json!([{}]),
    ] {
        let members = json!({"SecretId": "s", "AddReplicaRegions": regions});
        service.refuses(
            "ReplicateSecretToRegions",
            members,
            "InvalidParameterException",
            "Invalid replica region.",
        );
    }
    let members = json!({"SecretId": "s", "AddReplicaRegions": [{"Region": "Berlin"}]});
    service.refuses(
        "ReplicateSecretToRegions",
        members,
        "ValidationException",
        "addReplicaRegions.1.member.region",
    );
}

//! The changes of the matrix.

use serde_json::json;

use super::super::{POSTGRES, REGION, SLACK, add_audit_tag, confirm, describe};
use crate::boto::Boto;
use crate::keys::Key;
use crate::served::Served;
use crate::terminal::Terminal;

/// A change: how it is prepared, made and told.
pub(super) struct Change {
    pub(super) operation: &'static str,
    pub(super) secret: &'static str,
    pub(super) region: &'static str,
    pub(super) prepare: fn(&Served),
    pub(super) make: fn(&mut Terminal),
    pub(super) says: &'static str,
    /// True if it has taken effect.
    pub(super) is_done: fn(&Served) -> bool,
}

const fn change(
    operation: &'static str,
    make: fn(&mut Terminal),
    says: &'static str,
    is_done: fn(&Served) -> bool,
) -> Change {
    Change { operation, secret: SLACK, region: REGION, prepare: |_| (), make, says, is_done }
}

const POLICY: &str = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Mine","Effect":"Deny","Principal":"*","Action":"secretsmanager:DeleteSecret","Resource":"*"}]}"#;

/// Where replicas are.
const THERE: &str = "us-east-1";

fn replicate(served: &Served) {
    let replicas = json!({ "SecretId": SLACK, "AddReplicaRegions": [{ "Region": THERE }] });
    served.boto().call("replicate_secret_to_regions", &replicas);
}

fn is_tagged(served: &Served) -> bool {
    describe(served.boto(), SLACK)["Tags"].to_string().contains("audit")
}

fn is_deleted(served: &Served) -> bool {
    describe(served.boto(), SLACK).get("DeletedDate").is_some()
}

fn has_policy(served: &Served) -> bool {
    served.boto().call("get_resource_policy", &json!({ "SecretId": SLACK })).get("ResourcePolicy").is_some()
}

fn is_replicated(served: &Served) -> bool {
    describe(served.boto(), SLACK)["ReplicationStatus"].as_array().is_some_and(|all| !all.is_empty())
}

/// The number of versions of a secret.
fn versions(served: &Served, name: &str) -> usize {
    let all = json!({ "SecretId": name, "IncludeDeprecated": true });
    served.boto().call("list_secret_version_ids", &all)["Versions"].as_array().map_or(0, Vec::len)
}

/// The changes: each operation that is a mutation.
pub(super) fn changes() -> Vec<Change> {
    [of_contents(), of_life_and_rotation(), of_tags_and_policy(), of_replicas()]
        .into_iter()
        .flatten()
        .collect()
}

/// Changes of the value and the description.
fn of_contents() -> Vec<Change> {
    vec![
        change(
            "PutSecretValue",
            |terminal| {
                terminal.type_keys("2e");
                terminal.wait_for("Began from version");
                terminal.press(Key::Ctrl('k'));
                terminal.type_keys("hunter3");
                terminal.press(Key::Ctrl('s'));
                confirm(terminal, "Save the value of ");
            },
            "Value saved: shared/slack/bot-token.",
            |served| versions(served, SLACK) == 3,
        ),
        change(
            "CreateSecret",
            |terminal| {
                terminal.type_keys("+app/token");
                terminal.press(Key::Tab);
                terminal.type_keys("For the app");
                terminal.press(Key::Tab);
                terminal.press(Key::Left);
                terminal.press(Key::Ctrl('s'));
                confirm(terminal, "Create app/token");
            },
            "Created: app/token.",
            |served| describe(served.boto(), "app/token")["Description"] == "For the app",
        ),
        change(
            "UpdateSecret",
            |terminal| {
                terminal.type_keys("D");
                terminal.wait_for("details of shared/slack/bot-token");
                terminal.press(Key::Ctrl('u'));
                terminal.type_keys("mine");
                terminal.press(Key::Ctrl('s'));
                confirm(terminal, "+ mine");
            },
            "Details changed: shared/slack/bot-token.",
            |served| describe(served.boto(), SLACK)["Description"] == "mine",
        ),
    ]
}

/// Changes of the life, the rotation and the versions.
fn of_life_and_rotation() -> Vec<Change> {
    vec![
        change(
            "DeleteSecret",
            |terminal| {
                terminal.type_keys("X");
                terminal.wait_for("It can be restored until");
                terminal.press(Key::Ctrl('s'));
                confirm(terminal, "From now on it can't be read");
            },
            "Deletion scheduled: shared/slack/bot-token.",
            is_deleted,
        ),
        Change {
            prepare: |served| drop(served.boto().call("delete_secret", &json!({ "SecretId": SLACK }))),
            ..change(
                "RestoreSecret",
                |terminal| {
                    terminal.type_keys("U");
                    confirm(terminal, "Restore shared/slack/bot-token?");
                },
                "Restored: shared/slack/bot-token.",
                |served| !is_deleted(served),
            )
        },
        Change {
            secret: POSTGRES,
            ..change(
                "RotateSecret",
                |terminal| {
                    terminal.type_keys("R");
                    confirm(terminal, "Rotate prod/payments/postgres?");
                },
                "Rotated prod/payments/postgres: AWSCURRENT is on version ",
                |served| versions(served, POSTGRES) > 1,
            )
        },
        Change {
            secret: POSTGRES,
            ..change(
                "CancelRotateSecret",
                |terminal| {
                    terminal.type_keys("C");
                    confirm(terminal, "Cancel rotation of prod/payments/postgres?");
                },
                "Rotation cancelled: prod/payments/postgres.",
                |served| describe(served.boto(), POSTGRES)["RotationEnabled"] == false,
            )
        },
        change(
            "UpdateSecretVersionStage",
            |terminal| {
                terminal.type_keys("B");
                confirm(terminal, "Roll back shared/slack/bot-token?");
            },
            "AWSCURRENT moved to version ",
            |served| versions(served, SLACK) == 2,
        ),
    ]
}

/// Changes of tags and the resource policy.
fn of_tags_and_policy() -> Vec<Change> {
    vec![
        change("TagResource", add_audit_tag, "Tags changed: shared/slack/bot-token.", is_tagged),
        change(
            "UntagResource",
            |terminal| {
                add_audit_tag(terminal);
                terminal.wait_for("Tags changed: shared/slack/bot-token.");
                terminal.type_keys("u");
                confirm(terminal, "Undo the changes to the tags of shared/slack/bot-token?");
            },
            "Undone. Tags changed: shared/slack/bot-token.",
            |served| !is_tagged(served),
        ),
        change(
            "PutResourcePolicy",
            |terminal| {
                terminal.type_keys("5e");
                terminal.wait_for("Resource policy of shared/slack/bot-token");
                terminal.press(Key::Tab);
                terminal.press(Key::Left);
                terminal.wait_for("\"DenyDeletion\"");
                terminal.press(Key::Ctrl('s'));
                terminal.wait_for("found nothing wrong with it.");
                confirm(terminal, "[y] yes");
            },
            "Resource policy attached: shared/slack/bot-token.",
            has_policy,
        ),
        Change {
            prepare: |served| {
                let policy = json!({ "SecretId": SLACK, "ResourcePolicy": POLICY });
                served.boto().call("put_resource_policy", &policy);
            },
            ..change(
                "DeleteResourcePolicy",
                |terminal| {
                    terminal.type_keys("5");
                    terminal.wait_for("\"Mine\"");
                    terminal.type_keys("x");
                    confirm(terminal, "Delete the resource policy of shared/slack/bot-token?");
                },
                "Resource policy deleted: shared/slack/bot-token.",
                |served| !has_policy(served),
            )
        },
    ]
}

/// Changes of the replicas.
fn of_replicas() -> Vec<Change> {
    vec![
        change(
            "ReplicateSecretToRegions",
            |terminal| {
                terminal.type_keys("6+");
                terminal.wait_for("Replicate shared/slack/bot-token");
                terminal.type_keys(THERE);
                terminal.press(Key::Ctrl('s'));
                confirm(terminal, "$ aws secretsmanager replicate-secret-to-regions");
            },
            "shared/slack/bot-token is in sync in us-east-1.",
            is_replicated,
        ),
        Change {
            prepare: replicate,
            ..change(
                "RemoveRegionsFromReplication",
                |terminal| {
                    terminal.type_keys("6");
                    terminal.wait_for("InSync");
                    terminal.type_keys("x");
                    confirm(terminal, "Remove us-east-1 from the replication of");
                },
                "Not replicated to any other Region.",
                |served| !is_replicated(served),
            )
        },
        Change {
            region: THERE,
            prepare: replicate,
            ..change(
                "StopReplicationToReplica",
                |terminal| {
                    terminal.type_keys("6P");
                    terminal.wait_for("becomes a standalone secret for good");
                    terminal.type_keys(SLACK);
                    terminal.press(Key::Enter);
                },
                "Promoted to standalone: shared/slack/bot-token.",
                |served| {
                    let there = Boto::in_region(THERE, served.url());
                    describe(&there, SLACK)["PrimaryRegion"].is_null()
                },
            )
        },
    ]
}

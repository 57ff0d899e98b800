//! The table of operations: where each is on screen, its keys, and the stories that drive it from the keyboard.
//!
//! Which operations there are is read from the enum of requests, keys and places from the table of actions, and each story
//! must be a test under `tests/e2e/stories`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use strongroom::app::actions::{Action, Row, TABLE};
use strongroom::service::api::Request;

use super::tables::{code, keys_of, place, table};

/// How a user comes to an operation, and what shows that it works.
struct Operation {
    /// The API's name.
    name: &'static str,
    /// The actions that lead to it.
    actions: &'static [Action],
    /// When it is called without a key of its own.
    unasked: &'static str,
    /// The test on the embedded service, as `file::function`.
    embedded: &'static str,
    /// The test on moto; none where moto has no such operation.
    moto: Option<&'static str>,
}

/// Operations that moto lacks.
const NOT_IN_MOTO: [&str; 2] = ["StopReplicationToReplica", "ValidateResourcePolicy"];

const fn asked(
    name: &'static str,
    actions: &'static [Action],
    embedded: &'static str,
    moto: &'static str,
) -> Operation {
    Operation { name, actions, unasked: "", embedded, moto: Some(moto) }
}

impl Operation {
    const fn also(self, unasked: &'static str) -> Self {
        Self { unasked, ..self }
    }
}

const fn without_moto(name: &'static str, actions: &'static [Action], embedded: &'static str) -> Operation {
    Operation { name, actions, unasked: "", embedded, moto: None }
}

use Action as A;

/// One row an operation, in alphabetical order.
const OPERATIONS: &[Operation] = &[
    asked(
        "BatchGetSecretValue",
        &[A::CompareValues],
        "reading::values_of_marked_secrets_are_read_in_one_call",
        "several_values::several_values_are_compared_masked_revealed_and_copied",
    ),
    asked(
        "CancelRotateSecret",
        &[A::CancelRotation],
        "rotation::a_rotation_is_set_up_and_turned_off",
        "changing::rotation_is_cancelled",
    ),
    asked(
        "CreateSecret",
        &[A::Create, A::CopySecret],
        "deleting::a_secret_is_made",
        "creating::keys_tags_and_a_description_arrive_as_they_were_typed",
    ),
    asked(
        "DeleteResourcePolicy",
        &[A::DeletePolicy],
        "policy::a_policy_is_checked_attached_and_taken_away",
        "policy::a_policy_is_attached_taken_away_and_put_back",
    ),
    asked(
        "DeleteSecret",
        &[A::Delete, A::ForceDelete],
        "deleting::a_deletion_is_scheduled_taken_back_and_then_forced",
        "deleting::a_deletion_is_scheduled_taken_back_and_then_forced",
    ),
    asked(
        "DescribeSecret",
        &[A::PaneOverview, A::Refresh],
        "reading::list_details_value_versions_and_policy_are_those_that_boto3_reads",
        "trouble::listing_that_is_denied_names_the_permission_and_a_known_secret_opens_all_the_same",
    )
    .also("when the cursor rests on a secret, and after each change"),
    asked(
        "GetRandomPassword",
        &[A::RandomPassword, A::Generate],
        "reading::a_password_is_made_by_the_service",
        "creating::a_password_is_made_by_the_service_with_what_was_chosen",
    ),
    asked(
        "GetResourcePolicy",
        &[A::PanePolicy, A::CopyPolicy],
        "reading::list_details_value_versions_and_policy_are_those_that_boto3_reads",
        "reading::versions_tags_and_policy_are_those_that_boto3_made",
    ),
    asked(
        "GetSecretValue",
        &[
            A::RevealValue,
            A::ReadVersion,
            A::CopyValue,
            A::CopyAs,
            A::SaveValue,
            A::CompareVersions,
            A::EditValue,
        ],
        "reading::list_details_value_versions_and_policy_are_those_that_boto3_reads",
        "reading::a_key_is_revealed_and_copied",
    ),
    asked(
        "ListSecretVersionIds",
        &[A::PaneVersions, A::ToggleDeprecated],
        "reading::deprecated_versions_are_listed_on_demand",
        "reading::versions_tags_and_policy_are_those_that_boto3_made",
    ),
    asked(
        "ListSecrets",
        &[A::Refresh],
        "reading::list_details_value_versions_and_policy_are_those_that_boto3_reads",
        "listing::two_thousand_secrets_are_all_listed_and_found",
    )
    .also("at the start"),
    asked(
        "PutResourcePolicy",
        &[A::EditPolicy],
        "policy::a_policy_is_checked_attached_and_taken_away",
        "policy::a_policy_is_attached_taken_away_and_put_back",
    ),
    asked(
        "PutSecretValue",
        &[A::EditValue],
        "values::a_value_is_saved_and_rolled_back",
        "values::a_key_is_changed_one_added_and_the_save_taken_back",
    ),
    asked(
        "RemoveRegionsFromReplication",
        &[A::RemoveReplica],
        "replication::a_replica_is_made_and_removed",
        "rotation::a_secret_is_replicated_and_the_replica_removed",
    ),
    asked(
        "ReplicateSecretToRegions",
        &[A::AddReplicas, A::RetryReplica],
        "replication::a_replica_is_made_and_removed",
        "rotation::a_secret_is_replicated_and_the_replica_removed",
    ),
    asked(
        "RestoreSecret",
        &[A::Restore],
        "deleting::a_deletion_is_scheduled_taken_back_and_then_forced",
        "changing::a_secret_is_restored",
    ),
    asked(
        "RotateSecret",
        &[A::RotateNow, A::RotationSettings, A::RecoverRotation],
        "rotation::a_secret_is_rotated_now",
        "rotation::a_rotation_is_set_up_with_a_function_and_days",
    ),
    without_moto(
        "StopReplicationToReplica",
        &[A::PromoteReplica],
        "replication::a_replica_is_cut_off_from_its_primary_in_its_own_region",
    ),
    asked(
        "TagResource",
        &[A::EditTags, A::AddTag],
        "tags::a_tag_is_added_and_taken_away",
        "tags::tags_are_changed_in_two_calls_and_changed_back",
    ),
    asked(
        "UntagResource",
        &[A::EditTags, A::RemoveTag],
        "tags::a_tag_is_added_and_taken_away",
        "tags::tags_are_changed_in_two_calls_and_changed_back",
    ),
    asked(
        "UpdateSecret",
        &[A::EditDetails, A::EditReplicaKey],
        "values::a_description_is_changed_and_changed_back",
        "changing::description_and_key_are_changed_and_changed_back",
    ),
    asked(
        "UpdateSecretVersionStage",
        &[A::MoveLabel, A::RemoveLabel, A::RollBack, A::RecoverRotation],
        "values::a_value_is_saved_and_rolled_back",
        "values::labels_are_added_moved_and_never_taken_from_current",
    ),
    without_moto(
        "ValidateResourcePolicy",
        &[A::EditPolicy],
        "policy::what_the_service_finds_in_a_policy_is_what_it_tells_boto3",
    )
    .also("with it, before the policy is put"),
];

/// The table of operations.
pub fn operations() -> String {
    let rows: Vec<Vec<String>> = OPERATIONS.iter().map(row).collect();
    let head =
        ["Operation", "Keys, and where on screen they hold", "Test on the embedded service", "Test on moto"];
    format!("\n{}\n", table(&head, &rows))
}

fn row(operation: &Operation) -> Vec<String> {
    let mut ways: Vec<String> = operation.actions.iter().map(|action| way(*action)).collect();
    if !operation.unasked.is_empty() {
        ways.push(operation.unasked.to_owned());
    }
    vec![
        code(operation.name),
        ways.join("; "),
        link("on_served", operation.embedded),
        operation.moto.map_or_else(|| "moto lacks it".to_owned(), |story| link("on_moto", story)),
    ]
}

/// The keys of an action, its name, and where it holds.
fn way(action: Action) -> String {
    let row = action.row();
    // What has no key is found by its name.
    let keys = if row.default_keys.is_empty() { code(&format!(":{}", row.name)) } else { keys_of(action) };
    format!("{keys} {} ({})", row.name, place(row.contexts))
}

fn link(folder: &str, story: &str) -> String {
    format!("[{}]({})", story.split_once("::").expect("a story has a file").1, path(folder, story))
}

/// The file of a story.
fn path(folder: &str, story: &str) -> String {
    let (file, _) = story.split_once("::").expect("a story has a file");
    format!("tests/e2e/stories/{folder}/{file}.rs")
}

#[test]
fn every_operation_of_the_service_has_a_row_and_no_other() {
    let rows: Vec<&str> = OPERATIONS.iter().map(|operation| operation.name).collect();
    let mut all = Request::OPERATIONS.to_vec();
    all.sort_unstable();
    assert_eq!(rows, all);
}

#[test]
fn every_action_that_names_an_operation_is_in_its_row() {
    for operation in OPERATIONS {
        let names =
            |row: &&Row| row.help.split(|c: char| !c.is_alphanumeric()).any(|word| word == operation.name);
        for row in TABLE.iter().filter(names) {
            assert!(operation.actions.contains(&row.action), "{}: {} leads to it", operation.name, row.name);
        }
    }
}

#[test]
fn every_operation_is_driven_on_both_services_that_have_it() {
    let lacking: Vec<&str> = OPERATIONS
        .iter()
        .filter(|operation| operation.moto.is_none())
        .map(|operation| operation.name)
        .collect();
    assert_eq!(lacking, NOT_IN_MOTO);
    let stories = OPERATIONS.iter().flat_map(|operation| {
        [("on_served", Some(operation.embedded)), ("on_moto", operation.moto)]
            .into_iter()
            .filter_map(|(folder, story)| story.map(|story| (folder, story)))
    });
    for (folder, story) in stories.collect::<BTreeSet<_>>() {
        let path = path(folder, story);
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&path));
        let text = text.unwrap_or_else(|error| panic!("{path}: {error}"));
        let (_, function) = story.split_once("::").expect("a story has a file");
        assert!(text.contains(&format!("#[test]\nfn {function}() {{")), "{path} has no test {function}");
    }
}

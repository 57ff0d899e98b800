//! Opening the form of an action, for the selected secret or the marked ones.

use super::Model;
use crate::app::actions::{Action, Context, Hindrance, SortedMarks, sort_marked};
use crate::app::form::{AnyForm, Note, Tone};
use crate::app::forms::{
    AddReplicas, CompareVersions, CopySecret, Create, Delete, DeleteSeveral, Details, EditPolicy, EditValue,
    ForceDelete, Marked, MoveLabel, PromoteReplica, Recovery, RemoveReplica, ReplicaKey, RotationSetup,
    SaveValue, Several, SeveralValues, TagSeveral, Tags,
};
use crate::app::layout::Focus;
use crate::app::secret::{Selected, ShownValue};
use crate::secrets::{AWSCURRENT, AWSPREVIOUS, ReplicaRole, Summary, Version, VersionId};
use crate::service::api::VersionSelector;
use std::sync::Arc;

impl Model {
    /// Opens a form.
    pub(super) fn open_form(&mut self, spec: Box<dyn AnyForm>) {
        let (layers, mut cx) = self.layers_and_context();
        layers.open_form(spec, &mut cx);
    }

    /// Opens a form about the selected secret.
    pub(super) fn open_for_selected(&mut self, form: impl FnOnce(&Selected) -> Option<Box<dyn AnyForm>>) {
        if let Some(spec) = self.secret.selected().and_then(form) {
            self.open_form(spec);
        }
    }

    /// Opens the form for a new secret, in the folder under the cursor.
    pub(super) fn open_create(&mut self) {
        let folder = self.list.folder_under_cursor().unwrap_or_default();
        self.open_form(Box::new(Create::in_folder(folder)));
    }

    /// Opens the form for description and KMS key; of a replica only the key can be changed.
    pub(super) fn open_details(&mut self) {
        self.open_for_selected(|selected| {
            let secret = selected.summary();
            Some(match secret.replica_role() {
                ReplicaRole::Replica { primary } => Box::new(ReplicaKey::of_replica(secret, primary)),
                ReplicaRole::Single | ReplicaRole::Primary => Box::new(Details::of(secret)),
            })
        });
    }

    /// Opens the form for a copy of the secret.
    pub(super) fn open_copy(&mut self) {
        self.open_for_selected(|selected| Some(Box::new(CopySecret::of(selected.summary()))));
    }

    /// Opens the form for the tags of the marked secrets, or of the selected one if none is marked.
    pub(super) fn open_tags(&mut self) {
        match self.several_marked(Action::EditTags) {
            Some(several) => self.open_form(Box::new(TagSeveral::of(several))),
            None => self.open_for_selected(|selected| {
                let at = selected.tags().cursor().at;
                Some(Box::new(Tags::of(selected.summary()).at_row(at)))
            }),
        }
    }

    /// Opens the form for the tags of the selected secret at a new row.
    pub(super) fn open_new_tag(&mut self) {
        self.open_for_selected(|selected| Some(Box::new(Tags::of(selected.summary()).with_new_row())));
    }

    /// Opens the form for deleting the marked secrets, or the selected one if none is marked.
    pub(super) fn open_delete(&mut self) {
        match self.several_marked(Action::Delete) {
            Some(several) => self.open_form(Box::new(DeleteSeveral::of(several))),
            None => self.open_for_selected(|selected| Some(Box::new(Delete::of(selected.summary())))),
        }
    }

    /// The marked secrets that an action is about, while the list has the keys; `None` if none is marked.
    pub(super) fn several_marked(&self, action: Action) -> Option<Several> {
        let marks = self.list.marks();
        if self.focus == Focus::Secret || marks.is_empty() {
            return None;
        }
        let sorted = |marked: &[Arc<Summary>]| {
            let SortedMarks { fit, left_out } = sort_marked(action, marked);
            let note = |(secret, hindrance): (Arc<Summary>, Hindrance)| {
                Note::new(Tone::Warning, format!("{} · left out: {}", secret.name, hindrance.brief()))
            };
            Marked { fit, left_out: left_out.into_iter().map(note).collect() }
        };
        Some(Several::of(sorted(marks.shown()), sorted(marks.hidden()), self.list.hidden_by()))
    }

    /// Opens the form for deleting without recovery.
    pub(super) fn open_force_delete(&mut self) {
        self.open_for_selected(|selected| Some(Box::new(ForceDelete::of(selected.summary()))));
    }

    /// Opens the form for the resource policy.
    pub(super) fn open_policy(&mut self) {
        self.open_for_selected(|selected| {
            Some(Box::new(EditPolicy::of(selected.summary(), selected.policy().policy())))
        });
    }

    /// Opens the form for the rotation settings.
    pub(super) fn open_rotation_settings(&mut self) {
        let zone = self.cx.settings().zone.clone();
        self.open_for_selected(|selected| Some(Box::new(RotationSetup::of(selected.summary(), zone))));
    }

    /// Opens the form that recovers a stuck rotation.
    pub(super) fn open_recovery(&mut self) {
        let (followed, now) = (self.rotation_of_selected().is_some(), self.cx.time_of_day());
        self.open_for_selected(|selected| {
            let state = selected.record().pending_rotation(now)?;
            let is_empty = selected.record().empty_pending().is_some();
            Some(Box::new(Recovery::of(selected.summary(), state, followed, is_empty)?))
        });
    }

    /// Opens the form for the value: of the version under the cursor in Versions, else of the one that Value shows.
    pub(super) fn open_edit_value(&mut self) {
        let row = self.version_in_row();
        self.open_for_selected(|selected| {
            let selector = selector_of(row, selected);
            let member = selected.value().shown().and_then(ShownValue::member_under_cursor);
            Some(Box::new(EditValue::of(selected.arn().clone(), selected.name(), selector).at_member(member)))
        });
    }

    /// Opens the form for saving the value to a file: of the version under the cursor in Versions, else of the one that
    /// Value shows.
    pub(super) fn open_save_value(&mut self) {
        let row = self.version_in_row();
        self.open_for_selected(|selected| {
            let selector = selector_of(row, selected);
            Some(Box::new(SaveValue::of(selected.arn().clone(), selected.name(), selector)))
        });
    }

    /// Opens the form for moving a staging label to the version under the cursor.
    pub(super) fn open_move_label(&mut self) {
        self.open_for_selected(|selected| {
            let versions: Vec<VersionId> =
                selected.record().versions().iter().map(|version| version.id.clone()).collect();
            Some(Box::new(MoveLabel::of(
                selected.arn().clone(),
                selected.name(),
                versions,
                selected.versions().cursor().at,
                selected.summary().versions.clone(),
            )))
        });
    }

    /// Opens the form that removes a staging label of the version under the cursor: its labels are offered.
    pub(super) fn open_remove_label(&mut self) {
        self.open_for_selected(|selected| {
            let version = selected.version_under_cursor()?.id.clone();
            let (arn, labels) = (selected.arn().clone(), selected.summary().versions.clone());
            let form = MoveLabel::of(arn, selected.name(), vec![version], 0, labels);
            Some(Box::new(form.removing()))
        });
    }

    /// Compares two versions: in Versions the one under the cursor with the marked one or else with AWSCURRENT, elsewhere
    /// AWSCURRENT with AWSPREVIOUS.
    pub(super) fn open_compare_versions(&mut self) {
        let in_versions = self.main_context() == Context::Versions;
        self.open_for_selected(|selected| {
            let (before, after) = versions_to_compare(selected, in_versions)?;
            Some(Box::new(CompareVersions::of(selected.arn().clone(), selected.name(), &before, &after)))
        });
    }

    /// Reads the values of all marked secrets to compare and copy them; without marks, compares versions.
    pub(super) fn open_values(&mut self) {
        match self.several_marked(Action::CompareValues) {
            Some(several) => self.open_form(Box::new(SeveralValues::of(several))),
            None => self.open_compare_versions(),
        }
    }

    /// Opens the form that adds replicas.
    pub(super) fn open_add_replicas(&mut self) {
        self.open_for_selected(|selected| {
            Some(Box::new(AddReplicas::of(selected.summary(), selected.record().replicas())))
        });
    }

    /// Opens the form that retries the replica under the cursor.
    pub(super) fn open_retry_replica(&mut self) {
        self.open_for_selected(|selected| {
            let failed = selected.replica_under_cursor()?.clone();
            Some(Box::new(AddReplicas::again(selected.summary(), selected.record().replicas(), failed)))
        });
    }

    /// Opens the form for the KMS key of the replica under the cursor.
    pub(super) fn open_replica_key(&mut self) {
        self.open_for_selected(|selected| {
            let replica = selected.replica_under_cursor()?;
            Some(Box::new(ReplicaKey::in_its_region(selected.summary(), replica)))
        });
    }

    /// Asks whether to delete the replica under the cursor.
    pub(super) fn open_remove_replica(&mut self) {
        self.open_for_selected(|selected| {
            let replica = selected.replica_under_cursor()?.clone();
            Some(Box::new(RemoveReplica::of(selected.summary(), replica)))
        });
    }

    /// Asks whether to promote the selected replica to a standalone secret.
    pub(super) fn open_promote_replica(&mut self) {
        self.open_for_selected(|selected| match selected.summary().replica_role() {
            ReplicaRole::Replica { primary } => {
                Some(Box::new(PromoteReplica::of(selected.summary(), primary)))
            }
            ReplicaRole::Single | ReplicaRole::Primary => None,
        });
    }
}

/// The version of a row, else the one that the Value pane shows.
fn selector_of(row: Option<VersionId>, selected: &Selected) -> VersionSelector {
    row.map_or_else(|| selected.value().selector().clone(), VersionSelector::Id)
}

/// The two versions to compare, with the marked or else the older one first; `None` if there is no other version.
pub(super) fn versions_to_compare(selected: &Selected, in_versions: bool) -> Option<(Version, Version)> {
    if in_versions {
        return versions_in_pane(selected).map(|(before, after)| (before.clone(), after.clone()));
    }
    let labels = &selected.summary().versions;
    let version = |id: &VersionId| Version {
        id: id.clone(),
        labels: labels.0.get(id).cloned().unwrap_or_default(),
        created: None,
        last_accessed: None,
        kms_key_ids: Vec::new(),
    };
    Some((version(labels.previous()?), version(labels.current()?)))
}

fn versions_in_pane(selected: &Selected) -> Option<(&Version, &Version)> {
    let versions = selected.record().versions();
    let under = selected.version_under_cursor()?;
    let marked =
        selected.versions().marked().and_then(|id| versions.iter().find(|version| version.id == *id));
    if let Some(marked) = marked.filter(|marked| marked.id != under.id) {
        return Some((marked, under));
    }
    let holder = |label| {
        let holds = |version: &&Version| version.labels.iter().any(|found| found.as_str() == label);
        versions.iter().find(holds)
    };
    let mut others = [AWSCURRENT, AWSPREVIOUS].into_iter().filter_map(holder);
    let other = others.find(|other| other.id != under.id)?;
    let age = |version: &Version| (version.created, version.is_current());
    Some(if age(other) <= age(under) { (other, under) } else { (under, other) })
}

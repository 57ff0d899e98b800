//! The forms about values and versions: which version they are about, and what keeps them from being opened.

use super::mutating::{Refused, refuse_managed, refuse_replica, refuse_scheduled_for_deletion};
use crate::app::Model;
use crate::app::forms::{CompareVersions, EditValue, MoveLabel, SaveValue};
use crate::app::secret::Selected;
use crate::secrets::{Version, VersionId};

impl Model {
    /// Opens the value of the version that is chosen to be edited.
    pub(super) fn open_edit_value(&mut self) {
        let Some(selected) = &self.selected else { return };
        let refused = refuse_replica(selected)
            .and_then(|()| refuse_scheduled_for_deletion(selected))
            .and_then(|()| refuse_managed(selected, "writes its value"));
        if let Err(refused) = refused {
            return self.refuse(refused.text, refused.next);
        }
        let selector = selected.value.selector.clone();
        let sheet = EditValue::of(selected.arn().clone(), selected.name(), selector);
        self.open_form("PutSecretValue", Box::new(sheet));
    }

    /// Asks for the file that the value is to be saved to.
    pub(super) fn open_save_value(&mut self) {
        let Some(selected) = &self.selected else { return };
        if let Err(refused) = refuse_unreadable(selected) {
            return self.refuse(refused.text, refused.next);
        }
        let selector = selected.value.selector.clone();
        let sheet = SaveValue::of(selected.arn().clone(), selected.name(), selector);
        self.open_any_form(Box::new(sheet));
    }

    /// Asks which label is to be moved, the version under the cursor being its target.
    pub(super) fn open_move_label(&mut self) {
        let Some(selected) = &self.selected else { return };
        let refused = refuse_replica(selected).and_then(|()| refuse_scheduled_for_deletion(selected));
        if let Err(refused) = refused {
            return self.refuse(refused.text, refused.next);
        }
        let versions: Vec<VersionId> = selected.versions().iter().map(|version| version.id.clone()).collect();
        if versions.is_empty() {
            return self.refuse(
                format!("No version of {} is known.", selected.name()),
                "Wait until they are read, or give the secret a value (e).",
            );
        }
        let sheet = MoveLabel::of(
            selected.arn().clone(),
            selected.name(),
            versions,
            selected.versions.cursor.at,
            selected.summary().versions.clone(),
        );
        self.open_form("UpdateSecretVersionStage", Box::new(sheet));
    }

    /// Marks the version under the cursor to be compared with another, or takes the mark away.
    pub(super) fn mark_version(&mut self) {
        let Some(selected) = &mut self.selected else { return };
        let under = selected.version_under_cursor().map(|version| version.id.clone());
        let marked = &mut selected.versions.marked;
        *marked = if *marked == under { None } else { under };
    }

    /// Compares the version under the cursor with the one that is marked, or with AWSCURRENT.
    pub(super) fn open_compare(&mut self) {
        let Some(selected) = &self.selected else { return };
        let sides = refuse_unreadable(selected).and_then(|()| sides(selected));
        match sides {
            Ok((before, after)) => {
                let sheet = CompareVersions::of(selected.arn().clone(), selected.name(), before, after);
                self.open_any_form(Box::new(sheet));
            }
            Err(refused) => self.refuse(refused.text, refused.next),
        }
    }
}

/// The two versions to compare: the marked one first, else the older one.
fn sides(selected: &Selected) -> Result<(&Version, &Version), Refused> {
    let nothing = || {
        Refused::new(
            "There is nothing to compare this version with.",
            "Put the cursor on another version, or mark one first (m).",
        )
    };
    let under = selected.version_under_cursor().ok_or_else(nothing)?;
    let find = |id: &VersionId| selected.versions().iter().find(|version| version.id == *id);
    let marked = selected.versions.marked.as_ref().and_then(find);
    if let Some(marked) = marked.filter(|marked| marked.id != under.id) {
        return Ok((marked, under));
    }
    let holder = |label| {
        let holds = |version: &&Version| version.labels.iter().any(|found| found.as_str() == label);
        selected.versions().iter().find(holds)
    };
    let mut others = [crate::secrets::AWSCURRENT, crate::secrets::AWSPREVIOUS].into_iter().filter_map(holder);
    let other = others.find(|other| other.id != under.id).ok_or_else(nothing)?;
    let age = |version: &Version| (version.created, version.is_current());
    Ok(if age(other) <= age(under) { (other, under) } else { (under, other) })
}

fn refuse_unreadable(selected: &Selected) -> Result<(), Refused> {
    match selected.summary().deleted {
        Some(_) => Err(Refused::new(
            format!("{} is scheduled for deletion: its value can't be read.", selected.name()),
            "Restore it first (U).",
        )),
        None => Ok(()),
    }
}

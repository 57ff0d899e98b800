//! Which form an action opens, and what keeps it from being opened.

use super::mutating::{Refused, refuse_managed, refuse_replica, refuse_scheduled_for_deletion};
use crate::app::Access;
use crate::app::Model;
use crate::app::action::Action;
use crate::app::form::AnyForm;
use crate::app::forms::{CopySecret, Create, Delete, Details, ForceDelete, Tags};
use crate::app::secret::Selected;
use crate::secrets::ReplicaRole;

impl Model {
    /// Opens the form of an action, if it has one.
    pub(super) fn open_sheet(&mut self, action: Action) {
        match action {
            Action::EditDetails => self.open_details(),
            Action::Delete => self.open_delete(),
            Action::ForceDelete => self.open_force_delete(),
            Action::CopySecret => self.open_copy(),
            Action::EditPolicy => self.open_policy(),
            Action::EditTags => self.open_tags(),
            Action::RotationSettings => self.open_rotation_settings(),
            Action::RecoverRotation => self.open_recovery(),
            Action::EditValue => self.open_edit_value(),
            Action::SaveValue => self.open_save_value(),
            Action::MoveLabel => self.open_move_label(),
            Action::MarkVersion => self.mark_version(),
            Action::CompareVersions => self.open_compare(),
            Action::AddReplicas => self.open_add_replicas(),
            Action::RetryReplica => self.open_retry_replica(),
            Action::RemoveReplica => self.open_remove_replica(),
            Action::PromoteReplica => self.open_promote_replica(),
            _ => {}
        }
    }

    /// A new secret begins in the folder under the cursor.
    pub(super) fn open_create(&mut self) {
        let folder = self.list.folder_under_cursor().unwrap_or_default();
        self.open_form("CreateSecret", Box::new(Create::in_folder(folder)));
    }

    fn open_copy(&mut self) {
        self.open_for_selected("CreateSecret", |selected| {
            refuse_scheduled_for_deletion(selected)?;
            Ok(Box::new(CopySecret::of(selected.summary())))
        });
    }

    fn open_details(&mut self) {
        self.open_for_selected("UpdateSecret", |selected| {
            refuse_replica(selected)?;
            refuse_scheduled_for_deletion(selected)?;
            Ok(Box::new(Details::of(selected.summary())))
        });
    }

    fn open_tags(&mut self) {
        self.open_for_selected("TagResource", |selected| {
            refuse_replica(selected)?;
            refuse_scheduled_for_deletion(selected)?;
            Ok(Box::new(Tags::of(selected.summary())))
        });
    }

    fn open_delete(&mut self) {
        self.open_for_selected("DeleteSecret", |selected| {
            refuse_to_delete(selected)?;
            refuse_scheduled_for_deletion(selected)?;
            Ok(Box::new(Delete::of(selected.summary())))
        });
    }

    /// A secret that is scheduled for deletion can still be deleted at once.
    fn open_force_delete(&mut self) {
        self.open_for_selected("DeleteSecret", |selected| {
            refuse_to_delete(selected)?;
            Ok(Box::new(ForceDelete::of(selected.summary())))
        });
    }

    /// Opens a form about the selected secret, unless what it is for can't be done.
    pub(super) fn open_for_selected(
        &mut self,
        operation: &str,
        sheet: impl FnOnce(&Selected) -> Result<Box<dyn AnyForm>, Refused>,
    ) {
        let Some(selected) = &self.selected else { return };
        if self.cx.settings().access == Access::ReadOnly {
            return self.refuse_read_only(operation);
        }
        match sheet(selected) {
            Err(refused) => self.refuse(refused.text, refused.next),
            Ok(sheet) => self.open_form(operation, sheet),
        }
    }
}

fn refuse_to_delete(selected: &Selected) -> Result<(), Refused> {
    match selected.summary().replica_role() {
        ReplicaRole::Replica { primary } => Err(Refused::new(
            format!("{} is a replica of the secret in {primary}; it can't be deleted here.", selected.name()),
            format!("Switch to the Region {primary} (w) and remove this Region from its replication."),
        )),
        ReplicaRole::Single | ReplicaRole::Primary => refuse_managed(selected, "deletes it"),
    }
}

//! The actions of the panes: reading, revealing, folding, copying and marking.

use super::{InView, SecretPanes};
use crate::app::UpdateContext;
use crate::app::actions::Action;
use crate::app::copy_as::CopyAs;
use crate::app::secret::{Fold, Pane, SecretRecord, ValuePane, VersionsPane};
use crate::secrets::VersionId;

impl SecretPanes {
    /// Reads the value unless it is up to date.
    pub fn read_value(&mut self, cx: &mut UpdateContext) {
        self.with_value(|value, record| {
            value.ensure_fetched(record, cx);
        });
    }

    /// Reads a version of the value.
    pub fn read_version(&mut self, version: VersionId, cx: &mut UpdateContext) {
        self.with_value(|value, record| value.choose(version, record, cx));
    }

    /// Reads the value, then reveals or masks the row under the cursor.
    pub fn reveal(&mut self, cx: &mut UpdateContext) {
        self.with_value(|value, record| value.reveal(record, cx));
    }

    /// Reads the value, then reveals or masks all of it.
    pub fn reveal_all(&mut self, cx: &mut UpdateContext) {
        self.with_value(|value, record| value.reveal_all(record, cx));
    }

    /// Shows a binary value that holds text as text, or in hex.
    pub fn toggle_hex(&mut self) {
        self.with_value(|value, _| value.toggle_hex());
    }

    /// Copies the member under the cursor.
    pub fn copy_key(&mut self, cx: &mut UpdateContext) {
        self.with_value(|value, record| value.copy_key(record, cx));
    }

    /// Copies the whole value without revealing it.
    pub fn copy_value(&mut self, cx: &mut UpdateContext) {
        self.with_value(|value, record| value.copy_value(record, cx));
    }

    /// Copies the whole value of a version without revealing it.
    pub fn copy_version(&mut self, version: VersionId, cx: &mut UpdateContext) {
        self.with_value(|value, record| value.copy_version(version, record, cx));
    }

    /// Copies in a format without revealing anything.
    pub fn copy_as(&mut self, copy: CopyAs, cx: &mut UpdateContext) {
        self.with_value(|value, record| value.copy_as(copy, record, cx));
    }

    /// Drops the value and the choice of another version.
    pub fn drop_value(&mut self, cx: &mut UpdateContext) {
        self.with_value(|value, _| value.drop_value(cx));
    }

    fn with_value(&mut self, work: impl FnOnce(&mut ValuePane, &SecretRecord)) {
        if let Some(selected) = &mut self.selected {
            let (value, record) = selected.value_and_record();
            work(value, record);
        }
    }

    /// Folds or unfolds the branch under the cursor of the pane Value; `false` if there is nothing to fold.
    pub fn set_fold(&mut self, fold: Fold) -> bool {
        let in_value = self.pane == Pane::Value;
        self.selected.as_mut().is_some_and(|selected| in_value && selected.value_mut().set_fold(fold))
    }

    /// Queues an action for a value that is loading; `true` if it was queued.
    pub fn queue_for_value(&mut self, action: Action, is_about_value: bool) -> bool {
        self.selected
            .as_mut()
            .is_some_and(|selected| selected.value_mut().queue_for_value(action, is_about_value))
    }

    /// Copies what a pane has to copy: the tag or version ID under the cursor, the policy.
    pub fn copy_from(&self, pane: Pane, cx: &mut UpdateContext) {
        if let Some(selected) = &self.selected {
            selected.pane(pane).copy(selected.record(), cx);
        }
    }

    /// Marks the version under the cursor to compare another with it, or removes the mark.
    pub fn toggle_version_mark(&mut self) {
        if let Some(selected) = &mut self.selected {
            selected.toggle_version_mark();
        }
    }

    /// Shows or hides the fields of Overview that the secret does not have.
    pub fn toggle_empty_fields(&mut self) {
        if let Some(selected) = &mut self.selected {
            selected.overview_mut().toggle_empty_fields();
        }
    }

    /// Shows or hides versions without staging labels.
    pub fn toggle_deprecated(&mut self, view: InView, cx: &mut UpdateContext) {
        if let Some(selected) = &mut self.selected {
            VersionsPane::toggle_deprecated(selected.record_mut(), cx);
            self.load(view, cx);
        }
    }
}

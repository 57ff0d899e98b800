//! The selected secret and its panes. Each pane loads when it is first looked at, and fails alone.

mod overview;
mod pane;
mod policy;
mod record;
mod replication;
mod rotation;
mod selected;
mod tags;
mod value;
mod version_list;
mod versions;

pub use overview::OverviewPane;
pub use pane::{Pane, SecretPane};
pub use policy::PolicyPane;
pub use record::SecretRecord;
pub use replication::ReplicationPane;
pub use rotation::RotationPane;
pub use selected::Selected;
pub use tags::TagsPane;
pub use value::{Brackets, Fold, RowKind, ShownValue, ValuePane, ValueRow};
pub use version_list::{Deprecated, VersionList};
pub use versions::VersionsPane;

use super::actions::Action;
use super::scroll::Step;
use super::{Event, UpdateContext};
use crate::secrets::{Arn, Detail, Summary, VersionId};
use crate::service::api::{Facet, Reply, ServiceError, Ticket};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;

/// The time that the cursor rests on a secret before it is fetched: moving through the list asks the service for nothing.
const REST: SignedDuration = SignedDuration::from_millis(150);

/// Whether the panes of the selected secret are on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InView {
    /// They are.
    Yes,
    /// The list covers them, or the terminal is too small.
    No,
}

/// The selected secret, and the pane of it in view.
#[derive(Debug, Default)]
pub struct SecretPanes {
    selected: Option<Selected>,
    pane: Pane,
}

impl SecretPanes {
    /// The selected secret.
    pub fn selected(&self) -> Option<&Selected> {
        self.selected.as_ref()
    }

    /// The metadata of the selected secret.
    pub fn record(&self) -> Option<&SecretRecord> {
        self.selected.as_ref().map(Selected::record)
    }

    /// The ARN of the selected secret.
    pub fn arn(&self) -> Option<&Arn> {
        self.record().map(SecretRecord::arn)
    }

    /// Whether that secret is selected.
    pub fn is_about(&self, arn: &Arn) -> bool {
        self.arn() == Some(arn)
    }

    /// The pane in view.
    pub fn pane(&self) -> Pane {
        self.pane
    }

    fn about(&mut self, arn: &Arn) -> Option<&mut Selected> {
        self.selected.as_mut().filter(|selected| selected.record().arn() == arn)
    }

    /// Selects the secret under the cursor of the list; it is fetched once the cursor has rested.
    pub fn follow(&mut self, under_cursor: Option<Arc<Summary>>, view: InView, cx: &mut UpdateContext) {
        match under_cursor {
            Some(secret) if self.is_about(&secret.arn) => self.relist(secret),
            Some(secret) => {
                self.select(Selected::listed(secret), cx);
                if let (InView::Yes, Some(selected)) = (view, &mut self.selected) {
                    selected.load_at(cx.now() + REST);
                }
            }
            None => self.deselect(cx),
        }
    }

    /// Selects a secret in place of the one before.
    pub fn select(&mut self, selected: Selected, cx: &mut UpdateContext) {
        self.deselect(cx);
        self.selected = Some(selected);
    }

    /// Drops the selected secret, its value with it, and aborts its reads.
    pub fn deselect(&mut self, cx: &mut UpdateContext) {
        if let Some(selected) = self.selected.take() {
            cx.abandon_all(selected.pending());
        }
    }

    /// Forgets the selected secret without a word to the service: its connection is gone.
    pub fn forget(&mut self) {
        self.selected = None;
    }

    /// Takes over a newer entry of the list.
    pub fn relist(&mut self, listed: Arc<Summary>) {
        if let Some(selected) = self.about(&listed.arn.clone()) {
            selected.record_mut().relist(listed);
        }
    }

    /// Shows another pane. Leaving the pane Value drops the value.
    pub fn turn_to(&mut self, pane: Pane, cx: &mut UpdateContext) {
        if pane != self.pane {
            if self.pane == Pane::Value {
                self.drop_value(cx);
            }
            self.pane = pane;
        }
    }

    /// Loads what the pane in view wants.
    pub fn load(&mut self, view: InView, cx: &mut UpdateContext) {
        let Some(selected) = &mut self.selected else { return };
        // A secret out of view must not stay due: the model would be woken without end.
        selected.not_due();
        if view == InView::Yes {
            let (pane, record) = selected.pane_mut(self.pane);
            pane.load(record, cx);
            self.tell_replication(cx);
        }
    }

    /// Loads what the pane in view wants, once the cursor has rested; masks a value whose time is over.
    pub fn wake(&mut self, view: InView, cx: &mut UpdateContext) {
        if self.selected.as_ref().and_then(Selected::due).is_some_and(|due| due <= cx.now()) {
            self.load(view, cx);
        }
        if let Some(selected) = &mut self.selected {
            selected.value_mut().wake(cx.now());
        }
    }

    /// Loads the pane in view anew.
    pub fn refresh(&mut self, view: InView, cx: &mut UpdateContext) {
        let Some(selected) = &mut self.selected else { return };
        let (pane, record) = selected.pane_mut(self.pane);
        pane.refresh(record, cx);
        self.load(view, cx);
    }

    /// Tells that the pane in view shows replication that is under way.
    fn tell_replication(&self, cx: &mut UpdateContext) {
        if let Some(record) = self.record()
            && self.pane == Pane::Replication
            && record.is_replicating()
        {
            cx.raise(Event::ReplicationShown(record.arn().clone()));
        }
    }

    /// Moves the cursor of the pane in view, or scrolls it; `rows` is the number of rows shown.
    pub fn step(&mut self, step: Step, rows: usize) {
        if let Some(selected) = &mut self.selected {
            let (pane, record) = selected.pane_mut(self.pane);
            pane.step(step, rows, record);
        }
    }

    /// Puts the cursor of the pane in view on the row that was clicked, `line` lines below the first of `rows` shown.
    pub fn click(&mut self, line: usize, rows: usize) {
        if let Some(selected) = &mut self.selected {
            let (pane, record) = selected.pane_mut(self.pane);
            pane.click(line, rows, record);
        }
    }

    /// The error of the last refresh of the pane in view, while older data is on screen.
    pub fn refresh_error(&self) -> Option<&ServiceError> {
        let selected = self.selected.as_ref()?;
        selected.pane(self.pane).refresh_error(selected.record())
    }

    /// Takes in the answer to a read of the selected secret.
    pub fn answered(
        &mut self,
        ticket: &Ticket,
        (arn, facet): (&Arn, Facet),
        result: Result<Reply, ServiceError>,
        view: InView,
        cx: &mut UpdateContext,
    ) {
        let Some(selected) = self.about(arn) else { return };
        match facet {
            Facet::Detail => {
                let detail = result.and_then(Reply::into_detail);
                if let Some(described) = selected.detail_arrived(ticket, detail, cx) {
                    cx.raise(Event::Described { summary: Box::new(described), ticket: ticket.clone() });
                }
                if view == InView::Yes {
                    self.tell_replication(cx);
                }
            }
            Facet::Value => {
                selected.value_mut().arrived(ticket, result.and_then(Reply::into_value), cx);
            }
            Facet::Versions => selected.versions_arrived(ticket, result.and_then(Reply::into_versions), cx),
            Facet::Policy => {
                selected.policy_mut().arrived(ticket, result.and_then(Reply::into_policy), cx);
            }
            Facet::CopyValue | Facet::CopyPolicy => {}
        }
    }

    /// Shows a secret as it was described after a change, and drops what that makes out of date.
    pub fn take_detail(&mut self, arn: &Arn, detail: Detail, view: InView, cx: &mut UpdateContext) {
        if let Some(selected) = self.about(arn) {
            selected.take_detail(detail, cx);
            self.load(view, cx);
        }
    }

    /// The policy of a secret was changed, or may have been: it is read again when it is next looked at.
    pub fn policy_changed(&mut self, arn: &Arn, view: InView, cx: &mut UpdateContext) {
        if let Some(selected) = self.about(arn) {
            selected.policy_mut().outdate(cx);
            self.load(view, cx);
        }
    }

    /// Reads the value, unless it is there and up to date.
    pub fn read_value(&mut self, cx: &mut UpdateContext) {
        self.with_value(|value, record| {
            value.fetch_unless_there(record, cx);
        });
    }

    /// Reads a version of the value.
    pub fn read_version(&mut self, version: VersionId, cx: &mut UpdateContext) {
        self.with_value(|value, record| value.choose(version, record, cx));
    }

    /// Reads the value; once it is there, reveals or masks the row under the cursor.
    pub fn reveal(&mut self, cx: &mut UpdateContext) {
        self.with_value(|value, record| value.reveal(record, cx));
    }

    /// Reads the value; once it is there, reveals or masks all of it.
    pub fn reveal_all(&mut self, cx: &mut UpdateContext) {
        self.with_value(|value, record| value.reveal_all(record, cx));
    }

    /// Copies the member under the cursor of the value.
    pub fn copy_key(&mut self, cx: &mut UpdateContext) {
        self.with_value(|value, record| value.copy_key(record, cx));
    }

    /// Copies the whole value without revealing it.
    pub fn copy_value(&mut self, cx: &mut UpdateContext) {
        self.with_value(|value, record| value.copy_value(record, cx));
    }

    /// Drops the value, and the choice of another version.
    pub fn drop_value(&mut self, cx: &mut UpdateContext) {
        self.with_value(|value, _| value.drop_value(cx));
    }

    fn with_value(&mut self, work: impl FnOnce(&mut ValuePane, &SecretRecord)) {
        if let Some(selected) = &mut self.selected {
            let (value, record) = selected.value_and_record();
            work(value, record);
        }
    }

    /// Folds or unfolds the branch under the cursor of the pane Value; `false` if nothing came of it.
    pub fn set_fold(&mut self, fold: Fold) -> bool {
        let in_value = self.pane == Pane::Value;
        self.selected.as_mut().is_some_and(|selected| in_value && selected.value_mut().set_fold(fold))
    }

    /// Keeps an action for a value on its way; answers whether it did.
    pub fn keep_for_value(&mut self, action: Action, is_about_value: bool) -> bool {
        self.selected
            .as_mut()
            .is_some_and(|selected| selected.value_mut().keep_for_value(action, is_about_value))
    }

    /// Copies the pane's own thing: the tag or version id under the cursor, the policy.
    pub fn copy_from(&self, pane: Pane, cx: &mut UpdateContext) {
        if let Some(selected) = &self.selected {
            selected.pane(pane).copy(selected.record(), cx);
        }
    }

    /// Marks the version under the cursor to be compared with another, or takes the mark off.
    pub fn toggle_version_mark(&mut self) {
        if let Some(selected) = &mut self.selected {
            selected.toggle_version_mark();
        }
    }

    /// Shows or hides versions without staging labels.
    pub fn toggle_deprecated(&mut self, view: InView, cx: &mut UpdateContext) {
        if let Some(selected) = &mut self.selected {
            VersionsPane::toggle_deprecated(selected.record_mut(), cx);
            self.load(view, cx);
        }
    }

    /// When the selected secret is fetched, or its value is masked, by itself.
    pub fn next_wake(&self) -> (Option<Timestamp>, Option<Timestamp>) {
        let selected = self.selected.as_ref();
        (
            selected.and_then(Selected::due),
            selected.and_then(|selected| selected.value().shown()).and_then(ShownValue::hide_at),
        )
    }
}

//! The selected secret and the pane in view: selecting, loading, and the answers to reads.

mod actions;
mod searching;

use super::{Pane, SecretRecord, Selected, ShownValue};
use crate::app::scroll::Step;
use crate::app::search::Search;
use crate::app::{Event, UpdateContext};
use crate::secrets::{Arn, Detail, Summary};
use crate::service::api::{Facet, Reply, ServiceError, Ticket};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;

/// The time that the cursor rests on a secret before the secret is fetched, so that moving through the list sends nothing.
const REST: SignedDuration = SignedDuration::from_millis(150);

/// The time that the cursor rests on a secret before the panes on screen show the secret. A key that is held down comes
/// again sooner.
const SHOWN_AFTER: SignedDuration = SignedDuration::from_millis(80);

/// The visibility of the panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InView {
    /// On screen.
    Yes,
    /// Covered by the list, or the terminal is too small.
    No,
}

/// The selected secret, and the pane in view.
#[derive(Debug, Default)]
pub struct SecretPanes {
    selected: Option<Selected>,
    pane: Pane,
    /// The search through the pane in view.
    search: Search,
    /// The time until which the screen may still show the panes of the secret that was selected before.
    lags_until: Option<Timestamp>,
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

    /// True if this secret is selected.
    pub fn is_selected(&self, arn: &Arn) -> bool {
        self.arn() == Some(arn)
    }

    /// The pane in view.
    pub fn pane(&self) -> Pane {
        self.pane
    }

    fn selected_mut(&mut self, arn: &Arn) -> Option<&mut Selected> {
        self.selected.as_mut().filter(|selected| selected.record().arn() == arn)
    }

    /// Selects the secret under the cursor of the list, to be fetched once the cursor has rested on it.
    pub fn follow(&mut self, under_cursor: Option<Arc<Summary>>, view: InView, cx: &mut UpdateContext) {
        match under_cursor {
            Some(secret) if self.is_selected(&secret.arn) => self.update_listed(secret),
            Some(secret) => {
                let may_lag = self.selected.is_some() && self.pane.may_lag();
                self.select(Selected::listed(secret), cx);
                if let (InView::Yes, Some(selected)) = (view, &mut self.selected) {
                    self.lags_until = may_lag.then(|| cx.now() + SHOWN_AFTER);
                    selected.schedule_load(cx.now() + REST);
                }
            }
            None => self.deselect(cx),
        }
    }

    /// Selects another secret.
    pub fn select(&mut self, selected: Selected, cx: &mut UpdateContext) {
        self.deselect(cx);
        self.selected = Some(selected);
    }

    /// Drops the selected secret and its value, and aborts its reads.
    pub fn deselect(&mut self, cx: &mut UpdateContext) {
        self.search.end();
        self.catch_up();
        if let Some(selected) = self.selected.take() {
            cx.abandon_all(selected.pending());
        }
    }

    /// True if the screen may still show the panes of the secret that was selected before: the cursor has just moved on,
    /// and may move further.
    pub fn may_lag(&self, now: Timestamp) -> bool {
        self.lags_until.is_some_and(|until| now < until)
    }

    /// Makes the screen show the panes of the selected secret from now on.
    pub fn catch_up(&mut self) {
        self.lags_until = None;
    }

    /// Drops the selected secret without aborting reads: its connection is gone.
    pub fn forget(&mut self) {
        self.catch_up();
        self.selected = None;
    }

    /// Updates the selected secret from the list.
    pub fn update_listed(&mut self, listed: Arc<Summary>) {
        if let Some(selected) = self.selected_mut(&listed.arn.clone()) {
            selected.record_mut().update_listed(listed);
        }
    }

    /// Shows another pane. Leaving the pane Value drops the value.
    pub fn turn_to(&mut self, pane: Pane, cx: &mut UpdateContext) {
        if pane != self.pane {
            if self.pane == Pane::Value {
                self.drop_value(cx);
            }
            self.pane = pane;
            self.search.end();
        }
    }

    /// Fetches the data of the pane in view.
    pub fn load(&mut self, view: InView, cx: &mut UpdateContext) {
        let Some(selected) = &mut self.selected else { return };
        // A load must not stay due while the panes are out of view: the model would be woken endlessly.
        selected.cancel_load();
        if view == InView::Yes {
            let (pane, record) = selected.pane_mut(self.pane);
            pane.load(record, cx);
            self.announce_replication(cx);
        }
    }

    /// Fetches the data of the pane in view once the cursor has rested, and masks a value whose time is over.
    pub fn wake(&mut self, view: InView, cx: &mut UpdateContext) {
        if self.selected.as_ref().and_then(Selected::load_due).is_some_and(|due| due <= cx.now()) {
            self.load(view, cx);
        }
        if !self.may_lag(cx.now()) {
            self.catch_up();
        }
        if let Some(selected) = &mut self.selected {
            selected.value_mut().wake(cx.now());
        }
    }

    /// Fetches the data of the pane in view again.
    pub fn refresh(&mut self, view: InView, cx: &mut UpdateContext) {
        let Some(selected) = &mut self.selected else { return };
        let (pane, record) = selected.pane_mut(self.pane);
        pane.refresh(record, cx);
        self.load(view, cx);
    }

    /// Fetches again what failed for want of a login that is there now, in every pane.
    pub fn logged_in(&mut self, view: InView, cx: &mut UpdateContext) {
        let Some(selected) = &mut self.selected else { return };
        for pane in Pane::ALL {
            let (pane, record) = selected.pane_mut(*pane);
            if pane.error(record).is_some_and(ServiceError::wants_reconnect) {
                pane.refresh(record, cx);
            }
        }
        self.load(view, cx);
    }

    /// Raises an event if the pane in view shows replication in progress.
    fn announce_replication(&self, cx: &mut UpdateContext) {
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

    /// Handles the answer to a read of the selected secret.
    pub fn answered(
        &mut self,
        ticket: &Ticket,
        (arn, facet): (&Arn, Facet),
        result: Result<Reply, ServiceError>,
        view: InView,
        cx: &mut UpdateContext,
    ) {
        let Some(selected) = self.selected_mut(arn) else { return };
        match facet {
            Facet::Detail => {
                let detail = result.and_then(Reply::into_detail);
                if let Some(described) = selected.detail_arrived(ticket, detail, cx) {
                    cx.raise(Event::Described { summary: Box::new(described), ticket: ticket.clone() });
                }
                if view == InView::Yes {
                    self.announce_replication(cx);
                }
            }
            Facet::Value => {
                selected.value_arrived(ticket, result.and_then(Reply::into_value), cx);
            }
            Facet::Versions => selected.versions_arrived(ticket, result.and_then(Reply::into_versions), cx),
            Facet::Policy => {
                selected.policy_mut().arrived(ticket, result.and_then(Reply::into_policy), cx);
            }
            Facet::CopyValue | Facet::CopyPolicy => {}
        }
    }

    /// Updates the selected secret after a change, and drops data that is out of date now.
    pub fn update_detail(&mut self, arn: &Arn, detail: Detail, view: InView, cx: &mut UpdateContext) {
        if let Some(selected) = self.selected_mut(arn) {
            selected.update_detail(detail, cx);
            self.load(view, cx);
        }
    }

    /// Reads the policy of a secret again when it is next shown: it was changed, or may have been.
    pub fn policy_changed(&mut self, arn: &Arn, view: InView, cx: &mut UpdateContext) {
        if let Some(selected) = self.selected_mut(arn) {
            selected.policy_mut().expire(cx);
            self.load(view, cx);
        }
    }

    /// The times at which the selected secret is shown or fetched, and at which its value is masked.
    pub fn next_wake(&self) -> (Option<Timestamp>, Option<Timestamp>) {
        let selected = self.selected.as_ref();
        (
            self.lags_until.into_iter().chain(selected.and_then(Selected::load_due)).min(),
            selected.and_then(|selected| selected.value().shown()).and_then(ShownValue::hide_at),
        )
    }
}

//! Which secret is selected, which pane is in view, and what of it is fetched.

use crate::app::Model;
use crate::app::layout::Focus;
use crate::app::list::FilterMode;
use crate::app::loadable::Loadable;
use crate::app::secret::{Pane, Policy, Selected};
use crate::secrets::{Arn, Detail};
use crate::service::api::Target;
use crate::service::api::{Facet, Request, ServiceError, Ticket};
use jiff::SignedDuration;

/// How long the cursor rests on a secret before it is fetched: moving through the list asks the service for nothing.
const REST: SignedDuration = SignedDuration::from_millis(150);

impl Model {
    /// The cursor of the list may be on another secret now.
    pub(super) fn follow_cursor(&mut self) {
        if self.focus == Focus::Secret {
            return;
        }
        let under = self.list.secret_under_cursor().cloned();
        match (under, &mut self.selected) {
            (Some(secret), Some(selected)) if secret.arn == *selected.arn() => selected.relist(secret),
            (Some(secret), _) => {
                self.select(secret);
                self.look_when_resting();
            }
            (None, _) => self.let_go_of_secret(),
        }
    }

    /// Selects another secret.
    pub(super) fn select(&mut self, secret: std::sync::Arc<crate::secrets::Summary>) {
        self.let_go_of_secret();
        self.selected = Some(Selected::listed(secret));
    }

    /// Drops the selected secret, its value with it, and aborts what is on its way for it.
    pub(super) fn let_go_of_secret(&mut self) {
        if let Some(selected) = self.selected.take() {
            for ticket in selected.pending() {
                self.abandon(ticket);
            }
        }
    }

    /// Gives the panes the keys.
    pub(super) fn focus_secret(&mut self) {
        let Some(selected) = &self.selected else { return };
        if self.list.secret_under_cursor().is_some_and(|secret| secret.arn == *selected.arn()) {
            self.list.hold();
        }
        self.list.filter.mode = FilterMode::Resting;
        self.focus = Focus::Secret;
        self.look_now();
    }

    /// Gives the list the keys; where it covers the panes, a value that was read is dropped.
    pub(super) fn focus_list(&mut self) {
        self.focus = Focus::List;
        self.drop_covered_value();
        self.follow_cursor();
    }

    /// Drops a value that the list covers.
    pub(super) fn drop_covered_value(&mut self) {
        if self.focus == Focus::List && !self.secret_in_view() {
            self.drop_value();
        }
    }

    /// Shows a pane and gives it the keys.
    pub(super) fn show_pane(&mut self, pane: Pane) {
        if self.selected.is_none() {
            return self.tell_no_secret();
        }
        self.turn_to(pane);
        self.focus_secret();
    }

    /// Shows the pane `steps` tabs away; from the list, first the one in view.
    pub(super) fn turn_pane(&mut self, steps: isize) {
        match self.focus {
            Focus::List => self.focus_secret(),
            Focus::Secret => self.show_pane(self.pane.turn(steps)),
        }
    }

    fn turn_to(&mut self, pane: Pane) {
        if pane != self.pane {
            if self.pane == Pane::Value {
                self.drop_value();
            }
            self.pane = pane;
        }
    }

    /// Drops a value that was read, and the choice of another version: leaving the pane forgets both.
    pub(super) fn drop_value(&mut self) {
        if let Some(selected) = &mut self.selected {
            let pending = selected.value.read.pending().cloned();
            selected.value = crate::app::secret::ValuePane::default();
            if let Some(ticket) = pending {
                self.abandon(ticket);
            }
        }
    }

    /// Fetches what the pane in view wants once the cursor has rested.
    fn look_when_resting(&mut self) {
        let at = self.cx.now() + REST;
        if self.secret_in_view()
            && let Some(selected) = &mut self.selected
        {
            selected.due = Some(at);
        }
    }

    /// Fetches what the pane in view wants.
    pub(super) fn look_now(&mut self) {
        let in_view = self.secret_in_view();
        let Some(selected) = &mut self.selected else { return };
        // What is due and can't be seen any longer must not be due for ever: the model would be woken without end.
        selected.due = None;
        if !in_view {
            return;
        }
        match self.pane.facet() {
            Some(Facet::Detail) if selected.detail.is_wanted() => self.fetch_detail(),
            Some(Facet::Versions) if selected.versions.list.is_wanted() => self.fetch_versions(),
            Some(Facet::Policy) if selected.policy.policy.is_wanted() => self.fetch_policy(),
            _ => {}
        }
        self.date_pending_version();
        self.follow_replication_in_view();
    }

    /// In the pane Rotation, only the `CreatedDate` of the pending version tells a rotation that is under way from one that
    /// is stuck.
    fn date_pending_version(&mut self) {
        let Some(selected) = self.selected.as_ref().filter(|_| self.pane == Pane::Rotation) else { return };
        if selected.summary().versions.pending().is_some() && selected.versions.list.is_wanted() {
            self.fetch_versions();
        }
    }

    /// Fetches the pane in view anew.
    pub(super) fn refresh_pane(&mut self) {
        let Some(selected) = &mut self.selected else { return };
        match self.pane {
            Pane::Value => {
                if selected.value.read.value().is_some()
                    || matches!(selected.value.read, Loadable::Failed { .. })
                {
                    self.read_value();
                }
                return;
            }
            Pane::Versions => selected.versions.list.invalidate(),
            Pane::Policy => selected.policy.policy.invalidate(),
            Pane::Overview | Pane::Tags | Pane::Replication | Pane::Rotation => selected.detail.invalidate(),
        }
        self.look_now();
    }

    fn fetch_detail(&mut self) {
        let Some(selected) = &self.selected else { return };
        let arn = selected.arn().clone();
        let request = Request::DescribeSecret { secret: arn.to_string() };
        let ticket = self.call(Target::Facet(arn, Facet::Detail), request);
        let now = self.cx.now();
        if let (Some(ticket), Some(selected)) = (ticket, &mut self.selected) {
            selected.detail.start(ticket, now);
        }
    }

    fn fetch_policy(&mut self) {
        let Some(selected) = &self.selected else { return };
        let arn = selected.arn().clone();
        let request = Request::GetResourcePolicy { secret: arn.to_string() };
        let ticket = self.call(Target::Facet(arn, Facet::Policy), request);
        let now = self.cx.now();
        if let (Some(ticket), Some(selected)) = (ticket, &mut self.selected) {
            selected.policy.policy.start(ticket, now);
        }
    }

    /// The selected secret, if the answer is about it.
    pub(super) fn selected_is(&mut self, arn: &Arn) -> Option<&mut Selected> {
        self.selected.as_mut().filter(|selected| selected.arn() == arn)
    }

    /// `DescribeSecret` for a pane has ended.
    pub(super) fn detail_came(&mut self, ticket: &Ticket, arn: &Arn, result: Result<Detail, ServiceError>) {
        let now = self.cx.now();
        let Some(selected) = self.selected_is(arn) else { return };
        let described = result.as_ref().ok().map(|detail| detail.summary.clone());
        if !selected.detail.finish(ticket, result, now) {
            return;
        }
        selected.agree_with_detail();
        if let Some(summary) = described {
            self.list.overlay(&summary, ticket, now);
            self.rearrange();
        }
        self.follow_replication_in_view();
    }

    /// `GetResourcePolicy` for the pane has ended.
    pub(super) fn policy_came(
        &mut self,
        ticket: &Ticket,
        arn: &Arn,
        result: Result<Option<String>, ServiceError>,
    ) {
        let now = self.cx.now();
        if let Some(selected) = self.selected_is(arn) {
            selected.policy.policy.finish(ticket, result.map(|policy| policy.map(Policy::new)), now);
        }
    }
}

//! Which secret is selected, which pane is in view, and what of it is fetched.

use crate::app::Model;
use crate::app::layout::Focus;
use crate::app::list::FilterMode;
use crate::app::loadable::Loadable;
use crate::app::secret::{Pane, Policy, Selected, ShownValue};
use crate::secrets::{Arn, Detail, SecretValue, ValueContent, VersionId};
use crate::service::ticket::Target;
use crate::service::{Facet, Request, ServiceError, Ticket, VersionSelector};
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
        let at = self.now + REST;
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
        self.follow_replication_in_view();
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
        let now = self.now;
        if let (Some(ticket), Some(selected)) = (ticket, &mut self.selected) {
            selected.detail.start(ticket, now);
        }
    }

    fn fetch_policy(&mut self) {
        let Some(selected) = &self.selected else { return };
        let arn = selected.arn().clone();
        let request = Request::GetResourcePolicy { secret: arn.to_string() };
        let ticket = self.call(Target::Facet(arn, Facet::Policy), request);
        let now = self.now;
        if let (Some(ticket), Some(selected)) = (ticket, &mut self.selected) {
            selected.policy.policy.start(ticket, now);
        }
    }

    /// `GetSecretValue`: only ever sent because the user asked for it.
    pub(super) fn read_value(&mut self) {
        let Some(selected) = &self.selected else { return };
        let arn = selected.arn().clone();
        let version = selected.value.selector.clone();
        if let Some(ticket) = selected.value.read.pending().cloned() {
            self.abandon(ticket);
        }
        let request = Request::GetSecretValue { secret: arn.to_string(), version };
        let ticket = self.call(Target::Facet(arn, Facet::Value), request);
        let now = self.now;
        if let (Some(ticket), Some(selected)) = (ticket, &mut self.selected) {
            selected.value.read.start(ticket, now);
        }
    }

    /// From any other pane or the list: shows the pane Value and reads it.
    pub(super) fn open_value(&mut self) {
        self.show_pane(Pane::Value);
        self.read_value_unless_there();
    }

    /// Reads the value unless it is there and up to date; answers whether it is.
    fn read_value_unless_there(&mut self) -> bool {
        let Some(selected) = &mut self.selected else { return false };
        let read = &mut selected.value.read;
        if read.is_wanted() || matches!(read, Loadable::Failed { .. }) {
            if let Some(outdated) = read.value_mut() {
                outdated.mask();
            }
            self.read_value();
            return false;
        }
        read.value().is_some()
    }

    /// In the pane Value: reads the value; when it is there, reveals or masks what is under the cursor.
    pub(super) fn reveal(&mut self) {
        if !self.read_value_unless_there() {
            return;
        }
        let now = self.now;
        if let Some(shown) = self.shown_value() {
            shown.toggle_at_cursor(now);
        }
    }

    /// Reveals or masks all of the value.
    pub(super) fn reveal_all(&mut self) {
        if !self.read_value_unless_there() {
            return;
        }
        let now = self.now;
        if let Some(shown) = self.shown_value() {
            shown.toggle_all(now);
        }
    }

    fn shown_value(&mut self) -> Option<&mut ShownValue> {
        self.selected.as_mut().and_then(|selected| selected.value.read.value_mut())
    }

    /// Shows the pane Value with the version under the cursor, and reads it.
    pub(super) fn read_version(&mut self) {
        let Some(version) = self.selected.as_ref().and_then(Selected::version_under_cursor) else { return };
        self.read_version_of(version.id.clone());
    }

    /// Shows the pane Value with a version, and reads it.
    pub(super) fn read_version_of(&mut self, version: VersionId) {
        self.show_pane(Pane::Value);
        if let Some(selected) = &mut self.selected {
            selected.value.selector = VersionSelector::Id(version);
        }
        self.read_value();
    }

    /// The selected secret, if the answer is about it.
    pub(super) fn selected_is(&mut self, arn: &Arn) -> Option<&mut Selected> {
        self.selected.as_mut().filter(|selected| selected.arn() == arn)
    }

    /// `DescribeSecret` for a pane has ended.
    pub(super) fn detail_came(&mut self, ticket: &Ticket, arn: &Arn, result: Result<Detail, ServiceError>) {
        let now = self.now;
        let Some(selected) = self.selected_is(arn) else { return };
        let described = result.as_ref().ok().map(|detail| detail.summary.clone());
        if !selected.detail.finish(ticket, result, now) {
            return;
        }
        selected.agree_with_detail();
        if let Some(summary) = described {
            self.list.lay_over(&summary, ticket, now);
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
        let now = self.now;
        if let Some(selected) = self.selected_is(arn) {
            selected.policy.policy.finish(ticket, result.map(|policy| policy.map(Policy::new)), now);
        }
    }

    /// `GetSecretValue` for the pane has ended.
    pub(super) fn value_came(
        &mut self,
        ticket: &Ticket,
        arn: &Arn,
        result: Result<SecretValue, ServiceError>,
    ) {
        let now = self.now;
        let Some(selected) = self.selected_is(arn) else { return };
        // A value read anew keeps the cursor, not what was revealed.
        let kept = selected.value.read.value().map(|shown| shown.cursor.clone());
        let result = result.map(|value| {
            let mut shown = ShownValue::new(value);
            if let (Some(cursor), ValueContent::Json(_)) = (kept, shown.content()) {
                shown.cursor = cursor;
                let rows = shown.rows().len();
                shown.cursor.clamp(rows);
            }
            shown
        });
        selected.value.read.finish(ticket, result, now);
    }
}

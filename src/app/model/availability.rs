//! The facts that decide which actions can be done, gathered from the parts.

use super::Model;
use crate::app::actions::{
    Action, Availability, Context, KnownPolicy, KnownValue, LastChange, ListSituation, Marked,
    SecretSituation, Situation, availability,
};
use crate::app::layout::Focus;
use crate::app::list::ListView;
use crate::app::secret::Selected;

impl Model {
    /// Returns the availability of an action: ready, hidden or refused.
    pub fn availability(&self, action: Action) -> Availability {
        let offers = |action| self.layers.offers(action);
        let is_changing = |arn: &_| self.changes.is_changing(arn);
        let facts = Situation {
            secret: self.secret.selected().map(|selected| self.secret_situation(selected)),
            marked: self.marked_in_list(),
            list: ListSituation {
                has_rows: !self.list.rows().is_empty(),
                has_secrets: !self.list.secrets().is_empty(),
                has_marks: !self.list.marks().is_empty(),
                is_loading: self.list.is_loading(),
                is_tree: self.list.view() == ListView::Tree,
            },
            layer_offers: (!self.layers.is_empty()).then_some(&offers as &dyn Fn(Action) -> bool),
            is_changing: &is_changing,
            can_log_in: self.login_program().is_some(),
            last_change: LastChange {
                can_undo: self.changes.to_undo().is_some(),
                irreversible: self.changes.why_not_undone().map(|reason| &*reason.0),
                can_retry: self.changes.to_retry().is_some(),
            },
            is_searching: self.secret.search().has_text(),
            can_go_back: self.can_go_back(),
        };
        availability(action, &facts, &self.cx)
    }

    fn secret_situation<'a>(&self, selected: &'a Selected) -> SecretSituation<'a> {
        let in_versions = self.main_context() == Context::Versions;
        SecretSituation {
            summary: selected.summary(),
            replica: selected.replica_under_cursor(),
            policy: match selected.policy().policy().value() {
                None => KnownPolicy::Unread,
                Some(None) => KnownPolicy::None,
                Some(Some(_)) => KnownPolicy::Attached,
            },
            value: (selected.value().shown())
                .map_or(KnownValue::Unread, |shown| KnownValue::of(&shown.value().body)),
            has_versions: !selected.record().versions().is_empty(),
            can_compare: super::forms::versions_to_compare(selected, in_versions).is_some(),
            is_pending: selected.record().pending_rotation(self.cx.time_of_day()).is_some(),
        }
    }

    /// The marked secrets while the list has the keys, shown and hidden ones; empty otherwise.
    fn marked_in_list(&self) -> Marked<'_> {
        match self.focus {
            Focus::List => Marked { shown: self.list.marks().shown(), hidden: self.list.marks().hidden() },
            Focus::Secret => Marked::default(),
        }
    }
}

//! Actions chosen in the palette: one that holds elsewhere goes there first.

use super::Model;
use crate::app::actions::{Action, Availability, Context};
use crate::app::problem::Problem;
use crate::app::secret::Pane;

impl Model {
    /// Does an action chosen in the palette, in the list or the pane where it holds.
    pub(super) fn act_chosen(&mut self, action: Action) {
        let contexts = action.row().contexts;
        if contexts.contains(self.main_context()) {
            return self.act_or_tell(action);
        }
        if !contexts.has_main() {
            return self.tell_what_to_open(action);
        }
        if contexts.contains(Context::List) {
            self.focus_list();
            return self.act_or_tell(action);
        }
        if self.secret.selected().is_none() {
            return self.cx.tell_no_secret();
        }
        let shown = Some(self.secret.pane()).filter(|pane| contexts.contains(pane.context()));
        let first = Pane::ALL.iter().copied().find(|pane| contexts.contains(pane.context()));
        if let Some(pane) = shown.or(first) {
            self.show_pane(pane);
            self.chosen = Some(action);
            self.act_when_loaded();
        }
    }

    /// Does the chosen action that waits for its pane, once the pane is loaded or the action is ready.
    pub(super) fn act_when_loaded(&mut self) {
        let Some(action) = self.chosen else { return };
        if !self.layers.is_empty() || !action.row().contexts.contains(self.main_context()) {
            self.chosen = None;
            return;
        }
        let is_loading = self.secret.selected().is_some_and(|selected| !selected.pending().is_empty());
        if !is_loading || self.availability(action).is_ready() {
            self.chosen = None;
            self.act_or_tell(action);
        }
    }

    /// Does an action, or says why nothing would come of it.
    fn act_or_tell(&mut self, action: Action) {
        let absence = action.row().conditions.iter().find_map(|condition| condition.absence());
        match (self.availability(action), absence) {
            (Availability::Hidden, Some(absence)) => self.cx.tell(absence),
            (Availability::Ready | Availability::Hidden | Availability::Refused(_), _) => self.act(action),
        }
    }

    /// Says where an action holds that is done only in a form or another layer.
    fn tell_what_to_open(&mut self, action: Action) {
        let row = action.row();
        let text = format!("{:?} holds in {} only.", row.name, row.contexts.place());
        let next = match self.keymap().key(action) {
            Some(key) => format!("Open it first; {key} is the key there."),
            None => "Open it first.".to_owned(),
        };
        self.cx.show_problem(Problem::new(text, next));
    }
}

//! Moving between list and panes, and closing layers, filter and notices.

use super::Model;
use crate::app::actions::{Action, Context};
use crate::app::connection::Refresh;
use crate::app::effect::Effect;
use crate::app::form::OnYes;
use crate::app::forms::Question;
use crate::app::layout::Focus;
use crate::app::scroll::Step;
use crate::app::search::Taken;
use crate::app::secret::{Fold, Pane};
use crate::secrets::VersionId;
use jiff::SignedDuration;

/// The age from which on the list is read again with a pane.
const LIST_AGE: SignedDuration = SignedDuration::from_secs(60);

impl Model {
    /// Selects the secret under the cursor of the list.
    pub(super) fn follow_cursor(&mut self) {
        if self.focus == Focus::List {
            let under = self.list.secret_under_cursor();
            let view = self.in_view();
            self.secret.follow(under, view, &mut self.cx);
        }
    }

    /// Makes list and panes agree on the secret that keys mean: the panes follow the list while it has the keys, else the
    /// list follows the panes.
    pub(super) fn agree(&mut self) {
        self.look_up();
        match (self.focus, self.secret.record()) {
            (Focus::Secret, Some(record)) => {
                let shown = record.listed_summary().clone();
                self.list.hold(&shown, &mut self.cx);
            }
            (Focus::Secret, None) => self.focus_list(),
            (Focus::List, shown) => {
                let under_cursor = self.list.arn_under_cursor();
                let differ = under_cursor != shown.map(crate::app::secret::SecretRecord::arn).cloned();
                self.list.release(&mut self.cx);
                if differ {
                    self.follow_cursor();
                }
            }
        }
    }

    /// Gives the keys to the panes. While a secret is picked, the list keeps them.
    pub(super) fn focus_secret(&mut self) {
        if self.is_picking() {
            return;
        }
        let Some(arn) = self.secret.arn() else { return };
        if self.list.is_under_cursor(arn) {
            self.list.anchor_cursor();
        }
        if let Some(record) = self.secret.record() {
            self.history.opened(record.name(), &mut self.cx);
        }
        self.list.stop_editing_filter();
        self.focus = Focus::Secret;
        self.load_pane();
    }

    /// Gives the keys to the list. If it covers the panes, a value that was read is dropped.
    pub(super) fn focus_list(&mut self) {
        self.secret.end_search();
        self.focus = Focus::List;
        self.drop_covered_value();
        self.follow_cursor();
    }

    /// Drops a value that the list covers.
    pub(super) fn drop_covered_value(&mut self) {
        if self.focus == Focus::List && !self.secret_in_view() {
            self.secret.drop_value(&mut self.cx);
        }
    }

    /// Fetches the data of the pane in view.
    pub(super) fn load_pane(&mut self) {
        let view = self.in_view();
        self.secret.load(view, &mut self.cx);
    }

    /// Shows a pane and gives it the keys.
    pub(super) fn show_pane(&mut self, pane: Pane) {
        if self.secret.selected().is_none() {
            return self.cx.tell_no_secret();
        }
        self.secret.turn_to(pane, &mut self.cx);
        self.focus_secret();
    }

    /// Shows the pane `steps` tabs to the right; from the list, the pane in view first.
    pub(super) fn turn_pane(&mut self, steps: isize) {
        match self.focus {
            Focus::List => self.focus_secret(),
            Focus::Secret => self.show_pane(self.secret.pane().turn(steps)),
        }
    }

    /// Shows the pane Value and reads the value.
    pub(super) fn open_value(&mut self) {
        self.show_pane(Pane::Value);
        self.secret.read_value(&mut self.cx);
    }

    /// Shows the pane Value with a version, and reads it.
    pub(super) fn read_version(&mut self, version: VersionId) {
        self.show_pane(Pane::Value);
        self.secret.read_version(version, &mut self.cx);
    }

    /// Does the actions that waited for a value, unless the user has left the pane.
    pub(super) fn act_on_value(&mut self, actions: Vec<Action>) {
        if self.context() == Context::Value {
            for action in actions {
                self.act(action);
            }
        }
    }

    /// Opens the secret under the cursor, or folds or unfolds the folder.
    pub(super) fn open(&mut self) {
        if self.is_picking() {
            self.pick();
        } else if !self.list.toggle_folder(&mut self.cx) {
            self.focus_secret();
        }
    }

    /// Folds the folder or branch, or goes back to the list.
    pub(super) fn left(&mut self) {
        match self.focus {
            Focus::List => self.list.fold(&mut self.cx),
            Focus::Secret => {
                if !self.secret.set_fold(Fold::Folded) {
                    self.focus_list();
                }
            }
        }
    }

    /// Unfolds the folder or branch, or goes to the panes.
    pub(super) fn right(&mut self) {
        match self.focus {
            Focus::Secret => drop(self.secret.set_fold(Fold::Unfolded)),
            Focus::List => {
                if !self.list.unfold(&mut self.cx) && self.list.arn_under_cursor().is_some() {
                    self.focus_secret();
                }
            }
        }
    }

    /// Moves the cursor of the layer, list or pane that has the keys.
    pub(super) fn step(&mut self, step: Step) {
        let page = self.page_in_view();
        let is_filter_typed = self.layers.is_empty() && self.list.filter().is_editing();
        if is_filter_typed && self.recall_filter(step) {
            return;
        }
        if !self.layers.is_empty() {
            let (layers, mut cx) = self.layers_and_context();
            return layers.step(step, page, &mut cx);
        }
        if self.focus == Focus::List || self.list.filter().is_editing() {
            self.list.step(step, page, &mut self.cx);
            self.route_events();
        } else {
            self.secret.step(step, page);
        }
    }

    /// Closes the layer, clears the filter being typed, dismisses the notice, leaves the panes, or clears the filter:
    /// the first that applies.
    pub(super) fn back(&mut self) {
        if !self.layers.is_empty() {
            self.act_in_layer(Action::Back);
        } else if self.list.filter().is_editing() {
            self.list.clear_filter(&mut self.cx);
        } else if self.focus == Focus::Secret && self.search_pane(Action::Back)
            || self.stop_waiting()
            || self.cx.notices_mut().dismiss()
        {
        } else if self.focus == Focus::Secret {
            self.focus_list();
        } else if self.is_picking() {
            self.leave();
        } else if !self.list.filter().text().is_empty() {
            self.list.clear_filter(&mut self.cx);
        }
    }

    /// Stops waiting for a change, if the notice tells of that; `false` if it tells of something else.
    fn stop_waiting(&mut self) -> bool {
        self.cx.notices().shows_pending() && self.changes.stop_waiting(None, &mut self.cx)
    }

    /// Searches the uppermost layer, or the pane.
    pub(super) fn search(&mut self, action: Action) {
        if self.layers.is_empty() {
            self.search_pane(action);
        } else {
            self.act_in_layer(action);
        }
    }

    /// Does an action of the search through the pane; `false` if it is none.
    fn search_pane(&mut self, action: Action) -> bool {
        self.secret.search_act(action) == Taken::Yes
    }

    /// Does an action of the uppermost layer.
    pub(super) fn act_in_layer(&mut self, action: Action) {
        let (layers, mut cx) = self.layers_and_context();
        layers.act(action, &mut cx);
    }

    /// Accepts the typed filter, or the row under the cursor of the uppermost layer.
    pub(super) fn accept(&mut self) {
        if self.layers.is_empty() && self.is_searching_pane() {
            self.search_pane(Action::Accept);
        } else if !self.layers.is_empty() {
            return self.act_in_layer(Action::Accept);
        } else if self.is_picking() {
            return self.pick_filtered();
        }
        if self.list.filter().error().is_none() {
            self.history.typed(self.list.filter().text(), &mut self.cx);
        }
        if self.list.accept_filter().is_some() {
            self.follow_cursor();
            self.focus_secret();
        }
    }

    /// Gives the keys to the filter line.
    pub(super) fn edit_filter(&mut self) {
        self.focus_list();
        self.list.edit_filter();
    }

    /// Loads the list or pane that has the keys again; reconnects if the connection does not work.
    pub(super) fn refresh(&mut self) {
        match (self.connection.refresh(&mut self.cx), self.focus) {
            (Refresh::Wait, _) => {}
            (Refresh::Reconnect, _) => self.reconnect(),
            (Refresh::Read, Focus::List) => self.list.reload(&mut self.cx),
            (Refresh::Read, Focus::Secret) => {
                let view = self.in_view();
                self.secret.refresh(view, &mut self.cx);
                let read = self.list.as_of().or_else(|| self.list.load().stopped_at());
                if read.is_some_and(|at| self.cx.now().duration_since(at) > LIST_AGE) {
                    self.list.reload(&mut self.cx);
                }
            }
        }
    }

    /// Goes to the replica under the cursor, or from a replica to its primary.
    pub(super) fn go_to_replica(&mut self) {
        let Some(selected) = self.secret.selected() else { return };
        let region = match selected.summary().replica_role() {
            crate::secrets::ReplicaRole::Replica { primary } => Some(primary.to_owned()),
            crate::secrets::ReplicaRole::Single | crate::secrets::ReplicaRole::Primary => {
                selected.replica_under_cursor().map(|replica| replica.region.clone())
            }
        };
        if let Some(region) = region {
            let name = selected.name().to_owned();
            self.go_to(region, name);
        }
    }

    /// Ends the program; asks first if a change is in progress or text is not saved.
    pub(super) fn quit(&mut self) {
        let in_progress = self.changes.titles().map(|title| format!("In progress: {title}"));
        let unsaved = self.layers.unsaved().map(|title| format!("Not saved: {title}"));
        let lines: Vec<String> = in_progress.chain(unsaved).collect();
        if lines.is_empty() {
            return self.leave();
        }
        let title = if self.changes.is_any_running() {
            "Quit before the service has answered?"
        } else {
            "Quit? What you typed is lost."
        };
        self.open_form(Box::new(Question::asking(title, lines, OnYes::Quit)));
    }

    /// Ends the program at once: clears a copied value from the clipboard, and wipes the value that was read.
    pub(super) fn leave(&mut self) {
        self.clipboard.leave(&mut self.cx);
        self.drop_wrong_list_cache();
        self.keep_waiting_history();
        // Without rows, nothing is selected again.
        self.list.clear();
        self.focus = Focus::List;
        self.secret.forget();
        self.cx.emit(Effect::Quit);
    }
}

//! The list as a picker: a choice ends the program, and the panes only show.

use super::Model;
use crate::app::effect::Effect;
use crate::app::settings::Purpose;

impl Model {
    /// True if the program runs to have a secret chosen.
    pub(super) fn is_picking(&self) -> bool {
        self.settings().purpose == Purpose::Pick
    }

    /// Ends the program with the secret under the cursor, or folds or unfolds the folder.
    pub(super) fn pick(&mut self) {
        if self.list.toggle_folder(&mut self.cx) {
            return;
        }
        match self.list.secret_under_cursor() {
            Some(secret) => {
                self.cx.emit(Effect::Pick(secret));
                self.leave();
            }
            None => self.cx.tell_no_secret(),
        }
    }

    /// Ends the program with the secret that was typed for, once the filter is accepted.
    pub(super) fn pick_filtered(&mut self) {
        self.list.accept_filter();
        if !self.list.filter().is_editing() {
            self.pick();
        }
    }
}

//! The search through the pane in view.

use super::SecretPanes;
use crate::app::actions::Action;
use crate::app::search::{Search, Taken};
use crate::app::secret::Selected;
use crossterm::event::KeyEvent;

impl SecretPanes {
    /// The search.
    pub fn search(&self) -> &Search {
        &self.search
    }

    /// Ends the search.
    pub fn end_search(&mut self) {
        self.search.end();
    }

    /// Does an action of the search.
    pub fn search_act(&mut self, action: Action) -> Taken {
        let taken = self.search.act(action);
        self.go_to_match();
        taken
    }

    /// Types a key into the search line.
    pub fn search_key(&mut self, key: KeyEvent) {
        if self.search.key(key) {
            self.go_to_match();
        }
    }

    /// Types pasted text into the search line.
    pub fn search_paste(&mut self, text: &str) {
        self.search.paste(text);
        self.go_to_match();
    }

    /// Puts the cursor of the pane on the match. A page without rows goes there when it is drawn.
    fn go_to_match(&mut self) {
        let Some(rows) =
            self.selected.as_ref().and_then(|selected: &Selected| selected.pane(self.pane).row_texts())
        else {
            return;
        };
        if let Some(selected) = &mut self.selected {
            let (pane, record) = selected.pane_mut(self.pane);
            if let Some((cursor, _)) = pane.rows(record)
                && let Some(row) = self.search.find(&rows, cursor.at)
            {
                cursor.at = row;
            }
        }
    }
}

//! Editing the filter line, and filtering by it.

use super::ListPane;
use super::filter_line::FilterLine;
use super::state::Anchor;
use crate::app::UpdateContext;
use crate::app::list::{Bookmarks, Folding};
use crate::secrets::Arn;
use crossterm::event::KeyEvent;

impl ListPane {
    /// Gives the keys to the filter line.
    pub fn edit_filter(&mut self) {
        self.filter.start_editing();
        self.find_completions();
    }

    /// Gives the keys back to the list.
    pub fn stop_editing_filter(&mut self) {
        self.filter.stop_editing();
    }

    /// Gives the keys back to the list, unless the filter has an error. Returns the only match, if there is only one, and
    /// puts the cursor on it.
    pub fn accept_filter(&mut self) -> Option<Arn> {
        if self.filter.error().is_some() {
            return None;
        }
        self.stop_editing_filter();
        let only = self.only_match()?;
        self.anchor = Anchor::Secret(only.clone());
        self.return_to_anchor();
        Some(only)
    }

    /// Types a key into the filter line.
    pub fn filter_key(&mut self, key: KeyEvent, cx: &mut UpdateContext) {
        if self.filter.key(key) {
            self.filter_changed(cx);
        }
        self.find_completions();
    }

    /// Completes the term at the cursor of the filter line.
    pub fn complete_filter(&mut self, cx: &mut UpdateContext) {
        self.find_completions();
        if self.filter.complete() {
            self.filter_changed(cx);
        } else if self.filter.completions().is_empty() {
            cx.tell("Nothing to complete: type the beginning of a key such as rotation: or of its value.");
        }
        self.find_completions();
    }

    fn find_completions(&mut self) {
        self.filter.find_completions(self.index.all());
    }

    /// Pastes text into the filter line.
    pub fn filter_paste(&mut self, text: &str, cx: &mut UpdateContext) {
        let paste = self.filter.paste(text);
        self.filter_changed(cx);
        if let Some(told) = paste.told() {
            cx.tell(told);
        }
        self.find_completions();
    }

    /// Filters by a text, as if it had been typed.
    pub fn filter_by(&mut self, text: &str, cx: &mut UpdateContext) {
        self.filter.set_text(text.to_owned());
        self.filter_changed(cx);
    }

    fn filter_changed(&mut self, cx: &mut UpdateContext) {
        if self.apply_filter() {
            self.arrange_for_user(cx);
        }
    }

    /// Applies the text of the filter line; `true` if it was applied.
    pub(super) fn apply_filter(&mut self) -> bool {
        if !self.filter.apply(&self.bookmarks) {
            return false;
        }
        self.folding_filtered = Folding::unfolded();
        self.anchor = Anchor::Top;
        true
    }

    /// Replaces the text that is being typed by a filter of the history, as if it had been typed.
    pub fn recall_filter(&mut self, text: &str, cx: &mut UpdateContext) {
        self.filter_by(text, cx);
        self.find_completions();
    }

    /// Notes which secrets are bookmarked, and filters again if the filter asks for that.
    pub fn set_bookmarks(&mut self, bookmarks: Bookmarks, cx: &mut UpdateContext) {
        if self.bookmarks == bookmarks {
            return;
        }
        self.bookmarks = bookmarks;
        if self.filter.set_bookmarks(&self.bookmarks) {
            self.arrange(cx);
        }
    }

    /// True if a secret has a bookmark.
    pub fn is_bookmarked(&self, name: &str) -> bool {
        self.bookmarks.contains(name)
    }

    /// Clears the filter; the cursor stays on its secret.
    pub fn clear_filter(&mut self, cx: &mut UpdateContext) {
        self.filter = FilterLine::default();
        self.anchor_cursor();
        if let Some(name) = self.secret_under_cursor().map(|secret| secret.name.clone()) {
            self.unfold_around(&name);
        }
        self.arrange_for_user(cx);
    }
}

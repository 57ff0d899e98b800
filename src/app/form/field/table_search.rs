//! The search for a key of a table: the cursor goes to the rows whose keys contain what is typed.

use super::table::{Search, Table};
use crate::app::text_area::Edit;
use crate::app::text_command::TextCommand;
use crate::app::text_line::TextLine;
use crate::app::text_motion::Motion;
use crate::app::text_paste::Paste;
use crossterm::event::KeyEvent;

/// The side of the cursor on which a match is looked for.
#[derive(Clone, Copy)]
enum Side {
    Before,
    Behind,
}

impl Table {
    /// The text that is searched for, while a search is on.
    pub fn search(&self) -> Option<&TextLine> {
        self.search.as_ref().map(|search| &search.line)
    }

    /// Begins to search: what is typed next is looked for in the keys.
    pub fn start_search(&mut self) {
        if !self.rows().is_empty() {
            self.search = Some(Search { line: TextLine::default(), from: self.cursor.at });
        }
    }

    /// Ends the search; `false` if there was none.
    pub fn end_search(&mut self) -> bool {
        self.search.take().is_some()
    }

    /// The number of rows whose keys match the search.
    pub fn matches(&self) -> usize {
        (0..self.rows().len()).filter(|at| self.is_match(*at)).count()
    }

    /// Takes a key into the text that is searched for. It changes no cell.
    pub(super) fn key_in_search(&mut self, key: KeyEvent) -> Edit {
        match TextCommand::of(key) {
            Some(TextCommand::NewLine) => drop(self.end_search()),
            Some(TextCommand::Move(Motion::Up)) => self.go_to_match(Side::Before),
            Some(TextCommand::Move(Motion::Down)) => self.go_to_match(Side::Behind),
            _ => {
                if let Some(search) = &mut self.search
                    && search.line.edit(key) == Edit::Changed
                {
                    self.go_to_first_match();
                }
            }
        }
        Edit::Moved
    }

    /// Pastes into the text that is searched for.
    pub(super) fn paste_into_search(&mut self, text: &str) -> Paste {
        let Some(search) = &mut self.search else { return Paste::Ignored };
        let paste = search.line.paste(text);
        self.go_to_first_match();
        paste
    }

    /// Goes to the first match from where the search began, round and round; stays there if nothing matches.
    fn go_to_first_match(&mut self) {
        let Some(from) = self.search.as_ref().map(|search| search.from) else { return };
        let found = (from..self.rows().len()).chain(0..from).find(|at| self.is_match(*at));
        self.go_to_row(found.unwrap_or(from));
    }

    fn go_to_match(&mut self, side: Side) {
        let at = self.cursor.at;
        let found = match side {
            Side::Before => (0..at).rev().find(|at| self.is_match(*at)),
            Side::Behind => (at + 1..self.rows().len()).find(|at| self.is_match(*at)),
        };
        if let Some(at) = found {
            self.go_to_row(at);
        }
    }

    /// True if the key of a row contains what is searched for, in any case.
    fn is_match(&self, at: usize) -> bool {
        let wanted = self.search().map(|line| line.text().to_lowercase()).unwrap_or_default();
        self.rows().get(at).is_some_and(|row| row.key.text().to_lowercase().contains(&wanted))
    }
}

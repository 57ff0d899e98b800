//! The search through what is on screen: a text that is typed, and the lines or rows that contain it. It sees visible text
//! only, so that it finds nothing in what is masked.

use super::actions::Action;
use super::scroll::Scroll;
use super::text_line::TextLine;
use crossterm::event::KeyEvent;
use std::cell::{Cell, RefCell};
use std::ops::Range;

/// A search through the lines of a page or the rows of a table.
#[derive(Debug, Default)]
pub struct Search {
    stage: Stage,
    line: TextLine,
    /// The lines that contain the text, from the first. Those of a page are known once it was drawn.
    matches: RefCell<Vec<usize>>,
    /// The line of the match that was gone to.
    at: Cell<Option<usize>>,
    jump: Cell<Option<Jump>>,
}

/// The stage of a search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// There is none.
    #[default]
    Off,
    /// The text is typed.
    Typing,
    /// The text is found and marked.
    On,
}

/// A move to a match that is due.
#[derive(Clone, Copy, Debug)]
enum Jump {
    /// To the match at the present line or below, round and round.
    Nearest,
    /// To the next match below.
    Next,
    /// To the next match above.
    Previous,
}

/// The use that a search made of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// The search did the action.
    Yes,
    /// The action is no business of the search.
    No,
}

impl Search {
    /// Does an action of searching; the others are left to what is searched.
    pub fn act(&mut self, action: Action) -> Taken {
        match action {
            Action::Search => {
                self.end();
                self.stage = Stage::Typing;
            }
            Action::Accept if self.is_typing() => {
                self.stage = if self.text().is_empty() { Stage::Off } else { Stage::On };
            }
            Action::Back if self.is_active() => self.end(),
            Action::NextMatch if self.is_active() => self.jump.set(Some(Jump::Next)),
            Action::PreviousMatch if self.is_active() => self.jump.set(Some(Jump::Previous)),
            _ => return Taken::No,
        }
        Taken::Yes
    }

    /// Types a key; `true` if the text has changed.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        let is_changed = self.line.key(key);
        if is_changed {
            self.jump.set(Some(Jump::Nearest));
        }
        is_changed
    }

    /// Types pasted text.
    pub fn paste(&mut self, text: &str) {
        self.line.paste(text);
        self.jump.set(Some(Jump::Nearest));
    }

    /// Ends the search and forgets its text.
    pub fn end(&mut self) {
        *self = Self::default();
    }

    /// True while the text is typed.
    pub fn is_typing(&self) -> bool {
        self.stage == Stage::Typing
    }

    /// True from the first key to the end of the search.
    pub fn is_active(&self) -> bool {
        self.stage != Stage::Off
    }

    /// True if there is a text to go through.
    pub fn has_text(&self) -> bool {
        self.is_active() && !self.text().is_empty()
    }

    /// The line that is typed.
    pub fn line(&self) -> &TextLine {
        &self.line
    }

    fn text(&self) -> &str {
        self.line.text()
    }

    /// The number of the match that was gone to, from 1, and of all matches.
    pub fn count(&self) -> (usize, usize) {
        let matches = self.matches.borrow();
        let nth = self.at.get().and_then(|at| matches.iter().position(|line| *line == at));
        (nth.map_or(0, |nth| nth + 1), matches.len())
    }

    /// True if `line` is the match that was gone to.
    pub fn is_at(&self, line: usize) -> bool {
        self.at.get() == Some(line)
    }

    /// The parts of a text that match, in bytes. Small letters match capitals too.
    pub fn parts(&self, text: &str) -> Vec<Range<usize>> {
        if !self.has_text() {
            return Vec::new();
        }
        let wanted: Vec<char> = self.text().chars().collect();
        let is_exact = wanted.iter().any(|c| c.is_uppercase());
        let is_same = |found: char, wanted: char| {
            found == wanted || (!is_exact && found.to_lowercase().eq(wanted.to_lowercase()))
        };
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let mut parts = Vec::new();
        let mut at = 0;
        while at + wanted.len() <= letters.len() {
            let here = &letters[at..at + wanted.len()];
            if here.iter().zip(&wanted).all(|((_, found), wanted)| is_same(*found, *wanted)) {
                let end = letters.get(at + wanted.len()).map_or(text.len(), |(end, _)| *end);
                parts.push(letters[at].0..end);
                at += wanted.len();
            } else {
                at += 1;
            }
        }
        parts
    }

    /// Finds the text among lines or rows, and does the move that is due. Returns the line to go to; `from` is the present
    /// one.
    pub fn find<T: AsRef<str>>(&self, lines: impl IntoIterator<Item = T>, from: usize) -> Option<usize> {
        let found = lines.into_iter().enumerate().filter(|(_, line)| !self.parts(line.as_ref()).is_empty());
        let matches: Vec<usize> = found.map(|(at, _)| at).collect();
        let jump = self.jump.take();
        let from = self.at.get().unwrap_or(from);
        let target = match jump {
            None => None,
            Some(Jump::Nearest) => matches.iter().find(|line| **line >= from).or(matches.first()),
            Some(Jump::Next) => matches.iter().find(|line| **line > from).or(matches.first()),
            Some(Jump::Previous) => matches.iter().rfind(|line| **line < from).or(matches.last()),
        };
        let target = target.copied();
        if jump.is_some() {
            self.at.set(target);
        }
        self.matches.replace(matches);
        target
    }

    /// Finds the text in the lines of a page, and scrolls to the match that is gone to.
    pub fn scroll_to<T: AsRef<str>>(&self, lines: impl IntoIterator<Item = T>, scroll: &Scroll, page: usize) {
        if self.is_active()
            && let Some(line) = self.find(lines, scroll.first())
        {
            scroll.show(line, page);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyModifiers};
    use proptest::prelude::*;

    const LINES: [&str; 5] = ["one", "two Ones", "three", "twenty one", "four"];

    fn typed(text: &str) -> Search {
        let mut search = Search::default();
        search.act(Action::Search);
        for letter in text.chars() {
            search.key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE));
        }
        search
    }

    #[test]
    fn a_search_goes_to_the_nearest_match_then_round_and_round() {
        let mut search = typed("one");
        assert_eq!(search.find(LINES, 1), Some(1));
        assert_eq!(search.count(), (2, 3));
        assert_eq!(search.act(Action::Accept), Taken::Yes);
        let mut go = |action| {
            search.act(action);
            search.find(LINES, 0)
        };
        assert_eq!(go(Action::NextMatch), Some(3));
        assert_eq!(go(Action::NextMatch), Some(0));
        assert_eq!(go(Action::PreviousMatch), Some(3));
    }

    #[test]
    fn a_capital_is_meant_and_what_is_not_there_moves_nothing() {
        assert_eq!(typed("One").find(LINES, 0), Some(1));
        let search = typed("zzz");
        assert_eq!((search.find(LINES, 2), search.count()), (None, (0, 0)));
    }

    #[test]
    fn esc_ends_a_search_and_then_means_what_it_did() {
        let mut search = typed("one");
        assert_eq!(search.act(Action::Back), Taken::Yes);
        assert!(!search.is_active());
        assert_eq!(search.act(Action::Back), Taken::No);
        let mut nothing = typed("");
        nothing.act(Action::Accept);
        assert!(!nothing.is_active(), "no text, no search");
    }

    proptest! {
        #[test]
        fn parts_are_where_the_text_is(text in "[a-cA-Cß漢 ]{0,20}", wanted in "[a-c漢]{1,3}") {
            let search = typed(&wanted);
            let parts = search.parts(&text);
            for part in &parts {
                prop_assert_eq!(text[part.clone()].to_lowercase(), wanted.clone());
            }
            prop_assert_eq!(parts.is_empty(), !text.to_lowercase().contains(&wanted));
        }
    }
}

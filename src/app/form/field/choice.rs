//! A choice among several options.

use super::input::plain;
use super::{Click, Input, InputPart, InputView};
use crate::app::text_area::Edit;
use crossterm::event::{KeyCode, KeyEvent};
use std::fmt::Debug;

/// A choice among options, of which there is at least one.
#[derive(Clone, Debug)]
pub struct Choice<T> {
    options: Vec<(T, String)>,
    at: usize,
}

impl<T: PartialEq> Choice<T> {
    /// A choice among options, each with its name; the first is chosen.
    pub fn new<S: Into<String>>(options: impl IntoIterator<Item = (T, S)>) -> Self {
        let options: Vec<_> = options.into_iter().map(|(option, name)| (option, name.into())).collect();
        assert!(!options.is_empty(), "a choice has options");
        Self { options, at: 0 }
    }

    /// The option that is chosen.
    pub fn chosen(&self) -> &T {
        &self.options[self.at].0
    }

    /// The names of the options.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.options.iter().map(|(_, name)| name.as_str())
    }

    /// Chooses an option, if it is there.
    pub fn choose(&mut self, option: &T) {
        if let Some(at) = self.options.iter().position(|(known, _)| known == option) {
            self.at = at;
        }
    }
}

impl<T: PartialEq + Debug> Input for Choice<T> {
    fn view(&self) -> InputView<'_> {
        InputView::Choice { names: self.names().collect(), at: self.at }
    }

    fn key(&mut self, key: KeyEvent) -> Edit {
        let len = self.options.len();
        match plain(key) {
            Some(KeyCode::Left) => self.at = (self.at + len - 1) % len,
            Some(KeyCode::Right | KeyCode::Char(' ')) => self.at = (self.at + 1) % len,
            _ => return Edit::Unknown,
        }
        Edit::Changed
    }

    fn click(&mut self, click: Click) -> Edit {
        match click.part {
            InputPart::Option(at) if at < self.options.len() && at != self.at => {
                self.at = at;
                Edit::Changed
            }
            InputPart::Whole | InputPart::Option(_) | InputPart::Cell(..) => Edit::Moved,
        }
    }
}

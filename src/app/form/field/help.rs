//! Help texts that name keys by their actions, so that they are right whatever the keymap says.

use crate::app::actions::Action;
use std::borrow::Cow;

/// A help text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Help(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(Cow<'static, str>),
    Key(Action),
}

impl Help {
    /// Adds the key of an action and the text that follows it.
    #[must_use]
    pub fn key(mut self, action: Action, text: &'static str) -> Self {
        self.0.extend([Part::Key(action), Part::Text(text.into())]);
        self
    }

    /// The text, each key rendered by `key`.
    pub fn text(&self, key: impl Fn(Action) -> String) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) => text.to_string(),
            Part::Key(action) => key(*action),
        };
        self.0.iter().map(part).collect()
    }
}

impl From<&'static str> for Help {
    fn from(text: &'static str) -> Self {
        Self(vec![Part::Text(text.into())])
    }
}

impl From<String> for Help {
    fn from(text: String) -> Self {
        Self(vec![Part::Text(text.into())])
    }
}

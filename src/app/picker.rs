//! Pick lists: type to filter, pick with enter.

use super::actions::{Action, Context, rows_in};
use super::scroll::Cursor;
use super::text_line::TextLine;
use crate::service::api::ServiceError;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// A pick list.
#[derive(Debug)]
pub struct Picker {
    /// What is picked.
    pub purpose: Purpose,
    /// What was typed.
    pub line: TextLine,
    /// The row under the cursor, among those shown.
    pub cursor: Cursor,
    items: Items,
    shown: Vec<usize>,
}

/// What is picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// An action.
    Action,
    /// A profile.
    Profile,
    /// A Region.
    Region,
}

impl Purpose {
    /// The heading of the list.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Action => "Commands",
            Self::Profile => "Switch profile",
            Self::Region => "Switch Region",
        }
    }
}

#[derive(Debug)]
enum Items {
    Loading,
    Ready(Vec<Item>),
    Failed(ServiceError),
}

/// One thing to pick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is called.
    pub label: String,
    /// More about it.
    pub detail: String,
    /// What picking it means.
    pub choice: Choice,
}

/// What picking means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Do this.
    Act(Action),
    /// Connect with this profile.
    Profile {
        /// Its name.
        name: String,
        /// Its own Region.
        region: Option<String>,
    },
    /// Connect to this Region.
    Region(String),
}

impl Picker {
    /// The palette: all actions that hold in `context`.
    pub fn palette(context: Context) -> Self {
        let items = rows_in(context)
            .filter(|row| row.action != Action::Palette)
            .map(|row| Item {
                label: row.name.to_owned(),
                detail: row.help.to_owned(),
                choice: Choice::Act(row.action),
            })
            .collect();
        let mut picker = Self::loading(Purpose::Action);
        picker.fill(Ok(items));
        picker
    }

    /// A list whose items are still to come.
    pub fn loading(purpose: Purpose) -> Self {
        Self {
            purpose,
            line: TextLine::default(),
            cursor: Cursor::default(),
            items: Items::Loading,
            shown: Vec::new(),
        }
    }

    /// Takes the items in.
    pub fn fill(&mut self, items: Result<Vec<Item>, ServiceError>) {
        self.items = match items {
            Ok(items) => Items::Ready(items),
            Err(error) => Items::Failed(error),
        };
        self.refilter();
    }

    /// Whether the items are still to come.
    pub fn is_loading(&self) -> bool {
        matches!(self.items, Items::Loading)
    }

    /// Why there are no items.
    pub fn error(&self) -> Option<&ServiceError> {
        match &self.items {
            Items::Failed(error) => Some(error),
            _ => None,
        }
    }

    /// The items that match what was typed, best first.
    pub fn shown(&self) -> impl ExactSizeIterator<Item = &Item> {
        let items: &[Item] = match &self.items {
            Items::Ready(items) => items,
            _ => &[],
        };
        self.shown.iter().map(move |at| &items[*at])
    }

    /// What would be picked now. A Region that the list does not know can be typed out.
    pub fn picked(&self) -> Option<Choice> {
        if let Some(item) = self.shown().nth(self.cursor.at) {
            return Some(item.choice.clone());
        }
        let typed = self.line.text().trim();
        let is_region = typed.split('-').count() >= 3
            && typed.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        (self.purpose == Purpose::Region && is_region).then(|| Choice::Region(typed.to_owned()))
    }

    /// Filters anew after what was typed has changed.
    pub fn refilter(&mut self) {
        let Items::Ready(items) = &self.items else {
            self.shown.clear();
            return;
        };
        let pattern = Pattern::parse(self.line.text(), CaseMatching::Smart, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut scored: Vec<(u32, usize)> = items
            .iter()
            .enumerate()
            .filter_map(|(at, item)| {
                let label = pattern.score(Utf32Str::new(&item.label, &mut buffer), &mut matcher);
                let label = label.map(|score| score.saturating_mul(2));
                let detail = pattern.score(Utf32Str::new(&item.detail, &mut buffer), &mut matcher);
                label.max(detail).map(|score| (score, at))
            })
            .collect();
        scored.sort_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
        self.shown = scored.into_iter().map(|(_, at)| at).collect();
        self.cursor = Cursor::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_palette_finds_actions_by_parts_of_their_names() {
        let mut picker = Picker::palette(Context::List);
        picker.line = TextLine::new("rotnow");
        picker.refilter();
        assert_eq!(picker.picked(), Some(Choice::Act(Action::RotateNow)));
    }

    #[test]
    fn a_region_that_is_not_listed_can_be_typed_out() {
        let mut picker = Picker::loading(Purpose::Region);
        picker.fill(Ok(Vec::new()));
        picker.line = TextLine::new("xx-new-9");
        picker.refilter();
        assert_eq!(picker.picked(), Some(Choice::Region("xx-new-9".into())));
        picker.line = TextLine::new("nonsense");
        picker.refilter();
        assert_eq!(picker.picked(), None);
    }
}

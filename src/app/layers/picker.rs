//! Pick lists: type to filter, pick with enter.

use super::overlay::Overlay;
use crate::app::Event;
use crate::app::actions::{Action, Context, rows_in};
use crate::app::form::{Flow, FormContext};
use crate::app::layout::LayerAreas;
use crate::app::message::Places;
use crate::app::scroll::{Cursor, Step};
use crate::app::text_line::TextLine;
use crate::service::api::ServiceError;
use crossterm::event::KeyEvent;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::layout::{Position, Size};

/// A pick list.
#[derive(Debug)]
pub struct Picker {
    purpose: Purpose,
    line: TextLine,
    cursor: Cursor,
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

    /// What is picked.
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// The text that filters the items.
    pub fn line(&self) -> &TextLine {
        &self.line
    }

    /// The row under the cursor, among those shown.
    pub fn cursor(&self) -> &Cursor {
        &self.cursor
    }

    /// Takes in profiles and Regions, unless the list has its items already. `profile` and `region` are those in use.
    pub fn fill_places(&mut self, places: Places, profile: Option<&str>, region: Option<&str>) {
        if !self.is_loading() {
            return;
        }
        match self.purpose {
            Purpose::Action => {}
            Purpose::Profile => self.fill(places.profiles.map(|profiles| {
                let items = profiles.into_iter().map(|found| Item {
                    detail: detail_of(&[
                        (Some(found.name.as_str()) == profile).then_some("in use"),
                        found.region.as_deref(),
                        found.credentials,
                    ]),
                    label: found.name.clone(),
                    choice: Choice::Profile { name: found.name, region: found.region },
                });
                items.collect()
            })),
            Purpose::Region => {
                let items = places.regions.into_iter().map(|code| Item {
                    label: code.to_owned(),
                    detail: detail_of(&[(Some(code) == region).then_some("in use")]),
                    choice: Choice::Region(code.to_owned()),
                });
                self.fill(Ok(items.collect()));
            }
        }
    }

    /// Takes the items in.
    fn fill(&mut self, items: Result<Vec<Item>, ServiceError>) {
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
    fn refilter(&mut self) {
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

impl Overlay for Picker {
    fn context(&self) -> Context {
        Context::Picker
    }

    fn key(&mut self, key: KeyEvent, _cx: &mut FormContext<'_>) -> Flow {
        if self.line.key(key) {
            self.refilter();
        }
        Flow::Stay
    }

    fn paste(&mut self, text: &str, _cx: &mut FormContext<'_>) -> Flow {
        self.line.paste(text);
        self.refilter();
        Flow::Stay
    }

    /// Picks the item under the cursor; any other action closes the list.
    fn act(&mut self, action: Action, cx: &mut FormContext<'_>) -> Flow {
        if action != Action::Accept {
            return Flow::Close;
        }
        let Some(choice) = self.picked() else { return Flow::Stay };
        cx.update.raise(match choice {
            Choice::Act(action) => Event::ActionChosen(action),
            Choice::Profile { name, region } => Event::ProfileChosen { name, region },
            Choice::Region(region) => Event::RegionChosen(region),
        });
        Flow::Close
    }

    fn step(&mut self, step: Step, page: usize, _cx: &mut FormContext<'_>) {
        let rows = self.shown().len();
        self.cursor.step(step, rows, page);
    }

    fn areas(&self, size: Size) -> Option<LayerAreas> {
        Some(LayerAreas::picker(size))
    }

    fn click(&mut self, at: Position, size: Size, cx: &mut FormContext<'_>) -> Flow {
        let areas = LayerAreas::picker(size);
        if !areas.outer.contains(at) {
            return Flow::Close;
        }
        let Some((line, page)) = areas.line_at(at) else { return Flow::Stay };
        let row = self.cursor.offset(self.shown().len(), page) + line;
        if row >= self.shown().len() {
            return Flow::Stay;
        }
        self.cursor.at = row;
        self.act(Action::Accept, cx)
    }
}

fn detail_of(parts: &[Option<&str>]) -> String {
    parts.iter().flatten().copied().collect::<Vec<_>>().join(" · ")
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

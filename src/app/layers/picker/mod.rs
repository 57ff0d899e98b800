//! Pick lists of actions, profiles, Regions, bookmarks and saved filters, filtered as the user types.

mod item;
mod offers;

use super::overlay::Overlay;
use super::palette;
use crate::app::Event;
use crate::app::actions::{Action, Context, TABLE};
use crate::app::copy_as::CopyAs;
use crate::app::custom_command::CustomCommand;
use crate::app::form::{Flow, FormContext};
use crate::app::glyph::width;
use crate::app::layer_areas::{JournalLines, LayerAreas};
use crate::app::message::SwitchTargets;
use crate::app::scroll::{Cursor, Step};
use crate::app::text_line::TextLine;
use crate::secrets::{RegionError, check_region, is_region_name};
use crate::service::api::ServiceError;
use crossterm::event::KeyEvent;
use item::matching;
use ratatui::layout::{Position, Size};

pub use item::{Choice, Item, PickerKind};

/// Rows of an error with its way on.
const ERROR_ROWS: u16 = 8;
/// The least width of a screen on which a text in place of items fits into a line.
const TEXT_WIDTH: u16 = 64;
/// Cells between the label of an item and its detail.
pub const ITEM_SPACING: usize = 2;
/// Cells of the keys of an action behind its detail, with the space before them.
const KEYS: usize = 12;

/// A pick list.
#[derive(Debug)]
pub struct PickerLayer {
    kind: PickerKind,
    line: TextLine,
    cursor: Cursor,
    items: Items,
    shown: Vec<usize>,
}

#[derive(Debug)]
enum Items {
    Loading,
    Ready(Vec<Item>),
    Failed(ServiceError),
}

impl PickerLayer {
    /// The palette: every action, and every command of the user. Those that hold in `context` come first; the others say where they hold.
    pub fn palette(context: Context, commands: &[CustomCommand]) -> Self {
        Self::of(PickerKind::Action(context), offers::actions(context, commands))
    }

    /// The menu of formats to copy in.
    pub fn copy_as(offers: Vec<CopyAs>) -> Self {
        Self::of(PickerKind::CopyAs, offers::formats(offers))
    }

    /// A list of these items.
    pub fn of(kind: PickerKind, items: Vec<Item>) -> Self {
        let mut picker = Self::loading(kind);
        picker.fill(Ok(items));
        picker
    }

    /// Shows other items, with the cursor where it was.
    pub fn replace(&mut self, items: Vec<Item>) {
        let at = self.cursor.at;
        self.fill(Ok(items));
        self.cursor.at = at;
        self.cursor.clamp(self.shown.len());
    }

    /// A list whose items are loading.
    pub fn loading(kind: PickerKind) -> Self {
        Self {
            kind,
            line: TextLine::default(),
            cursor: Cursor::default(),
            items: Items::Loading,
            shown: Vec::new(),
        }
    }

    /// The kind of things to pick.
    pub fn kind(&self) -> PickerKind {
        self.kind
    }

    /// The text that filters the items.
    pub fn line(&self) -> &TextLine {
        &self.line
    }

    /// The cursor, on one of the items shown.
    pub fn cursor(&self) -> &Cursor {
        &self.cursor
    }

    /// Shows profiles or Regions, unless the list has its items already. `profile` and `region` are those in use. The
    /// profiles that were `used` in this run come first, in this order.
    pub fn fill_targets(
        &mut self,
        targets: SwitchTargets,
        profile: Option<&str>,
        used: &[String],
        region: Option<&str>,
    ) {
        if !self.is_loading() {
            return;
        }
        match self.kind {
            PickerKind::Action(_) | PickerKind::Remembered | PickerKind::Filter | PickerKind::CopyAs => {}
            PickerKind::Profile => {
                self.fill(targets.profiles.map(|profiles| offers::profiles(profiles, profile, used)));
            }
            PickerKind::Region => self.fill(Ok(offers::regions(targets.regions, region))),
        }
    }

    /// Shows the items, or the error of loading them.
    fn fill(&mut self, items: Result<Vec<Item>, ServiceError>) {
        self.items = match items {
            Ok(items) => Items::Ready(items),
            Err(error) => Items::Failed(error),
        };
        self.refilter();
    }

    /// The size of all items, whether or not they match what is typed, or of the text that stands in their place.
    fn text_size(&self, screen: Size) -> Size {
        let items: &[Item] = match &self.items {
            Items::Ready(items) => items,
            Items::Loading => &[],
            Items::Failed(_) => return Size::new(u16::MAX, ERROR_ROWS),
        };
        let widest = |text: fn(&Item) -> &str| items.iter().map(|item| width(text(item))).max().unwrap_or(0);
        let keys = match self.kind {
            PickerKind::Action(_) => KEYS,
            PickerKind::Profile
            | PickerKind::Region
            | PickerKind::Remembered
            | PickerKind::Filter
            | PickerKind::CopyAs => 0,
        };
        let cells = widest(|item| &item.label) + ITEM_SPACING + widest(|item| &item.detail) + keys;
        // A text in place of items may take two lines.
        let least = if items.is_empty() && screen.width < TEXT_WIDTH { 2 } else { 1 };
        let rows = u16::try_from(items.len()).unwrap_or(u16::MAX).max(least);
        Size::new(u16::try_from(cells).unwrap_or(u16::MAX), rows)
    }

    /// True if the items are loading.
    pub fn is_loading(&self) -> bool {
        matches!(self.items, Items::Loading)
    }

    /// The error of loading the items.
    pub fn error(&self) -> Option<&ServiceError> {
        match &self.items {
            Items::Failed(error) => Some(error),
            Items::Loading | Items::Ready(_) => None,
        }
    }

    /// The items that match the typed text, the best match first.
    pub fn shown(&self) -> impl ExactSizeIterator<Item = &Item> {
        let items: &[Item] = match &self.items {
            Items::Ready(items) => items,
            Items::Loading | Items::Failed(_) => &[],
        };
        self.shown.iter().map(move |at| &items[*at])
    }

    /// The choice that would be picked now. A Region that is not in the list can be typed out.
    pub fn picked(&self) -> Option<Choice> {
        if let Some(item) = self.shown().nth(self.cursor.at) {
            return Some(item.choice.clone());
        }
        let typed = self.line.text().trim();
        let is_region = self.kind == PickerKind::Region && is_region_name(typed);
        is_region.then(|| Choice::Region(typed.to_owned()))
    }

    /// The reason why the typed text is no Region; `None` while items match, and in other lists.
    pub fn region_error(&self) -> Option<RegionError> {
        let typed = self.line.text().trim();
        let is_wrong = self.kind == PickerKind::Region && !self.is_loading() && self.shown.is_empty();
        if is_wrong { check_region(typed, None).err() } else { None }
    }

    /// Filters the items by the typed text.
    fn refilter(&mut self) {
        let Items::Ready(items) = &self.items else {
            self.shown.clear();
            return;
        };
        self.shown = match self.kind {
            // The items are the rows of the table, and the commands of the user.
            PickerKind::Action(here) => {
                let actions = palette::find(self.line.text(), here).into_iter().map(|action| action as usize);
                let (rows, own) = items.split_at(TABLE.len());
                let texts: Vec<_> =
                    own.iter().map(|item| (item.label.as_str(), item.detail.as_str())).collect();
                let (first, last) = palette::find_own(self.line.text(), &texts);
                let own = |found: Vec<usize>| found.into_iter().map(|at| rows.len() + at);
                own(first).chain(actions).chain(own(last)).collect()
            }
            PickerKind::Profile
            | PickerKind::Region
            | PickerKind::Remembered
            | PickerKind::Filter
            | PickerKind::CopyAs => matching(items, self.line.text()),
        };
        self.cursor = Cursor::default();
    }
}

impl Overlay for PickerLayer {
    fn context(&self) -> Context {
        Context::Picker
    }

    fn key(&mut self, key: KeyEvent, _cx: &mut FormContext<'_>) -> Flow {
        if self.line.key(key) {
            self.refilter();
        }
        Flow::Stay
    }

    fn paste(&mut self, text: &str, cx: &mut FormContext<'_>) -> Flow {
        let paste = self.line.paste(text);
        self.refilter();
        if let Some(told) = paste.told() {
            cx.update.tell(told);
        }
        Flow::Stay
    }

    /// Picks the item under the cursor on [`Action::Accept`]; any other action closes the list.
    fn act(&mut self, action: Action, cx: &mut FormContext<'_>) -> Flow {
        if action == Action::ForgetItem {
            self.forget(cx);
            return Flow::Stay;
        }
        if action != Action::Accept {
            return Flow::Close;
        }
        let Some(choice) = self.picked() else {
            if let Some(error) = self.region_error() {
                cx.update.tell(error.to_string());
            }
            return Flow::Stay;
        };
        cx.update.raise(match choice {
            Choice::Act(action) => Event::ActionChosen(action),
            Choice::Profile { name, region } => Event::ProfileChosen { name, region },
            Choice::Region(region) => Event::RegionChosen(region),
            Choice::Secret(name) => Event::SecretChosen(name),
            Choice::Filter { text, .. } => Event::FilterChosen(text),
            Choice::CopyAs(copy) => Event::CopyAsChosen(copy),
            Choice::Run(command) => Event::CommandChosen(command),
        });
        Flow::Close
    }

    fn offers(&self, action: Action) -> bool {
        let can_forget = matches!(self.kind, PickerKind::Remembered | PickerKind::Filter);
        action != Action::ForgetItem || (can_forget && self.picked().is_some())
    }

    fn step(&mut self, step: Step, page: usize, _cx: &mut FormContext<'_>) {
        let rows = self.shown().len();
        self.cursor.step(step, rows, page);
    }

    fn areas(&self, size: Size, _journal: JournalLines) -> Option<LayerAreas> {
        Some(LayerAreas::picker(size, self.text_size(size)))
    }

    fn click(&mut self, at: Position, size: Size, cx: &mut FormContext<'_>) -> Flow {
        let areas = LayerAreas::picker(size, self.text_size(size));
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

impl PickerLayer {
    /// Forgets the bookmark, recent secret or filter under the cursor.
    fn forget(&self, cx: &mut FormContext<'_>) {
        match self.picked() {
            Some(Choice::Secret(name)) => cx.update.raise(Event::SecretForgotten(name)),
            Some(Choice::Filter { name, .. }) => cx.update.raise(Event::FilterForgotten(name)),
            Some(
                Choice::Act(_)
                | Choice::Profile { .. }
                | Choice::Region(_)
                | Choice::CopyAs(_)
                | Choice::Run(_),
            )
            | None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_palette_finds_actions_by_parts_of_their_names() {
        let mut picker = PickerLayer::palette(Context::List, &[]);
        picker.line = TextLine::new("rotnow");
        picker.refilter();
        assert_eq!(picker.picked(), Some(Choice::Act(Action::RotateNow)));
    }

    #[test]
    fn a_region_that_is_not_listed_can_be_typed_out() {
        let mut picker = PickerLayer::loading(PickerKind::Region);
        picker.fill(Ok(Vec::new()));
        picker.line = TextLine::new("xx-new-9");
        picker.refilter();
        assert_eq!(picker.picked(), Some(Choice::Region("xx-new-9".into())));
        picker.line = TextLine::new("nonsense");
        picker.refilter();
        assert_eq!(picker.picked(), None);
    }
}

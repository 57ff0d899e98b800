//! The footer: the keys of this context, and the state of the last copy.

use super::age;
use super::pen::Pen;
use super::scene::Scene;
use crate::app::actions::{Action, Context, Group, Row, rows_in};
use crate::app::clipboard::{CopyState, LastCopy};
use crate::app::copy::{ClearOutcome, Encoding, Sensitivity};
use crate::app::glyph::{shortened, width};
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Cells between two hints.
const SPACING: usize = 2;
/// The separator between the parts of the note.
const DOT: &str = " · ";

/// Draws the footer.
pub fn draw(scene: Scene<'_>, area: Rect, buf: &mut Buffer) {
    let mut pen = Pen::new(buf, area);
    pen.skip(1).reserve(1);
    if let Some(copy) = scene.model.clipboard().last() {
        let note = Note::of(copy, scene);
        note.put(&mut pen);
        pen.reserve(SPACING);
    }
    hints(scene, &mut pen);
}

/// Writes as many hints as fit. If the context has help, its hint is always among them.
fn hints(scene: Scene<'_>, pen: &mut Pen<'_>) {
    let context = scene.model.context();
    let (help, others): (Vec<Hint>, Vec<Hint>) =
        rows_in(context).filter_map(|row| Hint::of(row, scene)).partition(|hint| hint.action == Action::Help);
    let help_width: usize = help.iter().map(|hint| hint.width() + SPACING).sum();
    for hint in others {
        if hint.width() + help_width > pen.left() {
            break;
        }
        hint.put(scene, pen);
        pen.skip(SPACING);
    }
    for hint in help {
        if hint.width() <= pen.left() {
            hint.put(scene, pen);
        }
    }
}

/// A key, and the action that it does.
struct Hint {
    action: Action,
    key: String,
    title: &'static str,
}

impl Hint {
    /// The hint for an action, unless the action has no key here, would be refused, or only moves the cursor.
    fn of(row: &Row, scene: Scene<'_>) -> Option<Self> {
        let context = scene.model.context();
        let moves = row.group == Group::Move
            && !matches!(row.action, Action::Open | Action::Accept | Action::Back | Action::NextPane);
        let system = row.action == Action::Suspend;
        let elsewhere = row.action == Action::NextPane && context == Context::List;
        let key = scene.key_in(context, row.action);
        let is_hinted = !(key.is_empty() || moves || system || elsewhere) && scene.model.offers(row.action);
        is_hinted.then(|| Self { action: row.action, key, title: scene.model.hint(row) })
    }

    fn width(&self) -> usize {
        width(&self.key) + 1 + width(self.title)
    }

    fn put(&self, scene: Scene<'_>, pen: &mut Pen<'_>) {
        pen.put(&self.key, scene.theme.key).put(" ", scene.theme.dim).put(self.title, scene.theme.dim);
    }
}

/// The note on the last copy.
struct Note<'a> {
    sign: &'static str,
    before: &'static str,
    /// The name of what was copied.
    what: &'a str,
    after: String,
    style: Style,
    dim: Style,
}

impl<'a> Note<'a> {
    fn of(copy: &'a LastCopy, scene: Scene<'_>) -> Self {
        let theme = scene.theme;
        let (sign, before, after, style) = match &copy.state {
            CopyState::Copying => ("", "copying ", "…".to_owned(), theme.dim),
            CopyState::Copied { route, until } => {
                let encoding = match copy.encoding {
                    Encoding::Plain => "",
                    Encoding::Base64 => " as base64",
                };
                let after =
                    format!(" copied{encoding}{DOT}{}{}", route.as_str(), clears(copy, *until, scene.now()));
                ("✓ ", "", after, theme.ok)
            }
            CopyState::Clearing => ("", "clearing ", "…".to_owned(), theme.dim),
            CopyState::Done { outcome, .. } => match outcome {
                ClearOutcome::Cleared => ("✓ ", "", " cleared from the clipboard".to_owned(), theme.ok),
                ClearOutcome::Replaced => {
                    ("", "clipboard not cleared: it no longer held ", String::new(), theme.dim)
                }
                ClearOutcome::Failed => (
                    "✗ ",
                    "could not clear ",
                    " from the clipboard: clear it yourself".to_owned(),
                    theme.danger,
                ),
            },
            CopyState::Failed { failure, .. } => {
                ("✗ ", "", format!(" not copied: {}", failure.why), theme.danger)
            }
        };
        Self { sign, before, what: &copy.what, after, style, dim: theme.dim }
    }

    /// Writes the note at the end of the line. If it does not fit, the name of what was copied is shortened.
    fn put(&self, pen: &mut Pen<'_>) {
        let around = width(self.sign) + width(self.before) + width(&self.after);
        let what = shortened(self.what, pen.left().saturating_sub(around).max(8));
        pen.tail(around + width(&what))
            .put(self.sign, self.style)
            .put(self.before, self.style)
            .put(&what, self.style)
            .put(&self.after, self.dim);
    }
}

fn clears(copy: &LastCopy, until: Timestamp, now: Timestamp) -> String {
    match copy.sensitivity {
        Sensitivity::Secret => format!("{DOT}clears in {} s", age::seconds_left(until, now)),
        Sensitivity::Open => String::new(),
    }
}

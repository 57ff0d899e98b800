//! The footer: the keys that hold right here, and what was copied.

use super::age;
use super::pen::Pen;
use super::scene::Scene;
use crate::app::actions::{Action, Context, Group, Row, rows_in};
use crate::app::clipboard::{CopyState, LastCopy};
use crate::app::copy::{ClearOutcome, Sensitivity};
use crate::app::glyph::{shortened, width};
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Cells between two hints.
const SPACING: usize = 2;
/// Between the parts of the note.
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

/// Writes as many hints as fit; help, where there is any, is always among them.
fn hints(scene: Scene<'_>, pen: &mut Pen<'_>) {
    let context = scene.model.context();
    let (help, others): (Vec<&Row>, Vec<&Row>) =
        rows_in(context).filter(|row| is_hinted(row, scene)).partition(|row| row.action == Action::Help);
    let help_width: usize = help.iter().map(|row| hint_width(row, scene) + SPACING).sum();
    for row in others {
        if hint_width(row, scene) + help_width > pen.left() {
            break;
        }
        hint(row, scene, pen);
        pen.skip(SPACING);
    }
    for row in help {
        if hint_width(row, scene) <= pen.left() {
            hint(row, scene, pen);
        }
    }
}

/// Moving about is known, what has no key is no hint, and what would be refused is not offered.
fn is_hinted(row: &Row, scene: Scene<'_>) -> bool {
    if scene.key_in(scene.model.context(), row.action).is_empty() {
        return false;
    }
    let moves = row.group == Group::Move
        && !matches!(row.action, Action::Open | Action::Accept | Action::Back | Action::NextPane);
    let system = row.action == Action::Suspend;
    let elsewhere = row.action == Action::NextPane && scene.model.context() == Context::List;
    !(moves || system || elsewhere) && scene.model.offers(row.action)
}

fn hint_width(row: &Row, scene: Scene<'_>) -> usize {
    width(&scene.key_in(scene.model.context(), row.action)) + 1 + width(scene.model.hint(row))
}

fn hint(row: &Row, scene: Scene<'_>, pen: &mut Pen<'_>) {
    let key = scene.key_in(scene.model.context(), row.action);
    pen.put(&key, scene.theme.key).put(" ", scene.theme.dim).put(scene.model.hint(row), scene.theme.dim);
}

/// What there is to say of the last copy.
struct Note<'a> {
    sign: &'static str,
    before: &'static str,
    what: &'a str,
    after: String,
    style: Style,
    dim: Style,
}

impl<'a> Note<'a> {
    fn of(copy: &'a LastCopy, scene: Scene<'_>) -> Self {
        let theme = scene.theme;
        let (sign, before, after, style) = match &copy.state {
            CopyState::Underway => ("", "copying ", "…".to_owned(), theme.dim),
            CopyState::Held { route, until } => {
                let after = format!(" copied{DOT}{}{}", route.as_str(), clears(copy, *until, scene.now()));
                ("✓ ", "", after, theme.ok)
            }
            CopyState::Clearing => ("", "clearing ", "…".to_owned(), theme.dim),
            CopyState::Done { outcome, .. } => match outcome {
                ClearOutcome::Cleared => ("✓ ", "clipboard cleared of ", String::new(), theme.ok),
                ClearOutcome::HeldSomethingElse => {
                    ("", "clipboard left alone: it no longer held ", String::new(), theme.dim)
                }
                ClearOutcome::Failed => {
                    ("✗ ", "clipboard out of reach: clear it of ", " yourself".to_owned(), theme.danger)
                }
            },
            CopyState::Failed { failure, .. } => {
                ("✗ ", "", format!(" not copied: {}", failure.why), theme.danger)
            }
        };
        Self { sign, before, what: &copy.what, after, style, dim: theme.dim }
    }

    /// Writes the note at the end of the line; what was copied is shortened first.
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

//! The footer: the keys of this context; and the note on the last copy, in the border above.

use super::age;
use super::pen::Pen;
use super::scene::Scene;
use super::theme::Theme;
use crate::app::actions::{Action, Context, Hint, HintRank};
use crate::app::clipboard::{CopyState, LastCopy};
use crate::app::copy::{ClearOutcome, Encoding, Sensitivity};
use crate::app::glyph::{shortened, width};
use crate::app::model::CommandHint;
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;

/// Cells between two hints.
const SPACING: usize = 2;
/// The separator between the parts of the note.
const DOT: &str = " · ";

/// Draws the footer.
pub fn draw(scene: Scene<'_>, area: Rect, buf: &mut Buffer) {
    let mut pen = Pen::new(buf, area);
    pen.skip(1).reserve(1);
    if scene.model.context() == Context::List {
        marks(scene, &mut pen, 0);
    }
    hints(scene, &mut pen);
}

/// Writes what keys act on while secrets are marked, unless it would leave fewer than `spare` cells.
fn marks(scene: Scene<'_>, pen: &mut Pen<'_>, spare: usize) {
    let (context, list) = (scene.model.context(), scene.model.list());
    let Some(marked) = list.marks_in_words() else { return };
    let text = if context == Context::List {
        marked
    } else if context.is_pane() {
        format!("this secret, not the {} marked", list.marks().len())
    } else {
        return;
    };
    if width(&text) + SPACING + spare <= pen.left() {
        pen.put(&text, scene.theme.accent);
        pen.skip(SPACING);
    }
}

/// Writes as many hints as fit. If the context has help, its hint is always among them. In a pane, what keys act on while
/// secrets are marked stands behind what the pane alone can do and what the state calls for.
fn hints(scene: Scene<'_>, pen: &mut Pen<'_>) {
    let hints = scene.model.hints().into_iter().filter_map(|hint| Shown::of(&hint, scene));
    let (help, others): (Vec<Shown>, Vec<Shown>) = hints.partition(|hint| hint.action == Some(Action::Help));
    let (general, mut first): (Vec<Shown>, Vec<Shown>) =
        others.into_iter().partition(|hint| hint.rank == HintRank::General);
    first.extend(scene.model.command_hints().into_iter().filter_map(Shown::of_command));
    let help_width: usize = help.iter().map(|hint| hint.width() + SPACING).sum();
    let all_fit = first.iter().all(|hint| hint.put_if_it_fits(scene, pen, help_width));
    if scene.model.context().is_pane() {
        marks(scene, pen, help_width);
    }
    if all_fit {
        let _ = general.iter().all(|hint| hint.put_if_it_fits(scene, pen, help_width));
    }
    for hint in help {
        if hint.width() <= pen.left() {
            hint.put(scene, pen);
        }
    }
}

/// Writes the note on the last copy into the lower border above, so that it takes no room from the hints. It is at the end
/// of the line, or where the list alone is on screen at the start: the end of its border tells how far the list is loaded.
pub fn draw_note(scene: Scene<'_>, border: Rect, buf: &mut Buffer) {
    let Some(copy) = scene.model.clipboard().last() else { return };
    let note = Note::of(copy, scene);
    let mut pen = Pen::new(buf, border);
    pen.skip(2).reserve(2);
    if scene.model.secret_in_view() {
        note.put_at_end(&mut pen);
    } else {
        note.put(&mut pen);
    }
}

/// A hint: a key, and the action that it does.
struct Shown<'a> {
    /// The action; `None` for a command of the user.
    action: Option<Action>,
    rank: HintRank,
    key: String,
    title: &'a str,
}

impl<'a> Shown<'a> {
    /// The hint, unless its action has no key here.
    fn of(hint: &Hint, scene: Scene<'a>) -> Option<Self> {
        let context = scene.model.context();
        let action = hint.row.action;
        let key = match hint.via {
            None => scene.key_in(context, action),
            Some(via) => {
                let there = hint.row.contexts.iter().map(|pane| scene.key_in(pane, action));
                let keys = [scene.key_in(context, via), there.into_iter().next().unwrap_or_default()];
                if keys.iter().any(String::is_empty) { String::new() } else { keys.join(" ") }
            }
        };
        (!key.is_empty()).then(|| Self {
            action: Some(action),
            rank: hint.rank,
            key,
            title: scene.model.hint_title(hint.row),
        })
    }

    /// The command of the user, unless it has no key.
    fn of_command(hint: CommandHint<'a>) -> Option<Self> {
        let key = hint.keys?.to_string();
        Some(Self { action: None, rank: HintRank::CalledFor, key, title: &hint.command.name })
    }

    fn width(&self) -> usize {
        width(&self.key) + 1 + width(self.title)
    }

    /// Writes the hint and the space behind it; `false` if it would leave fewer than `spare` cells.
    fn put_if_it_fits(&self, scene: Scene<'_>, pen: &mut Pen<'_>, spare: usize) -> bool {
        let fits = self.width() + spare <= pen.left();
        if fits {
            self.put(scene, pen);
            pen.skip(SPACING);
        }
        fits
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
                let after = format!(
                    " copied{encoding}{DOT}{}{}",
                    route.as_str(),
                    clears(copy, *until, scene.now(), theme)
                );
                ("✓ ", "", after, theme.ok)
            }
            CopyState::Clearing => ("", "clearing ", "…".to_owned(), theme.dim),
            CopyState::Done { outcome, .. } => match outcome {
                ClearOutcome::Cleared => ("✓ ", "", " cleared from the clipboard".to_owned(), theme.ok),
                ClearOutcome::Requested => ("", "asked the terminal to clear ", String::new(), theme.dim),
                ClearOutcome::RequestedBehindMultiplexer => (
                    "",
                    "asked the terminal to clear ",
                    "; a tmux or screen outside may keep it".to_owned(),
                    theme.warn,
                ),
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

    /// Writes the note at the end of the line.
    fn put_at_end(&self, pen: &mut Pen<'_>) {
        let cells = self.around() + width(&self.name(pen)) + 2;
        self.put(&mut pen.tail(cells));
    }

    /// Writes the note. If it does not fit, the name of what was copied is shortened.
    fn put(&self, pen: &mut Pen<'_>) {
        let what = self.name(pen);
        pen.put(" ", self.dim)
            .put(self.sign, self.style)
            .put(self.before, self.style)
            .put(&what, self.style)
            .put(&self.after, self.dim)
            .put(" ", self.dim);
    }

    /// The name of what was copied, as much of it as fits.
    fn name(&self, pen: &Pen<'_>) -> Cow<'a, str> {
        shortened(self.what, pen.left().saturating_sub(self.around() + 2).max(8))
    }

    fn around(&self) -> usize {
        width(self.sign) + width(self.before) + width(&self.after)
    }
}

fn clears(copy: &LastCopy, until: Timestamp, now: Timestamp, theme: &Theme) -> String {
    match copy.sensitivity {
        Sensitivity::Secret if theme.glyphs.is_plain() => format!("{DOT}clears at {} UTC", age::clock(until)),
        Sensitivity::Secret => format!("{DOT}clears in {} s", age::seconds_left(until, now)),
        Sensitivity::Open => String::new(),
    }
}

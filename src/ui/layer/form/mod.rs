//! A form: its fields one below the other, what is wrong with them, and what stands below them.

mod input;
mod review;

use super::frame::{centred, inside, open};
use crate::app::form::{Field, Form, FormTrouble, HiddenLine, Mask, Note, Stage, Tone};
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::theme::Theme;
use crate::ui::widget::{MASK, failure, page, scrollbar};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// The widest that a form is.
const WIDEST: u16 = 100;
/// Cells before the secret text of a note.
const HIDDEN_INDENT: usize = 4;
/// Cells of the labels.
const LABELS: u16 = 16;

/// Draws the form or its review; answers where the cursor is.
pub fn draw(form: &Form, scene: Scene<'_>, buf: &mut Buffer) -> Option<Position> {
    let size = scene.model.size();
    let outer = centred(scene, size.width.saturating_sub(2).min(WIDEST), size.height.saturating_sub(2));
    open(&form.spec.title(), outer, scene, buf);
    let mut inner = inside(outer);
    match &form.stage {
        Stage::Reviewing { review, scroll, typed } => {
            let back = if form.fields.all().is_empty() {
                " leaves everything as it is"
            } else {
                " back to the form"
            };
            let shown = review::Shown { review, notes: form.notes_mask, scroll, typed, back };
            return review::draw(&shown, outer, inner, scene, buf);
        }
        Stage::Waiting => status("Reading what has to be known first…", scene.theme.warn, &mut inner, buf),
        Stage::Sending => {
            let text = if scene.model.changes().is_uncertain(form.id) {
                "No answer came, so the outcome is unknown. Reading again, then retrying…"
            } else {
                "Sent; the service has not answered yet…"
            };
            status(text, scene.theme.warn, &mut inner, buf);
        }
        Stage::Filling => trouble(form, scene.theme, &mut inner, buf),
    }
    fields(form, scene, outer, inner, buf)
}

/// Takes lines off the bottom of `area`.
fn take_bottom(area: &mut Rect, lines: usize) -> Rect {
    let height = u16::try_from(lines).unwrap_or(u16::MAX).min(area.height);
    area.height -= height;
    Rect { y: area.bottom(), height, ..*area }
}

fn status(text: &str, style: Style, inner: &mut Rect, buf: &mut Buffer) {
    let line = take_bottom(inner, 1);
    Pen::new(buf, line).put(text, style);
}

fn trouble(form: &Form, theme: &Theme, inner: &mut Rect, buf: &mut Buffer) {
    let width = usize::from(inner.width);
    let lines = match &form.trouble {
        None => return,
        Some(FormTrouble::Service(error)) => failure::lines(error, width, theme),
        Some(FormTrouble::Nothing(text)) => page::wrapped(text, theme.warn, width),
        Some(FormTrouble::Local(trouble)) => {
            let mut lines = page::wrapped(&trouble.text, theme.danger, width);
            lines.extend(page::hanging(failure::NEXT, theme.accent, &trouble.next, theme.text, width));
            lines
        }
    };
    let area = take_bottom(inner, lines.len().min(usize::from(inner.height) / 2));
    page::put(&lines, area, buf);
}

/// A part of the form: a field, or what stands below all of them.
struct Block<'a> {
    field: Option<(&'a Field, Focus)>,
    height: u16,
    below: Vec<Line<'static>>,
}

/// Whether a field is typed into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Focus {
    Here,
    Elsewhere,
}

fn fields(form: &Form, scene: Scene<'_>, outer: Rect, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let blocks = blocks(form, scene, area);
    let page = usize::from(area.height);
    let total: usize = blocks.iter().map(Block::lines).sum();
    let base = first_line(&blocks, total, page);
    let first = base + form.scroll.settle(total.saturating_sub(base), page);
    let (mut top, mut cursor) = (0, None);
    for block in &blocks {
        let from = top;
        top += block.lines();
        if top <= first || from >= first + page {
            continue;
        }
        // A block that begins above the form is drawn without its beginning only if it is the last that fits.
        let y = area.y + u16::try_from(from.saturating_sub(first)).unwrap_or(u16::MAX);
        let room = Rect { y, height: area.bottom().saturating_sub(y), ..area };
        match block.field {
            Some(_) if from < first => {}
            Some(_) => cursor = cursor.or(block.draw(scene, room, buf)),
            None => page::put(&block.below[first.saturating_sub(from)..], room, buf),
        }
    }
    scrollbar::draw(outer, area, total, first, scene.theme, buf);
    cursor
}

/// The first line to show, so that the field that is typed into is in view, and what stands below it.
fn first_line(blocks: &[Block<'_>], total: usize, page: usize) -> usize {
    let mut top = 0;
    for block in blocks {
        let bottom = top + block.lines();
        if matches!(block.field, Some((_, Focus::Here))) {
            let last = blocks.last().map_or(0, Block::lines);
            let wanted = if bottom + last >= total { total } else { bottom };
            return wanted.saturating_sub(page).min(top);
        }
        top = bottom;
    }
    0
}

fn blocks<'a>(form: &'a Form, scene: Scene<'_>, area: Rect) -> Vec<Block<'a>> {
    let theme = scene.theme;
    let width = usize::from(area.width.saturating_sub(LABELS));
    let mut blocks: Vec<Block<'a>> = form
        .fields
        .all()
        .iter()
        .enumerate()
        .map(|(at, field)| {
            let focus = if at == form.fields.at() { Focus::Here } else { Focus::Elsewhere };
            let mut below = match (&field.error, focus) {
                (Some(error), _) => page::wrapped(error, theme.danger, width),
                (None, Focus::Here) => page::wrapped(&field.help, theme.dim, width),
                (None, Focus::Elsewhere) => Vec::new(),
            };
            if field.takes_rows() {
                below.push(Line::default());
            }
            Block { height: input::height(field, area.height), field: Some((field, focus)), below }
        })
        .collect();
    let notes =
        form.notes.iter().flat_map(|note| note_lines(note, form.notes_mask, theme, usize::from(area.width)));
    let mut below: Vec<Line<'static>> = Vec::new();
    if !blocks.is_empty() {
        below.push(Line::default());
    }
    below.extend(notes);
    blocks.push(Block { field: None, height: 0, below });
    blocks
}

impl Block<'_> {
    fn lines(&self) -> usize {
        usize::from(self.height) + self.below.len()
    }

    fn draw(&self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let (field, focus) = self.field?;
        let label = if focus == Focus::Here { scene.theme.accent } else { scene.theme.dim };
        let labels = Rect { width: LABELS.min(area.width), ..area };
        Pen::new(buf, labels).reserve(1).put(field.label, label);
        let right = Rect { x: area.x + labels.width, width: area.width - labels.width, ..area };
        let inputs = Rect { height: self.height.min(right.height), ..right };
        let cursor = input::draw(field, focus == Focus::Here, scene.theme, inputs, buf);
        let below = Rect { y: inputs.bottom(), height: right.height - inputs.height, ..right };
        page::put(&self.below, below, buf);
        cursor.filter(|_| focus == Focus::Here)
    }
}

/// A note in lines; its secret text as dots behind it, or below it while it is revealed.
fn note_lines(note: &Note, mask: Mask, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    let mut lines = text_lines(note.tone, &note.text, theme, width);
    match mask {
        Mask::Masked if note.hidden.is_empty() => {}
        Mask::Masked => {
            if let Some(line) = lines.last_mut() {
                line.push_span(Span::styled(format!("  {MASK}"), theme.masked));
            }
        }
        Mask::Revealed => {
            for HiddenLine { tone, text } in &note.hidden {
                let shown = if text.is_empty() { "(empty)" } else { text.as_str() };
                for mut line in text_lines(*tone, shown, theme, width.saturating_sub(HIDDEN_INDENT)) {
                    line.spans.insert(0, Span::raw(" ".repeat(HIDDEN_INDENT)));
                    lines.push(line);
                }
            }
        }
    }
    lines
}

fn text_lines(tone: Tone, text: &str, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    match tone {
        Tone::Heading => page::wrapped(text, theme.strong, width),
        Tone::Plain => page::wrapped(text, theme.text, width),
        Tone::Dim => page::wrapped(text, theme.dim, width),
        Tone::Good => page::wrapped(text, theme.ok, width),
        Tone::Warning => page::wrapped(text, theme.warn, width),
        Tone::Danger => page::wrapped(text, theme.danger, width),
        Tone::Added => page::hanging("+ ", theme.ok, text, theme.ok, width),
        Tone::Removed => page::hanging("- ", theme.danger, text, theme.danger, width),
        Tone::Changed => page::hanging("~ ", theme.warn, text, theme.warn, width),
    }
}

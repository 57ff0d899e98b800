//! A form: its fields one below the other, what is wrong with them, and what stands below them.

mod input;
mod question;
mod review;

use super::frame::{centred, inside, open};
use crate::app::form::{Form, FormField, FormTrouble, HiddenLine, Mask, Note, OnYes, Stage, Tone};
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::theme::Theme;
use crate::ui::widget::{MASK, failure, page, scrollbar};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

/// The widest that a form is, in cells.
const WIDEST: u16 = 100;
/// Cells before the secret text of a note.
const HIDDEN_INDENT: usize = 4;
/// Cells of the labels.
const LABELS: u16 = 16;

/// Draws the form, its review or the question; answers where the cursor is.
pub fn draw(form: &Form, scene: Scene<'_>, buf: &mut Buffer) -> Option<Position> {
    let Stage::Reviewing { review, scroll, typed } = form.stage() else {
        if form.is_question() {
            question::draw_unasked(form, scene, buf);
            return None;
        }
        return filling(form, scene, buf);
    };
    let leaves = matches!(review.on_yes(), OnYes::LeaveForm);
    let no = if form.is_question() || leaves { "no" } else { "back to the form" };
    let shown = review::Shown { review, notes: form.notes_mask(), scroll, typed, no };
    if leaves {
        filling(form, scene, buf);
        let behind = buf.area;
        buf.set_style(behind, scene.theme.behind_layer);
    }
    if form.is_question() || leaves {
        return question::draw(&shown, scene, buf);
    }
    let outer = frame(form, scene, buf);
    review::draw(&shown, outer, inside(outer), scene, buf)
}

fn filling(form: &Form, scene: Scene<'_>, buf: &mut Buffer) -> Option<Position> {
    let outer = frame(form, scene, buf);
    let mut inner = inside(outer);
    let lines = bottom_lines(form, scene, usize::from(inner.width));
    let most = usize::from(inner.height) / 2;
    let area = take_bottom(&mut inner, lines.len().min(most));
    page::put(&lines, area, buf);
    fields(form, scene, outer, inner, buf)
}

fn frame(form: &Form, scene: Scene<'_>, buf: &mut Buffer) -> Rect {
    let size = scene.model.size();
    let outer = centred(scene, size.width.saturating_sub(2).min(WIDEST), size.height.saturating_sub(2));
    open(&form.title(), outer, scene, buf);
    outer
}

/// Takes lines off the bottom of `area`.
fn take_bottom(area: &mut Rect, lines: usize) -> Rect {
    let height = u16::try_from(lines).unwrap_or(u16::MAX).min(area.height);
    area.height -= height;
    Rect { y: area.bottom(), height, ..*area }
}

/// The lines at the bottom of a form: what it waits for, or what went wrong with it as a whole.
fn bottom_lines(form: &Form, scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let theme = scene.theme;
    match form.stage() {
        Stage::Waiting => page::wrapped("Reading what has to be known first…", theme.warn, width),
        Stage::Sending => {
            let text = if scene.model.changes().is_uncertain(form.id()) {
                "No answer came, so the outcome is unknown. Reading again, then retrying…"
            } else {
                "Sent; the service has not answered yet…"
            };
            page::wrapped(text, theme.warn, width)
        }
        Stage::Filling | Stage::Reviewing { .. } => trouble_lines(form.trouble(), theme, width),
    }
}

fn trouble_lines(trouble: Option<&FormTrouble>, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    match trouble {
        None => Vec::new(),
        Some(FormTrouble::Service(error)) => failure::lines(error, width, theme),
        Some(FormTrouble::Nothing(text)) => page::wrapped(text, theme.warn, width),
        Some(FormTrouble::Local(trouble)) => {
            let mut lines = page::wrapped(&trouble.text, theme.danger, width);
            lines.extend(page::hanging(failure::NEXT, theme.accent, &trouble.next, theme.text, width));
            lines
        }
    }
}

/// A part of the form: a field, or what stands below all of them.
struct Block<'a> {
    field: Option<(&'a dyn FormField, Focus)>,
    height: u16,
    below: Vec<Line<'static>>,
}

/// The place of the focus.
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
    let first = base + form.scroll().settle(total.saturating_sub(base), page);
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
    let block = |(at, field): (usize, &'a dyn FormField)| {
        let focus = if at == form.focus_at() { Focus::Here } else { Focus::Elsewhere };
        let mut below = match (field.error(), focus) {
            (Some(error), _) => page::wrapped(error, theme.danger, width),
            (None, Focus::Here) => {
                let help = field.help().text(|action| scene.key(action));
                page::wrapped(help.trim_start(), theme.dim, width)
            }
            (None, Focus::Elsewhere) => Vec::new(),
        };
        if field.input().takes_rows() {
            below.push(Line::default());
        }
        let height = input::height(&field.input().view(), area.height);
        Block { height, field: Some((field, focus)), below }
    };
    let mut blocks: Vec<Block<'a>> = form.fields().into_iter().enumerate().map(block).collect();
    let notes = form.notes().iter();
    let notes = notes.flat_map(|note| note_lines(note, form.notes_mask(), theme, usize::from(area.width)));
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
        Pen::new(buf, labels).reserve(1).put(field.label(), label);
        let right = Rect { x: area.x + labels.width, width: area.width - labels.width, ..area };
        let inputs = Rect { height: self.height.min(right.height), ..right };
        let cursor = input::draw(&field.input().view(), focus == Focus::Here, scene, inputs, buf);
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

//! The fields of a form, one below the other, with the notes below them.

use super::input;
use super::lines::note_lines;
use crate::app::form::{Form, FormField, InputView, Table};
use crate::app::wording::counted;
use crate::secrets::printable;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::theme::Theme;
use crate::ui::widget::{page, scrollbar};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

/// The width of the labels, in cells.
const LABELS: u16 = 16;

/// A part of the form: a field, or the lines below all fields.
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

/// The lines that the fields and the notes take, in an area that has `room`.
pub(super) fn count_lines(form: &Form, scene: Scene<'_>, room: Rect) -> usize {
    blocks(form, scene, room).iter().map(Block::lines).sum()
}

/// Draws the fields in `area`, scrolled to the one with the focus; `room` is the height that the area could have. Returns the
/// position of the cursor.
pub(super) fn draw(
    form: &Form,
    scene: Scene<'_>,
    (area, outer, room): (Rect, Rect, u16),
    buf: &mut Buffer,
) -> Option<Position> {
    let blocks = blocks(form, scene, Rect { height: room, ..area });
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

/// The first line to show, so that the field with the focus and the lines below it are in view.
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
            (None, Focus::Here) if searched(field).is_some() => searched_lines(field, theme, width),
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

/// The place of the cursor among the rows of a table that does not show all of them.
fn count(field: &dyn FormField) -> Option<String> {
    let InputView::Table(table) = field.input().view() else { return None };
    let rows = table.rows().len();
    (rows > 1).then(|| format!("{} of {rows}", table.cursor.at + 1))
}

/// The table in which a key is searched for.
fn searched(field: &dyn FormField) -> Option<&Table> {
    match field.input().view() {
        InputView::Table(table) if table.search().is_some() => Some(table),
        _ => None,
    }
}

/// The text that is searched for, and the number of rows that it finds.
fn searched_lines(field: &dyn FormField, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    let Some((table, line)) = searched(field).and_then(|table| table.search().map(|line| (table, line)))
    else {
        return Vec::new();
    };
    let (text, found) = (printable(line.text()), table.matches());
    let rows = counted(found, "key");
    page::wrapped(&format!("Find: {text}{}{rows} with it", theme.glyphs.between), theme.accent, width)
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
        if let Some(count) = count(field).filter(|_| self.height > 1) {
            let below = Rect { y: area.y + 1, height: 1, ..labels };
            Pen::new(buf, below).reserve(1).put(&count, scene.theme.dim);
        }
        let right = Rect { x: area.x + labels.width, width: area.width - labels.width, ..area };
        let inputs = Rect { height: self.height.min(right.height), ..right };
        let typed = input::draw(&field.input().view(), focus == Focus::Here, scene, inputs, buf);
        // In plain mode the cursor shows where the focus is, also where nothing is typed.
        let cursor = typed.or_else(|| scene.is_plain().then(|| inputs.as_position()));
        let below = Rect { y: inputs.bottom(), height: right.height - inputs.height, ..right };
        page::put(&self.below, below, buf);
        cursor.filter(|_| focus == Focus::Here)
    }
}

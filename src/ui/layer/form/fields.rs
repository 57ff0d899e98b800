//! The fields of a form, one below the other, with the notes below them.

use super::lines::note_lines;
use super::{input, label};
use crate::app::form::{Demand, Form, FormField, FormProblem, InputPart, InputView, Table, Target};
use crate::app::wording::counted;
use crate::secrets::printable;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::theme::Theme;
use crate::ui::widget::{border, page, scrollbar};
use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;

/// Lines of a whole box around rows.
const BOXED_ROWS: u16 = 6;
/// Lines that are kept for the help and the notes below the fields.
const BELOW_FIELDS: u16 = 5;

/// A part of the form: a field, or the lines below all fields.
struct Block<'a> {
    /// The width of the column of labels.
    labels: u16,
    field: Option<(&'a dyn FormField, usize, Focus)>,
    height: u16,
    frame: Frame,
    below: Vec<Line<'static>>,
}

/// The box around the input of a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Frame {
    /// None: what is chosen rather than typed needs no box.
    None,
    /// Its left and its right edge: where the screen is too low for whole boxes.
    Edges,
    /// All around.
    Box,
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
    form.forget_drawn();
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
            Some(_) => cursor = cursor.or(block.draw(form, scene, room, buf)),
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
        if matches!(block.field, Some((_, _, Focus::Here))) {
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
    let labels = label::width_in(form, theme, area.width);
    let width = usize::from(area.width.saturating_sub(labels));
    let whole = if scene.is_plain() { Frame::None } else { frame_for(&form.fields(), area.height) };
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
        let view = field.input().view();
        let frame = if is_boxed(&view) { whole } else { Frame::None };
        if field.input().takes_rows() && frame != Frame::Box {
            below.push(Line::default());
        }
        let height = input::height(&view, area.height) + frame.lines();
        Block { labels, height, frame, field: Some((field, at, focus)), below }
    };
    let mut blocks: Vec<Block<'a>> = form.fields().into_iter().enumerate().map(block).collect();
    // What keeps the form from being sent stands at its bottom: a note need not say it again.
    let told = match form.problem() {
        Some(FormProblem::Nothing(text)) => Some(text.as_str()),
        Some(FormProblem::Local(problem)) => Some(problem.text.as_str()),
        Some(FormProblem::Service(_)) | None => None,
    };
    let notes = form.notes().iter().filter(|note| Some(note.text.as_str()) != told);
    let notes = notes.flat_map(|note| note_lines(note, form.notes_mask(), theme, usize::from(area.width)));
    let mut below: Vec<Line<'static>> = Vec::new();
    if !blocks.is_empty() {
        below.push(Line::default());
    }
    let is_required = |field: &&dyn FormField| field.demand() == Demand::Required;
    if !scene.is_plain() && form.fields().iter().any(is_required) {
        below.extend(page::wrapped("* required", theme.dim, usize::from(area.width)));
    }
    below.extend(notes);
    blocks.push(Block { labels, field: None, height: 0, frame: Frame::None, below });
    blocks
}

/// Whole boxes where all fields fit on the screen with them, as they are at first: a form does not change its looks while it
/// is filled.
fn frame_for(fields: &[&dyn FormField], room: u16) -> Frame {
    let lines = |field: &&dyn FormField| match field.input().view() {
        InputView::Choice { .. } | InputView::Switch(_) => 1,
        InputView::Line(_) | InputView::Secret(_) => 3,
        InputView::Area(_) | InputView::SecretArea(_) | InputView::Table(_) => BOXED_ROWS,
    };
    let all: u16 = fields.iter().map(lines).sum();
    if all + BELOW_FIELDS <= room { Frame::Box } else { Frame::Edges }
}

/// True if an input is typed into.
fn is_boxed(input: &InputView<'_>) -> bool {
    match input {
        InputView::Choice { .. } | InputView::Switch(_) => false,
        InputView::Line(_)
        | InputView::Secret(_)
        | InputView::Area(_)
        | InputView::SecretArea(_)
        | InputView::Table(_) => true,
    }
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

    fn draw(&self, form: &Form, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let (field, at, focus) = self.field?;
        let labels = Rect { width: self.labels.min(area.width), ..area };
        let right = Rect { x: area.x + labels.width, width: area.width - labels.width, ..area };
        let outer = Rect { height: self.height.min(right.height), ..right };
        form.remember_drawn(Rect { width: area.width, ..Rect { x: area.x, ..outer } }, whole(at));
        let style = match (field.error(), focus) {
            (Some(_), _) => scene.theme.danger,
            (None, Focus::Here) => scene.theme.frame_focused,
            (None, Focus::Elsewhere) => scene.theme.frame,
        };
        let inputs = self.frame.draw(outer, style, scene.theme, buf);
        let beside = Rect { y: inputs.y.min(area.bottom()), height: inputs.height, ..labels };
        label::draw(field, focus == Focus::Here, scene.theme, beside, buf);
        let mut place = |area: Rect, part| form.remember_drawn(area, Target::Field(at, part));
        let is_here = focus == Focus::Here;
        let typed = input::draw(&field.input().view(), is_here, scene, inputs, buf, &mut place);
        // In plain mode the cursor shows where the focus is, also where nothing is typed.
        let cursor = typed.or_else(|| scene.is_plain().then(|| inputs.as_position()));
        let below = Rect { y: outer.bottom(), height: right.height - outer.height, ..right };
        page::put(&self.below, below, buf);
        cursor.filter(|_| is_here)
    }
}

fn whole(field: usize) -> Target {
    Target::Field(field, InputPart::Whole)
}

impl Frame {
    /// The lines that it takes above and below the input.
    fn lines(self) -> u16 {
        match self {
            Self::None | Self::Edges => 0,
            Self::Box => 2,
        }
    }

    /// Draws the frame in `outer`; answers the area inside.
    fn draw(self, outer: Rect, style: Style, theme: &Theme, buf: &mut Buffer) -> Rect {
        match self {
            Self::None => outer,
            Self::Edges => {
                for row in outer.rows() {
                    Pen::new(buf, row).put("│", style).put_right("│", style);
                }
                outer.inner(Margin::new(1, 0))
            }
            Self::Box => {
                border::draw(buf, outer.intersection(buf.area), style, theme);
                outer.inner(Margin::new(1, 1))
            }
        }
    }
}

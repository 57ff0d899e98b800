//! The list of secrets.

mod empty;
mod plain;
mod row;

pub use plain::{in_words, place_of_cursor};

use super::age;
use super::pen::Pen;
use super::scene::Scene;
use super::widget::table::{self, Keys};
use super::widget::{border, facts, failure, page, scrollbar, typed};
use crate::app::actions::{Action, Context};
use crate::app::glyph::width;
use crate::app::layout::{Focus, ListAreas};
use crate::app::list::{COLUMN_SPACING, Column, ListLoad, ListView, Order, Selection, columns};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

/// Examples of filters, the most useful first.
const FILTER_HINTS: [&str; 5] =
    ["words in the name", "tag:team=web", "rotation:overdue", "changed:<7d", "!word"];
/// Cells before the text below the filter.
const INDENT: usize = 2;

/// Draws the list. Returns the position of the cursor while the filter is typed.
pub fn draw(scene: Scene<'_>, areas: &ListAreas, buf: &mut Buffer) -> Option<Position> {
    let focused = scene.model.has_focus(Focus::List);
    let style = if focused { scene.theme.frame_focused } else { scene.theme.frame };
    border::draw(buf, areas.outer, style, scene.theme);
    let columns = columns(areas.heading.width);
    title(scene, areas, &columns, buf);
    progress(scene, areas.outer, buf);
    let cursor = areas.filter.and_then(|line| filter_line(scene, line, buf));
    if let Some(area) = areas.filter_error {
        filter_error(scene, area, buf);
    }
    heading(scene, areas.heading, &columns, buf);
    rows(scene, areas, &columns, buf);
    if let (ListLoad::Failed { error, end, .. }, Some(area)) = (scene.model.list().load(), areas.error) {
        failure::draw_short(error, end.in_words(), area, scene.theme, buf);
    }
    cursor
}

/// Writes the title: the time of a list of an earlier run, the number of marked secrets, the tree, and the order if no column shows it.
fn title(scene: Scene<'_>, areas: &ListAreas, columns: &[(Column, u16)], buf: &mut Buffer) {
    let (theme, list) = (scene.theme, scene.model.list());
    let title = if scene.model.has_focus(Focus::List) { theme.accent } else { theme.strong };
    let mut pen = border::top(buf, areas.outer);
    pen.put(" Secrets ", title);
    if let Some(at) = list.earlier_as_of() {
        pen.put(&format!("· as of {} ", age::short(at, scene.now())), theme.warn);
    }
    if let Some(marked) = list.marks_in_words() {
        pen.put(&format!("· {marked} "), theme.accent);
    }
    if list.view() == ListView::Tree {
        pen.put("· tree ", theme.dim);
    }
    if !list.sort().chosen && list.filter().applied().has_words() {
        pen.put("· best match first ", theme.dim);
    } else if !scene.is_plain() && !columns.iter().any(|(column, _)| *column == list.sort().column) {
        let text = format!("· by {}{} ", list.sort().column.title().to_lowercase(), sign(list.sort().order));
        pen.put(&text, theme.dim);
    }
}

/// Writes how far the list is loaded into the lower border.
fn progress(scene: Scene<'_>, outer: Rect, buf: &mut Buffer) {
    let (theme, list) = (scene.theme, scene.model.list());
    let (end, style) = match &list.load() {
        ListLoad::Loading { so_far, .. } => {
            let line = Line::styled(format!("loading… {so_far}"), theme.warn);
            return border::bottom_right(buf, outer, &line);
        }
        ListLoad::Cancelled { .. } => ("stopped", theme.warn),
        // Nothing is there that could be taken for all: the failure fills the list, and says what to do.
        ListLoad::Failed { .. } if list.is_incomplete() && list.secrets().is_empty() => return,
        ListLoad::Failed { .. } => ("failed", theme.danger),
        ListLoad::Idle | ListLoad::Complete { .. } => return,
    };
    let (whole, short) = match (list.is_incomplete(), list.earlier_as_of()) {
        (true, None) => (format!("{end}: the list is incomplete"), format!("{end}, incomplete")),
        // That it is an earlier one, the title says too.
        (true, Some(_)) => (format!("{end}: an earlier list is shown"), end.to_owned()),
        (false, _) => (format!("refresh {end}"), end.to_owned()),
    };
    let hint = format!(" · {} {}", scene.key(Action::Refresh), scene.model.next_reload().in_words());
    let state = if width(&whole) + width(&hint) <= border::room(outer) { whole } else { short };
    border::bottom_right(buf, outer, &Line::styled(state + &hint, style));
}

fn filter_line(scene: Scene<'_>, line: Rect, buf: &mut Buffer) -> Option<Position> {
    let (theme, filter) = (scene.theme, scene.model.list().filter());
    let editing = filter.is_editing();
    let mut pen = Pen::new(buf, line);
    pen.put(if scene.is_plain() { "Filter: " } else { "/ " }, if editing { theme.accent } else { theme.dim });
    let wrong = filter.error().map(|error| (&error.at, theme.wrong));
    let style = match filter.selection() {
        Selection::All => theme.text.patch(theme.cursor),
        Selection::None if editing => theme.text,
        Selection::None => theme.strong,
    };
    let position = typed::put(filter.line(), style, wrong, &mut pen, line.y);
    if editing && filter.text().is_empty() {
        let hints = FILTER_HINTS.map(|hint| vec![Span::styled(hint, theme.dim)]);
        facts::put(hints, theme, pen.skip(1));
    }
    editing.then_some(position)
}

fn filter_error(scene: Scene<'_>, area: Rect, buf: &mut Buffer) {
    let filter = scene.model.list().filter();
    let offered = filter.completions();
    let below = match (offered.is_empty(), filter.error()) {
        (false, _) => {
            let key = scene.key_in(Context::FilterLine, Action::CompleteFilter);
            (format!("{key}  {}", offered.join("  ")), scene.theme.dim)
        }
        (true, Some(error)) => (error.next(), scene.theme.dim),
        (true, None) => (filter.hint().to_owned(), scene.theme.warn),
    };
    let what = filter.error().map(|error| (error.what(), scene.theme.danger));
    let texts: Vec<_> = what.into_iter().chain([below]).collect();
    let room = usize::from(area.width).saturating_sub(INDENT);
    let one_each: Vec<Vec<Span<'static>>> =
        texts.iter().map(|(text, style)| vec![Span::styled(text.clone(), *style)]).collect();
    let lines = if texts.iter().all(|(text, _)| width(text) <= room) {
        one_each
    } else {
        // A long text goes on in the line of the other.
        let spans = one_each.join(&Span::styled("; ", scene.theme.dim));
        page::wrapped_spans(&spans, room)
    };
    for (spans, row) in lines.into_iter().zip(area.rows()) {
        Pen::new(buf, row).skip(INDENT).put_line(&Line::from(spans));
    }
}

/// Writes the titles of the columns, with a sign at the one that the list is sorted by.
fn heading(scene: Scene<'_>, line: Rect, columns: &[(Column, u16)], buf: &mut Buffer) {
    let (theme, list) = (scene.theme, scene.model.list());
    if scene.is_plain() {
        Pen::new(buf, line).put(&plain::order_in_words(scene), theme.dim);
        return;
    }
    for (column, cell) in table::cells(line, columns, COLUMN_SPACING) {
        let title = column.title();
        let mut pen = Pen::new(buf, cell);
        if !list.is_sorted_by(column) {
            pen.put(title, theme.dim);
            continue;
        }
        let room = pen.left().saturating_sub(1).min(width(title));
        pen.put(&title[..room], theme.strong).put(sign(list.sort().order), theme.accent);
    }
}

fn sign(order: Order) -> &'static str {
    match order {
        Order::Ascending => "▲",
        Order::Descending => "▼",
    }
}

fn rows(scene: Scene<'_>, areas: &ListAreas, columns: &[(Column, u16)], buf: &mut Buffer) {
    let list = scene.model.list();
    let len = list.rows().len();
    if len == 0 {
        empty::draw(scene, areas.rows, buf);
        return;
    }
    let first = list.cursor().offset(len, usize::from(areas.rows.height));
    let keys = Keys::to(Focus::List, scene);
    let painter = row::Painter::new(scene);
    for ((at, row), line) in list.rows().window(first..len).zip(areas.rows.rows()) {
        if scene.is_plain() {
            painter.sentence(row, &mut Pen::new(buf, line));
        } else {
            let cells: Vec<_> = table::cells(line, columns, COLUMN_SPACING).collect();
            painter.row(row, &cells, buf);
        }
        if at == list.cursor().at {
            table::mark(line, areas.outer, keys, scene.theme, buf);
        }
    }
    scrollbar::draw(areas.outer, areas.rows, len, first, scene.theme, buf);
}

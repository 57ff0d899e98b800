//! The journal: the requests of the session, newest first, and more of the one under the cursor.

use super::open;
use crate::app::layout::LayerAreas;
use crate::app::requests::{Entry, Outcome};
use crate::ui::age;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::widget::table::{self, Column, Keys, SPACING, TableAreas};
use crate::ui::widget::{ABSENT, failure, page};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

const TIME: Column = ("Time UTC", 8);
const OPERATION: Column = ("Operation", 20);
const TARGET: &str = "Target";
const DURATION: Column = ("Took", 8);
const ATTEMPTS: Column = ("Tries", 5);
const OUTCOME: Column = ("Outcome", 16);
const REQUEST_ID: Column = ("Request id", 36);
/// What the target has at least.
const TARGET_LEAST: u16 = 12;

/// Draws the journal.
pub fn draw(scene: Scene<'_>, areas: LayerAreas, buf: &mut Buffer) {
    let theme = scene.theme;
    let journal = &scene.model.requests().journal();
    open("Journal", areas.outer, scene, buf);
    let rows = air(areas.rows);
    if journal.is_empty() {
        Pen::new(buf, rows).put("Nothing was sent yet.", theme.dim);
        return;
    }
    let columns = columns(rows.width);
    let entries: Vec<&Entry> = journal.newest_first().collect();
    let table = TableAreas { outer: areas.outer, heading: air(areas.top), rows };
    table::draw(
        table,
        &columns,
        (journal.cursor(), entries.len()),
        Keys::Here,
        theme,
        buf,
        |at, column, pen| {
            cell(scene, entries[at], columns[column].0, pen);
        },
    );
    if let Some(entry) = entries.get(journal.cursor().at) {
        below(scene, entry, areas.below, buf);
    }
}

/// The target takes what the others leave; what tells least goes first where it is narrow.
fn columns(width: u16) -> Vec<Column> {
    let mut rest = width.saturating_sub(TIME.1 + OPERATION.1 + OUTCOME.1 + 3 * SPACING);
    let mut fits = |column: Column| {
        let fits = rest >= column.1 + SPACING + TARGET_LEAST;
        rest -= if fits { column.1 + SPACING } else { 0 };
        fits.then_some(column)
    };
    let (duration, attempts, id) = (fits(DURATION), fits(ATTEMPTS), fits(REQUEST_ID));
    let beside = [duration, attempts, Some(OUTCOME), id];
    let mut columns = vec![TIME, OPERATION, (TARGET, rest)];
    columns.extend(beside.into_iter().flatten());
    columns
}

fn cell(scene: Scene<'_>, entry: &Entry, column: &str, pen: &mut Pen<'_>) {
    let theme = scene.theme;
    let ended = match &entry.outcome {
        Outcome::Ended { duration, attempts, request_id, .. } => Some((duration, attempts, request_id)),
        Outcome::Pending | Outcome::Abandoned => None,
    };
    match (column, ended) {
        ("Time UTC", _) => pen.put(&age::clock(entry.at), theme.dim),
        ("Operation", _) => pen.put(entry.operation, theme.text),
        (TARGET, _) => pen.put_name(entry.target.as_deref().unwrap_or(ABSENT), theme.text),
        ("Outcome", _) => outcome(scene, entry, pen),
        ("Took", Some((duration, ..))) => pen.put_right(&milliseconds(*duration), theme.text),
        ("Tries", Some((_, attempts, _))) => {
            let style = if *attempts > 1 { theme.warn } else { theme.dim };
            pen.put_right(&attempts.to_string(), style)
        }
        ("Request id", Some((.., Some(id)))) => pen.put(id, theme.dim),
        _ => pen,
    };
}

fn outcome<'p, 'b>(scene: Scene<'_>, entry: &Entry, pen: &'p mut Pen<'b>) -> &'p mut Pen<'b> {
    let theme = scene.theme;
    match &entry.outcome {
        Outcome::Pending => pen.put("under way…", theme.warn),
        Outcome::Abandoned => pen.put("let go", theme.dim),
        Outcome::Ended { error: None, .. } => pen.put("✓", theme.ok),
        Outcome::Ended { error: Some(error), .. } => {
            let text = error.code.clone().unwrap_or_else(|| error.what());
            pen.put("✗ ", theme.danger).put(&text, theme.danger)
        }
    }
}

/// A duration in milliseconds, or in seconds from ten on.
fn milliseconds(duration: std::time::Duration) -> String {
    if duration.as_secs() >= 10 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{} ms", duration.as_millis())
    }
}

/// The whole of what the row had to cut.
fn below(scene: Scene<'_>, entry: &Entry, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let area = air(area);
    let width = usize::from(area.width);
    let rule = "─".repeat(width);
    let mut lines = vec![Line::from(Span::styled(rule, theme.dim))];
    match &entry.outcome {
        Outcome::Ended { error: Some(error), request_id, .. } => {
            lines.extend(failure::lines(error, width, theme));
            // The request's id is what support asks for: it must not be cut off by a long reason.
            if let Some(id) = request_id {
                lines.insert(1, Line::from(Span::styled(format!("request {id}"), theme.dim)));
            }
        }
        Outcome::Ended { error: None, request_id, .. } => {
            let target = entry.target.as_deref().unwrap_or(ABSENT);
            lines.extend(page::wrapped(&format!("{} {target}", entry.operation), theme.text, width));
            if let Some(id) = request_id {
                lines.push(Line::from(Span::styled(format!("request {id}"), theme.dim)));
            }
        }
        Outcome::Pending => lines.extend(page::wrapped("No answer yet.", theme.dim, width)),
        Outcome::Abandoned => {
            lines.extend(page::wrapped("No one waits for the answer any longer.", theme.dim, width));
        }
    }
    page::put(&lines, area, buf);
}

fn air(area: Rect) -> Rect {
    Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(2), ..area }
}

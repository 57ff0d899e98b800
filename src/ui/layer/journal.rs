//! The journal: the requests of the session, newest first, with details of the one under the cursor below.

use super::frame;
use crate::app::glyph::width;
use crate::app::requests::{Entry, Outcome};
use crate::app::search::Search;
use crate::ui::age;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::widget::table::{Column, Keys, SPACING, Table, TableAreas, fitting};
use crate::ui::widget::{ABSENT, AIR, failure, page, searched};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use std::time::Duration;

/// A column of the journal.
#[derive(Clone, Copy)]
enum JournalColumn {
    Time,
    Operation,
    Target,
    Took,
    Tries,
    Outcome,
    RequestId,
}

const TIME: (JournalColumn, u16) = (JournalColumn::Time, 8);
/// The narrowest and the widest column of operations.
const OPERATION: (u16, u16) = (9, 28);
const TOOK: (JournalColumn, u16) = (JournalColumn::Took, 8);
const TRIES: (JournalColumn, u16) = (JournalColumn::Tries, 5);
/// The narrowest and the widest column of outcomes.
const OUTCOME: (u16, u16) = (7, 28);
const REQUEST_ID: (JournalColumn, u16) = (JournalColumn::RequestId, 36);
/// The width from which on a name that is cut says anything.
const TARGET_SHOWN: u16 = 8;
/// The narrowest column of targets beside others that can be left out; in most rows it holds the name of a secret.
const TARGET_LEAST: u16 = 24;

impl Column for JournalColumn {
    fn title(self) -> &'static str {
        match self {
            Self::Time => "Time UTC",
            Self::Operation => "Operation",
            Self::Target => "Target",
            Self::Took => "Took",
            Self::Tries => "Tries",
            Self::Outcome => "Outcome",
            Self::RequestId => "Request ID",
        }
    }
}

/// Draws the journal; answers where the cursor of its search is.
pub fn draw(search: &Search, scene: Scene<'_>, buf: &mut Buffer) -> Option<Position> {
    let areas = scene.layer_areas()?;
    let theme = scene.theme;
    let journal = scene.model.requests().journal();
    frame::open("Journal", areas.outer, scene, buf);
    let areas_of_table = TableAreas::of_layer(areas);
    if journal.is_empty() {
        Pen::new(buf, areas_of_table.rows).put("No requests yet.", theme.dim);
        return searched::line(search, areas.outer, scene, buf);
    }
    let entries: Vec<&Entry> = journal.newest_first().collect();
    let columns = columns(&entries, areas_of_table.rows.width, scene);
    let table = Table {
        areas: areas_of_table,
        columns: &columns,
        cursor: journal.cursor(),
        len: entries.len(),
        keys: Keys::Here,
    };
    let line = table.draw(theme, buf, |at, column, pen| cell(scene, entries[at], column, pen));
    let first = journal.cursor().offset(entries.len(), usize::from(areas_of_table.rows.height));
    searched::mark(search, areas_of_table.rows, first, theme, buf);
    if let Some(entry) = entries.get(journal.cursor().at) {
        details(scene, entry, areas.below.inner(AIR), buf);
    }
    let rows = areas_of_table.rows;
    let row = scene.is_plain().then(|| Position::new(rows.x, rows.y.saturating_add(line)));
    searched::line(search, areas.outer, scene, buf).or(row)
}

/// The columns that fit. Operations and outcomes get the room that they need, and the target what is left.
fn columns(entries: &[&Entry], table: u16, scene: Scene<'_>) -> Vec<(JournalColumn, u16)> {
    let longest = |cells: &dyn Fn(&Entry) -> usize, (least, most): (u16, u16)| {
        let cells = entries.iter().map(|entry| cells(entry)).max().unwrap_or(0);
        u16::try_from(cells).unwrap_or(u16::MAX).clamp(least, most)
    };
    let operation = longest(&|entry| width(entry.operation), OPERATION);
    let outcome = longest(&|entry| width(&outcome(scene, entry).0), OUTCOME);
    let room = table.saturating_sub(TIME.1 + operation + outcome + 3 * SPACING);
    let wanted = [TOOK, TRIES, REQUEST_ID].map(|column| (column, TARGET_LEAST));
    let (mut beside, target) = fitting(room, &wanted);
    // Before the request id, which needs the most room.
    let before_id = beside.iter().filter(|(column, _)| !matches!(column, JournalColumn::RequestId)).count();
    beside.insert(before_id, (JournalColumn::Outcome, outcome));
    let mut columns = vec![TIME, (JournalColumn::Operation, operation)];
    // On the narrowest screens the details alone tell it.
    columns.extend((target >= TARGET_SHOWN).then_some((JournalColumn::Target, target)));
    columns.extend(beside);
    if scene.is_plain() {
        // A sentence may be cut at its end: what was done, and how it ended, are worth more than the time.
        columns.sort_by_key(|(column, _)| match column {
            JournalColumn::Operation => 0,
            JournalColumn::Target => 1,
            JournalColumn::Outcome => 2,
            JournalColumn::Time => 3,
            JournalColumn::Took | JournalColumn::Tries | JournalColumn::RequestId => 4,
        });
    }
    columns
}

fn cell(scene: Scene<'_>, entry: &Entry, column: JournalColumn, pen: &mut Pen<'_>) {
    let theme = scene.theme;
    let (took, tries, id) = match &entry.outcome {
        Outcome::Ended { duration, attempts, request_id, .. } => {
            (Some(*duration), Some(*attempts), request_id.as_deref())
        }
        Outcome::Pending | Outcome::Abandoned => (None, None, None),
    };
    match column {
        JournalColumn::Time => pen.put(&age::clock(entry.at), theme.dim),
        JournalColumn::Operation => pen.put(entry.operation, theme.text),
        JournalColumn::Target => {
            pen.put_name(entry.target.as_deref().unwrap_or(theme.glyphs.absent), theme.text)
        }
        JournalColumn::Took => pen.put_right(&took.map(milliseconds).unwrap_or_default(), theme.text),
        JournalColumn::Tries => {
            let style = if tries > Some(1) { theme.warn } else { theme.dim };
            pen.put_right(&tries.map(|tries| tries.to_string()).unwrap_or_default(), style)
        }
        JournalColumn::Outcome => {
            let (text, style) = outcome(scene, entry);
            pen.put(&text, style)
        }
        JournalColumn::RequestId => pen.put(id.unwrap_or_default(), theme.dim),
    };
}

/// A request in a sentence, for screen readers: what was done, to what, how it ended, and when.
pub fn request_in_words(scene: Scene<'_>, entry: &Entry) -> String {
    let target = entry.target.as_deref().map(|target| format!(" {target}")).unwrap_or_default();
    let (outcome, _) = outcome(scene, entry);
    format!("{}{target}, {outcome}, at {} UTC", entry.operation, age::clock(entry.at))
}

/// The outcome of a request in a few words.
fn outcome(scene: Scene<'_>, entry: &Entry) -> (String, Style) {
    let theme = scene.theme;
    match &entry.outcome {
        Outcome::Pending => ("in progress…".to_owned(), theme.warn),
        Outcome::Abandoned => ("abandoned".to_owned(), theme.dim),
        Outcome::Ended { error: None, .. } => {
            (theme.glyphs.done.trim_end_matches([':', ' ']).to_owned(), theme.ok)
        }
        Outcome::Ended { error: Some(error), .. } => {
            let text = error.code.clone().unwrap_or_else(|| error.what());
            (format!("{}{text}", theme.glyphs.failed), theme.danger)
        }
    }
}

/// A duration in milliseconds, or from ten seconds on in seconds.
fn milliseconds(duration: Duration) -> String {
    if duration.as_secs() >= 10 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{} ms", duration.as_millis())
    }
}

/// Draws what the row of a request had to cut.
fn details(scene: Scene<'_>, entry: &Entry, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let width = usize::from(area.width);
    let mut lines = vec![Line::from(Span::styled("─".repeat(width), theme.dim))];
    let request = |id: &String| page::wrapped(&format!("Request ID {id}"), theme.dim, width);
    match &entry.outcome {
        Outcome::Ended { error: Some(error), request_id, .. } => {
            // AWS support asks for the id: a long reason must not push it out.
            lines.extend(request_id.iter().flat_map(request));
            lines.extend(failure::lines(error, width, theme));
        }
        Outcome::Ended { error: None, request_id, .. } => {
            let target = entry.target.as_deref().unwrap_or(ABSENT);
            lines.extend(page::wrapped(&format!("{} {target}", entry.operation), theme.text, width));
            lines.extend(request_id.iter().flat_map(request));
        }
        Outcome::Pending => lines.extend(page::wrapped("No answer yet.", theme.dim, width)),
        Outcome::Abandoned => {
            lines.extend(page::wrapped("Its answer was no longer needed.", theme.dim, width));
        }
    }
    page::put(&lines, area, buf);
}

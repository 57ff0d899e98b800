//! Values side by side: the member, its value in each of them, and the difference in words.

use crate::app::form::{Columns, ComparedSide, Mask, Note, Tone};
use crate::app::glyph::{shortened, width};
use crate::app::wrap::{Breaks, lines as broken};
use crate::ui::theme::Theme;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// Cells between two columns.
const SPACING: usize = 2;
/// The narrowest column of members, in cells.
const MEMBER_LEAST: usize = 6;
/// The narrowest column of values, in cells: it has room for a letter and a mask.
const VALUE_LEAST: usize = 10;
/// The width of a column of values from which on the words beside them are not broken, in cells.
const VALUE_EASY: usize = 18;
/// The narrowest column of words, in cells.
const STATE_LEAST: usize = 14;

/// A column in lines, each in its style.
struct Cell {
    lines: Vec<String>,
    style: Style,
    width: usize,
}

/// The widths of all columns, in cells.
struct Widths {
    member: usize,
    value: usize,
    state: usize,
}

impl Widths {
    /// The widths of the columns in a page of `width` cells; `None` if it is too narrow for so many columns.
    fn of(columns: &Columns, width: usize) -> Option<Self> {
        let values = columns.sides.len().max(1);
        let member = columns.widths.member.max(MEMBER_LEAST);
        let room = width.checked_sub(member + (values + 1) * SPACING)?;
        // The words may take two lines before values get too narrow to be read.
        let state = columns.widths.state.min(room.saturating_sub(values * VALUE_EASY).max(STATE_LEAST));
        let value = room.saturating_sub(state) / values;
        (value >= VALUE_LEAST).then(|| Self { member, value, state: room - values * value })
    }
}

/// The lines of a note in columns that fill `width` cells; `None` if they are too many for it.
pub(super) fn lines(
    note: &Note,
    columns: &Columns,
    mask: Mask,
    theme: &Theme,
    width: usize,
) -> Option<Vec<Line<'static>>> {
    let widths = Widths::of(columns, width)?;
    let (name, state) = match note.tone {
        Tone::Heading => (theme.strong, theme.strong),
        Tone::Good => (theme.json_key, theme.ok),
        _ => (theme.json_key, theme.warn),
    };
    let member = shortened(&columns.member, widths.member).into_owned();
    let mut cells = vec![Cell { lines: vec![member], style: name, width: widths.member }];
    cells.extend(columns.sides.iter().map(|of| side(note, of, mask, theme, widths.value)));
    let state_lines = words(&columns.state, widths.state);
    cells.push(Cell { lines: state_lines, style: state, width: widths.state });
    let height = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1);
    Some((0..height).map(|at| line(&cells, at)).collect())
}

/// A line of all cells; one that has no such line is blank there.
fn line(cells: &[Cell], at: usize) -> Line<'static> {
    let mut spans = Vec::new();
    for cell in cells {
        let text = cell.lines.get(at).cloned().unwrap_or_default();
        let padding = cell.width.saturating_sub(width(&text)) + SPACING;
        spans.push(Span::styled(text, cell.style));
        spans.push(Span::raw(" ".repeat(padding)));
    }
    spans.pop();
    Line::from(spans)
}

fn side(note: &Note, side: &ComparedSide, mask: Mask, theme: &Theme, width: usize) -> Cell {
    let (lines, style) = match (side, mask) {
        (ComparedSide::Open(text), _) => (vec![shortened(text, width).into_owned()], theme.strong),
        (ComparedSide::Absent, _) => (vec![theme.glyphs.absent.to_owned()], theme.dim),
        (ComparedSide::Hidden(_), Mask::Masked) => (vec![theme.glyphs.mask.to_owned()], theme.masked),
        (ComparedSide::Lettered(_, letter), Mask::Masked) => {
            (vec![format!("{letter} {}", theme.glyphs.mask)], theme.masked)
        }
        (ComparedSide::Hidden(at) | ComparedSide::Lettered(at, _), Mask::Revealed) => {
            match note.hidden.get(*at).map(|line| line.text.as_str()) {
                Some("") => (vec!["(empty)".to_owned()], theme.dim),
                Some(text) => (wrap(text, width, Breaks::Anywhere), theme.text),
                None => (Vec::new(), theme.text),
            }
        }
    };
    Cell { lines, style, width }
}

/// The words of a comparison in lines. A name that is too long for a line loses its middle.
fn words(text: &str, width: usize) -> Vec<String> {
    let short: Vec<_> = text.split(' ').map(|word| shortened(word, width)).collect();
    wrap(&short.join(" "), width, Breaks::Words)
}

fn wrap(text: &str, width: usize, breaks: Breaks) -> Vec<String> {
    broken(text, width.max(1), breaks).into_iter().map(|range| text[range].to_owned()).collect()
}

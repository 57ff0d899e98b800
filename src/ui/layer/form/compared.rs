//! Two values side by side: the member, its value in each of them, and the difference in words.

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

/// A column in lines, each in its style.
struct Cell {
    lines: Vec<String>,
    style: Style,
    width: usize,
}

/// The lines of a note in columns that fill `width` cells.
pub(super) fn lines(
    note: &Note,
    columns: &Columns,
    mask: Mask,
    theme: &Theme,
    width: usize,
) -> Vec<Line<'static>> {
    let members = columns.widths.member.max(MEMBER_LEAST);
    let values = width.saturating_sub(members + columns.widths.state + 3 * SPACING) / 2;
    let (name, state) = match note.tone {
        Tone::Heading => (theme.strong, theme.strong),
        Tone::Good => (theme.json_key, theme.ok),
        _ => (theme.json_key, theme.warn),
    };
    let state_width = width.saturating_sub(members + 2 * values + 3 * SPACING);
    let cells = [
        Cell { lines: vec![shortened(&columns.member, members).into_owned()], style: name, width: members },
        side(note, &columns.left, mask, theme, values),
        side(note, &columns.right, mask, theme, values),
        Cell { lines: wrap(&columns.state, state_width, Breaks::Words), style: state, width: state_width },
    ];
    let height = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1);
    (0..height).map(|at| line(&cells, at)).collect()
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
        (ComparedSide::Hidden(at), Mask::Revealed) => {
            match note.hidden.get(*at).map(|line| line.text.as_str()) {
                Some("") => (vec!["(empty)".to_owned()], theme.dim),
                Some(text) => (wrap(text, width, Breaks::Anywhere), theme.text),
                None => (Vec::new(), theme.text),
            }
        }
    };
    Cell { lines, style, width }
}

fn wrap(text: &str, width: usize, breaks: Breaks) -> Vec<String> {
    broken(text, width.max(1), breaks).into_iter().map(|range| text[range].to_owned()).collect()
}

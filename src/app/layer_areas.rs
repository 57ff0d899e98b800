//! The areas of pick lists and of the journal.

use super::layout::{WIDE, inside, take_line};
use ratatui::layout::{Position, Rect, Size};

/// The most rows of a pick list.
const PICKER_ROWS_MOST: u16 = 21;
/// The least and the greatest width of a pick list on a wide screen, in cells.
const PICKER_WIDTH: (u16, u16) = (60, 110);
/// Lines of a pick list beside its rows: the border, and the line that is typed into.
const PICKER_FRAME: u16 = 3;
/// Cells of a pick list beside the text of its rows: the border, and air.
const PICKER_SIDES: u16 = 4;
/// Lines of the journal beside its rows and the details: the border, and the headings of the columns.
const JOURNAL_FRAME: u16 = 3;
/// Lines of the details of a request that succeeded, with the rule above them: where each text fits into a line, and on narrower
/// screens.
const DETAILS_OF_SUCCESS: (u16, u16) = (3, 5);
/// The least width at which an ID of a request fits into a line with its label.
const LINE_FROM: u16 = 60;
/// Lines of the details of a request that failed, on a wide screen and on a narrow one.
const DETAILS_OF_FAILURE: (u16, u16) = (6, 9);

/// The areas of a layer that has rows: a pick list, the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayerAreas {
    /// With its border.
    pub outer: Rect,
    /// The line above the rows, for typing or for the headings of columns.
    pub top: Rect,
    /// The rows.
    pub rows: Rect,
    /// The lines below the rows, with details about the row under the cursor.
    pub below: Rect,
}

/// The lines that the journal needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JournalLines {
    /// The number of requests, a row each.
    pub requests: usize,
    /// The details below the rows, of any one of them.
    pub details: JournalDetails,
}

/// The details that the journal has room for: the same for all requests, so that it does not jump while the cursor moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JournalDetails {
    /// The operation with its secret, and the ID of the request.
    OfSuccess,
    /// Also an error with what to do next.
    OfFailure,
}

impl JournalLines {
    /// The lines of so many requests.
    pub fn of(requests: usize, has_failure: bool) -> Self {
        let details = if has_failure { JournalDetails::OfFailure } else { JournalDetails::OfSuccess };
        Self { requests, details }
    }
}

impl LayerAreas {
    /// The areas of a pick list with text of this size: centred near the top, as wide as a narrow screen. It is as large as
    /// all of its items, so that it does not jump while it is filtered.
    pub fn picker(size: Size, text: Size) -> Self {
        let most = size.width.saturating_sub(10).min(PICKER_WIDTH.1);
        let wanted = text.width.saturating_add(PICKER_SIDES).clamp(PICKER_WIDTH.0, PICKER_WIDTH.1);
        let width = if size.width < WIDE { size.width } else { wanted.min(most) };
        let lines = text.height.clamp(1, PICKER_ROWS_MOST);
        let height = size.height.saturating_sub(2).min(lines + PICKER_FRAME);
        let outer = Rect::new((size.width - width) / 2, 1.min(size.height - height), width, height);
        Self::divide(outer, 0)
    }

    /// The areas of the journal below the header: as tall as its rows and the details of one request below them.
    pub fn journal(size: Size, lines: JournalLines) -> Self {
        let rows = u16::try_from(lines.requests).unwrap_or(u16::MAX).max(1);
        let tallest = size.height.saturating_sub(2);
        let beside_rows = tallest.saturating_sub(rows.saturating_add(JOURNAL_FRAME));
        let details = match lines.details {
            JournalDetails::OfSuccess if size.width < LINE_FROM => DETAILS_OF_SUCCESS.1,
            JournalDetails::OfSuccess => DETAILS_OF_SUCCESS.0,
            JournalDetails::OfFailure if size.width < WIDE => DETAILS_OF_FAILURE.1,
            JournalDetails::OfFailure => DETAILS_OF_FAILURE.0,
        };
        let details = details.min(beside_rows.max(size.height / 4));
        let height = rows.saturating_add(details + JOURNAL_FRAME).min(tallest);
        let outer = Rect::new(0, 1.min(size.height), size.width, height);
        Self::divide(outer, details)
    }

    /// The index of the line at a position, and the number of lines shown; `None` outside the rows.
    pub fn line_at(&self, at: Position) -> Option<(usize, usize)> {
        self.rows.contains(at).then(|| (usize::from(at.y - self.rows.y), usize::from(self.rows.height)))
    }

    fn divide(outer: Rect, below: u16) -> Self {
        let mut rest = inside(outer);
        let top = take_line(&mut rest);
        let below = below.min(rest.height);
        let rows = Rect { height: rest.height - below, ..rest };
        Self { outer, top, rows, below: Rect { y: rows.bottom(), height: below, ..rest } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_are_as_large_as_what_they_say_and_leave_the_header_free() {
        let screen = Size::new(160, 48);
        let heights = [(1, 1), (2, 2), (12, 12), (90, 21)];
        for (items, rows) in heights {
            let areas = LayerAreas::picker(screen, Size::new(20, items));
            assert_eq!((areas.rows.height, areas.outer.y, areas.outer.width), (rows, 1, 60));
        }
        assert_eq!(LayerAreas::picker(screen, Size::new(70, 3)).outer.width, 74);
        assert_eq!(LayerAreas::picker(screen, Size::new(500, 3)).outer.width, 110);
        assert_eq!(LayerAreas::picker(Size::new(80, 24), Size::new(20, 3)).outer.width, 80);
        let journal = |requests| {
            LayerAreas::journal(screen, JournalLines { requests, details: JournalDetails::OfSuccess })
        };
        assert_eq!([0, 1, 7].map(|requests| journal(requests).rows.height), [1, 1, 7]);
        assert_eq!([1, 1_000].map(|requests| journal(requests).outer.height), [7, 46]);
        assert_eq!(journal(1_000).outer.y, 1);
        let failed = |requests, height| {
            let lines = JournalLines { requests, details: JournalDetails::OfFailure };
            let areas = LayerAreas::journal(Size::new(80, height), lines);
            (areas.rows.height, areas.below.height)
        };
        assert_eq!([failed(3, 24), failed(12, 24), failed(1_000, 24)], [(3, 9), (12, 7), (13, 6)]);
    }
}

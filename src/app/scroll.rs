//! Cursors and scroll positions.

use std::cell::Cell;

/// A move through rows or lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A row up.
    Up,
    /// A row down.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// Half a page up.
    HalfPageUp,
    /// Half a page down.
    HalfPageDown,
    /// To the first.
    First,
    /// To the last.
    Last,
}

impl Step {
    /// The row that the step leads to from row `at` of `len`, with `page` rows on screen.
    pub fn apply(self, at: usize, len: usize, page: usize) -> usize {
        let last = len.saturating_sub(1);
        let page = page.max(1);
        let target = match self {
            Self::Up => at.saturating_sub(1),
            Self::Down => at.saturating_add(1),
            Self::PageUp => at.saturating_sub(page),
            Self::PageDown => at.saturating_add(page),
            Self::HalfPageUp => at.saturating_sub((page / 2).max(1)),
            Self::HalfPageDown => at.saturating_add((page / 2).max(1)),
            Self::First => 0,
            Self::Last => last,
        };
        target.min(last)
    }
}

/// A cursor on a row, and the first row shown, which is set when the rows are drawn.
#[derive(Clone, Debug, Default)]
pub struct Cursor {
    /// The index of the row under the cursor.
    pub at: usize,
    offset: Cell<usize>,
}

impl Cursor {
    /// Moves the cursor among `len` rows, with `page` rows on screen.
    pub fn step(&mut self, step: Step, len: usize, page: usize) {
        self.at = step.apply(self.at, len, page);
    }

    /// Keeps the cursor within `len` rows.
    pub fn clamp(&mut self, len: usize) {
        self.at = self.at.min(len.saturating_sub(1));
    }

    /// The first row to show of `len`, so that the cursor is among the `page` rows on screen. A step beyond the edge scrolls
    /// by half a page: the rows that come next are in sight, and the next steps redraw two rows instead of all, which
    /// matters over a slow line.
    pub fn offset(&self, len: usize, page: usize) -> usize {
        let page = page.max(1);
        let last = len.saturating_sub(page);
        let mut offset = self.offset.get().min(last);
        if self.at + 1 == offset {
            offset = (self.at + 1).saturating_sub(page.div_ceil(2));
        } else if self.at == offset + page {
            offset = (self.at - page / 2).min(last);
        } else if self.at < offset {
            offset = self.at;
        } else if self.at > offset + page {
            offset = self.at + 1 - page;
        }
        self.offset.set(offset);
        offset
    }
}

/// The scroll position in a text. Its length is known once it was drawn.
#[derive(Clone, Debug, Default)]
pub struct Scroll {
    offset: Cell<usize>,
    lines: Cell<usize>,
    page: Cell<usize>,
}

impl Scroll {
    /// Scrolls.
    pub fn step(&mut self, step: Step) {
        let (lines, page) = (self.lines.get(), self.page.get());
        let reach = lines.saturating_sub(page) + 1;
        self.offset.set(step.apply(self.offset.get(), reach, page));
    }

    /// The first line to show of a text of `lines` lines, with `page` lines on screen.
    pub fn settle(&self, lines: usize, page: usize) -> usize {
        self.lines.set(lines);
        self.page.set(page);
        self.offset.set(self.offset.get().min(lines.saturating_sub(page)));
        self.offset.get()
    }

    /// The first line shown.
    pub fn first(&self) -> usize {
        self.offset.get()
    }

    /// Scrolls so that a line is among the `page` lines on screen, with some lines above it if it was not.
    pub fn show(&self, line: usize, page: usize) {
        let first = self.offset.get();
        if line < first || line >= first + page.max(1) {
            self.offset.set(line.saturating_sub(page / 3));
        }
    }

    /// True if the text, when it was last drawn, was longer than the screen.
    pub fn overflows(&self) -> bool {
        self.lines.get() > self.page.get()
    }

    /// Scrolls to the end, also of a text that has grown since it was drawn.
    pub fn to_end(&mut self) {
        self.offset.set(usize::MAX);
    }

    /// Scrolls back to the top.
    pub fn reset(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STEPS: [Step; 8] = [
        Step::Up,
        Step::Down,
        Step::PageUp,
        Step::PageDown,
        Step::HalfPageUp,
        Step::HalfPageDown,
        Step::First,
        Step::Last,
    ];

    #[test]
    fn a_step_beyond_the_edge_scrolls_by_half_a_page() {
        let mut cursor = Cursor::default();
        let mut step = |step| {
            cursor.step(step, 100, 10);
            (cursor.at, cursor.offset(100, 10))
        };
        let down: Vec<_> = (0..15).map(|_| step(Step::Down)).collect();
        assert_eq!(down[8..], [(9, 0), (10, 5), (11, 5), (12, 5), (13, 5), (14, 5), (15, 10)]);
        let up: Vec<_> = (0..7).map(|_| step(Step::Up)).collect();
        assert_eq!(up[3..6], [(11, 10), (10, 10), (9, 5)]);
        assert_eq!(step(Step::PageDown), (18, 9), "a page moves the rows by what it must");
        assert_eq!(step(Step::Last), (99, 90));
        assert_eq!(step(Step::First), (0, 0));
    }

    proptest! {
        #[test]
        fn the_cursor_is_always_on_a_row_that_is_shown(
            steps in proptest::collection::vec((0..8_usize, 0..40_usize, 0..12_usize), 1..40)
        ) {
            let mut cursor = Cursor::default();
            for (step, len, page) in steps {
                cursor.clamp(len);
                cursor.step(STEPS[step], len, page);
                let offset = cursor.offset(len, page);
                prop_assert!(len == 0 || cursor.at < len);
                prop_assert!(offset <= cursor.at && cursor.at < offset + page.max(1));
            }
        }

        #[test]
        fn a_scroll_never_leaves_its_text(
            steps in proptest::collection::vec((0..8_usize, 0..40_usize, 1..12_usize), 1..40)
        ) {
            let mut scroll = Scroll::default();
            for (step, lines, page) in steps {
                scroll.settle(lines, page);
                scroll.step(STEPS[step]);
                let offset = scroll.settle(lines, page);
                prop_assert!(offset <= lines.saturating_sub(page));
            }
        }
    }
}

//! Positions in something longer than the screen.

use std::cell::Cell;

/// A step through rows or lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// One up.
    Up,
    /// One down.
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
    /// Where the step leads from `at`, among `len` rows of which `page` are shown.
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

/// A cursor on a row, and the first row that is shown. The offset settles when the size is known.
#[derive(Clone, Debug, Default)]
pub struct Cursor {
    /// The row that the cursor is on.
    pub at: usize,
    offset: Cell<usize>,
}

impl Cursor {
    /// Takes a step among `len` rows, `page` of which are shown.
    pub fn step(&mut self, step: Step, len: usize, page: usize) {
        self.at = step.apply(self.at, len, page);
    }

    /// Keeps the cursor inside `len` rows.
    pub fn clamp(&mut self, len: usize) {
        self.at = self.at.min(len.saturating_sub(1));
    }

    /// The first row to show, so that the cursor is among the `page` rows shown of `len`.
    pub fn offset(&self, len: usize, page: usize) -> usize {
        let page = page.max(1);
        let mut offset = self.offset.get().min(len.saturating_sub(page));
        if self.at < offset {
            offset = self.at;
        } else if self.at >= offset + page {
            offset = self.at + 1 - page;
        }
        self.offset.set(offset);
        offset
    }
}

/// The first line shown of a text. How far it goes is known once it was drawn.
#[derive(Clone, Debug, Default)]
pub struct Scroll {
    offset: Cell<usize>,
    lines: Cell<usize>,
    page: Cell<usize>,
}

impl Scroll {
    /// Takes a step.
    pub fn step(&mut self, step: Step) {
        let (lines, page) = (self.lines.get(), self.page.get());
        let reach = lines.saturating_sub(page) + 1;
        self.offset.set(step.apply(self.offset.get(), reach, page));
    }

    /// The first line to show, once the text is known to have `lines` lines, `page` of which fit.
    pub fn settle(&self, lines: usize, page: usize) -> usize {
        self.lines.set(lines);
        self.page.set(page);
        self.offset.set(self.offset.get().min(lines.saturating_sub(page)));
        self.offset.get()
    }

    /// Whether the text, as it was drawn last, is longer than what fits.
    pub fn overflows(&self) -> bool {
        self.lines.get() > self.page.get()
    }

    /// Back to the top.
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

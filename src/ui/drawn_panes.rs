//! The panes as they were last drawn, for frames in which they may lag behind the cursor of the list.

use crate::app::Model;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

/// The panes as they were last drawn. Empty while a layer covers them or a value may be in them: nothing secret is kept.
#[derive(Debug, Default)]
pub struct DrawnPanes {
    area: Rect,
    cells: Vec<Cell>,
}

impl DrawnPanes {
    /// Draws the panes as they are here if they may lag; `false` if they must be drawn anew.
    pub(super) fn draw_again(&self, model: &Model, area: Rect, buf: &mut Buffer) -> bool {
        let may = model.panes_may_lag() && area == self.area && !self.cells.is_empty();
        if may {
            for (row, cells) in area.rows().zip(self.cells.chunks(usize::from(area.width.max(1)))) {
                row_of(row, buf).clone_from_slice(cells);
            }
        }
        may
    }

    /// Keeps the panes of a frame.
    pub(super) fn keep(&mut self, model: &Model, buf: &mut Buffer) {
        let areas = model.screen().and_then(|screen| screen.secret).filter(|_| model.are_panes_bare());
        let Some(areas) = areas else { return *self = Self::default() };
        if model.panes_may_lag() && self.area == areas.outer {
            return;
        }
        self.area = areas.outer;
        self.cells.clear();
        for row in self.area.rows() {
            self.cells.extend_from_slice(row_of(row, buf));
        }
    }
}

/// The cells of one row of an area.
fn row_of(row: Rect, buf: &mut Buffer) -> &mut [Cell] {
    let start = buf.index_of(row.x, row.y);
    &mut buf.content[start..start + usize::from(row.width)]
}

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
        let may =
            model.panes_may_lag() && area == self.area && is_inside(area, buf) && !self.cells.is_empty();
        if may {
            for (row, cells) in area.rows().zip(self.cells.chunks(usize::from(area.width.max(1)))) {
                row_of(row, buf).clone_from_slice(cells);
            }
        }
        may
    }

    /// Keeps the panes of a frame.
    pub(super) fn keep(&mut self, model: &Model, buf: &mut Buffer) {
        let area = model.screen().and_then(|screen| screen.secret).map(|panes| panes.outer);
        // Without a secret nothing is worth keeping, least of all in the first frame.
        let is_worth = model.selected().is_some() && model.are_panes_bare();
        let Some(area) = area.filter(|area| is_worth && is_inside(*area, buf)) else {
            return *self = Self::default();
        };
        if model.panes_may_lag() && self.area == area {
            return;
        }
        self.area = area;
        self.cells.clear();
        self.cells.reserve(usize::from(area.width) * usize::from(area.height));
        for row in self.area.rows() {
            self.cells.extend_from_slice(row_of(row, buf));
        }
    }
}

/// False for a moment after the terminal was made smaller: the model hears of it later than the screen.
fn is_inside(area: Rect, buf: &Buffer) -> bool {
    area.intersection(buf.area) == area
}

/// The cells of one row of an area.
fn row_of(row: Rect, buf: &mut Buffer) -> &mut [Cell] {
    let start = buf.index_of(row.x, row.y);
    &mut buf.content[start..start + usize::from(row.width)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::world::{WIDE, World, millis, secrets, value};
    use crate::ui::{Look, view_in};
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    /// Draws as the program does, frame after frame. Returns the list and the panes as they are on screen.
    fn draw(
        terminal: &mut Terminal<TestBackend>,
        panes: &mut DrawnPanes,
        world: &World,
    ) -> (Vec<Cell>, Vec<Cell>) {
        terminal.draw(|frame| view_in(&world.model, Look::default(), panes, frame)).unwrap();
        let screen = world.model.screen().unwrap();
        let cells = |area: Rect| area.positions().map(|at| terminal.backend().buffer()[at].clone()).collect();
        (cells(screen.list.unwrap().outer), cells(screen.secret.unwrap().outer))
    }

    #[test]
    fn the_row_moves_at_once_and_the_panes_follow_when_the_cursor_rests() {
        let mut world = World::listing(WIDE, &secrets(&["first", "second", "third"]));
        let mut terminal = Terminal::new(TestBackend::new(WIDE.width, WIDE.height)).unwrap();
        let mut panes = DrawnPanes::default();
        world.pass(millis(100));
        let (list, first) = draw(&mut terminal, &mut panes, &world);
        world.keys("down down");
        let (moved, kept) = draw(&mut terminal, &mut panes, &world);
        assert!(moved != list, "the cursor is on another row");
        assert!(kept == first);
        world.pass(millis(80));
        let (rests, third) = draw(&mut terminal, &mut panes, &world);
        assert!(rests == moved && third != first);
        let (_, drawn_anew) = draw(&mut terminal, &mut DrawnPanes::default(), &world);
        assert!(third == drawn_anew);
    }

    #[test]
    fn a_value_is_not_kept() {
        let mut world = World::listing(WIDE, &secrets(&["a", "b"]));
        let mut terminal = Terminal::new(TestBackend::new(WIDE.width, WIDE.height)).unwrap();
        let mut panes = DrawnPanes::default();
        draw(&mut terminal, &mut panes, &world);
        assert!(!panes.cells.is_empty());
        world.keys("v");
        world.answer("GetSecretValue", value("hunter2"));
        world.keys("V");
        let (_, revealed) = draw(&mut terminal, &mut panes, &world);
        assert!(revealed.iter().map(Cell::symbol).collect::<String>().contains("hunter2"));
        assert!(panes.cells.is_empty());
    }
}

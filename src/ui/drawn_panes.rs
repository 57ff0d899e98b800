//! The panes and the footer as they were last drawn, for frames in which they may lag behind the cursor of the list.

use crate::app::Model;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

/// The panes and the footer, whose hints depend on the secret, as they were last drawn. Empty while a layer covers the panes
/// or a value may be in them: nothing secret is kept.
#[derive(Debug, Default)]
pub struct DrawnPanes(Vec<Drawn>);

/// An area as it was last drawn.
#[derive(Debug)]
struct Drawn {
    area: Rect,
    cells: Vec<Cell>,
}

impl DrawnPanes {
    /// Draws an area as it is here if the panes may lag; `false` if it must be drawn anew.
    pub(super) fn draw_again(&self, model: &Model, area: Rect, buf: &mut Buffer) -> bool {
        let may = model.panes_may_lag() && is_inside(area, buf);
        let Some(drawn) = self.0.iter().find(|drawn| may && drawn.area == area) else { return false };
        for (row, cells) in area.rows().zip(drawn.cells.chunks(usize::from(area.width.max(1)))) {
            row_of(row, buf).clone_from_slice(cells);
        }
        true
    }

    /// Keeps the panes and the footer of a frame.
    pub(super) fn keep(&mut self, model: &Model, buf: &mut Buffer) {
        // Without a secret nothing is worth keeping, least of all in the first frame.
        let is_worth = model.selected().is_some() && model.are_panes_bare();
        let screen = model.screen().filter(|_| is_worth);
        let areas = screen.and_then(|screen| Some([screen.secret?.outer, screen.footer]));
        let Some(areas) = areas.filter(|areas| areas.iter().all(|area| is_inside(*area, buf))) else {
            return self.0.clear();
        };
        if model.panes_may_lag() && self.0.iter().map(|drawn| drawn.area).eq(areas) {
            return;
        }
        self.0 = areas.map(|area| Drawn::of(area, buf)).into();
    }
}

impl Drawn {
    fn of(area: Rect, buf: &mut Buffer) -> Self {
        let mut cells = Vec::with_capacity(usize::from(area.width) * usize::from(area.height));
        for row in area.rows() {
            cells.extend_from_slice(row_of(row, buf));
        }
        Self { area, cells }
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
        assert!(!panes.0.is_empty());
        world.keys("v");
        world.answer("GetSecretValue", value("hunter2"));
        world.keys("V");
        let (_, revealed) = draw(&mut terminal, &mut panes, &world);
        assert!(revealed.iter().map(Cell::symbol).collect::<String>().contains("hunter2"));
        assert!(panes.0.is_empty());
    }
}

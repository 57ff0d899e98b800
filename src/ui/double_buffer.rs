//! The double buffer: the cells on screen, and those of the next frame beside them. What differs is written.

use super::drawn_panes::{DrawnPanes, row_of};
use super::{Look, Panes, paint};
use crate::app::Model;
use ratatui::backend::Backend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use std::mem;

/// The cells on screen, and those of the next frame. Unlike ratatui's terminal it keeps the cells of panes that stay as they
/// are, and looks for what has changed in rows that differ alone.
#[derive(Debug)]
pub struct DoubleBuffer {
    shown: Buffer,
    /// Blank between frames.
    next: Buffer,
    panes: DrawnPanes,
}

/// A part of a row that differs.
struct Change {
    before: Buffer,
    after: Buffer,
}

impl DoubleBuffer {
    /// The buffers of a blank screen.
    pub fn new(size: Size) -> Self {
        let blank = Buffer::empty(Rect::from(size));
        Self { shown: blank.clone(), next: blank, panes: DrawnPanes::default() }
    }

    /// The size of the screen.
    pub fn size(&self) -> Size {
        self.shown.area.as_size()
    }

    /// Draws a model: writes the cells that differ from those on screen.
    ///
    /// # Errors
    /// The backend can't be drawn on. What is on screen then is not known.
    pub fn draw<B: Backend>(&mut self, model: &Model, look: Look, backend: &mut B) -> Result<(), B::Error> {
        let (panes, staying) = match self.panes.staying(model, self.next.area) {
            Some(areas) => {
                // What is written over them may have changed.
                for row in areas.covered_rows() {
                    row_of(row, &mut self.next).clone_from_slice(row_of(row, &mut self.shown));
                }
                (Panes::Staying, areas.untouched())
            }
            None => (Panes::Drawn, Rect::ZERO),
        };
        let cursor = paint(model, look, panes, &mut self.next);
        self.panes.note(model, self.next.area);
        if panes == Panes::Drawn && self.is_mostly_new() {
            self.write_all(backend)?;
        } else {
            self.write_changes(staying, backend)?;
        }
        self.next.reset();
        match cursor {
            Some(position) => {
                backend.show_cursor()?;
                backend.set_cursor_position(position)?;
            }
            None => backend.hide_cursor()?,
        }
        backend.flush()
    }

    /// True if most rows differ, as in the first frame. To take them out one by one costs more than it saves then.
    fn is_mostly_new(&self) -> bool {
        let width = usize::from(self.next.area.width).max(1);
        let rows = self.shown.content.chunks(width).zip(self.next.content.chunks(width));
        rows.filter(|(before, after)| before != after).count() > usize::from(self.next.area.height) / 2
    }

    fn write_all<B: Backend>(&mut self, backend: &mut B) -> Result<(), B::Error> {
        backend.draw(self.shown.diff_iter(&self.next))?;
        mem::swap(&mut self.shown, &mut self.next);
        Ok(())
    }

    fn write_changes<B: Backend>(&mut self, staying: Rect, backend: &mut B) -> Result<(), B::Error> {
        let changes = self.take_changes(staying);
        backend.draw(changes.iter().flat_map(|change| change.before.diff_iter(&change.after)))?;
        for Change { after, .. } in changes {
            for (cell, new) in row_of(after.area, &mut self.shown).iter_mut().zip(after.content) {
                *cell = new;
            }
        }
        Ok(())
    }

    /// Takes the parts of rows that differ out of both buffers, apart from the cells that stay.
    fn take_changes(&mut self, staying: Rect) -> Vec<Change> {
        let mut changes = Vec::new();
        let parts = self.next.area.rows().flat_map(|row| beside(row, staying));
        for area in parts.filter(|part| !part.is_empty()) {
            let (before, after) = (row_of(area, &mut self.shown), row_of(area, &mut self.next));
            if before != after {
                let [before, after] = [before, after]
                    .map(|cells| Buffer { area, content: cells.iter_mut().map(mem::take).collect() });
                changes.push(Change { before, after });
            }
        }
        changes
    }
}

/// The parts of a row beside an area.
fn beside(row: Rect, area: Rect) -> [Rect; 2] {
    if !(area.y..area.bottom()).contains(&row.y) {
        return [row, Rect::ZERO];
    }
    [
        Rect { width: area.x - row.x, ..row },
        Rect { x: area.right(), width: row.right() - area.right(), ..row },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::world::{WIDE, World, millis, secrets, value};
    use crate::ui::view;
    use ratatui::Terminal;
    use ratatui::backend::{CrosstermBackend, TestBackend};
    use ratatui::buffer::Cell;
    use std::num::NonZero;

    /// Draws as the program does, frame after frame. Returns the list and the panes as they are on screen.
    fn draw(backend: &mut TestBackend, screen: &mut DoubleBuffer, world: &World) -> (Vec<Cell>, Vec<Cell>) {
        screen.draw(&world.model, Look::default(), backend).unwrap();
        assert_eq!(*backend.buffer(), screen.shown, "what is on screen is known");
        let areas = world.model.screen().unwrap();
        let cells = |area: Rect| area.positions().map(|at| backend.buffer()[at].clone()).collect();
        (cells(areas.list.unwrap().outer), cells(areas.secret.unwrap().outer))
    }

    fn drawn_anew(world: &World) -> Buffer {
        let mut terminal = Terminal::new(TestBackend::new(WIDE.width, WIDE.height)).unwrap();
        terminal.draw(|frame| view(&world.model, frame)).unwrap();
        terminal.backend().buffer().clone()
    }

    #[test]
    fn the_row_moves_at_once_and_the_panes_follow_when_the_cursor_rests() {
        let mut world = World::listing(WIDE, &secrets(&["first", "second", "third"]));
        let mut backend = TestBackend::new(WIDE.width, WIDE.height);
        let mut screen = DoubleBuffer::new(WIDE);
        world.pass(millis(100));
        let (list, first) = draw(&mut backend, &mut screen, &world);
        world.keys("down down");
        let (moved, kept) = draw(&mut backend, &mut screen, &world);
        assert!(moved != list, "the cursor is on another row");
        assert!(kept == first);
        world.pass(millis(80));
        let (rests, third) = draw(&mut backend, &mut screen, &world);
        assert!(rests == moved && third != first);
        assert_eq!(*backend.buffer(), drawn_anew(&world));
    }

    #[test]
    fn each_frame_is_on_screen_as_if_it_was_drawn_anew() {
        let names = ["prod/a", "prod/é/b", "dev/c", "dev/…", "long/name/of/a/secret"];
        let mut world = World::listing(WIDE, &secrets(&names));
        let mut backend = TestBackend::new(WIDE.width, WIDE.height);
        let mut screen = DoubleBuffer::new(WIDE);
        for keys in
            ["down", "down", "/ d e v enter", "esc", "t", "down", "?", "esc", "tab", "4", "esc", "end"]
        {
            world.keys(keys);
            world.pass(millis(100));
            draw(&mut backend, &mut screen, &world);
            assert_eq!(*backend.buffer(), drawn_anew(&world), "after {keys}");
        }
    }

    /// What is on a terminal, row by row, once it has shown a frame.
    fn on_terminal(terminal: &mut vt100::Parser, screen: &mut DoubleBuffer, world: &World) -> Vec<String> {
        screen.draw(&world.model, Look::default(), &mut CrosstermBackend::new(&mut *terminal)).unwrap();
        // Blanks that were written and cells that were not look the same.
        terminal.screen().rows(0, WIDE.width).map(|row| row.trim_end().to_owned()).collect()
    }

    #[test]
    fn wide_characters_leave_nothing_behind_on_a_terminal() {
        let names = ["日本", "本日/a", "a日b", "plain", "é日", "日日日日", "prod/🔑/key", "x"];
        let mut world = World::listing(WIDE, &secrets(&names));
        let [height, width] = [WIDE.height, WIDE.width].map(|cells| NonZero::new(cells).unwrap());
        let terminal = || vt100::Parser::new(height, width, 0);
        let (mut shown, mut screen) = (terminal(), DoubleBuffer::new(WIDE));
        let keys =
            ["down", "up", "end", "home", "/ 日 enter", "esc", "t", "s", "space", "tab", "?", "ctrl-s"];
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..150 {
            let keys = random.choice(keys).unwrap();
            world.keys(keys);
            world.pass(millis(100));
            let rows = on_terminal(&mut shown, &mut screen, &world);
            let anew = on_terminal(&mut terminal(), &mut DoubleBuffer::new(WIDE), &world);
            assert_eq!(rows, anew, "after {keys}");
        }
    }

    #[test]
    fn a_note_is_written_below_panes_that_stay() {
        let mut world = World::listing(WIDE, &secrets(&["first", "second"]));
        let mut backend = TestBackend::new(WIDE.width, WIDE.height);
        let mut screen = DoubleBuffer::new(WIDE);
        world.pass(millis(100));
        let (_, before) = draw(&mut backend, &mut screen, &world);
        world.keys("down y");
        let (_, after) = draw(&mut backend, &mut screen, &world);
        let text = |cells: &[Cell]| cells.iter().map(Cell::symbol).collect::<String>();
        assert!(!text(&before).contains("copying") && text(&after).contains("copying"), "{}", text(&after));
    }

    #[test]
    fn panes_with_a_value_do_not_stay() {
        let mut world = World::listing(WIDE, &secrets(&["a", "b"]));
        let mut backend = TestBackend::new(WIDE.width, WIDE.height);
        let mut screen = DoubleBuffer::new(WIDE);
        draw(&mut backend, &mut screen, &world);
        assert!(screen.panes.are_known());
        world.keys("v");
        world.answer("GetSecretValue", value("hunter2"));
        world.keys("V");
        let (_, revealed) = draw(&mut backend, &mut screen, &world);
        assert!(revealed.iter().map(Cell::symbol).collect::<String>().contains("hunter2"));
        assert!(!screen.panes.are_known());
    }
}

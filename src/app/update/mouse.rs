//! The mouse: the wheel moves what is under it, a click goes where it is.

use crate::app::Model;
use crate::app::layer::Layer;
use crate::app::layout::{Focus, ListAreas, SecretAreas};
use crate::app::list::FilterMode;
use crate::app::scroll::Step;
use crate::app::secret::Pane;
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

/// Rows that a notch of the wheel moves.
const NOTCH: usize = 3;

impl Model {
    /// Takes what the mouse did in.
    pub(super) fn mouse(&mut self, event: MouseEvent) {
        if self.screen().is_none() {
            return;
        }
        let at = Position::new(event.column, event.row);
        match event.kind {
            MouseEventKind::ScrollUp => self.wheel(at, Step::Up),
            MouseEventKind::ScrollDown => self.wheel(at, Step::Down),
            MouseEventKind::Down(MouseButton::Left) => self.click(at),
            _ => {}
        }
    }

    fn wheel(&mut self, at: Position, step: Step) {
        if self.layers.is_empty()
            && let Some(screen) = self.screen()
        {
            let over_list = screen.list.is_some_and(|list| list.outer.contains(at));
            let over_secret = screen.secret.is_some_and(|secret| secret.outer.contains(at));
            match (over_list, over_secret) {
                (true, _) => self.focus_list(),
                (_, true) if self.selected.is_some() => self.focus_secret(),
                _ => return,
            }
        }
        for _ in 0..NOTCH {
            self.step(step);
        }
    }

    fn click(&mut self, at: Position) {
        match self.layers.last() {
            Some(Layer::Picker(_) | Layer::Journal) => return self.click_in_layer(at),
            // A question is answered with a key, so that a stray click changes nothing.
            Some(Layer::Form(_) | Layer::Report(_)) => return,
            Some(Layer::Help(_)) => return drop(self.layers.pop()),
            None => {}
        }
        let Some(screen) = self.screen() else { return };
        if let Some(list) = screen.list.filter(|list| list.outer.contains(at)) {
            self.click_in_list(&list, at);
        } else if let Some(secret) = screen.secret.filter(|secret| secret.outer.contains(at)) {
            self.click_in_secret(&secret, at);
        }
    }

    fn click_in_list(&mut self, list: &ListAreas, at: Position) {
        if list.filter.is_some_and(|line| line.contains(at)) {
            return self.edit_filter();
        }
        self.list.filter.mode = FilterMode::Resting;
        self.focus_list();
        if !list.rows.contains(at) {
            return;
        }
        let page = usize::from(list.rows.height);
        let row = self.list.cursor.offset(self.list.rows().len(), page) + usize::from(at.y - list.rows.y);
        if row >= self.list.rows().len() {
            return;
        }
        let again = row == self.list.cursor.at;
        self.list.go_to(row);
        self.follow_cursor();
        if self.list.toggle_folder() {
            self.rearrange_as_asked();
        } else if again && !self.secret_in_view() {
            // Where list and panes are not side by side, a click on the row under the cursor is the way in.
            self.focus_secret();
        }
    }

    fn click_in_secret(&mut self, secret: &SecretAreas, at: Position) {
        if let Some((pane, _)) = secret.tabs.iter().find(|(_, tab)| tab.contains(at)) {
            return self.show_pane(*pane);
        }
        self.focus_secret();
        let Some(rows) = secret.rows(self.pane).filter(|rows| rows.contains(at)) else { return };
        let clicked = usize::from(at.y - rows.y);
        let page = usize::from(rows.height);
        let Some(selected) = &mut self.selected else { return };
        let (cursor, len) = match self.pane {
            Pane::Versions => {
                let len = selected.versions().len();
                (&mut selected.versions.cursor, len)
            }
            Pane::Tags => {
                let len = selected.summary().tags.len();
                (&mut selected.tags, len)
            }
            Pane::Replication => {
                let len = selected.replicas().len();
                (&mut selected.replication, len)
            }
            Pane::Value => {
                let Some(shown) = selected.value.read.value_mut() else { return };
                let len = shown.rows().len();
                (&mut shown.cursor, len)
            }
            Pane::Overview | Pane::Policy | Pane::Rotation => return,
        };
        let row = cursor.offset(len, page) + clicked;
        if row < len {
            cursor.at = row;
        }
    }

    fn click_in_layer(&mut self, at: Position) {
        let Some(areas) = self.layer_areas() else { return };
        if !areas.outer.contains(at) {
            self.layers.pop();
            return;
        }
        if !areas.rows.contains(at) {
            return;
        }
        let clicked = usize::from(at.y - areas.rows.y);
        let page = usize::from(areas.rows.height);
        let journal_len = self.cx.requests().journal().len();
        match self.layers.last_mut() {
            Some(Layer::Journal) => {
                let row = self.cx.requests().journal().cursor.offset(journal_len, page) + clicked;
                if row < journal_len {
                    self.cx.journal_mut().cursor.at = row;
                }
            }
            Some(Layer::Picker(picker)) => {
                let len = picker.shown().len();
                let row = picker.cursor.offset(len, page) + clicked;
                if row < len {
                    picker.cursor.at = row;
                    self.take_pick();
                }
            }
            _ => {}
        }
    }

    /// Whether a pane beside the list has the keys: for the border that shows it.
    pub fn has_focus(&self, side: Focus) -> bool {
        self.layers.is_empty() && self.focus == side
    }
}

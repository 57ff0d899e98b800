//! The mouse: the wheel scrolls what is under it, and a click goes to what is under it.

use super::Model;
use crate::app::layout::{ListAreas, SecretAreas};
use crate::app::list::{Clicked, column_at};
use crate::app::scroll::Step;
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use jiff::SignedDuration;
use ratatui::layout::Position;

/// The longest time between the two clicks of a double click.
const DOUBLE_CLICK: SignedDuration = SignedDuration::from_millis(500);
/// The rows that a notch of the wheel moves.
const NOTCH: usize = 3;

impl Model {
    /// Handles a mouse event.
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
                (_, true) if self.secret.selected().is_some() && !self.is_picking() => self.focus_secret(),
                _ => return,
            }
        }
        for _ in 0..NOTCH {
            self.step(step);
        }
    }

    fn click(&mut self, at: Position) {
        self.secret.catch_up();
        let now = self.now();
        let before = self.last_click.replace((now, at));
        let is_again =
            before.is_some_and(|(then, place)| place == at && now.duration_since(then) <= DOUBLE_CLICK);
        if !self.layers.is_empty() {
            let Some(size) = self.size_of_layers() else { return };
            let (layers, mut cx) = self.layers_and_context();
            return layers.click(at, size, &mut cx);
        }
        let Some(screen) = self.screen() else { return };
        if let Some(list) = screen.list.filter(|list| list.outer.contains(at)) {
            self.click_in_list(&list, at, is_again);
        } else if let Some(secret) =
            screen.secret.filter(|secret| secret.outer.contains(at) && !self.is_picking())
        {
            self.click_in_secret(&secret, at);
        }
    }

    /// Handles a click in the list; `is_again` is true for the second click of a double click.
    fn click_in_list(&mut self, list: &ListAreas, at: Position, is_again: bool) {
        if list.filter.is_some_and(|line| line.contains(at)) {
            return self.edit_filter();
        }
        self.list.stop_editing_filter();
        self.focus_list();
        if list.heading.contains(at) {
            if let Some(column) = column_at(at.x - list.heading.x, list.heading.width) {
                self.list.sort_by(column, &mut self.cx);
            }
            return;
        }
        if !list.rows.contains(at) {
            return;
        }
        let clicked =
            self.list.click(usize::from(at.y - list.rows.y), usize::from(list.rows.height), &mut self.cx);
        self.route_events();
        self.secret.catch_up();
        // If list and panes are side by side, only a double click opens the secret: a click on its row changes nothing.
        match clicked {
            Clicked::SameSecret if self.is_picking() => self.pick(),
            Clicked::SameSecret if is_again || !self.secret_in_view() => self.focus_secret(),
            Clicked::SameSecret | Clicked::OtherSecret | Clicked::Folder | Clicked::Nothing => {}
        }
    }

    fn click_in_secret(&mut self, secret: &SecretAreas, at: Position) {
        if let Some((pane, _)) = secret.tabs.iter().find(|(_, tab)| tab.contains(at)) {
            return self.show_pane(*pane);
        }
        self.focus_secret();
        if let Some(rows) = secret.rows(self.secret.pane()).filter(|rows| rows.contains(at)) {
            self.secret.click(usize::from(at.y - rows.y), usize::from(rows.height));
        }
    }
}

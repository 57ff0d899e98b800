//! A form as a layer.

use super::overlay::Overlay;
use crate::app::actions::{Action, Context};
use crate::app::form::{Flow, Form, FormContext};
use crate::app::scroll::Step;
use crate::app::search::Search;
use crossterm::event::KeyEvent;
use jiff::Timestamp;
use ratatui::layout::{Position, Size};

impl Overlay for Form {
    fn context(&self) -> Context {
        Form::context(self)
    }

    fn key(&mut self, key: KeyEvent, cx: &mut FormContext<'_>) -> Flow {
        Form::key(self, key, cx)
    }

    fn paste(&mut self, text: &str, cx: &mut FormContext<'_>) -> Flow {
        Form::paste(self, text, cx)
    }

    fn act(&mut self, action: Action, cx: &mut FormContext<'_>) -> Flow {
        Form::act(self, action, cx)
    }

    fn search(&self) -> Option<&Search> {
        self.is_read_only().then(|| Form::search(self))
    }

    fn search_mut(&mut self) -> Option<&mut Search> {
        self.is_read_only().then(|| Form::search_mut(self))
    }

    fn step(&mut self, step: Step, _page: usize, _cx: &mut FormContext<'_>) {
        Form::step(self, step);
    }

    fn click(&mut self, at: Position, _size: Size, cx: &mut FormContext<'_>) -> Flow {
        Form::click(self, at, cx)
    }

    fn offers(&self, action: Action) -> bool {
        Form::offers(self, action)
    }

    fn title(&self) -> Option<String> {
        Some(Form::title(self))
    }

    fn unsaved(&self) -> Option<String> {
        self.is_unsaved().then(|| self.title())
    }

    fn lock(&mut self) -> Flow {
        Form::lock(self)
    }

    fn wake(&mut self, now: Timestamp) {
        Form::wake(self, now);
    }

    fn next_wake(&self) -> Option<Timestamp> {
        Form::next_wake(self)
    }
}

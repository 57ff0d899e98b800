//! A form as a layer.

use super::overlay::{Flow, Overlay, tell_answers};
use crate::app::actions::{Action, Context};
use crate::app::form::{Form, FormContext, FormFlow};
use crate::app::scroll::Step;
use crossterm::event::{KeyCode, KeyEvent};
use jiff::Timestamp;

impl From<FormFlow> for Flow {
    fn from(flow: FormFlow) -> Self {
        match flow {
            FormFlow::Stay => Self::Stay,
            FormFlow::Close => Self::Close,
            FormFlow::AskLeave => Self::AskLeave,
        }
    }
}

impl Overlay for Form {
    fn context(&self) -> Context {
        Form::context(self)
    }

    fn key(&mut self, key: KeyEvent, cx: &mut FormContext<'_>) -> Flow {
        if key.code == KeyCode::Enter && Form::context(self) == Context::Review {
            tell_answers(cx.update);
            return Flow::Stay;
        }
        Form::key(self, key, cx).into()
    }

    fn paste(&mut self, text: &str, cx: &mut FormContext<'_>) -> Flow {
        Form::paste(self, text, cx).into()
    }

    fn act(&mut self, action: Action, cx: &mut FormContext<'_>) -> Flow {
        Form::act(self, action, cx).into()
    }

    fn step(&mut self, step: Step, page: usize, _cx: &mut FormContext<'_>) {
        Form::step(self, step, page);
    }

    fn offers(&self, action: Action) -> bool {
        Form::offers(self, action)
    }

    fn unsaved(&self) -> Option<String> {
        self.is_unsaved().then(|| self.spec.title())
    }

    fn wake(&mut self, now: Timestamp) {
        Form::wake(self, now);
    }

    fn next_wake(&self) -> Option<Timestamp> {
        Form::next_wake(self)
    }
}

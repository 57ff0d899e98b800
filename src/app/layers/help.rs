//! The help page as a layer.

use super::overlay::Overlay;
use crate::app::actions::Context;
use crate::app::form::{Flow, FormContext};
use crate::app::scroll::{Scroll, Step};
use ratatui::layout::{Position, Size};

/// The help page.
#[derive(Debug)]
pub struct HelpLayer {
    context: Context,
    scroll: Scroll,
}

impl HelpLayer {
    /// The help page for a context, whose keys come first.
    pub fn new(context: Context) -> Self {
        Self { context, scroll: Scroll::default() }
    }

    /// The context whose keys come first.
    pub fn about(&self) -> Context {
        self.context
    }

    /// The scroll position.
    pub fn scroll(&self) -> &Scroll {
        &self.scroll
    }
}

impl Overlay for HelpLayer {
    fn context(&self) -> Context {
        Context::Help
    }

    fn step(&mut self, step: Step, _page: usize, _cx: &mut FormContext<'_>) {
        self.scroll.step(step);
    }

    fn click(&mut self, _at: Position, _size: Size, _cx: &mut FormContext<'_>) -> Flow {
        Flow::Close
    }
}

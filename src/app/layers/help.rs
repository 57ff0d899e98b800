//! The help page as a layer.

use super::overlay::Overlay;
use crate::app::actions::{Action, Context};
use crate::app::form::{Flow, FormContext};
use crate::app::scroll::{Scroll, Step};
use crate::app::search::Search;
use ratatui::layout::{Position, Size};

/// The help page.
#[derive(Debug)]
pub struct HelpLayer {
    context: Context,
    title: String,
    actions: Vec<Action>,
    scroll: Scroll,
    search: Search,
}

impl HelpLayer {
    /// The help page for a context with the actions that can be done there, whose keys come first.
    pub fn new(context: Context, title: String, actions: Vec<Action>) -> Self {
        Self { context, title, actions, scroll: Scroll::default(), search: Search::default() }
    }

    /// The heading: names what the help is about.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The actions that can be done where the help was asked for, in the order of the table.
    pub fn actions(&self) -> &[Action] {
        &self.actions
    }

    /// The context whose keys come first.
    pub fn about(&self) -> Context {
        self.context
    }

    /// The search through the page.
    pub fn searched(&self) -> &Search {
        &self.search
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

    fn search(&self) -> Option<&Search> {
        Some(&self.search)
    }

    fn search_mut(&mut self) -> Option<&mut Search> {
        Some(&mut self.search)
    }

    fn step(&mut self, step: Step, _page: usize, _cx: &mut FormContext<'_>) {
        self.scroll.step(step);
    }

    fn click(&mut self, _at: Position, _size: Size, _cx: &mut FormContext<'_>) -> Flow {
        Flow::Close
    }
}

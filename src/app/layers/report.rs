//! The report on a plan some of whose requests failed, as a layer.

use super::overlay::Overlay;
use crate::app::actions::Context;
use crate::app::form::FormContext;
use crate::app::plan::Plan;
use crate::app::scroll::{Scroll, Step};
use crate::app::search::Search;

/// The report on a plan, request by request.
#[derive(Debug)]
pub struct ReportLayer {
    plan: Plan,
    scroll: Scroll,
    search: Search,
}

impl ReportLayer {
    /// The report on a plan that has ended.
    pub fn new(plan: Plan) -> Self {
        Self { plan, scroll: Scroll::default(), search: Search::default() }
    }

    /// The plan with the state of each request.
    pub fn plan(&self) -> &Plan {
        &self.plan
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

impl Overlay for ReportLayer {
    fn context(&self) -> Context {
        Context::Report
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
}

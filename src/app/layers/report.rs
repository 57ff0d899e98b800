//! The report on a plan of which some steps failed.

use super::overlay::Overlay;
use crate::app::actions::Context;
use crate::app::form::FormContext;
use crate::app::plan::Plan;
use crate::app::scroll::{Scroll, Step};

/// The report on a plan, step by step.
#[derive(Debug)]
pub struct Report {
    plan: Plan,
    scroll: Scroll,
}

impl Report {
    /// The report on a plan that has ended.
    pub fn new(plan: Plan) -> Self {
        Self { plan, scroll: Scroll::default() }
    }

    /// The plan, as far as it came.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The first line shown.
    pub fn scroll(&self) -> &Scroll {
        &self.scroll
    }
}

impl Overlay for Report {
    fn context(&self) -> Context {
        Context::Report
    }

    fn step(&mut self, step: Step, _page: usize, _cx: &mut FormContext<'_>) {
        self.scroll.step(step);
    }
}

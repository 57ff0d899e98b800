//! Screen layers: what lies on top of the list and the panes, and gets the keys first.

use super::form::Form;
use super::picker::Picker;
use super::plan::Plan;
use super::scroll::Scroll;

/// A layer.
#[derive(Debug)]
pub enum Layer {
    /// Every key that holds where the help was asked for.
    Help(Help),
    /// The requests of the session.
    Journal,
    /// A pick list: actions, profiles, Regions.
    Picker(Picker),
    /// A form or a question.
    Form(Box<Form>),
    /// What came of a plan, part of which failed.
    Report(Report),
}

/// What came of a plan, step by step.
#[derive(Debug)]
pub struct Report {
    /// The plan, as far as it came.
    pub plan: Plan,
    /// Where it is scrolled to.
    pub scroll: Scroll,
}

/// The help page.
#[derive(Debug)]
pub struct Help {
    /// Where it was asked for.
    pub context: super::action::Context,
    /// Where it is scrolled to.
    pub scroll: Scroll,
}

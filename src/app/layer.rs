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
    /// A question that wants yes or no.
    Confirm(Confirm),
    /// A form.
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
    pub context: super::actions::Context,
    /// Where it is scrolled to.
    pub scroll: Scroll,
}

/// A question before something that can't be taken back at once.
#[derive(Debug)]
pub struct Confirm {
    /// What will be done: names the secret.
    pub title: String,
    /// Where, and what follows: names account and Region.
    pub lines: Vec<String>,
    /// The same as calls of the AWS CLI, a line each.
    pub cli: Option<String>,
    /// What yes means.
    pub then: Then,
}

/// What happens after yes.
#[derive(Debug)]
pub enum Then {
    /// A plan is carried out.
    CarryOut(Box<Plan>),
    /// The Region is switched, and a secret opened there.
    GoTo {
        /// The Region.
        region: String,
        /// The secret's name.
        name: String,
    },
    /// The form below is left, and what was typed is lost.
    LeaveForm,
    /// The program ends although a change has not been answered.
    Quit,
}

//! Screen layers: what lies on top of the list and the panes, and gets the keys first.

use super::picker::Picker;
use super::scroll::Scroll;
use crate::secrets::Arn;
use crate::service::Request;

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
}

/// The help page.
#[derive(Debug)]
pub struct Help {
    /// Where it was asked for.
    pub context: super::action::Context,
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
    /// The same as a call of the AWS CLI.
    pub cli: Option<String>,
    /// What yes means.
    pub then: Then,
}

/// What happens after yes.
#[derive(Debug)]
pub enum Then {
    /// A request goes out.
    Send {
        /// The secret.
        arn: Arn,
        /// What is being done, in words.
        doing: String,
        /// The request, its token minted.
        request: Request,
    },
    /// The program ends although a change has not been answered.
    Quit,
}

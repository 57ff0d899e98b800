//! A question that wants yes or no.

use super::overlay::{Flow, Overlay};
use crate::app::Event;
use crate::app::actions::{Action, Context};
use crate::app::copy::CopyText;
use crate::app::form::FormContext;
use crate::app::plan::Plan;
use crossterm::event::{KeyCode, KeyEvent};

/// A question before something that can't be undone at once.
#[derive(Debug)]
pub struct Confirm {
    /// The change in question, naming the secret.
    pub title: String,
    /// Account and Region, and what follows from yes.
    pub lines: Vec<String>,
    /// The same as AWS CLI commands, a line each.
    pub cli: Option<String>,
    /// What yes means.
    pub then: Then,
}

/// The consequence of yes.
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
    /// The program ends.
    Quit,
}

impl Overlay for Confirm {
    fn context(&self) -> Context {
        Context::Confirm
    }

    fn key(&mut self, key: KeyEvent, cx: &mut FormContext<'_>) -> Flow {
        if key.code == KeyCode::Enter {
            let (yes, no) = (cx.update.key(Action::Confirm), cx.update.key(Action::Back));
            cx.update.tell(format!("Press {yes} to go ahead, {no} to leave everything as it is."));
        }
        Flow::Stay
    }

    fn act(&mut self, action: Action, cx: &mut FormContext<'_>) -> Flow {
        match action {
            Action::Confirm => {
                match std::mem::replace(&mut self.then, Then::Quit) {
                    Then::CarryOut(plan) => cx.update.raise(Event::PlanConfirmed { plan, form: None }),
                    Then::GoTo { region, name } => cx.update.raise(Event::RegionRequested { region, name }),
                    Then::LeaveForm => return Flow::CloseForm,
                    Then::Quit => cx.update.raise(Event::QuitConfirmed),
                }
                Flow::Close
            }
            Action::CopyCommands => {
                match self.cli.clone().filter(|commands| !commands.is_empty()) {
                    Some(commands) => cx.update.raise(Event::CopyRequested {
                        what: "AWS CLI command".into(),
                        text: CopyText::open(commands),
                    }),
                    None => cx.update.tell("There is no command for this."),
                }
                Flow::Stay
            }
            _ => Flow::Close,
        }
    }

    fn offers(&self, action: Action) -> bool {
        action != Action::CopyCommands || self.cli.is_some()
    }
}

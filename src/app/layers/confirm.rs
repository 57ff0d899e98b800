//! A question to answer with yes or no.

use super::overlay::{Flow, Overlay, tell_answers};
use crate::app::Event;
use crate::app::actions::{Action, Context};
use crate::app::copy::CopyText;
use crate::app::form::FormContext;
use crate::app::plan::Plan;
use crossterm::event::{KeyCode, KeyEvent};

/// A question before a change, or before something is lost.
#[derive(Debug)]
pub struct Confirm {
    /// The question, naming the secret.
    pub title: String,
    /// Account and Region, and the consequences of yes.
    pub lines: Vec<String>,
    /// The change as AWS CLI commands, one a line; `None` if nothing is sent.
    pub cli: Option<String>,
    /// The consequence of yes.
    pub on_confirm: OnConfirm,
}

/// The consequence of yes.
#[derive(Debug)]
pub enum OnConfirm {
    /// Carries out a plan.
    CarryOut(Box<Plan>),
    /// Switches to another Region and opens a secret there.
    GoTo {
        /// The Region.
        region: String,
        /// The secret's name.
        name: String,
    },
    /// Closes the form below; what was typed is lost.
    LeaveForm,
    /// Ends the program.
    Quit,
}

impl Overlay for Confirm {
    fn context(&self) -> Context {
        Context::Confirm
    }

    fn key(&mut self, key: KeyEvent, cx: &mut FormContext<'_>) -> Flow {
        if key.code == KeyCode::Enter {
            tell_answers(cx.update);
        }
        Flow::Stay
    }

    fn act(&mut self, action: Action, cx: &mut FormContext<'_>) -> Flow {
        match action {
            Action::Confirm => {
                match std::mem::replace(&mut self.on_confirm, OnConfirm::Quit) {
                    OnConfirm::CarryOut(plan) => cx.update.raise(Event::PlanConfirmed { plan, form: None }),
                    OnConfirm::GoTo { region, name } => {
                        cx.update.raise(Event::RegionRequested { region, name });
                    }
                    OnConfirm::LeaveForm => return Flow::CloseForm,
                    OnConfirm::Quit => cx.update.raise(Event::QuitConfirmed),
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

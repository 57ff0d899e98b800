//! Reviews: the effects of a form or a question, shown before anything is sent.

use super::note::Note;
use crate::app::LeftText;
use crate::app::UpdateContext;
use crate::app::custom_command::CommandId;
use crate::app::plan::Plan;
use crate::app::profile_rules::ConfirmRule;
use crate::secrets::Arn;
use crate::service::api::CliDestination;
use std::collections::BTreeSet;

/// A plan or another consequence, for a last look.
#[derive(Debug)]
pub struct Review {
    title: String,
    notes: Vec<Note>,
    on_yes: OnYes,
    confirmation: Confirmation,
    /// Where the requests of the plan are sent.
    home: CliDestination,
}

/// The consequence of yes to a review.
#[derive(Debug)]
pub enum OnYes {
    /// A plan is carried out.
    CarryOut(Box<Plan>),
    /// The Region is switched, and a secret opened there.
    GoTo {
        /// The Region.
        region: String,
        /// The secret's name.
        name: String,
    },
    /// Bookmarks and filters of this account and Region are forgotten.
    ForgetHistory,
    /// A command of the user is run.
    RunCommand {
        /// The command.
        command: CommandId,
        /// The secret that it was asked about.
        secret: Arn,
    },
    /// The program ends.
    Quit,
    /// The value opens with a text that the editor of a killed program has left.
    RestoreText(LeftText),
    /// The form closes, and what was typed is lost.
    LeaveForm,
}

/// The way to say yes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Confirmation {
    /// With one key.
    #[default]
    Key,
    /// By typing this name, letter by letter.
    TypedName(String),
    /// By typing the number of secrets that are changed.
    TypedNumber(usize),
}

impl Review {
    /// The review of a plan. The notes say what changes: names, lists, diffs; no value.
    pub fn of(plan: Plan, notes: Vec<Note>) -> Self {
        Self::asking(format!("{}?", plan.title), notes, OnYes::CarryOut(Box::new(plan)))
    }

    /// A question, and the consequence of yes.
    pub fn asking(title: impl Into<String>, notes: Vec<Note>, on_yes: OnYes) -> Self {
        let home = CliDestination::default();
        Self { title: title.into(), notes, on_yes, confirmation: Confirmation::Key, home }
    }

    /// The same, confirmed by typing a name.
    #[must_use]
    pub fn by_typing(self, name: impl Into<String>) -> Self {
        Self { confirmation: Confirmation::TypedName(name.into()), ..self }
    }

    /// The same, confirmed by typing the number of secrets if there are several.
    #[must_use]
    pub fn by_typing_number(self, count: usize) -> Self {
        if count < 2 {
            return self;
        }
        Self { confirmation: Confirmation::TypedNumber(count), ..self }
    }

    /// The same below another note, if there is one.
    #[must_use]
    pub fn below(mut self, note: Option<Note>) -> Self {
        self.notes.splice(0..0, note);
        self
    }

    /// The question that is asked: names the secret.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The place, and what follows from yes.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The consequence of yes.
    pub fn on_yes(&self) -> &OnYes {
        &self.on_yes
    }

    /// The way to say yes.
    pub fn confirmation(&self) -> &Confirmation {
        &self.confirmation
    }

    /// The plan that yes carries out, if there is one.
    pub fn plan(&self) -> Option<&Plan> {
        match &self.on_yes {
            OnYes::CarryOut(plan) => Some(plan),
            OnYes::GoTo { .. }
            | OnYes::ForgetHistory
            | OnYes::RunCommand { .. }
            | OnYes::RestoreText(_)
            | OnYes::Quit
            | OnYes::LeaveForm => None,
        }
    }

    /// The same as calls of the AWS CLI, one a request.
    pub fn cli_equivalents(&self) -> Vec<String> {
        self.plan().map(|plan| plan.cli_equivalents(&self.home)).unwrap_or_default()
    }

    /// The same as one line for a POSIX shell.
    pub fn command_line(&self) -> Option<String> {
        self.plan().map(|plan| plan.command_line(&self.home))
    }

    /// Sets where the requests of the plan are sent.
    pub(super) fn set_home(&mut self, home: CliDestination) {
        self.home = home;
    }

    /// Lets requests that repeat a change with an open outcome keep its token.
    pub(super) fn resume(&mut self, cx: &UpdateContext) {
        if let OnYes::CarryOut(plan) = &mut self.on_yes {
            cx.resume(plan);
        }
    }

    /// Asks for the name of the secret where the rule wants it; for the number of secrets if there are several.
    pub(super) fn confirm_by(&mut self, rule: ConfirmRule) {
        let names: BTreeSet<&str> = match &self.on_yes {
            OnYes::CarryOut(plan) => plan.steps.iter().map(|step| step.subject.name()).collect(),
            // Only a dangerous command is asked about: it changes something, as a plan does.
            OnYes::RunCommand { secret, .. } => BTreeSet::from([secret.name()]),
            OnYes::GoTo { .. }
            | OnYes::ForgetHistory
            | OnYes::RestoreText(_)
            | OnYes::Quit
            | OnYes::LeaveForm => return,
        };
        match (&self.confirmation, rule) {
            (Confirmation::Key, ConfirmRule::TypeName) => {}
            (Confirmation::Key, ConfirmRule::Key)
            | (Confirmation::TypedName(_) | Confirmation::TypedNumber(_), _) => return,
        }
        self.confirmation = match names.first() {
            Some(name) if names.len() == 1 => Confirmation::TypedName((*name).to_owned()),
            Some(_) => Confirmation::TypedNumber(names.len()),
            None => Confirmation::Key,
        };
    }

    /// Takes the consequence of yes out of the review.
    pub(super) fn into_on_yes(self) -> OnYes {
        self.on_yes
    }
}

//! The user's own commands: whether one can be run here, the question before it, and what it is run for.

use super::Model;
use crate::app::actions::{Context, KeySequence};
use crate::app::commands::CommandValue;
use crate::app::custom_command::{CommandEnd, CommandId, CommandPlace, CustomCommand, RunId, RunMode};
use crate::app::form::OnYes;
use crate::app::forms::Question;
use crate::app::problem::Problem;
use crate::app::secret::{Selected, ShownValue};
use crate::app::settings::{Access, Purpose};
use crate::app::template::TemplateFacts;
use crate::secrets::Arn;
use crate::service::api::{Request, VersionSelector};

/// A URL at which nothing answers.
const NOWHERE: &str = "http://127.0.0.1:9";

/// A command that can be run in this context, with its first keys.
#[derive(Clone, Copy, Debug)]
pub struct CommandHint<'a> {
    /// The command.
    pub command: &'a CustomCommand,
    /// Its keys.
    pub keys: Option<&'a KeySequence>,
}

impl Model {
    /// The commands for the list or the pane that has the keys. Those that would be refused are left out.
    pub fn command_hints(&self) -> Vec<CommandHint<'_>> {
        let context = self.context();
        let commands = self.settings().commands.iter().enumerate();
        let here = commands.filter(|(at, command)| {
            command.contexts.contains(context) && self.command_problem(CommandId(*at)).is_none()
        });
        here.map(|(at, command)| CommandHint {
            command,
            keys: self.keymap().command_keys(CommandId(at)).first(),
        })
        .collect()
    }

    /// Runs a command; asks first if it is dangerous.
    pub(super) fn run_command(&mut self, id: CommandId) {
        if let Some(problem) = self.command_problem(id) {
            return self.cx.show_problem(problem);
        }
        let Some(command) = self.settings().commands.get(id.0).filter(|command| command.is_dangerous) else {
            return self.start_command(id);
        };
        let Some(selected) = self.secret.selected() else { return };
        let facts = self.template_facts(selected);
        let title = format!("Run {} for {}?", command.name, facts.name);
        let arn = selected.arn().clone();
        let lines = [
            command.description.clone(),
            self.connection.summary().line(Some(&arn)),
            format!("$ {}", command.command_line(&facts)),
        ];
        let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        self.open_form(Box::new(Question::asking(
            title,
            lines,
            OnYes::RunCommand { command: id, secret: arn },
        )));
    }

    /// Runs a command that was asked about, unless another secret is under the cursor by now.
    pub(super) fn start_confirmed(&mut self, id: CommandId, secret: &Arn) {
        if self.secret.is_selected(secret) {
            return self.start_command(id);
        }
        let text = format!("{} is not under the cursor any longer: nothing was run.", secret.name());
        self.cx.refuse(text, "Go to it, and run the command again.");
    }

    /// Runs a command without asking.
    fn start_command(&mut self, id: CommandId) {
        if let Some(problem) = self.command_problem(id) {
            return self.cx.show_problem(problem);
        }
        let (Some(command), Some(selected)) =
            (self.settings().commands.get(id.0).cloned(), self.secret.selected())
        else {
            return;
        };
        let place = self.command_place(selected);
        let value =
            if command.needs_value() { self.value_for_command(selected) } else { CommandValue::NotNeeded };
        self.commands.start(command, place, value, &mut self.cx);
    }

    /// Shows lines of a command that runs, unless nobody is at the terminal.
    pub(super) fn command_output(&mut self, run: RunId, lines: &str) {
        if !self.lock.is_locked() {
            self.layers.command_output(run, lines);
        }
    }

    /// Handles the end of a command. What one has written while nobody was at the terminal is not shown.
    pub(super) fn command_ended(&mut self, run: RunId, end: CommandEnd) {
        let end = if self.lock.is_locked() { CommandEnd::of(end.exit) } else { end };
        if let Some(RunMode::Terminal) = self.commands.mode(run) {
            self.lock.input(self.cx.now());
        }
        self.commands.ended(run, end, &mut self.cx);
    }

    /// The version that a command is run for: that under the cursor in Versions, the one that Value shows, else AWSCURRENT.
    fn version_for_command(&self, selected: &Selected) -> VersionSelector {
        match self.version_in_row() {
            Some(row) => VersionSelector::Id(row),
            None if self.main_context() == Context::Value => selected.value().selector().clone(),
            None => VersionSelector::Current,
        }
    }

    fn value_for_command(&self, selected: &Selected) -> CommandValue {
        let version = self.version_for_command(selected);
        if let Some(shown) = selected.value().up_to_date(&version) {
            return CommandValue::Known(shown.value().body.clone());
        }
        CommandValue::Unread(Request::GetSecretValue { secret: selected.arn().to_string(), version })
    }

    fn template_facts(&self, selected: &Selected) -> TemplateFacts {
        let shown = selected.value().shown().filter(|_| self.main_context() == Context::Value);
        TemplateFacts {
            name: selected.name().to_owned(),
            arn: selected.arn().to_string(),
            region: self.connection.region().unwrap_or_default().to_owned(),
            profile: self.connection.profile().unwrap_or("default").to_owned(),
            key: shown.and_then(ShownValue::key_under_cursor),
        }
    }

    fn command_place(&self, selected: &Selected) -> CommandPlace {
        let at = self.connection.summary();
        let region = at.region.map(str::to_owned);
        let mut aws = vec![("AWS_REGION", region.clone()), ("AWS_DEFAULT_REGION", region)];
        if at.is_demo {
            // Only this program reaches the secrets of the demo: a command must not change those of a real account.
            aws.push(("AWS_ENDPOINT_URL_SECRETS_MANAGER", Some(NOWHERE.to_owned())));
        } else if let Some(url) = at.endpoint_url {
            aws.push(("AWS_ENDPOINT_URL_SECRETS_MANAGER", Some(url.to_owned())));
        }
        if let Some(profile) = at.chosen_profile {
            aws.push(("AWS_PROFILE", Some(profile.to_owned())));
            // AWS tools would take these before the profile.
            aws.extend(
                ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"].map(|name| (name, None)),
            );
        }
        CommandPlace { facts: self.template_facts(selected), aws }
    }

    /// Why a command can't be run now.
    fn command_problem(&self, id: CommandId) -> Option<Problem> {
        let command = self.settings().commands.get(id.0)?;
        let name = &command.name;
        if self.settings().purpose == Purpose::Pick {
            return Some(Problem::new("A secret is being chosen: commands are not run.", ""));
        }
        if command.is_dangerous && self.settings().access() == Access::ReadOnly {
            return Some(self.settings().refusal(name));
        }
        let Some(selected) = self.secret.selected() else {
            return Some(Problem::new("There is no secret under the cursor.", ""));
        };
        if !command.contexts.contains(self.main_context()) {
            return Some(Problem::new(format!("{name} is run in {}.", command.contexts.place()), ""));
        }
        if let Some(running) = self.commands.running() {
            let next = "Wait until it has ended, or stop it.";
            return Some(Problem::new(format!("{running} still runs: {name} was not run."), next));
        }
        if command.needs_value() && selected.summary().deleted.is_some() {
            let text =
                format!("{} is scheduled for deletion: its value can't be read for {name}.", selected.name());
            return Some(Problem::new(text, "Restore it first."));
        }
        if command.needs_member() && self.template_facts(selected).key.is_none() {
            let next = "Read the value, and put the cursor on a member of it.";
            return Some(Problem::new(format!("{name} needs a member of the value."), next));
        }
        None
    }
}

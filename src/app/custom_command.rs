//! The user's own commands, as the config file has them, and a run of one.

use super::actions::Contexts;
use super::problem::Problem;
use super::template::{FillError, Template, TemplateFacts};
use crate::secrets::ValueBody;
use std::fmt;
use std::time::Duration;
use zeroize::Zeroizing;

/// The place of a command among those of the config file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CommandId(pub usize);

/// The number of a run in the session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunId(pub u64);

/// A command of the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomCommand {
    /// The name in the palette and the footer.
    pub name: String,
    /// A line on what it does.
    pub description: String,
    /// The parts of the screen where it can be run.
    pub contexts: Contexts,
    /// The program and its arguments, without secret data.
    pub run: Vec<Template>,
    /// Environment variables, which may have secret data.
    pub env: Vec<(String, Template)>,
    /// The standard input.
    pub stdin: CommandInput,
    /// True if it is refused in read-only mode, and asked about elsewhere.
    pub is_dangerous: bool,
    /// The way it is run.
    pub mode: RunMode,
}

/// The standard input of a command.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CommandInput {
    /// None; a command that has the terminal reads that.
    #[default]
    Nothing,
    /// The whole value, bytes as they are.
    Value,
    /// The member under the cursor.
    Member,
}

/// The way a command is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunMode {
    /// Beside the dashboard, for at most this time. Its output is shown as it comes.
    Background(Duration),
    /// On the terminal, which the dashboard gives up until the command has ended.
    Terminal,
}

/// The place that a command is about to be run for: a secret, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandPlace {
    /// The texts that placeholders stand for.
    pub facts: TemplateFacts,
    /// The variables that lead AWS tools to the same place; `None` to remove one.
    pub aws: Vec<(&'static str, Option<String>)>,
}

/// A command with everything in its place. `Debug` shows no secret data.
#[derive(Clone)]
pub struct CommandRun {
    /// The name of the command.
    pub name: String,
    /// The program.
    pub program: String,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// The environment variables to set; `None` to remove one.
    pub env: Vec<(String, Option<Zeroizing<String>>)>,
    /// The standard input; `None` for none.
    pub stdin: Option<Zeroizing<Vec<u8>>>,
    /// The value that was read for it, which must not show in its output.
    pub value: Option<ValueBody>,
    /// The name and the ARN of the secret: a word of them that is also a part of the value shows in them.
    pub names: Vec<String>,
    /// The way it is run.
    pub mode: RunMode,
}

impl fmt::Debug for CommandRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CommandRun({}, redacted)", self.name)
    }
}

/// The end of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandEnd {
    /// The way it ended.
    pub exit: CommandExit,
    /// The output, without control sequences and secret data. Empty for a command that had the terminal.
    pub output: String,
    /// The bytes of output that were left out because there were too many.
    pub left_out: u64,
}

/// The way a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandExit {
    /// With this status.
    Status(i32),
    /// By the signal with this number.
    Signal(i32),
    /// The user stopped it.
    Stopped,
    /// It took longer than this.
    TimedOut(Duration),
    /// It could not be started, for this reason.
    NotStarted(String),
}

impl CommandEnd {
    /// The end of a run without output.
    pub fn of(exit: CommandExit) -> Self {
        Self { exit, output: String::new(), left_out: 0 }
    }

    /// The end in a sentence, without the full stop.
    pub fn in_words(&self, name: &str) -> String {
        match &self.exit {
            CommandExit::Status(0) => format!("{name} ended"),
            CommandExit::Status(status) => format!("{name} ended with status {status}"),
            CommandExit::Signal(signal) => format!("{name} was ended by signal {signal}"),
            CommandExit::Stopped => format!("{name} was stopped"),
            CommandExit::TimedOut(after) => {
                format!("{name} was stopped: it took longer than {}s", after.as_secs())
            }
            CommandExit::NotStarted(why) => format!("{name} could not be started: {why}"),
        }
    }
}

impl CustomCommand {
    /// True if it needs the value.
    pub fn needs_value(&self) -> bool {
        self.stdin != CommandInput::Nothing
            || self.env.iter().any(|(_, template)| template.secret().is_some())
    }

    /// True if it needs the member under the cursor.
    pub fn needs_member(&self) -> bool {
        self.stdin == CommandInput::Member || self.env.iter().any(|(_, template)| template.needs_member())
    }

    /// The program and its arguments as the question shows them.
    pub fn command_line(&self, facts: &TemplateFacts) -> String {
        let words = self.run.iter().filter_map(|word| word.filled(facts, None).ok());
        words.map(|word| shell_words::quote(&word).into_owned()).collect::<Vec<_>>().join(" ")
    }

    /// The command with everything in its place. `value` is the value that was read for it.
    pub fn prepared(&self, place: &CommandPlace, value: Option<ValueBody>) -> Result<CommandRun, Problem> {
        let problem = |error: FillError| self.problem(&error.to_string());
        let CommandPlace { facts, aws } = place;
        let mut words = Vec::new();
        for template in &self.run {
            let word = template.filled(facts, None).map_err(problem)?;
            if template.begins_with_placeholder() && word.starts_with('-') {
                return Err(
                    self.problem(&format!("The argument {:?} would be taken for an option", word.as_str()))
                );
            }
            words.push(word.to_string());
        }
        let mut env: Vec<_> =
            aws.iter().map(|(name, value)| ((*name).to_owned(), value.clone().map(Zeroizing::new))).collect();
        for (name, template) in &self.env {
            let text = template.filled(facts, value.as_ref()).map_err(problem)?;
            if text.contains('\0') {
                return Err(self.problem(&format!("The variable {name} can't have a NUL character")));
            }
            env.push((name.clone(), Some(text)));
        }
        let stdin = match (self.stdin, &value) {
            (CommandInput::Nothing, _) | (CommandInput::Value, None) => None,
            (CommandInput::Value, Some(ValueBody::Text(text))) => {
                Some(Zeroizing::new(text.as_bytes().to_vec()))
            }
            (CommandInput::Value, Some(ValueBody::Binary(bytes))) => Some(bytes.clone()),
            (CommandInput::Member, value) => {
                let text = facts.member(value.as_ref()).map_err(problem)?;
                Some(Zeroizing::new(text.as_bytes().to_vec()))
            }
        };
        let mut words = words.into_iter();
        Ok(CommandRun {
            name: self.name.clone(),
            program: words.next().unwrap_or_default(),
            arguments: words.collect(),
            env,
            stdin,
            value,
            names: vec![facts.name.clone(), facts.arn.clone()],
            mode: self.mode,
        })
    }

    fn problem(&self, why: &str) -> Problem {
        Problem::new(
            format!("{why}: {} was not run.", self.name),
            "Choose another secret or member, or change the command in the config file.",
        )
    }
}

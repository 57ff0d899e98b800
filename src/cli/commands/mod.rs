//! The commands for scripts and their options.

mod changing;
mod connection;
mod reading;
mod secret;

pub use changing::{ChangeArgs, DeleteArgs, LabelArgs, RestoreArgs, RotateArgs, SetArgs, TagArgs, UntagArgs};
pub use connection::ConnectionArgs;
pub use reading::{
    CopyArgs, DescribeArgs, DiffArgs, DoctorArgs, EnvArgs, EnvFormat, GetArgs, ListArgs, PickArgs, RunArgs,
    VariablesArgs,
};
pub use secret::{PartArgs, SecretArg};

use clap::{ArgMatches, Args, FromArgMatches, Subcommand, ValueEnum};

/// The options of `strongroom completions`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: CompletionShell,
}

/// The options of `strongroom man`.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct ManArgs {
    /// The command that the page is about [default: the program]
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

/// A shell that completes command lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it, and the help would show a text")]
pub enum CompletionShell {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell", alias = "pwsh")]
    PowerShell,
}

/// A command for scripts with the way to its secrets, whose options each of these commands has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The way to the secrets.
    pub connection: ConnectionArgs,
    /// The command.
    pub command: ScriptCommand,
}

/// The place in the help from which these commands stand.
const FIRST_ORDER: usize = 100;

impl FromArgMatches for Script {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let command = ScriptCommand::from_arg_matches(matches)?;
        let connection = matches.subcommand().map(|(_, matches)| ConnectionArgs::from_arg_matches(matches));
        Ok(Self { connection: connection.transpose()?.unwrap_or_default(), command })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Subcommand for Script {
    fn augment_subcommands(command: clap::Command) -> clap::Command {
        let mut own = ScriptCommand::augment_subcommands(clap::Command::new("own"));
        let own = own.get_subcommands_mut().map(std::mem::take);
        // Below `demo` and `serve`.
        command.subcommands((FIRST_ORDER..).zip(own).map(|(at, own)| own.display_order(at).defer(connected)))
    }

    fn augment_subcommands_for_update(command: clap::Command) -> clap::Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        ScriptCommand::has_subcommand(name)
    }
}

/// The command with the options of the connection.
fn connected(command: clap::Command) -> clap::Command {
    let about = command.get_about().cloned();
    ConnectionArgs::augment_args(command).about(about.unwrap_or_default())
}

/// A command for scripts.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum ScriptCommand {
    /// Print a value, or one member of it
    Get(GetArgs),
    /// List secrets as they are read
    List(ListArgs),
    /// Print everything about a secret except its value: metadata, versions, staging labels, tags, policy
    Describe(DescribeArgs),
    /// Compare two secrets, or two versions of one, member by member
    Diff(DiffArgs),
    /// Store a value, or one member of it, from the standard input or a file
    Set(SetArgs),
    /// Rotate a secret now
    Rotate(RotateArgs),
    /// Cancel the scheduled deletion of a secret
    Restore(RestoreArgs),
    /// Schedule the deletion of a secret, or delete it immediately
    Delete(DeleteArgs),
    /// Move, add or remove a staging label
    Label(LabelArgs),
    /// Add or change tags
    Tag(TagArgs),
    /// Remove tags
    Untag(UntagArgs),
    /// Copy a value, or one member of it, to the clipboard, and clear it after a while
    ///
    /// Uses the same clipboard as the dashboard: the display's, tmux's, or the terminal's (OSC 52). The command returns at
    /// once; a detached process serves the copy, clears it, and ends. The display and tmux are left alone if they hold
    /// another text by then. A terminal can only be asked to clear, whatever it holds.
    Copy(CopyArgs),
    /// Choose a secret in the dashboard's list and print its name
    ///
    /// Draws on the terminal even if the output is a pipe: strongroom get "$(strongroom pick)". Leaving without a choice
    /// ends with status 1. It can't reveal, change or copy a value.
    Pick(PickArgs),
    /// Run a command with the members of secrets as environment variables
    ///
    /// The command replaces this program: signals go to it, and the exit status is its own. A string becomes its text; any
    /// other member, nested or not, becomes JSON as it is written. Variables are named by their keys. Nothing runs if a name
    /// is not valid in a shell or occurs twice, or if a value is binary or contains a NUL.
    Run(RunArgs),
    /// Print the members of secrets as variables
    ///
    /// The format is one that another program reads back byte for byte. A string becomes its text; any other member, nested
    /// or not, becomes JSON as it is written. Variables are named by their keys. A name that is not valid in a shell or occurs
    /// twice is refused, and so is a value that is binary or contains a NUL.
    Env(EnvArgs),
    /// Check credentials, connection, clipboard, editor and terminal
    Doctor(DoctorArgs),
}

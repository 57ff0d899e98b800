//! The command line of `strongroom config`.

use clap::Subcommand;

/// A command on the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub enum ConfigCommand {
    /// Write a config file that explains every key; never replaces one
    Init,
    /// Print the path of the config file
    Path,
    /// Print each setting, and where it comes from
    Show,
    /// Print the mistakes of the config file; the exit status is 1 if there are any
    Check,
    /// Print the JSON schema of the config file
    Schema,
}

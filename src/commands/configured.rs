//! The configuration under the options of a command.

use crate::cli::{ConnectionArgs, Script, ScriptCommand};
use crate::config::Config;
use crate::secrets::printable;
use std::io::{self, Write};

/// The command with the settings of the configuration where its line says nothing. Mistakes of the configuration are told on
/// the standard error, and stop nothing.
pub fn configured(script: Script, config: &Config) -> Script {
    for problem in config.problems() {
        let _ = writeln!(io::stderr(), "strongroom: {}", printable(&problem.to_string()));
    }
    // The flags of the line are part of the configuration: they come first there.
    let options = config.options();
    let connection = ConnectionArgs {
        profile: options.profile.clone().map(|profile| profile.0),
        region: options.region.clone().map(|region| region.0),
        endpoint_url: options.endpoint_url.clone().map(|url| url.0),
        timeout: options.timeout.map(|timeout| timeout.0),
        read_only: options.read_only.unwrap_or(false),
    };
    let mut command = script.command;
    if let ScriptCommand::Copy(copy) = &mut command {
        copy.clear_after = copy.clear_after.or(options.clear_after.map(|timeout| timeout.0));
    }
    Script { connection, command }
}

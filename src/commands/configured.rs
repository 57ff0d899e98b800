//! The configuration under the options of a command.

use crate::cli::{ConnectionArgs, Script, ScriptCommand};
use crate::config::Config;
use crate::secrets::printable;
use std::env;
use std::io::{self, Write};

/// The command with the settings of the configuration where its line says nothing. Mistakes of the configuration are told on
/// the standard error, and stop nothing.
pub fn configured(script: Script, config: &Config) -> Script {
    for problem in config.problems() {
        let _ = writeln!(io::stderr(), "strongroom: {}", printable(&problem.to_string()));
    }
    // The flags of the line are part of the configuration: they come first there.
    let options = config.options();
    // The account is not known before the first request: rules for accounts are the dashboard's.
    let profile = options.profile.as_ref().map(|profile| profile.0.clone());
    let of_environment = || {
        ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"]
            .iter()
            .find_map(|name| env::var(name).ok().filter(|name| !name.is_empty()))
    };
    let profile_in_use = profile.clone().or_else(of_environment).unwrap_or_else(|| "default".to_owned());
    let rule = config.profile_rules().applied(Some(&profile_in_use), None);
    let connection = ConnectionArgs {
        profile,
        region: options.region.clone().map(|region| region.0),
        endpoint_url: options.endpoint_url.clone().map(|url| url.0),
        timeout: options.timeout.map(|timeout| timeout.0),
        read_only: options.read_only.unwrap_or(false) || rule.read_only.is_some(),
    };
    let mut command = script.command;
    if let ScriptCommand::Copy(copy) = &mut command {
        let clear_after = rule.clear_after.and_then(|time| time.try_into().ok());
        copy.clear_after = copy.clear_after.or(clear_after).or(options.clear_after.map(|timeout| timeout.0));
    }
    Script { connection, command }
}

//! The configuration under the options of a command.

use super::output::tell;
use crate::app::ReadOnlyReason;
use crate::app::profile_rules::AppliedRules;
use crate::cli::{ConnectionArgs, Script, ScriptCommand};
use crate::config::Config;
use crate::service::Connector;
use crate::service::api::{ConnectionTarget, without_userinfo};
use std::env;
use tokio::runtime::Builder;

/// The command with the settings of the configuration where its line says nothing, and the reason if it must not change
/// anything. Mistakes of the configuration are told on the standard error, and stop nothing.
pub(super) fn configured(script: Script, config: &Config) -> (Script, Option<ReadOnlyReason>) {
    for problem in config.problems() {
        tell(&problem.to_string());
    }
    // The flags of the line are part of the configuration: they come first there.
    let options = config.options();
    let mut connection = ConnectionArgs {
        profile: options.profile.clone().map(|profile| profile.0),
        region: options.region.clone().map(|region| region.0),
        endpoint_url: options.endpoint_url.clone().map(|url| url.0),
        timeout: options.timeout.map(|timeout| timeout.0),
        read_only: options.read_only.unwrap_or(false),
    };
    let mut command = script.command;
    let rules = rules_for(&connection, &command, config);
    let by_rule = rules.read_only.map(ReadOnlyReason::Rule);
    let read_only =
        config.read_only().or(by_rule).or(rules.may_be_read_only.map(ReadOnlyReason::UnknownAccount));
    connection.timeout = rules.timeout.or(connection.timeout);
    if let ScriptCommand::Copy(copy) = &mut command {
        let clear_after = rules.clear_after.and_then(|time| time.try_into().ok());
        copy.clear_after = copy.clear_after.or(clear_after).or(options.clear_after.map(|timeout| timeout.0));
    }
    (Script { connection, command }, read_only)
}

/// The rules for the profile, and for the account if a change depends on it.
fn rules_for(connection: &ConnectionArgs, command: &ScriptCommand, config: &Config) -> AppliedRules {
    let set = |name: &&str| env::var(name).ok().filter(|value| !value.is_empty());
    let of_environment = || ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"].iter().find_map(set);
    let profile = connection.profile.clone().or_else(of_environment).unwrap_or_else(|| "default".to_owned());
    let rules = config.profile_rules();
    let applied = rules.applied(Some(&profile), None);
    if applied.may_be_read_only.is_none() || !may_change(command) {
        return applied;
    }
    rules.applied(Some(&profile), account(connection).as_deref())
}

/// The account, as STS names it; `None` if it does not.
fn account(connection: &ConnectionArgs) -> Option<String> {
    let target = ConnectionTarget {
        profile: connection.profile.clone(),
        region: connection.region.clone(),
        endpoint_url: connection.endpoint_url.as_deref().map(without_userinfo),
    };
    let connector = Connector::aws().with_attempt_timeout(connection.timeout);
    let runtime = Builder::new_current_thread().enable_all().build().ok()?;
    let identity = runtime.block_on(Box::pin(async { connector.connect(&target).await?.identify().await }));
    connector.kill_credential_process();
    runtime.shutdown_background();
    identity.ok().map(|identity| identity.account)
}

/// True if the command changes secrets.
fn may_change(command: &ScriptCommand) -> bool {
    match command {
        ScriptCommand::Set(_)
        | ScriptCommand::Rotate(_)
        | ScriptCommand::Restore(_)
        | ScriptCommand::Delete(_)
        | ScriptCommand::Label(_)
        | ScriptCommand::Tag(_)
        | ScriptCommand::Untag(_) => true,
        ScriptCommand::Get(_)
        | ScriptCommand::List(_)
        | ScriptCommand::Describe(_)
        | ScriptCommand::Diff(_)
        | ScriptCommand::Copy(_)
        | ScriptCommand::Pick(_)
        | ScriptCommand::Run(_)
        | ScriptCommand::Env(_)
        | ScriptCommand::Doctor(_) => false,
    }
}

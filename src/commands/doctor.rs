//! `strongroom doctor`: checks what the program needs, and says what helps.

use super::advice;
use super::error::{CommandError, CommandExit};
use super::json::{self, Object};
use super::output::Output;
use super::session::Session;
use crate::app::copy::CopyRoute;
use crate::cli::DoctorArgs;
use crate::runtime::clipboard::ClipboardEnvironment;
use crate::runtime::local::EditorEnvironment;
use crate::service::Connection;
use crate::service::api::{Endpoint, Request, ServiceError};
use crate::ui::{Look, Signs};
use rustix::stdio;
use rustix::termios::tcgetwinsize;
use serde_json::Value;
use std::env;
use std::io::Write;
use std::time::Duration;
use strum::IntoStaticStr;

/// An answer that takes longer than this makes a list feel slow.
const SLOW: Duration = Duration::from_millis(700);

/// The smallest terminal that the dashboard fills with all that it has.
const SMALLEST: (u16, u16) = (80, 24);

/// The verdict of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub(super) enum Verdict {
    Well,
    Warning,
    Failed,
}

/// The result of a check.
#[derive(Debug)]
struct Check {
    name: &'static str,
    verdict: Verdict,
    /// The finding.
    found: String,
    /// The remedy; empty if all is well.
    helps: String,
}

impl Check {
    fn well(name: &'static str, found: impl Into<String>) -> Self {
        Self { name, verdict: Verdict::Well, found: found.into(), helps: String::new() }
    }

    fn warning(name: &'static str, found: impl Into<String>, helps: impl Into<String>) -> Self {
        Self { name, verdict: Verdict::Warning, found: found.into(), helps: helps.into() }
    }

    /// A warning with what an error says.
    fn told(name: &'static str, error: &ServiceError) -> Self {
        let why = error.why();
        let found = if why.is_empty() { error.what() } else { format!("{}: {why}", error.what()) };
        Self::warning(name, found, advice::next(error))
    }

    fn failed(name: &'static str, error: &ServiceError) -> Self {
        Self { verdict: Verdict::Failed, ..Self::told(name, error) }
    }
}

/// Runs all checks and prints them. The exit is [`CommandExit::No`] if one failed.
pub(super) async fn run<W: Write>(
    session: &Session,
    args: &DoctorArgs,
    mut out: Output<W>,
) -> Result<CommandExit, CommandError> {
    let mut checks = of_the_connection(session).await;
    checks.extend([clipboard(), editor(), terminal(), colours()]);
    if args.json {
        let all: Vec<Value> = checks.iter().map(in_json).collect();
        out.line(&json::pretty(&Object::default().with("Checks", Some(all)).into()))?;
    } else {
        for check in &checks {
            let verdict: &str = check.verdict.into();
            out.line(&format!("{verdict:<8} {:<12} {}", check.name, check.found))?;
            if !check.helps.is_empty() {
                out.line(&format!("{:<21} → {}", "", check.helps))?;
            }
        }
    }
    out.flush()?;
    let has_failed = checks.iter().any(|check| check.verdict == Verdict::Failed);
    Ok(if has_failed { CommandExit::No } else { CommandExit::Done })
}

fn in_json(check: &Check) -> Value {
    let verdict: &str = check.verdict.into();
    Object::default()
        .with("Name", Some(check.name))
        .with("Verdict", Some(verdict))
        .with("Found", Some(check.found.as_str()))
        .with("Helps", (!check.helps.is_empty()).then_some(check.helps.as_str()))
        .into()
}

/// The checks that need a connection, up to the first that fails for a reason which all later ones share.
async fn of_the_connection(session: &Session) -> Vec<Check> {
    let connection = match session.connected().await {
        Ok(connection) => connection,
        Err(error) => return vec![Check::failed("connection", &error)],
    };
    let destination = connection.destination();
    let endpoint = match &destination.endpoint {
        Endpoint::Aws => "AWS".to_owned(),
        Endpoint::Url(url) => url.clone(),
        Endpoint::Demo => "the demo".to_owned(),
    };
    let profile = destination.profile.as_deref().unwrap_or("default");
    let mut checks = vec![
        Check::well("profile", profile),
        Check::well("region", destination.region.clone()),
        Check::well("credentials", connection.credential_source()),
        match connection.identify().await {
            Ok(identity) => {
                Check::well("identity", format!("{} in account {}", identity.arn, identity.account))
            }
            // An endpoint that serves Secrets Manager alone is used without one.
            Err(error) if destination.endpoint != Endpoint::Aws => Check::told("identity", &error),
            Err(error) => Check::failed("identity", &error),
        },
    ];
    checks.push(answers(connection, &endpoint).await);
    checks
}

/// Reads a page of the list: the one request that the dashboard can't do without.
async fn answers(connection: &Connection, endpoint: &str) -> Check {
    let page = connection.perform(&Request::ListSecrets { part: None, next_token: None }).await;
    let took = page.duration.as_millis();
    match page.result {
        Err(error) => Check::failed("endpoint", &error),
        Ok(_) if page.duration > SLOW => Check::warning(
            "endpoint",
            format!("{endpoint} answered after {took} ms"),
            "A Region or a proxy that is nearer makes the list faster.",
        ),
        Ok(_) => Check::well("endpoint", format!("{endpoint} answered after {took} ms")),
    }
}

fn clipboard() -> Check {
    let environment = ClipboardEnvironment::read(|name| env::var_os(name));
    let routes: Vec<_> = environment.routes().into_iter().map(CopyRoute::as_str).collect();
    let found = routes.join(", then ");
    if environment.may_ignore_empty() {
        let helps = "The terminal may keep a copy longer than it should: tmux needs `set -g set-clipboard on`, and \
                     terminals over SSH must allow OSC 52.";
        return Check::warning("clipboard", found, helps);
    }
    Check::well("clipboard", found)
}

fn editor() -> Check {
    match EditorEnvironment::read(|name| env::var_os(name)).command() {
        Ok(command) => Check::well("editor", command.get_program().to_string_lossy()),
        Err(problem) => Check::warning("editor", problem.text, problem.next),
    }
}

fn terminal() -> Check {
    let name = env::var("TERM").unwrap_or_default();
    let Ok(size) = tcgetwinsize(stdio::stdin()).or_else(|_| tcgetwinsize(stdio::stderr())) else {
        return Check::warning(
            "terminal",
            "no terminal",
            "The dashboard and `pick` need one; commands don't.",
        );
    };
    let (columns, rows) = (size.ws_col, size.ws_row);
    let found = format!("{name}, {columns}×{rows}");
    if columns < SMALLEST.0 || rows < SMALLEST.1 {
        return Check::warning("terminal", found, "The dashboard has room from 80×24 on.");
    }
    Check::well("terminal", found)
}

fn colours() -> Check {
    let look = Look::of(|name| env::var(name).ok());
    let colours = if look.is_monochrome() { "no colours (NO_COLOR)" } else { "colours" };
    match look.signs {
        Signs::Unicode => Check::well("signs", format!("{colours}, Unicode")),
        Signs::Ascii => Check::warning(
            "signs",
            format!("{colours}, ASCII alone"),
            "A UTF-8 locale (such as LANG=C.UTF-8) and a terminal that shows it give borders and names as they are.",
        ),
    }
}

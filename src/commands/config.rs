//! `strongroom config`: the config file written, checked and explained.

use super::error::{CommandError, CommandExit, FailureKind};
use super::output::Output;
use crate::cli::ConfigCommand;
use crate::config::{Config, DEFAULT_FILE, Location, schema};
use std::fmt::Write as _;
use std::fs::{DirBuilder, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// Runs a command on the configuration.
///
/// # Errors
/// A file that can't be written, or is there already.
pub fn config(command: ConfigCommand, config: &Config) -> Result<CommandExit, CommandError> {
    let mut out = Output::stdout();
    let exit = match command {
        ConfigCommand::Init => {
            let path = path(config)?;
            write_default(path)?;
            out.line(&format!("Wrote {}", path.display()))?;
            CommandExit::Done
        }
        ConfigCommand::Path => {
            out.line(&path(config)?.display().to_string())?;
            CommandExit::Done
        }
        ConfigCommand::Show => {
            out.text(&shown(config))?;
            CommandExit::Done
        }
        ConfigCommand::Check => check(config, &mut out)?,
        ConfigCommand::Schema => {
            out.line(&format!("{:#}", schema()))?;
            CommandExit::Done
        }
    };
    out.flush()?;
    Ok(exit)
}

fn path(config: &Config) -> Result<&Path, CommandError> {
    config.location().path().ok_or_else(|| {
        let why = "neither XDG_CONFIG_HOME nor HOME is set to an absolute path.";
        CommandError::new(
            FailureKind::Usage,
            "There is no place for a config file",
            why,
            "Name one with --config.",
        )
    })
}

/// Writes the default file, for its owner alone.
fn write_default(path: &Path) -> Result<(), CommandError> {
    let what = format!("write {}", path.display());
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(CommandError::system(&what))?;
    }
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    let mut file = match file {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let next = "Edit it, or move it away first.";
            return Err(CommandError::new(
                FailureKind::Conflict,
                format!("There is a file {} already", path.display()),
                "",
                next,
            ));
        }
        file => file.map_err(CommandError::system(&what))?,
    };
    file.write_all(DEFAULT_FILE.as_bytes()).map_err(CommandError::system(&what))
}

/// Each setting as a line of TOML, with its origin as a comment.
fn shown(config: &Config) -> String {
    let rows = config.settings().into_iter().map(|setting| {
        let line = match setting.value {
            Some(value) => format!("{} = {value}", setting.key),
            None => format!("# {} is not set", setting.key),
        };
        (line, setting.place)
    });
    let rows: Vec<_> = rows.collect();
    let width = rows.iter().map(|(line, _)| line.chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    for (line, place) in rows {
        let _ = writeln!(text, "{line:width$}  # {place}");
    }
    text
}

fn check<W: Write>(config: &Config, out: &mut Output<W>) -> Result<CommandExit, CommandError> {
    for problem in config.problems() {
        out.line(&problem.to_string())?;
    }
    if !config.problems().is_empty() {
        return Ok(CommandExit::No);
    }
    let text = match config.location() {
        Location::Given(path) | Location::Usual(path) if path.exists() => {
            format!("{}: no mistakes", path.display())
        }
        Location::Given(path) | Location::Usual(path) => {
            format!("{}: there is no such file; the defaults hold", path.display())
        }
        Location::Nowhere => "There is no config file; the defaults hold".to_owned(),
    };
    out.line(&text)?;
    Ok(CommandExit::Done)
}

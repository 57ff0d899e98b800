//! Problems of the configuration: where, what, and what was meant.

use std::fmt;
use std::path::{Path, PathBuf};

/// A setting that is ignored, or a file that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The place of the setting.
    pub place: Place,
    /// The fault, and what was meant: no full stop.
    pub text: String,
}

/// The place of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The command line.
    Flag(String),
    /// An environment variable.
    Variable(String),
    /// A line of the config file, counted from 1; none for the file as a whole.
    File(PathBuf, Option<usize>),
    /// Nowhere: the value is built in.
    Default,
}

impl ConfigProblem {
    /// A problem at a line of a file.
    pub(super) fn at(path: &Path, line: usize, text: impl Into<String>) -> Self {
        Self { place: Place::File(path.to_owned(), Some(line)), text: text.into() }
    }

    /// A problem of a whole file.
    pub(super) fn of_file(path: &Path, text: impl Into<String>) -> Self {
        Self { place: Place::File(path.to_owned(), None), text: text.into() }
    }
}

impl Place {
    /// A fault of a key at this place. The name of a flag or a variable says the key already.
    pub(super) fn named(&self, key: &str, fault: &str) -> String {
        let fault = fault.trim_end_matches('.');
        match self {
            Self::Flag(_) | Self::Variable(_) => fault.to_owned(),
            Self::File(..) | Self::Default => format!("{key}: {fault}"),
        }
    }

    /// The place with the name of the file alone: "config.toml:3".
    pub fn short(&self) -> String {
        match self {
            Self::File(path, line) => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                Self::File(name.into(), *line).to_string()
            }
            Self::Flag(_) | Self::Variable(_) | Self::Default => self.to_string(),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) => write!(f, "flag --{name}"),
            Self::Variable(name) => f.write_str(name),
            Self::File(path, None) => write!(f, "{}", path.display()),
            Self::File(path, Some(line)) => write!(f, "{}:{line}", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.text)
    }
}

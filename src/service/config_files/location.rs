//! The places of the config files, and their contents.

use super::problem::Flaw;
use std::fs;
use std::io;
use std::path::Path;

/// The most bytes of a file: many times those of the longest config file or bundle of certificates.
const FILE_LIMIT: u64 = 16 << 20;

/// One of the two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::service) enum FileKind {
    /// `~/.aws/config`.
    Config,
    /// `~/.aws/credentials`.
    Credentials,
}

impl FileKind {
    /// The variable of the environment that names another path.
    pub(in crate::service) fn variable(self) -> &'static str {
        match self {
            Self::Config => "AWS_CONFIG_FILE",
            Self::Credentials => "AWS_SHARED_CREDENTIALS_FILE",
        }
    }

    /// The path if no variable names one.
    fn default_path(self) -> &'static str {
        match self {
            Self::Config => "~/.aws/config",
            Self::Credentials => "~/.aws/credentials",
        }
    }
}

/// The place of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::service) struct Location {
    /// The path as the user knows it.
    shown: String,
    /// The path to open.
    path: String,
    /// The variable that named it.
    variable: Option<&'static str>,
}

/// The contents of a file, `None` if there is no such file.
#[derive(Debug)]
pub(in crate::service) struct Contents {
    pub(super) path: String,
    pub(super) result: Result<Option<Vec<u8>>, Flaw>,
}

impl Location {
    /// The place of a file in an environment. `$NAME`, `${NAME}` and a leading `~` are expanded, as by the AWS CLI.
    pub(in crate::service) fn of(kind: FileKind, variable: &impl Fn(&str) -> Option<String>) -> Self {
        let named = variable(kind.variable());
        let by = named.as_ref().map(|_| kind.variable());
        let shown = named.unwrap_or_else(|| kind.default_path().to_owned());
        let path = expand_home(&expand_variables(&shown, variable), variable);
        Self { shown, path, variable: by }
    }

    /// A file that is given by its path.
    pub(in crate::service) fn given(path: &Path) -> Self {
        let path = path.display().to_string();
        Self { shown: path.clone(), path, variable: None }
    }

    /// Reads the file. Anything that is not a plain file counts as unreadable.
    pub(in crate::service) fn read(&self) -> Contents {
        let result = match read_regular(Path::new(&self.path)) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => match self.variable {
                Some(variable) if !self.path.is_empty() => Err(Flaw::Missing(variable)),
                Some(_) | None => Ok(None),
            },
            Err(error) => Err(unreadable(&error)),
        };
        Contents { path: self.shown.clone(), result }
    }
}

impl Contents {
    /// A file that does not exist.
    pub(in crate::service) fn none() -> Self {
        Self { path: String::new(), result: Ok(None) }
    }

    /// A file with this text.
    #[cfg(test)]
    pub(in crate::service) fn of(path: &str, text: &[u8]) -> Self {
        Self { path: path.to_owned(), result: Ok(Some(text.to_vec())) }
    }
}

/// Reads a file of the user. A pipe or a device is refused, as reading it might never end.
pub(in crate::service) fn read_regular(path: &Path) -> io::Result<Vec<u8>> {
    check_regular(path)?;
    fs::read(path)
}

/// Checks that reading a file of the user comes to an end.
///
/// # Errors
/// The file can't be looked at. Of the kind [`io::ErrorKind::Other`]: it is no regular file, or too large.
pub(in crate::service) fn check_regular(path: &Path) -> io::Result<()> {
    let found = fs::metadata(path)?;
    if found.is_dir() {
        return Err(io::Error::other("it is a directory"));
    }
    if !found.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    if found.len() > FILE_LIMIT {
        return Err(io::Error::other("it is larger than 16 MB"));
    }
    Ok(())
}

fn unreadable(error: &io::Error) -> Flaw {
    Flaw::Unreadable(match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    })
}

/// Replaces `$NAME` and `${NAME}`. Unknown variables are left as they are.
fn expand_variables(path: &str, variable: &impl Fn(&str) -> Option<String>) -> String {
    let mut expanded = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('$') {
        expanded.push_str(before);
        let (name, written) = variable_name(after);
        if let Some(value) = variable(name).filter(|_| !name.is_empty()) {
            expanded.push_str(&value);
        } else {
            expanded.push('$');
            expanded.push_str(&after[..written]);
        }
        rest = &after[written..];
    }
    expanded + rest
}

/// The name after a `$`, and the bytes that it takes with its braces.
fn variable_name(after: &str) -> (&str, usize) {
    if let Some((name, _)) = after.strip_prefix('{').and_then(|braced| braced.split_once('}')) {
        return (name, name.len() + 2);
    }
    let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(after.len());
    (&after[..end], end)
}

/// Replaces a leading `~`. The home of another user (`~name`) is left as it is.
fn expand_home(path: &str, variable: &impl Fn(&str) -> Option<String>) -> String {
    let rest = path.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/'));
    let home = || variable("HOME").or_else(|| std::env::home_dir().map(|home| home.display().to_string()));
    match rest.zip(home()) {
        Some((rest, home)) => format!("{}{rest}", home.trim_end_matches('/')),
        None => path.to_owned(),
    }
}

//! The place of the config file, and what is read from it.

use super::problem::ConfigProblem;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The variable that names another config file.
pub(super) const PATH_VARIABLE: &str = "STRONGROOM_CONFIG";

/// The largest file that is read, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// The place of the config file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file that the user names, which must be there.
    Given(PathBuf),
    /// The usual place, where none need be.
    Usual(PathBuf),
    /// None: the environment has no home.
    Nowhere,
}

impl Location {
    /// The place by the flag, the variable, and the folders of the environment.
    pub(super) fn of(flag: Option<&Path>, variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let set = |name| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let absolute = |name| set(name).filter(|path| path.is_absolute());
        if let Some(path) = flag.map(Path::to_owned).or_else(|| set(PATH_VARIABLE)) {
            return Self::Given(path);
        }
        // The same on macOS, where those who keep their settings in files look for them there.
        let folder = absolute("XDG_CONFIG_HOME").or_else(|| Some(absolute("HOME")?.join(".config")));
        folder.map_or(Self::Nowhere, |folder| Self::Usual(folder.join("strongroom").join("config.toml")))
    }

    /// The path, if there is one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Given(path) | Self::Usual(path) => Some(path),
            Self::Nowhere => None,
        }
    }

    /// The bytes of the file; `None` if there is none and none need be.
    pub(super) fn read(&self) -> Result<Option<Vec<u8>>, ConfigProblem> {
        let Some(path) = self.path() else { return Ok(None) };
        let problem = |why: String| ConfigProblem::of_file(path, format!("can't be read: {why}"));
        // A pipe could keep the program waiting for ever.
        let found = match fs::metadata(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                // A link that leads nowhere is a file that is missed.
                return match (self, fs::read_link(path)) {
                    (_, Ok(target)) => {
                        Err(problem(format!("it is a link to {}, which is not there", target.display())))
                    }
                    (Self::Usual(_), Err(_)) => Ok(None),
                    (Self::Given(_) | Self::Nowhere, Err(_)) => {
                        Err(problem("there is no such file".to_owned()))
                    }
                };
            }
            found => found.map_err(|error| problem(error.to_string()))?,
        };
        if !found.is_file() {
            return Err(problem(if found.is_dir() { "it is a folder" } else { "it is no file" }.to_owned()));
        }
        if found.len() > LARGEST {
            return Err(problem("it is larger than 1 MiB".to_owned()));
        }
        let bytes = fs::read(path).map_err(|error| problem(error.to_string()))?;
        if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
            return Err(problem("it is UTF-16: save it as UTF-8".to_owned()));
        }
        Ok(Some(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(flag: Option<&str>, set: &[(&str, &str)]) -> Location {
        Location::of(flag.map(Path::new), |name| {
            set.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
        })
    }

    #[test]
    fn the_flag_comes_first_then_the_variable_then_the_folders() {
        let home = ("HOME", "/u");
        let usual = |path: &str| Location::Usual(path.into());
        assert_eq!(of(None, &[]), Location::Nowhere);
        assert_eq!(of(None, &[home]), usual("/u/.config/strongroom/config.toml"));
        assert_eq!(of(None, &[home, ("XDG_CONFIG_HOME", "/c")]), usual("/c/strongroom/config.toml"));
        assert_eq!(of(None, &[home, ("XDG_CONFIG_HOME", "c")]), usual("/u/.config/strongroom/config.toml"));
        assert_eq!(of(None, &[home, (PATH_VARIABLE, "x.toml")]), Location::Given("x.toml".into()));
        assert_eq!(of(None, &[home, (PATH_VARIABLE, "")]), usual("/u/.config/strongroom/config.toml"));
        assert_eq!(of(Some("y"), &[home, (PATH_VARIABLE, "x")]), Location::Given("y".into()));
    }
}

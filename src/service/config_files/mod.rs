//! The AWS config files, read as the AWS CLI reads them. A section that is wrong takes no other one down.

mod ini;
mod location;
mod problem;
#[cfg(test)]
mod tests;
mod words;

pub(super) use ini::{Section, Setting};
pub(super) use location::{Contents, FileKind, Location, check_regular, read_regular};
pub(super) use problem::{ConfigProblems, Problem};
pub(super) use words::split;

use indexmap::IndexMap;
use ini::IniFile;
use problem::Flaw;

/// The name of the profile that is used if no other one is named.
pub(super) const DEFAULT_PROFILE: &str = "default";

/// The config file and the credentials file.
#[derive(Clone, Debug, Default)]
pub(super) struct ConfigFiles {
    profiles: IndexMap<String, Profile>,
    sso_sessions: IndexMap<String, Section>,
    services: IndexMap<String, Section>,
    /// The sections of the config file that are nothing of the above.
    others: Vec<String>,
    problems: Vec<Problem>,
}

/// A profile of either file, or of both.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// Its section of the config file, with its section of the credentials file laid over.
    merged: Section,
    config: Section,
    credentials: Section,
}

impl Profile {
    /// The text of an option.
    pub(super) fn text(&self, option: &str) -> Option<&str> {
        self.merged.text(option)
    }

    /// The text of an option, unless it is empty.
    pub(super) fn filled(&self, option: &str) -> Option<&str> {
        self.text(option).filter(|text| !text.is_empty())
    }

    /// All options.
    pub(super) fn options(&self) -> impl Iterator<Item = (&str, &Setting)> {
        self.merged.options()
    }

    /// The section of the config file.
    pub(super) fn of_config(&self) -> &Section {
        &self.config
    }

    /// The section of the credentials file.
    pub(super) fn of_credentials(&self) -> &Section {
        &self.credentials
    }
}

impl ConfigFiles {
    /// Puts both files together.
    pub(super) fn read(config: Contents, credentials: Contents) -> Self {
        let mut files = Self::default();
        let parsed = files.parse(config);
        files.add_config(parsed);
        let parsed = files.parse(credentials);
        files.add_credentials(parsed);
        files
    }

    fn parse(&mut self, contents: Contents) -> Option<(String, IniFile)> {
        let Contents { path, result } = contents;
        match result {
            Ok(Some(bytes)) => {
                let mut file = ini::parse(&bytes, &path);
                self.problems.append(&mut file.problems);
                Some((path, file))
            }
            Ok(None) => None,
            Err(flaw) => {
                self.problems.push(Problem { path, line: None, section: None, flaw });
                None
            }
        }
    }

    fn add_config(&mut self, file: Option<(String, IniFile)>) {
        let Some((path, file)) = file else { return };
        for (key, section) in file.sections {
            let kind = ["profile", "sso-session", "services"].into_iter().find(|kind| key.starts_with(kind));
            let name = match kind {
                Some(_) => named(&key),
                None if key == DEFAULT_PROFILE => Some(key.clone()),
                None => {
                    self.others.push(key);
                    continue;
                }
            };
            let Some(name) = name else {
                let problem = Problem {
                    path: path.clone(),
                    line: None,
                    section: Some(key.clone()),
                    flaw: Flaw::NoName,
                };
                self.problems.push(problem);
                self.others.push(key);
                continue;
            };
            match kind {
                Some("sso-session") => drop(self.sso_sessions.insert(name, section)),
                Some("services") => drop(self.services.insert(name, section)),
                Some(_) | None => {
                    let profile =
                        Profile { merged: section.clone(), config: section, credentials: Section::default() };
                    self.profiles.insert(name, profile);
                }
            }
        }
    }

    /// Every section of the credentials file is a profile, by the name that is written there.
    fn add_credentials(&mut self, file: Option<(String, IniFile)>) {
        let Some((_, file)) = file else { return };
        for (name, section) in file.sections {
            let profile = self.profiles.entry(name).or_default();
            profile.merged.update(&section);
            profile.credentials = section;
        }
    }

    /// The profile of this name.
    pub(super) fn profile(&self, name: &str) -> Option<&Profile> {
        self.profiles.get(name)
    }

    /// The profiles by name, in the order of the files.
    pub(super) fn profiles(&self) -> impl Iterator<Item = (&str, &Profile)> {
        self.profiles.iter().map(|(name, profile)| (name.as_str(), profile))
    }

    /// The `[sso-session]` of this name.
    pub(super) fn sso_session(&self, name: &str) -> Option<&Section> {
        self.sso_sessions.get(name)
    }

    /// The `[services]` section of this name.
    pub(super) fn services(&self, name: &str) -> Option<&Section> {
        self.services.get(name)
    }

    /// True if the config file has a section of exactly this name that is no profile, for lack of the word `profile`.
    pub(super) fn lacks_prefix(&self, name: &str) -> bool {
        self.others.iter().any(|other| other.trim() == name)
    }

    /// The problems of both files.
    pub(super) fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The problems that bear on `profile`: those of whole files, of no section, and of its own sections.
    pub(super) fn problems_of<'a>(&'a self, profile: &'a str) -> impl Iterator<Item = &'a Problem> {
        self.problems.iter().filter(move |problem| match &problem.section {
            None => true,
            Some(section) => section == profile || named(section).is_some_and(|name| name == profile),
        })
    }
}

/// The name after the first word of a section, such as `x` of `profile x`. Quotes group words as in a shell.
fn named(section: &str) -> Option<String> {
    let [_, name] = <[String; 2]>::try_from(words::split(section)?).ok()?;
    Some(name)
}

//! Problems of config files: files that can't be read, and lines that were left out.

use std::fmt;

/// A problem of a config file. It takes nothing else of the file down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::service) struct Problem {
    /// The file.
    pub(super) path: String,
    /// The line, counted from 1; `None` if the problem is the file's or the section's.
    pub(super) line: Option<usize>,
    /// The section that the line is in, as it is written between the brackets.
    pub(super) section: Option<String>,
    /// The fault.
    pub(super) flaw: Flaw,
}

/// The fault of a file or a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// The file is there and can't be read, for this reason.
    Unreadable(String),
    /// The file that a variable of the environment names is not there.
    Missing(&'static str),
    /// A line before the first section.
    NoSection,
    /// A section without a closing bracket or a name. It is left out with all its options.
    NoBracket,
    /// A line that is neither a section nor an option.
    NoOption,
    /// A line of a block that is no option.
    NoOptionInBlock,
    /// An option that is not text in UTF-8.
    NotUtf8,
    /// A section that was there before.
    SectionTwice,
    /// An option that the section has already.
    OptionTwice,
    /// A section that begins like a profile and has no name, or several.
    NoName,
}

/// The problems of the files that bear on one profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::service) struct ConfigProblems {
    /// A file that can't be read.
    pub(in crate::service) unreadable: Option<String>,
    /// All of the problems, as sentences; empty if there are none.
    pub(in crate::service) text: String,
}

impl ConfigProblems {
    /// Puts problems together.
    pub(in crate::service) fn of<'a>(problems: impl Iterator<Item = &'a Problem>) -> Self {
        let mut found = Self::default();
        let mut sentences = Vec::new();
        for problem in problems {
            if problem.is_of_file() && found.unreadable.is_none() {
                found.unreadable = Some(problem.path.clone());
            }
            sentences.push(format!("{problem}."));
        }
        found.text = sentences.join(" ");
        found
    }

    /// A message, followed by the problems that may be its cause.
    pub(in crate::service) fn after(&self, message: String) -> String {
        if self.text.is_empty() { message } else { format!("{message} {}", self.text) }
    }
}

impl Problem {
    /// The file.
    pub(in crate::service) fn path(&self) -> &str {
        &self.path
    }

    /// True if the problem is in a section.
    pub(in crate::service) fn is_of_section(&self) -> bool {
        self.section.is_some()
    }

    /// True if the file as a whole could not be read.
    pub(in crate::service) fn is_of_file(&self) -> bool {
        matches!(self.flaw, Flaw::Unreadable(_))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, section, flaw } = self;
        if let Flaw::Unreadable(why) = flaw {
            return write!(f, "{path} can't be read: {why}");
        }
        if let Flaw::Missing(variable) = flaw {
            return write!(f, "{path}, which {variable} names, does not exist");
        }
        match (line, section) {
            (Some(line), _) => write!(f, "{path}, line {line}: ")?,
            (None, Some(section)) => write!(f, "{path}, [{section}]: ")?,
            (None, None) => write!(f, "{path}: ")?,
        }
        f.write_str(match flaw {
            Flaw::Unreadable(_) | Flaw::Missing(_) => "",
            Flaw::NoSection => "left out, as no [section] comes before it",
            Flaw::NoBracket => "the section is left out, as its name is empty or lacks the closing bracket",
            Flaw::NoOption => "left out, as it is neither `name = value` nor a [section]",
            Flaw::NoOptionInBlock => "a line of an indented block was left out, as it is not `name = value`",
            Flaw::NotUtf8 => "left out, as it is not text in UTF-8",
            Flaw::SectionTwice => {
                "the section appears twice; both were read, but the AWS CLI refuses the file"
            }
            Flaw::OptionTwice => {
                "the name is set twice; the last one counts, but the AWS CLI refuses the file"
            }
            Flaw::NoName => "not a profile: a name with spaces must be in quotes",
        })
    }
}

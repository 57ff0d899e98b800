//! The text of a config file, read as the AWS CLI reads it: by the rules of Python's `RawConfigParser`.
//!
//! Where the CLI would refuse the whole file, only the line at fault is left out, and reported.

use super::problem::{Flaw, Problem};
use indexmap::IndexMap;
use std::fmt;

/// The section whose options every other section has too.
const DEFAULTS: &str = "DEFAULT";

/// A section, by the name between its brackets.
#[derive(Clone, Default, PartialEq, Eq)]
pub(in crate::service) struct Section(IndexMap<String, Setting>);

/// The value of an option.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::service) enum Setting {
    /// A text. Continuation lines follow a newline each.
    Text(String),
    /// An indented block of options, such as that of `s3 =`.
    Block(IndexMap<String, String>),
}

impl Section {
    /// The text of an option; `None` if it is not set, or set to a block.
    pub(in crate::service) fn text(&self, option: &str) -> Option<&str> {
        match self.0.get(option)? {
            Setting::Text(text) => Some(text),
            Setting::Block(_) => None,
        }
    }

    /// The text of an option inside a block.
    pub(in crate::service) fn nested(&self, block: &str, option: &str) -> Option<&str> {
        match self.0.get(block)? {
            Setting::Text(_) => None,
            Setting::Block(options) => options.get(option).map(String::as_str),
        }
    }

    /// The options with their values, in the order of the file.
    pub(in crate::service) fn options(&self) -> impl Iterator<Item = (&str, &Setting)> {
        self.0.iter().map(|(option, setting)| (option.as_str(), setting))
    }

    /// Takes over the options of another section, which win.
    pub(super) fn update(&mut self, other: &Self) {
        self.0.extend(other.0.clone());
    }
}

/// Names only: values may be secret.
impl fmt::Debug for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// A file, section by section, with the lines that were left out.
#[derive(Debug, Default)]
pub(super) struct IniFile {
    pub(super) sections: IndexMap<String, Section>,
    pub(super) problems: Vec<Problem>,
}

/// Options whose values are still lists of lines.
type Lines = IndexMap<String, Vec<String>>;

/// Reads the bytes of the file at `path`, which is named in problems.
pub(super) fn parse(bytes: &[u8], path: &str) -> IniFile {
    let text = String::from_utf8_lossy(bytes);
    let mut parser = Parser { path, ..Parser::default() };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n");
    for (at, line) in text.split(['\n', '\r']).enumerate() {
        parser.number = at + 1;
        parser.line(line);
    }
    parser.finish()
}

/// The section that a line is in.
#[derive(Clone, Default)]
enum Place {
    /// None: no section has begun.
    #[default]
    Start,
    Section(String),
    /// A section whose name can't be read. Its options must not become those of the section before.
    Broken,
}

#[derive(Default)]
struct Parser<'a> {
    path: &'a str,
    number: usize,
    sections: IndexMap<String, Lines>,
    problems: Vec<Problem>,
    /// The section that the next line is in.
    section: Place,
    /// The option that the next line may continue.
    option: Option<String>,
    /// The indentation of the last option or section, in characters.
    indent: usize,
    /// The options set since the section began anew, to find those that are set twice.
    set: Vec<(String, String)>,
}

impl Parser<'_> {
    fn line(&mut self, line: &str) {
        let value = line.trim_matches(is_space);
        if value.starts_with(['#', ';']) {
            return;
        }
        if value.is_empty() {
            if let Some(lines) = self.continued() {
                lines.push(String::new());
            }
            return;
        }
        let indent = line.chars().take_while(|c| is_space(*c)).count();
        if indent > self.indent
            && let Some(lines) = self.continued()
        {
            lines.push(value.to_owned());
            return;
        }
        self.indent = indent;
        self.option = None;
        match section_name(value) {
            Some(name) => self.begin(name),
            None => self.set(value),
        }
    }

    /// The lines of the option that this line may continue.
    fn continued(&mut self) -> Option<&mut Vec<String>> {
        match &self.section {
            Place::Section(section) => self.sections.get_mut(section)?.get_mut(self.option.as_ref()?),
            Place::Start | Place::Broken => None,
        }
    }

    fn begin(&mut self, name: &str) {
        if self.sections.contains_key(name) && name != DEFAULTS {
            self.report(Some(name.to_owned()), Flaw::SectionTwice);
        }
        self.sections.entry(name.to_owned()).or_default();
        self.section = Place::Section(name.to_owned());
    }

    fn set(&mut self, value: &str) {
        let parts = value.split_once(['=', ':']);
        if parts.is_none() && value.starts_with('[') {
            self.section = Place::Broken;
            return self.report(None, Flaw::NoBracket);
        }
        let section = match &self.section {
            Place::Section(section) => section.clone(),
            Place::Start => return self.report(None, Flaw::NoSection),
            Place::Broken => return,
        };
        let Some((option, text)) = parts else { return self.report(Some(section), Flaw::NoOption) };
        if value.contains(char::REPLACEMENT_CHARACTER) {
            return self.report(Some(section), Flaw::NotUtf8);
        }
        let option = option.trim_end_matches(is_space).to_lowercase();
        if option.is_empty() {
            return self.report(Some(section), Flaw::NoOption);
        }
        let element = (section.clone(), option.clone());
        if self.set.contains(&element) {
            self.report(Some(section.clone()), Flaw::OptionTwice);
        } else {
            self.set.push(element);
        }
        let lines = vec![text.trim_matches(is_space).to_owned()];
        self.sections.entry(section).or_default().insert(option.clone(), lines);
        self.option = Some(option);
    }

    fn report(&mut self, section: Option<String>, flaw: Flaw) {
        self.problems.push(Problem { path: self.path.to_owned(), line: Some(self.number), section, flaw });
    }

    fn finish(mut self) -> IniFile {
        let mut sections = std::mem::take(&mut self.sections);
        let defaults = sections.shift_remove(DEFAULTS).unwrap_or_default();
        let sections = sections.into_iter().map(|(name, options)| {
            let mut all = defaults.clone();
            all.extend(options);
            let settings = all.into_iter().map(|(option, lines)| {
                let text = lines.join("\n");
                let setting = self.setting(&name, text.trim_end_matches(is_space));
                (option, setting)
            });
            let section = Section(settings.collect());
            (name, section)
        });
        let sections = sections.collect();
        IniFile { sections, problems: self.problems }
    }

    /// A value that begins with an empty line is a block of options.
    fn setting(&mut self, section: &str, text: &str) -> Setting {
        let Some(block) = text.strip_prefix('\n') else { return Setting::Text(text.to_owned()) };
        let mut options = IndexMap::new();
        for line in block.lines().map(|line| line.trim_matches(is_space)).filter(|line| !line.is_empty()) {
            match line.split_once('=') {
                Some((option, value)) => {
                    let [option, value] = [option, value].map(|part| part.trim_matches(is_space).to_owned());
                    options.insert(option, value);
                }
                None => self.problems.push(Problem {
                    path: self.path.to_owned(),
                    line: None,
                    section: Some(section.to_owned()),
                    flaw: Flaw::NoOptionInBlock,
                }),
            }
        }
        Setting::Block(options)
    }
}

/// The name in a section's line: everything between the first bracket and the last one. Text after it is ignored.
fn section_name(line: &str) -> Option<&str> {
    let (name, _) = line.strip_prefix('[')?.rsplit_once(']')?;
    (!name.is_empty()).then_some(name)
}

/// White space as Python knows it.
fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

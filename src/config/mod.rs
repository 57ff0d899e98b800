//! The configuration: one TOML file, environment variables and flags, parsed, checked and explained.
//!
//! [`Options`] defines the keys. A broken key or file stops nothing: it is a [`ConfigProblem`], and the value from the next
//! place holds.

mod command_options;
mod commands;
mod document;
mod fault;
mod foreign_keys;
mod key_options;
mod keys;
mod layers;
mod lines;
mod location;
mod nearest;
mod options;
mod problem;
mod profile_options;
mod profiles;
mod schema;
#[cfg(test)]
mod tests;
mod text_value;
mod themes;
mod variables;

use crate::app::actions::Keymap;
use crate::app::custom_command::CustomCommand;
use crate::app::list::Filter;
use crate::app::profile_rules::{GivenTimes, ProfileRules};
use crate::app::{Problem, ReadOnlyReason};
use crate::secrets::printable;
use crate::service::api::{ConnectionTarget, without_userinfo};
use document::Document;
use layers::{Layers, written_key};
use std::ffi::OsString;
use std::path::Path;
use variables::Variables;

pub use command_options::{CommandContext, CommandOptions, InputName};
pub use key_options::{KeymapName, Keys};
pub use keys::EMACS as KEYMAP_EMACS;
pub use layers::Setting;
pub use location::Location;
pub use options::Options;
pub use problem::{ConfigProblem, Place};
pub use profile_options::ProfileOptions;
pub use schema::schema;
pub use text_value::{
    CacheAge, EndpointUrl, LockTime, Name, RegionName, Timeout, parse_cache_age, parse_endpoint_url,
    parse_lock_time, parse_timeout,
};
pub use themes::ThemeChoice;

/// The commented file that `strongroom config init` writes. Without its comments it sets the defaults.
pub const DEFAULT_FILE: &str = include_str!("../../assets/config.toml");

/// Tells of a filter that does not parse, unless a flag gives it: the dashboard shows the error where it is typed.
fn check_filter(options: &Options, place: Place, problems: &mut Vec<ConfigProblem>) {
    if let (Some(text), Place::File(..) | Place::Variable(_)) = (&options.filter, &place)
        && let Err(error) = Filter::parse(text)
    {
        problems.push(ConfigProblem { text: place.named("filter", &error.to_string()), place });
    }
}

/// The configuration of a run.
#[derive(Debug)]
pub struct Config {
    location: Location,
    layers: Layers,
    problems: Vec<ConfigProblem>,
    options: Options,
    keymap: Keymap,
    commands: Vec<CustomCommand>,
    theme: ThemeChoice,
}

impl Config {
    /// Reads the file and the environment variables. `path` and `flags` are from the command line.
    pub fn read(
        path: Option<&Path>,
        flags: &Options,
        variables: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Self {
        let variables: Vec<_> = variables.into_iter().collect();
        let variable = |name: &str| {
            let known = variables.iter().find(|(known, _)| known == name);
            known.map(|(_, value)| value.clone())
        };
        let location = Location::of(path, variable);
        let read = location.read();
        let text = |text: &OsString| text.to_string_lossy().into_owned();
        let variables: Vec<_> = variables.iter().map(|(name, value)| (text(name), text(value))).collect();
        Self::of(location, read, flags, &variables)
    }

    fn of(
        location: Location,
        read: Result<Option<Vec<u8>>, ConfigProblem>,
        flags: &Options,
        variables: &[(String, String)],
    ) -> Self {
        let schema = schema();
        let variables = Variables::new(&schema, variables);
        let variable = |name: &str| variables.get(name);
        let mut problems = Vec::new();
        let mut document = Document::default();
        match (read, location.path()) {
            (Ok(Some(bytes)), Some(path)) => document = Document::parse(path, &bytes, &schema),
            (Ok(_), _) => {}
            (Err(problem), _) => problems.push(problem),
        }
        problems.append(&mut document.problems);
        profiles::set_fail_safe(&mut document);
        variables.check(&schema, &mut problems);
        let layers = Layers::new(&schema, &location, flags, &variables, &document, &mut problems);
        let mut options = layers.options();
        if let Some(path) = &mut options.log_file
            && let (Ok(rest), Some(home)) = (path.strip_prefix("~"), variable("HOME"))
        {
            *path = Path::new(&home).join(rest);
        }
        let path = location.path().unwrap_or(Path::new(""));
        profiles::check(&options, &document, path, &mut problems);
        check_filter(&options, layers.place_of("filter"), &mut problems);
        let mut keymap = keys::keymap(&options, &document, path, &mut problems);
        let commands = commands::commands(&options, &document, path, &mut keymap, &mut problems);
        let place = layers.place_of("theme");
        let theme = themes::theme(&options, &place, &variable, &document, path, &mut problems);
        // First the variables and the file as a whole, then line after line.
        problems.sort_by_key(|problem| match problem.place {
            Place::File(_, line) => line,
            Place::Flag(_) | Place::Variable(_) | Place::Default => None,
        });
        Self { location, layers, problems, options, keymap, commands, theme }
    }

    /// The settings in force.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The profile, Region and endpoint in force.
    pub fn target(&self) -> ConnectionTarget {
        let Options { profile, region, endpoint_url, .. } = &self.options;
        ConnectionTarget {
            profile: profile.clone().map(|profile| profile.0),
            region: region.clone().map(|region| region.0),
            endpoint_url: endpoint_url.as_ref().map(|url| without_userinfo(&url.0)),
        }
    }

    /// The keys of every action.
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// The commands of the user.
    pub fn commands(&self) -> &[CustomCommand] {
        &self.commands
    }

    /// The theme to draw in.
    pub fn theme(&self) -> ThemeChoice {
        self.theme.clone()
    }

    /// The rules for profiles and accounts. A time that a flag or a variable gives holds for all of them.
    pub fn profile_rules(&self) -> ProfileRules {
        let is_given = |key| match self.place_of(key) {
            Place::Flag(_) | Place::Variable(_) => true,
            Place::File(..) | Place::Default => false,
        };
        profiles::rules(&self.options).without(GivenTimes {
            hide_after: is_given("hide_after"),
            clear_after: is_given("clear_after"),
            timeout: is_given("timeout"),
        })
    }

    /// The place of the config file.
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// The settings that are ignored, with the reasons.
    pub fn problems(&self) -> &[ConfigProblem] {
        &self.problems
    }

    /// Each setting that holds, with its value and its origin.
    pub fn settings(&self) -> Vec<Setting> {
        // What can't be used of these sections is only found once they are read whole.
        let is_mistake = |place: &Place| self.problems.iter().any(|problem| problem.place == *place);
        let is_command = |key: &str| {
            self.commands.iter().any(|command| key.starts_with(&format!("{}.", written_key(&command.name))))
        };
        let mut settings = self.layers.settings();
        settings.retain(|setting| match setting.key.split_once('.') {
            Some(("keys" | "themes", _)) => !is_mistake(&setting.place),
            Some(("commands", key)) => is_command(key) && !is_mistake(&setting.place),
            Some(_) | None => true,
        });
        settings
    }

    /// The place that sets a key.
    pub fn place_of(&self, key: &str) -> Place {
        self.layers.place_of(key)
    }

    /// The reason for read-only mode, if an option, a variable or the top of the file asks for it.
    pub fn read_only(&self) -> Option<ReadOnlyReason> {
        self.options.read_only.unwrap_or(false).then(|| match self.place_of("read_only") {
            Place::Flag(_) | Place::Default => ReadOnlyReason::Flag,
            place @ (Place::Variable(_) | Place::File(..)) => ReadOnlyReason::Setting(place.short()),
        })
    }

    /// The mistakes as the dashboard tells them: the first one, and how many more there are.
    pub fn summary(&self) -> Option<Problem> {
        let first = self.problems.first()?;
        let more = match self.problems.len() - 1 {
            0 => String::new(),
            1 => " And one more mistake.".to_owned(),
            more => format!(" And {more} more mistakes."),
        };
        let text = format!("{}: {}", first.place.short(), first.text);
        let text = printable(&text);
        let stop = if text.ends_with('?') { "" } else { "." };
        Some(Problem::new(
            format!("{text}{stop}{more}"),
            "Run `strongroom config check` to see all; the rest of the configuration holds.",
        ))
    }

    /// Adds a setting that turned out to be unusable: the key, its place, and the fault.
    pub fn note(&mut self, key: &str, place: Place, fault: &str) {
        self.problems.push(ConfigProblem { text: place.named(key, fault), place });
    }
}

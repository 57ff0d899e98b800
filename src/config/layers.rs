//! The layers of the configuration: flags over environment variables over the file over defaults, by one rule for all keys.

use super::document::Document;
use super::location::Location;
use super::options::Options;
use super::problem::{ConfigProblem, Place};
use super::schema::{ScalarKey, scalar_keys};
use serde::Deserialize;
use std::path::Path;
use toml::{Table, Value};

/// Begins the name of each variable: `STRONGROOM_HIDE_AFTER`.
const PREFIX: &str = "STRONGROOM_";

/// The variables of the AWS tools that count as the environment's word on a key. The SDK reads them itself.
const AWS_VARIABLES: [(&str, &[&str]); 3] = [
    ("profile", &["AWS_PROFILE", "AWS_DEFAULT_PROFILE"]),
    ("region", &["AWS_REGION", "AWS_DEFAULT_REGION"]),
    ("endpoint_url", &["AWS_ENDPOINT_URL_SECRETS_MANAGER", "AWS_ENDPOINT_URL"]),
];

/// A key, its value and where that comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// The path of the key, with dots.
    pub key: String,
    /// The value; none if nothing sets it and there is no default.
    pub value: Option<Value>,
    /// The place that sets it.
    pub place: Place,
}

/// The settings by key, each from the first layer that has it.
#[derive(Debug)]
pub(super) struct Layers {
    settings: Vec<Setting>,
    options: Options,
}

impl Layers {
    pub(super) fn new(
        schema: &serde_json::Value,
        location: &Location,
        flags: &Options,
        variable: &impl Fn(&str) -> Option<String>,
        document: &Document,
        problems: &mut Vec<ConfigProblem>,
    ) -> Self {
        let (given_log_file, flags) = (flags.log_file.clone(), table_of(flags));
        let file = table_of(&document.options);
        let defaults = table_of(&Options::defaults());
        let path = location.path().unwrap_or(Path::new(""));
        let in_file = |key: &str| Place::File(path.to_owned(), Some(document.line(&[key])));
        let mut effective = file.clone();
        let mut settings = Vec::new();
        for key in scalar_keys(schema) {
            let name = key.name.as_str();
            let is_broken = document.broken.iter().any(|path| path.as_slice() == [name]);
            let setting = flag(&flags, name)
                .or_else(|| from_variable(&key, variable, problems))
                .or_else(|| Some((file.get(name)?.clone(), in_file(name))))
                .or_else(|| is_broken.then(|| Some((fail_safe(name)?, in_file(name)))).flatten())
                .or_else(|| Some((defaults.get(name)?.clone(), Place::Default)));
            effective.remove(name);
            if let Some((value, place)) = &setting
                && !is_of_aws(place)
            {
                effective.insert(name.to_owned(), value.clone());
            }
            let (value, place) =
                setting.map_or((None, Place::Default), |(value, place)| (Some(value), place));
            settings.push(Setting { key: key.name, value, place });
        }
        for (name, value) in &file {
            if value.is_table() || value.is_array() {
                note_leaves(value, &mut vec![name], document, path, &mut settings);
            }
        }
        let mut options = Options::deserialize(effective).expect("each value was checked in its layer");
        // A path of the command line need not be text.
        options.log_file = given_log_file.or(options.log_file);
        Self { settings, options }
    }

    /// The settings in force.
    pub(super) fn options(&self) -> Options {
        self.options.clone()
    }

    /// The place that sets a key.
    pub(super) fn place_of(&self, key: &str) -> Place {
        let setting = self.settings.iter().find(|setting| setting.key == key);
        setting.map_or(Place::Default, |setting| setting.place.clone())
    }

    /// Each setting with its value and its origin.
    pub(super) fn settings(&self) -> Vec<Setting> {
        self.settings.clone()
    }
}

fn table_of(options: &Options) -> Table {
    Table::try_from(options).expect("all keys are text, and each value has a form in TOML")
}

/// The value of a flag.
fn flag(flags: &Table, key: &str) -> Option<(Value, Place)> {
    let value = flags.get(key)?.clone();
    let name = match (key, &value) {
        ("cache", Value::Boolean(false)) => "no_cache",
        ("history", Value::Boolean(false)) => "no_history",
        _ => key,
    };
    Some((value, Place::Flag(name.replace('_', "-"))))
}

/// The value of a variable that is set and not empty.
fn from_variable(
    key: &ScalarKey,
    variable: &impl Fn(&str) -> Option<String>,
    problems: &mut Vec<ConfigProblem>,
) -> Option<(Value, Place)> {
    let set = |name: &str| variable(name).filter(|text| !text.is_empty());
    let own = format!("{PREFIX}{}", key.name.to_uppercase());
    if let Some(text) = set(&own) {
        let place = Place::Variable(own);
        let value = if key.is_bool { boolean(&text) } else { checked(&key.name, &text) };
        return match value {
            Ok(value) => Some((value, place)),
            Err(expected) => {
                problems.push(ConfigProblem { place: place.clone(), text: expected });
                fail_safe(&key.name).map(|value| (value, place))
            }
        };
    }
    let aws = AWS_VARIABLES.iter().find(|(name, _)| *name == key.name);
    let (name, text) = aws?.1.iter().find_map(|name| Some((*name, set(name)?)))?;
    Some((Value::String(text), Place::Variable(name.to_owned())))
}

fn is_of_aws(place: &Place) -> bool {
    matches!(place, Place::Variable(name) if !name.starts_with(PREFIX))
}

/// The value in place of one that can't be understood, where the default would allow more than was meant.
fn fail_safe(key: &str) -> Option<Value> {
    (key == "read_only").then_some(Value::Boolean(true))
}

fn boolean(text: &str) -> Result<Value, String> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "on" => Ok(Value::Boolean(true)),
        "false" | "0" | "no" | "off" => Ok(Value::Boolean(false)),
        _ => Err(format!("expected true or false, found {text:?}")),
    }
}

/// The text of a variable, if it would do for the key in a file.
fn checked(key: &str, text: &str) -> Result<Value, String> {
    let value = Value::String(text.to_owned());
    let alone = Table::from_iter([(key.to_owned(), value.clone())]);
    match Options::deserialize(alone) {
        Ok(_) => Ok(value),
        Err(error) => Err(super::document::explained(error.message())),
    }
}

/// Notes the settings inside a table of the file.
fn note_leaves<'a>(
    value: &'a Value,
    at: &mut Vec<&'a str>,
    document: &Document,
    path: &Path,
    settings: &mut Vec<Setting>,
) {
    match value {
        Value::Table(table) => {
            for (name, value) in table {
                at.push(name);
                note_leaves(value, at, document, path, settings);
                at.pop();
            }
        }
        Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_)
        | Value::Array(_) => {
            let place = Place::File(path.to_owned(), Some(document.line(at)));
            let key = at.iter().map(|step| written_key(step)).collect::<Vec<_>>().join(".");
            settings.push(Setting { key, value: Some(value.clone()), place });
        }
    }
}

/// A key as TOML has it: in quotes where it needs them.
fn written_key(key: &str) -> String {
    let is_bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if is_bare { key.to_owned() } else { Value::from(key).to_string() }
}

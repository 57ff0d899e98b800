//! The layers of the configuration: flags over environment variables over the file over defaults, by one rule for all keys.

use super::document::Document;
use super::location::Location;
use super::options::Options;
use super::problem::{ConfigProblem, Place};
use super::schema::scalar_keys;
use super::variables::{self, Variables};
use serde::Deserialize;
use std::path::Path;
use toml::{Table, Value};

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
        variables: &Variables<'_>,
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
            let is_broken = document.broken.iter().any(|key| key.path == [name]);
            let setting = flag(&flags, name)
                .or_else(|| variables.value(&key, problems))
                .or_else(|| Some((file.get(name)?.clone(), in_file(name))))
                .or_else(|| is_broken.then(|| Some((variables::fail_safe(name)?, in_file(name)))).flatten())
                .or_else(|| Some((defaults.get(name)?.clone(), Place::Default)));
            effective.remove(name);
            if let Some((value, place)) = &setting
                && !variables::is_of_aws(place)
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
pub(super) fn written_key(key: &str) -> String {
    let is_bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if is_bare { key.to_owned() } else { Value::from(key).to_string() }
}

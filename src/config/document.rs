//! A config file as TOML: read as far as it can be, with the lines of its keys. A broken key is left out and told; the others
//! count.

use super::nearest::suggestion;
use super::options::Options;
use super::problem::ConfigProblem;
use super::schema::names_at;
use serde::Deserialize;
use serde_json::Value;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

/// The path of a key from the top of the file: `["profiles", "prod-*", "read_only"]`.
pub(super) type KeyPath = Vec<String>;

/// A parsed file.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// The settings that can be used.
    pub(super) options: Options,
    /// The line of each key, those of broken ones too.
    lines: Vec<(KeyPath, usize)>,
    /// The paths of the keys that were left out.
    pub(super) broken: Vec<KeyPath>,
    /// All faults, in the order of the file.
    pub(super) problems: Vec<ConfigProblem>,
}

impl Document {
    /// Parses the text of a file.
    pub(super) fn parse(path: &Path, text: &str, schema: &Value) -> Self {
        // A fault at the end of the file is one of the last line.
        let last = text.lines().count().max(1);
        let line_of = |offset: usize| {
            let ends = text.bytes().take(offset).filter(|byte| *byte == b'\n').count();
            (1 + ends).min(last)
        };
        let (mut table, errors) = DeTable::parse_recoverable(text);
        let mut problems: Vec<_> = errors
            .iter()
            .map(|error| (error.span().map_or(1, |span| line_of(span.start)), error.message().to_owned()))
            .collect();
        // What follows on such a line is a guess of the parser.
        problems.dedup_by_key(|(line, _)| *line);
        let mut lines = Vec::new();
        note_lines(table.get_ref(), &mut Vec::new(), &mut |path, span: Range<usize>| {
            lines.push((path, line_of(span.start)));
        });
        let malformed: Vec<usize> = problems.iter().map(|(line, _)| *line).collect();
        let mut broken: Vec<_> = malformed.iter().filter_map(|line| key_on_line(text, *line)).collect();
        for (path, _) in lines.iter().filter(|(_, line)| malformed.contains(line)) {
            remove(table.get_mut(), path);
        }
        let options = loop {
            let error = match Options::deserialize(Deserializer::from(table.clone())) {
                Ok(options) => break options,
                Err(error) => error,
            };
            let span = error.span().unwrap_or_default();
            let removed = remove_at(table.get_mut(), &span, &mut Vec::new());
            let (key, text) = match &removed {
                Some(Removed { path, is_key: true }) => (path.as_slice(), unknown_key(schema, path)),
                Some(Removed { path, is_key: false }) => (path.as_slice(), explained(error.message())),
                None => (&[][..], error.message().to_owned()),
            };
            let name = key.join(".");
            let text = if name.is_empty() { text } else { format!("{name}: {text}") };
            problems.push((line_of(span.start), text));
            match removed {
                Some(removed) => broken.push(removed.path),
                None => break Options::default(),
            }
        };
        problems.sort_by_key(|(line, _)| *line);
        let problems = problems.into_iter().map(|(line, text)| ConfigProblem::at(path, line, text)).collect();
        Self { options, lines, broken, problems }
    }

    /// True if the file has a key.
    pub(super) fn has(&self, path: &[&str]) -> bool {
        self.lines.iter().any(|(known, _)| known.iter().eq(path))
    }

    /// The line of a key, counted from 1; 1 if the file does not have it.
    pub(super) fn line(&self, path: &[&str]) -> usize {
        let known = self.lines.iter().find(|(known, _)| known.iter().eq(path));
        known.map_or(1, |(_, line)| *line)
    }
}

/// The key of the top level that a line which is no TOML begins with.
fn key_on_line(text: &str, line: usize) -> Option<KeyPath> {
    let (key, _) = text.lines().nth(line - 1)?.split_once('=')?;
    Some(vec![key.trim().to_owned()])
}

/// Removes a key of the top level, or inside tables.
fn remove(table: &mut DeTable<'_>, path: &[String]) {
    match path {
        [] => {}
        [name] => drop(table.remove(name.as_str())),
        [name, inner @ ..] => {
            if let Some(DeValue::Table(table)) = table.get_mut(name.as_str()).map(Spanned::get_mut) {
                remove(table, inner);
            }
        }
    }
}

/// Calls `note` for each key of a table, with its path.
fn note_lines(table: &DeTable<'_>, at: &mut KeyPath, note: &mut impl FnMut(KeyPath, Range<usize>)) {
    for (key, value) in table {
        at.push(key.get_ref().to_string());
        note(at.clone(), key.span());
        match value.get_ref() {
            DeValue::Table(inner) => note_lines(inner, at, note),
            DeValue::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    at.push(index.to_string());
                    note(at.clone(), item.span());
                    if let DeValue::Table(inner) = item.get_ref() {
                        note_lines(inner, at, note);
                    }
                    at.pop();
                }
            }
            _ => {}
        }
        at.pop();
    }
}

/// A key that was left out.
struct Removed {
    path: KeyPath,
    /// True if the key itself is wrong, not its value.
    is_key: bool,
}

/// Removes the innermost key that a fault at `span` is about.
fn remove_at(table: &mut DeTable<'_>, span: &Range<usize>, at: &mut KeyPath) -> Option<Removed> {
    let mut found = None;
    for (key, value) in table.iter_mut() {
        at.push(key.get_ref().to_string());
        let removed = remove_inside(value, span, at);
        if removed.is_some() {
            return removed;
        }
        let is_key = key.span() == *span;
        if is_key || covers(&value.span(), span) {
            found = Some((key.get_ref().to_string(), Removed { path: at.clone(), is_key }));
        }
        at.pop();
    }
    let (name, removed) = found?;
    table.remove(name.as_str());
    Some(removed)
}

fn remove_inside(value: &mut Spanned<DeValue<'_>>, span: &Range<usize>, at: &mut KeyPath) -> Option<Removed> {
    match value.get_mut() {
        DeValue::Table(inner) => remove_at(inner, span, at),
        DeValue::Array(items) => {
            for index in 0..items.len() {
                let item = items.get_mut(index)?;
                // An item that is no table is a part of the value, which is left out as a whole.
                if !item.get_ref().is_table() {
                    continue;
                }
                at.push(index.to_string());
                let removed = remove_inside(item, span, at);
                if removed.is_some() {
                    return removed;
                }
                at.pop();
            }
            None
        }
        _ => None,
    }
}

fn covers(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end && !outer.is_empty()
}

/// The text on a key that does not exist.
fn unknown_key(schema: &Value, path: &[String]) -> String {
    let Some((name, table)) = path.split_last() else { return String::new() };
    match suggestion(name, names_at(schema, table)) {
        Some(near) => format!("there is no such key; did you mean `{near}`?"),
        None => "there is no such key".to_owned(),
    }
}

/// The message of a deserializer in the words of the user: what was expected first.
pub(super) fn explained(message: &str) -> String {
    let (found, expected) = match message.split_once(", expected ") {
        Some((found, expected)) => (found, expected.replace("a boolean", "true or false")),
        None => return message.to_owned(),
    };
    if let Some(variant) = found.strip_prefix("unknown variant `").and_then(|rest| rest.strip_suffix('`')) {
        let names = expected.split('`').skip(1).step_by(2).map(str::to_owned);
        let near = suggestion(variant, names).map(|near| format!("; did you mean `{near}`?"));
        return format!("expected {expected}, found `{variant}`{}", near.unwrap_or_default());
    }
    let found = found.trim_start_matches("invalid type: ").trim_start_matches("invalid value: ");
    format!("expected {expected}, found {found}")
}

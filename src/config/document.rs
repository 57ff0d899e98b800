//! A config file as TOML: read as far as it can be, with the lines of its keys. A broken key is left out and told; the others
//! count.

use super::fault::{malformed, unknown_key, wrong_value};
use super::lines::{KeyPath, Lines};
use super::options::Options;
use super::problem::ConfigProblem;
use super::schema::table_depth;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

/// A parsed file.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// The settings that can be used.
    pub(super) options: Options,
    /// The keys, those of broken ones too.
    keys: Vec<FileKey>,
    /// The keys that were left out.
    pub(super) broken: Vec<FileKey>,
    /// All faults, in the order of the file.
    pub(super) problems: Vec<ConfigProblem>,
}

/// A key of the file.
#[derive(Clone, Debug)]
pub(super) struct FileKey {
    pub(super) path: KeyPath,
    /// The line, counted from 1.
    pub(super) line: usize,
    /// True if the value is plainly `false`.
    pub(super) is_false: bool,
}

/// A fault of the file: its line, and what is wrong.
type Fault = (usize, String);

impl Document {
    /// Parses the bytes of a file.
    pub(super) fn parse(path: &Path, bytes: &[u8], schema: &Value) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let lines = Lines::of(&text);
        let (mut table, errors) = DeTable::parse_recoverable(&text);
        let mut keys = Vec::new();
        note_keys(table.get_ref(), &mut Vec::new(), &mut |path, span: Range<usize>, value| {
            let is_false = matches!(value, DeValue::Boolean(false));
            keys.push(FileKey { path, line: line_of(&text, span.start), is_false });
        });
        let mut faults = not_utf8(bytes);
        for error in &errors {
            let line = error.span().map_or(1, |span| line_of(&text, span.start));
            let set = |path: KeyPath| keys.iter().find(|key| key.path == path && key.line < line);
            let first = match lines.key(line) {
                Some(path) => set(path).map(|key| key.line),
                None => lines.begins_before(line),
            };
            faults.push((line, malformed(schema, &lines, line, error.message(), first)));
        }
        faults.sort_by_key(|(line, _)| *line);
        // What follows on such a line is a guess of the parser.
        faults.dedup_by_key(|(line, _)| *line);
        let mut broken = remove_malformed(table.get_mut(), &lines, &keys, &faults);
        let options = deserialize(&mut table, &text, schema, &keys, &mut faults, &mut broken);
        faults.sort_by_key(|(line, _)| *line);
        let problems = faults.into_iter().map(|(line, text)| ConfigProblem::at(path, line, text)).collect();
        Self { options, keys, broken, problems }
    }

    /// True if the file has a key.
    pub(super) fn has(&self, path: &[&str]) -> bool {
        self.keys.iter().any(|key| key.path.iter().eq(path))
    }

    /// Notes that a line which is not understood counts as this key, unless another line sets it.
    pub(super) fn note_meant(&mut self, path: KeyPath, line: usize) {
        if !self.keys.iter().any(|key| key.path == path) {
            self.keys.push(FileKey { path, line, is_false: false });
        }
    }

    /// The line of a key, counted from 1; 1 if the file does not have it.
    pub(super) fn line(&self, path: &[&str]) -> usize {
        let known = self.keys.iter().chain(&self.broken).find(|key| key.path.iter().eq(path));
        known.map_or(1, |key| key.line)
    }
}

/// The line of an offset. A fault at the end of the file is one of the last line.
fn line_of(text: &str, offset: usize) -> usize {
    let ends = text.bytes().take(offset).filter(|byte| *byte == b'\n').count();
    (1 + ends).min(Lines::of(text).count())
}

/// The lines that are not UTF-8.
fn not_utf8(bytes: &[u8]) -> Vec<Fault> {
    let lines = bytes.split(|byte| *byte == b'\n').enumerate();
    let damaged = lines.filter(|(_, line)| std::str::from_utf8(line).is_err());
    damaged.map(|(at, _)| (at + 1, "this line is not UTF-8: save the file as UTF-8".to_owned())).collect()
}

/// Removes what stands on malformed lines, and the whole section below a header that is malformed. Returns the keys that
/// were most likely meant there.
fn remove_malformed(
    table: &mut DeTable<'_>,
    lines: &Lines<'_>,
    keys: &[FileKey],
    faults: &[Fault],
) -> Vec<FileKey> {
    let mut broken = Vec::new();
    let is_malformed = |line: usize| faults.iter().any(|(faulty, _)| *faulty == line);
    let lost = (1..=lines.count())
        .filter(|line| is_malformed(*line))
        .flat_map(|line| {
            // To a section that is there already, the parser adds.
            let is_lost = lines.is_header(line) && lines.begins_before(line).is_none();
            if is_lost { line..=*lines.below(line).end() } else { line..=line }
        })
        .collect::<BTreeSet<usize>>();
    for line in &lost {
        if let Some(path) = lines.key(*line) {
            let is_false = lines.value(*line).is_some_and(|value| value.starts_with("false"));
            broken.push(FileKey { path, line: *line, is_false });
        }
    }
    for FileKey { path, line, .. } in keys.iter().rev().filter(|key| lost.contains(&key.line)) {
        // Other sections may be parts of a table that a malformed header began.
        let is_kept = |value: &DeValue<'_>| matches!(value, DeValue::Table(inner) if !inner.is_empty());
        if !lines.is_header(*line) || !get(table, path).is_some_and(is_kept) {
            remove(table, path);
        }
    }
    // The parts of a list that goes over several lines.
    let is_part = |key: &&FileKey| lost.contains(&key.line) && lines.key(key.line).is_none();
    broken.extend(keys.iter().filter(is_part).filter(|key| !lines.is_header(key.line)).cloned());
    broken
}

/// Reads the options of a table, which loses the keys that have to be left out.
fn deserialize(
    table: &mut Spanned<DeTable<'_>>,
    text: &str,
    schema: &Value,
    keys: &[FileKey],
    faults: &mut Vec<Fault>,
    broken: &mut Vec<FileKey>,
) -> Options {
    let malformed: Vec<usize> = faults.iter().map(|(line, _)| *line).collect();
    loop {
        let error = match Options::deserialize(Deserializer::from(table.clone())) {
            Ok(options) => return options,
            Err(error) => error,
        };
        let span = error.span().unwrap_or_default();
        let Some(Place { mut path, is_key }) = place_of(table.get_ref(), &span, &mut Vec::new()) else {
            faults.push((line_of(text, span.start), error.message().to_owned()));
            return Options::default();
        };
        // The value of a key that is no table may look like one: [profile.prod].
        path.truncate(table_depth(schema, &path) + 1);
        let found = get(table.get_ref(), &path);
        let explained = if is_key {
            unknown_key(schema, &path, found.is_some_and(|value| matches!(value, DeValue::Table(_))))
        } else {
            wrong_value(schema, &path, error.message(), text.get(span.clone()).unwrap_or_default())
        };
        let line = line_of(text, span.start);
        if !malformed.contains(&line) {
            faults.push((line, format!("{}: {explained}", path.join("."))));
        }
        let is_list = matches!(found, Some(DeValue::Array(_)));
        for key in keys.iter().filter(|key| key.path.starts_with(&path)) {
            let mut key = key.clone();
            // A list of sections has no patterns.
            if is_list && key.path.len() > path.len() + 1 {
                "*".clone_into(&mut key.path[path.len()]);
            }
            broken.push(key);
        }
        remove(table.get_mut(), &path);
    }
}

/// The value at a path of tables.
fn get<'a, 'd>(table: &'a DeTable<'d>, path: &[String]) -> Option<&'a DeValue<'d>> {
    let (name, inner) = path.split_first()?;
    match table.get(name.as_str()).map(Spanned::get_ref) {
        found if inner.is_empty() => found,
        Some(DeValue::Table(table)) => get(table, inner),
        Some(_) | None => None,
    }
}

/// Removes a key of the top level, or inside tables. A list is removed as a whole.
fn remove(table: &mut DeTable<'_>, path: &[String]) {
    match path {
        [] => {}
        [name] => drop(table.remove(name.as_str())),
        [name, inner @ ..] => {
            if let Some(DeValue::Table(table)) = table.get_mut(name.as_str()).map(Spanned::get_mut) {
                remove(table, inner);
            } else {
                table.remove(name.as_str());
            }
        }
    }
}

/// Calls `note` for each key of a table, with its path and value.
fn note_keys(
    table: &DeTable<'_>,
    at: &mut KeyPath,
    note: &mut impl FnMut(KeyPath, Range<usize>, &DeValue<'_>),
) {
    for (key, value) in table {
        at.push(key.get_ref().to_string());
        note(at.clone(), key.span(), value.get_ref());
        match value.get_ref() {
            DeValue::Table(inner) => note_keys(inner, at, note),
            DeValue::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    at.push(index.to_string());
                    note(at.clone(), item.span(), item.get_ref());
                    if let DeValue::Table(inner) = item.get_ref() {
                        note_keys(inner, at, note);
                    }
                    at.pop();
                }
            }
            _ => {}
        }
        at.pop();
    }
}

/// The key that a fault is about.
struct Place {
    path: KeyPath,
    /// True if the key itself is wrong, not its value.
    is_key: bool,
}

/// The innermost key that a fault at `span` is about. A list is left out as a whole.
fn place_of(table: &DeTable<'_>, span: &Range<usize>, at: &mut KeyPath) -> Option<Place> {
    let mut found = None;
    for (key, value) in table {
        at.push(key.get_ref().to_string());
        if let DeValue::Table(inner) = value.get_ref()
            && let Some(place) = place_of(inner, span, at)
        {
            return Some(place);
        }
        let is_key = key.span() == *span;
        if is_key || covers(&value.span(), span) {
            found = Some(Place { path: at.clone(), is_key });
        }
        at.pop();
    }
    found
}

fn covers(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end && !outer.is_empty()
}

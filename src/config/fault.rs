//! The words on a fault of the config file: what is wrong, and what was most likely meant.

use super::lines::{KeyPath, Lines};
use super::nearest::suggestion;
use super::schema::{choices_at, is_bool_at, names_at, scalar_keys};
use super::text_value::{EXPECTED_CACHE_AGE, EXPECTED_REGION, seconds_meant};
use crate::secrets::REGIONS;
use crate::service::api::without_userinfo;
use serde_json::Value;

/// The start of an expectation that is a time.
const TIME: &str = "a duration";

/// The text on a line that is no TOML, from the parser's message. `first` is the line that has its key or section already.
pub(super) fn malformed(
    schema: &Value,
    lines: &Lines<'_>,
    line: usize,
    message: &str,
    first: Option<usize>,
) -> String {
    let path = lines.key(line);
    let is_duplicate = message.contains("duplicate key");
    let text = match (&path, first) {
        (Some(_), Some(first)) if is_duplicate => format!("line {first} sets it already, and counts"),
        (None, Some(first)) if is_duplicate => {
            format!("this section begins in line {first} already: write all its keys there")
        }
        (Some(path), _) => unquoted(schema, path, lines.value(line).unwrap_or_default())
            .unwrap_or_else(|| message.to_owned()),
        (None, _) if lines.is_header(line) => match lines.section(line).as_slice() {
            [table, own] if !own.is_empty() => {
                format!("{message}: a section is written [{table}.{own:?}], and this one is left out")
            }
            _ => format!("{message}: this section is left out"),
        },
        (None, _) => message.to_owned(),
    };
    match path {
        Some(path) if is_known(schema, &path) => format!("{}: {text}", path.join(".")),
        Some(_) | None => text,
    }
}

/// The text on a value that lacks its quotes.
fn unquoted(schema: &Value, path: &KeyPath, value: &str) -> Option<String> {
    let word = value.split('#').next().unwrap_or_default().trim();
    if is_bool_at(schema, path) {
        return Some(format!("expected true or false, found `{word}`"));
    }
    let is_plain = !word.is_empty() && !word.contains(['"', '\'', '[', ']', '{', '}']);
    let name = path.last().filter(|_| is_plain && is_known(schema, path))?;
    let word = word.trim_matches(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}']);
    // A URL may have a password in it.
    let word = without_userinfo(word);
    Some(format!("text stands in quotes: {name} = {word:?}"))
}

fn is_known(schema: &Value, path: &[String]) -> bool {
    path.split_last().is_some_and(|(name, table)| names_at(schema, table).contains(name))
}

/// The text on a key that does not exist; `is_section` if it has keys of its own.
pub(super) fn unknown_key(schema: &Value, path: &[String], is_section: bool) -> String {
    let Some((name, table)) = path.split_last() else { return String::new() };
    let no_key = "there is no such key";
    let names = names_at(schema, table);
    if table.is_empty() && is_section {
        return match suggestion(name, sections(schema)) {
            Some(near) => format!("there is no such section; did you mean `{near}`?"),
            None => "there is no such section".to_owned(),
        };
    }
    if let Some(text) = negated(schema, name).filter(|_| table.is_empty()) {
        return text;
    }
    if let Some(near) = suggestion(name, names) {
        return format!("{no_key}; did you mean `{near}`?");
    }
    if table.is_empty() {
        let of_section = |section: &str, example: &str| {
            let names = names_at(schema, &[section.to_owned(), String::new()]);
            names
                .contains(name)
                .then(|| format!("{no_key} here: it belongs into a section such as [{example}]"))
        };
        let belongs =
            of_section("profiles", "profiles.\"prod-*\"").or_else(|| of_section("commands", "commands.psql"));
        return belongs.unwrap_or_else(|| no_key.to_owned());
    }
    belongs_above(schema, name).unwrap_or_else(|| no_key.to_owned())
}

/// The text on a key that is the opposite of another: `no_cache = true` of those who know the flag.
fn negated(schema: &Value, name: &str) -> Option<String> {
    let positive = name.strip_prefix("no_").or_else(|| name.strip_prefix("no-"))?;
    let known = scalar_keys(schema).into_iter().find(|key| key.is_bool && key.name == positive)?;
    Some(format!("there is no such key; did you mean `{} = false`?", known.name))
}

/// The text on a key of the top that stands in a section, where each key below a header belongs to it.
pub(super) fn belongs_above(schema: &Value, name: &str) -> Option<String> {
    let key = scalar_keys(schema).into_iter().find(|key| key.name == name.replace('-', "_"))?;
    Some(format!("`{}` belongs above the first section", key.name))
}

/// The text on a value that a key can't have. `found` is the value as it is written.
pub(super) fn wrong_value(schema: &Value, path: &[String], message: &str, found: &str) -> String {
    if let [table, name] = path
        && ["keys", "themes", "profiles", "commands"].contains(&table.as_str())
        && let Some(text) = belongs_above(schema, name)
    {
        return text;
    }
    let choices = choices_at(schema, path);
    if message.starts_with("wanted ") && !choices.is_empty() {
        let choices: Vec<_> = choices.iter().map(|choice| format!("`{choice}`")).collect();
        let expected = match choices.as_slice() {
            [one, other] => format!("{one} or {other}"),
            several => format!("one of {}", several.join(", ")),
        };
        return format!("expected {expected}, found {found}");
    }
    let text = explained(message);
    let text = match path {
        [name] if text.starts_with("expected a map") => {
            let example = if name == "keys" { String::new() } else { ".NAME".to_owned() };
            text.replacen("a map", &format!("a section [{name}{example}]"), 1)
        }
        _ => text.replacen("expected a map", "expected a table such as { NAME = \"text\" }", 1),
    };
    match path {
        [name] if text.ends_with("found a section") => match suggestion(name, sections(schema)) {
            Some(near) => format!("{text}; did you mean the section `{near}`?"),
            None => text,
        },
        _ => text,
    }
}

fn sections(schema: &Value) -> impl Iterator<Item = String> {
    let scalar: Vec<String> = scalar_keys(schema).into_iter().map(|key| key.name).collect();
    names_at(schema, &[]).into_iter().filter(move |name| !scalar.contains(name))
}

/// The message of a deserializer in the words of the user: what was expected first.
pub(super) fn explained(message: &str) -> String {
    let Some((found, expected)) = message.split_once(", expected ") else { return message.to_owned() };
    let expected = match expected {
        "a boolean" => "true or false",
        "a sequence" => "a list such as [\"one\", \"two\"]",
        "a string" => "text in quotes",
        "path string" => "the path of a file",
        expected => expected,
    };
    if let Some(variant) = found.strip_prefix("unknown variant `").and_then(|rest| rest.strip_suffix('`')) {
        let names = expected.split('`').skip(1).step_by(2).map(str::to_owned);
        let near = suggestion(variant, names).map(|near| format!("; did you mean `{near}`?"));
        return format!("expected {expected}, found `{variant}`{}", near.unwrap_or_default());
    }
    let found = found.trim_start_matches("invalid type: ").trim_start_matches("invalid value: ");
    let found = match found {
        "map" => "a section",
        "sequence" => "a list",
        found => found,
    };
    let number = found.trim_start_matches("integer ").trim_start_matches("string ").trim_matches(['`', '"']);
    let meant = if expected.starts_with(TIME) && expected != EXPECTED_CACHE_AGE {
        seconds_meant(number)
    } else if expected == EXPECTED_REGION {
        let near = suggestion(number, REGIONS.iter().map(|region| (*region).to_owned()));
        near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
    } else {
        String::new()
    };
    format!("expected {expected}, found {found}{meant}")
}

//! The rules that the sections of the file for profiles and accounts make.

use super::document::{Document, FileKey};
use super::nearest::suggestion;
use super::options::Options;
use super::problem::ConfigProblem;
use super::profile_options::ProfileOptions;
use super::text_value::Timeout;
use crate::app::profile_rules::{ConfirmRule, ProfileRule, ProfileRules};
use jiff::SignedDuration;
use std::path::Path;

/// The rules of the sections.
pub(super) fn rules(options: &Options) -> ProfileRules {
    let time = |timeout: Option<Timeout>| SignedDuration::try_from(timeout?.0).ok();
    let rule = |(pattern, section): (&String, &ProfileOptions)| ProfileRule {
        pattern: pattern.clone(),
        is_read_only: section.read_only == Some(true),
        color: section.color,
        confirm: section.confirm,
        regions: section.regions.iter().map(|region| region.0.clone()).collect(),
        hide_after: time(section.hide_after),
        clear_after: time(section.clear_after),
        timeout: section.timeout.map(|timeout| timeout.0),
    };
    ProfileRules(options.profiles.iter().map(rule).collect())
}

/// The pattern of a section for all profiles and accounts.
const ALL: &str = "*";

/// Sets what keys that could not be understood most likely forbid: the defaults would allow more than was meant. Where the
/// profiles that a key is about can't be told, it counts for all of them.
pub(super) fn set_fail_safe(document: &mut Document) {
    let broken = document.broken.clone();
    for FileKey { path, line, .. } in broken.iter().filter(|key| !key.is_false) {
        let Some((name, table)) = path.split_last() else { continue };
        let pattern = match table {
            [table, pattern] if means(table, "profiles") && !pattern.is_empty() => Some(pattern.as_str()),
            _ => None,
        };
        let options = &mut document.options;
        let (pattern, key) = if means(name, "read_only") {
            match pattern {
                Some(pattern) => section(options, pattern).read_only = Some(true),
                None => options.read_only = Some(true),
            }
            (pattern, "read_only")
        } else if means(name, "confirm") {
            section(options, pattern.unwrap_or(ALL)).confirm = Some(ConfirmRule::TypeName);
            (Some(pattern.unwrap_or(ALL)), "confirm")
        } else {
            continue;
        };
        let path = pattern.into_iter().flat_map(|pattern| ["profiles", pattern]).chain([key]);
        document.note_meant(path.map(str::to_owned).collect(), *line);
    }
}

/// The section of a pattern, behind all others if there is none yet.
fn section<'a>(options: &'a mut Options, pattern: &str) -> &'a mut ProfileOptions {
    options.profiles.entry(pattern.to_owned()).or_default()
}

/// True if a word is a name or a slip away from it.
fn means(word: &str, name: &str) -> bool {
    suggestion(word, [name.to_owned()]).is_some()
}

/// The words on a pattern that no profile and no account has, if it is plainly such.
pub(super) fn unmatched(pattern: &str) -> Option<String> {
    let digits: String = pattern.chars().filter(char::is_ascii_digit).collect();
    let is_account = pattern.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' '));
    if pattern.trim().is_empty() {
        Some("no profile has an empty name; * stands for any".to_owned())
    } else if digits.len() == 12 && pattern.len() > 12 && is_account {
        Some(format!("an account id has digits only: {digits:?}"))
    } else if pattern.contains(['[', ']', '{', '}', '|', '^', '$']) {
        Some("only * and ? stand for other characters, so most likely nothing matches this".to_owned())
    } else {
        None
    }
}

/// Tells of the sections whose patterns match nothing.
pub(super) fn check(options: &Options, document: &Document, path: &Path, problems: &mut Vec<ConfigProblem>) {
    for pattern in options.profiles.keys() {
        if let Some(text) = unmatched(pattern) {
            let line = document.line(&["profiles", pattern]);
            problems.push(ConfigProblem::at(path, line, format!("profiles.{pattern:?}: {text}")));
        }
    }
}

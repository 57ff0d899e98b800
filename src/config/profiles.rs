//! The rules that the sections of the file for profiles and accounts make.

use super::options::Options;
use super::profile_options::ProfileOptions;
use super::text_value::Timeout;
use crate::app::profile_rules::{ConfirmRule, ProfileRule, ProfileRules};
use jiff::SignedDuration;

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

/// Sets what a key that could not be understood most likely forbids: the default would allow more than was meant.
pub(super) fn set_fail_safe(options: &mut Options, path: &[String]) {
    let [table, pattern, key] = path else { return };
    if table != "profiles" {
        return;
    }
    let section = options.profiles.entry(pattern.clone()).or_default();
    match key.as_str() {
        "read_only" => section.read_only = Some(true),
        "confirm" => section.confirm = Some(ConfirmRule::TypeName),
        _ => {}
    }
}

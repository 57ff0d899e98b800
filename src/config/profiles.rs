//! The sections of the file for profiles and accounts.

use super::options::Options;
use super::text_value::{Name, Timeout};
use crate::app::profile_rules::{ConfirmRule, HeaderColor, ProfileRule, ProfileRules};
use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The settings for the profiles and accounts that match the name of the section.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ProfileOptions {
    /// Refuse all changes to secrets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_only: Option<bool>,
    /// Colour of the profile in the header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<HeaderColor>,
    /// How to confirm a change: with one key, or by typing the name of the secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirm: Option<ConfirmRule>,
    /// Regions that are offered first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<Name>,
    /// Mask a revealed value again after this time, from 1s to 1h.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hide_after: Option<Timeout>,
    /// Clear a copied value from the clipboard after this time, from 1s to 1h.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clear_after: Option<Timeout>,
}

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

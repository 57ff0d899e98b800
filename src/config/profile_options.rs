//! The keys of a section of the file for profiles and accounts.

use super::text_value::{RegionName, Timeout};
use crate::app::profile_rules::{ConfirmRule, HeaderColor};
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
    pub regions: Vec<RegionName>,
    /// Mask a revealed value again after this time, from 1s to 1h.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hide_after: Option<Timeout>,
    /// Clear a copied value from the clipboard after this time, from 1s to 1h.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clear_after: Option<Timeout>,
    /// Abort an attempt to send a request after this time, from 1s to 1h.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<Timeout>,
}

//! The keys of the config file. The JSON schema, the names of the environment variables and the order of
//! `strongroom config show` come from these definitions.

use super::command_options::CommandOptions;
use super::key_options::{KeymapName, Keys};
use super::profile_options::ProfileOptions;
use super::text_value::{CacheAge, EndpointUrl, LockTime, Name, Timeout};
use crate::app::HideTimeouts;
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};
use std::path::PathBuf;
use std::time::Duration;

/// The name of the theme that suits the terminal.
pub const AUTO: &str = "auto";

/// The configuration of Strongroom. Every key may be left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "Strongroom", inline)]
pub struct Options {
    /// Profile from the AWS config files. `AWS_PROFILE` takes precedence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<Name>,
    /// AWS Region. `AWS_REGION` takes precedence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Name>,
    /// URL of another Secrets Manager endpoint. `AWS_ENDPOINT_URL` takes precedence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint_url: Option<EndpointUrl>,
    /// Refuse all changes to secrets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_only: Option<bool>,
    /// Start with this filter, as typed in the dashboard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Mask a revealed value again after this time, from 1s to 1h.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hide_after: Option<Timeout>,
    /// Clear a copied value from the clipboard after this time, from 1s to 1h.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clear_after: Option<Timeout>,
    /// Lock an unattended terminal after this time, from 1s to 24h: mask everything secret and drop what was read. 0s for never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lock_after: Option<LockTime>,
    /// Abort an attempt to send a request after this time, from 1s to 1h.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<Timeout>,
    /// Keep the list between runs, and show it on start. It has names and other metadata, never a value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cache: Option<bool>,
    /// Show the list of an earlier run on start if it is not older than this, from 1m to 365d.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cache_for: Option<CacheAge>,
    /// Keep bookmarks, recent secrets and filters between runs. They are names and filters, never a value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<bool>,
    /// Append a log to this file. Secret values are never logged.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "lossy")]
    pub log_file: Option<PathBuf>,
    /// Take clicks and the wheel. While it is on, most terminals select text with shift held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mouse: Option<bool>,
    /// Write the screen for a screen reader: one flow of text without borders and signs. The cursor of the terminal is where
    /// the focus is, and a line says the row under it in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plain: Option<bool>,
    /// The colours: "auto", "dark", "light", "high-contrast", "16", "none", or one of `[themes]`. "auto" asks the
    /// terminal for its background and is "dark" or "light" then, "16" without an answer. `NO_COLOR` means "none", unless a flag says otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<Name>,
    /// The keymap that `[keys]` changes: "default" or "emacs".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keymap: Option<KeymapName>,
    /// Other keys for actions, by the names of the actions. A key is a chord such as "ctrl-s", or two of them: "g g". An
    /// action without keys is found in the palette.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub keys: IndexMap<String, Keys>,
    /// Own themes: what differs from the theme `base`. A style is text such as "bold cyan", "#ff8800 on black" or
    /// "underlined".
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub themes: IndexMap<String, IndexMap<String, String>>,
    /// Settings for profiles by name, or for accounts by id; `*` stands for any characters, `?` for one. Where several
    /// sections say something of a key, the last one counts, but read-only stays.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub profiles: IndexMap<String, ProfileOptions>,
    /// Commands of your own, by their names.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub commands: IndexMap<String, CommandOptions>,
}

impl Options {
    /// The values that hold where nothing else is set.
    pub fn defaults() -> Self {
        let hide = HideTimeouts::default();
        let timeout = |time| Duration::try_from(time).ok().map(Timeout);
        Self {
            read_only: Some(false),
            filter: Some(String::new()),
            hide_after: timeout(hide.on_screen),
            clear_after: timeout(hide.on_clipboard),
            lock_after: hide.unattended.and_then(|time| time.try_into().ok()).map(LockTime),
            timeout: Some(Timeout(Duration::from_secs(20))),
            cache: Some(true),
            history: Some(true),
            mouse: Some(true),
            plain: Some(false),
            theme: Some(Name(AUTO.to_owned())),
            keymap: Some(KeymapName::Default),
            cache_for: Some(CacheAge(Duration::from_hours(7 * 24))),
            ..Self::default()
        }
    }
}

/// Serializes a path that may not be text, to be shown.
#[expect(clippy::ref_option, reason = "serde hands the field over like this")]
fn lossy<S: Serializer>(path: &Option<PathBuf>, serializer: S) -> Result<S::Ok, S::Error> {
    path.as_ref().map(|path| path.to_string_lossy()).serialize(serializer)
}

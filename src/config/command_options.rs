//! The keys of a section of the file for a command of the user.

use super::key_options::Keys;
use super::text_value::Timeout;
use crate::app::actions::Context;
use crate::app::custom_command::CommandInput;
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A command of your own, named by its section.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CommandOptions {
    /// A line on what the command does, for the help and the palette.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The key, or a list of keys. Without one the command is found in the palette.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<Keys>,
    /// The program and its arguments, which no shell reads. {name}, {arn}, {region} and {profile} are filled in; secret data is
    /// refused, as every user of the machine can read arguments.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub run: Vec<String>,
    /// The parts of the screen where the command holds: "list" and the panes "overview", "value", "versions", "tags", "policy",
    /// "replication" and "rotation". All of them unless some are named.
    #[serde(rename = "in", skip_serializing_if = "Vec::is_empty")]
    pub contexts: Vec<CommandContext>,
    /// The standard input: the whole "value", or the "member" under the cursor. Nothing unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stdin: Option<InputName>,
    /// Environment variables. Beside the placeholders of `run`, {value}, {member} and {member:KEY} are filled in.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub env: IndexMap<String, String>,
    /// The command changes something: it is refused in read-only mode, and asked about elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dangerous: Option<bool>,
    /// Hand the terminal to the command until it has ended, in place of showing its output.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terminal: Option<bool>,
    /// Stop the command after this time, from 1s to 1h, unless it has the terminal. 60s unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<Timeout>,
}

/// A part of the screen where a command holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
#[allow(missing_docs, reason = "the parts are their names")]
pub enum CommandContext {
    List,
    Overview,
    Value,
    Versions,
    Tags,
    Policy,
    Replication,
    Rotation,
}

/// The standard input of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum InputName {
    /// The whole value.
    Value,
    /// The member under the cursor.
    Member,
}

impl CommandContext {
    /// The context of keys.
    pub(super) const fn context(self) -> Context {
        match self {
            Self::List => Context::List,
            Self::Overview => Context::Overview,
            Self::Value => Context::Value,
            Self::Versions => Context::Versions,
            Self::Tags => Context::Tags,
            Self::Policy => Context::Policy,
            Self::Replication => Context::Replication,
            Self::Rotation => Context::Rotation,
        }
    }
}

impl InputName {
    /// The standard input.
    pub(super) const fn input(self) -> CommandInput {
        match self {
            Self::Value => CommandInput::Value,
            Self::Member => CommandInput::Member,
        }
    }
}

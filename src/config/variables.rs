//! The environment variables `STRONGROOM_*`: each sets a key, and one that sets none is a mistake.

use super::fault::explained;
use super::location::PATH_VARIABLE;
use super::nearest::suggestion;
use super::options::Options;
use super::problem::{ConfigProblem, Place};
use super::schema::{ScalarKey, names_at, scalar_keys};
use serde::Deserialize;
use toml::{Table, Value};

/// Begins the name of each variable: `STRONGROOM_HIDE_AFTER`.
const PREFIX: &str = "STRONGROOM_";

/// The variables of this program that set no key: the config file, the level of the log, and what shells complete.
const OTHERS: [&str; 3] = [PATH_VARIABLE, "STRONGROOM_LOG", "STRONGROOM_COMPLETE"];

/// The variables of the AWS tools that count as the environment's word on a key. The SDK reads them itself.
const AWS_VARIABLES: [(&str, &[&str]); 3] = [
    ("profile", &["AWS_PROFILE", "AWS_DEFAULT_PROFILE"]),
    ("region", &["AWS_REGION", "AWS_DEFAULT_REGION"]),
    ("endpoint_url", &["AWS_ENDPOINT_URL_SECRETS_MANAGER", "AWS_ENDPOINT_URL"]),
];

/// The environment, and the keys that variables can set.
pub(super) struct Variables<'a> {
    /// Names and values.
    environment: &'a [(String, String)],
    keys: Vec<String>,
}

impl<'a> Variables<'a> {
    /// The variables of an environment.
    pub(super) fn new(schema: &serde_json::Value, environment: &'a [(String, String)]) -> Self {
        let keys = scalar_keys(schema).into_iter().map(|key| key.name).collect();
        Self { environment, keys }
    }

    /// The value of a variable that is set and not empty.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let found = self.environment.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone()).filter(|value| !value.is_empty())
    }

    /// The value that variables give a key, and the variable.
    pub(super) fn value(&self, key: &ScalarKey, problems: &mut Vec<ConfigProblem>) -> Option<(Value, Place)> {
        let own = variable_of(&key.name);
        if let Some(text) = self.get(&own) {
            let place = Place::Variable(own);
            let value = if key.is_bool { boolean(&text) } else { checked(&key.name, &text) };
            return match value {
                Ok(value) => Some((value, place)),
                Err(expected) => {
                    problems.push(ConfigProblem { place: place.clone(), text: expected });
                    fail_safe(&key.name).map(|value| (value, place))
                }
            };
        }
        if let Some(value) = fail_safe(&key.name)
            && let Some(slip) = self.slip_of(&own)
        {
            return Some((value, Place::Variable(slip)));
        }
        let aws = AWS_VARIABLES.iter().find(|(name, _)| *name == key.name);
        let (name, text) = aws?.1.iter().find_map(|name| Some((*name, self.get(name)?)))?;
        Some((Value::String(text), Place::Variable(name.to_owned())))
    }

    /// A variable that most likely means `name`, and does not say no.
    fn slip_of(&self, name: &str) -> Option<String> {
        let mut unknown = self.unknown().filter(|(_, value)| boolean(value) != Ok(Value::Boolean(false)));
        unknown.find(|(slip, _)| self.nearest(slip).as_deref() == Some(name)).map(|(slip, _)| slip.clone())
    }

    /// The variables with the prefix of this program that it does not know, and their values.
    fn unknown(&self) -> impl Iterator<Item = &(String, String)> {
        let is_own = |name: &str| name.to_ascii_uppercase().starts_with(PREFIX);
        let is_known =
            |name: &str| OTHERS.contains(&name) || self.keys.iter().any(|key| variable_of(key) == name);
        let set = self.environment.iter().filter(|(_, value)| !value.is_empty());
        set.filter(move |(name, _)| is_own(name) && !is_known(name))
    }

    /// Tells of the variables that set nothing.
    pub(super) fn check(&self, schema: &serde_json::Value, problems: &mut Vec<ConfigProblem>) {
        for (name, _) in self.unknown() {
            let key = name[PREFIX.len()..].to_lowercase();
            let text = match self.nearest(name) {
                Some(near) => format!("there is no such variable; did you mean `{near}`?"),
                None if names_at(schema, &[]).contains(&key) => {
                    format!("no variable sets this: write a section [{key}] into the config file")
                }
                None => "there is no such variable".to_owned(),
            };
            problems.push(ConfigProblem { place: Place::Variable(name.clone()), text });
        }
    }

    /// The variable that an unknown one most likely means.
    fn nearest(&self, name: &str) -> Option<String> {
        let others = OTHERS.iter().map(|other| other[PREFIX.len()..].to_lowercase());
        let names = self.keys.iter().cloned().chain(others);
        suggestion(name.get(PREFIX.len()..)?, names).map(|key| variable_of(&key))
    }
}

fn variable_of(key: &str) -> String {
    format!("{PREFIX}{}", key.to_uppercase())
}

/// True if a variable of the AWS tools sets a key, which the SDK reads itself.
pub(super) fn is_of_aws(place: &Place) -> bool {
    matches!(place, Place::Variable(name) if !name.starts_with(PREFIX))
}

/// The value in place of one that can't be understood, where the default would allow more than was meant.
pub(super) fn fail_safe(key: &str) -> Option<Value> {
    (key == "read_only").then_some(Value::Boolean(true))
}

fn boolean(text: &str) -> Result<Value, String> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "on" => Ok(Value::Boolean(true)),
        "false" | "0" | "no" | "off" => Ok(Value::Boolean(false)),
        _ => Err(format!("expected true or false, found {text:?}")),
    }
}

/// The text of a variable, if it would do for the key in a file.
fn checked(key: &str, text: &str) -> Result<Value, String> {
    let value = Value::String(text.to_owned());
    let alone = Table::from_iter([(key.to_owned(), value.clone())]);
    match Options::deserialize(alone) {
        Ok(_) => Ok(value),
        Err(error) => Err(explained(error.message())),
    }
}

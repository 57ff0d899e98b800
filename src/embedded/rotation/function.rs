//! Simulated rotation functions: what a Lambda function would do, in four steps.

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value as Json;

use crate::embedded::store::Value;

/// The steps of a rotation, named as Secrets Manager calls the function with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Step {
    /// Makes the new value and stores it under AWSPENDING.
    #[serde(rename = "createSecret")]
    Create,
    /// Sets it in the database or service.
    #[serde(rename = "setSecret")]
    Set,
    /// Tries it there.
    #[serde(rename = "testSecret")]
    Test,
    /// Moves AWSCURRENT to it.
    #[serde(rename = "finishSecret")]
    Finish,
}

impl Step {
    /// The step after this one; None after the last.
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Create => Some(Self::Set),
            Self::Set => Some(Self::Test),
            Self::Test => Some(Self::Finish),
            Self::Finish => None,
        }
    }
}

/// A rotation function that can be invoked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Function {
    /// The step at which it fails each time; None for one that works.
    pub fails_at: Option<Step>,
    /// How long each step takes it; None for the store's usual pace.
    pub step: Option<Duration>,
}

/// The value after this one: the `password` of JSON credentials is new and all else kept; any
/// other value is new as a whole.
pub fn new_value(current: &Value, random: &mut fastrand::Rng) -> Value {
    match current {
        Value::Text(text) => Value::Text(new_text(text, random)),
        Value::Binary(bytes) => {
            let mut fresh = vec![0; bytes.len()];
            random.fill(&mut fresh);
            Value::Binary(fresh.into())
        }
    }
}

fn new_text(text: &str, random: &mut fastrand::Rng) -> Arc<str> {
    let password = random_password(random);
    if let Ok(Json::Object(mut credentials)) = serde_json::from_str(text)
        && let Some(held) = credentials.get_mut("password")
    {
        *held = Json::String(password);
        return Json::Object(credentials).to_string().into();
    }
    password.into()
}

/// A password of 32 letters and digits, such as the rotation functions make.
pub fn random_password(random: &mut fastrand::Rng) -> String {
    std::iter::repeat_with(|| random.alphanumeric()).take(32).collect()
}

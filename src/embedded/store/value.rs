//! The value of a version.

use std::fmt;
use std::sync::Arc;

use serde_json::Value as Json;

use crate::embedded::rotation::random_password;

/// A secret value: text or bytes, at most 65,536 bytes.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// `SecretString`.
    Text(Arc<str>),
    /// `SecretBinary`.
    Binary(Arc<[u8]>),
}

impl Value {
    /// The next value, as the simulated rotation functions create it. JSON credentials get a new
    /// `password` and keep the rest; any other value is replaced as a whole.
    pub fn rotated(&self, random: &mut fastrand::Rng) -> Self {
        match self {
            Self::Text(text) => Self::Text(rotated_text(text, random)),
            Self::Binary(bytes) => {
                let mut fresh = vec![0; bytes.len()];
                random.fill(&mut fresh);
                Self::Binary(fresh.into())
            }
        }
    }
}

fn rotated_text(text: &str, random: &mut fastrand::Rng) -> Arc<str> {
    let password = random_password(random);
    if let Ok(Json::Object(mut credentials)) = serde_json::from_str(text)
        && let Some(held) = credentials.get_mut("password")
    {
        *held = Json::String(password);
        return Json::Object(credentials).to_string().into();
    }
    password.into()
}

/// Prints the kind only, so that no value ends up in a log.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Text(…)",
            Self::Binary(_) => "Binary(…)",
        })
    }
}

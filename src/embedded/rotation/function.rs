//! Simulated rotation functions, in place of Lambda functions. A rotation has four steps.

use std::time::Duration;

use serde::Deserialize;

/// A step of a rotation, by the name with which Secrets Manager invokes the function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Step {
    /// Creates the new value and stores it under AWSPENDING.
    #[serde(rename = "createSecret")]
    Create,
    /// Sets the new value in the database or service.
    #[serde(rename = "setSecret")]
    Set,
    /// Tests the new value against the database or service.
    #[serde(rename = "testSecret")]
    Test,
    /// Moves AWSCURRENT to the new version.
    #[serde(rename = "finishSecret")]
    Finish,
}

impl Step {
    /// The following step; None after the last one.
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
    /// The step at which every invocation fails; None for a function that works.
    pub fails_at: Option<Step>,
    /// The duration of each step; None for the service's default.
    pub step: Option<Duration>,
}

/// A random password of 32 letters and digits.
pub fn random_password(random: &mut fastrand::Rng) -> String {
    std::iter::repeat_with(|| random.alphanumeric()).take(32).collect()
}

//! The names of generated secrets: those of a company, and the two worst cases.

use std::str::FromStr;

use fastrand::Rng;

use super::company::Origin;

/// The start that all names of [`Naming::LongPrefix`] share: 200 characters.
pub const LONG_PREFIX: &str = "example-corporation/business-unit-retail-and-wholesale/cloud-landing-zone/\
    shared-services/secrets-of-applications/migrated-from-the-former-vault/\
    second-migration-wave/business-application-online-shop/";

const _: () = assert!(LONG_PREFIX.len() == 200);

/// The characters of a random name.
const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+=.@-";

/// The kind of names that generated secrets have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Naming {
    /// The names of a large company: several conventions, few large teams and many small ones.
    #[default]
    Company,
    /// The names of a company after 200 characters that all of them share.
    LongPrefix,
    /// Random characters.
    Random,
}

/// A kind of names that can't be parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected company, long-prefix or random")]
pub struct NamingParseError;

impl FromStr for Naming {
    type Err = NamingParseError;

    fn from_str(text: &str) -> Result<Self, NamingParseError> {
        match text {
            "company" => Ok(Self::Company),
            "long-prefix" => Ok(Self::LongPrefix),
            "random" => Ok(Self::Random),
            _ => Err(NamingParseError),
        }
    }
}

impl Naming {
    /// Draws a name. Two secrets may draw the same.
    pub fn draw(self, origin: &Origin, random: &mut Rng) -> String {
        match self {
            Self::Company => origin.name(random),
            Self::LongPrefix => format!("{LONG_PREFIX}{}", origin.name(random)),
            Self::Random => {
                let length = random.usize(12..=64);
                (0..length).map(|_| char::from(ALPHABET[random.usize(..ALPHABET.len())])).collect()
            }
        }
    }
}

//! Values that are written as text: times and URLs. Flags, variables and the file are parsed alike.

use crate::secrets::is_region_name;
use crate::service::api::{is_endpoint_url, without_userinfo};
use jiff::SignedDuration;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserializer, Error, Unexpected, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;
use std::time::Duration;

/// A timeout is at least this long: a shorter one would end before anyone can react. A longer one than the end would be
/// forgotten.
const TIMEOUTS: RangeInclusive<Duration> = Duration::from_secs(1)..=Duration::from_hours(1);
const EXPECTED_TIMEOUT: &str = "a duration from 1s to 1h";

/// The time until an unattended terminal is locked.
const LOCK_TIMES: RangeInclusive<Duration> = Duration::from_secs(1)..=Duration::from_hours(24);
const EXPECTED_LOCK_TIME: &str = "a duration from 1s to 24h, or 0 for never";

/// The age of a list that is shown on start.
const CACHE_AGES: RangeInclusive<Duration> = Duration::from_mins(1)..=Duration::from_hours(365 * 24);
/// The range of the age of a list, in words.
pub(super) const EXPECTED_CACHE_AGE: &str = "a duration from 1m to 365d, such as 12h or 7d";

const EXPECTED_URL: &str = "a URL such as http://127.0.0.1:5000";
/// The form of a Region's name, in words.
pub(super) const EXPECTED_REGION: &str = "a Region such as eu-central-1";
const EXPECTED_NAME: &str = "text that is not empty";

/// A timeout from a second to an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeout(pub Duration);

/// A time from a second to a day, or zero for never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockTime(pub Duration);

/// An age from a minute to a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CacheAge(pub Duration);

/// The URL of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointUrl(pub String);

/// A name that is not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(pub String);

/// A name that has the form of a Region's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionName(pub String);

/// Parses a timeout from a second to an hour, such as `30s`.
pub fn parse_timeout(text: &str) -> Result<Duration, String> {
    let timeout = duration(text).filter(|timeout| TIMEOUTS.contains(timeout));
    timeout.ok_or_else(|| format!("expected {EXPECTED_TIMEOUT}{}", seconds_meant(text)))
}

/// Parses the time until an unattended terminal is locked, from a second to a day; zero for never.
pub fn parse_lock_time(text: &str) -> Result<Duration, String> {
    let time = if text.trim() == "0" { Some(Duration::ZERO) } else { duration(text) };
    let time = time.filter(|time| time.is_zero() || LOCK_TIMES.contains(time));
    time.ok_or_else(|| format!("expected {EXPECTED_LOCK_TIME}{}", seconds_meant(text)))
}

/// Parses an age from a minute to a year, also in days.
pub fn parse_cache_age(text: &str) -> Result<Duration, String> {
    let days = text.trim().strip_suffix('d').and_then(|days| days.trim().parse().ok());
    let age = match days {
        Some(days @ 0..=366) => Some(Duration::from_hours(24 * days)),
        Some(_) | None => duration(text),
    };
    let age = age.filter(|age| CACHE_AGES.contains(age));
    age.ok_or_else(|| format!("expected {EXPECTED_CACHE_AGE}"))
}

/// Checks the URL of an endpoint.
pub fn parse_endpoint_url(text: &str) -> Result<String, String> {
    if is_endpoint_url(&without_userinfo(text)) {
        Ok(text.to_owned())
    } else {
        Err(format!("expected {EXPECTED_URL}"))
    }
}

/// The question whether seconds are meant, for a time that is a number without a unit; else empty.
pub(super) fn seconds_meant(text: &str) -> String {
    let is_number = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if is_number { format!("; did you mean {text}s?") } else { String::new() }
}

/// A duration such as `50ms`, `5s` or `2m 30s`.
fn duration(text: &str) -> Option<Duration> {
    let signed: SignedDuration = text.trim().parse().ok()?;
    signed.try_into().ok()
}

/// A duration as it is typed: `30s`, `2m 30s`, `7d`.
fn written(duration: Duration) -> String {
    const DAY: u64 = 24 * 3600;
    let seconds = duration.as_secs();
    if seconds >= DAY && seconds.is_multiple_of(DAY) && duration.subsec_nanos() == 0 {
        return format!("{}d", seconds / DAY);
    }
    SignedDuration::try_from(duration)
        .map_or_else(|_| format!("{duration:?}"), |signed| format!("{signed:#}"))
}

/// Deserializes text that is parsed.
struct Text<T> {
    expected: &'static str,
    parse: fn(&str) -> Option<T>,
}

impl<T> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.parse)(text).ok_or_else(|| {
            let shown =
                if self.expected == EXPECTED_URL { Cow::from(without_userinfo(text)) } else { text.into() };
            E::invalid_value(Unexpected::Str(&shown), &self)
        })
    }
}

/// Implements the traits of a value that is written as text.
macro_rules! text_value {
    ($name:ident, $expected:expr, $schema:tt, $parse:expr, $write:expr) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let parse: fn(&str) -> Option<Self> = $parse;
                deserializer.deserialize_str(Text { expected: $expected, parse })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let write: fn(&Self) -> String = $write;
                serializer.serialize_str(&write(self))
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    };
}

text_value!(Timeout, EXPECTED_TIMEOUT, { "type": "string", "examples": ["30s"] }, |text| parse_timeout(text).ok().map(Self), |it| written(it.0));
text_value!(LockTime, EXPECTED_LOCK_TIME, { "type": "string", "examples": ["5m"] }, |text| parse_lock_time(text).ok().map(Self), |it| written(it.0));
text_value!(CacheAge, EXPECTED_CACHE_AGE, { "type": "string", "examples": ["7d"] }, |text| parse_cache_age(text).ok().map(Self), |it| written(it.0));
text_value!(EndpointUrl, EXPECTED_URL, { "type": "string", "format": "uri" }, |text| parse_endpoint_url(text).ok().map(Self), |it| it.0.clone());
text_value!(Name, EXPECTED_NAME, { "type": "string", "minLength": 1 }, |text| (!text.is_empty()).then(|| Self(text.to_owned())), |it| it.0.clone());
text_value!(RegionName, EXPECTED_REGION, { "type": "string", "examples": ["eu-central-1"] }, |text| is_region_name(text).then(|| Self(text.to_owned())), |it| it.0.clone());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_as_it_is_parsed() {
        for text in ["1s", "30s", "2m 30s", "1h"] {
            assert_eq!(written(parse_timeout(text).unwrap()), text);
        }
        for text in ["1m", "12h", "7d", "365d"] {
            assert_eq!(written(parse_cache_age(text).unwrap()), text);
        }
        assert_eq!(written(parse_cache_age("36h").unwrap()), "36h");
    }

    #[test]
    fn a_time_out_of_range_says_the_range() {
        assert_eq!(parse_timeout("30").unwrap_err(), "expected a duration from 1s to 1h; did you mean 30s?");
        for text in ["0s", "999ms", "2h", "-5s", "soon", ""] {
            assert_eq!(parse_timeout(text).unwrap_err(), "expected a duration from 1s to 1h", "{text}");
        }
        for text in ["59s", "366d", "7", ""] {
            assert!(parse_cache_age(text).unwrap_err().contains("from 1m to 365d"), "{text}");
        }
    }
}

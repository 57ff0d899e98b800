//! Trouble on demand: latency, throttling, failures, a listing that lags, denied operations.
//!
//! Each is written as on the command line and read with [`FromStr`]. With a seed, the same
//! requests meet the same trouble.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::failure::{Code, Failure};
use super::operation::Operation;

/// The trouble that an embedded service makes; none by default.
#[derive(Clone, Debug, Default)]
pub struct Adversity {
    /// How long each answer takes.
    pub latency: Option<Latency>,
    /// How many requests a second each operation takes before it throttles.
    pub throttle: Option<Rate>,
    /// The share of requests that fail with `InternalServiceError`.
    pub fail: Option<Share>,
    /// How long changes take to show in `ListSecrets`.
    pub list_lag: Duration,
    /// What the caller may not do.
    pub deny: Vec<Denial>,
}

/// A text that says no trouble of its kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not {expected}")]
pub struct AdversityError {
    text: String,
    expected: &'static str,
}

/// How long an answer takes: `50ms`, or `50ms±20ms`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latency {
    mean: Duration,
    spread: Duration,
}

impl Latency {
    /// A latency within the spread around the mean.
    pub fn draw(self, random: &mut fastrand::Rng) -> Duration {
        let shortest = self.mean.saturating_sub(self.spread);
        let longest = self.mean.saturating_add(self.spread);
        shortest + longest.saturating_sub(shortest).mul_f64(random.f64())
    }
}

impl FromStr for Latency {
    type Err = AdversityError;

    fn from_str(text: &str) -> Result<Self, AdversityError> {
        let (mean, spread) = text.split_once('±').or_else(|| text.split_once("+-")).unwrap_or((text, "0ms"));
        let read = || Some(Self { mean: duration(mean)?, spread: duration(spread)? });
        read().ok_or_else(|| refuse(text, "a latency such as 50ms or 50ms±20ms"))
    }
}

/// Requests a second: `100/s`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate(f64);

impl FromStr for Rate {
    type Err = AdversityError;

    fn from_str(text: &str) -> Result<Self, AdversityError> {
        let rate = text.strip_suffix("/s").and_then(|rate| rate.parse().ok());
        let rate = rate.filter(|rate: &f64| rate.is_finite() && *rate > 0.0);
        rate.map(Self).ok_or_else(|| refuse(text, "a rate such as 100/s"))
    }
}

/// A share of all requests: `5%`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share(f64);

impl FromStr for Share {
    type Err = AdversityError;

    fn from_str(text: &str) -> Result<Self, AdversityError> {
        let percent = text.strip_suffix('%').and_then(|percent| percent.parse().ok());
        let percent = percent.filter(|percent: &f64| (0.0..=100.0).contains(percent));
        percent.map(|percent| Self(percent / 100.0)).ok_or_else(|| refuse(text, "a share such as 5%"))
    }
}

/// An operation that is denied on the secrets whose name matches a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denial {
    /// What is denied.
    pub operation: Operation,
    /// The names on which it is denied; `*` stands for any characters, `?` for one.
    pub secrets: Arc<str>,
}

impl FromStr for Denial {
    type Err = AdversityError;

    /// `OPERATION`, or `OPERATION=PATTERN` for the secrets whose name matches.
    fn from_str(text: &str) -> Result<Self, AdversityError> {
        let (operation, secrets) = text.split_once('=').unwrap_or((text, "*"));
        let operation = Operation::named(operation)
            .ok_or_else(|| refuse(text, "an operation such as GetSecretValue or GetSecretValue=prod/*"))?;
        Ok(Self { operation, secrets: secrets.into() })
    }
}

/// Reads a time such as `5s`, `50ms` or `2m`.
pub fn parse_duration(text: &str) -> Result<Duration, AdversityError> {
    duration(text).ok_or_else(|| refuse(text, "a duration such as 50ms, 5s or 2m"))
}

fn duration(text: &str) -> Option<Duration> {
    let units = [("ms", 0.001), ("s", 1.0), ("m", 60.0)];
    let (number, unit) = units.iter().find_map(|(name, unit)| Some((text.strip_suffix(name)?, unit)))?;
    Duration::try_from_secs_f64(number.trim().parse::<f64>().ok()? * unit).ok()
}

fn refuse(text: &str, expected: &'static str) -> AdversityError {
    AdversityError { text: text.to_owned(), expected }
}

/// What decides whether a request meets trouble: a bucket of tokens per operation, and chance.
#[derive(Debug, Default)]
pub struct Gate {
    throttle: Option<Rate>,
    fail: Option<Share>,
    buckets: HashMap<Operation, Bucket>,
}

#[derive(Debug)]
struct Bucket {
    tokens: f64,
    filled: Timestamp,
}

impl Gate {
    /// A gate that makes this trouble.
    pub fn new(adversity: &Adversity) -> Self {
        Self { throttle: adversity.throttle, fail: adversity.fail, buckets: HashMap::new() }
    }

    /// Lets a request pass, throttles it, or fails it.
    pub fn pass(
        &mut self,
        operation: Operation,
        now: Timestamp,
        random: &mut fastrand::Rng,
    ) -> Result<(), Failure> {
        if let Some(Rate(rate)) = self.throttle {
            // At least one request passes each second, however low the rate.
            let most = rate.max(1.0);
            let bucket = self.buckets.entry(operation).or_insert(Bucket { tokens: most, filled: now });
            let elapsed = now.duration_since(bucket.filled).as_secs_f64().max(0.0);
            bucket.tokens = (bucket.tokens + elapsed * rate).min(most);
            bucket.filled = now;
            if bucket.tokens < 1.0 {
                return Err(Failure::new(Code::Throttling, "Rate exceeded"));
            }
            bucket.tokens -= 1.0;
        }
        match self.fail {
            Some(Share(share)) if random.f64() < share => {
                Err(Failure::new(Code::InternalServiceError, "An error occurred on the server side."))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn each_trouble_is_read_as_it_is_written() {
        let latency: Latency = "50ms±20ms".parse().unwrap();
        assert_eq!(latency, Latency { mean: Duration::from_millis(50), spread: Duration::from_millis(20) });
        assert_eq!("100/s".parse(), Ok(Rate(100.0)));
        assert_eq!("5%".parse(), Ok(Share(0.05)));
        let denial: Denial = "GetSecretValue=prod/*".parse().unwrap();
        assert_eq!((denial.operation, &*denial.secrets), (Operation::GetSecretValue, "prod/*"));
        for wrong in ["", "fast", "-5ms", "50"] {
            assert!(wrong.parse::<Latency>().is_err(), "{wrong:?}");
        }
        assert!("0/s".parse::<Rate>().is_err());
        assert!("101%".parse::<Share>().is_err());
        assert!("GetSecrets".parse::<Denial>().is_err());
    }

    #[test]
    fn a_bucket_empties_and_fills_again_for_each_operation() {
        let adversity = Adversity { throttle: Some(Rate(2.0)), ..Adversity::default() };
        let (mut gate, mut random) = (Gate::new(&adversity), fastrand::Rng::with_seed(1));
        let start = Timestamp::UNIX_EPOCH;
        let mut pass = |operation, at: i64| {
            gate.pass(operation, start + SignedDuration::from_millis(at), &mut random).is_ok()
        };
        assert!(pass(Operation::ListSecrets, 0));
        assert!(pass(Operation::ListSecrets, 0));
        assert!(!pass(Operation::ListSecrets, 0));
        assert!(pass(Operation::DescribeSecret, 0));
        assert!(pass(Operation::ListSecrets, 500));
        assert!(!pass(Operation::ListSecrets, 500));
    }

    #[test]
    fn a_latency_stays_within_its_spread() {
        let latency: Latency = "50ms±20ms".parse().unwrap();
        let mut random = fastrand::Rng::with_seed(1);
        for _ in 0..1000 {
            let drawn = latency.draw(&mut random);
            assert!((30..=70).contains(&drawn.as_millis()), "{drawn:?}");
        }
    }
}

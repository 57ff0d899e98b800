//! Faults on demand: latency, throttling, failures, a listing that lags, denied operations.
//!
//! Each fault is parsed with [`FromStr`] as the command line spells it. With the same random seed,
//! the same requests meet the same faults.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::error::{ApiError, ErrorCode};
use super::operation::Operation;

/// The faults that an embedded service injects; none by default.
#[derive(Clone, Debug, Default)]
pub struct FaultInjection {
    /// The time that each response takes.
    pub latency: Option<Latency>,
    /// The rate above which each operation is throttled.
    pub throttle: Option<RequestRate>,
    /// The share of requests that fail with `InternalServiceError`.
    pub fail: Option<Percentage>,
    /// The time until a change shows in `ListSecrets`.
    pub list_lag: Duration,
    /// The operations that the caller may not perform.
    pub deny: Vec<DenyRule>,
}

/// A fault that can't be parsed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}")]
pub struct FaultParseError {
    expected: &'static str,
}

/// The time that a response takes: `50ms`, or `50ms±20ms`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latency {
    mean: Duration,
    spread: Duration,
}

impl Latency {
    /// Draws a latency, evenly distributed over the spread around the mean.
    pub fn draw(self, random: &mut fastrand::Rng) -> Duration {
        let shortest = self.mean.saturating_sub(self.spread);
        let longest = self.mean.saturating_add(self.spread);
        shortest + longest.saturating_sub(shortest).mul_f64(random.f64())
    }
}

impl FromStr for Latency {
    type Err = FaultParseError;

    /// Parses a mean, or a mean and a spread, divided by `±` or `+-`.
    fn from_str(text: &str) -> Result<Self, FaultParseError> {
        let (mean, spread) = text.split_once('±').or_else(|| text.split_once("+-")).unwrap_or((text, "0s"));
        let parsed = duration(mean).zip(duration(spread)).map(|(mean, spread)| Self { mean, spread });
        parsed.ok_or(FaultParseError { expected: "a latency such as 50ms or 50ms±20ms" })
    }
}

/// A number of requests a second: `100/s`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RequestRate(f64);

impl FromStr for RequestRate {
    type Err = FaultParseError;

    fn from_str(text: &str) -> Result<Self, FaultParseError> {
        let rate = text.strip_suffix("/s").and_then(|rate| rate.parse().ok());
        let rate = rate.filter(|rate: &f64| rate.is_finite() && *rate > 0.0);
        rate.map(Self).ok_or(FaultParseError { expected: "a rate such as 100/s" })
    }
}

/// A share of all requests, from `0%` to `100%`; stored as 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Percentage(f64);

impl FromStr for Percentage {
    type Err = FaultParseError;

    fn from_str(text: &str) -> Result<Self, FaultParseError> {
        let percent = text.strip_suffix('%').and_then(|percent| percent.parse().ok());
        let percent = percent.filter(|percent: &f64| (0.0..=100.0).contains(percent));
        percent
            .map(|percent| Self(percent / 100.0))
            .ok_or(FaultParseError { expected: "a percentage such as 5%" })
    }
}

/// A rule that denies an operation on the secrets whose name matches a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DenyRule {
    /// The denied operation.
    pub operation: Operation,
    /// A pattern of secret names: `*` matches any characters, `?` for one.
    pub secrets: Arc<str>,
}

impl FromStr for DenyRule {
    type Err = FaultParseError;

    /// Parses `OPERATION` or `OPERATION=PATTERN`.
    fn from_str(text: &str) -> Result<Self, FaultParseError> {
        let (operation, secrets) = text.split_once('=').unwrap_or((text, "*"));
        let expected = "an operation such as GetSecretValue or GetSecretValue=prod/*";
        let operation = Operation::from_name(operation).ok_or(FaultParseError { expected })?;
        Ok(Self { operation, secrets: secrets.into() })
    }
}

/// Parses a duration such as `50ms`, `5s` or `2m 30s`. A bare number is an error.
pub fn parse_duration(text: &str) -> Result<Duration, FaultParseError> {
    duration(text).ok_or(FaultParseError { expected: "a duration such as 50ms, 5s or 2m" })
}

/// None if the text is no duration, or a negative one.
fn duration(text: &str) -> Option<Duration> {
    let signed: SignedDuration = text.trim().parse().ok()?;
    signed.try_into().ok()
}

/// Decides which requests fail: a token bucket for each operation, and a random share.
#[derive(Debug, Default)]
pub struct FaultInjector {
    throttle: Option<RequestRate>,
    fail: Option<Percentage>,
    buckets: HashMap<Operation, TokenBucket>,
}

#[derive(Debug)]
struct TokenBucket {
    tokens: f64,
    filled: Timestamp,
}

impl FaultInjector {
    /// Creates an injector with full buckets.
    pub fn new(faults: &FaultInjection) -> Self {
        Self { throttle: faults.throttle, fail: faults.fail, buckets: HashMap::new() }
    }

    /// Throttles a request, fails it, or lets it pass.
    pub fn check(
        &mut self,
        operation: Operation,
        now: Timestamp,
        random: &mut fastrand::Rng,
    ) -> Result<(), ApiError> {
        if let Some(RequestRate(rate)) = self.throttle {
            // The capacity is at least one token: a bucket that holds less would throttle every request.
            let capacity = rate.max(1.0);
            let bucket =
                self.buckets.entry(operation).or_insert(TokenBucket { tokens: capacity, filled: now });
            let elapsed = now.duration_since(bucket.filled).as_secs_f64().max(0.0);
            bucket.tokens = (bucket.tokens + elapsed * rate).min(capacity);
            bucket.filled = now;
            if bucket.tokens < 1.0 {
                return Err(ApiError::new(ErrorCode::Throttling, "Rate exceeded"));
            }
            bucket.tokens -= 1.0;
        }
        match self.fail {
            Some(Percentage(share)) if random.f64() < share => {
                Err(ApiError::new(ErrorCode::InternalServiceError, "An error occurred on the server side."))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_parsed() {
        let latency: Latency = "50ms±20ms".parse().unwrap();
        assert_eq!(latency, Latency { mean: Duration::from_millis(50), spread: Duration::from_millis(20) });
        assert_eq!("100/s".parse(), Ok(RequestRate(100.0)));
        assert_eq!("5%".parse(), Ok(Percentage(0.05)));
        let rule: DenyRule = "GetSecretValue=prod/*".parse().unwrap();
        assert_eq!((rule.operation, &*rule.secrets), (Operation::GetSecretValue, "prod/*"));
        for wrong in ["", "fast", "-5ms", "50"] {
            assert!(wrong.parse::<Latency>().is_err(), "{wrong:?}");
        }
        assert!("0/s".parse::<RequestRate>().is_err());
        assert!("101%".parse::<Percentage>().is_err());
        assert!("GetSecrets".parse::<DenyRule>().is_err());
    }

    #[test]
    fn durations_are_parsed() {
        for (text, milliseconds) in
            [("50ms", 50), ("0s", 0), ("1.5s", 1_500), ("2m", 120_000), ("2m 30s", 150_000), (" 5 s", 5_000)]
        {
            assert_eq!(parse_duration(text), Ok(Duration::from_millis(milliseconds)), "{text:?}");
        }
        for wrong in ["", "soon", "30", "0", "-1s", "1s ago", "1d", "99999999999999999999h"] {
            assert!(parse_duration(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn each_operation_has_a_bucket_that_empties_and_refills() {
        let faults = FaultInjection { throttle: Some(RequestRate(2.0)), ..FaultInjection::default() };
        let (mut injector, mut random) = (FaultInjector::new(&faults), fastrand::Rng::with_seed(1));
        let start = Timestamp::UNIX_EPOCH;
        let mut pass = |operation, at: i64| {
            injector.check(operation, start + SignedDuration::from_millis(at), &mut random).is_ok()
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

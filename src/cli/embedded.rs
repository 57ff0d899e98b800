//! The options of the embedded Secrets Manager, the same for `demo` and `serve`, and the service that they describe.

use crate::embedded::{
    Adversity, Denial, Embedded, Latency, Options, Rate, SeedError, Share, parse_duration,
};
use clap::{Args, value_parser};
use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// What makes the demo the same in each run, unless it is told otherwise.
const DEMO_RANDOM_SEED: u64 = 1;

/// What is in the embedded Secrets Manager, its pace, and the trouble that it makes.
#[derive(Clone, Debug, Default, PartialEq, Args)]
#[command(next_help_heading = "Embedded service")]
pub struct EmbeddedArgs {
    /// Begin with the secrets of this JSON file, written as `assets/demo.json` is
    #[arg(long, value_name = "FILE")]
    pub seed: Option<PathBuf>,
    /// Make up this many secrets, the same ones each time; at most 500,000, the quota of a Region
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(..=500_000))]
    pub secrets: Option<u32>,
    /// Make everything random repeatable: ARNs, passwords, version ids, trouble
    #[arg(long, value_name = "N")]
    pub random_seed: Option<u64>,
    /// Time that each of the four steps of a rotation takes [default: 1s]
    #[arg(long, value_name = "TIME", value_parser = parse_duration)]
    pub rotation_step: Option<Duration>,
    /// Time until a replica follows its primary [default: 2s]
    #[arg(long, value_name = "TIME", value_parser = parse_duration)]
    pub replication_delay: Option<Duration>,
    /// Time that each answer takes: `50ms`, or `50ms±20ms` (also written `50ms+-20ms`)
    #[arg(long, value_name = "TIME")]
    pub latency: Option<Latency>,
    /// Throttle each operation beyond this many requests a second: `100/s`
    #[arg(long, value_name = "RATE")]
    pub throttle: Option<Rate>,
    /// Fail this share of the requests with `InternalServiceError`: `5%`
    #[arg(long, value_name = "SHARE")]
    pub fail: Option<Share>,
    /// Time until a change shows in `ListSecrets`: `5s`
    #[arg(long, value_name = "TIME", value_parser = parse_duration)]
    pub list_lag: Option<Duration>,
    /// Deny an operation, on secrets whose name matches if a pattern follows: `GetSecretValue=prod/*`; repeatable
    #[arg(long, value_name = "OPERATION[=GLOB]")]
    pub deny: Vec<Denial>,
}

/// The secrets of a service for which the command line names none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unseeded {
    /// Those of the demo, in the same state each time.
    Demo,
    /// None.
    Empty,
}

/// Why there is no embedded service.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// The seed can't be read.
    #[error("can't read the seed {}: {error}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is in the way.
        error: io::Error,
    },
    /// The seed makes no sense.
    #[error("the seed {} can't be used: {error}", path.display())]
    Seed {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, and where.
        error: SeedError,
    },
    /// The secrets of the demo make no sense.
    #[error("the demo's own secrets can't be used: {0}")]
    Demo(#[from] SeedError),
}

impl EmbeddedArgs {
    /// The service that these options describe; made-up secrets are those of `region`.
    ///
    /// # Errors
    /// A seed that can't be read or makes no sense.
    pub fn service(self, unseeded: Unseeded, region: &str) -> Result<Embedded, EmbeddedError> {
        let secrets = self.secrets;
        let embedded = match (self.seed.clone(), unseeded) {
            (Some(path), _) => self.seeded(path)?,
            (None, Unseeded::Demo) if secrets.is_none() => {
                Embedded::demo_with(self.options(Some(DEMO_RANDOM_SEED)))?
            }
            (None, Unseeded::Demo | Unseeded::Empty) => Embedded::new(self.options(None)),
        };
        if let Some(count) = secrets {
            embedded.generate(region, count as usize);
        }
        Ok(embedded)
    }

    fn seeded(self, path: PathBuf) -> Result<Embedded, EmbeddedError> {
        match std::fs::read_to_string(&path) {
            Ok(seed) => Embedded::seeded(&seed, self.options(None))
                .map_err(|error| EmbeddedError::Seed { path, error }),
            Err(error) => Err(EmbeddedError::Unreadable { path, error }),
        }
    }

    fn options(self, random_seed: Option<u64>) -> Options {
        let default = Options::default();
        Options {
            seed: self.random_seed.or(random_seed),
            rotation_step: self.rotation_step.unwrap_or(default.rotation_step),
            replication_delay: self.replication_delay.unwrap_or(default.replication_delay),
            adversity: Adversity {
                latency: self.latency,
                throttle: self.throttle,
                fail: self.fail,
                list_lag: self.list_lag.unwrap_or_default(),
                deny: self.deny,
            },
            ..default
        }
    }
}

//! The options of the embedded Secrets Manager, which `demo` and `serve` share.

use crate::embedded::{
    DenyRule, Embedded, FaultInjection, Latency, Naming, Options, Percentage, RequestRate, SeedError,
    parse_duration,
};
use clap::{Args, value_parser};
use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// The contents of the embedded Secrets Manager, its delays and its faults.
#[derive(Clone, Debug, Default, PartialEq, Args)]
#[command(next_help_heading = "Embedded service")]
pub struct EmbeddedArgs {
    /// Load the secrets from this JSON file, in the format of `assets/demo.json`
    #[arg(long, value_name = "FILE")]
    pub seed: Option<PathBuf>,
    /// Generate this many secrets, the same every time; up to 500,000, the quota of a Region
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(..=500_000))]
    pub secrets: Option<u32>,
    /// Names of the generated secrets: `company`, or one of the worst cases `long-prefix` and `random` [default: company]
    #[arg(long, value_name = "KIND", requires = "secrets")]
    pub names: Option<Naming>,
    /// Make all randomness repeatable: ARNs, passwords, version ids, faults
    #[arg(long, value_name = "N")]
    pub random_seed: Option<u64>,
    /// Time that each of the four steps of a rotation takes [default: 1s]
    #[arg(long, value_name = "TIME", value_parser = parse_duration)]
    pub rotation_step: Option<Duration>,
    /// Time until a replica is in sync with its primary [default: 2s]
    #[arg(long, value_name = "TIME", value_parser = parse_duration)]
    pub replication_delay: Option<Duration>,
    /// Time that each response takes: `50ms`, or `50ms±20ms` (also written `50ms+-20ms`)
    #[arg(long, value_name = "TIME")]
    pub latency: Option<Latency>,
    /// Throttle each operation above this rate: `100/s`
    #[arg(long, value_name = "RATE")]
    pub throttle: Option<RequestRate>,
    /// Fail this percentage of requests with `InternalServiceError`: `5%`
    #[arg(long, value_name = "PERCENTAGE")]
    pub fail: Option<Percentage>,
    /// Time until a change shows in `ListSecrets`: `5s`
    #[arg(long, value_name = "TIME", value_parser = parse_duration)]
    pub list_lag: Option<Duration>,
    /// Deny an operation, or only on secrets whose name matches a pattern: `GetSecretValue=prod/*`; repeatable
    #[arg(long, value_name = "OPERATION[=PATTERN]")]
    pub deny: Vec<DenyRule>,
}

/// The secrets of the service if no option names any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultSecrets {
    /// The secrets of the demo, with the same ARNs and ids every time.
    Demo,
    /// No secrets.
    None,
}

/// An embedded service that can't be started.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// The seed can't be read.
    #[error("can't read the seed {}: {error}", path.display())]
    ReadSeed {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        error: io::Error,
    },
    /// The seed has a mistake.
    #[error("can't load the seed {}: {error}", path.display())]
    LoadSeed {
        /// The file.
        path: PathBuf,
        /// The mistake and its position.
        error: SeedError,
    },
    /// The seed of the demo, which is part of the program, has a mistake.
    #[error("can't load the demo: {0}")]
    LoadDemo(#[from] SeedError),
}

impl EmbeddedArgs {
    /// Creates the service. Generated secrets are added to `region`.
    ///
    /// # Errors
    /// A seed that can't be read or loaded.
    pub fn service(self, default: DefaultSecrets, region: &str) -> Result<Embedded, EmbeddedError> {
        let generated = self.generated();
        Ok(with_generated(self.without_generated(default)?, region, generated))
    }

    /// The function that creates the service. Only a seed from a file is loaded now: its mistakes are wrong usage, which is
    /// told before the terminal changes.
    ///
    /// # Errors
    /// A seed that can't be read or loaded.
    pub fn prepare(
        self,
        default: DefaultSecrets,
        region: String,
    ) -> Result<impl FnOnce() -> Embedded + Send, EmbeddedError> {
        let from_file = self.seed.is_some().then(|| self.clone().without_generated(default)).transpose()?;
        Ok(move || {
            let generated = self.generated();
            let built_in = || self.without_generated(default).expect("a test loads the seed of the demo");
            with_generated(from_file.unwrap_or_else(built_in), &region, generated)
        })
    }

    fn generated(&self) -> Option<(u32, Naming)> {
        self.secrets.map(|count| (count, self.names.unwrap_or_default()))
    }

    fn without_generated(self, default: DefaultSecrets) -> Result<Embedded, EmbeddedError> {
        match (self.seed.clone(), default) {
            (Some(path), _) => self.seeded(path),
            (None, DefaultSecrets::Demo) if self.secrets.is_none() => {
                Ok(Embedded::demo_with(self.options())?)
            }
            (None, DefaultSecrets::Demo | DefaultSecrets::None) => Ok(Embedded::new(self.options())),
        }
    }

    fn seeded(self, path: PathBuf) -> Result<Embedded, EmbeddedError> {
        match std::fs::read_to_string(&path) {
            Ok(seed) => Embedded::seeded(&seed, self.options())
                .map_err(|error| EmbeddedError::LoadSeed { path, error }),
            Err(error) => Err(EmbeddedError::ReadSeed { path, error }),
        }
    }

    fn options(self) -> Options {
        let default = Options::default();
        Options {
            random_seed: self.random_seed,
            rotation_step: self.rotation_step.unwrap_or(default.rotation_step),
            replication_delay: self.replication_delay.unwrap_or(default.replication_delay),
            faults: FaultInjection {
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

fn with_generated(embedded: Embedded, region: &str, generated: Option<(u32, Naming)>) -> Embedded {
    if let Some((count, naming)) = generated {
        embedded.generate_named(region, count as usize, naming);
    }
    embedded
}

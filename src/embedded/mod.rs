//! The embedded Secrets Manager: the service itself, in process.
//!
//! What the demo runs on, what the tests stand on, and a local Secrets Manager by itself. It knows
//! nothing of the dashboard. From the inside out:
//!
//! - `store`: every secret and the rules that hold between them; a pure state machine.
//! - `rotation`: schedules, and the simulated functions that rotate.
//! - `policy`: the grammar of resource policies, and whom they let in.
//! - `operations`: what the service can be asked, a file per group.
//! - `wire`: HTTP and JSON as the AWS SDKs speak them, the model's constraints, STS.
//! - `adversity`: the trouble that can be asked for.
//! - `seed`: reading secrets from a file.
//! - `generate`: any number of secrets, made up.
//! - `connector`: the door for an SDK client in the same process.
//! - `server`: the door for clients in other processes.

mod adversity;
mod clock;
mod connector;
mod failure;
mod generate;
mod operation;
mod operations;
mod policy;
mod rotation;
mod seed;
mod server;
mod store;
#[cfg(test)]
mod tests;
mod wire;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::SharedHttpClient;

pub use adversity::{Adversity, AdversityError, Denial, Latency, Rate, Share, parse_duration};
pub use clock::Clock;
pub use seed::{SecretError, SeedError};
pub use server::serve;

use store::{Pace, Place, Store};

/// The Regions of the demo data; the first is the default.
pub const DEMO_REGIONS: [&str; 2] = ["eu-central-1", "us-east-1"];

/// The account that every access key belongs to.
pub const DEMO_ACCOUNT: &str = "123456789012";

const DEMO_DATA: &str = include_str!("../../assets/demo.json");

/// How an embedded service behaves.
#[derive(Clone, Debug)]
pub struct Options {
    /// The time it goes by.
    pub clock: Clock,
    /// Makes all chance repeatable: suffixes, passwords, ids. None seeds it anew each time.
    pub seed: Option<u64>,
    /// How long each of the four steps of a rotation takes.
    pub rotation_step: Duration,
    /// How long replicas lag behind their primary.
    pub replication_delay: Duration,
    /// The trouble it makes.
    pub adversity: Adversity,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            clock: Clock::System,
            seed: None,
            rotation_step: Duration::from_secs(1),
            replication_delay: Duration::from_secs(2),
            adversity: Adversity::default(),
        }
    }
}

/// An embedded Secrets Manager with all its Regions. Clones are handles to the same one.
#[derive(Clone)]
pub struct Embedded {
    store: Arc<Mutex<Store>>,
    clock: Clock,
    latency: Option<Latency>,
}

impl Embedded {
    /// A service with no secrets.
    pub fn new(options: Options) -> Self {
        let random = options.seed.map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed);
        let pace = Pace { rotation_step: options.rotation_step, replication: options.replication_delay };
        let store = Store::new(pace, &options.adversity, random);
        Self { store: Arc::new(Mutex::new(store)), clock: options.clock, latency: options.adversity.latency }
    }

    /// A service with the demo's secrets, its times counted from now.
    pub fn demo() -> Result<Self, SeedError> {
        Self::demo_with(Options { seed: Some(1), ..Options::default() })
    }

    /// As [`Embedded::demo`], with options.
    pub fn demo_with(options: Options) -> Result<Self, SeedError> {
        Self::seeded(DEMO_DATA, options)
    }

    /// A service with the secrets of a seed: JSON in the form of `assets/demo.json`.
    pub fn seeded(seed: &str, options: Options) -> Result<Self, SeedError> {
        let embedded = Self::new(options);
        let now = embedded.clock.now();
        embedded.with_store(|store| seed::plant(store, seed, now))?;
        Ok(embedded)
    }

    /// Adds this many made-up secrets to a Region, the same ones each time, oldest first. A thousand
    /// take about 1.3 MB.
    pub fn generate(&self, region: &str, count: usize) {
        let now = self.clock.now();
        self.with_store(|store| {
            generate::generate(store, &Place::new(DEMO_ACCOUNT, region), count, now);
            store.show_all();
        });
    }

    /// The HTTP client to give to an SDK client, which then works on this service: in process, with
    /// no socket. It answers calls to Secrets Manager and to STS.
    pub fn http_client(&self) -> SharedHttpClient {
        SharedHttpClient::new(connector::InProcess::new(self.clone()))
    }

    /// Answers one HTTP request, after the latency that was asked for.
    async fn answer(&self, request: http::Request<Vec<u8>>) -> http::Response<Vec<u8>> {
        if let Some(latency) = self.latency {
            let delay = self.with_store(|store| latency.draw(&mut store.random));
            tokio::time::sleep(delay).await;
        }
        self.answer_now(&request)
    }

    /// Answers one HTTP request at once.
    fn answer_now(&self, request: &http::Request<Vec<u8>>) -> http::Response<Vec<u8>> {
        let now = self.clock.now();
        self.with_store(|store| wire::answer(store, request, now))
    }

    fn with_store<T>(&self, act: impl FnOnce(&mut Store) -> T) -> T {
        act(&mut self.store.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl fmt::Debug for Embedded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Embedded").field("clock", &self.clock).finish_non_exhaustive()
    }
}

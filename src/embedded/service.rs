//! The handle to an embedded service, and its options.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::clock::Clock;
use super::fault_injection::{FaultInjection, Latency};
use super::generate::{Naming, generate};
use super::seed::{SeedError, load};
use super::store::{DEMO_ACCOUNT, Delays, Location, Store};
use super::wire::{self, Received};

/// The Regions of the demo data; the first is the default.
pub const DEMO_REGIONS: [&str; 2] = ["eu-central-1", "us-east-1"];

const DEMO_DATA: &str = include_str!("../../assets/demo.json");

/// The random seed of the demo, so that it is the same every time.
const DEMO_RANDOM_SEED: u64 = 1;

/// The options of an embedded service.
#[derive(Clone, Debug)]
pub struct Options {
    /// The source of the time.
    pub clock: Clock,
    /// The seed of all randomness: ARN suffixes, passwords, ids, faults. None for a new one each time.
    pub random_seed: Option<u64>,
    /// The duration of each of the four steps of a rotation.
    pub rotation_step: Duration,
    /// The time from a change of a primary until its replicas are in sync.
    pub replication_delay: Duration,
    /// The faults to inject.
    pub faults: FaultInjection,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            clock: Clock::System,
            random_seed: None,
            rotation_step: Duration::from_secs(1),
            replication_delay: Duration::from_secs(2),
            faults: FaultInjection::default(),
        }
    }
}

/// An embedded Secrets Manager with all its Regions. Clones are handles to the same service.
#[derive(Clone)]
pub struct Embedded {
    store: Arc<Mutex<Store>>,
    clock: Clock,
    latency: Option<Latency>,
}

impl Embedded {
    /// Creates a service without secrets.
    pub fn new(options: Options) -> Self {
        let random = options.random_seed.map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed);
        let delays = Delays { rotation_step: options.rotation_step, replication: options.replication_delay };
        let store = Store::new(delays, &options.faults, random);
        Self { store: Arc::new(Mutex::new(store)), clock: options.clock, latency: options.faults.latency }
    }

    /// Creates a service with the secrets of the demo. Their dates are relative to now.
    pub fn demo() -> Result<Self, SeedError> {
        Self::demo_with(Options::default())
    }

    /// Creates a service with the secrets of the demo. Without a random seed in the options, ARNs and
    /// ids are the same every time.
    pub fn demo_with(options: Options) -> Result<Self, SeedError> {
        let random_seed = options.random_seed.or(Some(DEMO_RANDOM_SEED));
        Self::seeded(DEMO_DATA, Options { random_seed, ..options })
    }

    /// Creates a service with the secrets of a seed, which is JSON in the form of `assets/demo.json`.
    pub fn seeded(seed: &str, options: Options) -> Result<Self, SeedError> {
        let embedded = Self::new(options);
        let now = embedded.clock.now();
        embedded.with_store(|store| load(store, seed, now))?;
        Ok(embedded)
    }

    /// Adds made-up secrets of a company to a Region, oldest first and the same every time. A thousand
    /// secrets take about 1.5 MB of memory.
    pub fn generate(&self, region: &str, count: usize) {
        self.generate_named(region, count, Naming::default());
    }

    /// Like [`Embedded::generate`], with names of another kind.
    pub fn generate_named(&self, region: &str, count: usize, naming: Naming) {
        let now = self.clock.now();
        self.with_store(|store| {
            generate(store, &Location::new(DEMO_ACCOUNT, region), count, naming, now);
            store.skip_list_lag();
        });
    }

    /// Responds to an HTTP request, after the injected latency.
    pub(super) async fn respond(&self, request: http::Request<Vec<u8>>) -> http::Response<Vec<u8>> {
        if let Some(latency) = self.latency {
            let delay = self.with_store(|store| latency.draw(&mut store.random));
            tokio::time::sleep(delay).await;
        }
        self.respond_now(&request)
    }

    /// Responds to an HTTP request without the injected latency.
    pub(super) fn respond_now(&self, request: &http::Request<Vec<u8>>) -> http::Response<Vec<u8>> {
        let now = self.clock.now();
        // Other requests wait only while the store is asked, not while JSON is read or written.
        match wire::receive(request) {
            Received::Sts(credential) => {
                let request_id = self.with_store(Store::new_id);
                wire::caller_identity(&credential, request.body(), &request_id)
            }
            Received::SecretsManager(received) => {
                let (request_id, outcome) = self.with_store(|store| {
                    let request_id = store.new_id();
                    (request_id, received.and_then(|(caller, request)| store.apply(&caller, request, now)))
                });
                wire::respond(outcome, &request_id)
            }
        }
    }

    /// Gives `act` the store, which no other request can use meanwhile.
    pub(super) fn with_store<T>(&self, act: impl FnOnce(&mut Store) -> T) -> T {
        act(&mut self.store.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl fmt::Debug for Embedded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Embedded").field("clock", &self.clock).finish_non_exhaustive()
    }
}

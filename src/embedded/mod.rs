//! The embedded Secrets Manager: the service itself, in process.
//!
//! The demo and the tests run on it, and `strongroom serve` offers it to other programs. It knows
//! nothing of the dashboard. From the inside out:
//!
//! - `clock`, `error`, `operation`: the time, the errors and the names of the operations.
//! - `fault_injection`: faults on demand, such as latency and throttling.
//! - `rotation`: schedules, and the simulated functions that rotate.
//! - `policy`: resource policies, and the access that they grant.
//! - `store`: every secret, and the rules that keep them consistent; a pure state machine.
//! - `operations`: the operations, a file for each group.
//! - `wire`: HTTP and JSON as the AWS SDKs speak them, the constraints of the model, STS.
//! - `seed`: secrets from a file.
//! - `generate`: any number of made-up secrets.
//! - `service`: the handle to a running service.
//! - `connector`: access for an SDK client in the same process.
//! - `server`: access for other processes, over HTTP, with `connections` and `allowed_hosts`.

mod allowed_hosts;
mod clock;
mod connections;
mod connector;
mod error;
mod fault_injection;
mod generate;
mod operation;
mod operations;
mod policy;
mod rotation;
mod seed;
mod server;
mod service;
mod store;
#[cfg(test)]
mod tests;
mod wire;

pub use clock::Clock;
pub use fault_injection::{
    DenyRule, FaultInjection, FaultParseError, Latency, Percentage, RequestRate, parse_duration,
};
pub use generate::{Naming, NamingParseError};
pub use seed::{SecretError, SeedError};
pub use server::serve;
pub use service::{DEMO_REGIONS, Embedded, Options};
pub use store::DEMO_ACCOUNT;

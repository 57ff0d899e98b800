//! The one room that knows the AWS SDK: a [`Request`] goes in, a [`Completed`] comes out.
//!
//! [`request`], [`reply`], [`error`], [`ticket`] and [`place`] are plain data, which the dashboard speaks as well. A [`Connector`]
//! makes a [`Connection`], which performs requests: it turns them into SDK calls, and what comes of those back into data.

mod calls;
mod connection;
mod connector;
mod convert;
mod credentials;
mod endpoints;
pub mod error;
mod failure;
pub mod place;
pub mod reply;
pub mod request;
mod settings;
mod surroundings;
#[cfg(test)]
mod tests;
pub mod ticket;
mod watch;

pub use connection::Connection;
pub use connector::Connector;
pub use error::{ErrorKind, LoginFix, ServiceError};
pub use place::{ConnectionTarget, Endpoint, Place, Profile};
pub use reply::{BatchError, BatchValue, Completed, Identity, PolicyFinding, Reply};
pub use request::{
    ClientRequestToken, EachType, Inclusion, NewSecret, Overwrite, PasswordOptions, PublicPolicy, Recovery,
    ReplicaRegion, Request, RotationSettings, RotationStart, VersionSelector,
};
pub use ticket::{ConnectionId, Facet, Target, Ticket};

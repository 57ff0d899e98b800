//! The one room that knows the AWS SDK: a [`Request`] goes in, a [`Completed`] comes out.
//!
//! [`request`], [`reply`], [`error`], [`ticket`] and [`place`] are plain data, which the dashboard speaks as well; the rest turns
//! them into SDK calls and back.

pub mod error;
pub mod place;
pub mod reply;
pub mod request;
pub mod ticket;

pub use error::{ErrorKind, LoginFix, ServiceError};
pub use place::{ConnectionTarget, Endpoint, Place, Profile};
pub use reply::{Completed, Identity, Reply};
pub use request::{ClientRequestToken, Request, VersionSelector};
pub use ticket::{ConnectionId, Facet, Target, Ticket};

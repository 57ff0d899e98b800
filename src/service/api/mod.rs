//! The plain data of the service, which knows no SDK: what is asked ([`Request`]), what is answered ([`Completed`],
//! [`Reply`], [`ServiceError`]), where requests go ([`ConnectionTarget`], [`Place`]) and what an answer is for
//! ([`Ticket`]).
//!
//! Every room that asks the service speaks in these types; the rest of [`crate::service`] turns them into SDK calls.

mod error;
mod place;
mod reply;
mod request;
mod ticket;

pub use error::{ErrorKind, LoginFix, ServiceError};
pub use place::{ConnectionTarget, Endpoint, Place, Profile};
pub use reply::{BatchError, BatchValue, Completed, Identity, PolicyFinding, Reply};
pub use request::{
    ClientRequestToken, EachType, Inclusion, NewSecret, Overwrite, PasswordOptions, PublicPolicy, Recovery,
    ReplicaRegion, Request, RotationSettings, RotationStart, VersionSelector,
};
pub use ticket::{ConnectionId, Facet, Target, Ticket};

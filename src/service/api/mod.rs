//! The plain data that requests and their results consist of. Knows no SDK.
//!
//! - [`Request`]: an operation with its parameters.
//! - [`Completed`], [`Reply`], [`ServiceError`]: the result of a request.
//! - [`ConnectionTarget`], [`Destination`]: the profile, Region and endpoint that requests go to.
//! - [`Ticket`]: the purpose of a request, which goes along with its result.
//!
//! All rooms that use the service speak in these types; the rest of [`crate::service`] turns them into SDK calls.

mod activity;
mod credential_problem;
mod denying_policy;
mod destination;
mod error;
mod list_origin;
mod login;
mod reply;
mod request;
mod ticket;
mod tls_problem;

pub use activity::Activity;
pub use credential_problem::{CredentialProblem, CredentialProcess};
pub use denying_policy::DenyingPolicy;
pub use destination::{ConnectionTarget, Destination, Endpoint, Profile, is_endpoint_url, without_userinfo};
pub use error::{ErrorKind, ServiceError, SettingOrigin};
pub use list_origin::{AccountOrigin, ListOrigin};
pub use login::{LoginFix, LoginProgram};
pub use reply::{BatchError, BatchValue, Completed, Identity, LeftOut, PolicyFinding, Reply};
pub use request::{
    CliDestination, ClientRequestToken, EachType, Inclusion, ListPart, NameOrder, NewSecret, Operation,
    Overwrite, PasswordOptions, PublicPolicy, Recovery, ReplicaRegion, Request, RotationSettings,
    RotationStart, VersionSelector,
};
pub use ticket::{ConnectionId, Facet, Target, Ticket};
pub use tls_problem::TlsProblem;

//! The operations of the service, a file per group, over the store.
//!
//! One table has them all: a new operation is a row in it, and a request type that performs.

mod batch;
mod call;
mod create;
mod delete;
mod describe;
mod filter;
mod list;
mod paging;
mod password;
mod policy;
mod replication;
mod rotation;
mod tags;
mod time;
mod value;
mod versions;

use jiff::Timestamp;
use serde::Serialize;

use super::failure::Failure;
use super::operation::Operation;
use super::store::{Place, Store};
use call::Call;
pub use call::{check_name, check_secret_id};

/// A request that can be performed on the store.
pub trait Perform {
    /// What a success answers.
    type Reply: Serialize;

    /// The one secret that the request is about.
    fn secret_id(&self) -> Option<&str> {
        None
    }

    /// Performs it.
    fn perform(self, call: &mut Call<'_>) -> Result<Self::Reply, Failure>;
}

macro_rules! operations {
    ($($name:ident => $request:ty,)*) => {
        /// A request of any operation, with its parameters.
        #[derive(Clone, Debug)]
        #[allow(missing_docs, reason = "the variants are the API's own names")]
        pub enum Request { $($name($request),)* }

        /// The answer to a request that succeeded.
        #[derive(Debug, Serialize)]
        #[serde(untagged)]
        #[allow(missing_docs, reason = "the variants are the API's own names")]
        pub enum Reply { $($name(<$request as Perform>::Reply),)* }

        impl Request {
            /// Reads a request of this operation from its JSON members.
            pub fn decode(operation: Operation, members: serde_json::Value) -> serde_json::Result<Self> {
                Ok(match operation {
                    $(Operation::$name => Self::$name(serde_json::from_value(members)?),)*
                })
            }

            /// Which operation this is a request of.
            pub fn operation(&self) -> Operation {
                match self { $(Self::$name(_) => Operation::$name,)* }
            }

            /// The one secret that the request is about.
            pub fn secret_id(&self) -> Option<&str> {
                match self { $(Self::$name(request) => request.secret_id(),)* }
            }

            /// Performs it.
            pub fn perform(self, call: &mut Call<'_>) -> Result<Reply, Failure> {
                Ok(match self { $(Self::$name(request) => Reply::$name(request.perform(call)?),)* })
            }
        }
    };
}

operations! {
    BatchGetSecretValue => batch::BatchGetSecretValue,
    CancelRotateSecret => rotation::CancelRotateSecret,
    CreateSecret => create::CreateSecret,
    DeleteResourcePolicy => policy::DeleteResourcePolicy,
    DeleteSecret => delete::DeleteSecret,
    DescribeSecret => describe::DescribeSecret,
    GetRandomPassword => password::GetRandomPassword,
    GetResourcePolicy => policy::GetResourcePolicy,
    GetSecretValue => value::GetSecretValue,
    ListSecretVersionIds => versions::ListSecretVersionIds,
    ListSecrets => list::ListSecrets,
    PutResourcePolicy => policy::PutResourcePolicy,
    PutSecretValue => value::PutSecretValue,
    RemoveRegionsFromReplication => replication::RemoveRegionsFromReplication,
    ReplicateSecretToRegions => replication::ReplicateSecretToRegions,
    RestoreSecret => delete::RestoreSecret,
    RotateSecret => rotation::RotateSecret,
    StopReplicationToReplica => replication::StopReplicationToReplica,
    TagResource => tags::TagResource,
    UntagResource => tags::UntagResource,
    UpdateSecret => create::UpdateSecret,
    UpdateSecretVersionStage => versions::UpdateSecretVersionStage,
    ValidateResourcePolicy => policy::ValidateResourcePolicy,
}

impl Store {
    /// Performs one request of a caller in an account and Region, at this time, once all is done that is due by then.
    pub fn apply(&mut self, place: &Place, request: Request, now: Timestamp) -> Result<Reply, Failure> {
        self.advance(now);
        self.pass_gate(request.operation())?;
        request.secret_id().map_or(Ok(()), check_secret_id)?;
        let place = self.admit(place, request.operation(), request.secret_id())?;
        request.perform(&mut Call::new(self, place, now))
    }
}

//! The operations of the service, a file for each group.
//!
//! To add an operation, write its request type with [`Perform`] and add a row to the table in this file.

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

use self::call::{Call, Perform};
use super::error::ApiError;
use super::operation::Operation;
use super::store::{Location, Store};

pub use self::call::{check_name, check_secret_id};

macro_rules! operations {
    ($($name:ident => $request:ty,)*) => {
        /// A request of any operation.
        #[derive(Clone, Debug)]
        #[allow(missing_docs, reason = "the variants are the API's own names")]
        pub enum Request { $($name($request),)* }

        /// The body of a successful response of any operation.
        #[derive(Debug, Serialize)]
        #[serde(untagged)]
        #[allow(missing_docs, reason = "the variants are the API's own names")]
        pub enum Reply { $($name(<$request as Perform>::Reply),)* }

        impl Request {
            /// Decodes a request of this operation from its JSON members.
            pub fn decode(operation: Operation, members: serde_json::Value) -> serde_json::Result<Self> {
                Ok(match operation {
                    $(Operation::$name => Self::$name(serde_json::from_value(members)?),)*
                })
            }

            /// The operation that is requested.
            pub fn operation(&self) -> Operation {
                match self { $(Self::$name(_) => Operation::$name,)* }
            }

            /// The secret that the request names; None for operations on several secrets or none.
            pub fn secret_id(&self) -> Option<&str> {
                match self { $(Self::$name(request) => request.secret_id(),)* }
            }

            /// Performs the request.
            pub fn perform(self, call: &mut Call<'_>) -> Result<Reply, ApiError> {
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
    /// Performs a request of a caller at `now`, after everything that was due until then.
    pub fn apply(&mut self, caller: &Location, request: Request, now: Timestamp) -> Result<Reply, ApiError> {
        self.advance(now);
        self.inject_fault(request.operation())?;
        request.secret_id().map_or(Ok(()), check_secret_id)?;
        let location = self.authorize(caller, request.operation(), request.secret_id())?;
        request.perform(&mut Call::new(self, location, now))
    }
}

//! Tickets, which tell the purpose of a request when its result arrives. Outdated results are dropped.

use crate::secrets::Arn;

/// The number of a connection within the session. Each switch of profile or Region makes a new connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnectionId(pub u64);

/// A part of a secret that is loaded with a request of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Facet {
    /// `DescribeSecret`.
    Detail,
    /// `GetSecretValue`, to show the value.
    Value,
    /// `GetSecretValue`, to copy the value without showing it.
    CopyValue,
    /// `ListSecretVersionIds`.
    Versions,
    /// `GetResourcePolicy`, to show the policy.
    Policy,
    /// `GetResourcePolicy`, to copy the policy.
    CopyPolicy,
}

/// The part of the program that a request is made for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// The list of secrets, which loads page by page.
    List,
    /// Names that begin with what the user typed, while the list loads.
    Lookup,
    /// The secret named on the command line, which is opened at the start.
    PendingOpen,
    /// A facet of the selected secret.
    Facet(Arn, Facet),
    /// A secret that is read again after a mutation, or while its rotation is followed.
    Reread(Arn),
    /// A value for a command of the user.
    Command,
    /// The form with this number, which needs a read.
    Form(u64),
    /// A read right before a mutation, to see that the secret still is as it was reviewed.
    Check,
    /// A read after a mutation with an open outcome, to learn it.
    Outcome,
    /// A mutation.
    Mutation,
}

/// The purpose of one request. Every ticket of a session has its own sequence number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ticket {
    /// The connection that the request was sent on.
    pub connection: ConnectionId,
    /// The Region that the request was sent to, if it is not the connection's.
    pub region: Option<String>,
    /// The part of the program that gets the result.
    pub target: Target,
    /// The number of the request within the session.
    pub sequence: u64,
}

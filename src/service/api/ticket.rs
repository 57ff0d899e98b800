//! A ticket says what an answer is for, so that one that comes too late paints over nothing.

use crate::secrets::Arn;

/// Numbers the connections of a session: each switch of profile or Region makes a new one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnectionId(pub u64);

/// A part of a secret that is loaded on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Facet {
    /// `DescribeSecret`.
    Detail,
    /// `GetSecretValue`, to be shown.
    Value,
    /// `GetSecretValue`, to be copied without being shown.
    CopyValue,
    /// `ListSecretVersionIds`.
    Versions,
    /// `GetResourcePolicy`, to be shown.
    Policy,
    /// `GetResourcePolicy`, to be copied.
    CopyPolicy,
}

/// What a request is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A page of the list.
    List,
    /// The secret that was named on the command line.
    PendingOpen,
    /// A facet of the selected secret.
    Facet(Arn, Facet),
    /// `DescribeSecret` after a mutation, or while a rotation is followed.
    Reread(Arn),
    /// A read that a form asked for.
    Form(u64),
    /// A mutation.
    Mutation,
}

/// What an answer is for. Two tickets of a session never share a sequence number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ticket {
    /// The connection that the request went out on.
    pub connection: ConnectionId,
    /// The Region that it went to, where that is not the connection's own.
    pub region: Option<String>,
    /// What asked.
    pub target: Target,
    /// Counts the requests of the session.
    pub sequence: u64,
}

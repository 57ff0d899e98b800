//! The outcome of a request, derived from the state of its secret.

use crate::app::fact::{Fact, ReplicaState};
use crate::app::known::Known;
use crate::app::plan::Step;
use crate::secrets::{Detail, Summary, VersionId};
use crate::service::api::{
    ClientRequestToken, ErrorKind, NewSecret, Recovery, Reply, Request, RotationStart, ServiceError,
};
use jiff::{SignedDuration, Timestamp};

/// The most by which the clocks of this machine and of the service differ: requests are refused beyond it.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_mins(15);

/// The read that shows whether a request has taken effect.
pub(super) fn proof_of(request: &Request) -> Option<Request> {
    match request {
        Request::CreateSecret(new) => Some(Request::DescribeSecret { secret: new.name.clone() }),
        other => Known::read_before(other),
    }
}

/// True if the state of a secret shows that a step has taken effect. A request whose effect can't be seen there is sent
/// again: it has a token, or does no harm when repeated.
pub(super) fn shows_effect(step: &Step, now: &Known) -> bool {
    let Step { request, before, .. } = step;
    let has_version = |token: &ClientRequestToken| {
        let version = VersionId(token.as_str().to_owned());
        now.labels().is_some_and(|labels| labels.0.contains_key(&version))
    };
    match request {
        Request::CreateSecret(new) if new.value.is_none() => {
            now.summary().is_some_and(|secret| is_made_by(new, secret, step.first_sent))
        }
        Request::CreateSecret(new) => has_version(&new.token),
        Request::PutSecretValue { token, .. } | Request::UpdateSecret { value: Some(_), token, .. } => {
            has_version(token)
        }
        Request::RotateSecret { token, .. } if has_version(token) => true,
        Request::UpdateSecretVersionStage { label, move_to, .. } => {
            now.labels().is_some_and(|labels| labels.holder(label.as_str()) == move_to.as_ref())
        }
        // What is gone shows nothing.
        Request::DeleteSecret { recovery: Recovery::Force, .. } => false,
        Request::ReplicateSecretToRegions { .. } => shows_replicas(before, now, request),
        Request::RotateSecret { settings, .. } => {
            // A rotation that sets nothing new, or that starts at once, shows only in the version that it makes.
            let starts_later =
                settings.as_ref().is_some_and(|settings| settings.start == RotationStart::NextWindow);
            let sets_something = !before.differences(&before.after(request), request).is_empty();
            starts_later && sets_something && is_as_after(now, request)
        }
        _ => is_as_after(now, request),
    }
}

/// True if a request would change nothing.
fn is_as_after(now: &Known, request: &Request) -> bool {
    !now.facts(request).is_empty() && now.differences(&now.after(request), request).is_empty()
}

/// True if every replica that was asked for is there. One that has failed since shows that it was asked for, unless it
/// had failed before.
fn shows_replicas(before: &Known, now: &Known, request: &Request) -> bool {
    let state_before =
        |fact: &Fact| before.facts(request).into_iter().find(|old| old.subject() == fact.subject());
    let facts = now.facts(request);
    let is_there = |fact: &Fact| match fact {
        Fact::Replica { state: ReplicaState::There, .. } => true,
        Fact::Replica { state: ReplicaState::Failed, .. } => {
            matches!(state_before(fact), Some(Fact::Replica { state: ReplicaState::Missing, .. }))
        }
        _ => false,
    };
    !facts.is_empty() && facts.iter().all(is_there)
}

/// True if a secret without a value is the one that was asked for, and not one of the same name that was there before.
fn is_made_by(new: &NewSecret, secret: &Summary, first_sent: Option<Timestamp>) -> bool {
    let own_tags = |tags: &[crate::secrets::Tag]| {
        let mut tags: Vec<_> = tags.iter().filter(|tag| !tag.key.starts_with("aws:")).cloned().collect();
        tags.sort_by(|one, other| one.key.cmp(&other.key));
        tags
    };
    let is_new = secret.created.zip(first_sent).is_none_or(|(made, sent)| made >= sent - CLOCK_SKEW);
    let description = |text: &Option<String>| text.clone().unwrap_or_default();
    is_new
        && secret.versions.0.is_empty()
        && description(&new.description) == description(&secret.description)
        && Fact::KmsKey(new.kms_key_id.clone()).agrees_with(&Fact::KmsKey(secret.kms_key_id.clone()))
        && own_tags(&new.tags) == own_tags(&secret.tags)
}

/// The answer that a mutation must have had, as its secret shows; `None` for a read.
pub(super) fn answer_shown_by(request: &Request, detail: Option<&Detail>) -> Option<Reply> {
    let version = |token: &ClientRequestToken| Some(VersionId(token.as_str().to_owned()));
    let arn = || detail.map(|detail| detail.summary.arn.clone());
    let replicas = || detail.map(|detail| detail.replicas.clone()).unwrap_or_default();
    let named = |secret: &str| arn().unwrap_or_else(|| crate::secrets::Arn::new(secret));
    let reply = match request {
        Request::CreateSecret(new) => Reply::CreateSecret {
            arn: named(&new.name),
            version: new.value.as_ref().and_then(|_| version(&new.token)),
        },
        Request::PutSecretValue { token, .. } => Reply::PutSecretValue { version: version(token) },
        Request::UpdateSecret { value, token, .. } => {
            Reply::UpdateSecret { version: value.as_ref().and_then(|_| version(token)) }
        }
        Request::DeleteSecret { .. } => Reply::DeleteSecret { at: None },
        Request::RestoreSecret { secret } => Reply::RestoreSecret { arn: named(secret) },
        Request::TagResource { .. } => Reply::TagResource,
        Request::UntagResource { .. } => Reply::UntagResource,
        Request::PutResourcePolicy { .. } => Reply::PutResourcePolicy,
        Request::DeleteResourcePolicy { .. } => Reply::DeleteResourcePolicy,
        Request::ReplicateSecretToRegions { .. } => Reply::ReplicateSecretToRegions { replicas: replicas() },
        Request::RemoveRegionsFromReplication { .. } => {
            Reply::RemoveRegionsFromReplication { replicas: replicas() }
        }
        Request::StopReplicationToReplica { secret } => {
            Reply::StopReplicationToReplica { arn: named(secret) }
        }
        Request::RotateSecret { .. } => Reply::RotateSecret { version: None },
        Request::CancelRotateSecret { .. } => Reply::CancelRotateSecret { version: None },
        Request::UpdateSecretVersionStage { secret, .. } => {
            Reply::UpdateSecretVersionStage { arn: named(secret) }
        }
        Request::ListSecrets { .. }
        | Request::DescribeSecret { .. }
        | Request::GetSecretValue { .. }
        | Request::BatchGetSecretValue { .. }
        | Request::ListSecretVersionIds { .. }
        | Request::GetResourcePolicy { .. }
        | Request::GetRandomPassword(_)
        | Request::ValidateResourcePolicy { .. } => return None,
    };
    Some(reply)
}

/// True if the service refuses the request if it has taken effect already.
pub(super) fn is_refused_when_repeated(request: &Request) -> bool {
    match request {
        Request::DeleteSecret { recovery: Recovery::Window { .. }, .. }
        | Request::RestoreSecret { .. }
        | Request::CancelRotateSecret { .. }
        | Request::UpdateSecretVersionStage { .. }
        | Request::RemoveRegionsFromReplication { .. }
        | Request::StopReplicationToReplica { .. } => true,
        Request::CreateSecret(new) => new.value.is_none(),
        Request::DeleteSecret { recovery: Recovery::Force, .. }
        | Request::PutSecretValue { .. }
        | Request::UpdateSecret { .. }
        | Request::RotateSecret { .. }
        | Request::TagResource { .. }
        | Request::UntagResource { .. }
        | Request::PutResourcePolicy { .. }
        | Request::DeleteResourcePolicy { .. }
        | Request::ReplicateSecretToRegions { .. }
        | Request::ListSecrets { .. }
        | Request::DescribeSecret { .. }
        | Request::GetSecretValue { .. }
        | Request::BatchGetSecretValue { .. }
        | Request::ListSecretVersionIds { .. }
        | Request::GetResourcePolicy { .. }
        | Request::GetRandomPassword(_)
        | Request::ValidateResourcePolicy { .. } => false,
    }
}

/// The way on for a step that has not taken effect, by the error of its last attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// It is sent once more with the same token: no answer came, or it may have been refused for what another attempt did.
    SendAgain,
    /// It is sent once more after a pause.
    Pause,
    /// It has failed.
    Fail,
}

impl Next {
    pub(super) fn after(error: &ServiceError) -> Self {
        match error.kind {
            ErrorKind::TimedOut
            | ErrorKind::ConnectionLost { .. }
            | ErrorKind::Unreachable { .. }
            | ErrorKind::Proxy { .. }
            | ErrorKind::InvalidResponse
            | ErrorKind::ServiceFailure
            | ErrorKind::Refused
            | ErrorKind::NotFound
            | ErrorKind::ExpiredCredentials { .. } => Self::SendAgain,
            ErrorKind::Throttled => Self::Pause,
            ErrorKind::AccessDenied { .. }
            | ErrorKind::Tls { .. }
            | ErrorKind::ExplicitDeny { .. }
            | ErrorKind::Credentials(_)
            | ErrorKind::UnreadableConfig { .. }
            | ErrorKind::UnusableSetting { .. }
            | ErrorKind::NoCredentials { .. }
            | ErrorKind::InvalidCredentials
            | ErrorKind::ClockSkew
            | ErrorKind::NoRegion
            | ErrorKind::NoSuchProfile { .. }
            | ErrorKind::OutcomeUnknown
            | ErrorKind::NotApplied
            | ErrorKind::Other => Self::Fail,
        }
    }
}

/// The error of a step that has not taken effect, as its secret shows.
pub(super) fn not_applied(error: ServiceError) -> ServiceError {
    let has_no_answer = matches!(
        error.kind,
        ErrorKind::TimedOut
            | ErrorKind::ConnectionLost { .. }
            | ErrorKind::InvalidResponse
            | ErrorKind::ServiceFailure
            | ErrorKind::Other
    );
    let kind = if has_no_answer { ErrorKind::NotApplied } else { error.kind };
    let message = format!("{} Looked up: no attempt took effect.", error.message);
    ServiceError { kind, message: message.trim_start().to_owned(), ..error }
}

/// The error of a step that may have taken effect.
pub(super) fn outcome_unknown(error: &ServiceError) -> ServiceError {
    let why = error.why();
    let message = if why.is_empty() { error.what() } else { format!("{}. {why}", error.what()) };
    ServiceError { activity: error.activity, kind: ErrorKind::OutcomeUnknown, code: None, message }
}

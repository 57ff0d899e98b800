//! The known state of a secret: what a review was made from, what a read finds, and what a request makes of it.

use super::fact::{Fact, ReplicaState};
use super::metadata_change::change_summary;
use crate::secrets::{
    AWSPENDING, AWSPREVIOUS, Arn, Detail, Replica, ReplicaStatus, StagingLabel, Summary, VersionId,
    VersionLabels,
};
use crate::service::api::{Reply, Request};

/// The known state of a secret; parts that were not read are unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    arn: Arn,
    summary: Option<Box<Summary>>,
    labels: Option<VersionLabels>,
    replicas: Option<Vec<Replica>>,
    policy: PolicyState,
}

/// The resource policy of a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyState {
    /// It was not read.
    Unknown,
    /// None is attached.
    None,
    /// This one is attached.
    Attached(String),
}

impl PolicyState {
    fn of(policy: Option<&str>) -> Self {
        policy.map_or(Self::None, |text| Self::Attached(text.to_owned()))
    }

    fn fact(&self) -> Option<Fact> {
        match self {
            Self::Unknown => None,
            Self::None => Some(Fact::Policy(None)),
            Self::Attached(text) => Some(Fact::Policy(Some(text.clone()))),
        }
    }
}

/// A fact that has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The fact before.
    pub before: Fact,
    /// The fact now.
    pub now: Fact,
}

impl From<&Summary> for Known {
    fn from(summary: &Summary) -> Self {
        let labels = Some(summary.versions.clone());
        Self { summary: Some(Box::new(summary.clone())), labels, ..Self::nothing_of(summary.arn.clone()) }
    }
}

impl From<&Detail> for Known {
    fn from(detail: &Detail) -> Self {
        Self { replicas: Some(detail.replicas.clone()), ..Self::from(&detail.summary) }
    }
}

impl Known {
    /// A secret of which only the ARN is known.
    pub fn nothing_of(arn: Arn) -> Self {
        Self { arn, summary: None, labels: None, replicas: None, policy: PolicyState::Unknown }
    }

    /// A secret of which the staging labels are known.
    pub fn labels_of(arn: Arn, labels: VersionLabels) -> Self {
        Self { labels: Some(labels), ..Self::nothing_of(arn) }
    }

    /// The same with known replicas.
    #[must_use]
    pub fn with_replicas(self, replicas: &[Replica]) -> Self {
        Self { replicas: Some(replicas.to_vec()), ..self }
    }

    /// The same with a known policy, or known to have none.
    #[must_use]
    pub fn with_policy(self, policy: Option<&str>) -> Self {
        Self { policy: PolicyState::of(policy), ..self }
    }

    /// The same, with the labels unknown.
    #[must_use]
    pub fn without_labels(self) -> Self {
        Self { labels: None, ..self }
    }

    /// The secret's ARN.
    pub fn arn(&self) -> &Arn {
        &self.arn
    }

    /// The staging labels.
    pub fn labels(&self) -> Option<&VersionLabels> {
        self.labels.as_ref()
    }

    /// The metadata. The labels in it may be older than [`Self::labels`].
    pub fn summary(&self) -> Option<&Summary> {
        self.summary.as_deref()
    }

    /// The resource policy.
    pub fn policy(&self) -> &PolicyState {
        &self.policy
    }

    /// The replica in a Region.
    pub fn replica(&self, region: &str) -> Option<&Replica> {
        self.replicas.as_ref()?.iter().find(|replica| replica.region == region)
    }

    /// The read that tells the facts that a request depends on; `None` if it depends on none.
    pub fn read_before(request: &Request) -> Option<Request> {
        let secret = request.secret()?.to_owned();
        match request {
            Request::PutResourcePolicy { .. } | Request::DeleteResourcePolicy { .. } => {
                Some(Request::GetResourcePolicy { secret })
            }
            Request::PutSecretValue { .. }
            | Request::UpdateSecret { .. }
            | Request::DeleteSecret { .. }
            | Request::RestoreSecret { .. }
            | Request::TagResource { .. }
            | Request::UntagResource { .. }
            | Request::ReplicateSecretToRegions { .. }
            | Request::RemoveRegionsFromReplication { .. }
            | Request::StopReplicationToReplica { .. }
            | Request::RotateSecret { .. }
            | Request::CancelRotateSecret { .. }
            | Request::UpdateSecretVersionStage { .. } => Some(Request::DescribeSecret { secret }),
            // The service itself refuses a name that is taken.
            Request::CreateSecret(_)
            | Request::ListSecrets { .. }
            | Request::DescribeSecret { .. }
            | Request::GetSecretValue { .. }
            | Request::BatchGetSecretValue { .. }
            | Request::ListSecretVersionIds { .. }
            | Request::GetResourcePolicy { .. }
            | Request::GetRandomPassword(_)
            | Request::ValidateResourcePolicy { .. } => None,
        }
    }

    /// The state with what a read has told.
    #[must_use]
    pub fn after_read(&self, reply: &Reply) -> Self {
        match reply {
            Reply::DescribeSecret(detail) => {
                Self { arn: self.arn.clone(), policy: self.policy.clone(), ..Self::from(&**detail) }
            }
            Reply::GetResourcePolicy(policy) => self.clone().with_policy(policy.as_deref()),
            _ => self.clone(),
        }
    }

    /// The known facts that a request changes or depends on.
    pub fn facts(&self, request: &Request) -> Vec<Fact> {
        match request {
            Request::PutSecretValue { labels, .. } if !labels.is_empty() => {
                labels.iter().flat_map(|label| self.label_facts(label)).collect()
            }
            Request::PutSecretValue { .. } | Request::UpdateSecret { value: Some(_), .. } => {
                self.label_facts(&StagingLabel::current())
            }
            Request::UpdateSecretVersionStage { label, .. } => self.label_facts(label),
            Request::UpdateSecret { description, kms_key_id, value: None, .. } => {
                let is_set = (description.is_some(), kms_key_id.is_some());
                self.summary().map(|secret| detail_facts(secret, is_set)).unwrap_or_default()
            }
            Request::DeleteSecret { .. } => {
                let current = self.label_fact(&StagingLabel::current());
                self.deletion_fact().into_iter().chain(current).collect()
            }
            Request::RestoreSecret { .. } => self.deletion_fact().into_iter().collect(),
            Request::TagResource { tags, .. } => self.tag_facts(tags.iter().map(|tag| &*tag.key)),
            Request::UntagResource { keys, .. } => self.tag_facts(keys.iter().map(|key| &**key)),
            Request::PutResourcePolicy { .. } | Request::DeleteResourcePolicy { .. } => {
                self.policy.fact().into_iter().collect()
            }
            Request::ReplicateSecretToRegions { replicas, .. } => {
                self.replica_facts(replicas.iter().map(|replica| &*replica.region), |state| state)
            }
            Request::RemoveRegionsFromReplication { regions, .. } => {
                // A replica that has failed meanwhile is removed like any other.
                self.replica_facts(regions.iter().map(|region| &**region), |state| match state {
                    ReplicaState::Missing => ReplicaState::Missing,
                    ReplicaState::There | ReplicaState::Failed => ReplicaState::There,
                })
            }
            Request::StopReplicationToReplica { .. } => self
                .summary()
                .map(|secret| Fact::Primary(secret.primary_region.clone()))
                .into_iter()
                .collect(),
            Request::RotateSecret { settings: Some(_), .. } | Request::CancelRotateSecret { .. } => {
                self.rotation_fact().into_iter().collect()
            }
            Request::RotateSecret { settings: None, .. } => {
                let labels = [StagingLabel::current(), StagingLabel(AWSPENDING.into())];
                labels.iter().filter_map(|label| self.label_fact(label)).collect()
            }
            Request::CreateSecret(_)
            | Request::ListSecrets { .. }
            | Request::DescribeSecret { .. }
            | Request::GetSecretValue { .. }
            | Request::BatchGetSecretValue { .. }
            | Request::ListSecretVersionIds { .. }
            | Request::GetResourcePolicy { .. }
            | Request::GetRandomPassword(_)
            | Request::ValidateResourcePolicy { .. } => Vec::new(),
        }
    }

    /// The facts that a request depends on and that are others in `now`. A fact that one of both does not know is none.
    pub fn differences(&self, now: &Self, request: &Request) -> Vec<Difference> {
        let found = now.facts(request);
        let pairs = self.facts(request).into_iter().filter_map(|before| {
            let now = found.iter().find(|fact| fact.subject() == before.subject())?.clone();
            (!before.agrees_with(&now)).then_some(Difference { before, now })
        });
        pairs.collect()
    }

    /// The state after a request has taken effect on this one. What the service does later is not in it: a rotation, a
    /// replication.
    #[must_use]
    pub fn after(&self, request: &Request) -> Self {
        let mut after = self.clone();
        match request {
            Request::CreateSecret(new) => {
                let current =
                    |_: &_| (VersionId(new.token.as_str().to_owned()), [StagingLabel::current()].into());
                after.labels = Some(VersionLabels(new.value.iter().map(current).collect()));
            }
            Request::PutSecretValue { labels, token, .. } => after.put_version(labels, token.as_str()),
            Request::UpdateSecret { value: Some(_), token, .. } => after.put_version(&[], token.as_str()),
            Request::UpdateSecretVersionStage { label, move_to, .. } => {
                after.labels = after.labels.map(|labels| labels.moved(label, move_to.as_ref()));
            }
            Request::ReplicateSecretToRegions { replicas, .. } => {
                let there = after.replicas.get_or_insert_default();
                there.retain(|replica| replicas.iter().all(|new| new.region != replica.region));
                there.extend(replicas.iter().map(|new| Replica {
                    region: new.region.clone(),
                    kms_key_id: new.kms_key_id.clone(),
                    status: ReplicaStatus::InProgress,
                    message: None,
                    last_accessed: None,
                }));
            }
            Request::RemoveRegionsFromReplication { regions, .. } => {
                let gone = |replica: &Replica| !regions.contains(&replica.region);
                after.replicas.iter_mut().for_each(|replicas| replicas.retain(gone));
            }
            Request::PutResourcePolicy { policy, .. } => after.policy = PolicyState::Attached(policy.clone()),
            Request::DeleteResourcePolicy { .. } => after.policy = PolicyState::None,
            _ => after.summary.iter_mut().for_each(|secret| change_summary(secret, request)),
        }
        after
    }

    fn put_version(&mut self, labels: &[StagingLabel], token: &str) {
        let version = VersionId(token.to_owned());
        let Some(before) = self.labels.take() else { return };
        let mut wanted = labels.to_vec();
        // The first version of a secret gets AWSCURRENT, beside what was asked for.
        if wanted.is_empty() || before.current().is_none() {
            wanted.push(StagingLabel::current());
        }
        self.labels = Some(wanted.iter().fold(before, |now, label| now.moved(label, Some(&version))));
    }

    fn label_fact(&self, label: &StagingLabel) -> Option<Fact> {
        let on = self.labels.as_ref()?.holder(label.as_str()).cloned();
        Some(Fact::Label { label: label.clone(), on })
    }

    /// The version of a label; for AWSCURRENT also that of AWSPREVIOUS, which moves along.
    fn label_facts(&self, label: &StagingLabel) -> Vec<Fact> {
        let previous = (*label == StagingLabel::current()).then(|| StagingLabel(AWSPREVIOUS.into()));
        [Some(label), previous.as_ref()]
            .into_iter()
            .flatten()
            .filter_map(|label| self.label_fact(label))
            .collect()
    }

    fn deletion_fact(&self) -> Option<Fact> {
        Some(Fact::ScheduledForDeletion(self.summary()?.deleted.is_some()))
    }

    fn tag_facts<'a>(&self, keys: impl Iterator<Item = &'a str>) -> Vec<Fact> {
        let Some(secret) = self.summary() else { return Vec::new() };
        let value = |key: &str| secret.tags.iter().find(|tag| tag.key == key).map(|tag| tag.value.clone());
        keys.map(|key| Fact::Tag { key: key.to_owned(), value: value(key) }).collect()
    }

    fn replica_facts<'a>(
        &self,
        regions: impl Iterator<Item = &'a str>,
        view: impl Fn(ReplicaState) -> ReplicaState,
    ) -> Vec<Fact> {
        if self.replicas.is_none() {
            return Vec::new();
        }
        let state = |region: &str| {
            self.replica(region).map_or(ReplicaState::Missing, |replica| ReplicaState::of(&replica.status))
        };
        regions
            .map(|region| Fact::Replica { region: region.to_owned(), state: view(state(region)) })
            .collect()
    }

    fn rotation_fact(&self) -> Option<Fact> {
        let secret = self.summary()?;
        Some(Fact::Rotation {
            is_on: secret.rotation_enabled == Some(true),
            function: secret.rotation_lambda_arn.clone(),
            rules: secret.rotation_rules.clone().unwrap_or_default(),
        })
    }
}

/// The details that `UpdateSecret` sets.
fn detail_facts(secret: &Summary, (description, kms_key): (bool, bool)) -> Vec<Fact> {
    let description = description.then(|| Fact::Description(secret.description.clone().unwrap_or_default()));
    let kms_key = kms_key.then(|| Fact::KmsKey(secret.kms_key_id.clone()));
    description.into_iter().chain(kms_key).collect()
}

/// The request that makes the same change of a secret whose state is `now`: a label is taken from the version that has it
/// now.
#[must_use]
pub fn adapted(request: &Request, now: &Known) -> Request {
    let mut request = request.clone();
    if let (Request::UpdateSecretVersionStage { label, move_to, remove_from, .. }, Some(labels)) =
        (&mut request, now.labels())
    {
        let holder = labels.holder(label.as_str()).cloned();
        *remove_from = holder.filter(|holder| Some(holder) != move_to.as_ref());
    }
    request
}

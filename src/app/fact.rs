//! Facts about a secret that a change depends on, as reviews and conflicts name them.

use crate::secrets::{
    ReplicaStatus, RotationRules, RotationSchedule, StagingLabel, VersionId, is_same_policy,
};

/// A fact about a secret. A review is made from some, and they must still hold when its request is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The version that a staging label is on, if it is on one.
    Label {
        /// The label.
        label: StagingLabel,
        /// The version.
        on: Option<VersionId>,
    },
    /// The description; empty if there is none.
    Description(String),
    /// The KMS key; `None` for the AWS managed key.
    KmsKey(Option<String>),
    /// The value of a tag, if the secret has the tag.
    Tag {
        /// The key.
        key: String,
        /// The value.
        value: Option<String>,
    },
    /// The settings of rotation.
    Rotation {
        /// Rotation is turned on.
        is_on: bool,
        /// The ARN of the function.
        function: Option<String>,
        /// The schedule and the window.
        rules: RotationRules,
    },
    /// The secret is scheduled for deletion, or it is not.
    ScheduledForDeletion(bool),
    /// The replica in a Region, if there is one.
    Replica {
        /// The Region.
        region: String,
        /// The state.
        state: ReplicaState,
    },
    /// The Region of the primary, for a replica.
    Primary(Option<String>),
    /// The resource policy, if one is attached.
    Policy(Option<String>),
}

/// The state of a replica, as far as a change depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplicaState {
    /// There is no replica.
    Missing,
    /// There is one, in sync or on its way.
    There,
    /// Replication failed.
    Failed,
}

impl ReplicaState {
    /// The state of a replica with this status.
    pub fn of(status: &ReplicaStatus) -> Self {
        match status {
            ReplicaStatus::InSync | ReplicaStatus::InProgress | ReplicaStatus::Other(_) => Self::There,
            ReplicaStatus::Failed => Self::Failed,
        }
    }
}

impl Fact {
    /// The thing that the fact is about: "AWSCURRENT", "Tag team".
    pub fn subject(&self) -> String {
        match self {
            Self::Label { label, .. } => label.to_string(),
            Self::Description(_) => "Description".into(),
            Self::KmsKey(_) => "KMS key".into(),
            Self::Tag { key, .. } => format!("Tag {key}"),
            Self::Rotation { .. } => "Rotation".into(),
            Self::ScheduledForDeletion(_) => "Deletion".into(),
            Self::Replica { region, .. } => format!("Replica in {region}"),
            Self::Primary(_) => "Primary".into(),
            Self::Policy(_) => "Resource policy".into(),
        }
    }

    /// The state in words: "version 1a2b3c4d", "none".
    pub fn state(&self) -> String {
        let or = |text: Option<&str>, other: &str| text.unwrap_or(other).to_owned();
        match self {
            Self::Label { on, .. } => {
                on.as_ref().map_or_else(|| "no version".into(), |id| format!("version {id}"))
            }
            Self::Description(text) if text.is_empty() => "none".into(),
            Self::Description(text) => text.clone(),
            Self::KmsKey(key) => or(key.as_deref(), "aws/secretsmanager"),
            Self::Tag { value, .. } => or(value.as_deref(), "not there"),
            Self::Rotation { is_on, function, rules } => {
                rotation_in_words(*is_on, function.as_deref(), rules)
            }
            Self::ScheduledForDeletion(true) => "scheduled".into(),
            Self::ScheduledForDeletion(false) => "not scheduled".into(),
            Self::Replica { state: ReplicaState::Missing, .. } => "none".into(),
            Self::Replica { state: ReplicaState::There, .. } => "there".into(),
            Self::Replica { state: ReplicaState::Failed, .. } => "failed".into(),
            Self::Primary(region) => or(region.as_deref(), "none: it is no replica"),
            Self::Policy(text) => or(text.as_deref(), "none"),
        }
    }

    /// True if two facts about the same thing say the same.
    pub fn agrees_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::KmsKey(one), Self::KmsKey(other)) => is_same_key(one.as_deref(), other.as_deref()),
            (Self::Policy(Some(one)), Self::Policy(Some(other))) => is_same_policy(one, other),
            (
                Self::Rotation { is_on, function, rules },
                Self::Rotation { is_on: is_on_too, function: function_too, rules: rules_too },
            ) => {
                // The service may add the days to a rate that was given.
                (is_on, function, &rules.duration) == (is_on_too, function_too, &rules_too.duration)
                    && rules.schedule() == rules_too.schedule()
            }
            (one, other) => one == other,
        }
    }
}

/// True if two names stand for the same key, as far as the names tell: an ARN ends in the key's ID or its alias.
fn is_same_key(one: Option<&str>, other: Option<&str>) -> bool {
    const MANAGED: &str = "alias/aws/secretsmanager";
    let (one, other) = (one.unwrap_or(MANAGED), other.unwrap_or(MANAGED));
    let names = |arn: &str, name: &str| {
        arn.starts_with("arn:")
            && (arn.ends_with(&format!(":{name}")) || arn.ends_with(&format!(":key/{name}")))
    };
    one == other || names(one, other) || names(other, one)
}

fn rotation_in_words(is_on: bool, function: Option<&str>, rules: &RotationRules) -> String {
    let mut words = vec![if is_on { "on" } else { "off" }.to_owned()];
    words.extend(rules.schedule().map(|schedule| match schedule {
        RotationSchedule::EveryDays(1) => "every day".into(),
        RotationSchedule::EveryDays(days) => format!("every {days} days"),
        RotationSchedule::Expression(expression) => expression.to_owned(),
    }));
    words.extend(rules.duration.as_ref().map(|window| format!("window {window}")));
    words.extend(function.map(|function| format!("function {function}")));
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_same_under_its_id_its_arn_and_its_alias() {
        let key = |name: Option<&str>| Fact::KmsKey(name.map(str::to_owned));
        let arn = "arn:aws:kms:eu-west-1:1:key/1234";
        assert!(key(Some("1234")).agrees_with(&key(Some(arn))));
        assert!(key(Some(arn)).agrees_with(&key(Some("1234"))));
        assert!(key(Some("arn:aws:kms:eu-west-1:1:alias/x")).agrees_with(&key(Some("alias/x"))));
        assert!(key(None).agrees_with(&key(Some("alias/aws/secretsmanager"))));
        assert!(!key(Some("234")).agrees_with(&key(Some(arn))));
        assert!(!key(None).agrees_with(&key(Some("1234"))));
    }

    #[test]
    fn days_that_the_service_adds_to_a_rate_are_no_change() {
        let rotation = |days: Option<i64>, rate: &str| Fact::Rotation {
            is_on: true,
            function: None,
            rules: RotationRules {
                automatically_after_days: days,
                schedule_expression: Some(rate.to_owned()),
                duration: None,
            },
        };
        assert!(rotation(Some(10), "rate(10 days)").agrees_with(&rotation(None, "rate(10 days)")));
        assert!(!rotation(None, "rate(11 days)").agrees_with(&rotation(None, "rate(10 days)")));
    }
}

//! AWSPENDING on another version than AWSCURRENT: a rotation that is in progress, stuck, or left behind.

use crate::secrets::metadata::Summary;
use jiff::{SignedDuration, Timestamp};

/// The time after which a rotation counts as stuck. Its four steps usually take minutes.
pub const ROTATION_TIMEOUT: SignedDuration = SignedDuration::from_mins(10);

/// The state of a rotation whose AWSPENDING is on another version than AWSCURRENT, derived from dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PendingRotation {
    /// The rotation may still finish by itself.
    InProgress {
        /// The time at which it began.
        since: Timestamp,
    },
    /// The rotation has taken too long.
    Stuck {
        /// A time by which it had begun, if known.
        since: Option<Timestamp>,
    },
    /// A later rotation has finished, and the label was not removed.
    LeftBehind {
        /// `LastRotatedDate`: the end of the later rotation.
        rotated: Timestamp,
    },
}

impl PendingRotation {
    /// The state at `now`; `None` if no version has AWSPENDING without AWSCURRENT. `created` is the `CreatedDate` of the
    /// version with AWSPENDING, if versions were listed. Without it `LastChangedDate` is used, which is the same or later.
    pub fn of(secret: &Summary, created: Option<Timestamp>, now: Timestamp) -> Option<Self> {
        secret.versions.pending()?;
        if let (Some(created), Some(rotated)) = (created, secret.last_rotated)
            && rotated > created
        {
            return Some(Self::LeftBehind { rotated });
        }
        Some(match created.or(secret.last_changed) {
            Some(since) if now.duration_since(since) < ROTATION_TIMEOUT => Self::InProgress { since },
            since => Self::Stuck { since },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::{Arn, StagingLabel, VersionId};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn pending(changed: Option<i64>, rotated: Option<i64>) -> Summary {
        let mut secret = Summary::new(Arn::new("arn:aws:secretsmanager:eu-west-1:1:secret:a-AbCdEf"), "a");
        secret.versions.0.insert(VersionId("p".into()), [StagingLabel("AWSPENDING".into())].into());
        (secret.last_changed, secret.last_rotated) = (changed.map(at), rotated.map(at));
        secret
    }

    fn derived(secret: &Summary, created: Option<i64>, now: i64) -> Option<PendingRotation> {
        PendingRotation::of(secret, created.map(at), at(now))
    }

    #[test]
    fn a_rotation_has_ten_minutes() {
        let secret = pending(Some(5_000), None);
        assert_eq!(
            derived(&secret, Some(1_000), 1_599),
            Some(PendingRotation::InProgress { since: at(1_000) })
        );
        let stuck = PendingRotation::Stuck { since: Some(at(1_000)) };
        assert_eq!(derived(&secret, Some(1_000), 1_600), Some(stuck), "whatever changed since");
    }

    #[test]
    fn without_the_version_the_last_change_tells() {
        let secret = pending(Some(1_000), Some(900));
        assert!(matches!(derived(&secret, None, 1_100), Some(PendingRotation::InProgress { .. })));
        assert!(matches!(derived(&secret, None, 1_600), Some(PendingRotation::Stuck { .. })));
        assert_eq!(derived(&pending(None, None), None, 0), Some(PendingRotation::Stuck { since: None }));
    }

    #[test]
    fn a_label_older_than_the_last_rotation_was_left_behind() {
        let secret = pending(Some(2_000), Some(2_000));
        let left = PendingRotation::LeftBehind { rotated: at(2_000) };
        assert_eq!(derived(&secret, Some(1_000), 2_001), Some(left));
        assert_eq!(derived(&Summary::new(Arn::new("a"), "a"), Some(1_000), 2_001), None);
    }
}

//! Staging labels as they are typed, and their versions before and after a change.

use crate::app::form::{Note, Tone};
use crate::app::known::Known;
use crate::app::plan::Plan;
use crate::secrets::{AWSCURRENT, AWSPENDING, AWSPREVIOUS, StagingLabel, VersionId, VersionLabels};
use crate::service::api::Request;

/// Characters that a label may have.
pub const LABEL_LIMIT: usize = 256;
/// Labels that one version may have.
pub const LABELS_ON_A_VERSION: usize = 20;

/// Reads labels with spaces or commas between them.
///
/// # Errors
/// The error of one of them, or of their number.
pub fn parse_labels(text: &str) -> Result<Vec<StagingLabel>, String> {
    let mut labels: Vec<StagingLabel> = Vec::new();
    for label in text.split([' ', ',', '\t']).filter(|label| !label.is_empty()) {
        if let Some(wrong) = label_error(label) {
            return Err(wrong);
        }
        if !labels.iter().any(|known| known.as_str() == label) {
            labels.push(StagingLabel(label.to_owned()));
        }
    }
    if labels.len() > LABELS_ON_A_VERSION {
        return Err(format!("{} labels; a version has {LABELS_ON_A_VERSION} at most.", labels.len()));
    }
    Ok(labels)
}

/// The error of one label, if it has one.
pub fn label_error(label: &str) -> Option<String> {
    match label.chars().count() {
        0 => Some("A label has at least one character.".into()),
        length if length > LABEL_LIMIT => Some(format!("{length} characters; {LABEL_LIMIT} at most.")),
        _ => None,
    }
}

/// A warning for AWS's own labels, where they are moved by hand.
pub fn label_warning(label: &str) -> Option<Note> {
    let text = match label {
        AWSPENDING => {
            "AWSPENDING belongs to rotation: apart from AWSCURRENT it makes the next rotation fail."
        }
        AWSPREVIOUS => {
            "AWSPREVIOUS follows AWSCURRENT by itself: the next move of AWSCURRENT moves it again."
        }
        _ => return None,
    };
    Some(Note::new(Tone::Warning, text))
}

/// The labels before and after, for each version that changes.
pub fn label_picture(before: &VersionLabels, after: &VersionLabels, new: Option<&VersionId>) -> Vec<Note> {
    let mut versions: Vec<&VersionId> = before.0.keys().chain(after.0.keys()).collect();
    versions.sort_unstable();
    versions.dedup();
    let mut notes = Vec::new();
    for version in versions {
        let (old, now) = (before.0.get(version), after.0.get(version));
        let words = |labels: Option<&crate::secrets::LabelSet>| {
            let labels: Vec<_> = labels.into_iter().flatten().map(StagingLabel::as_str).collect();
            if labels.is_empty() { "no label".to_owned() } else { labels.join(" ") }
        };
        if old == now {
            continue;
        }
        let what = if Some(version) == new { "new version" } else { "version" };
        notes.push(Note::plain(format!("{what} {version}")));
        if Some(version) != new {
            notes.push(Note::new(Tone::Removed, words(old)));
        }
        notes.push(Note::new(Tone::Added, words(now)));
    }
    notes
}

/// The versions that lose their last label.
pub fn deprecated_by<'a>(
    before: &'a VersionLabels,
    after: &'a VersionLabels,
) -> impl Iterator<Item = &'a VersionId> {
    let bare = |version: &&VersionId| after.0.get(*version).is_none_or(std::collections::BTreeSet::is_empty);
    before.0.iter().filter(|(_, labels)| !labels.is_empty()).map(|(version, _)| version).filter(bare)
}

/// An error of a move, at one of its two sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MoveError {
    /// At the label.
    Label(String),
    /// At the version that gets it.
    Version(String),
}

/// Checks the move of a label to a version, or its removal, against the labels as they are known.
///
/// # Errors
/// The rule of the service that it breaks.
pub fn check_move(
    labels: &VersionLabels,
    label: &StagingLabel,
    target: Option<&VersionId>,
) -> Result<(), MoveError> {
    if let Some(text) = label_error(label.as_str()) {
        return Err(MoveError::Label(text));
    }
    let holder = labels.holder(label.as_str());
    match target {
        None if label.as_str() == AWSCURRENT => {
            Err(MoveError::Version("AWSCURRENT can be moved, never removed: choose a version.".into()))
        }
        None if holder.is_none() => Err(MoveError::Label("No version has this label.".into())),
        None => Ok(()),
        Some(version) => {
            let there = labels.0.get(version).map_or(0, std::collections::BTreeSet::len);
            if holder != target && there >= LABELS_ON_A_VERSION {
                let text = format!("This version has {LABELS_ON_A_VERSION} labels, the most there can be.");
                return Err(MoveError::Version(text));
            }
            Ok(())
        }
    }
}

/// The plan that moves a label of the secret `name` to a version, or removes it. The labels must be known.
pub fn move_plan(name: &str, known: &Known, label: &StagingLabel, target: Option<&VersionId>) -> Plan {
    let holder = known.labels().and_then(|labels| labels.holder(label.as_str()));
    let title = match (holder, target) {
        (_, None) => format!("Remove {label} from a version of {name}"),
        (None, Some(version)) => format!("Add {label} to version {} of {name}", version.short()),
        (Some(_), Some(version)) => format!("Move {label} to version {} of {name}", version.short()),
    };
    let request = Request::UpdateSecretVersionStage {
        secret: known.arn().to_string(),
        label: label.clone(),
        move_to: target.cloned(),
        remove_from: holder.cloned(),
    };
    Plan::of(title, known, request)
}

/// The labels before and after a move, with warnings.
pub fn move_picture(before: &VersionLabels, label: &StagingLabel, target: Option<&VersionId>) -> Vec<Note> {
    let after = before.moved(label, target);
    let mut notes = vec![Note::new(Tone::Heading, "Labels before and after")];
    notes.extend(label_picture(before, &after, None));
    notes.extend(label_warning(label.as_str()));
    if label.as_str() == AWSCURRENT {
        let text = "Clients that read the secret get the value of that version from then on.";
        notes.push(Note::new(Tone::Warning, text));
    }
    for version in deprecated_by(before, &after) {
        let text = format!(
            "Version {} loses its last label: it is deprecated then, and the service may remove it.",
            version.short()
        );
        notes.push(Note::new(Tone::Warning, text));
    }
    notes
}

/// The answer to a move that changes nothing.
pub fn already_there(label: &StagingLabel) -> String {
    format!("{label} is on that version already.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::LabelSet;
    use proptest::prelude::*;

    fn labels(pairs: &[(&str, &[&str])]) -> VersionLabels {
        let set = |labels: &[&str]| labels.iter().map(|l| StagingLabel((*l).into())).collect::<LabelSet>();
        VersionLabels(pairs.iter().map(|(id, labels)| (VersionId((*id).into()), set(labels))).collect())
    }

    #[test]
    fn labels_stand_between_spaces_or_commas() {
        let found = parse_labels(" BLUE, GREEN BLUE ").unwrap();
        assert_eq!(found, [StagingLabel("BLUE".into()), StagingLabel("GREEN".into())]);
        assert_eq!(parse_labels("  "), Ok(Vec::new()));
        assert!(parse_labels(&"x".repeat(257)).unwrap_err().contains("256"));
        assert!(parse_labels(&"x".repeat(256)).is_ok());
        let many: Vec<_> = (0..21).map(|n| n.to_string()).collect();
        assert!(parse_labels(&many.join(" ")).unwrap_err().contains("20"));
        assert!(parse_labels(&many[..20].join(" ")).is_ok());
    }

    #[test]
    fn moving_current_leaves_previous_behind() {
        let before = labels(&[("a", &[AWSCURRENT]), ("b", &[AWSPREVIOUS]), ("c", &["KEEP"])]);
        let after = before.moved(&StagingLabel::current(), Some(&VersionId("c".into())));
        assert_eq!(after.current().map(VersionId::as_str), Some("c"));
        assert_eq!(after.previous().map(VersionId::as_str), Some("a"));
        let bare: Vec<_> = deprecated_by(&before, &after).map(VersionId::as_str).collect();
        assert_eq!(bare, ["b"]);
    }

    #[test]
    fn the_picture_shows_versions_that_change_alone() {
        let before = labels(&[("a", &[AWSCURRENT]), ("b", &["BLUE"])]);
        let after = before.moved(&StagingLabel("BLUE".into()), None);
        let picture: Vec<_> =
            label_picture(&before, &after, None).into_iter().map(|note| note.text).collect();
        assert_eq!(picture, ["version b", "BLUE", "no label"]);
    }

    proptest! {
        #[test]
        fn a_label_sits_on_one_version_at_most(moves in proptest::collection::vec((0..4_usize, 0..5_usize), 0..12)) {
            let names = [AWSCURRENT, AWSPREVIOUS, "BLUE", "GREEN"];
            let mut found = labels(&[("0", &[AWSCURRENT]), ("1", &[])]);
            for (label, version) in moves {
                let target = (version < 4 || label == 0).then(|| VersionId((version % 4).to_string()));
                found = found.moved(&StagingLabel(names[label].into()), target.as_ref());
                for name in names {
                    let on = found.0.values().filter(|set| set.iter().any(|l| l.as_str() == name)).count();
                    prop_assert!(on <= 1, "{name}");
                }
                prop_assert!(found.current().is_some());
            }
        }
    }
}

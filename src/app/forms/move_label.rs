//! Moving, adding and removing a staging label (`UpdateSecretVersionStage`).

use super::labels::{LABELS_ON_A_VERSION, deprecated_by, label_error, label_picture, label_warning};
use crate::app::form::{
    Answer, Choice, ChoiceField, FieldRef, FormContext, FormField, FormSpec, LineField, Need, Note, Outcome,
    Rejected, Review, Submission, Tone, field_group, where_to,
};
use crate::app::known::Known;
use crate::app::plan::Plan;
use crate::secrets::{AWSCURRENT, Arn, StagingLabel, VersionId, VersionLabels};
use crate::service::api::{Reply, Request, ServiceError};

/// The form for a staging label.
#[derive(Debug)]
pub struct MoveLabel {
    arn: Arn,
    name: String,
    /// The versions that a label can be moved to.
    versions: Vec<VersionId>,
    /// The versions of all labels, as they are known.
    labels: VersionLabels,
    label: LineField,
    /// The version that gets the label; `None` to remove the label.
    version: ChoiceField<Option<VersionId>>,
}

field_group!(MoveLabel { label, version });

/// An error at one of the two fields.
#[derive(Debug, PartialEq, Eq)]
enum MoveError {
    Label(String),
    Version(String),
}

impl MoveLabel {
    /// For a secret whose versions are known, the one at `at` chosen.
    pub fn of(
        arn: Arn,
        name: impl Into<String>,
        versions: Vec<VersionId>,
        at: usize,
        labels: VersionLabels,
    ) -> Self {
        let help = "An existing label moves, a new one is added. 256 characters at most.";
        let label = LineField::line("Label", help, "");
        let help = "The last choice removes the label.";
        let mut version = ChoiceField::choice("To version", help, options(&versions, &labels));
        version.input.choose(&versions.get(at).cloned());
        Self { arn, name: name.into(), versions, labels, label, version }
    }

    fn typed(&self) -> (StagingLabel, Option<VersionId>) {
        (StagingLabel(self.label.text().trim().to_owned()), self.version.chosen())
    }

    /// Checks a move against the known labels.
    fn check(&self, label: &StagingLabel, target: Option<&VersionId>) -> Result<(), MoveError> {
        if let Some(text) = label_error(label.as_str()) {
            return Err(MoveError::Label(text));
        }
        let holder = self.labels.holder(label.as_str());
        match target {
            None if label.as_str() == AWSCURRENT => {
                let text = "AWSCURRENT can be moved, never removed: choose a version.";
                Err(MoveError::Version(text.into()))
            }
            None if holder.is_none() => Err(MoveError::Label("No version has this label.".into())),
            None => Ok(()),
            Some(version) => {
                let there = self.labels.0.get(version).map_or(0, std::collections::BTreeSet::len);
                if holder != target && there >= LABELS_ON_A_VERSION {
                    let text =
                        format!("This version has {LABELS_ON_A_VERSION} labels, the most there can be.");
                    return Err(MoveError::Version(text));
                }
                Ok(())
            }
        }
    }

    fn show(&mut self, error: MoveError) -> Rejected {
        match error {
            MoveError::Label(text) => self.label.reject(text),
            MoveError::Version(text) => self.version.reject(text),
        }
    }

    fn is_there(&self, label: &StagingLabel, target: Option<&VersionId>) -> bool {
        self.labels.holder(label.as_str()) == target
    }

    fn request(
        &self,
        label: &StagingLabel,
        move_to: Option<&VersionId>,
        remove_from: Option<&VersionId>,
    ) -> Request {
        Request::UpdateSecretVersionStage {
            secret: self.arn.to_string(),
            label: label.clone(),
            move_to: move_to.cloned(),
            remove_from: remove_from.cloned(),
        }
    }

    fn plan(&self, label: &StagingLabel, target: Option<&VersionId>) -> Plan {
        let (name, holder) = (&self.name, self.labels.holder(label.as_str()));
        let title = match (holder, target) {
            (_, None) => format!("Remove {label} from a version of {name}"),
            (None, Some(version)) => format!("Add {label} to version {} of {name}", version.short()),
            (Some(_), Some(version)) => format!("Move {label} to version {} of {name}", version.short()),
        };
        let known = Known::labels_of(self.arn.clone(), self.labels.clone());
        Plan::of(title, &known, self.request(label, target, holder))
    }

    /// The labels before and after, with warnings.
    fn picture(&self, label: &StagingLabel, target: Option<&VersionId>) -> Vec<Note> {
        let after = self.labels.moved(label, target);
        let mut notes = vec![Note::new(Tone::Heading, "Labels before and after")];
        notes.extend(label_picture(&self.labels, &after, None));
        notes.extend(label_warning(label.as_str()));
        if label.as_str() == AWSCURRENT {
            let text = "Clients that read the secret get the value of that version from then on.";
            notes.push(Note::new(Tone::Warning, text));
        }
        for version in deprecated_by(&self.labels, &after) {
            let text = format!(
                "Version {} loses its last label: it is deprecated then, and the service may remove it.",
                version.short()
            );
            notes.push(Note::new(Tone::Warning, text));
        }
        notes
    }

    fn describe(&self) -> Need {
        Need::read(Request::DescribeSecret { secret: self.arn.to_string() })
    }
}

/// The versions with their labels, then the choice to remove the label.
fn options(versions: &[VersionId], labels: &VersionLabels) -> Vec<(Option<VersionId>, String)> {
    let option = |version: &VersionId| {
        let own: Vec<_> = labels.0.get(version).into_iter().flatten().map(StagingLabel::as_str).collect();
        (Some(version.clone()), format!("{} {}", version.short(), own.join(" ")).trim_end().to_owned())
    };
    let none = (None, "no version: remove it".to_owned());
    versions.iter().map(option).chain([none]).collect()
}

impl FormSpec for MoveLabel {
    fn title(&self) -> String {
        format!("Move a staging label of {}", self.name)
    }

    fn opening(&self) -> Vec<Need> {
        vec![self.describe()]
    }

    fn learn(&mut self, _need: &Need, answer: Answer, _cx: &FormContext<'_>) {
        if let Answer::Reply(Reply::DescribeSecret(detail)) = answer {
            self.labels = detail.summary.versions;
            let chosen = self.version.chosen();
            self.version.input = Choice::new(options(&self.versions, &self.labels));
            self.version.input.choose(&chosen);
        }
    }

    fn changed(&mut self, field: FieldRef, _cx: &FormContext<'_>) {
        (self.label.error, self.version.error) = (None, None);
        let (label, target) = self.typed();
        // A label that is still being typed is rarely the label of a version yet.
        if field.is(&self.version)
            && !label.as_str().is_empty()
            && let Err(error) = self.check(&label, target.as_ref())
        {
            self.show(error);
        }
    }

    fn field_for_error(&mut self, error: &ServiceError) -> Option<&mut dyn FormField> {
        if error.message.to_lowercase().contains("label") { Some(&mut self.label) } else { None }
    }

    fn notes(&self, _focus: Option<FieldRef>, _cx: &FormContext<'_>) -> Vec<Note> {
        let (label, target) = self.typed();
        if label.as_str().is_empty() {
            let now = self.version.input.names().take(self.versions.len()).map(Note::plain);
            return std::iter::once(Note::new(Tone::Heading, "Labels now")).chain(now).collect();
        }
        match self.check(&label, target.as_ref()) {
            Err(_) => Vec::new(),
            Ok(()) if self.is_there(&label, target.as_ref()) => {
                vec![Note::new(Tone::Dim, already_there(&label))]
            }
            Ok(()) => self.picture(&label, target.as_ref()),
        }
    }
}

impl Submission for MoveLabel {
    /// The label, and the version that gets it.
    type Input = (StagingLabel, Option<VersionId>);

    fn validate(&mut self, _cx: &FormContext<'_>) -> Result<Self::Input, Rejected> {
        let (label, target) = self.typed();
        match self.check(&label, target.as_ref()) {
            Ok(()) => Ok((label, target)),
            Err(error) => Err(self.show(error)),
        }
    }

    fn needs(&self, _input: &Self::Input) -> Vec<Need> {
        vec![self.describe()]
    }

    fn review(&mut self, (label, target): Self::Input, cx: &mut FormContext<'_>) -> Outcome {
        let target = target.as_ref();
        if self.is_there(&label, target) {
            return Outcome::nothing(already_there(&label));
        }
        let mut notes = vec![where_to(Some(&self.arn), cx)];
        notes.extend(self.picture(&label, target));
        Outcome::review(Review::of(self.plan(&label, target), notes))
    }
}

fn already_there(label: &StagingLabel) -> String {
    format!("{label} is on that version already.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> MoveLabel {
        let label = |text: &str| StagingLabel(text.into());
        let version = |id: &str| VersionId(id.into());
        let labels = VersionLabels(
            [
                (version("new"), [label(AWSCURRENT), label("BLUE")].into()),
                (version("old"), [label("AWSPREVIOUS")].into()),
            ]
            .into(),
        );
        MoveLabel::of(Arn::new("arn"), "a", vec![version("new"), version("old")], 0, labels)
    }

    /// The field that is wrong.
    fn wrong(label: &str, target: Option<&str>) -> Option<&'static str> {
        let target = target.map(|id| VersionId(id.into()));
        form().check(&StagingLabel(label.into()), target.as_ref()).err().map(|error| match error {
            MoveError::Label(_) => "label",
            MoveError::Version(_) => "version",
        })
    }

    #[test]
    fn current_moves_and_is_never_removed() {
        assert_eq!(wrong(AWSCURRENT, Some("old")), None);
        assert_eq!(wrong(AWSCURRENT, None), Some("version"));
        assert_eq!(wrong("BLUE", None), None);
        assert_eq!(wrong("GREEN", None), Some("label"), "no version has it");
        assert_eq!(wrong("", Some("old")), Some("label"));
        assert_eq!(wrong(&"x".repeat(257), Some("old")), Some("label"));
    }

    #[test]
    fn a_version_takes_twenty_labels() {
        let mut form = form();
        let old = VersionId("old".into());
        let many = (0..20).map(|n| StagingLabel(n.to_string())).collect();
        form.labels.0.insert(old.clone(), many);
        assert!(form.check(&StagingLabel("more".into()), Some(&old)).is_err());
        assert!(form.check(&StagingLabel("7".into()), Some(&old)).is_ok(), "it is there already");
    }
}

//! Moving, adding and removing a staging label (`UpdateSecretVersionStage`).

use super::labels::{MoveError, already_there, check_move, move_picture, move_plan};
use crate::app::form::{
    Answer, Choice, ChoiceField, FieldRef, FormContext, FormField, FormSpec, LineField, Need, Note, Outcome,
    Rejected, Review, Submission, Tone, field_group, where_to,
};
use crate::app::known::Known;
use crate::app::plan::Plan;
use crate::secrets::{Arn, StagingLabel, VersionId, VersionLabels};
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
        let label = LineField::line("Label", help, "").required();
        let help = "The last choice removes the label.";
        let mut version = ChoiceField::choice("To version", help, options(&versions, &labels));
        version.input.choose(&versions.get(at).cloned());
        Self { arn, name: name.into(), versions, labels, label, version }
    }

    /// Begins with the choice to remove the label.
    #[must_use]
    pub fn removing(mut self) -> Self {
        self.version.input.choose(&None);
        self
    }

    fn typed(&self) -> (StagingLabel, Option<VersionId>) {
        (StagingLabel(self.label.text().trim().to_owned()), self.version.chosen())
    }

    /// Checks a move against the known labels.
    fn check(&self, label: &StagingLabel, target: Option<&VersionId>) -> Result<(), MoveError> {
        check_move(&self.labels, label, target)
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

    fn plan(&self, label: &StagingLabel, target: Option<&VersionId>) -> Plan {
        let known = Known::labels_of(self.arn.clone(), self.labels.clone());
        move_plan(&self.name, &known, label, target)
    }

    fn picture(&self, label: &StagingLabel, target: Option<&VersionId>) -> Vec<Note> {
        move_picture(&self.labels, label, target)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::AWSCURRENT;

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

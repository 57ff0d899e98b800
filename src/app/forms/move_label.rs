//! Moving, adding and removing a staging label (`UpdateSecretVersionStage`).

use super::labels::{
    LABELS_ON_A_VERSION, deprecated_by, label_error, label_picture, label_warning, with_label,
};
use crate::app::form::{
    Confirmation, Field, FieldError, FieldId, Fields, FormContext, FormEffect, FormEvent, FormSpec, Input,
    Note, Review, Submission, Tone, where_to,
};
use crate::app::plan::Plan;
use crate::secrets::{AWSCURRENT, Arn, StagingLabel, VersionId, VersionLabels};
use crate::service::api::{Reply, Request, ServiceError};

/// The sheet for a label.
#[derive(Debug)]
pub struct MoveLabel {
    arn: Arn,
    name: String,
    /// The versions that a label can be moved to.
    versions: Vec<VersionId>,
    /// The one that is chosen at first.
    at: usize,
    /// Where the labels sit, as far as is known.
    labels: VersionLabels,
    /// They were read again when the form was sent.
    checked: bool,
    /// The form was sent, and waits for that.
    submitted: bool,
}

impl MoveLabel {
    /// For a secret whose versions are known, the `at`th of them chosen.
    pub fn of(
        arn: Arn,
        name: impl Into<String>,
        versions: Vec<VersionId>,
        at: usize,
        labels: VersionLabels,
    ) -> Self {
        Self { arn, name: name.into(), versions, at, labels, checked: false, submitted: false }
    }

    fn options(&self) -> Vec<String> {
        let option = |version: &VersionId| {
            let labels: Vec<_> =
                self.labels.0.get(version).into_iter().flatten().map(StagingLabel::as_str).collect();
            format!("{} {}", version.short(), labels.join(" ")).trim_end().to_owned()
        };
        let mut options: Vec<String> = self.versions.iter().map(option).collect();
        options.push("no version: remove it".into());
        options
    }

    /// The version that is chosen; none to remove the label.
    fn target(&self, fields: &Fields) -> Option<&VersionId> {
        self.versions.get(fields.choice(FieldId::Version))
    }

    /// What is wrong, as far as labels are known.
    fn wrong(&self, label: &StagingLabel, target: Option<&VersionId>) -> Option<FieldError> {
        let at = |field, text: String| Some(FieldError { field, text });
        if let Some(text) = label_error(label.as_str()) {
            return at(FieldId::Label, text);
        }
        let holder = self.labels.holder(label.as_str());
        match target {
            None if label.as_str() == AWSCURRENT => {
                at(FieldId::Version, "AWSCURRENT can be moved, never removed: choose a version.".into())
            }
            None if holder.is_none() => at(FieldId::Label, "No version has this label.".into()),
            Some(version) => {
                let there = self.labels.0.get(version).map_or(0, std::collections::BTreeSet::len);
                if holder != target && there >= LABELS_ON_A_VERSION {
                    let text =
                        format!("This version has {LABELS_ON_A_VERSION} labels, the most there can be.");
                    return at(FieldId::Version, text);
                }
                None
            }
            None => None,
        }
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

    fn review(&self, label: &StagingLabel, target: Option<&VersionId>, cx: &FormContext<'_>) -> Review {
        let holder = self.labels.holder(label.as_str());
        let title = match (holder, target) {
            (_, None) => format!("Remove {label} from a version of {}", self.name),
            (None, Some(version)) => format!("Add {label} to version {} of {}", version.short(), self.name),
            (Some(_), Some(version)) => {
                format!("Move {label} to version {} of {}", version.short(), self.name)
            }
        };
        let mut notes = vec![where_to(Some(&self.arn), cx)];
        notes.extend(self.picture(label, target));
        let undo = Plan::of(
            format!("Put {label} of {} back", self.name),
            self.arn.clone(),
            self.request(label, holder, target),
        );
        let plan = Plan::of(title, self.arn.clone(), self.request(label, target, holder)).with_undo(undo);
        Review { notes, plan, confirmation: Confirmation::Key }
    }

    /// Before and after, and what to mind.
    fn picture(&self, label: &StagingLabel, target: Option<&VersionId>) -> Vec<Note> {
        let after = with_label(&self.labels, label, target);
        let mut notes = vec![Note::new(Tone::Heading, "Labels before and after")];
        notes.extend(label_picture(&self.labels, &after, None));
        notes.extend(label_warning(label.as_str()));
        if label.as_str() == AWSCURRENT {
            let text = "Clients that read the secret get the value of that version from then on.";
            notes.push(Note::new(Tone::Warning, text));
        }
        for version in deprecated_by(&self.labels, &after) {
            let text = format!(
                "Version {} loses its last label: it is deprecated then, and may be removed by the service.",
                version.short()
            );
            notes.push(Note::new(Tone::Warning, text));
        }
        notes
    }
}

impl FormSpec for MoveLabel {
    fn title(&self) -> String {
        format!("Move a staging label of {}", self.name)
    }

    fn fields(&self, _facts: &FormContext<'_>) -> Vec<Field> {
        let version = Input::Choice { options: self.options(), at: self.at };
        vec![
            Field::line(
                FieldId::Label,
                "Label",
                "One that is there moves, a new one is added. 256 characters at most.",
                "",
            ),
            Field::new(
                FieldId::Version,
                "To version",
                "←/→ chooses; the last choice removes the label.",
                version,
            ),
        ]
    }

    fn opened(&mut self, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        vec![FormEffect::Read(Request::DescribeSecret { secret: self.arn.to_string() })]
    }

    fn changed(&mut self, fields: &mut Fields, field: FieldId, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        self.checked = false;
        for field in [FieldId::Label, FieldId::Version] {
            fields.set_error(field, None);
        }
        let label = StagingLabel(fields.text(FieldId::Label).trim().to_owned());
        // While a label is typed letter by letter, most of what is typed is no version's.
        let found = self.wrong(&label, self.target(fields)).filter(|_| field == FieldId::Version);
        if let Some(error) = found.filter(|_| !label.as_str().is_empty()) {
            fields.set_error(error.field, Some(error.text));
        }
        Vec::new()
    }

    fn answered(
        &mut self,
        answer: FormEvent,
        fields: &mut Fields,
        _facts: &FormContext<'_>,
    ) -> Vec<FormEffect> {
        let FormEvent::Reply { result, .. } = answer else { return Vec::new() };
        let Ok(Reply::DescribeSecret(detail)) = *result else { return Vec::new() };
        self.labels = detail.summary.versions;
        if let Some(Input::Choice { options, .. }) =
            fields.get_mut(FieldId::Version).map(|field| &mut field.input)
        {
            *options = self.options();
        }
        self.checked = std::mem::take(&mut self.submitted);
        if self.checked { vec![FormEffect::Submit] } else { Vec::new() }
    }

    fn cancelled(&mut self) {
        self.submitted = false;
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut FormContext<'_>) -> Submission {
        let label = StagingLabel(fields.text(FieldId::Label).trim().to_owned());
        let target = self.target(fields).cloned();
        if let Some(error) = self.wrong(&label, target.as_ref()) {
            return Submission::Wrong(vec![error]);
        }
        if !std::mem::take(&mut self.checked) {
            self.submitted = true;
            return Submission::Wait(self.opened(cx));
        }
        let holder = self.labels.holder(label.as_str());
        if holder == target.as_ref() {
            return Submission::Nothing(format!("{label} sits on that version already."));
        }
        Submission::Review(self.review(&label, target.as_ref(), cx))
    }

    fn field_for_error(&self, error: &ServiceError) -> Option<FieldId> {
        error.message.to_lowercase().contains("label").then_some(FieldId::Label)
    }

    fn notes(&self, fields: &Fields, _facts: &FormContext<'_>) -> Vec<Note> {
        let label = StagingLabel(fields.text(FieldId::Label).trim().to_owned());
        let target = self.target(fields);
        if label.as_str().is_empty() {
            let mut notes = vec![Note::new(Tone::Heading, "Labels now")];
            notes.extend(self.options().into_iter().take(self.versions.len()).map(Note::plain));
            return notes;
        }
        match self.wrong(&label, target) {
            Some(_) => Vec::new(),
            None if self.labels.holder(label.as_str()) == target => {
                vec![Note::new(Tone::Dim, format!("{label} sits on that version already."))]
            }
            None => self.picture(&label, target),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> MoveLabel {
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

    fn wrong(label: &str, target: Option<&str>) -> Option<FieldId> {
        let target = target.map(|id| VersionId(id.into()));
        sheet().wrong(&StagingLabel(label.into()), target.as_ref()).map(|error| error.field)
    }

    #[test]
    fn current_moves_and_is_never_removed() {
        assert_eq!(wrong(AWSCURRENT, Some("old")), None);
        assert_eq!(wrong(AWSCURRENT, None), Some(FieldId::Version));
        assert_eq!(wrong("BLUE", None), None);
        assert_eq!(wrong("GREEN", None), Some(FieldId::Label), "no version has it");
        assert_eq!(wrong("", Some("old")), Some(FieldId::Label));
        assert_eq!(wrong(&"x".repeat(257), Some("old")), Some(FieldId::Label));
    }

    #[test]
    fn a_version_takes_twenty_labels() {
        let mut sheet = sheet();
        let old = VersionId("old".into());
        let many = (0..20).map(|n| StagingLabel(n.to_string())).collect();
        sheet.labels.0.insert(old.clone(), many);
        assert!(sheet.wrong(&StagingLabel("more".into()), Some(&old)).is_some());
        assert!(sheet.wrong(&StagingLabel("7".into()), Some(&old)).is_none(), "it is there already");
    }
}

//! The menu "Copy as": the formats that fit the secret under the cursor, and the version and the member there.

use super::Model;
use crate::app::actions::Context;
use crate::app::copy_as::{CopyAs, selector_of};
use crate::app::secret::{Selected, ShownValue};
use crate::secrets::{FormatKind, FormatSubject, FormatVersion};
use crate::service::api::{Request, VersionSelector};

impl Model {
    /// Opens the menu: of the version under the cursor in Versions, of the member under the cursor in Value.
    pub(super) fn open_copy_as(&mut self) {
        let Some(selected) = self.secret.selected() else { return self.cx.tell_no_secret() };
        let subject = self.format_subject(selected);
        let shown = selected.value().up_to_date(&selector_of(&subject.version));
        let offers = CopyAs::offers(&subject, shown.map(|shown| &shown.value().body));
        self.layers.open_copy_as(offers);
    }

    fn format_subject(&self, selected: &Selected) -> FormatSubject {
        let in_value = self.main_context() == Context::Value;
        let version = match (self.version_in_row(), selected.value().chosen()) {
            (Some(row), _) => FormatVersion::Id(row),
            (None, Some(chosen)) if in_value => FormatVersion::Id(chosen.clone()),
            (None, _) => FormatVersion::Current,
        };
        let selector = selector_of(&version);
        let shown = selected.value().up_to_date(&selector);
        let key = shown.filter(|_| in_value).and_then(ShownValue::key_under_cursor);
        let kind = shown.map_or(FormatKind::Unknown, |shown| FormatKind::of(&shown.value().body));
        FormatSubject {
            name: selected.name().to_owned(),
            arn: selected.arn().clone(),
            aws_cli: self.reading_command(selected, selector, key.as_deref(), kind),
            version,
            key,
            kind,
        }
    }

    /// The command of the AWS CLI that prints the value or a member of it.
    fn reading_command(
        &self,
        selected: &Selected,
        version: VersionSelector,
        key: Option<&str>,
        kind: FormatKind,
    ) -> String {
        let request = Request::GetSecretValue { secret: selected.arn().to_string(), version };
        request.cli_printing(&self.connection.summary().cli_destination(), key, kind)
    }
}

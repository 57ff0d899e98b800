//! The secret text under the cursor: made by the service (`GetRandomPassword`), or copied without being revealed.

use super::{FieldRef, Form, FormContext, FormField, FormProblem, InputView, PasswordPlace};
use crate::app::copy::CopyText;
use crate::app::event::Event;
use crate::secrets::ValueBody;
use crate::service::api::{Reply, Request, ServiceError};

impl Form {
    /// Has a password made for the place under the cursor.
    pub(super) fn generate(&mut self, cx: &mut FormContext<'_>) {
        let place = self.with_focused(|field| field.input().password_place()).flatten();
        let Some(target) = self.focus.field.zip(place) else {
            return cx.update.tell("Passwords can be generated in a secret text, or in the value of a key.");
        };
        let request = Request::GetRandomPassword(self.spec.password_options());
        self.send_for_password(request, target, cx);
    }

    /// The password has come, or could not be made.
    pub(super) fn password_came(
        &mut self,
        field: FieldRef,
        place: &PasswordPlace,
        result: Result<Reply, ServiceError>,
        cx: &FormContext<'_>,
    ) {
        match result {
            Ok(Reply::GetRandomPassword(ValueBody::Text(password))) => {
                let mut fields = self.fields_mut();
                let Some(there) = fields.iter_mut().find(|known| known.id() == field) else { return };
                if there.input_mut().put_password(place, &password) {
                    there.set_error(None);
                    self.is_touched = true;
                    self.spec.changed(field, cx);
                }
            }
            Ok(_) => {}
            Err(error) => self.problem = Some(FormProblem::Service(error)),
        }
    }

    /// Copies the secret text under the cursor without revealing it.
    pub(super) fn copy_field(&self, cx: &mut FormContext<'_>) {
        let fields = self.fields();
        let under_cursor = fields.get(self.focus.at).and_then(|field| secret_in(*field));
        let other = || self.spec.secret_to_copy().map(|text| ("password".to_owned(), text));
        match under_cursor.or_else(other).filter(|(_, text)| !text.is_empty()) {
            Some((what, text)) => {
                let text = CopyText::secret(text.to_owned());
                cx.update.raise(Event::CopyRequested { what, text });
            }
            None => cx.update.tell("There is no secret text to copy."),
        }
    }
}

/// The name and the text of what is secret under the cursor of a field.
fn secret_in(field: &dyn FormField) -> Option<(String, &str)> {
    match field.input().view() {
        InputView::Table(table) if table.is_secret() => Some(
            table
                .row_under_cursor()
                .map_or_else(Default::default, |row| (row.key.text().to_owned(), row.value.text())),
        ),
        InputView::Secret(line) => Some((field.label().to_lowercase(), line.text())),
        InputView::SecretArea(secret) => Some((field.label().to_lowercase(), secret.area.text())),
        InputView::Line(_)
        | InputView::Area(_)
        | InputView::Table(_)
        | InputView::Choice { .. }
        | InputView::Switch(_) => None,
    }
}

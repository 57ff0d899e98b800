//! Secret text under the cursor of a form: made by the service (`GetRandomPassword`), or copied unseen.

use super::forming::uppermost;
use crate::app::Model;
use crate::app::clipboard::CopyText;
use crate::app::form::{FieldId, Input};
use crate::secrets::ValueBody;
use crate::service::api::Target;
use crate::service::api::{Reply, Request, ServiceError, Ticket};

impl Model {
    /// Has a password made for what is under the cursor.
    pub(super) fn generate(&mut self) {
        let Some(form) = uppermost(&mut self.layers) else { return };
        let Some(spot) = form.fields.password_target() else {
            return self.tell("A password can be made where a secret text or the value of a key is typed.");
        };
        let options = form.spec.password_options(&form.fields);
        let id = form.id;
        let request = Request::GetRandomPassword(options);
        let ticket = self.call(Target::Form(id.0), request.clone());
        if let (Some(ticket), Some(form)) = (ticket, uppermost(&mut self.layers)) {
            form.reads.push((ticket.clone(), request));
            form.passwords.push((ticket, spot));
        }
    }

    /// A password that was made for a field has come; `false` if the answer is to something else.
    pub(super) fn password_came(&mut self, ticket: &Ticket, result: &Result<Reply, ServiceError>) -> bool {
        let Some(form) = uppermost(&mut self.layers) else { return false };
        let Some(at) = form.passwords.iter().position(|(out, _)| out == ticket) else { return false };
        let (_, spot) = form.passwords.swap_remove(at);
        match result {
            Ok(Reply::GetRandomPassword(ValueBody::Text(password))) => {
                if let Some(field) = form.fields.put_password(&spot, password) {
                    self.field_changed(field);
                }
            }
            Ok(_) => {}
            Err(error) => form.trouble = Some(crate::app::form::FormTrouble::Service(error.clone())),
        }
        true
    }

    /// Copies the secret text under the cursor without revealing it.
    pub(super) fn copy_field(&mut self) {
        let Some(form) = uppermost(&mut self.layers) else { return };
        let focused = form.fields.focused();
        let (what, text) = match focused.map(|field| (field.label, &field.input)) {
            Some((_, Input::Pairs(pairs))) if pairs.is_secret() => match pairs.row_under_cursor() {
                Some(row) => (row.key.text().to_owned(), row.value.text()),
                None => (String::new(), ""),
            },
            Some((label, Input::Secret(line))) => (label.to_lowercase(), line.text()),
            Some((label, Input::SecretArea { area, .. })) => (label.to_lowercase(), area.text()),
            _ => ("password".to_owned(), form.fields.text(FieldId::Password)),
        };
        if text.is_empty() {
            return self.tell("There is no secret text to copy.");
        }
        let text = CopyText::secret(text.to_owned());
        self.put_on_clipboard(what, text);
    }
}

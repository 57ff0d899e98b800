//! Restoring a text that the editor of a killed program has left.

use super::Model;
use crate::app::connection::ConnectionState;
use crate::app::effect::Effect;
use crate::app::forms::{Create, EditPolicy, EditValue, RestoreText};
use crate::app::left_text::{EditOrigin, EditedPart, LeftText, LeftTextId};
use crate::app::problem::Problem;
use crate::app::settings::{Access, Purpose};
use zeroize::Zeroizing;

impl Model {
    /// Handles what editors of a killed program have left.
    pub(super) fn editor_files_found(&mut self, left: Vec<LeftText>, wiped: usize) {
        self.cx.notices_mut().editor_files_wiped(wiped);
        self.left_texts.found(left);
        self.offer_left_text();
    }

    /// Asks about the next text that is left, once the account is known. Where nothing can be edited, the texts stay for the
    /// next start.
    pub(super) fn offer_left_text(&mut self) {
        let is_known = matches!(self.connection.state(), ConnectionState::Ready { identity: Some(_), .. });
        let settings = self.cx.settings();
        let can_edit = settings.access() == Access::ReadWrite && settings.purpose == Purpose::Manage;
        if !is_known || !can_edit || !self.layers.is_empty() {
            return;
        }
        if let Some(left) = self.left_texts.next_of(self.connection.account()) {
            self.open_form(Box::new(RestoreText::of(left)));
        }
    }

    /// Reads the text that the user wants.
    pub(super) fn restore_text(&mut self, left: LeftText) {
        let id = self.left_texts.wanted(left);
        self.cx.emit(Effect::TakeLeftText(id));
    }

    /// Has the text wiped that the user does not want, and asks about the next one.
    pub(super) fn refuse_left_text(&mut self, id: LeftTextId) {
        self.cx.emit(Effect::WipeLeftText(id));
        self.cx.tell("The text that was left is wiped.");
        self.offer_left_text();
    }

    /// Opens the form with the text that was read, in the Region that it is of.
    pub(super) fn left_text_taken(&mut self, result: Result<Zeroizing<String>, Problem>) {
        match result {
            Err(problem) => self.cx.show_problem(problem),
            Ok(text) => match self.left_texts.read(text) {
                Some(region) if self.connection.region() != Some(&region) => {
                    self.connect(self.connection.in_region(region));
                }
                Some(_) | None => self.open_left_text(),
            },
        }
    }

    /// Opens the form with a text that waits for its Region.
    pub(super) fn open_left_text(&mut self) {
        if let Some((origin, text)) = self.left_texts.take() {
            let EditOrigin { name, part } = origin;
            self.open_form(match part {
                EditedPart::Value { arn, version } => {
                    Box::new(EditValue::restoring(arn, name, version, text))
                }
                EditedPart::Policy { arn } => Box::new(EditPolicy::restoring(arn, name, &text)),
                EditedPart::NewValue { .. } => Box::new(Create::restoring(name, text)),
            });
        }
    }
}

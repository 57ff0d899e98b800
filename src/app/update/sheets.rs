//! Which form an action opens, and what keeps it from being opened.

use super::mutating::{refuse_replica, refuse_scheduled_for_deletion};
use crate::app::Model;
use crate::app::action::Action;
use crate::app::sheet::Details;

impl Model {
    /// Opens the form of an action, if it has one.
    pub(super) fn open_sheet(&mut self, action: Action) {
        if action == Action::EditDetails {
            self.open_details();
        }
    }

    fn open_details(&mut self) {
        let Some(selected) = &self.selected else { return };
        if let Err(refused) = refuse_replica(selected).and_then(|()| refuse_scheduled_for_deletion(selected))
        {
            self.refuse(refused.text, refused.next);
        } else {
            let sheet = Details::of(selected.summary());
            self.open_form("UpdateSecret", Box::new(sheet));
        }
    }
}

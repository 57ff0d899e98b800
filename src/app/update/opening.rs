//! The secret that is to be opened as soon as it can be: by its name or ARN, else by a unique part of a name.

use crate::app::Model;
use crate::app::connection::wants_reconnect;
use crate::app::layout::Focus;
use crate::app::list::{FilterMode, ListLoad};
use crate::app::model::PendingOpen;
use crate::app::secret::Selected;
use crate::app::text_line::TextLine;
use crate::secrets::{Arn, Detail};
use crate::service::api::{ServiceError, Ticket};

impl Model {
    /// `DescribeSecret` under exactly that name has ended.
    pub(super) fn opening_described(&mut self, ticket: &Ticket, result: Result<Detail, ServiceError>) {
        match (&self.opening, result) {
            (PendingOpen::Describing(_) | PendingOpen::Returning(_), Ok(detail)) => {
                self.list.overlay(&detail.summary, ticket, self.cx.now());
                self.rearrange();
                self.open_found(Selected::described(detail, self.cx.now()));
            }
            // Whatever the reason, the list may name it all the same.
            (PendingOpen::Describing(part), Err(_)) => {
                self.opening = PendingOpen::Searching(part.clone());
                self.search_opening();
            }
            (PendingOpen::Returning(_), Err(error)) if !wants_reconnect(&error) => {
                self.opening = PendingOpen::Done;
            }
            _ => {}
        }
    }

    /// Looks for the part in the list as far as it has come; an exact name opens at once, a part when all is there.
    pub(super) fn search_opening(&mut self) {
        let PendingOpen::Searching(part) = &self.opening else { return };
        let part = part.clone();
        let exact = self.list.secrets().iter().find(|s| s.name == part || s.arn.as_str() == part).cloned();
        if let Some(secret) = exact {
            return self.open_found(Selected::listed(secret));
        }
        if !matches!(self.list.load, ListLoad::Complete { .. } | ListLoad::Cancelled { .. }) {
            return;
        }
        let wanted = part.to_lowercase();
        let mut found = self.list.secrets().iter().filter(|s| s.name.to_lowercase().contains(&wanted));
        match (found.next().cloned(), found.count()) {
            (Some(only), 0) => self.open_found(Selected::listed(only)),
            (Some(_), more) => self.several_found(&part, more + 1),
            (None, _) => {
                self.opening = PendingOpen::Done;
                self.refuse(
                    format!("No secret is named {part}, and none has it in its name."),
                    "Check profile and Region in the header, or look for it with /.",
                );
            }
        }
    }

    /// Opens what was found, unless the user has gone into something else meanwhile: keys that are being typed must not
    /// end up in a pane.
    fn open_found(&mut self, found: Selected) {
        self.opening = PendingOpen::Done;
        if self.is_at_work() {
            let name = found.name().to_owned();
            return self.tell(format!("{name} was found; it is in the list."));
        }
        let arn: Arn = found.arn().clone();
        self.let_go_of_secret();
        self.selected = Some(found);
        self.list.go_to_secret(&arn);
        self.focus_secret();
    }

    fn several_found(&mut self, part: &str, how_many: usize) {
        self.opening = PendingOpen::Done;
        if !self.is_at_work() && self.list.filter.line.text().is_empty() {
            self.list.filter.line = TextLine::new(part);
            self.filter_changed();
        }
        self.tell(format!("{how_many} secrets have {part} in their names."));
    }

    fn is_at_work(&self) -> bool {
        self.focus == Focus::Secret || self.list.filter.mode == FilterMode::Editing
    }
}

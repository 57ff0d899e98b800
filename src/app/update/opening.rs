//! The secret that was named on the command line: opened by its name or ARN, else by a unique part of a name.

use crate::app::Model;
use crate::app::list::ListLoad;
use crate::app::model::Opening;
use crate::app::secret::Selected;
use crate::app::text_line::TextLine;
use crate::secrets::{Arn, Detail};
use crate::service::{ErrorKind, ServiceError};

impl Model {
    /// `DescribeSecret` under exactly that name has ended.
    pub(super) fn opening_described(&mut self, result: Result<Detail, ServiceError>) {
        let Opening::Describing(part) = &self.opening else { return };
        let part = part.clone();
        match result {
            Ok(detail) => {
                self.opening = Opening::Done;
                self.list.lay_over(&detail.summary, self.now);
                let arn = detail.summary.arn.clone();
                self.selected = Some(Selected::described(detail, self.now));
                self.list.go_to_secret(&arn);
                self.focus_secret();
            }
            Err(error) if matches!(error.kind, ErrorKind::NotFound | ErrorKind::Refused) => {
                self.opening = Opening::Searching(part);
                self.search_opening();
            }
            // The list may name it all the same.
            Err(error) if matches!(error.kind, ErrorKind::AccessDenied { .. }) => {
                self.opening = Opening::Searching(part);
                self.search_opening();
            }
            Err(_) => self.opening = Opening::Searching(part),
        }
    }

    /// Looks for the part in the list as far as it has come; an exact name opens at once, a part when all is there.
    pub(super) fn search_opening(&mut self) {
        let Opening::Searching(part) = &self.opening else { return };
        let part = part.clone();
        let exact = self.list.secrets().iter().find(|s| s.name == part || s.arn.as_str() == part);
        if let Some(secret) = exact {
            let arn = secret.arn.clone();
            return self.open_listed(&arn);
        }
        if !matches!(self.list.load, ListLoad::Complete { .. } | ListLoad::Cancelled { .. }) {
            return;
        }
        let wanted = part.to_lowercase();
        let mut found = self.list.secrets().iter().filter(|s| s.name.to_lowercase().contains(&wanted));
        match (found.next(), found.count()) {
            (Some(only), 0) => {
                let arn = only.arn.clone();
                self.open_listed(&arn);
            }
            (Some(_), more) => {
                self.opening = Opening::Done;
                self.list.filter.line = TextLine::new(part.clone());
                self.filter_changed();
                self.tell(format!("{} secrets have {part} in their names.", more + 1));
            }
            (None, _) => {
                self.opening = Opening::Done;
                self.refuse(
                    format!("No secret is named {part}, and none has it in its name."),
                    "Check profile and Region in the header, or look for it with /.",
                );
            }
        }
    }

    fn open_listed(&mut self, arn: &Arn) {
        self.opening = Opening::Done;
        if let Some(secret) = self.list.find(arn).cloned() {
            self.selected = Some(Selected::listed(secret));
            self.list.go_to_secret(arn);
            self.focus_secret();
        }
    }
}

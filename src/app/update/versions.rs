//! The pane Versions: all pages, deprecated versions on demand.

use crate::app::Model;
use crate::app::secret::{Deprecated, sort_versions};
use crate::secrets::{Arn, Version};
use crate::service::api::Target;
use crate::service::api::{Facet, Request, ServiceError, Ticket};

impl Model {
    /// Asks for the first page.
    pub(super) fn fetch_versions(&mut self) {
        if let Some(selected) = &mut self.selected {
            selected.versions.incoming.clear();
        }
        self.ask_versions(None);
    }

    fn ask_versions(&mut self, next_token: Option<String>) {
        let Some(selected) = &self.selected else { return };
        let arn = selected.arn().clone();
        let request = Request::ListSecretVersionIds {
            secret: arn.to_string(),
            include_deprecated: selected.versions.deprecated == Deprecated::Shown,
            next_token,
        };
        let ticket = self.call(Target::Facet(arn, Facet::Versions), request);
        let now = self.cx.now();
        if let (Some(ticket), Some(selected)) = (ticket, &mut self.selected) {
            selected.versions.list.start(ticket, now);
        }
    }

    /// A page has come.
    pub(super) fn versions_came(
        &mut self,
        ticket: &Ticket,
        arn: &Arn,
        result: Result<(Vec<Version>, Option<String>), ServiceError>,
    ) {
        let now = self.cx.now();
        let Some(selected) = self.selected_is(arn) else { return };
        if selected.versions.list.pending() != Some(ticket) {
            return;
        }
        let shown = &mut selected.versions;
        let under_cursor =
            shown.list.value().and_then(|versions| versions.get(shown.cursor.at)).map(|v| v.id.clone());
        match result {
            Ok((page, Some(token))) => {
                shown.incoming.extend(page);
                self.ask_versions(Some(token));
            }
            Ok((page, None)) => {
                let mut versions = std::mem::take(&mut shown.incoming);
                versions.extend(page);
                sort_versions(&mut versions);
                let at = versions.iter().position(|version| Some(&version.id) == under_cursor.as_ref());
                shown.cursor.at = at.unwrap_or(shown.cursor.at);
                shown.cursor.clamp(versions.len());
                shown.list.finish(ticket, Ok(versions), now);
            }
            Err(error) => {
                shown.incoming.clear();
                shown.list.finish(ticket, Err(error), now);
            }
        }
    }

    /// Shows or hides versions without labels.
    pub(super) fn toggle_deprecated(&mut self) {
        let Some(selected) = &mut self.selected else { return };
        selected.versions.deprecated = match selected.versions.deprecated {
            Deprecated::Hidden => Deprecated::Shown,
            Deprecated::Shown => Deprecated::Hidden,
        };
        if let Some(ticket) = selected.versions.list.outdate() {
            self.abandon(ticket);
        }
        self.look_now();
    }
}

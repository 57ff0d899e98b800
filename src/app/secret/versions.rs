//! The pane Versions.

use super::pane::SecretPane;
use super::record::SecretRecord;
use crate::app::copy::CopyText;
use crate::app::scroll::Cursor;
use crate::app::{Event, UpdateContext};
use crate::secrets::{Version, VersionId};
use crate::service::api::{ServiceError, Ticket};

/// The pane Versions.
#[derive(Debug, Default)]
pub struct VersionsPane {
    cursor: Cursor,
    marked: Option<VersionId>,
}

impl VersionsPane {
    /// The cursor, on a version.
    pub fn cursor(&self) -> &Cursor {
        &self.cursor
    }

    /// The marked version, which others are compared with.
    pub fn marked(&self) -> Option<&VersionId> {
        self.marked.as_ref()
    }

    /// The version under the cursor.
    pub fn under_cursor<'a>(&self, secret: &'a SecretRecord) -> Option<&'a Version> {
        secret.versions().get(self.cursor.at)
    }

    /// Marks the version under the cursor to compare another with it, or removes the mark.
    pub(super) fn toggle_mark(&mut self, secret: &SecretRecord) {
        let under = self.under_cursor(secret).map(|version| version.id.clone());
        self.marked = if self.marked == under { None } else { under };
    }

    pub(super) fn toggle_deprecated(secret: &mut SecretRecord, cx: &mut UpdateContext) {
        secret.versions_mut().toggle_deprecated(cx);
    }

    /// Handles a page; the cursor stays on its version.
    pub(super) fn page_arrived(
        &mut self,
        secret: &mut SecretRecord,
        ticket: &Ticket,
        result: Result<(Vec<Version>, Option<String>), ServiceError>,
        cx: &mut UpdateContext,
    ) {
        let under_cursor = self.under_cursor(secret).map(|version| version.id.clone());
        let arn = secret.arn().clone();
        if secret.versions_mut().page_arrived(&arn, ticket, result, cx) {
            let versions = secret.versions();
            let at = versions.iter().position(|version| Some(&version.id) == under_cursor.as_ref());
            self.cursor.at = at.unwrap_or(self.cursor.at);
            self.cursor.clamp(versions.len());
        }
    }
}

impl SecretPane for VersionsPane {
    fn load(&mut self, secret: &mut SecretRecord, cx: &mut UpdateContext) {
        secret.load_versions(cx);
    }

    fn refresh(&mut self, secret: &mut SecretRecord, cx: &mut UpdateContext) {
        secret.versions_mut().invalidate();
        secret.load_versions(cx);
        // Roll back and labels go by the description: it must not be older than the versions on screen.
        secret.refresh_detail(cx);
    }

    fn rows<'a>(&'a mut self, secret: &SecretRecord) -> Option<(&'a mut Cursor, usize)> {
        Some((&mut self.cursor, secret.versions().len()))
    }

    fn refresh_error<'a>(&'a self, secret: &'a SecretRecord) -> Option<&'a ServiceError> {
        secret.version_list().list().refresh_error()
    }

    fn error<'a>(&'a self, secret: &'a SecretRecord) -> Option<&'a ServiceError> {
        secret.version_list().list().error()
    }

    fn copy(&self, secret: &SecretRecord, cx: &mut UpdateContext) {
        match self.under_cursor(secret) {
            Some(version) => cx.raise(Event::CopyRequested {
                what: format!("ID of version {}", version.id.in_words(&version.labels)),
                text: CopyText::open(version.id.to_string()),
            }),
            None => cx.tell("There is no version under the cursor."),
        }
    }
}

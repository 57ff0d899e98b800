//! The pane Tags. The list has tags too, so they show before the secret is described.

use super::pane::SecretPane;
use super::record::SecretRecord;
use crate::app::copy::CopyText;
use crate::app::loadable::Loadable;
use crate::app::scroll::Cursor;
use crate::app::{Event, UpdateContext};
use crate::service::api::ServiceError;

/// The pane Tags.
#[derive(Debug, Default)]
pub struct TagsPane {
    cursor: Cursor,
}

impl TagsPane {
    /// The cursor, on a tag.
    pub fn cursor(&self) -> &Cursor {
        &self.cursor
    }
}

impl SecretPane for TagsPane {
    fn load(&mut self, secret: &mut SecretRecord, cx: &mut UpdateContext) {
        secret.load_detail(cx);
    }

    fn rows<'a>(&'a mut self, secret: &SecretRecord) -> Option<(&'a mut Cursor, usize)> {
        Some((&mut self.cursor, secret.summary().tags.len()))
    }

    fn refresh_error<'a>(&'a self, secret: &'a SecretRecord) -> Option<&'a ServiceError> {
        match secret.detail() {
            Loadable::Failed { error, .. } if !secret.summary().tags.is_empty() => Some(error),
            detail => detail.refresh_error(),
        }
    }

    fn copy(&self, secret: &SecretRecord, cx: &mut UpdateContext) {
        match secret.summary().tags.get(self.cursor.at) {
            Some(tag) => cx.raise(Event::CopyRequested {
                what: format!("tag {} of {}", tag.key, secret.name()),
                text: CopyText::open(tag.value.clone()),
            }),
            None => cx.tell("There is no tag to copy."),
        }
    }
}

//! A value that was read, for the comparison and the export.

use crate::secrets::{Members, ValueBody};

/// A value that was read.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) name: String,
    pub(super) body: ValueBody,
    pub(super) members: Option<Members>,
}

impl Held {
    pub(super) fn new(name: String, body: ValueBody) -> Self {
        let members = match &body {
            ValueBody::Text(text) => Members::parse(text).ok(),
            ValueBody::Binary(_) => None,
        };
        Self { name, body, members }
    }
}

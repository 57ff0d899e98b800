//! The rows of an arranged list.

use super::path;
use crate::secrets::Summary;
use std::sync::Arc;

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A part that several names may begin with; in the tree alone.
    Folder {
        /// The whole beginning, its slash included: what [`Folding`](super::Folding) knows the folder by.
        path: Arc<str>,
        /// The last part of it, without the slash that ends it.
        name: Arc<str>,
        /// How many folders it is in.
        depth: u16,
        /// How many secrets that the filter lets through are in it, at any depth.
        count: usize,
        /// Whether what is in it is left out of the rows.
        folded: bool,
    },
    /// A secret.
    Secret {
        /// The secret.
        secret: Arc<Summary>,
        /// How many folders it is in; 0 in the flat list.
        depth: u16,
    },
}

impl Row {
    /// How many folders the row is in.
    pub fn depth(&self) -> u16 {
        match self {
            Self::Folder { depth, .. } | Self::Secret { depth, .. } => *depth,
        }
    }

    /// What the row is called where it stands: a secret's name without the folders that it is in, never empty unless the name
    /// is.
    pub fn label(&self) -> &str {
        match self {
            Self::Folder { name, .. } => name,
            Self::Secret { secret, depth } => path::leaf(&secret.name, *depth),
        }
    }
}

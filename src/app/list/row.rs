//! The rows of an arranged list.

use super::path;
use crate::secrets::SummaryView;

/// A row of the list: of a secret, only what is asked for is unpacked. Cheap to copy.
#[derive(Clone, Copy)]
pub enum Row<'a> {
    /// A folder; only in the tree.
    Folder {
        /// The beginning of the names in the folder, up to and including its slash.
        path: &'a str,
        /// The last part of the path, without the slash that ends it.
        name: &'a str,
        /// The number of folders around the folder.
        depth: u16,
        /// The number of matching secrets in the folder, at any depth.
        count: usize,
        /// The rows have nothing of what is in the folder.
        folded: bool,
    },
    /// A secret.
    Secret {
        /// The secret.
        secret: SummaryView<'a>,
        /// The number of folders around the secret; 0 in the flat list.
        depth: u16,
        /// The reason why the secret has a row.
        fit: Fit,
    },
}

/// The reason why a secret has a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// The secret matches the filter.
    Matches,
    /// The secret does not match the filter, or is no longer listed. It keeps its row until the cursor leaves it.
    Kept,
}

impl<'a> Row<'a> {
    /// The number of folders around the row.
    pub fn depth(self) -> u16 {
        match self {
            Self::Folder { depth, .. } | Self::Secret { depth, .. } => depth,
        }
    }

    /// The text of the row: a folder's or a secret's name without the folders around it.
    pub fn label(self) -> &'a str {
        match self {
            Self::Folder { name, .. } => name,
            Self::Secret { secret, depth, .. } => path::leaf(secret.name(), depth),
        }
    }
}

//! A secret text of several lines.

use super::Mask;
use crate::app::text_area::TextArea;
use zeroize::Zeroizing;

/// A secret text of several lines.
#[derive(Clone, Debug, Default)]
pub struct SecretArea {
    /// The text.
    pub area: TextArea,
    /// The mask.
    pub mask: Mask,
}

impl SecretArea {
    /// A text, masked unless it is empty.
    pub fn new(text: impl Into<Zeroizing<String>>) -> Self {
        let area = TextArea::new(text);
        let mask = if area.text().is_empty() { Mask::Revealed } else { Mask::Masked };
        Self { area, mask }
    }
}

//! JSON texts without a rewrite: their items with the places in the text, edits as splices, faults, types.

mod fault;
mod indented;
mod items;
mod kind;
mod node;
mod splice;
mod style;

pub use fault::{JsonFault, json_fault, looks_like_json};
pub use indented::indented;
pub use items::{ItemPlace, Items};
pub use kind::JsonKind;
pub use node::{JsonNode, JsonShape, decoded};
pub use splice::{ItemEdit, joined};

use zeroize::Zeroizing;

/// The characters that JSON allows between its parts.
pub(in crate::secrets) const SPACES: [char; 4] = [' ', '\t', '\n', '\r'];

/// A text as a JSON string, with no more escapes than JSON asks for.
pub fn quoted(text: &str) -> Zeroizing<String> {
    // An escape takes six bytes at most. Room for all: a buffer that grows leaves unwiped copies behind.
    let mut out = Zeroizing::new(Vec::with_capacity(6 * text.len() + 2));
    serde_json::to_writer(&mut *out, text).expect("a string can be written to memory");
    Zeroizing::new(String::from_utf8(std::mem::take(&mut *out)).expect("JSON is UTF-8"))
}

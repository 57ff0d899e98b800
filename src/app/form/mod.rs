//! Forms: what is asked before something is made or changed. A form keeps what was typed until it has taken effect.
//!
//! A form is a list of fields and a purpose; the purpose's own file says which fields there are, what is wrong with
//! them, and which requests they come to. Filling, reviewing and sending are the same for all.

mod field;
mod pairs;
mod secret_line;
mod text_area;

pub use field::{Field, FieldError, FieldId, Input, Switch};
pub use pairs::{Cell, PairKind, PairRow, Pairs};
pub use secret_line::{Mask, SecretLine};
pub use text_area::{Edit, TextArea};

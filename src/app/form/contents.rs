//! The contents of a form's fields, to tell whether any was changed: what was only looked at is left without a question.

use super::{Form, InputView};
use std::hash::{DefaultHasher, Hash, Hasher};

impl Form {
    /// A number for what the fields hold. The same contents have the same number.
    pub(super) fn contents(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        for field in self.fields() {
            field.label().hash(&mut hasher);
            hash(&field.input().view(), &mut hasher);
        }
        hasher.finish()
    }

    /// True if leaving would lose something: the fields hold other contents than those that the form came with.
    pub(super) fn is_changed(&self) -> bool {
        self.is_touched && self.spec.loses_input() && self.initial != self.contents()
    }
}

fn hash(input: &InputView<'_>, hasher: &mut DefaultHasher) {
    match input {
        InputView::Line(line) => line.text().hash(hasher),
        InputView::Secret(line) => line.text().hash(hasher),
        InputView::Area(area) => area.text().hash(hasher),
        InputView::SecretArea(secret) => secret.area.text().hash(hasher),
        InputView::Choice { names, at } => names.get(*at).hash(hasher),
        InputView::Switch(is_on) => is_on.hash(hasher),
        InputView::Table(table) => {
            for row in table.rows() {
                row.key.text().hash(hasher);
                row.value.text().hash(hasher);
                std::mem::discriminant(&row.kind).hash(hasher);
            }
        }
    }
}

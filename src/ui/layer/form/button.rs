//! Buttons: actions of a form that can be clicked, each with its key.

use crate::app::actions::Action;
use crate::app::form::{Form, Target};
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use ratatui::layout::Rect;

/// Writes a button, `[ctrl-s] review`, on the line `y` of the pen, and remembers where it is. Without room for all of it
/// nothing is written.
pub(super) fn put(form: &Form, (action, word): (Action, &str), scene: Scene<'_>, pen: &mut Pen<'_>, y: u16) {
    let theme = scene.theme;
    let key = format!("[{}]", scene.key(action));
    let text = format!(" {word} ");
    if pen.left() < crate::app::glyph::width(&key) + crate::app::glyph::width(&text) {
        return;
    }
    let start = pen.x();
    pen.put(&key, theme.key).put(&text, theme.text);
    let area = Rect { x: start, y, width: pen.x() - start, height: 1 };
    form.remember_drawn(area, Target::Button(action));
    pen.skip(1);
}

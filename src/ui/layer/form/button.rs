//! Buttons: actions of a form that can be clicked, each with its key.

use crate::app::actions::Action;
use crate::app::form::{Form, Target};
use crate::app::glyph::width;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Writes a button, `[ctrl-s] review`, on the line `y` of the pen, and remembers where it is. Without room for all of it
/// nothing is written.
pub(super) fn put(form: &Form, (action, word): (Action, &str), scene: Scene<'_>, pen: &mut Pen<'_>, y: u16) {
    let theme = scene.theme;
    let parts = [(format!("[{}]", scene.key(action)), theme.key), (format!(" {word} "), theme.text)];
    put_parts(form, action, &parts, pen, y);
}

/// Writes the button that has the focus, ` n or enter no `: the cursor is laid over it.
pub(super) fn put_focused(
    form: &Form,
    (action, word): (Action, &str),
    scene: Scene<'_>,
    pen: &mut Pen<'_>,
    y: u16,
) {
    let keys = match scene.model.keymap().keys(action) {
        [first, second, ..] => format!("{first} or {second}"),
        [_] | [] => scene.key(action),
    };
    let style = scene.theme.text.patch(scene.theme.cursor);
    put_parts(form, action, &[(format!(" {keys} {word} "), style)], pen, y);
}

fn put_parts(form: &Form, action: Action, parts: &[(String, Style)], pen: &mut Pen<'_>, y: u16) {
    if pen.left() < parts.iter().map(|(text, _)| width(text)).sum() {
        return;
    }
    let start = pen.x();
    for (text, style) in parts {
        pen.put(text, *style);
    }
    let area = Rect { x: start, y, width: pen.x() - start, height: 1 };
    form.remember_drawn(area, Target::Button(action));
    pen.skip(1);
}

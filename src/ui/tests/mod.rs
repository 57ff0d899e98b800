//! Pictures of the screen in each state that it has; and that no state, size or text breaks it.

mod canvas;
mod layers;
mod lists;
mod panes;
mod safety;
mod samples;
mod values;

use crate::app::world::World;

/// Compares the screen with its picture in `snapshots/`.
fn picture(name: &str, world: &World) {
    compare(name, &canvas::text(&canvas::drawn(&world.model)));
}

/// The same, with what the text looks like below it.
fn picture_in_style(name: &str, world: &World) {
    let buf = canvas::drawn(&world.model);
    compare(name, &format!("{}\n{}\n{}", canvas::text(&buf), canvas::styles(&buf), canvas::LEGEND));
}

fn compare(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

//! Pictures of the screen in each of its states, and tests that no state, size or text breaks it.

pub mod canvas;
mod commands;
mod copying_secrets;
mod editing;
mod footers;
mod keys;
mod layers;
mod lists;
mod locked;
mod marks;
mod panes;
mod plain;
mod pointing;
mod policies;
mod replicating;
mod rotating;
mod safety;
mod samples;
mod screens;
mod searches;
mod themes;
mod values;

use crate::app::world::World;
use crate::ui::Look;

/// Compares the screen with its picture in `snapshots/`, and checks the same scene in plain mode. The picture is without the
/// footer: its hints change with every new action.
fn picture(name: &str, world: &World) {
    compare(name, above_footer(&canvas::text(&canvas::drawn(&world.model))));
    plain::check(name, world);
}

/// Compares the screen with its picture, but does not draw it in plain mode: that would move what the next picture of the same
/// form is scrolled to.
fn picture_between(name: &str, world: &World) {
    compare(name, above_footer(&canvas::text(&canvas::drawn(&world.model))));
}

/// Compares the screen with its picture, with the footer.
fn picture_with_footer(name: &str, world: &World) {
    compare(name, &canvas::text(&canvas::drawn(&world.model)));
    plain::check(name, world);
}

/// Compares the screen with its picture, without the footer: the text, and below it the styles.
fn picture_in_style(name: &str, world: &World) {
    picture_in_style_between(name, world);
    plain::check(name, world);
}

/// Like [`picture_between`], with the styles below the text.
fn picture_in_style_between(name: &str, world: &World) {
    let buf = canvas::drawn(&world.model);
    let (text, styles) = (canvas::text(&buf), canvas::styles(&buf));
    compare(name, &format!("{}\n{}\n{}", above_footer(&text), above_footer(&styles), canvas::LEGEND));
}

/// Compares the screen in another look with its picture: the text, and below it the styles.
fn picture_in_look(name: &str, world: &World, look: Look) {
    let buf = canvas::drawn_in(&world.model, look);
    compare(name, &format!("{}\n{}\n{}", canvas::text(&buf), canvas::styles(&buf), canvas::LEGEND));
}

fn above_footer(screen: &str) -> &str {
    screen.rsplit_once('\n').map_or(screen, |(above, _)| above)
}

fn compare(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

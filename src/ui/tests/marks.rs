//! Marked secrets, and the forms for several of them; the tags of one.

use super::samples::{NARROW, database_in, listed};
use super::{picture, picture_in_style};

#[test]
fn tags_are_edited_in_place() {
    let mut world = database_in(NARROW, '4');
    world.keys("T down tab");
    world.type_text("-eu");
    world.keys("ctrl-n");
    world.type_text("env");
    picture_in_style("tags-form", &world);
    world.type_text("ironment");
    world.keys("ctrl-s");
    picture("tags-review", &world);
}

#[test]
fn marked_secrets_show_and_are_tagged_and_deleted_together() {
    let mut world = listed(NARROW);
    world.keys("down space space space");
    picture_in_style("list-marked", &world);
    world.keys("T");
    picture("tags-several", &world);
    world.keys("esc * X");
    picture("delete-several", &world);
}

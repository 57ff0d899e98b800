//! Holds the plan of the house, a file a rule: `docs/architecture.md` tells the plan.
//!
//! Every source file is read as Rust, so that comments and strings don't count and paths inside macros do. Each rule is
//! a function that returns its violations, and is tested on planted files beside it.

#[path = "architecture/circles.rs"]
mod circles;
#[path = "architecture/modules.rs"]
mod modules;
#[path = "architecture/parts.rs"]
mod parts;
#[path = "architecture/parts_page.rs"]
mod parts_page;
#[path = "architecture/paths.rs"]
mod paths;
#[path = "architecture/rooms.rs"]
mod rooms;
#[path = "architecture/source.rs"]
mod source;
#[path = "architecture/spelled_keys.rs"]
mod spelled_keys;
#[path = "architecture/state.rs"]
mod state;
#[path = "architecture/unsafe_code.rs"]
mod unsafe_code;

use source::Sources;

/// Fails if the program breaks a rule.
#[track_caller]
fn hold(violations: impl Fn(&Sources) -> Vec<String>) {
    let found = violations(&Sources::read());
    assert!(found.is_empty(), "\n{} violations\n{}\n", found.len(), found.join("\n"));
}

#[test]
fn rooms_import_one_way_only() {
    hold(rooms::violations);
}

#[test]
fn the_model_has_its_methods_in_one_folder() {
    hold(state::impls_outside_the_model);
}

#[test]
fn the_fields_of_the_model_and_of_its_parts_are_private() {
    hold(state::open_fields);
}

#[test]
fn no_part_imports_another() {
    hold(parts::violations);
}

#[test]
fn no_files_need_each_other() {
    hold(circles::violations);
}

#[test]
fn no_text_spells_a_key() {
    hold(spelled_keys::violations);
}

#[test]
fn one_file_has_unsafe_code() {
    hold(unsafe_code::violations);
}

#[test]
fn the_page_of_the_architecture_lists_the_parts() {
    hold(parts_page::violations);
}

//! A value that someone else has changed meanwhile.

use super::*;

fn conflicting(theirs: &str) -> World {
    let mut world = editing(VALUE);
    world.type_text("2");
    world.keys("ctrl-s");
    world.answer("DescribeSecret", described(moved()));
    let (_, request) = world.out("GetSecretValue");
    assert!(
        matches!(request, Request::GetSecretValue { version: VersionSelector::Id(id), .. } if id.as_str() == THEIRS)
    );
    world.answer("GetSecretValue", read(THEIRS, theirs));
    world
}

#[test]
fn a_conflict_shows_both_sides_and_rebases_by_key() {
    let theirs = VALUE.replace("hunter2", "hunter3").replace("5432.0", "5433");
    let mut world = conflicting(&theirs);
    assert!(world.field_error("Conflict").contains("d0d0d0d0"));
    let said = words(&world);
    for part in ["What version d0d0d0d0 changed", "password", "What you changed", "user"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    world.keys("ctrl-s");
    world.answer("DescribeSecret", described(moved()));
    assert!(!world.is_out("GetSecretValue"), "it was read already");
    assert!(words(&world).contains("Value: 1 changed"), "{}", words(&world));
    world.keys("y");
    assert_eq!(put(&world).0, theirs.replace("\"app\"", "\"app2\""));
}

#[test]
fn what_both_changed_is_named() {
    let mut world = conflicting(&VALUE.replace("\"app\"", "\"theirs\""));
    world.keys("ctrl-s");
    world.answer("DescribeSecret", described(moved()));
    assert!(words(&world).contains("Changed by both, your value is kept: user"), "{}", words(&world));
}

#[test]
fn overwriting_sends_mine_alone_and_dropping_sends_nothing() {
    let mut world = conflicting("theirs");
    world.keys("ctrl-s");
    world.answer("DescribeSecret", described(moved()));
    world.keys("y");
    assert_eq!(put(&world).0, VALUE.replace("\"app\"", "\"app2\""));

    let mut world = conflicting("theirs");
    world.keys("right ctrl-s");
    world.answer("DescribeSecret", described(moved()));
    assert!(world.model.layers().is_empty() && world.out.is_empty());
    assert!(world.notice().contains("dropped"), "{}", world.notice());
}

#[test]
fn the_same_value_saved_by_someone_else_is_no_conflict() {
    let world = conflicting(&VALUE.replace("\"app\"", "\"app2\""));
    assert!(format!("{:?}", world.form().problem()).contains("holds just this value"));
}

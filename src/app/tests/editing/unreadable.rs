//! A value that may be written but not be read.

use super::*;

/// The form of someone who may not read the value.
fn unreadable() -> World {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("e");
    world.answer("DescribeSecret", described(secret("a")));
    world.fail("GetSecretValue", denied("GetSecretValue"));
    world
}

fn write(world: &mut World) {
    world.keys("shift-tab right tab");
    world.type_text("new");
    world.keys("ctrl-s");
}

#[test]
fn who_may_only_write_is_told_and_can_write() {
    let mut world = unreadable();
    assert_eq!(world.form().problem(), None);
    assert!(words(&world).contains("secretsmanager:GetSecretValue is denied"), "{}", words(&world));
    write(&mut world);
    world.answer("DescribeSecret", described(secret("a")));
    assert!(
        words(&world).contains("under 64 bytes of text, in place of the present value"),
        "{}",
        words(&world)
    );
    assert!(!world.form().offers(crate::app::actions::Action::RevealField), "nothing is hidden there");
    assert!(words(&world).contains("replaces it as a whole"), "{}", words(&world));
    world.keys("y");
    let (_, request) = world.out("PutSecretValue");
    assert_eq!(request.value(), Some(&ValueBody::text("new".into())));
}

#[test]
fn what_moves_meanwhile_is_said_though_it_can_not_be_read() {
    let mut world = unreadable();
    write(&mut world);
    world.answer("DescribeSecret", described(moved()));
    assert!(!world.is_out("GetSecretValue"), "it would be denied again");
    assert!(words(&world).contains("AWSCURRENT has moved to version d0d0d0d0"), "{}", words(&world));
}

#[test]
fn who_may_not_describe_either_can_write_all_the_same() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("e");
    world.fail("DescribeSecret", denied("DescribeSecret"));
    world.fail("GetSecretValue", denied("GetSecretValue"));
    write(&mut world);
    world.fail("DescribeSecret", denied("DescribeSecret"));
    assert!(words(&world).contains("It gets AWSCURRENT"), "{}", words(&world));
    assert!(words(&world).contains("secretsmanager:DescribeSecret is denied"), "{}", words(&world));
    world.keys("y");
    assert!(world.is_out("PutSecretValue"));
}

#[test]
fn any_other_failure_to_read_stops_the_edit() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("e");
    world.answer("DescribeSecret", described(secret("a")));
    world.fail("GetSecretValue", ErrorKind::TimedOut);
    assert!(world.form().problem().is_some() && world.form().fields().is_empty());
}

//! The pane Overview: what one asks first stands first, and empty fields wait for a key.

use super::open;

/// The labels at the head of the pane, in their order.
const HEAD: [&str; 8] = [
    "Rotation  ",
    "Replicas  ",
    "Current version  ",
    "Last read  ",
    "KMS key  ",
    "Tags  ",
    "Description  ",
    "ARN  ",
];

#[test]
fn what_one_asks_first_stands_first_and_empty_fields_wait_for_a_key() {
    let mut terminal = open("prod/payments/postgres");
    terminal.wait_for("empty fields · d shows them");
    terminal.wait_for("in sync");
    let screen = terminal.screen();
    let places: Vec<_> = HEAD
        .iter()
        .map(|label| screen.find(&format!("│ {label}")).unwrap_or_else(|| panic!("{label} in {screen}")))
        .collect();
    assert!(places.is_sorted(), "{screen}");
    assert!(!screen.contains("OwningService"), "{screen}");
    terminal.type_keys("\rd");
    terminal.wait_for("OwningService       —");
    terminal.type_keys("d");
    terminal.wait_gone("OwningService");
    super::quit(terminal);
}

use crate::report::{Row, inserted, markdown, plain};
use std::fs;

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/performance.md");

fn rows() -> Vec<Row> {
    vec![
        Row::new("list 20,000", 1.234, "s").goal(1.5).against(10.0, "serial bound"),
        Row::new("resident", 1_234_567.8, "bytes").goal(400.0),
        Row::new("idle", 0.0, "bytes").goal(0.0),
        Row::new("start", 10.04, "ms").against(0.0, "nothing"),
    ]
}

#[test]
fn a_row_says_what_was_measured_against_which_goal_and_reference() {
    let expected = "\
name             value  unit   goal          ratio to what
list 20,000       1.23  s      ≤ 1.5 met     0.12 × serial bound
resident     1,234,568  bytes  ≤ 400 missed  –
idle                 0  bytes  ≤ 0 met       –
start               10  ms     –             –
";
    assert_eq!(plain(&rows()), expected);
}

#[test]
fn the_document_gets_the_new_table_between_its_comments_and_keeps_the_rest() {
    let document = "# Title\n\n<!-- measured: written by benches/run -->\nold\n<!-- /measured -->\n\nMore.\n";
    let written = inserted(document, &markdown(&rows(), "Measured today.")).unwrap();
    let expected = "# Title\n\n<!-- measured: written by benches/run -->\n\nMeasured today.\n\n\
        | name | value | unit | goal | ratio to what |\n|---|--:|---|---|---|\n\
        | list 20,000 | 1.23 | s | ≤ 1.5 met | 0.12 × serial bound |\n";
    assert!(written.starts_with(expected), "{written}");
    assert!(written.ends_with("| start | 10 | ms | – | – |\n\n<!-- /measured -->\n\nMore.\n"), "{written}");
    assert_eq!(inserted(&written, &markdown(&rows(), "Measured today.")).unwrap(), written, "written twice");
    assert_eq!(inserted("# No place", "table"), None);
}

#[test]
fn the_documentation_has_a_place_for_the_table() {
    assert!(inserted(&fs::read_to_string(DOCUMENT).unwrap(), "table").is_some());
}

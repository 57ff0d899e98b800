//! The generated parts of `docs/configuration.md`, and the JSON schema beside it.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::Value;
use strongroom::config::{KEYMAP_EMACS, schema};
use strongroom::ui::Theme;

use crate::tables::{code, table};
use crate::{hold, with_passage};

const PAGE: &str = "docs/configuration.md";

/// A row for each key of a table of the schema.
fn keys(properties: &Value) -> String {
    let rows: Vec<Vec<String>> = properties
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, property)| {
            let meaning = property["description"].as_str().unwrap_or_default().replace('\n', " ");
            vec![code(name), meaning]
        })
        .collect();
    format!("\n{}\n", table(&["Key", "Meaning"], &rows))
}

fn emacs() -> String {
    let lines: Vec<&str> = KEYMAP_EMACS.lines().filter(|line| line.contains(" = ")).collect();
    format!("\n```toml\n{}\n```\n\n", lines.join("\n"))
}

fn styles() -> String {
    let mut text = String::from("\n");
    for names in Theme::STYLES.chunks(6) {
        let names: Vec<String> = names.iter().map(|name| code(name)).collect();
        let _ = writeln!(text, "{}", names.join(" "));
    }
    text + "\n"
}

#[test]
fn the_page_on_the_configuration_says_what_the_program_reads() {
    let schema = schema();
    let passages = [
        ("keys", keys(&schema["properties"])),
        ("profiles", keys(&schema["properties"]["profiles"]["additionalProperties"]["properties"])),
        ("commands", keys(&schema["properties"]["commands"]["additionalProperties"]["properties"])),
        ("emacs", emacs()),
        ("styles", styles()),
    ];
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE)).expect("there is the page");
    let held = passages.iter().fold(page, |text, (name, passage)| with_passage(&text, name, passage));
    hold(PAGE, &held);
}

#[test]
fn the_schema_beside_it_is_that_of_the_program() {
    hold("docs/config.schema.json", &format!("{:#}\n", schema()));
}

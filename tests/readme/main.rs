//! Holds the README to the program: its picture is what is drawn, its tables are those of the code.
//!
//! `STRONGROOM_UPDATE_README=1 cargo test --test readme` writes them anew.

mod configuration;
mod dashboard;
mod operations;
mod promises;
mod svg;
mod tables;

use std::path::Path;
use std::{env, fs};

use crossterm::event::KeyCode;
use dashboard::Dashboard;
use ratatui::layout::Size;

/// The README's passages that are written by the code: each stands between two comments that name it.
fn passages() -> [(&'static str, String); 6] {
    [
        ("options", tables::options(&[])),
        ("serve", tables::options(&["serve"])),
        ("embedded", tables::embedded_options()),
        ("keys", tables::keys()),
        ("operations", operations::operations()),
        ("filters", tables::filters()),
    ]
}

/// `text` with the named passage in place of what is there.
fn with_passage(text: &str, name: &str, passage: &str) -> String {
    let (begin, end) = (format!("<!-- {name}: written by tests/readme -->\n"), format!("<!-- /{name} -->"));
    let split = text.split_once(&begin).and_then(|(before, rest)| Some((before, rest.split_once(&end)?.1)));
    let (before, after) = split.unwrap_or_else(|| panic!("README.md has no place for the passage {name}"));
    format!("{before}{begin}{passage}{end}{after}")
}

/// Fails if a file is not what it should be, or writes it if that was asked for.
fn hold(name: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if env::var_os("STRONGROOM_UPDATE_README").is_some() {
        fs::write(path, expected).expect("the file can be written");
        return;
    }
    let found = fs::read_to_string(path).unwrap_or_default();
    let same = found.lines().zip(expected.lines()).take_while(|(a, b)| a == b).count();
    assert!(
        found == expected,
        "{name} is not what the program says, from line {} on. If the program is right:\n\
         STRONGROOM_UPDATE_README=1 cargo test --test readme\n  found: {}\n  right: {}",
        same + 1,
        found.lines().nth(same).unwrap_or("the end"),
        expected.lines().nth(same).unwrap_or("the end"),
    );
}

#[test]
fn the_tables_are_those_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(path).expect("there is a README");
    let held = passages().iter().fold(readme, |text, (name, passage)| with_passage(&text, name, passage));
    hold("README.md", &held);
}

#[test]
fn the_picture_is_what_the_demo_shows() {
    let mut dashboard = Dashboard::start(Size::new(140, 40));
    dashboard.type_text("/prod !tag:team=security");
    dashboard.press(KeyCode::Enter);
    dashboard.select("prod/payments/postgres");
    dashboard.type_text("vvjvjvjvj");
    let title = "The dashboard on its demo: the list of secrets, and a database credential masked key by key";
    hold("assets/screenshot.svg", &svg::draw(&dashboard.screen(), title));
}

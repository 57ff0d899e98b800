//! Holds the README and the pages beside it to the program: pictures are what is drawn, tables are those of the code.
//!
//! `STRONGROOM_UPDATE_README=1 cargo test --test readme` writes them anew.

mod configuration;
mod dashboard;
mod dependencies;
mod film;
mod operations;
mod promises;
mod svg;
mod tables;

use std::path::Path;
use std::{env, fs};

/// The passages that are written by the code, with their pages: each stands between two comments that name it.
fn passages() -> Vec<(&'static str, &'static str, String)> {
    let mut passages = vec![
        ("README.md", "options", tables::options(&[])),
        ("README.md", "filters", tables::filters()),
        ("docs/local-service.md", "serve", tables::options(&["serve"])),
        ("docs/local-service.md", "embedded", tables::embedded_options()),
        ("docs/keys.md", "keys", tables::keys()),
        ("docs/operations.md", "operations", operations::operations()),
    ];
    // Other systems need other crates.
    if cfg!(target_os = "linux") {
        passages.insert(0, ("README.md", "dependencies", dependencies::tree_size()));
    }
    passages
}

/// `text` with the named passage in place of what is there.
fn with_passage(text: &str, name: &str, passage: &str) -> String {
    let (begin, end) = (format!("<!-- {name}: written by tests/readme -->\n"), format!("<!-- /{name} -->"));
    let split = text.split_once(&begin).and_then(|(before, rest)| Some((before, rest.split_once(&end)?.1)));
    let (before, after) = split.unwrap_or_else(|| panic!("there is no place for the passage {name}"));
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
    let passages = passages();
    for pages in passages.chunk_by(|a, b| a.0 == b.0) {
        let page = pages[0].0;
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
        let text = fs::read_to_string(path).expect("the page is there");
        let held = pages.iter().fold(text, |text, (_, name, passage)| with_passage(&text, name, passage));
        hold(page, &held);
    }
}

#[test]
fn the_film_is_what_the_demo_shows() {
    let title = "A password copied unseen, a rotation followed, the difference to before, the way back, a stuck rotation freed";
    hold("assets/film.svg", &svg::film(&film::scenes(), title));
}

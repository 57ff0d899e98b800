//! Holds the promises of SECURITY.md to the tests that they name.

use std::fs;
use std::path::Path;

use regex::Regex;

/// The rows of the table of promises: each its cells.
fn promises(text: &str) -> Vec<Vec<&str>> {
    let table = text.split("\n## Promises\n").nth(1).and_then(|rest| rest.split("\n## ").next());
    let rows =
        table.expect("SECURITY.md has a section Promises").lines().filter(|line| line.starts_with("| "));
    rows.skip(2).map(|row| row.trim_matches('|').split(" | ").map(str::trim).collect()).collect()
}

/// True if a source file has a test of this name.
fn has_test(source: &str, name: &str) -> bool {
    let test =
        Regex::new(&format!(r"#\[(tokio::)?test(\([^\]]*\))?\]\n(\s*#\[[^\n]*\n)*\s*(async )?fn {name}\("));
    test.expect("a name is no pattern").is_match(source)
}

#[test]
fn each_promise_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("SECURITY.md")).expect("there is a SECURITY.md");
    let link = Regex::new(r"^\[([a-z0-9_]+)\]\(((?:src|tests)/[a-z0-9_/]+\.rs)\)$").expect("it is a pattern");
    let promises = promises(&text);
    assert!(promises.len() > 10, "the table was not found: {promises:?}");
    for cells in promises {
        let [promise, how, tests] = cells[..] else { panic!("not three cells: {cells:?}") };
        assert!(!promise.is_empty() && !how.is_empty(), "{cells:?}");
        for test in tests.split(", ") {
            let parts = link.captures(test).unwrap_or_else(|| panic!("{promise}: no link to a test: {test}"));
            let source = fs::read_to_string(root.join(&parts[2]));
            let source = source.unwrap_or_else(|error| panic!("{promise}: {}: {error}", &parts[2]));
            assert!(has_test(&source, &parts[1]), "{promise}: {} has no test {}", &parts[2], &parts[1]);
        }
    }
}

#[test]
fn each_property_to_be_tried_in_bulk_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("CONTRIBUTING.md")).expect("there is a CONTRIBUTING.md");
    let table = text.split("\n### In bulk\n").nth(1).and_then(|rest| rest.split("\n## ").next());
    let link = Regex::new(r"\[([a-z0-9_]+)\]\((src/[a-z0-9_/]+\.rs)\)").expect("it is a pattern");
    let mut count = 0;
    for named in link.captures_iter(table.expect("there is a section In bulk")) {
        let source =
            fs::read_to_string(root.join(&named[2])).unwrap_or_else(|_| panic!("{} is gone", &named[2]));
        assert!(has_test(&source, &named[1]), "{} has no property {}", &named[2], &named[1]);
        count += 1;
    }
    assert!(count >= 10, "the table was not found");
}

#[test]
fn a_test_is_told_from_another_function() {
    assert!(
        has_test("#[test]\nfn a() {", "a")
            && has_test("#[tokio::test(start_paused = true)]\nasync fn a() {", "a")
    );
    assert!(has_test("    #[test]\n    #[should_panic]\n    fn a() {", "a"));
    assert!(!has_test("fn a() {", "a") && !has_test("#[test]\nfn ab() {", "a"));
}

#[test]
fn the_readme_links_to_the_promises() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"));
    let safety = readme.expect("there is a README");
    let safety = safety.split("\n## Safety\n").nth(1).and_then(|rest| rest.split("\n## ").next());
    assert!(safety.expect("the README has a section Safety").contains("(SECURITY.md)"));
}

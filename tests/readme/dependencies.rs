//! The page of the dependencies, held to `Cargo.toml`, and the size of their tree.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

fn file(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("the file is there")
}

/// The crates that `Cargo.toml` names.
fn named() -> BTreeSet<String> {
    let manifest: toml::Table = file("Cargo.toml").parse().expect("the manifest is TOML");
    let tables = ["dependencies", "dev-dependencies", "build-dependencies"].iter();
    let tables = tables.filter_map(|table| manifest.get(*table)).filter_map(toml::Value::as_table);
    tables.flat_map(|table| table.keys().cloned()).collect()
}

/// The number of crates that the program is built from, itself left out.
pub fn tree_size() -> String {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let tree = Command::new(cargo)
        .args([
            "tree",
            "--locked",
            "--offline",
            "-e",
            "normal",
            "--prefix",
            "none",
            "--no-dedupe",
            "--format",
            "{p}",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).expect("names are text");
    let crates: BTreeSet<&str> = tree.lines().filter(|line| !line.starts_with("strongroom ")).collect();
    format!(
        "The program is built from {} crates, those of the SDK and all that they need included;\n\
         [docs/dependencies.md](docs/dependencies.md) says what those are for that it names itself.\n",
        crates.len()
    )
}

#[test]
fn each_dependency_has_one_line_that_says_why() {
    let page = file("docs/dependencies.md");
    let rows: Vec<(&str, &str)> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |")?.split_once("` | "))
        .collect();
    let crates: Vec<String> = rows.iter().map(|(name, _)| (*name).to_owned()).collect();
    let once: BTreeSet<String> = crates.iter().cloned().collect();
    assert_eq!(crates.len(), once.len(), "a crate has two rows");
    assert_eq!(once, named());
    assert!(rows.iter().all(|(_, why)| why.len() > 10));
}

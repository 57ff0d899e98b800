//! The rule of the page: `docs/architecture.md` lists the parts of the app as they are, each with its one way in.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::visit::{self, Visit};

use crate::parts::{folder_of, folders};
use crate::source::Sources;

const PAGE: &str = "docs/architecture.md";
const HEADING: &str = "## Parts";
/// The column that names a part's one way in: a function, a type, or a type's function, as a path in backticks.
const WAY_IN: &str = "One way in";

/// Every difference between the page and the folders.
pub fn violations(sources: &Sources) -> Vec<String> {
    match fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE)) {
        Ok(page) => differences(&page, sources),
        Err(error) => vec![format!("{PAGE}: {error}")],
    }
}

fn differences(page: &str, sources: &Sources) -> Vec<String> {
    let Some(rows) = rows(page) else {
        return vec![format!("{PAGE}: no table with a column \"{WAY_IN}\" below the heading \"{HEADING}\"")];
    };
    let folders = folders(sources);
    let mut found = Vec::new();
    for missing in folders.iter().filter(|folder| !rows.contains_key(*folder)) {
        found.push(format!("{PAGE}: the part `{missing}` is missing"));
    }
    for (part, way_in) in &rows {
        if !folders.contains(part) {
            found.push(format!("{PAGE}: the part `{part}` has no folder in src/app"));
        } else if !leads_into(way_in, part, sources) {
            found.push(format!("{PAGE}: the way into `{part}`, `{way_in}`, is not there"));
        }
    }
    found
}

/// The parts of the table with their ways in.
fn rows(page: &str) -> Option<BTreeMap<String, String>> {
    let section = page.lines().skip_while(|line| line.trim_end() != HEADING).skip(1);
    let section = section.take_while(|line| !line.starts_with("## "));
    let mut lines = section.filter(|line| line.starts_with('|')).map(cells);
    let column = lines.next()?.iter().position(|title| title == WAY_IN)?;
    let rows = lines.skip(1);
    Some(rows.map(|cells| (code(cells.first()), code(cells.get(column)))).collect())
}

fn cells(line: &str) -> Vec<String> {
    line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// What stands between the first backticks of a cell, without the parentheses of a call.
fn code(cell: Option<&String>) -> String {
    let code = cell.and_then(|cell| cell.split('`').nth(1)).unwrap_or_default();
    code.split('(').next().unwrap_or_default().trim_end_matches('/').to_owned()
}

/// The path names something that the part's folder defines.
fn leads_into(path: &str, part: &str, sources: &Sources) -> bool {
    let mut defined = Defined(BTreeSet::new());
    for source in sources.program().filter(|source| folder_of(&source.module()) == Some(part)) {
        defined.visit_file(&source.items());
    }
    // The path may be told from the crate's root, from the app or from the part.
    let outer = ["crate", "strongroom", "app", part];
    let names = path.split("::").skip_while(|name| outer.contains(name));
    let names: Vec<&str> = names.collect();
    !names.is_empty() && names.iter().all(|name| defined.0.contains(*name))
}

/// The names of the types, functions, methods and modules of a file.
struct Defined(BTreeSet<String>);

impl Visit<'_> for Defined {
    fn visit_item_struct(&mut self, item: &syn::ItemStruct) {
        self.0.insert(item.ident.to_string());
    }

    fn visit_item_enum(&mut self, item: &syn::ItemEnum) {
        self.0.insert(item.ident.to_string());
    }

    fn visit_item_trait(&mut self, item: &syn::ItemTrait) {
        self.0.insert(item.ident.to_string());
        visit::visit_item_trait(self, item);
    }

    fn visit_item_mod(&mut self, item: &syn::ItemMod) {
        self.0.insert(item.ident.to_string());
        visit::visit_item_mod(self, item);
    }

    fn visit_signature(&mut self, signature: &syn::Signature) {
        self.0.insert(signature.ident.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(table: &str) -> Vec<String> {
        let sources = Sources::planted(&[
            ("app/mod.rs", ""),
            ("app/plan.rs", ""),
            ("app/model/mod.rs", ""),
            ("app/list/mod.rs", "pub struct ListPane; impl ListPane { pub fn handle(&mut self) {} }"),
            ("app/form/mod.rs", "mod engine;"),
            ("app/form/engine.rs", "pub fn open() {}"),
        ]);
        differences(&format!("# House\n\n## Parts\n\nText.\n\n{table}\n## Trips\n\n| `x` |\n"), &sources)
    }

    const HEAD: &str = "| Part | Owns | One way in |\n|---|---|---|\n";

    #[test]
    fn a_page_that_tells_the_folders_passes() {
        let rows = "| `list/` | secrets | `ListPane::handle(…)` |\n| `form` | fields | `app::form::engine::open` |\n";
        assert_eq!(check(&format!("{HEAD}{rows}")), Vec::<String>::new());
    }

    #[test]
    fn parts_that_are_missing_or_gone_are_found() {
        let found =
            check(&format!("{HEAD}| `list` | secrets | `ListPane` |\n| `secret` | panes | `Panes` |\n"));
        let expected = [
            "docs/architecture.md: the part `form` is missing",
            "docs/architecture.md: the part `secret` has no folder in src/app",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_way_in_that_is_not_there_is_found() {
        let found = check(&format!("{HEAD}| `list` | secrets | `ListPane::gone` |\n| `form` | fields | |\n"));
        let expected = [
            "docs/architecture.md: the way into `form`, ``, is not there",
            "docs/architecture.md: the way into `list`, `ListPane::gone`, is not there",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_page_without_the_table_is_found() {
        assert_eq!(check("| Part |\n|---|\n").len(), 1);
        assert_eq!(check("").len(), 1);
    }
}

//! The rule of parts: the state of the app is cut by owner, and no part knows another.

use std::collections::BTreeSet;

use crate::modules::Modules;
use crate::source::Sources;

/// A folder of `src/app/` with a piece of the state and the code that changes it.
pub struct Part {
    pub name: &'static str,
    /// The types that hold its state.
    pub state: &'static [&'static str],
    /// Other parts that it may import.
    imports: &'static [&'static str],
}

/// The folder of the model, which is composed of the parts: no part may import it.
pub const MODEL: &str = "model";

/// The part whose vocabulary, `Action` and `Context`, every part may speak.
const VOCABULARY: &str = "actions";

/// Every part.
#[rustfmt::skip]
pub const PARTS: &[Part] = &[
    Part { name: "connection", state: &["Connection"], imports: &[] },
    Part { name: "opening", state: &["Opening"], imports: &[] },
    Part { name: "requests", state: &["Requests", "Journal"], imports: &[] },
    Part { name: "list", state: &["ListPane", "FilterLine"], imports: &[] },
    Part { name: "history", state: &["History"], imports: &[] },
    Part { name: "lookup", state: &["Lookup"], imports: &[] },
    Part { name: "secret",
           state: &["SecretPanes", "Selected", "SecretRecord", "VersionList", "OverviewPane", "ValuePane",
                    "VersionsPane", "TagsPane", "PolicyPane", "ReplicationPane", "RotationPane"],
           imports: &[] },
    Part { name: "reread", state: &["Reread"], imports: &[] },
    Part { name: "changes", state: &["Changes"], imports: &[] },
    Part { name: "clipboard", state: &["Clipboard"], imports: &[] },
    Part { name: "commands", state: &["Commands"], imports: &[] },
    Part { name: "layers", state: &["Layers", "HelpLayer", "JournalLayer", "PickerLayer", "ReportLayer", "CommandLayer"], imports: &["form"] },
    Part { name: "left_texts", state: &["LeftTexts"], imports: &[] },
    Part { name: "lock", state: &["IdleLock"], imports: &[] },
    Part { name: "form", state: &["Form"], imports: &[] },
    Part { name: "forms", state: &[], imports: &["form"] },
    Part { name: "actions", state: &["Keymap"], imports: &[] },
    Part { name: "notices", state: &["Notices"], imports: &[] },
];

/// The folder below `src/app/` that a file is in.
pub fn folder_of(module: &[String]) -> Option<&str> {
    match module {
        [app, folder, ..] if app == "app" => Some(folder),
        _ => None,
    }
}

/// The folders of `src/app/` that hold a part, whatever the table says.
pub fn folders(sources: &Sources) -> BTreeSet<String> {
    let is_folder = |path: &std::path::Path| path.starts_with("app") && path.iter().count() > 2;
    let folders = sources.program().filter(|source| is_folder(&source.path));
    let names = folders.filter_map(|source| Some(folder_of(&source.module())?.to_owned()));
    names.filter(|name| name != MODEL).collect()
}

/// Every file that mentions another part, with its first mention, and every difference between the table and the
/// folders.
pub fn violations(sources: &Sources) -> Vec<String> {
    let mut found = differences(&folders(sources));
    let modules = Modules::of(sources);
    for file in modules.files() {
        let module = file.source.module();
        let Some(part) = PARTS.iter().find(|part| folder_of(&module) == Some(part.name)) else { continue };
        let mut mentions: Vec<_> = file.mentions.all().collect();
        mentions.sort_by_key(|mention| mention.line);
        let mut refused = BTreeSet::new();
        for mention in mentions {
            let definition = modules.definition(mention).map(|found| &modules.files()[found.file]);
            let Some(other) = definition.and_then(|file| owner_of(&file.source.module())) else { continue };
            let may = other == part.name || other == VOCABULARY || part.imports.contains(&other);
            if !may && refused.insert(other) {
                let at = file.source.at(mention.line);
                let path = mention.text();
                found.push(format!("{at}: `{path}`: the part `{}` may not import `{other}`", part.name));
            }
        }
    }
    found
}

/// The part, or the model, that a file belongs to.
fn owner_of(module: &[String]) -> Option<&'static str> {
    let owners = PARTS.iter().map(|part| part.name).chain([MODEL]);
    folder_of(module).and_then(|folder| owners.into_iter().find(|owner| *owner == folder))
}

fn differences(folders: &BTreeSet<String>) -> Vec<String> {
    let named = |name: &str| PARTS.iter().any(|part| part.name == name);
    let missing = PARTS.iter().filter(|part| !folders.contains(part.name));
    let missing = missing.map(|part| format!("src/app: the part `{}` has no folder", part.name));
    let unknown = folders.iter().filter(|folder| !named(folder));
    missing
        .chain(unknown.map(|folder| format!("src/app/{folder}: no part of the table in this test")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUSE: &[(&str, &str)] = &[
        (
            "app/mod.rs",
            "mod form; mod forms; mod list; mod model; mod plan; pub use model::Model; pub use list::Row;",
        ),
        ("app/list/mod.rs", "mod row; pub use row::Row;"),
        ("app/list/row.rs", "pub struct Row;"),
        ("app/form/mod.rs", "pub struct Form;"),
        ("app/model/mod.rs", "use super::list::Row; pub struct Model { row: Row }"),
        ("app/plan.rs", "pub struct Plan;"),
    ];

    /// The imports that are refused in this one file.
    fn check(path: &str, text: &str) -> Vec<String> {
        let sources = Sources::planted(&[HOUSE, &[(path, text)]].concat());
        violations(&sources).into_iter().filter(|line| line.contains("may not import")).collect()
    }

    #[test]
    fn another_part_is_found_by_import_path_and_re_export() {
        let expected = |path: &str| {
            vec![format!("src/app/clipboard/mod.rs:1: `{path}`: the part `clipboard` may not import `list`")]
        };
        let check = |text| check("app/clipboard/mod.rs", text);
        assert_eq!(check("use crate::app::list::Row;"), expected("crate::app::list::Row"));
        assert_eq!(check("use super::list;"), expected("crate::app::list"));
        assert_eq!(check("fn f(row: crate::app::Row) {}"), expected("crate::app::Row"));
    }

    #[test]
    fn the_model_is_no_part_s_to_know() {
        let found = check("app/list/tree.rs", "use crate::app::Model;");
        assert_eq!(
            found,
            ["src/app/list/tree.rs:1: `crate::app::Model`: the part `list` may not import `model`"]
        );
    }

    #[test]
    fn a_part_may_import_what_its_row_says_its_own_files_and_shared_ones() {
        let none: Vec<String> = Vec::new();
        assert_eq!(check("app/forms/tags.rs", "use crate::app::form::Form;"), none);
        assert_eq!(check("app/form/field.rs", "use super::Form; use crate::app::plan::Plan;"), none);
        assert_eq!(check("app/routing.rs", "use crate::app::{form::Form, Row};"), none);
        assert_eq!(check("app/form/tests.rs", "use crate::app::Row;"), none);
        assert_eq!(check("app/form/line.rs", "#[cfg(test)] mod tests { use crate::app::Row; }"), none);
        assert_eq!(check("app/form/line.rs", "use crate::app::forms::Tags;").len(), 0, "not there");
    }

    #[test]
    fn the_table_is_held_to_the_folders() {
        let sources =
            Sources::planted(&[("app/list/mod.rs", ""), ("app/model/mod.rs", ""), ("app/extra/mod.rs", "")]);
        let found = violations(&sources);
        assert_eq!(found.len(), PARTS.len(), "{found:?}");
        assert!(found.contains(&"src/app: the part `form` has no folder".to_owned()));
        assert!(found.contains(&"src/app/extra: no part of the table in this test".to_owned()));
    }
}

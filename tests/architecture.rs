//! Holds the plan of the house: which room may import which, and what no room may hold.
//!
//! Every source file is read as Rust tokens, so that comments and strings don't count and paths
//! inside macros do. The table is [`ROOMS`]; a file in no room of it is a violation as well.

#[path = "architecture/paths.rs"]
mod paths;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use paths::{Mention, mentions};

/// What a room may import.
struct Room {
    name: &'static str,
    /// Rooms that it may import in full.
    rooms: &'static [&'static str],
    /// Whether it may import the plain data of the service: see [`SERVICE_DATA`].
    service_data: bool,
    /// Beginnings of paths into other crates that it may not mention.
    never: &'static [&'static str],
    /// Exceptions from `never`.
    except: &'static [&'static str],
}

const DRAWING: &str = "ratatui";
const SDK: &str = "aws_";

#[rustfmt::skip]
const ROOMS: &[Room] = &[
    Room { name: "secrets", rooms: &[], service_data: false,
           never: &[SDK, DRAWING, "crossterm", "tokio"], except: &[] },
    Room { name: "service", rooms: &["secrets"], service_data: true,
           never: &[DRAWING, "crossterm"], except: &[] },
    Room { name: "embedded", rooms: &["secrets"], service_data: false,
           never: &[DRAWING, "crossterm"], except: &[] },
    Room { name: "config", rooms: &["secrets", "app"], service_data: true,
           never: &[SDK, "tokio"], except: &[] },
    Room { name: "app", rooms: &["secrets"], service_data: true,
           never: &[SDK, DRAWING, "tokio"], except: &["ratatui::layout"] },
    Room { name: "ui", rooms: &["secrets", "app"], service_data: true,
           never: &[SDK, "tokio"], except: &[] },
    Room { name: "cli", rooms: &["secrets", "embedded"], service_data: true,
           never: &[SDK, DRAWING, "crossterm", "tokio"], except: &[] },
    Room { name: "runtime", rooms: &["secrets", "service", "embedded", "config", "app", "ui", "cli"], service_data: true,
           never: &[SDK], except: &[] },
];

/// The modules of the service that are plain data: they know no SDK, and whoever asks or is
/// answered may import them, or what `src/service/mod.rs` re-exports of them.
const SERVICE_DATA: &[&str] = &["api"];

/// Names that say nothing of what a file is for.
const NAMELESS: &[&str] = &["util", "utils", "helper", "helpers", "common", "misc"];

/// `src/main.rs` parses, connects and runs; anything longer belongs into a room.
const MAIN_LINES: usize = 60;

/// A source file: its path below `src/` and its text.
struct Source {
    path: PathBuf,
    text: String,
}

impl Source {
    /// Where the file is in the tree of modules: `app/list.rs` is `["app", "list"]`.
    fn module(&self) -> Vec<String> {
        let mut module: Vec<String> =
            self.path.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
            module.pop();
        }
        module
    }

    fn is(&self, path: &str) -> bool {
        self.path == Path::new(path)
    }
}

/// All violations in `sources`, each a line to read.
fn violations(sources: &[Source]) -> Vec<String> {
    let exported = service_exports(sources);
    let mut found = Vec::new();
    for source in sources {
        let at = |line: usize| format!("src/{}:{line}", source.path.display());
        if let Some(name) = source.path.with_extension("").iter().find(|part| is_nameless(part)) {
            found.push(format!("{}: `{}` says nothing of what is in it", at(1), name.display()));
        }
        if source.is("main.rs") {
            let lines = source.text.lines().count();
            if lines >= MAIN_LINES {
                found.push(format!("{}: {lines} lines, must be under {MAIN_LINES}", at(1)));
            }
        }
        let module = source.module();
        let Some(room_name) = module.first() else { continue };
        let Some(room) = ROOMS.iter().find(|room| room.name == room_name) else {
            found.push(format!("{}: `{room_name}` is no room of the table in this test", at(1)));
            continue;
        };
        let is_data = room.name == "service" && module.get(1).is_some_and(|name| is_service_data(name));
        for mention in mentions(&source.text, &module) {
            if let Some(why) = fault_of(room, is_data, &mention, &exported) {
                found.push(format!("{}: `{}`: {why}", at(mention.line), mention.path.join("::")));
            }
        }
    }
    found
}

/// Why `room` may not mention this path, if it may not.
fn fault_of(room: &Room, is_data: bool, mention: &Mention, exported: &BTreeSet<String>) -> Option<String> {
    let path: Vec<&str> = mention.path.iter().map(String::as_str).collect();
    match path.as_slice() {
        ["crate" | "strongroom", inside @ ..] => fault_of_own(room, inside, exported),
        _ => fault_of_foreign(room, is_data, &path.join("::")),
    }
}

/// The same of a path into this crate.
fn fault_of_own(room: &Room, inside: &[&str], exported: &BTreeSet<String>) -> Option<String> {
    let (imported, item) = match inside {
        [] | ["*" | "self", ..] => return Some("imports every room".to_owned()),
        [imported, item @ ..] => (*imported, item.first()),
    };
    let is_room = ROOMS.iter().any(|room| room.name == imported);
    if !is_room || imported == room.name || room.rooms.contains(&imported) {
        return None;
    }
    if imported != "service" || !room.service_data {
        return Some(format!("`{}` may not import `{imported}`", room.name));
    }
    let is_data = item.is_some_and(|name| is_service_data(name) || exported.contains(*name));
    (!is_data).then(|| format!("`{}` may import only plain data of `service`", room.name))
}

/// The same of a path into another crate.
fn fault_of_foreign(room: &Room, is_data: bool, path: &str) -> Option<String> {
    let begins = |beginning: &&&str| path.starts_with(**beginning);
    if room.except.iter().any(|exception| begins(&exception)) {
        return None;
    }
    let never = room.never.iter().find(begins).or(Some(&SDK).filter(|sdk| is_data && begins(sdk)))?;
    Some(format!("`{}` may not mention `{never}`", room.name))
}

/// The names that `src/service/mod.rs` re-exports from its modules of plain data.
fn service_exports(sources: &[Source]) -> BTreeSet<String> {
    let Some(face) = sources.iter().find(|source| source.is("service/mod.rs")) else {
        return BTreeSet::new();
    };
    mentions(&face.text, &face.module())
        .into_iter()
        .filter(|mention| mention.is_import)
        .filter_map(|mention| {
            let inside: Vec<&str> = mention.path.iter().map(String::as_str).collect();
            let (["crate", "service", module, .., name] | [module, .., name]) = inside.as_slice() else {
                return None;
            };
            is_service_data(module).then(|| (*name).to_owned())
        })
        .collect()
}

fn is_service_data(name: &str) -> bool {
    SERVICE_DATA.contains(&name)
}

fn is_nameless(part: &std::ffi::OsStr) -> bool {
    part.to_str().is_none_or(|name| NAMELESS.contains(&name))
}

/// Every Rust file below `folder`, with its path told from `root`.
fn read_sources(root: &Path, folder: &Path, into: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("src can be listed") {
        let path = entry.expect("an entry of src can be read").path();
        if path.is_dir() {
            read_sources(root, &path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a source file is UTF-8");
            let path = path.strip_prefix(root).expect("listed below the root").to_owned();
            into.push(Source { path, text });
        }
    }
}

#[test]
fn every_source_file_keeps_to_the_plan() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    read_sources(&root, &root, &mut sources);
    assert!(sources.iter().any(|source| source.is("main.rs")), "src was not read");
    let found = violations(&sources);
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found in one file of this text, with a service that exports `Request` and `perform`.
    fn check(path: &str, text: &str) -> Vec<String> {
        let source = |path: &str, text: &str| Source { path: path.into(), text: text.into() };
        let face = "mod perform; mod request; pub use perform::perform; pub use request::{Request, Kind};";
        violations(&[source("service/mod.rs", face), source(path, text)])
    }

    #[track_caller]
    fn assert_allowed(path: &str, text: &str) {
        assert_eq!(check(path, text), Vec::<String>::new());
    }

    #[track_caller]
    fn assert_refused(path: &str, text: &str, why: &str) {
        let found = check(path, text);
        assert!(found.len() == 1 && found[0].contains(why), "expected one `{why}`, found {found:?}");
    }

    #[test]
    fn an_import_against_the_direction_is_found() {
        assert_refused("app/update.rs", "use crate::ui::theme::Theme;", "may not import `ui`");
        assert_refused("secrets/tag.rs", "use crate::{secrets::A, app::B};", "may not import `app`");
        assert_refused("embedded/store.rs", "pub use crate::service::Request;", "may not import `service`");
        assert_refused("cli.rs", "use crate::runtime::run;", "may not import `runtime`");
        assert_refused("app/update.rs", "use crate::*;", "every room");
        assert_refused("app/update.rs", "use crate as all;", "every room");
    }

    #[test]
    fn a_path_without_an_import_is_found_also_in_macros_and_relative_ones() {
        assert_refused("app/update.rs", "fn f() { crate::ui::draw(); }", "may not import `ui`");
        assert_refused("app/update.rs", "fn f() { vec![crate::ui::draw()]; }", "may not import `ui`");
        assert_refused("app/update.rs", "use super::super::ui::draw;", "may not import `ui`");
        assert_refused("app/mod.rs", "mod inner { use super::super::ui::draw; }", "may not import `ui`");
        assert_refused("ui/mod.rs", "use strongroom::runtime;", "may not import `runtime`");
    }

    #[test]
    fn only_plain_data_of_the_service_is_for_everyone() {
        assert_allowed("app/update.rs", "use crate::service::{Request, request::Kind};");
        assert_refused("app/update.rs", "use crate::service::{self, Request};", "only plain data");
        assert_refused("app/update.rs", "use crate::service::perform;", "only plain data");
        assert_refused("ui/list.rs", "use crate::service;", "only plain data");
        assert_refused("ui/list.rs", "use crate::service::*;", "only plain data");
        assert_allowed("runtime/mod.rs", "use crate::service::perform;");
        assert_refused("service/request.rs", "use aws_sdk_secretsmanager::Client;", "may not mention `aws_`");
        assert_allowed("service/perform.rs", "use aws_sdk_secretsmanager::Client;");
    }

    #[test]
    fn foreign_crates_stay_in_their_rooms() {
        assert_allowed("app/list.rs", "use ratatui::layout::{Rect, Position};");
        assert_refused(
            "app/list.rs",
            "use ratatui::{layout::Rect, style::Color};",
            "may not mention `ratatui`",
        );
        assert_refused("app/list.rs", "fn f(s: ::ratatui::style::Style) {}", "may not mention `ratatui`");
        assert_refused("ui/list.rs", "use tokio as t;", "may not mention `tokio`");
        assert_refused("runtime/mod.rs", "fn f() -> aws_config::Loader {}", "may not mention `aws_`");
    }

    #[test]
    fn comments_strings_and_own_modules_do_not_count() {
        assert_allowed("app/list.rs", "//! See [`crate::ui::draw`].\nconst A: &str = \"crate::ui::draw\";");
        assert_allowed("app/mod.rs", "mod ui {} use self::ui::x; mod tests { use super::ui::x; }");
        assert_allowed("lib.rs", "pub mod app; use crate::runtime::run;");
    }

    #[test]
    fn files_have_a_room_a_name_and_an_end() {
        assert_refused("stuff.rs", "", "no room");
        assert_refused("app/utils.rs", "", "says nothing");
        assert_refused("ui/common/mod.rs", "", "says nothing");
        assert_refused("main.rs", &"\n".repeat(MAIN_LINES), "must be under");
        assert_allowed("main.rs", &"\n".repeat(MAIN_LINES - 1));
    }

    #[test]
    fn a_violation_names_its_line() {
        let found = check("ui/list.rs", "fn a() {}\nfn b() { tokio::spawn(a()); }");
        assert_eq!(found, ["src/ui/list.rs:2: `tokio::spawn`: `ui` may not mention `tokio`"]);
    }
}

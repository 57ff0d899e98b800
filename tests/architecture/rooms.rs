//! The rule of rooms: which room of the house may import which, and what no room may hold.

use crate::paths::{Import, Mention, Mentions};
use crate::source::{Source, Sources};

/// What a room may import.
struct Room {
    /// The module that is the room.
    name: &'static str,
    /// Other modules that it may import.
    imports: &'static [&'static str],
    /// Beginnings of paths into other crates that it may not mention.
    never: &'static [&'static str],
    /// Exceptions from `never`.
    except: &'static [&'static str],
}

const SDK: &str = "aws_";
const DRAWING: &str = "ratatui";
const TERMINAL: &str = "crossterm";
const TASKS: &str = "tokio";

/// The rooms. A room inside a room is imported by its own name: `service` does not include `service::api`. A file in no
/// room is a violation.
#[rustfmt::skip]
const ROOMS: &[Room] = &[
    Room { name: "secrets", imports: &[], never: &[SDK, DRAWING, TERMINAL, TASKS], except: &[] },
    Room { name: "service::api", imports: &["secrets"], never: &[SDK, DRAWING, TERMINAL, TASKS], except: &[] },
    Room { name: "service", imports: &["secrets", "service::api"], never: &[DRAWING, TERMINAL], except: &[] },
    Room { name: "embedded", imports: &["secrets"], never: &[DRAWING, TERMINAL], except: &[] },
    Room { name: "app", imports: &["secrets", "service::api"],
           never: &[SDK, DRAWING, TASKS], except: &["ratatui::layout"] },
    Room { name: "config", imports: &["secrets", "service::api", "app", "ui"], never: &[SDK, TASKS], except: &[] },
    Room { name: "ui", imports: &["secrets", "service::api", "app"], never: &[SDK, TASKS], except: &[] },
    Room { name: "cli", imports: &["secrets", "service::api", "embedded", "config"],
           never: &[SDK, DRAWING, TERMINAL, TASKS], except: &[] },
    Room { name: "commands",
           imports: &["secrets", "service::api", "service", "config", "cli", "app", "ui", "runtime"],
           never: &[SDK, DRAWING, TERMINAL], except: &[] },
    Room { name: "runtime",
           imports: &["secrets", "service::api", "service", "embedded", "config", "app", "ui", "cli"],
           never: &[SDK], except: &[] },
];

/// Names that say nothing of what a file is for.
const NAMELESS: &[&str] = &["util", "utils", "helper", "helpers", "common", "misc"];

/// `src/main.rs` parses, connects and runs; anything longer belongs into a room.
const MAIN_LINES: usize = 60;

/// The innermost room that `module`, or an item of it, is in.
fn room_of<S: AsRef<str>>(module: &[S]) -> Option<&'static Room> {
    let names = || module.iter().map(AsRef::as_ref);
    let is_in = |room: &&Room| names().take(depth(room.name)).eq(room.name.split("::"));
    ROOMS.iter().filter(is_in).max_by_key(|room| depth(room.name))
}

fn depth(name: &str) -> usize {
    name.split("::").count()
}

/// All violations, each a line to read.
pub fn violations(sources: &Sources) -> Vec<String> {
    sources.all().flat_map(violations_in).collect()
}

fn violations_in(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(name) = source.path.with_extension("").iter().find(|part| is_nameless(part)) {
        found.push(format!("{}: `{}` says nothing of what is in it", source.at(1), name.display()));
    }
    let lines = source.text.lines().count();
    if source.is("main.rs") && lines >= MAIN_LINES {
        found.push(format!("{}: {lines} lines, must be under {MAIN_LINES}", source.at(1)));
    }
    let module = source.module();
    let Some(outer) = module.first() else { return found };
    let Some(room) = room_of(&module) else {
        found.push(format!("{}: `{outer}` is no room of the table in this test", source.at(1)));
        return found;
    };
    // Tests keep to the plan as well.
    let tokens = source.text.parse().expect("a source file is Rust");
    for mention in Mentions::of(tokens, &module).all() {
        if let Some(why) = fault_of(room, mention) {
            found.push(format!("{}: `{}`: {why}", source.at(mention.line), mention.text()));
        }
    }
    found
}

/// Why `room` may not mention this path, if it may not.
fn fault_of(room: &Room, mention: &Mention) -> Option<String> {
    let path: Vec<&str> = mention.path.iter().map(String::as_str).collect();
    match path.as_slice() {
        ["crate" | "strongroom"] | ["crate" | "strongroom", "*" | "self", ..] => {
            Some("imports every room".to_owned())
        }
        ["crate" | "strongroom", inside @ ..] => {
            let imported = room_of(inside)?.name;
            let may = imported == room.name || room.imports.contains(&imported);
            (!may).then(|| format!("`{}` may not import `{imported}`", room.name))
        }
        // A name alone is a local one, unless it is imported.
        [_] if mention.import == Import::None => None,
        _ => {
            let path = path.join("::");
            let begins = |beginning: &&&str| path.starts_with(**beginning);
            if room.except.iter().any(|exception| begins(&exception)) {
                return None;
            }
            let never = room.never.iter().find(begins)?;
            Some(format!("`{}` may not mention `{never}`", room.name))
        }
    }
}

fn is_nameless(part: &std::ffi::OsStr) -> bool {
    part.to_str().is_none_or(|name| NAMELESS.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, text: &str) -> Vec<String> {
        violations(&Sources::planted(&[(path, text)]))
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
    fn only_the_plain_data_of_the_service_is_for_everyone() {
        assert_allowed("app/update.rs", "use crate::service::api::{Request, request::Kind};");
        assert_allowed("ui/list.rs", "use crate::service::api;");
        assert_refused(
            "app/update.rs",
            "use crate::service::{self, api::Request};",
            "may not import `service`",
        );
        assert_refused("app/update.rs", "use crate::service::perform;", "may not import `service`");
        assert_refused("ui/list.rs", "use crate::service;", "may not import `service`");
        assert_refused("ui/list.rs", "use crate::service::*;", "may not import `service`");
        assert_refused("embedded/store.rs", "use crate::service::api::Request;", "import `service::api`");
        assert_allowed("runtime/mod.rs", "use crate::service::{Connector, api::Request};");
    }

    #[test]
    fn the_plain_data_of_the_service_knows_nothing_of_how_it_is_sent() {
        assert_allowed(
            "service/connection.rs",
            "use aws_sdk_secretsmanager::Client; use super::api::Request;",
        );
        assert_allowed("service/api/reply.rs", "use super::error::ErrorKind; use crate::secrets::Arn;");
        assert_refused(
            "service/api/reply.rs",
            "use aws_sdk_secretsmanager::Client;",
            "may not mention `aws_`",
        );
        assert_refused("service/api/reply.rs", "use crate::service::Connector;", "may not import `service`");
        assert_refused("service/api/mod.rs", "use super::calls::read;", "may not import `service`");
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
        assert_allowed("app/mod.rs", "pub(crate) fn aws_name(&self, tokio: u8) { self.ui(); }");
        assert_allowed("lib.rs", "pub mod app; use crate::runtime::run;");
    }

    #[test]
    fn tests_keep_to_the_plan_as_well() {
        assert_refused("app/list.rs", "#[cfg(test)] mod tests { use crate::ui::x; }", "may not import `ui`");
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

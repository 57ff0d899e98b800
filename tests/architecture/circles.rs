//! The rule of circles: no file needs, by way of others, itself.
//!
//! A file needs another if it mentions an item that the other one defines. What it reaches through the methods of a
//! value, without naming the other file's items, isn't seen.

use std::fmt::Write;

use petgraph::algo::{astar, tarjan_scc};
use petgraph::graphmap::DiGraphMap;

use crate::modules::Modules;
use crate::paths::Mention;
use crate::source::Sources;

/// From file to file, by their numbers, with the first mention that leads there.
type Graph<'a> = DiGraphMap<usize, &'a Mention>;

/// Each knot of files with its shortest circle.
pub fn violations(sources: &Sources) -> Vec<String> {
    let modules = Modules::of(sources);
    let graph = graph(&modules);
    let knots = tarjan_scc(&graph).into_iter().filter(|files| files.len() > 1);
    let mut found: Vec<String> = knots.map(|files| describe(&modules, &graph, &files)).collect();
    found.sort();
    found
}

fn graph<'a>(modules: &'a Modules) -> Graph<'a> {
    let mut graph = Graph::new();
    for (from, file) in modules.files().iter().enumerate() {
        let imports = file.mentions.imports.iter();
        let imports = imports.filter(|import| !file.only_re_exports(import));
        for mention in file.mentions.paths.iter().chain(imports.map(|import| &import.mention)) {
            let Some(to) = modules.definition(mention) else { continue };
            let is_first = graph.edge_weight(from, to.file).is_none_or(|first| mention.line < first.line);
            if !to.is_module && to.file != from && is_first {
                graph.add_edge(from, to.file, mention);
            }
        }
    }
    graph
}

fn describe(modules: &Modules, graph: &Graph, knot: &[usize]) -> String {
    let circles = graph.all_edges().filter_map(|(from, to, _)| {
        let is_inside = knot.contains(&from) && knot.contains(&to);
        is_inside.then(|| astar(graph, to, |file| file == from, |_| 1, |_| 0))?
    });
    let (_, circle) = circles.min().expect("files of a knot reach each other");
    let source = |file: usize| modules.files()[file].source;
    let mut text = format!("{} files need each other; the shortest circle:", knot.len());
    for (index, &from) in circle.iter().enumerate() {
        let mention = graph[(from, circle[(index + 1) % circle.len()])];
        let _ = write!(text, "\n    {} mentions `{}` of", source(from).at(mention.line), mention.text());
    }
    let _ = write!(text, "\n    src/{}", source(circle[0]).path.display());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &[(&str, &str)]) -> Vec<String> {
        violations(&Sources::planted(files))
    }

    #[test]
    fn a_circle_of_two_files_is_told_with_its_lines() {
        let found = check(&[
            ("store/mod.rs", "mod catalog; mod terms;"),
            ("store/catalog.rs", "\nuse super::terms::Term; pub struct Catalog;"),
            ("store/terms.rs", "pub struct Term; fn f(catalog: &super::catalog::Catalog) {}"),
        ]);
        let expected = "2 files need each other; the shortest circle:
    src/store/catalog.rs:2 mentions `crate::store::terms::Term` of
    src/store/terms.rs:1 mentions `crate::store::catalog::Catalog` of
    src/store/catalog.rs";
        assert_eq!(found, [expected]);
    }

    #[test]
    fn the_shortest_circle_of_a_knot_is_told() {
        let found = check(&[
            ("a.rs", "use crate::b::B; pub struct A;"),
            ("b.rs", "use crate::c::C; pub struct B;"),
            ("c.rs", "use crate::a::A; use crate::d::D; pub struct C;"),
            ("d.rs", "use crate::c::C; pub struct D;"),
        ]);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("4 files need each other"), "{found:?}");
        assert_eq!(found[0].matches(" mentions ").count(), 2, "{found:?}");
    }

    #[test]
    fn a_parent_that_needs_its_child_is_not_needed_by_it() {
        let child = ("form/input.rs", "use super::Form; pub struct Input; impl Form {}");
        let uses = "mod input; pub use input::Input; pub struct Form { input: Input }";
        assert_eq!(check(&[("form/mod.rs", uses), child]).len(), 1);
        let hands_on = "mod input; pub use input::Input; pub struct Form;";
        assert_eq!(check(&[("form/mod.rs", hands_on), child]), Vec::<String>::new());
    }

    #[test]
    fn siblings_that_meet_in_the_re_exports_of_their_parent_make_no_circle() {
        let found = check(&[
            ("list/mod.rs", "mod row; mod tree; pub use row::Row; pub use tree::Tree;"),
            ("list/row.rs", "pub struct Row;"),
            ("list/tree.rs", "use super::Row; pub struct Tree(Row);"),
            ("lib.rs", "pub mod list;"),
        ]);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn tests_and_modules_named_without_an_item_do_not_count() {
        let found = check(&[
            ("a.rs", "use crate::b; pub struct A;"),
            ("b.rs", "use crate::a::A; #[cfg(test)] mod tests { use crate::c::C; }"),
            ("c.rs", "use crate::b::B; pub struct C;"),
            ("c/tests.rs", "use crate::b::B;"),
        ]);
        assert_eq!(found, Vec::<String>::new());
    }
}

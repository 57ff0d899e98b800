//! The tree of modules, and which file defines what a path names.
//!
//! A name is followed through `use` items to its definition: a path through the re-exports of a `mod.rs` leads to the
//! file behind them.

use std::collections::{BTreeMap, BTreeSet};

use syn::Item;

use crate::paths::{Import, Mention, Mentions, Named};
use crate::source::{Source, Sources};

type ModulePath = Vec<String>;

/// A file with what it mentions.
pub struct File<'a> {
    pub source: &'a Source,
    pub mentions: Mentions,
}

impl File<'_> {
    /// The import only hands a name on: nothing else in its module uses it.
    pub fn only_re_exports(&self, import: &Named) -> bool {
        let Mention { module, import: kind, .. } = &import.mention;
        let uses = |path: &Mention| path.module == *module && path.path[0] == import.name;
        *kind == Import::Public && !self.mentions.paths.iter().any(uses)
    }
}

/// A module: a file, or a part of one.
#[derive(Default)]
struct Module {
    /// The number of its file.
    file: usize,
    children: BTreeSet<String>,
    items: BTreeSet<String>,
    /// Imported names, each with its path.
    imports: BTreeMap<String, Vec<String>>,
    /// The paths of which everything is imported.
    globs: Vec<Vec<String>>,
}

/// The definition of what a path names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The number of the file that holds it.
    pub file: usize,
    /// The path names a module, and nothing in it.
    pub is_module: bool,
}

/// Every module of the program, without tests.
pub struct Modules<'a> {
    files: Vec<File<'a>>,
    modules: BTreeMap<ModulePath, Module>,
}

/// The end of a path in the tree.
enum Destination {
    Module(ModulePath),
    /// An item, or what is in it, of the module with this path.
    Item(ModulePath),
}

impl<'a> Modules<'a> {
    pub fn of(sources: &'a Sources) -> Self {
        let mut all = Self { files: Vec::new(), modules: BTreeMap::new() };
        // `main.rs` is another crate: no file of this one can mention it.
        for source in sources.program().filter(|source| !source.is("main.rs")) {
            let module = source.module();
            all.add(&module, all.files.len(), source.items().items);
            let mentions = Mentions::of(source.program.clone(), &module);
            for import in &mentions.imports {
                let module = all.modules.entry(import.mention.module.clone()).or_default();
                let mut path = import.mention.path.clone();
                if path.pop_if(|last| last == "*").is_some() {
                    module.globs.push(path);
                } else {
                    path.pop_if(|last| last == "self");
                    module.imports.insert(import.name.clone(), path);
                }
            }
            all.files.push(File { source, mentions });
        }
        all
    }

    pub fn files(&self) -> &[File<'a>] {
        &self.files
    }

    /// The definition that a mentioned path leads to; none where the path is one of another crate, or a local name.
    pub fn definition(&self, mention: &Mention) -> Option<Definition> {
        let (module, is_module) = match self.resolve(&mention.module, &mention.path, &mut BTreeSet::new())? {
            Destination::Module(module) => (module, true),
            Destination::Item(module) => (module, false),
        };
        Some(Definition { file: self.modules[&module].file, is_module })
    }

    fn add(&mut self, path: &[String], file: usize, items: Vec<Item>) {
        let entry = self.modules.entry(path.to_vec()).or_default();
        entry.file = file;
        entry.items.extend(items.iter().filter_map(item_name));
        if let Some((name, parent)) = path.split_last() {
            self.modules.entry(parent.to_vec()).or_default().children.insert(name.clone());
        }
        for item in items {
            if let Item::Mod(inner) = item
                && let Some((_, items)) = inner.content
            {
                self.add(&child(path, &inner.ident.to_string()), file, items);
            }
        }
    }

    /// Follows a path as seen from `module`. `seen` holds the imports that are being followed.
    fn resolve(
        &self,
        module: &[String],
        path: &[String],
        seen: &mut BTreeSet<(ModulePath, String)>,
    ) -> Option<Destination> {
        match path {
            [root, rest @ ..] if root == "crate" || root == "strongroom" => {
                Some(self.walk(vec![], rest, seen))
            }
            [_, ..] => self.step(module, path, seen),
            [] => None,
        }
    }

    /// Follows a path from the inside of a module. A name that is not found was made by a macro of that module.
    fn walk(
        &self,
        module: ModulePath,
        path: &[String],
        seen: &mut BTreeSet<(ModulePath, String)>,
    ) -> Destination {
        match path {
            [] => Destination::Module(module),
            [word] if word == "*" || word == "self" => Destination::Module(module),
            _ => self.step(&module, path, seen).unwrap_or(Destination::Item(module)),
        }
    }

    /// Looks up the first name of a path in a module, and follows the rest.
    fn step(
        &self,
        at: &[String],
        path: &[String],
        seen: &mut BTreeSet<(ModulePath, String)>,
    ) -> Option<Destination> {
        let (name, rest) = path.split_first()?;
        let module = self.modules.get(at)?;
        let is_child = module.children.contains(name);
        // A module and a function may have the same name: only the module has something inside.
        if is_child && (!rest.is_empty() || !module.imports.contains_key(name)) {
            return Some(self.walk(child(at, name), rest, seen));
        }
        if module.items.contains(name) {
            return Some(Destination::Item(at.to_vec()));
        }
        if !seen.insert((at.to_vec(), name.clone())) {
            return None;
        }
        let imported = module.imports.get(name).and_then(|path| self.resolve(at, path, seen));
        let found = imported.or_else(|| {
            module.globs.iter().find_map(|glob| match self.resolve(at, glob, seen)? {
                Destination::Module(inside) if inside != at => self.step(&inside, &path[..1], seen),
                Destination::Module(_) | Destination::Item(_) => None,
            })
        });
        seen.remove(&(at.to_vec(), name.clone()));
        match found? {
            Destination::Module(module) => Some(self.walk(module, rest, seen)),
            item @ Destination::Item(_) => Some(item),
        }
    }
}

/// The path of a module inside another.
fn child(parent: &[String], name: &str) -> ModulePath {
    parent.iter().cloned().chain([name.to_owned()]).collect()
}

/// The name that an item gives to its module; modules and imports are kept apart.
fn item_name(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUSE: &[(&str, &str)] = &[
        ("lib.rs", "pub mod app; pub mod ui;"),
        ("app/mod.rs", "mod list; mod update; pub use list::{Row, sort as order}; pub use update::update;"),
        ("app/list/mod.rs", "mod row; mod sort; pub use row::*; pub use sort::sort; pub struct List;"),
        ("app/list/row.rs", "pub struct Row; made_by_macro!(); mod inner { pub struct Cell; }"),
        ("app/list/sort.rs", "use super::Row; pub fn sort(row: &Row) {}"),
        ("app/update.rs", "use super::list; pub fn update() { list::sort(); list::List; foreign::sort(); }"),
        ("ui/mod.rs", "#[cfg(test)] mod tests; use crate::app::*;"),
    ];

    /// The file that defines `path`, seen from `module`.
    fn defined_in(module: &str, path: &str) -> Option<String> {
        let names =
            |path: &str| path.split("::").filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let sources = Sources::planted(HOUSE);
        let modules = Modules::of(&sources);
        let mention = Mention { path: names(path), line: 1, module: names(module), import: Import::None };
        let definition = modules.definition(&mention)?;
        let file = modules.files()[definition.file].source.path.to_string_lossy().into_owned();
        Some(if definition.is_module { format!("module {file}") } else { file })
    }

    #[track_caller]
    fn assert_defined(module: &str, path: &str, file: &str) {
        assert_eq!(defined_in(module, path).as_deref(), Some(file), "{path} in {module}");
    }

    #[test]
    fn a_path_leads_through_re_exports_to_the_definition() {
        assert_defined("ui", "crate::app::Row", "app/list/row.rs");
        assert_defined("ui", "crate::app::order", "app/list/sort.rs");
        assert_defined("ui", "strongroom::app::list::List::new", "app/list/mod.rs");
        assert_defined("app::update", "list::sort", "app/list/sort.rs");
        assert_defined("ui", "Row", "app/list/row.rs");
    }

    #[test]
    fn modules_are_told_from_what_is_in_them() {
        assert_defined("ui", "crate::app::list", "module app/list/mod.rs");
        assert_defined("app::update", "list", "module app/list/mod.rs");
        assert_defined("ui", "crate::app::update", "app/update.rs");
        assert_defined("ui", "crate::app::update::update", "app/update.rs");
        assert_defined("ui", "crate::app::list::row::inner::Cell", "app/list/row.rs");
    }

    #[test]
    fn a_name_made_by_a_macro_is_in_the_module_that_the_path_names() {
        assert_defined("ui", "crate::app::list::row::Made", "app/list/row.rs");
    }

    #[test]
    fn foreign_and_local_names_are_not_defined_here() {
        assert_eq!(defined_in("app::update", "foreign::sort"), None);
        assert_eq!(defined_in("app::update", "Row"), None);
        assert_eq!(defined_in("ui", "Vec"), None);
    }
}

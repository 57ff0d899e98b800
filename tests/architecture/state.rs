//! The rules of the state: only the part that owns it reaches into it.
//!
//! The model has its methods in one folder, and neither it nor a part shows a field: what a part offers to others is
//! its functions.

use std::collections::BTreeSet;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Fields, ItemEnum, ItemImpl, ItemStruct, Type, UseRename, Visibility};

use crate::parts::{MODEL, PARTS, folder_of};
use crate::source::{Source, Sources};

/// The type that is the composition of the parts.
const MODEL_TYPE: &str = "Model";

/// Every `impl Model` outside the folder of the model.
pub fn impls_outside_the_model(sources: &Sources) -> Vec<String> {
    let is_outside = |source: &&Source| folder_of(&source.module()) != Some(MODEL);
    let mut found = Vec::new();
    for source in sources.all().filter(is_outside) {
        let file = syn::parse_file(&source.text).expect("a source file is Rust");
        let mut names = ModelNames(BTreeSet::from([MODEL_TYPE.to_owned()]));
        names.visit_file(&file);
        let mut impls = Impls { of: names.0, lines: Vec::new() };
        impls.visit_file(&file);
        found.extend(impls.lines.iter().map(|line| format!("{}: an `impl {MODEL_TYPE}`", source.at(*line))));
    }
    found
}

/// The model's type under its own name and those that a file imports it as.
struct ModelNames(BTreeSet<String>);

impl Visit<'_> for ModelNames {
    fn visit_use_rename(&mut self, rename: &UseRename) {
        if rename.ident == MODEL_TYPE {
            self.0.insert(rename.rename.to_string());
        }
    }
}

/// The lines on which types of these names have an `impl`.
struct Impls {
    of: BTreeSet<String>,
    lines: Vec<usize>,
}

impl Visit<'_> for Impls {
    fn visit_item_impl(&mut self, item: &ItemImpl) {
        let Type::Path(path) = &*item.self_ty else { return };
        if path.path.segments.last().is_some_and(|last| self.of.contains(&last.ident.to_string())) {
            self.lines.push(item.impl_token.span().start().line);
        }
    }
}

/// Every field of a part's state, or of the model, that others can reach; and every such type that isn't there.
pub fn open_fields(sources: &Sources) -> Vec<String> {
    let rows = PARTS.iter().map(|part| (part.name, part.state)).chain([(MODEL, [MODEL_TYPE].as_slice())]);
    let mut found = Vec::new();
    for (folder, names) in rows {
        let mut missing: BTreeSet<&str> = names.iter().copied().collect();
        for source in sources.program().filter(|source| folder_of(&source.module()) == Some(folder)) {
            let mut types = StateTypes { names, found: Vec::new(), fields: Vec::new() };
            types.visit_file(&source.items());
            missing.retain(|name| !types.found.iter().any(|found| found == name));
            let fields = types.fields.iter();
            found.extend(
                fields.map(|(line, field)| format!("{}: `{field}` is not private", source.at(*line))),
            );
        }
        found.extend(missing.iter().map(|name| format!("src/app/{folder}: the type `{name}` is not there")));
    }
    found
}

/// The types of these names, and those of their fields that are not private.
struct StateTypes<'a> {
    names: &'a [&'a str],
    found: Vec<String>,
    fields: Vec<(usize, String)>,
}

impl Visit<'_> for StateTypes<'_> {
    fn visit_item_struct(&mut self, item: &ItemStruct) {
        let name = item.ident.to_string();
        if !self.names.contains(&name.as_str()) {
            return;
        }
        let fields = match &item.fields {
            Fields::Named(fields) => &fields.named,
            Fields::Unnamed(fields) => &fields.unnamed,
            Fields::Unit => &syn::punctuated::Punctuated::new(),
        };
        for (index, field) in fields.iter().enumerate() {
            if !matches!(field.vis, Visibility::Inherited) {
                let field_name = field.ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string);
                self.fields.push((field.vis.span().start().line, format!("{name}::{field_name}")));
            }
        }
        self.found.push(name);
    }

    fn visit_item_enum(&mut self, item: &ItemEnum) {
        self.found.push(item.ident.to_string());
        visit::visit_item_enum(self, item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn impls(path: &str, text: &str) -> Vec<String> {
        impls_outside_the_model(&Sources::planted(&[(path, text)]))
    }

    #[test]
    fn an_impl_of_the_model_elsewhere_is_found() {
        let found = impls("app/list/rows.rs", "\nimpl super::Model { fn rows(&self) {} }");
        assert_eq!(found, ["src/app/list/rows.rs:2: an `impl Model`"]);
        assert_eq!(impls("app/layout.rs", "impl Shape for Model {}").len(), 1);
        assert_eq!(
            impls("ui/mod.rs", "mod inner { use crate::app::Model as State; impl State {} }").len(),
            1
        );
        assert_eq!(
            impls("app/list/rows.rs", "#[cfg(test)] mod tests { impl crate::app::Model {} }").len(),
            1
        );
    }

    #[test]
    fn the_model_s_folder_and_other_types_are_free() {
        let none: Vec<String> = Vec::new();
        assert_eq!(impls("app/model/routing.rs", "impl Model {}"), none);
        assert_eq!(impls("app/model/tests/mod.rs", "impl Model {}"), none);
        assert_eq!(impls("app/list/rows.rs", "impl From<Model> for List {} impl ModelView {}"), none);
    }

    /// What is found of the fields of these types; that others aren't there is left out.
    fn fields(path: &str, text: &str) -> Vec<String> {
        let found = open_fields(&Sources::planted(&[(path, text)]));
        found.into_iter().filter(|line| line.contains("not private")).collect()
    }

    #[test]
    fn a_field_of_a_part_that_others_can_reach_is_found() {
        let found =
            fields("app/requests/mod.rs", "pub struct Requests {\n a: u8,\n pub(super) sequence: u64 }");
        assert_eq!(found, ["src/app/requests/mod.rs:3: `Requests::sequence` is not private"]);
        assert_eq!(fields("app/notices/mod.rs", "pub struct Notices(pub Vec<u8>, u8);").len(), 1);
        assert_eq!(fields("app/model/mod.rs", "pub struct Model { pub(crate) now: u8 }").len(), 1);
    }

    #[test]
    fn private_fields_and_plain_values_are_free() {
        let none: Vec<String> = Vec::new();
        assert_eq!(fields("app/requests/mod.rs", "pub struct Requests { sequence: u64 }"), none);
        assert_eq!(fields("app/requests/entry.rs", "pub struct Entry { pub ticket: u64 }"), none);
        assert_eq!(fields("service/requests.rs", "pub struct Requests { pub sequence: u64 }"), none);
    }

    #[test]
    fn a_type_of_the_table_that_is_not_there_is_found() {
        let found = open_fields(&Sources::planted(&[("app/requests/mod.rs", "pub enum Requests { A }")]));
        assert!(!found.iter().any(|line| line.contains("`Requests`")), "{found:?}");
        assert!(found.contains(&"src/app/notices: the type `Notices` is not there".to_owned()), "{found:?}");
    }
}

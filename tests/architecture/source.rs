//! The source files below `src/`, and which part of them is compiled for tests only.

use std::collections::BTreeSet;
use std::fs;
use std::iter::Peekable;
use std::path::{Path, PathBuf};

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A source file.
pub struct Source {
    /// The path below `src/`.
    pub path: PathBuf,
    pub text: String,
    /// The file without its `#[cfg(test)]` items.
    pub program: TokenStream,
    /// The file is compiled for tests only.
    pub is_test: bool,
}

impl Source {
    /// The place of the file in the tree of modules: `app/list.rs` is `["app", "list"]`.
    pub fn module(&self) -> Vec<String> {
        let mut module: Vec<String> =
            self.path.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
            module.pop();
        }
        module
    }

    pub fn is(&self, path: &str) -> bool {
        self.path == Path::new(path)
    }

    /// A line of the file, as it stands in front of a violation.
    pub fn at(&self, line: usize) -> String {
        format!("src/{}:{line}", self.path.display())
    }

    /// The items of the program, without those of tests.
    pub fn items(&self) -> syn::File {
        syn::parse2(self.program.clone()).expect("a source file is Rust")
    }
}

/// Every source file.
pub struct Sources(Vec<Source>);

impl Sources {
    /// Every Rust file of the program.
    pub fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut texts = Vec::new();
        read_folder(&root, &root, &mut texts);
        let sources = Self::of(texts);
        assert!(sources.all().any(|source| source.is("main.rs")), "src was not read");
        sources
    }

    /// The files of these paths and texts.
    pub fn of(texts: impl IntoIterator<Item = (PathBuf, String)>) -> Self {
        let mut test_modules = BTreeSet::new();
        let mut sources = Vec::new();
        for (path, text) in texts {
            let tokens: TokenStream = text.parse().expect("a source file is Rust");
            let mut dropped = Vec::new();
            let program = without_tests(tokens, &mut dropped);
            let source = Source { path, text, program, is_test: false };
            test_modules.extend(dropped.into_iter().map(|name| [source.module(), vec![name]].concat()));
            sources.push(source);
        }
        for source in &mut sources {
            let module = source.module();
            let is_declared_for_tests = (1..=module.len()).any(|end| test_modules.contains(&module[..end]));
            source.is_test = is_declared_for_tests || module.iter().any(|name| name == "tests");
        }
        Self(sources)
    }

    /// Files made up for a rule's own tests: a path below `src/` and a text each.
    pub fn planted(files: &[(&str, &str)]) -> Self {
        Self::of(files.iter().map(|(path, text)| (PathBuf::from(path), (*text).to_owned())))
    }

    pub fn all(&self) -> impl Iterator<Item = &Source> {
        self.0.iter()
    }

    /// The files that are not compiled for tests only.
    pub fn program(&self) -> impl Iterator<Item = &Source> {
        self.all().filter(|source| !source.is_test)
    }
}

/// Every Rust file below `folder`, with its path told from `root`.
fn read_folder(root: &Path, folder: &Path, into: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).expect("src can be listed") {
        let path = entry.expect("an entry of src can be read").path();
        if path.is_dir() {
            read_folder(root, &path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a source file is UTF-8");
            into.push((path.strip_prefix(root).expect("listed below the root").to_owned(), text));
        }
    }
}

/// The tokens without the items behind `#[cfg(test)]`. The names of modules that are declared so go into `dropped`.
fn without_tests(tokens: TokenStream, dropped: &mut Vec<String>) -> TokenStream {
    let mut kept = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    // Attributes go with the item behind them.
    let mut attributes = Vec::new();
    let mut is_for_tests = false;
    while let Some(token) = tokens.next() {
        if is_punct(&token, '#') {
            attributes.push(token);
            attributes.extend(tokens.next_if(|token| is_punct(token, '!')));
            let body = tokens.next_if(|token| matches!(token, TokenTree::Group(_)));
            is_for_tests |=
                body.as_ref().is_some_and(|body| body.to_string().replace(' ', "") == "[cfg(test)]");
            attributes.extend(body);
            continue;
        }
        if std::mem::take(&mut is_for_tests) {
            attributes.clear();
            dropped.extend(skip_item(token, &mut tokens));
            continue;
        }
        kept.append(&mut attributes);
        kept.push(match token {
            TokenTree::Group(group) => {
                let mut inside =
                    Group::new(group.delimiter(), without_tests(group.stream(), &mut Vec::new()));
                inside.set_span(group.span());
                inside.into()
            }
            other => other,
        });
    }
    kept.append(&mut attributes);
    kept.into_iter().collect()
}

/// Skips the rest of the item that begins with `first`; the name, if it declares a module of another file.
fn skip_item(first: TokenTree, tokens: &mut Peekable<IntoIter>) -> Option<String> {
    let mut words = Vec::new();
    let mut next = Some(first);
    while let Some(token) = next {
        match &token {
            TokenTree::Punct(mark) if mark.as_char() == ';' => break,
            TokenTree::Group(body) if body.delimiter() == Delimiter::Brace && !ends_in_semicolon(&words) => {
                return None;
            }
            TokenTree::Ident(word) => words.push(word.to_string()),
            TokenTree::Group(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        next = tokens.next();
    }
    let declares = words.iter().position(|word| word == "mod")?;
    words.get(declares + 1).cloned()
}

/// An item that begins with these words goes on behind a brace.
fn ends_in_semicolon(words: &[String]) -> bool {
    let mut words = words.iter().map(String::as_str).skip_while(|word| *word == "pub");
    match words.next() {
        Some("use" | "static" | "type" | "let") => true,
        Some("const") => words.next() != Some("fn"),
        _ => false,
    }
}

fn is_punct(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(text: &str) -> String {
        without_tests(text.parse().expect("Rust"), &mut Vec::new()).to_string()
    }

    #[track_caller]
    fn assert_same(text: &str, expected: &str) {
        assert_eq!(program(text), expected.parse::<TokenStream>().expect("Rust").to_string());
    }

    #[test]
    fn items_of_tests_are_left_out_wherever_they_stand() {
        assert_same("fn a() {} #[cfg(test)] mod tests { fn b() {} } fn c() {}", "fn a() {} fn c() {}");
        assert_same("#[cfg(test)] pub(crate) use x::{a, b}; fn c() {}", "fn c() {}");
        assert_same(
            "/// Of tests.\n#[cfg(test)]\n#[must_use] const A: A = A { b: 1 }; fn c() {}",
            "fn c() {}",
        );
        assert_same("impl A { #[cfg(test)] pub(super) const fn b() {} fn c() {} }", "impl A { fn c() {} }");
    }

    #[test]
    fn everything_else_stays() {
        let text = "#[cfg(unix)] fn a() {} #[derive(Debug)] struct B; #![allow(x)]";
        assert_same(text, text);
    }

    #[test]
    fn files_of_tests_are_known_by_their_declaration_or_name() {
        let sources = Sources::planted(&[
            ("list/mod.rs", "#[cfg(test)] mod samples; mod row;"),
            ("list/samples.rs", ""),
            ("list/samples/big.rs", ""),
            ("list/row.rs", ""),
            ("list/tests/rows.rs", ""),
            ("list/tree/tests.rs", ""),
        ]);
        let program: Vec<_> =
            sources.program().map(|source| source.path.to_string_lossy().into_owned()).collect();
        assert_eq!(program, ["list/mod.rs", "list/row.rs"]);
    }
}

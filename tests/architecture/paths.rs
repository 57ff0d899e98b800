//! The paths that a source file mentions, read from its tokens.

use std::iter::Peekable;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

/// A path such as `crate::app::Model`, made absolute where it was relative.
pub struct Mention {
    pub path: Vec<String>,
    pub line: usize,
    /// Whether it stands in a `use` item.
    pub is_import: bool,
}

/// Every path of two or more names in `text`, and every import, in a file that is `module`.
pub fn mentions(text: &str, module: &[String]) -> Vec<Mention> {
    let tokens: TokenStream = text.parse().expect("a source file is Rust");
    let mut found = Vec::new();
    read(tokens, module, &mut found);
    found
}

fn read(tokens: TokenStream, module: &[String], found: &mut Vec<Mention>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => read(group.stream(), module, found),
            TokenTree::Ident(word) if word == "use" => import(&mut tokens, &[], module, found),
            TokenTree::Ident(word) if word == "mod" => inner_module(&mut tokens, module, found),
            TokenTree::Ident(first) => {
                let line = line(&first);
                let mut path = vec![first.to_string()];
                while skip_separator(&mut tokens) {
                    let Some(name) = next_ident(&mut tokens) else { break };
                    path.push(name.to_string());
                }
                if path.len() > 1 {
                    found.push(Mention { path: absolute(path, module), line, is_import: false });
                }
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Reads one tree of a `use` item; `before` is the path that its braces stand behind.
fn import(tokens: &mut Peekable<IntoIter>, before: &[String], module: &[String], found: &mut Vec<Mention>) {
    let mut path = before.to_vec();
    let mut last_line = 0;
    skip_separator(tokens);
    while let Some(name) = next_ident(tokens) {
        last_line = line(&name);
        path.push(name.to_string());
        if !skip_separator(tokens) {
            break;
        }
    }
    match tokens.peek() {
        Some(TokenTree::Group(braces)) if braces.delimiter() == Delimiter::Brace => {
            let mut inside = braces.stream().into_iter().peekable();
            while inside.peek().is_some() {
                import(&mut inside, &path, module, found);
                skip_past_comma(&mut inside);
            }
            tokens.next();
        }
        Some(TokenTree::Punct(star)) if star.as_char() == '*' => {
            let line = star.span().start().line;
            path.push("*".to_owned());
            found.push(Mention { path: absolute(path, module), line, is_import: true });
        }
        // `impl Trait + use<'a>` has no names before its bracket.
        _ if path.len() > before.len() => {
            found.push(Mention { path: absolute(path, module), line: last_line, is_import: true });
        }
        _ => {}
    }
}

/// Reads `mod name { … }`, in which `super` is the module around it.
fn inner_module(tokens: &mut Peekable<IntoIter>, module: &[String], found: &mut Vec<Mention>) {
    let Some(name) = next_ident(tokens) else { return };
    if let Some(TokenTree::Group(body)) = tokens.peek() {
        let inner: Vec<String> = module.iter().cloned().chain([name.to_string()]).collect();
        read(body.stream(), &inner, found);
        tokens.next();
    }
}

/// `super::x` and `self::x` as seen from the crate's root; other paths stay.
fn absolute(path: Vec<String>, module: &[String]) -> Vec<String> {
    let relative = path.iter().take_while(|name| *name == "super" || *name == "self").count();
    if relative == 0 {
        return path;
    }
    let up = path[..relative].iter().filter(|name| *name == "super").count();
    let base = &module[..module.len().saturating_sub(up)];
    std::iter::once("crate".to_owned())
        .chain(base.iter().cloned())
        .chain(path[relative..].iter().cloned())
        .collect()
}

fn next_ident(tokens: &mut Peekable<IntoIter>) -> Option<Ident> {
    let Some(TokenTree::Ident(name)) = tokens.peek() else { return None };
    let name = name.clone();
    tokens.next();
    Some(name)
}

/// Skips `::` if it is next.
fn skip_separator(tokens: &mut Peekable<IntoIter>) -> bool {
    let colon = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ':');
    // A lone colon, of a type annotation, is skipped as well: no path goes on behind it.
    tokens.next_if(colon).is_some() && tokens.next_if(colon).is_some()
}

fn skip_past_comma(tokens: &mut Peekable<IntoIter>) {
    for token in tokens.by_ref() {
        if matches!(&token, TokenTree::Punct(mark) if mark.as_char() == ',') {
            break;
        }
    }
}

fn line(word: &Ident) -> usize {
    word.span().start().line
}

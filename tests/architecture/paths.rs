//! The paths that a source file mentions, read from its tokens: comments and strings don't count, the insides of macros
//! do.

use std::iter::Peekable;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

/// A path such as `crate::app::Model`, made absolute where it was relative.
#[derive(Debug)]
pub struct Mention {
    pub path: Vec<String>,
    pub line: usize,
    /// The module in which it stands.
    pub module: Vec<String>,
    pub import: Import,
}

/// The `use` item in which a path stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Import {
    /// None: the path stands in code.
    None,
    Private,
    /// `pub use`, whatever the `pub` is limited to.
    Public,
}

impl Mention {
    /// The path as it is written in a message.
    pub fn text(&self) -> String {
        self.path.join("::")
    }
}

/// An import with the name that it has in its module: `use a::b as c` is named `c`.
#[derive(Debug)]
pub struct Named {
    pub name: String,
    pub mention: Mention,
}

/// The paths and imports of a file.
#[derive(Debug, Default)]
pub struct Mentions {
    /// Every path in code, also of a single name. Fields and methods behind a dot are left out.
    pub paths: Vec<Mention>,
    pub imports: Vec<Named>,
}

impl Mentions {
    /// Reads the tokens of a file that is `module`.
    pub fn of(tokens: TokenStream, module: &[String]) -> Self {
        let mut found = Self::default();
        found.read(tokens, module);
        found
    }

    /// The paths in code and those of imports.
    pub fn all(&self) -> impl Iterator<Item = &Mention> {
        self.paths.iter().chain(self.imports.iter().map(|named| &named.mention))
    }

    fn read(&mut self, tokens: TokenStream, module: &[String]) {
        let mut tokens = tokens.into_iter().peekable();
        let mut import = Import::Private;
        let mut dots = 0;
        while let Some(token) = tokens.next() {
            let behind_a_dot = dots == 1;
            dots = if is_punct(&token, '.') { dots + 1 } else { 0 };
            match token {
                TokenTree::Ident(word) if word == "pub" => {
                    import = Import::Public;
                    tokens.next_if(|token| matches!(token, TokenTree::Group(_)));
                    continue;
                }
                TokenTree::Ident(word) if word == "use" => self.import(&mut tokens, &[], module, import),
                TokenTree::Ident(word) if word == "mod" => self.inner_module(&mut tokens, module),
                TokenTree::Ident(first) => self.path(&first, &mut tokens, module, behind_a_dot),
                TokenTree::Group(group) => self.read(group.stream(), module),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            import = Import::Private;
        }
    }

    /// Reads a path that begins with `first`.
    fn path(&mut self, first: &Ident, tokens: &mut Peekable<IntoIter>, module: &[String], is_member: bool) {
        let line = line(first);
        let mut path = vec![first.to_string()];
        while skip_separator(tokens) {
            let Some(name) = next_ident(tokens) else { break };
            path.push(name.to_string());
        }
        let is_word =
            matches!(path.as_slice(), [word] if matches!(word.as_str(), "self" | "super" | "crate"));
        if !is_word && !is_member {
            let path = absolute(path, module);
            self.paths.push(Mention { path, line, module: module.to_vec(), import: Import::None });
        }
    }

    /// Reads one tree of a `use` item; `before` is the path that its braces stand behind.
    fn import(
        &mut self,
        tokens: &mut Peekable<IntoIter>,
        before: &[String],
        module: &[String],
        import: Import,
    ) {
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
                    self.import(&mut inside, &path, module, import);
                    skip_past_comma(&mut inside);
                }
                tokens.next();
                return;
            }
            Some(TokenTree::Punct(star)) if star.as_char() == '*' => {
                last_line = star.span().start().line;
                path.push("*".to_owned());
                tokens.next();
            }
            _ => {}
        }
        // `impl Trait + use<'a>` has no names before its bracket.
        if path.len() == before.len() {
            return;
        }
        let path = absolute(path, module);
        let alias = tokens.next_if(|token| matches!(token, TokenTree::Ident(word) if word == "as"));
        let alias = alias.and_then(|_| next_ident(tokens)).map(|name| name.to_string());
        let own = path.iter().rfind(|name| *name != "self").cloned().unwrap_or_default();
        let mention = Mention { path, line: last_line, module: module.to_vec(), import };
        self.imports.push(Named { name: alias.unwrap_or(own), mention });
    }

    /// Reads `mod name { … }`, in which `super` is the module around it.
    fn inner_module(&mut self, tokens: &mut Peekable<IntoIter>, module: &[String]) {
        let Some(name) = next_ident(tokens) else { return };
        if let Some(TokenTree::Group(body)) = tokens.peek() {
            let inner: Vec<String> = module.iter().cloned().chain([name.to_string()]).collect();
            self.read(body.stream(), &inner);
            tokens.next();
        }
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
    let colon = |token: &TokenTree| is_punct(token, ':');
    // A lone colon, of a type annotation, is skipped as well: no path goes on behind it.
    tokens.next_if(colon).is_some() && tokens.next_if(colon).is_some()
}

fn skip_past_comma(tokens: &mut Peekable<IntoIter>) {
    for token in tokens.by_ref() {
        if is_punct(&token, ',') {
            break;
        }
    }
}

fn is_punct(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

fn line(word: &Ident) -> usize {
    word.span().start().line
}

//! The rule of unsafe code: one file may have it, where the system offers nothing else.

use proc_macro2::{TokenStream, TokenTree};

use crate::source::Sources;

/// The file that may have unsafe code.
const ALLOWED: &str = "runtime/allocator.rs";

/// The other files that allow unsafe code, for which `Cargo.toml` would deny it.
pub fn violations(sources: &Sources) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.all().filter(|source| !source.is(ALLOWED)) {
        let mut lines = Vec::new();
        find_lint(source.program.clone(), &mut lines);
        found.extend(lines.into_iter().map(|line| format!("{} allows unsafe code", source.at(line))));
    }
    found
}

fn find_lint(tokens: TokenStream, lines: &mut Vec<usize>) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) if name == "unsafe_code" => lines.push(name.span().start().line),
            TokenTree::Group(group) => find_lint(group.stream(), lines),
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_allocator_may_allow_it() {
        let text = "fn f() {}\n#[allow(unsafe_code)]\nfn g() {}";
        let planted = [ALLOWED, "app/list/sort.rs"].map(|path| (path.into(), text.to_owned()));
        assert_eq!(violations(&Sources::of(planted)), ["src/app/list/sort.rs:2 allows unsafe code"]);
    }
}

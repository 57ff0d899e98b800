//! The rule of keys: no text of the program spells one.
//!
//! The user may bind an action to another key, so a text renders the keys of the action that it speaks of.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proc_macro2::{TokenStream, TokenTree};
use regex::Regex;
use syn::LitStr;

use crate::source::Sources;

/// The rooms whose texts the user sees.
const ROOMS: &[&str] = &["app", "cli", "commands", "config", "runtime", "ui"];

/// The files that give keys their names, and actions their keys.
const KEYMAP: &[&str] = &[
    "app/actions/chord.rs",
    "app/actions/sequence.rs",
    "app/actions/table/forms.rs",
    "app/actions/table/list.rs",
    "app/actions/table/moving.rs",
    "app/actions/table/program.rs",
    "app/actions/table/reading.rs",
    "app/actions/table/replicas.rs",
    "app/actions/table/secret.rs",
    "app/actions/table/value.rs",
    "config/foreign_keys.rs",
    "config/key_options.rs",
    "config/keys.rs",
];

/// The ways to spell a key: what each finds, and a pattern.
const SPELLINGS: &[(&str, &str)] = &[
    ("a key with a modifier", r"(?i)\b(?:ctrl|alt|shift)[-+]\w"),
    ("the name of a key", r"\b(?:[eE]sc|[pP]g ?[uU]p|[pP]g ?[dD](?:ow)?n|[bB]ackspace|enter|tab)\b"),
    (
        "the space bar",
        r"(?i)\bspace (?:bar|marks|opens|reveals|toggles|chooses)\b|\b(?:press|hit|with) space\b",
    ),
    ("a key in parentheses", r"(?:^|[ \n])\([^\s(){}]\)"),
    ("a key to press", r"(?i)\b(?:press|hit)(?:es|ing)? (?:[b-z0-9]\b|[/?=+<>\[\]-])"),
    ("arrow keys", r"[←→↑↓](?:/| and | or |, )?[←→↑↓]"),
    ("a key that does something", r"(?:^|[.,;:] )[B-Zb-z/?=+-] (?:in the |[a-z]+s\b)|[,;] A [a-z]+s\b"),
];

/// What a file may say: its path, the words, and the reason.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("app/list/filter/key.rs", "(<)", "an operator of the filter"),
    ("app/list/filter/key.rs", "(>)", "an operator of the filter"),
    ("cli/mod.rs", "ctrl-c", "the terminal's interrupt, which ends `serve`: the keymap has no say in it"),
    ("runtime/serve.rs", "Ctrl-c", "the same"),
];

static PATTERNS: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    let compile = |(name, pattern): &(&'static str, &str)| (*name, Regex::new(pattern).expect("a pattern"));
    SPELLINGS.iter().map(compile).collect()
});

/// Every text that spells a key, and every exception that nothing needs.
pub fn violations(sources: &Sources) -> Vec<String> {
    let mut found = Vec::new();
    let mut excepted = BTreeSet::new();
    for source in sources.program() {
        let is_of_the_keymap = KEYMAP.iter().any(|path| source.is(path));
        let is_seen = ROOMS.iter().any(|room| source.path.starts_with(room));
        if !is_seen || is_of_the_keymap {
            continue;
        }
        let mut texts = Vec::new();
        let is_help = source.path.starts_with("cli");
        read_texts(source.program.clone(), is_help, &mut texts);
        for (line, text) in texts {
            for (what, spelled) in spelled_keys(&text) {
                let exception =
                    EXCEPTIONS.iter().find(|(path, words, _)| source.is(path) && *words == spelled);
                match exception {
                    Some(exception) => _ = excepted.insert(exception),
                    None => found.push(format!("{}: `{spelled}`: {what}, in {text:?}", source.at(line))),
                }
            }
        }
    }
    let unneeded = EXCEPTIONS.iter().filter(|(path, ..)| sources.all().any(|source| source.is(path)));
    let unneeded = unneeded.filter(|exception| !excepted.contains(exception));
    found.extend(unneeded.map(|(path, words, _)| format!("src/{path}: no text has the excepted `{words}`")));
    found
}

/// The keys that a text spells: how, and the words.
fn spelled_keys(text: &str) -> Vec<(&'static str, &str)> {
    let found =
        PATTERNS.iter().flat_map(|(what, pattern)| pattern.find_iter(text).map(|found| (*what, found)));
    found.map(|(what, found)| (what, found.as_str().trim())).collect()
}

/// The string literals, with their lines. Comments of documentation count where `clap` shows them.
fn read_texts(tokens: TokenStream, with_documentation: bool, found: &mut Vec<(usize, String)>) {
    let mut behind_hash = false;
    for token in tokens {
        let is_hash = matches!(&token, TokenTree::Punct(mark) if mark.as_char() == '#');
        let is_inner = matches!(&token, TokenTree::Punct(mark) if mark.as_char() == '!');
        match token {
            TokenTree::Group(group) => {
                let first = group.stream().into_iter().next();
                let is_documentation =
                    behind_hash && matches!(first, Some(TokenTree::Ident(word)) if word == "doc");
                if with_documentation || !is_documentation {
                    read_texts(group.stream(), with_documentation, found);
                }
            }
            TokenTree::Literal(literal) => {
                let line = literal.span().start().line;
                if let Ok(text) = syn::parse2::<LitStr>(TokenTree::from(literal).into()) {
                    found.push((line, text.value()));
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
        behind_hash = is_hash || (behind_hash && is_inner);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_spells(text: &str, key: &str) {
        let found = spelled_keys(text);
        assert!(found.iter().any(|(_, spelled)| spelled.contains(key)), "{text:?}: {found:?}");
    }

    #[track_caller]
    fn assert_plain(text: &str) {
        assert_eq!(spelled_keys(text), [], "{text:?}");
    }

    #[test]
    fn spelled_keys_are_found() {
        assert_spells("none; ctrl-n adds one", "ctrl-n");
        assert_spells("Press {yes} to go ahead, esc to leave everything as it is.", "esc");
        assert_spells("Type the name, then enter: ", "enter");
        assert_spells("tab goes to the next cell", "tab");
        assert_spells("Mark it, space toggles.", "space");
        assert_spells("Restore it first (U).", "(U)");
        assert_spells("Set it up first: S in the Rotation pane.", "S in the");
        assert_spells("Look at Rotation (7).", "(7)");
        assert_spells("Press q to leave.", "Press q");
        assert_spells("In the Rotation pane, F leads out of a stuck one.", "F leads");
        assert_spells(
            "In the Replication pane, A tries again with overwriting, - removes the Region.",
            "A tries",
        );
        assert_spells("Add the Region, - removes one.", "- removes");
        assert_spells("It is no longer followed; r in the Replication pane reads it again.", "r in the");
        assert_spells("Choose with ←/→, then review again.", "←/→");
        assert_spells("← and → choose how it is said.", "← and →");
    }

    #[test]
    fn plain_texts_pass() {
        assert_plain("Press {yes} to go ahead, {no} to leave everything as it is.");
        assert_plain("Restore it first ({key}).");
        assert_plain("{} → {}");
        assert_plain("A rate is a whole number, a space and a unit.");
        assert_plain("Press a key. A secret has versions, a version has labels.");
        assert_plain("2 replica(s) of this secret");
        assert_plain("Enter the name of the secret");
        assert_plain("Letters, digits and / _ + = . @ - !, 512 at most.");
        assert_plain("a table, a description; a tree");
    }

    #[test]
    fn only_texts_of_the_program_count() {
        let check = |path, text| violations(&Sources::planted(&[(path, text)]));
        let text = "/// Bound to ctrl-s.\nfn f() { tell(format!(\"ctrl-s saves\")); }";
        let expected = "src/ui/a.rs:2: `ctrl-s`: a key with a modifier, in \"ctrl-s saves\"";
        assert_eq!(check("ui/a.rs", text), [expected]);
        assert_eq!(check("app/actions/chord.rs", text).len(), 0);
        assert_eq!(check("service/a.rs", text).len(), 0);
        assert_eq!(check("ui/tests/a.rs", text).len(), 0);
        assert_eq!(check("ui/a.rs", "#[cfg(test)] mod tests { const A: &str = \"ctrl-s saves\"; }").len(), 0);
        assert_eq!(check("ui/a.rs", "#[error(\"ctrl-s failed\")] struct A;").len(), 1);
        assert_eq!(check("cli/run.rs", "/// Ended by ctrl-c.\nstruct A;").len(), 1);
    }

    #[test]
    fn exceptions_hold_in_their_file_and_only_while_they_are_needed() {
        let check = |path, text| violations(&Sources::planted(&[(path, text)]));
        assert_eq!(check("runtime/serve.rs", "const A: &str = \"Ctrl-c ends it\";").len(), 0);
        assert_eq!(check("runtime/screen.rs", "const A: &str = \"Ctrl-c ends it\";").len(), 1);
        let found = check("runtime/serve.rs", "");
        assert_eq!(found, ["src/runtime/serve.rs: no text has the excepted `Ctrl-c`"]);
    }
}

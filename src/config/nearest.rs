//! The name that was probably meant.

/// The name of `names` that is a slip or two away from `word`.
pub(super) fn suggestion(word: &str, names: impl IntoIterator<Item = String>) -> Option<String> {
    let word = word.to_lowercase();
    let limit = (word.chars().count() / 3).clamp(1, 3);
    let distance = |name: &String| strsim::damerau_levenshtein(&word, name);
    // The other names of a thing: `readonly`, `read-only`.
    let plain = |name: &str| name.replace(['-', '_', ' '], "");
    let same = |name: &String| plain(name) == plain(&word);
    let near = names.into_iter().map(|name| (if same(&name) { 0 } else { distance(&name) }, name));
    near.filter(|(by, _)| *by <= limit).min().map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_the_name_and_another_word_none() {
        let names = || ["hide_after", "read_only", "region", "theme"].map(str::to_owned);
        for (word, meant) in [
            ("hide_afer", Some("hide_after")),
            ("hide-after", Some("hide_after")),
            ("readonly", Some("read_only")),
            ("Regoin", Some("region")),
            ("themes", Some("theme")),
            ("colour", None),
            ("x", None),
        ] {
            assert_eq!(suggestion(word, names()).as_deref(), meant, "{word}");
        }
    }
}

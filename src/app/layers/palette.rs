//! The palette's search: every action by its name, title, synonyms and description, the best match first.

use crate::app::actions::{Action, Context, Risk, Row, TABLE};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use std::cmp::Reverse;

/// The fewest letters of each piece by which a dangerous action is found: "rotnow", but not "rn".
const RISKY_PIECE: usize = 2;
/// The least score of a scattered match, for each letter: gaps may cost no more than word starts and runs earn.
const LEAST_SCORE: u32 = 16;

/// The quality of a match, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Quality {
    /// The text is a whole name, title or synonym.
    Whole,
    /// Each word begins a word of one name.
    WordStarts,
    /// The text is made of the starts of words: "rotnow".
    Pieces,
    /// The text stands within a name.
    Within,
    /// Each word begins a word of the names or the description.
    Described,
    /// The letters are scattered over a name.
    Scattered,
}

/// The distance of an action from the context that the palette was opened in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Distance {
    /// The action holds here.
    Here,
    /// The action holds in the list or in a pane.
    Elsewhere,
    /// The action holds only in what has to be opened first: a form, a layer.
    Unopened,
}

impl Distance {
    fn of(row: &Row, here: Context) -> Self {
        if row.contexts.contains(here) {
            Self::Here
        } else if row.contexts.has_main() {
            Self::Elsewhere
        } else {
            Self::Unopened
        }
    }
}

/// The actions that match `text`, the best match first; without a text all, those that hold in `here` first. Equal matches
/// are in the order of the table.
pub(super) fn find(text: &str, here: Context) -> Vec<Action> {
    let query = Query::new(text);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let rows = TABLE.iter().filter(|row| row.action != Action::Palette);
    let mut found: Vec<_> = rows
        .filter_map(|row| {
            let distance = Distance::of(row, here);
            if query.words.is_empty() {
                return Some(((Quality::Whole, distance, Risk::Low, Reverse(0), 0), row.action));
            }
            let (quality, score, length) = query.matches(row, &mut matcher)?;
            Some(((quality, distance, row.risk, Reverse(score), length), row.action))
        })
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, action)| action).collect()
}

/// The commands of the user that match `text`, by their places: those to show before the actions, found by their names, and
/// those to show behind them, found by their descriptions. Without a text all are behind.
pub(super) fn find_own(text: &str, own: &[(&str, &str)]) -> (Vec<usize>, Vec<usize>) {
    let query = Query::new(text);
    let matches = |text: &str| all_begin(&query.words, &normal(text).split(' ').collect::<Vec<_>>());
    let is_named = |at: &usize| !query.words.is_empty() && matches(own[*at].0);
    let (first, others): (Vec<usize>, Vec<usize>) = (0..own.len()).partition(is_named);
    let last = others.into_iter().filter(|at| matches(own[*at].1)).collect();
    (first, last)
}

/// The text that was typed.
struct Query {
    text: String,
    words: Vec<String>,
}

impl Query {
    fn new(text: &str) -> Self {
        let text = normal(text);
        let words = text.split_whitespace().map(str::to_owned).collect();
        Self { text, words }
    }

    /// The quality of the match with an action, a score among equals, and the length of the text that matches.
    fn matches(&self, row: &Row, matcher: &mut Matcher) -> Option<(Quality, u32, usize)> {
        let names = names(row);
        let best = names.iter().filter_map(|name| {
            let quality = self.quality(name, row.risk)?;
            Some((quality, Reverse(u32::from(name.starts_with(&self.text))), name.len()))
        });
        if let Some((quality, Reverse(starts), length)) = best.min() {
            return Some((quality, starts, length));
        }
        match row.risk {
            Risk::High => None,
            Risk::Low => self.loosely(row, &names, matcher),
        }
    }

    /// The quality of the match with a name of an action; `None` if it is none, or not good enough for a dangerous action.
    fn quality(&self, name: &str, risk: Risk) -> Option<Quality> {
        let words: Vec<&str> = name.split_whitespace().collect();
        let compact: String = self.words.concat();
        let least = if risk == Risk::High { RISKY_PIECE } else { 1 };
        if name == self.text {
            Some(Quality::Whole)
        } else if all_begin(&self.words, &words) {
            Some(Quality::WordStarts)
        } else if is_made_of(&compact, &words, least) {
            Some(Quality::Pieces)
        } else {
            (risk == Risk::Low && name.contains(&self.text)).then_some(Quality::Within)
        }
    }

    /// A match with the description, or with letters that are scattered over a name.
    fn loosely(&self, row: &Row, names: &[String], matcher: &mut Matcher) -> Option<(Quality, u32, usize)> {
        let all = format!("{} {}", names.join(" "), normal(row.help));
        let words: Vec<&str> = all.split(|c: char| !c.is_alphanumeric()).collect();
        if all_begin(&self.words, &words) {
            return Some((Quality::Described, 0, row.help.len()));
        }
        let pattern = Pattern::parse(&self.text, CaseMatching::Ignore, Normalization::Smart);
        let mut buffer = Vec::new();
        let name = Utf32Str::new(names.first()?, &mut buffer);
        let score = pattern.score(name, matcher)?;
        let letters = u32::try_from(self.words.concat().chars().count()).unwrap_or(u32::MAX);
        (score >= LEAST_SCORE.saturating_mul(letters)).then_some((Quality::Scattered, score, row.name.len()))
    }
}

/// The names of an action: its name first, its title, its synonyms, its API operation.
fn names(row: &Row) -> Vec<String> {
    // The title of an action of forms is a word such as "copy" or "next", which has other meanings outside.
    let title = Some(row.title).filter(|_| row.contexts.has_main());
    let others = title.into_iter().chain(row.synonyms.iter().copied()).chain(row.operation());
    std::iter::once(row.name).chain(others).map(normal).collect()
}

/// A text in lower case, with spaces for hyphens.
fn normal(text: &str) -> String {
    let text = text.trim().to_lowercase();
    text.split(|c: char| c == '-' || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// True if each of the typed words begins a word.
fn all_begin(typed: &[String], words: &[&str]) -> bool {
    typed.iter().all(|typed| words.iter().any(|word| word.starts_with(typed.as_str())))
}

/// True if `text` is made of starts of `words`, in their order, each piece of `least` letters or more.
fn is_made_of(text: &str, words: &[&str], least: usize) -> bool {
    if text.is_empty() {
        return true;
    }
    let Some((word, rest)) = words.split_first() else { return false };
    let common: Vec<usize> = text
        .char_indices()
        .zip(word.chars())
        .take_while(|((_, typed), letter)| typed == letter)
        .map(|((at, typed), _)| at + typed.len_utf8())
        .collect();
    let pieces = common.iter().skip(least.saturating_sub(1));
    pieces.rev().any(|end| is_made_of(&text[*end..], rest, least)) || is_made_of(text, rest, least)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    fn first(text: &str, here: Context) -> Option<&'static str> {
        find(text, here).first().map(|action| action.row().name)
    }

    /// Every name by which an action is found, with the number of actions that share it.
    fn shared() -> HashMap<String, usize> {
        let mut shared = HashMap::new();
        for row in &TABLE {
            let mut own = names(row);
            own.sort();
            own.dedup();
            for name in own {
                *shared.entry(name).or_default() += 1;
            }
        }
        shared
    }

    #[test]
    fn every_action_is_found_first_by_its_name_its_title_and_its_synonyms_from_everywhere() {
        let shared = shared();
        for here in Context::ALL {
            for row in TABLE.iter().filter(|row| row.action != Action::Palette) {
                let titles = Some(row.title).filter(|_| row.contexts.has_main());
                let texts = [row.name].into_iter().chain(titles).chain(row.synonyms.iter().copied());
                for text in texts.filter(|text| shared[&normal(text)] == 1) {
                    assert_eq!(first(text, *here), Some(row.name), "{text:?} in {here:?}");
                }
            }
        }
    }

    #[test]
    fn a_name_that_actions_share_finds_the_one_that_holds_here() {
        assert_eq!(first("mark", Context::List), Some("mark"));
        assert_eq!(first("mark", Context::Versions), Some("mark-version"));
        assert_eq!(first("compare", Context::Versions), Some("compare-versions"));
    }

    #[test]
    fn no_dangerous_action_is_found_by_a_word_of_its_description_alone() {
        for row in TABLE.iter().filter(|row| row.risk == Risk::High) {
            let own = names(row).join(" ");
            let words = row.help.split(|c: char| !c.is_alphanumeric()).map(normal);
            for word in words.filter(|word| !word.is_empty()) {
                let in_name = own.split(' ').any(|name| name.starts_with(&word));
                for here in Context::ALL {
                    assert!(in_name || !find(&word, *here).contains(&row.action), "{word:?}: {}", row.name);
                }
            }
        }
    }

    #[test]
    fn words_that_users_try_lead_where_they_expect() {
        let tried = [
            ("recover", "recover-rotation"),
            ("promote", "promote-replica"),
            ("export", "save-value"),
            ("diff", "compare-versions"),
            ("history", "versions"),
            ("login", "log-in"),
            ("mfa", "log-in"),
            ("quit", "quit"),
            ("q", "quit"),
            ("exit", "quit"),
            ("undelete", "restore"),
            ("rename", "copy-secret"),
            ("clone", "copy-secret"),
            ("purge", "force-delete"),
            ("rotnow", "rotate-now"),
            ("Delete", "delete"),
            ("force delete", "force-delete"),
            ("delete policy", "delete-policy"),
            ("rotation schedule", "rotation-settings"),
            ("PutResourcePolicy", "edit-policy"),
            ("rev all", "reveal-all"),
        ];
        for (text, name) in tried {
            for here in Context::ALL.iter().filter(|context| context.is_main()) {
                assert_eq!(first(text, *here), Some(name), "{text:?} in {here:?}");
            }
        }
        assert_eq!(first("xyzzy", Context::List), None);
        assert_eq!(first("window", Context::List), Some("rotation-settings"), "a word of its description");
    }

    #[test]
    fn without_a_text_the_actions_that_hold_here_come_first() {
        let all = find("", Context::Rotation);
        let holds = |action: &Action| action.row().contexts.contains(Context::Rotation);
        assert_eq!(all.len(), Action::ALL.len() - 1);
        assert!(all.is_sorted_by_key(|action| !holds(action)));
    }
}

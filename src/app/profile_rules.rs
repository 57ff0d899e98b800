//! Rules of the user for profiles and accounts: what is refused, asked or shown where they apply.

use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use wildmatch::WildMatch;

/// Words that a profile of production has in its name.
const PRODUCTION: [&str; 4] = ["prod", "production", "prd", "live"];

/// The rules, in the order of the config file. Where several say something of a connection, the last one counts; but once
/// one makes it read-only, it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileRules(pub Vec<ProfileRule>);

/// A rule for the profiles and accounts that match a pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileRule {
    /// A profile name or account id, with `*` for any characters and `?` for one.
    pub pattern: String,
    /// True if all changes are refused.
    pub is_read_only: bool,
    /// The colour of the header.
    pub color: Option<HeaderColor>,
    /// The way to confirm a change.
    pub confirm: Option<ConfirmRule>,
    /// The Regions that are offered first.
    pub regions: Vec<String>,
    /// The time until a revealed value is masked again.
    pub hide_after: Option<SignedDuration>,
    /// The time until a copied value is cleared from the clipboard.
    pub clear_after: Option<SignedDuration>,
    /// The time after which an attempt to send a request is aborted.
    pub timeout: Option<Duration>,
}

/// The times that a flag or a variable gives: it comes before the sections of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GivenTimes {
    /// The time until a revealed value is masked again.
    pub hide_after: bool,
    /// The time until a copied value is cleared.
    pub clear_after: bool,
    /// The time after which an attempt is aborted.
    pub timeout: bool,
}

/// The colour of profile and account in the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
#[allow(missing_docs, reason = "the colours are their names")]
pub enum HeaderColor {
    Red,
    Yellow,
    Green,
    Cyan,
    Blue,
    Magenta,
    /// No colour, also where the name looks like production.
    None,
}

/// The way to confirm a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum ConfirmRule {
    /// With one key, unless the change can't be taken back.
    #[default]
    Key,
    /// By typing the name of the secret; of several secrets, their number.
    TypeName,
}

/// The rules that apply to a connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppliedRules {
    /// The pattern of the rule that makes it read-only.
    pub read_only: Option<String>,
    /// The pattern of a rule that may make it read-only, once the account is known.
    pub may_be_read_only: Option<String>,
    /// The colour of the header.
    pub color: Option<HeaderColor>,
    /// The way to confirm a change.
    pub confirm: ConfirmRule,
    /// The Regions that are offered first.
    pub regions: Vec<String>,
    /// The time until a revealed value is masked again.
    pub hide_after: Option<SignedDuration>,
    /// The time until a copied value is cleared from the clipboard.
    pub clear_after: Option<SignedDuration>,
    /// The time after which an attempt to send a request is aborted.
    pub timeout: Option<Duration>,
}

impl ProfileRules {
    /// The same rules without what a flag or a variable says for every profile.
    #[must_use]
    pub fn without(mut self, given: GivenTimes) -> Self {
        for rule in &mut self.0 {
            rule.hide_after = rule.hide_after.filter(|_| !given.hide_after);
            rule.clear_after = rule.clear_after.filter(|_| !given.clear_after);
            rule.timeout = rule.timeout.filter(|_| !given.timeout);
        }
        self
    }

    /// The rules that apply to a profile and an account, each as far as it is known.
    pub fn applied(&self, profile: Option<&str>, account: Option<&str>) -> AppliedRules {
        let mut applied = AppliedRules::default();
        for rule in &self.0 {
            if [profile, account].into_iter().flatten().any(|name| rule.matches(name)) {
                applied.add(rule);
            } else if account.is_none() && rule.is_read_only && rule.may_name_account() {
                applied.may_be_read_only.get_or_insert_with(|| rule.pattern.clone());
            }
        }
        applied
    }
}

impl ProfileRule {
    fn matches(&self, name: &str) -> bool {
        WildMatch::new(&self.pattern).matches(name)
    }

    /// True if the pattern may match an account id.
    fn may_name_account(&self) -> bool {
        self.pattern.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | '?'))
    }
}

impl AppliedRules {
    fn add(&mut self, rule: &ProfileRule) {
        if rule.is_read_only {
            self.read_only.get_or_insert_with(|| rule.pattern.clone());
        }
        self.color = rule.color.or(self.color);
        self.confirm = rule.confirm.unwrap_or(self.confirm);
        if !rule.regions.is_empty() {
            self.regions.clone_from(&rule.regions);
        }
        self.hide_after = rule.hide_after.or(self.hide_after);
        self.clear_after = rule.clear_after.or(self.clear_after);
        self.timeout = rule.timeout.or(self.timeout);
    }
}

/// True if a word of the name says production: `prod-eu`, `acme_live`, `prd2`.
pub fn is_named_like_production(name: &str) -> bool {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let mut words =
        words.map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()).to_ascii_lowercase());
    words.any(|word| PRODUCTION.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(pattern: &str) -> ProfileRule {
        ProfileRule { pattern: pattern.into(), ..ProfileRule::default() }
    }

    fn read_only(pattern: &str) -> ProfileRules {
        ProfileRules(vec![ProfileRule { is_read_only: true, ..rule(pattern) }])
    }

    #[test]
    fn a_rule_applies_by_profile_or_account() {
        for (pattern, profile, account, expected) in [
            ("prod-*", Some("prod-eu"), None, true),
            ("prod-*", Some("preprod-eu"), None, false),
            ("*prod*", Some("preprod-eu"), None, true),
            ("prod-e?", Some("prod-eu"), Some("1"), true),
            ("1234*", Some("dev"), Some("123456789012"), true),
            ("1234*", Some("dev"), Some("999"), false),
            ("*", None, None, false),
        ] {
            let applied = read_only(pattern).applied(profile, account);
            assert_eq!(applied.read_only.is_some(), expected, "{pattern} {profile:?} {account:?}");
        }
    }

    #[test]
    fn until_the_account_is_known_a_rule_for_accounts_may_apply() {
        assert!(read_only("1234*").applied(Some("dev"), None).may_be_read_only.is_some());
        assert!(read_only("1234*").applied(Some("dev"), Some("9")).may_be_read_only.is_none());
        assert!(read_only("prod").applied(Some("dev"), None).may_be_read_only.is_none());
    }

    #[test]
    fn the_last_rule_counts_but_read_only_stays() {
        let first = ProfileRule { is_read_only: true, color: Some(HeaderColor::Red), ..rule("*") };
        let second = ProfileRule { color: Some(HeaderColor::Blue), ..rule("prod") };
        let applied = ProfileRules(vec![first, second]).applied(Some("prod"), None);
        assert_eq!((applied.read_only.as_deref(), applied.color), (Some("*"), Some(HeaderColor::Blue)));
    }

    #[test]
    fn production_is_a_word_of_the_name() {
        for name in ["prod", "prod-eu", "acme_live", "PRD2", "eu.production", "a/prod"] {
            assert!(is_named_like_production(name), "{name}");
        }
        for name in ["product-team", "preproduction", "nonprod", "delivery", "dev", ""] {
            assert!(!is_named_like_production(name), "{name}");
        }
    }
}

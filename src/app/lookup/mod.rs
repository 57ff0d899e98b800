//! Looking up names while the list loads: the service is asked for the names that begin with what is typed into the filter,
//! or with the SECRET to open, so that the secret is there before the list is.

use super::UpdateContext;
use crate::secrets::{Arn, NameScope, SummaryPage, check_name};
use crate::service::api::{ListPart, NameOrder, Reply, Request, ServiceError, Target, Ticket};
use jiff::{SignedDuration, Timestamp};

/// The time without a change of the text after which the service is asked.
const PAUSE: SignedDuration = SignedDuration::from_millis(150);

/// The lookup of names. At most one request is out.
#[derive(Debug, Default)]
pub struct Lookup {
    state: State,
    /// Prefixes of which every name came: a longer one has no other names.
    exhausted: Vec<String>,
}

#[derive(Debug, Default)]
enum State {
    /// Nothing to look up.
    #[default]
    Idle,
    /// The service is asked at this time, unless the text changes.
    Due { prefix: String, at: Timestamp },
    /// The names are asked for.
    Out { prefix: String, ticket: Ticket },
    /// The names came, or could not be had.
    Answered { prefix: String },
}

impl State {
    fn prefix(&self) -> Option<&str> {
        match self {
            Self::Idle => None,
            Self::Due { prefix, .. } | Self::Out { prefix, .. } | Self::Answered { prefix } => Some(prefix),
        }
    }
}

impl Lookup {
    /// Follows the text: looks up this prefix once the text rests, and no other any longer. `None` if there is nothing to
    /// look up, or the list is there.
    pub fn follow(&mut self, prefix: Option<&str>, cx: &mut UpdateContext) {
        if prefix != self.state.prefix() {
            if let State::Out { ticket, .. } = std::mem::take(&mut self.state) {
                cx.abandon(ticket);
            }
            match prefix {
                Some(prefix) if !self.is_exhausted(prefix) => {
                    self.state = State::Due { prefix: prefix.to_owned(), at: cx.now() + PAUSE };
                }
                Some(_) => {}
                None => self.exhausted.clear(),
            }
        }
        if let State::Due { prefix, at } = &self.state
            && *at <= cx.now()
        {
            self.ask(prefix.clone(), cx);
        }
    }

    fn is_exhausted(&self, prefix: &str) -> bool {
        self.exhausted.iter().any(|shorter| prefix.starts_with(&**shorter))
    }

    fn ask(&mut self, prefix: String, cx: &mut UpdateContext) {
        let request = NameScope::with_prefix(&prefix).map(|names| Request::ListSecrets {
            part: Some(ListPart { names, order: NameOrder::Ascending }),
            next_token: None,
        });
        let ticket = request.and_then(|request| cx.call(Target::Lookup, request));
        self.state = match ticket {
            Some(ticket) => State::Out { prefix, ticket },
            None => State::Answered { prefix },
        };
    }

    /// Handles the answer; returns the secrets. After an error the list will have them.
    pub fn answered(&mut self, ticket: &Ticket, result: Result<Reply, ServiceError>) -> SummaryPage {
        let prefix = match &self.state {
            State::Out { prefix, ticket: out } if out == ticket => prefix.clone(),
            State::Idle | State::Due { .. } | State::Out { .. } | State::Answered { .. } => {
                return SummaryPage::default();
            }
        };
        let (secrets, next) = result.and_then(Reply::into_secrets).unwrap_or_default();
        // An endpoint that ignores filters tells nothing of what begins with the prefix.
        let is_filtered = secrets.iter().all(|secret| secret.name().starts_with(&*prefix));
        if next.is_none() && is_filtered && !secrets.is_empty() {
            self.exhausted.push(prefix.clone());
        }
        self.state = State::Answered { prefix };
        secrets
    }

    /// Forgets everything: the secrets are those of another connection, or the list loads anew.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The time at which the service is asked.
    pub fn next_wake(&self) -> Option<Timestamp> {
        match &self.state {
            State::Due { at, .. } => Some(*at),
            State::Idle | State::Out { .. } | State::Answered { .. } => None,
        }
    }
}

/// The word of a filter that names may begin with: the first one that could be a name, or the name in an ARN.
pub fn prefix_in_filter(text: &str) -> Option<&str> {
    text.split_whitespace().find_map(prefix)
}

/// A prefix of names, if a word could be that.
fn prefix(word: &str) -> Option<&str> {
    let name = if word.starts_with("arn:") { name_in_arn(word)? } else { word.trim_start_matches('^') };
    (check_name(name).is_ok() && !name.starts_with('!')).then_some(name)
}

fn name_in_arn(arn: &str) -> Option<&str> {
    let (_, name) = arn.split_once(":secret:")?;
    Some(&name[..Arn::new(arn).name().len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_that_could_be_a_name_is_looked_up() {
        for (text, found) in [
            ("prod/db", Some("prod/db")),
            (" ^prod x", Some("prod")),
            ("tag:team=web rotation:on db", Some("db")),
            ("!old new", Some("new")),
            ("'quoted a|b c$", None),
            ("arn:aws:secretsmanager:eu-west-1:1:secret:prod/db-AbCdEf", Some("prod/db")),
            ("arn:aws:secretsmanager:eu-west-1:1:secret:prod/d", Some("prod/d")),
            ("arn:aws:secretsmanager", None),
            ("", None),
        ] {
            assert_eq!(prefix_in_filter(text), found, "{text}");
        }
    }
}

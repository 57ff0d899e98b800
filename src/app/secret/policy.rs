//! The pane Policy: the resource policy, formatted for reading.

use super::pane::SecretPane;
use super::record::SecretRecord;
use crate::app::copy::CopyText;
use crate::app::loadable::Loadable;
use crate::app::scroll::{Scroll, Step};
use crate::app::{Event, UpdateContext};
use crate::service::api::{Facet, Request, ServiceError, Target, Ticket};
use serde_json::Value;

/// The pane Policy.
#[derive(Debug, Default)]
pub struct PolicyPane {
    policy: Loadable<Option<Policy>>,
    scroll: Scroll,
}

impl PolicyPane {
    /// The policy from `GetResourcePolicy`; the inner `None` is a secret without a policy.
    pub fn policy(&self) -> &Loadable<Option<Policy>> {
        &self.policy
    }

    /// The scroll position.
    pub fn scroll(&self) -> &Scroll {
        &self.scroll
    }

    /// Handles the answer to `GetResourcePolicy`.
    pub(super) fn arrived(
        &mut self,
        ticket: &Ticket,
        result: Result<Option<String>, ServiceError>,
        cx: &UpdateContext,
    ) {
        self.policy.finish(ticket, result.map(|policy| policy.map(Policy::new)), cx.now());
    }

    /// Marks the policy as out of date, and aborts its read.
    pub(super) fn expire(&mut self, cx: &mut UpdateContext) {
        if let Some(ticket) = self.policy.expire() {
            cx.abandon(ticket);
        }
    }
}

impl SecretPane for PolicyPane {
    fn load(&mut self, secret: &mut SecretRecord, cx: &mut UpdateContext) {
        if !self.policy.needs_fetch() {
            return;
        }
        let arn = secret.arn().clone();
        let request = Request::GetResourcePolicy { secret: arn.to_string() };
        if let Some(ticket) = cx.call(Target::Facet(arn, Facet::Policy), request) {
            self.policy.start(ticket, cx.now());
        }
    }

    fn refresh(&mut self, secret: &mut SecretRecord, cx: &mut UpdateContext) {
        self.policy.invalidate();
        self.load(secret, cx);
    }

    fn step(&mut self, step: Step, _page: usize, _secret: &SecretRecord) {
        self.scroll.step(step);
    }

    fn refresh_error<'a>(&'a self, _secret: &'a SecretRecord) -> Option<&'a ServiceError> {
        self.policy.refresh_error()
    }

    /// Copies the policy that was read; if none was, reads it first.
    fn copy(&self, secret: &SecretRecord, cx: &mut UpdateContext) {
        let what = "resource policy".to_owned();
        match self.policy.value() {
            Some(Some(policy)) => {
                cx.raise(Event::CopyRequested { what, text: CopyText::open(policy.text.clone()) });
            }
            Some(None) => cx.refuse("This secret has no resource policy.", "There is nothing to copy."),
            None => {
                let arn = secret.arn().clone();
                let request = Request::GetResourcePolicy { secret: arn.to_string() };
                let target = Target::Facet(arn, Facet::CopyPolicy);
                cx.raise(Event::CopyReadRequested { what, target, request });
            }
        }
    }

    fn pending(&self) -> Option<&Ticket> {
        self.policy.pending()
    }
}

/// A resource policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The text as the service stores it.
    pub text: String,
    /// The lines of the indented JSON, or of the text if it is not JSON.
    pub lines: Vec<String>,
    /// The breadth of its principals.
    pub breadth: Breadth,
}

/// The breadth of a policy's principals, at first sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breadth {
    /// No statement allows everyone anything without a condition.
    Named,
    /// A statement allows the principal `*` something without a condition.
    Everyone,
}

impl Policy {
    /// Formats a policy for reading.
    pub fn new(text: String) -> Self {
        let json = serde_json::from_str::<Value>(&text).ok();
        let pretty = json.as_ref().and_then(|value| serde_json::to_string_pretty(value).ok());
        let lines = pretty.as_deref().unwrap_or(&text).lines().map(str::to_owned).collect();
        let breadth = json.as_ref().map_or(Breadth::Named, breadth);
        Self { text, lines, breadth }
    }
}

/// The breadth as a hint for the reader. It is not IAM's evaluation: any condition counts as narrow.
fn breadth(policy: &Value) -> Breadth {
    let allows_everyone = |statement: &Value| {
        statement["Effect"] == "Allow"
            && names_everyone(&statement["Principal"])
            && statement.get("Condition").is_none()
    };
    let statement = &policy["Statement"];
    let found = match statement {
        Value::Array(statements) => statements.iter().any(allows_everyone),
        one => allows_everyone(one),
    };
    if found { Breadth::Everyone } else { Breadth::Named }
}

fn names_everyone(principal: &Value) -> bool {
    match principal {
        Value::String(name) => name == "*",
        Value::Array(names) => names.iter().any(names_everyone),
        Value::Object(kinds) => kinds.get("AWS").is_some_and(names_everyone),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breadth_of(statement: &str) -> Breadth {
        Policy::new(format!(r#"{{"Statement":{statement}}}"#)).breadth
    }

    #[test]
    fn everyone_is_found_in_each_spelling_unless_a_condition_narrows_it() {
        let open = r#"{"Effect":"Allow","Principal":"*","Action":"*"}"#;
        assert_eq!(breadth_of(open), Breadth::Everyone);
        assert_eq!(
            breadth_of(
                r#"[{"Effect":"Deny","Principal":"*"},{"Effect":"Allow","Principal":{"AWS":["a","*"]}}]"#
            ),
            Breadth::Everyone
        );
        assert_eq!(breadth_of(r#"{"Effect":"Deny","Principal":"*"}"#), Breadth::Named);
        assert_eq!(breadth_of(r#"{"Effect":"Allow","Principal":"*","Condition":{}}"#), Breadth::Named);
        assert_eq!(Policy::new("no JSON".into()).breadth, Breadth::Named);
    }
}

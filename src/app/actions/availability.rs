//! The one rule of actions: an action is ready now, hidden, or refused with a reason and a way out.
//!
//! Its row in the table says what it needs. Footer, palette and help ask the rule, and so does the key itself.

use super::hindrance::{Hindrance, check_requirements};
use super::row::{ActionEffect, Confirmed, Row, Scope};
use super::{Action, Situation};
use crate::app::UpdateContext;
use crate::app::problem::Problem;
use crate::app::settings::{Access, Purpose};
use crate::secrets::Summary;
use std::sync::Arc;

/// The answer to whether an action can be done now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Availability {
    /// The action can be done.
    Ready,
    /// Nothing would come of the action now: no hint names it, though its key works.
    Hidden,
    /// The action can't be done, for a reason.
    Refused(Problem),
}

impl Availability {
    /// True if the action can be done.
    pub fn is_ready(&self) -> bool {
        *self == Self::Ready
    }

    pub(super) fn ready_if(condition: bool) -> Self {
        if condition { Self::Ready } else { Self::Hidden }
    }
}

/// Returns the availability of an action: ready, hidden or refused.
pub fn availability(action: Action, facts: &Situation<'_>, cx: &UpdateContext) -> Availability {
    let row = action.row();
    // A form that fails for want of a login stays open while its user logs in.
    let is_of_layer = !matches!(row.scope, Scope::LastChange | Scope::Login);
    if let Some(offers) = facts.layer_offers.filter(|_| is_of_layer) {
        return Availability::ready_if(offers(action));
    }
    if cx.settings().purpose == Purpose::Pick && !action.serves_picking() {
        return Availability::Refused(Problem::while_picking(row));
    }
    if let Some(operation) = row.operation()
        && cx.settings().access() == Access::ReadOnly
    {
        return Availability::Refused(cx.settings().refusal(operation));
    }
    if let Err(problem) = check_scope(row, facts, cx) {
        return Availability::Refused(problem);
    }
    let mut checks = row.conditions.iter().map(|condition| condition.check(facts, cx));
    checks.find(|check| !check.is_ready()).unwrap_or(Availability::Ready)
}

/// Checks the secrets that an action is about.
fn check_scope(row: &Row, facts: &Situation<'_>, cx: &UpdateContext) -> Result<(), Problem> {
    match row.scope {
        Scope::Program | Scope::LastChange | Scope::Login => Ok(()),
        Scope::Secrets if !facts.marked.is_empty() => check_marked(row, facts, cx),
        Scope::Secrets | Scope::Secret => check_selected(row, facts, cx),
    }
}

fn check_selected(row: &Row, facts: &Situation<'_>, cx: &UpdateContext) -> Result<(), Problem> {
    let Some(secret) = &facts.secret else { return Err(no_secret()) };
    let name = &secret.summary.name;
    let plan_is_ready = matches!(row.effect, ActionEffect::Mutates { confirmed: Confirmed::ByQuestion, .. });
    if plan_is_ready && (facts.is_changing)(&secret.summary.arn) {
        return Err(still_changing(name, cx));
    }
    check_requirements(row.action, secret.summary).map_err(|hindrance| hindrance.problem(name, cx))
}

/// Checks a change of several marked secrets, which is possible if one of them can be changed.
fn check_marked(row: &Row, facts: &Situation<'_>, cx: &UpdateContext) -> Result<(), Problem> {
    let SortedMarks { fit, left_out } = sort_marked(row.action, facts.marked.all());
    if let Some(busy) = fit.iter().find(|secret| (facts.is_changing)(&secret.arn)) {
        return Err(still_changing(&busy.name, cx));
    }
    let operation = row.operation().unwrap_or(row.title);
    match left_out.first() {
        Some((secret, hindrance)) if fit.is_empty() => Err(Problem::new(
            format!("{operation} is possible for none of the marked secrets."),
            format!("{} · left out: {}", secret.name, hindrance.brief()),
        )),
        _ => Ok(()),
    }
}

/// The marked secrets, sorted by whether an action can be done to them.
#[derive(Clone, Debug)]
pub struct SortedMarks {
    /// The secrets that the action can be done to.
    pub fit: Vec<Arc<Summary>>,
    /// The other secrets, each with the reason.
    pub left_out: Vec<(Arc<Summary>, Hindrance)>,
}

/// Sorts the marked secrets by whether an action can be done to them.
pub fn sort_marked<'a>(action: Action, marked: impl IntoIterator<Item = &'a Arc<Summary>>) -> SortedMarks {
    let mut sorted = SortedMarks { fit: Vec::new(), left_out: Vec::new() };
    for secret in marked {
        match check_requirements(action, secret) {
            Ok(()) => sorted.fit.push(secret.clone()),
            Err(hindrance) => sorted.left_out.push((secret.clone(), hindrance)),
        }
    }
    sorted
}

pub(super) fn no_secret() -> Problem {
    Problem::new("There is no secret under the cursor.", "")
}

fn still_changing(name: &str, cx: &UpdateContext) -> Problem {
    Problem::new(
        format!("A change to {name} is still in progress."),
        format!("Wait for the answer; the journal ({}) shows it.", cx.key(Action::Journal)),
    )
}

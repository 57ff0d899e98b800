//! The kinds of rows, and the parts of the screen that several rows hold in.

use crate::app::actions::action::{Action, Group};
use crate::app::actions::context::{Context as C, Context, Contexts};
use crate::app::actions::row::{ActionEffect, Confirmed, Requirement as R, Risk, Row, Scope, WhileLoading};

pub(super) const LIST: Contexts = Contexts::of(&[C::List]);
pub(super) const PANES: Contexts = Contexts::PANES;
pub(super) const MAIN: Contexts = LIST.and(PANES);
pub(super) const READING: Contexts = Contexts::of(&[C::Journal, C::Help, C::Report, C::Comparison]);
pub(super) const SEARCHED: Contexts = READING.and(Contexts::of(&[C::Value, C::Policy]));
pub(super) const TYPING: Contexts = Contexts::of(&[C::Picker, C::FilterLine, C::SearchLine]);
pub(super) const FORM: Contexts = Contexts::of(&[C::Form]);
pub(super) const QUESTIONS: Contexts = Contexts::of(&[C::Review]);
pub(super) const EVERYWHERE: Contexts =
    MAIN.and(READING).and(TYPING).and(QUESTIONS).and(FORM).and(Contexts::of(&[C::TypedName]));
pub(super) const ALL: Contexts = MAIN.and(READING).and(TYPING).and(QUESTIONS);

/// An action that reads, moves or shows, without a secret.
pub(super) const fn row(
    action: Action,
    group: Group,
    contexts: Contexts,
    default_keys: &'static [&'static str],
    [name, title, help]: [&'static str; 3],
) -> Row {
    Row {
        action,
        name,
        title,
        help,
        synonyms: &[],
        risk: Risk::Low,
        short: None,
        own: contexts.alone(),
        hinted: contexts,
        is_called_for: false,
        mends: None,
        place: None,
        narrowed: &[],
        group,
        contexts,
        default_keys,
        effect: ActionEffect::Reads,
        scope: Scope::Program,
        shows: None,
        requirements: &[],
        conditions: &[],
        while_loading: WhileLoading::Acts,
    }
}

/// An action that reads, shows or copies the selected secret.
pub(super) const fn on_secret(
    action: Action,
    group: Group,
    contexts: Contexts,
    default_keys: &'static [&'static str],
    text: [&'static str; 3],
) -> Row {
    row(action, group, contexts, default_keys, text).about(Scope::Secret)
}

/// An action that shows a pane of the selected secret.
pub(super) const fn pane(
    action: Action,
    context: Context,
    default_keys: &'static [&'static str],
    text: [&'static str; 3],
) -> Row {
    Row { shows: Some(context), ..on_secret(action, Group::Secret, MAIN, default_keys, text) }
}

/// A change of the selected secret, made in a form. Replicas and secrets scheduled for deletion take none.
pub(super) const fn change(
    action: Action,
    operation: &'static str,
    contexts: Contexts,
    default_keys: &'static [&'static str],
    text: [&'static str; 3],
) -> Row {
    Row {
        effect: ActionEffect::Mutates { operation, confirmed: Confirmed::InForm },
        scope: Scope::Secret,
        requirements: &[R::NoReplica, R::NotScheduled],
        ..row(action, Group::Change, contexts, default_keys, text)
    }
}

/// A change of the selected secret, confirmed by one question.
pub(super) const fn question(
    action: Action,
    operation: &'static str,
    contexts: Contexts,
    default_keys: &'static [&'static str],
    text: [&'static str; 3],
) -> Row {
    Row {
        effect: ActionEffect::Mutates { operation, confirmed: Confirmed::ByQuestion },
        ..change(action, operation, contexts, default_keys, text)
    }
}

//! The program: login, profile and Region, journal, palette, help, quit.

use super::kinds::{ALL, EVERYWHERE, FORM, MAIN, QUESTIONS, READING, TYPING, row};
use crate::app::actions::action::{Action as A, Group as G};
use crate::app::actions::context::{Context as C, Contexts};
use crate::app::actions::row::{Condition as If, Row, Scope};

/// The rows, in the order of the enum.
pub(super) const ROWS: &[Row] = &[
    row(
        A::LogIn,
        G::Program,
        EVERYWHERE,
        &["alt-l", "f6"],
        ["log-in", "log in", "Log in: the AWS CLI or the credential process gets the terminal"],
    )
    .about(Scope::Login)
    .only_if(&[If::CanLogIn])
    .called_for()
    .also(&["login", "log in", "sign in", "mfa", "sso", "authenticate", "renew"]),
    row(A::SwitchProfile, G::Program, MAIN, &["p"], ["profile", "profile", "Switch to another AWS profile"])
        .also(&["account", "credentials", "switch profile"]),
    row(A::SwitchRegion, G::Program, MAIN, &["w"], ["region", "Region", "Switch to another Region"]).also(&[
        "switch region",
        "change region",
        "location",
    ]),
    row(A::Journal, G::Program, MAIN, &["J"], ["journal", "journal", "Show the requests of this session"])
        .also(&["log", "requests", "audit", "activity"]),
    row(
        A::Palette,
        G::Program,
        MAIN,
        &[":", "ctrl-p"],
        ["palette", "commands", "Find any action by its name"],
    ),
    row(
        A::Help,
        G::Program,
        ALL.and(FORM).and(Contexts::of(&[C::TypedName])),
        &["?", "f1"],
        ["help", "help", "Show all keys, those that work here first"],
    )
    .also(&["keys", "shortcuts", "key bindings", "manual"]),
    row(
        A::Redraw,
        G::Program,
        EVERYWHERE,
        &["ctrl-l"],
        ["redraw", "redraw", "Draw the whole screen anew, after another program wrote over it"],
    )
    .also(&["repaint", "clear screen", "refresh screen"])
    .unhinted(),
    row(
        A::Suspend,
        G::Program,
        MAIN.and(READING).and(QUESTIONS),
        &["ctrl-z"],
        ["suspend", "suspend", "Suspend the program, like any job of the shell"],
    )
    .also(&["background", "shell"])
    .unhinted(),
    row(
        A::Quit,
        G::Program,
        MAIN.and(READING).and(TYPING).and(FORM),
        &["q", "ctrl-c"],
        ["quit", "quit", "Quit; a copied value is cleared from the clipboard"],
    )
    // Where something lies on top, the same key closes it.
    .narrow(&[("q", MAIN)])
    .also(&["exit", "leave", "bye", "logout"]),
];

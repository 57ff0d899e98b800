//! The value and the review of a filled form.

use super::*;
use crate::app::connection_summary::ConnectionSummary;
use crate::app::form::{FieldGroup, Input, Review, RowKind, TableRow};
use crossterm::event::KeyCode;
use jiff::Timestamp;

fn context() -> crate::app::UpdateContext {
    crate::app::UpdateContext::new(
        crate::app::Settings::default(),
        crate::service::api::ConnectionId(1),
        1,
        Timestamp::UNIX_EPOCH,
    )
}

fn with_cx<T>(look: impl FnOnce(&mut FormContext<'_>) -> T) -> T {
    let mut update = context();
    look(&mut FormContext {
        update: &mut update,
        secrets: &crate::secrets::Summaries::default(),
        connection: ConnectionSummary {
            region: Some("eu-west-1"),
            account: Some("111122223333"),
            ..ConnectionSummary::default()
        },
    })
}

/// A form of that kind, `a` its name.
fn form(kind: Kind) -> Create {
    let mut form = Create::in_folder("a");
    form.kind.input.choose(&kind);
    with_cx(|cx| form.changed(form.kind.id(), cx));
    form
}

fn table(form: &mut Create) -> &mut Table {
    match &mut form.value {
        Value::Members(field) => &mut field.input,
        value => {
            let mut fields = Vec::new();
            value.list_mut(&mut fields);
            fields.pop().and_then(|field| field.input_mut().table_mut()).unwrap()
        }
    }
}

fn rows(form: &mut Create, rows: Vec<TableRow>) {
    *table(form) = Table::new(rows, Mask::Masked);
}

fn row(key: &str, value: &str, kind: RowKind) -> TableRow {
    TableRow { kind, ..TableRow::new(key, value.to_owned()) }
}

/// The value as text, or the error at its last field.
fn text_of(form: &mut Create) -> Result<String, String> {
    match with_cx(|cx| form.value.read(cx)) {
        Ok(NewValue::Body(ValueBody::Text(text))) => Ok(text.to_string()),
        Ok(other) => panic!("{other:?}"),
        Err(_) => {
            let mut fields = Vec::new();
            form.value.list(&mut fields);
            Err(fields.last().unwrap().error().unwrap().to_owned())
        }
    }
}

#[test]
fn keys_and_values_become_json_in_their_order() {
    let mut form = form(Kind::KeyValue);
    assert!(text_of(&mut form).unwrap_err().contains("no key yet"));
    let written =
        vec![row("b", "x\"y", RowKind::Text), row("", "", RowKind::Text), row("a", "[1]", RowKind::Json)];
    rows(&mut form, written);
    assert_eq!(text_of(&mut form).unwrap(), r#"{"b":"x\"y","a":[1]}"#);
    rows(&mut form, vec![row("", "x", RowKind::Text)]);
    assert!(text_of(&mut form).unwrap_err().contains("no key"));
    rows(&mut form, vec![row("a", "x", RowKind::Text), row("a", "", RowKind::Text)]);
    assert!(text_of(&mut form).unwrap_err().contains("twice"));
    rows(&mut form, vec![row("a", "hunter2", RowKind::Json)]);
    let error = text_of(&mut form).unwrap_err();
    assert!(error.contains("not valid JSON") && !error.contains("hunter2"), "{error}");
}

#[test]
fn credentials_say_which_key_is_empty_and_leave_out_what_may_be() {
    let mut form = form(Kind::Database);
    assert_eq!(text_of(&mut form).unwrap_err(), "host is still empty.");
    for (at, text) in [(1, "db"), (2, "app"), (3, "hunter2")] {
        table(&mut form).row_mut(at).unwrap().value.replace(text.to_owned());
    }
    let expected = r#"{"engine":"mysql","host":"db","username":"app","password":"hunter2","port":3306}"#;
    assert_eq!(text_of(&mut form).unwrap(), expected);
}

#[test]
fn text_and_json_are_taken_as_they_are_within_the_limits() {
    let mut text = form(Kind::Text);
    let mut json = form(Kind::Json);
    assert!(text_of(&mut text).unwrap_err().contains("empty"));
    for form in [&mut text, &mut json] {
        form.value.put_text("{\n \"a\": }".to_owned().into());
    }
    assert!(text_of(&mut json).unwrap_err().contains("Line 2"));
    assert_eq!(text_of(&mut text).unwrap(), "{\n \"a\": }");
    text.value.put_text("x".repeat(65_537).into());
    assert!(text_of(&mut text).unwrap_err().contains("65537 bytes"));
}

#[test]
fn another_kind_keeps_the_rest_of_the_form() {
    let mut form = form(Kind::Nothing);
    Input::paste(&mut form.kms_key.input, "alias/app");
    assert_eq!(form.kind.input.key(KeyCode::Right.into()), crate::app::form::Edit::Changed);
    with_cx(|cx| form.changed(form.kind.id(), cx));
    assert!(matches!(form.value, Value::Members(_)));
    assert_eq!(form.kms_key.text(), "alias/app");
}

fn reviewed(form: &mut Create) -> Review {
    with_cx(|cx| {
        let wanted = form.validate(cx).unwrap();
        match form.review(wanted, cx) {
            Outcome::Review(review) => *review,
            other => panic!("{other:?}"),
        }
    })
}

#[test]
fn a_review_has_all_but_the_value() {
    let mut form = form(Kind::KeyValue);
    rows(&mut form, vec![row("password", "hunter2", RowKind::Text)]);
    let review = reviewed(&mut form);
    let said = format!("{review:?} {:?}", review.cli_equivalents());
    assert!(said.contains("Keys: password") && said.contains("22 bytes") && said.contains("file://VALUE"));
    assert!(!said.contains("hunter2"), "{said}");
    let mut update = context();
    assert_ne!(update.mint_token(), update.mint_token());
}

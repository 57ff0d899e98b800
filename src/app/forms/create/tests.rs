//! What a filled form comes to.

use super::*;
use crate::app::connection::ConnectionSummary;
use crate::app::form::{PairKind, PairRow};

fn context() -> crate::app::UpdateContext {
    crate::app::UpdateContext::new(
        crate::app::Settings::default(),
        crate::service::api::ConnectionId(1),
        1,
        Timestamp::UNIX_EPOCH,
    )
}

fn with_facts<T>(look: impl FnOnce(&mut FormContext<'_>) -> T) -> T {
    let mut update = context();
    look(&mut FormContext {
        update: &mut update,
        secrets: &[],
        connection: ConnectionSummary {
            region: Some("eu-west-1"),
            account: Some("111122223333"),
            profile: None,
        },
    })
}

/// A form of that kind, `a` its name.
fn form(kind: Kind) -> (Create, Fields) {
    let mut sheet = Create::in_folder("a");
    let fields = with_facts(|cx| {
        let mut fields = Fields::new(sheet.fields(cx));
        let at = KINDS.iter().position(|(of, _)| *of == kind).unwrap();
        if let Some(Input::Choice { at: chosen, .. }) =
            fields.get_mut(FieldId::Kind).map(|field| &mut field.input)
        {
            *chosen = at;
        }
        sheet.changed(&mut fields, FieldId::Kind, cx);
        fields
    });
    (sheet, fields)
}

fn rows(fields: &mut Fields, rows: Vec<PairRow>) {
    *fields.pairs_mut(FieldId::Members).unwrap() =
        crate::app::form::Pairs::new(rows, crate::app::form::Mask::Masked);
}

fn row(key: &str, value: &str, kind: PairKind) -> PairRow {
    PairRow { kind, ..PairRow::new(key, value.to_owned()) }
}

fn text_of(kind: Kind, fields: &Fields) -> Result<String, String> {
    match kind.value(fields) {
        Ok(Some(ValueBody::Text(text))) => Ok(text.to_string()),
        Ok(other) => panic!("{other:?}"),
        Err(error) => Err(error.text),
    }
}

#[test]
fn keys_and_values_become_json_in_their_order() {
    let (_, mut fields) = form(Kind::KeyValue);
    assert!(text_of(Kind::KeyValue, &fields).unwrap_err().contains("no key yet"));
    let written =
        vec![row("b", "x\"y", PairKind::Text), row("", "", PairKind::Text), row("a", "[1]", PairKind::Json)];
    rows(&mut fields, written);
    assert_eq!(text_of(Kind::KeyValue, &fields).unwrap(), r#"{"b":"x\"y","a":[1]}"#);
    rows(&mut fields, vec![row("", "x", PairKind::Text)]);
    assert!(text_of(Kind::KeyValue, &fields).unwrap_err().contains("no key"));
    rows(&mut fields, vec![row("a", "x", PairKind::Text), row("a", "", PairKind::Text)]);
    assert!(text_of(Kind::KeyValue, &fields).unwrap_err().contains("twice"));
    rows(&mut fields, vec![row("a", "hunter2", PairKind::Json)]);
    let error = text_of(Kind::KeyValue, &fields).unwrap_err();
    assert!(error.contains("no JSON") && !error.contains("hunter2"), "{error}");
}

#[test]
fn credentials_say_which_key_is_empty_and_leave_out_what_may_be() {
    let (_, mut fields) = form(Kind::Database);
    assert_eq!(text_of(Kind::Database, &fields).unwrap_err(), "host is still empty.");
    for (at, text) in [(1, "db"), (2, "app"), (3, "hunter2")] {
        fields.pairs_mut(FieldId::Members).unwrap().row_mut(at).unwrap().value.replace(text.to_owned());
    }
    let expected = r#"{"engine":"mysql","host":"db","username":"app","password":"hunter2","port":3306}"#;
    assert_eq!(text_of(Kind::Database, &fields).unwrap(), expected);
}

#[test]
fn text_and_json_are_taken_as_they_are_within_the_limits() {
    let (_, mut fields) = form(Kind::Json);
    let put = |fields: &mut Fields, text: &str| {
        if let Some(Input::SecretArea { area, .. }) =
            fields.get_mut(FieldId::Text).map(|field| &mut field.input)
        {
            area.replace(text.to_owned());
        }
    };
    assert!(text_of(Kind::Text, &fields).unwrap_err().contains("empty"));
    put(&mut fields, "{\n \"a\": }");
    assert!(text_of(Kind::Json, &fields).unwrap_err().contains("Line 2"));
    assert_eq!(text_of(Kind::Text, &fields).unwrap(), "{\n \"a\": }");
    put(&mut fields, &"x".repeat(65_537));
    assert!(text_of(Kind::Text, &fields).unwrap_err().contains("65537 bytes"));
}

#[test]
fn another_kind_keeps_the_rest_of_the_form() {
    let (mut sheet, mut fields) = form(Kind::Nothing);
    if let Some(field) = fields.get_mut(FieldId::KmsKey) {
        field.paste("alias/app");
    }
    with_facts(|cx| {
        if let Some(field) = fields.get_mut(FieldId::Kind) {
            field.input = Field::choice(FieldId::Kind, "", "", &["key/value"]).input;
        }
        sheet.changed(&mut fields, FieldId::Kind, cx);
        assert!(fields.pairs(FieldId::Members).is_some());
        assert_eq!(fields.text(FieldId::KmsKey), "alias/app");
    });
}

#[test]
fn a_review_has_all_but_the_value() {
    let (mut sheet, mut fields) = form(Kind::KeyValue);
    rows(&mut fields, vec![row("password", "hunter2", PairKind::Text)]);
    with_facts(|cx| {
        let Submission::Review(review) = sheet.submit(&mut fields, cx) else { panic!("no review") };
        let said = format!("{review:?} {:?}", review.plan.cli_equivalents());
        assert!(
            said.contains("Keys: password") && said.contains("22 bytes") && said.contains("file://VALUE")
        );
        assert!(!said.contains("hunter2"), "{said}");
    });
    let mut update = context();
    assert_ne!(update.mint_token(), update.mint_token());
}

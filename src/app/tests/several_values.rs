//! Several values: read in batches, compared masked, copied, with what failed secret by secret.

use super::world::*;
use crate::app::Effect;
use crate::app::form::{Form, Note};
use crate::secrets::AWSPREVIOUS;
use crate::secrets::{SecretValue, ValueBody, VersionId};
use crate::service::api::{BatchError, BatchValue, Reply, Request};

fn batch(values: &[(&str, &str)], errors: Vec<BatchError>) -> Reply {
    let value = |(name, text): &(&str, &str)| BatchValue {
        arn: arn(name),
        name: (*name).into(),
        value: SecretValue {
            arn: None,
            name: None,
            version: VersionId(CURRENT.into()),
            labels: label_set(&["AWSCURRENT"]),
            created: None,
            body: ValueBody::text((*text).into()),
        },
    };
    Reply::BatchGetSecretValue { values: values.iter().map(value).collect(), errors }
}

/// Three marked secrets, their values read.
fn comparing() -> World {
    let mut world = World::listing(NARROW, &secrets(&["a", "b", "c", "d"]));
    world.keys("space space space =");
    let values = [
        ("a", r#"{"user":"app","pw":"one"}"#),
        ("b", r#"{"user":"app","pw":"two"}"#),
        ("c", r#"{"user":"app"}"#),
    ];
    world.answer("BatchGetSecretValue", batch(&values, Vec::new()));
    world
}

fn hidden(form: &Form) -> Vec<String> {
    let lines = form.notes().iter().flat_map(|note: &Note| &note.hidden);
    lines.map(|line| line.text.to_string()).collect()
}

#[test]
fn keys_are_compared_without_a_value_on_screen() {
    let world = comparing();
    let notes = world.form_notes();
    let (heading, rows) = notes.split_once('\n').unwrap();
    assert!(heading.starts_with("3 secrets compared"), "{notes}");
    assert_eq!(rows, "user  the same in all 3\npw    A a · B b · not in c");
    assert_eq!(hidden(world.form()), ["app", "A  one", "B  two"]);
    assert!(!format!("{:?}", world.form()).contains("two"));
}

#[test]
fn which_of_them_have_a_key_is_said() {
    let mut world = comparing();
    world.type_text("pw");
    let notes = world.form_notes();
    assert!(notes.contains("2 of 3 have the key pw.\nNot in c"), "{notes}");
    assert!(!notes.contains("user"), "{notes}");
}

#[test]
fn they_are_copied_as_variables_or_as_json_and_the_form_stays() {
    let mut world = comparing();
    world.effects();
    world.keys("ctrl-s tab right ctrl-s");
    let copies: Vec<String> = world.effects().iter().filter_map(copied).collect();
    assert!(copies[0].contains("# a\nA_USER=app\nA_PW=one\n"), "{copies:?}");
    assert!(copies[1].contains("\"c\": {\"user\":\"app\"}"), "{copies:?}");
    assert_eq!(world.form().title(), "Values of 3 secrets");
}

fn copied(effect: &Effect) -> Option<String> {
    match effect {
        Effect::Copy(_, text) => {
            assert_eq!(text.sensitivity(), crate::app::copy::Sensitivity::Secret);
            Some(text.expose().to_owned())
        }
        _ => None,
    }
}

#[test]
fn more_than_twenty_are_read_in_several_calls_and_each_may_fail_alone() {
    let names: Vec<String> = (0..25).map(|nth| format!("s{nth:02}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut world = World::listing(NARROW, &secrets(&names));
    world.keys("* = ctrl-s");
    let calls: Vec<_> = world
        .out
        .iter()
        .filter(|(_, request)| request.operation() == "BatchGetSecretValue")
        .cloned()
        .collect();
    let sizes: Vec<_> = calls.iter().map(|(_, request)| size(request)).collect();
    assert_eq!(sizes, [20, 5]);
    let gone = BatchError {
        secret: arn("s01").to_string(),
        code: "ResourceNotFoundException".into(),
        message: "It is gone.".into(),
    };
    world.reply(&calls[0].0, Ok(batch(&[("s00", "t")], vec![gone])));
    world.reply(&calls[1].0, Err(error("BatchGetSecretValue", denied("BatchGetSecretValue"))));
    let notes = world.form_notes();
    assert!(notes.contains("s01: ResourceNotFoundException: It is gone."), "{notes}");
    assert!(notes.contains("s20, s21, s22, s23, s24: Access denied"), "{notes}");
    assert!(notes.contains("secretsmanager:BatchGetSecretValue"), "{notes}");
    assert!(notes.contains("the same in all 1"), "{notes}");
}

#[test]
fn an_error_without_a_code_is_told_without_a_gap() {
    let mut world = World::listing(NARROW, &secrets(&["a", "b"]));
    world.keys("space j space = y");
    let error =
        BatchError { secret: arn("b").to_string(), code: String::new(), message: "It is odd.".into() };
    world.answer("BatchGetSecretValue", batch(&[("a", "t")], vec![error]));
    let notes = world.form_notes();
    assert!(notes.contains("b: It is odd."), "{notes}");
}

fn size(request: &Request) -> usize {
    match request {
        Request::BatchGetSecretValue { secrets } => secrets.len(),
        _ => 0,
    }
}

#[test]
fn without_marks_the_last_two_versions_are_compared_if_there_are_two() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("=");
    assert_eq!(world.form().title(), "Compare two versions of a");
    assert!(!world.is_out("BatchGetSecretValue"));
    let mut only = secret("a");
    only.versions.0.retain(|_, labels| labels.iter().all(|label| label.as_str() != AWSPREVIOUS));
    let mut world = World::listing(NARROW, &[only]);
    world.keys("=");
    assert!(world.notice().contains("No secret is marked"), "{}", world.notice());
    assert!(world.sent().is_empty());
}

//! `strongroom list`.

use crate::run::Run;
use crate::service::{Service, on_both};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read};

#[test]
fn the_names_that_match_are_printed_in_each_form() {
    let secrets = json!([
        { "name": "app/db", "text": "one", "tags": { "team": "web" }, "description": "a\tb" },
        { "name": "app/token", "text": "two" },
        { "name": "old/token", "text": "three", "deleted": 7 },
    ]);
    on_both(&secrets, |service| {
        assert_eq!(service.run(&["list", "app/"]).out(), "app/db\napp/token\n");
        assert_eq!(service.run(&["list", "tag:team=web"]).out(), "app/db\n");
        assert_eq!(service.run(&["list", "nothing-is-like-this"]).out(), "");
        assert_eq!(service.run(&["list", "--deleted"]).out(), "old/token\n");
        assert_eq!(service.run(&["list", "token", "--names"]).out(), "app/token\n");
        let tsv = service.run(&["list", "app/db", "--tsv"]).out();
        let [heads, row] = tsv.lines().collect::<Vec<_>>()[..] else { panic!("{tsv}") };
        assert_eq!(heads.split('\t').count(), row.split('\t').count());
        assert!(row.starts_with("app/db\tarn:") && row.ends_with("\tteam=web\ta\\tb"), "{row:?}");
        let all: Value = serde_json::from_str(&service.run(&["list", "app/", "--json"]).out()).unwrap();
        assert_eq!(all.as_array().unwrap().len(), 2);
        assert_eq!(all[0]["Tags"], json!([{ "Key": "team", "Value": "web" }]));
        let none: Value = serde_json::from_str(&service.run(&["list", "zzz", "--json"]).out()).unwrap();
        assert_eq!(none, json!([]));
    });
}

#[test]
fn a_wrong_filter_is_wrong_usage() {
    let told = Run::at("http://127.0.0.1:1", &["list", "rotation:sometimes"]).fails(2);
    assert!(told.contains("rotation:sometimes"), "{told}");
}

#[test]
fn the_first_page_is_printed_before_the_others_are_read_and_a_closed_pipe_is_no_error() {
    let service = Service::embedded();
    service.boto().create_many("many/", 350);
    let mut run = service.run(&["list", "^many/"]);
    let mut child = run.start();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    out.read_line(&mut first).unwrap();
    assert!(first.starts_with("many/"));
    drop(out);
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    assert_eq!((child.wait().unwrap().code(), errors.as_str()), (Some(0), ""));
    let all = service.run(&["list", "^many/"]).out();
    assert_eq!(all.lines().count(), 350);
}

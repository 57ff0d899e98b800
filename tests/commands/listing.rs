//! `strongroom list`.

use crate::fault::{Endpoint, Fault};
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

/// The lines of a list of `many/0000` and so on, each once.
fn assert_whole(out: &[u8], count: usize) {
    let mut names: Vec<_> = std::str::from_utf8(out).expect("the names are text").lines().collect();
    names.sort_unstable();
    let all: Vec<_> = (0..count).map(|number| format!("many/{number:04}")).collect();
    assert_eq!(names, all);
}

#[test]
fn pages_of_a_long_list_are_asked_for_side_by_side() {
    let service = Service::embedded();
    service.boto().create_many("many/", 1_200);
    let endpoint = Endpoint::before(service.url());
    endpoint.fail_after("ListSecrets", 5, usize::MAX, Fault::Hold);
    let mut run = Run::at(&endpoint.url(), &["list"]);
    let child = run.start();
    // The pages after the fifth are held: those that are asked for now are out at once.
    endpoint.wait_for_calls("ListSecrets", 7);
    endpoint.mend("ListSecrets");
    let ended = child.wait_with_output().unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    assert_whole(&ended.stdout, 1_200);
}

#[test]
fn a_long_list_is_whole_at_an_endpoint_whose_filters_are_not_those_of_aws() {
    let service = Service::moto();
    service.boto().create_many("many/", 700);
    assert_whole(service.run(&["list"]).out().as_bytes(), 700);
}

/// An answer of `ListSecrets` with these entries besides one whole secret.
fn with_odd_entries(odd: &[Value], token: &Value) -> Fault {
    let arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:even-AbCdEf";
    let entries: Vec<_> = odd.iter().cloned().chain([json!({ "ARN": arn, "Name": "even" })]).collect();
    let body = json!({ "SecretList": entries, "NextToken": token }).to_string();
    Fault::Answer { status: 200, content_type: "application/x-amz-json-1.1", body }
}

#[test]
fn entries_without_an_arn_or_a_name_are_told_with_their_number() {
    let service = Service::embedded();
    let odd = [json!({ "Name": "odd" }), json!({ "ARN": "x" }), json!({}), json!({ "ARN": "", "Name": "" })];
    for (pages, told) in [
        (vec![with_odd_entries(&odd[..1], &Value::Null)], "1 entry has no ARN or no name"),
        (vec![with_odd_entries(&odd, &Value::Null)], "4 entries have no ARN or no name"),
        (
            vec![with_odd_entries(&odd, &json!("next")), with_odd_entries(&odd[..2], &Value::Null)],
            "6 entries have no ARN or no name",
        ),
    ] {
        for (form, printed) in [("--names", "even\n"), ("--json", "\"Name\":\"even\""), ("--tsv", "\neven\t")]
        {
            let endpoint = Endpoint::before(service.url());
            endpoint.fail_in_turn("ListSecrets", &pages);
            let ended = Run::at(&endpoint.url(), &["list", form]).end();
            assert_eq!(ended.status, Some(9), "{}", ended.errors);
            assert!(ended.errors.contains(told), "{}", ended.errors);
            assert_eq!(ended.errors.lines().count(), 1, "{}", ended.errors);
            let out = String::from_utf8(ended.out).unwrap();
            assert!(out.contains(printed) && !out.contains("odd"), "{out}");
        }
    }
}

#[test]
fn a_list_without_one_of_its_pages_is_a_failure_that_prints_the_others() {
    let service = Service::embedded();
    service.boto().create_many("many/", 300);
    let endpoint = Endpoint::before(service.url());
    endpoint.fail_after("ListSecrets", 2, usize::MAX, Fault::denied("secretsmanager:ListSecrets"));
    let ended = Run::at(&endpoint.url(), &["list", "--json"]).end();
    assert_eq!(ended.status, Some(4), "{}", ended.errors);
    let came: Value = serde_json::from_slice(&ended.out).expect("what came is a whole document");
    assert_eq!(came.as_array().map(Vec::len), Some(200));
}

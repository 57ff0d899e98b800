//! `ListSecrets`: filters, sorting, pages.

use serde_json::{Value, json};

use super::{ONE, Service};
use crate::embedded::Naming;

fn names(page: &Value) -> Vec<String> {
    let secrets = page["SecretList"].as_array().unwrap();
    secrets.iter().map(|secret| secret["Name"].as_str().unwrap().to_owned()).collect()
}

fn list(service: &Service, members: Value) -> Vec<String> {
    names(&service.ok("ListSecrets", members))
}

fn shop() -> Service {
    let service = Service::new();
    for (name, description, key, value) in [
        ("prod/shop/db", "Main database of the Shop", "team", "shop"),
        ("prod/blog", "Words, words", "Team", "Blog"),
        ("dev/shop/db", "A copy of the main database", "env", "dev"),
    ] {
        service.advance(10);
        let members = json!({"Name": name, "ClientRequestToken": ONE, "SecretString": "x",
                             "Description": description, "Tags": [{"Key": key, "Value": value}]});
        service.ok("CreateSecret", members);
    }
    service
}

#[test]
fn every_filter_key_matches_in_its_own_way() {
    let service = shop();
    let filtered =
        |key: &str, values: &[&str]| list(&service, json!({"Filters": [{"Key": key, "Values": values}]}));
    assert_eq!(filtered("name", &["prod/"]), ["prod/shop/db", "prod/blog"]);
    assert!(filtered("name", &["Prod"]).is_empty(), "case counts");
    assert!(filtered("name", &["shop"]).is_empty(), "a prefix, not a part");
    assert_eq!(filtered("name", &["!prod/"]), ["dev/shop/db"]);
    assert_eq!(filtered("name", &["dev", "prod/b"]), ["prod/blog", "dev/shop/db"], "values are ored");
    assert_eq!(filtered("description", &["DATA main"]), ["prod/shop/db", "dev/shop/db"]);
    assert_eq!(filtered("tag-key", &["team"]), ["prod/shop/db"]);
    assert_eq!(filtered("tag-value", &["Bl"]), ["prod/blog"]);
    assert_eq!(filtered("all", &["shop"]), ["prod/shop/db", "dev/shop/db"]);
    assert_eq!(filtered("all", &["words"]), ["prod/blog"]);
    assert!(filtered("owning-service", &["rds"]).is_empty());
    let both =
        json!({"Filters": [{"Key": "name", "Values": ["prod"]}, {"Key": "tag-key", "Values": ["team"]}]});
    assert_eq!(list(&service, both), ["prod/shop/db"], "filters are anded");
    let keyless = json!({"Filters": [{"Values": ["x"]}]});
    service.refuses("ListSecrets", keyless, "InvalidParameterException", "Invalid filter key");
}

#[test]
fn listings_are_sorted_by_each_key() {
    let service = shop();
    service.advance(86_400);
    service.ok("GetSecretValue", json!({"SecretId": "prod/blog"}));
    service.ok("TagResource", json!({"SecretId": "prod/shop/db", "Tags": []}));
    let sorted = |by: &str, order: &str| list(&service, json!({"SortBy": by, "SortOrder": order}));
    assert_eq!(list(&service, json!({})), ["prod/shop/db", "prod/blog", "dev/shop/db"], "oldest first");
    assert_eq!(sorted("name", "asc"), ["dev/shop/db", "prod/blog", "prod/shop/db"]);
    assert_eq!(sorted("created-date", "desc"), ["dev/shop/db", "prod/blog", "prod/shop/db"]);
    assert_eq!(sorted("last-changed-date", "desc"), ["prod/shop/db", "dev/shop/db", "prod/blog"]);
    assert_eq!(sorted("last-accessed-date", "desc")[0], "prod/blog");
}

/// All entries of a listing, read page by page.
pub(super) fn all_pages(service: &Service, mut members: Value) -> Vec<Value> {
    let mut seen = Vec::new();
    loop {
        let page = service.ok("ListSecrets", members.clone());
        seen.extend_from_slice(page["SecretList"].as_array().unwrap());
        members["NextToken"] = page["NextToken"].clone();
        if members["NextToken"].is_null() {
            return seen;
        }
    }
}

fn all_names(service: &Service, members: Value) -> Vec<String> {
    let entries = all_pages(service, members);
    entries.iter().map(|entry| entry["Name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn pages_in_any_order_and_size_return_each_secret_once() {
    let service = Service::new();
    let mut expected: Vec<String> = (0..23).map(|n| format!("s{n:02}")).collect();
    for (index, name) in expected.iter().enumerate() {
        service.advance(i64::from(index % 3 == 0));
        service.create(name);
    }
    expected.sort();
    for by in ["name", "created-date", "last-accessed-date", "last-changed-date"] {
        for order in ["asc", "desc"] {
            let whole = all_names(&service, json!({"SortBy": by, "SortOrder": order}));
            for size in [1, 7, 23, 100] {
                let paged = json!({"SortBy": by, "SortOrder": order, "MaxResults": size});
                assert_eq!(all_names(&service, paged.clone()), whole, "{by} {order} {size}");
                let mut filtered = paged;
                filtered["Filters"] = json!([{"Key": "name", "Values": ["s1", "s12"]}]);
                let some: Vec<_> = whole.iter().filter(|name| name.starts_with("s1")).cloned().collect();
                assert_eq!(all_names(&service, filtered), some, "{by} {order} {size}, filtered");
            }
            let mut sorted = whole;
            sorted.sort();
            assert_eq!(sorted, expected, "{by} {order}");
        }
    }
}

#[test]
fn a_filter_that_matches_many_names_keeps_the_order() {
    let service = Service::new();
    service.embedded.generate("eu-central-1", 10_000);
    let filters = json!([{"Key": "name", "Values": ["prod/"]}]);
    let many = all_names(&service, json!({"Filters": filters}));
    let whole = all_names(&service, json!({}));
    let expected: Vec<_> = whole.into_iter().filter(|name| name.starts_with("prod/")).collect();
    assert!(many == expected && many.len() > 2_000, "{} of {}", many.len(), expected.len());
}

#[test]
fn a_rare_match_is_on_the_first_page_wherever_it_is_in_the_order() {
    let service = Service::new();
    service.create("aaa/first");
    service.embedded.generate("eu-central-1", 12_000);
    let members = json!({"Name": "zzz/last", "ClientRequestToken": ONE, "SecretString": "x",
                         "Description": "Odd one out", "Tags": [{"Key": "colour", "Value": "Red"}]});
    service.ok("CreateSecret", members);
    for (key, value) in
        [("name", "zzz"), ("all", "ZZZ red"), ("description", "odd"), ("tag-key", "col"), ("tag-value", "R")]
    {
        for order in ["asc", "desc"] {
            for by in ["name", "created-date", "last-changed-date"] {
                let filters = json!([{"Key": key, "Values": [value]}]);
                let page =
                    service.ok("ListSecrets", json!({"Filters": filters, "SortBy": by, "SortOrder": order}));
                assert_eq!(names(&page), ["zzz/last"], "{key} {by} {order}");
                assert!(page["NextToken"].is_null(), "{key} {by} {order}");
            }
        }
    }
    let page = service.ok("ListSecrets", json!({"Filters": [{"Key": "tag-value", "Values": ["nobody"]}]}));
    assert!(names(&page).is_empty() && page["NextToken"].is_null(), "{page}");
}

#[test]
fn a_page_that_no_index_can_fill_ends_early_with_a_token() {
    let service = Service::new();
    service.embedded.generate_named("eu-central-1", 45_000, Naming::LongPrefix);
    service.create("zzz/last");
    let members =
        json!({"Filters": [{"Key": "name", "Values": ["!example-corporation/"]}], "SortBy": "name"});
    let page = service.ok("ListSecrets", members.clone());
    assert!(names(&page).is_empty() && page["NextToken"].is_string(), "{page}");
    assert_eq!(all_names(&service, members), ["zzz/last"]);
}

#[test]
fn a_token_is_valid_for_its_own_query_only() {
    let service = Service::new();
    service.create("a");
    service.create("b");
    let page = service.ok("ListSecrets", json!({"MaxResults": 1}));
    let token = page["NextToken"].as_str().unwrap();
    for members in [
        json!({"NextToken": "x"}),
        json!({"NextToken": &token[1..]}),
        json!({"NextToken": token, "SortBy": "name"}),
        json!({"NextToken": token, "Filters": [{"Key": "name", "Values": ["b"]}]}),
    ] {
        service.refuses("ListSecrets", members, "InvalidNextTokenException", "");
    }
    assert_eq!(list(&service, json!({"NextToken": token, "MaxResults": 5})), ["b"]);
}

#[test]
fn secrets_scheduled_for_deletion_are_listed_on_demand() {
    let service = Service::new();
    service.create("a");
    service.ok("DeleteSecret", json!({"SecretId": "a"}));
    assert!(list(&service, json!({})).is_empty());
    let page = service.ok("ListSecrets", json!({"IncludePlannedDeletion": true}));
    assert!(page["SecretList"][0]["DeletedDate"].is_number());
}

#[test]
fn generated_secrets_are_the_same_each_time_and_rotate_on_schedule() {
    let generated = |count: usize| {
        let service = Service::new();
        service.embedded.generate("eu-central-1", count);
        service
    };
    let service = generated(200);
    let members = json!({"IncludePlannedDeletion": true, "SortBy": "name"});
    let page = service.ok("ListSecrets", members.clone());
    assert_eq!(page, generated(200).ok("ListSecrets", members.clone()));
    assert!(page["NextToken"].is_string());
    service.advance(31 * 86_400);
    let later = service.ok("ListSecrets", members);
    let rotating: Vec<&Value> = later["SecretList"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|secret| secret["RotationEnabled"] == true)
        .collect();
    assert!(!rotating.is_empty());
    for secret in rotating {
        assert!(secret["NextRotationDate"].as_f64() > Some(1_790_000_000.0 + 31.0 * 86_400.0), "{secret}");
    }
}

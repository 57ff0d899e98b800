use super::*;
use crate::service::convert;
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// The page as the SDK decodes it; `None` if it refuses it.
fn page_of_sdk(body: &[u8]) -> Option<ListPage> {
    let response = http::Response::builder().status(200).body(body.to_vec().into()).unwrap();
    let response = HttpResponse::try_from(response).unwrap();
    let output = decode_with_sdk(&response, &ConfigBag::base()).ok()?;
    let output = output.downcast::<ListSecretsOutput>().unwrap();
    Some(ListPage {
        secrets: output.secret_list?.into_iter().map(convert::summary).collect(),
        next_token: output.next_token.filter(|token| !token.is_empty()),
    })
}

fn text() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => "[a-z/é\"\\\\\n]{0,6}".prop_map(Value::from),
        1 => Just(json!(null)),
    ]
}

fn time() -> impl Strategy<Value = Value> {
    prop_oneof![
        (-10_i64..2_000_000_000).prop_map(Value::from),
        (0_u32..2_000_000_000, 0_u32..1_000)
            .prop_map(|(seconds, millis)| json!(f64::from(seconds) + f64::from(millis) / 1_000.0)),
        Just(json!(0)),
        Just(json!(1e300)),
    ]
}

/// A value of another type than the service gives.
fn odd() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(null)),
        Just(json!(true)),
        Just(json!(1.5)),
        Just(json!(-1)),
        Just(json!("x")),
        Just(json!([null])),
        Just(json!([{}])),
        Just(json!({ "a": null })),
        Just(json!({ "a": ["b", null] })),
    ]
}

fn tags() -> impl Strategy<Value = Value> {
    vec((text(), text()).prop_map(|(key, value)| json!({ "Key": key, "Value": value })), 0..3)
        .prop_map(Value::from)
}

fn versions() -> impl Strategy<Value = Value> {
    let labels = vec("(AWSCURRENT|AWSPENDING|)", 0..3).prop_map(Value::from);
    vec(("[a-c]{1,2}", labels), 0..3).prop_map(|all| Value::from(all.into_iter().collect::<Map<_, _>>()))
}

fn rules() -> impl Strategy<Value = Value> {
    (-1..40_i64, text()).prop_map(|(days, schedule)| {
        json!({ "AutomaticallyAfterDays": days, "ScheduleExpression": schedule, "Duration": null })
    })
}

/// A field of an entry with a value of its type.
fn field() -> impl Strategy<Value = (String, Value)> {
    let texts = prop::sample::select(vec![
        "ARN",
        "Name",
        "Type",
        "Description",
        "KmsKeyId",
        "RotationLambdaARN",
        "OwningService",
        "PrimaryRegion",
        "ExternalSecretRotationRoleArn",
    ]);
    let times = prop::sample::select(vec![
        "LastRotatedDate",
        "LastChangedDate",
        "LastAccessedDate",
        "DeletedDate",
        "NextRotationDate",
        "CreatedDate",
    ]);
    let named = |name: &'static str| move |value| (name.to_owned(), value);
    prop_oneof![
        4 => (texts, text()).prop_map(|(name, value)| (name.to_owned(), value)),
        3 => (times, time()).prop_map(|(name, value)| (name.to_owned(), value)),
        1 => any::<bool>().prop_map(Value::from).prop_map(named("RotationEnabled")),
        1 => rules().prop_map(named("RotationRules")),
        1 => tags().prop_map(named("Tags")),
        1 => tags().prop_map(named("ExternalSecretRotationMetadata")),
        1 => versions().prop_map(named("SecretVersionsToStages")),
        1 => odd().prop_map(named("NewField")),
    ]
}

fn entry() -> impl Strategy<Value = Map<String, Value>> {
    ("[a-z]{0,4}", vec(field(), 0..12)).prop_map(|(name, fields)| {
        let first = [("ARN".to_owned(), json!(format!("arn:{name}"))), ("Name".to_owned(), json!(name))];
        first.into_iter().chain(fields).collect()
    })
}

fn page() -> impl Strategy<Value = Value> {
    (vec(entry(), 0..4), weighted(0.5, text())).prop_map(|(entries, token)| {
        let mut page = json!({ "SecretList": entries });
        if let Some(token) = token {
            page["NextToken"] = token;
        }
        page
    })
}

proptest! {
    #[test]
    fn a_page_is_what_the_sdk_makes_of_it(page in page()) {
        let body = page.to_string();
        let decoded = entry::page(body.as_bytes());
        prop_assert!(decoded.is_some(), "{body}");
        let in_lines = serde_json::to_string_pretty(&page).unwrap();
        prop_assert_eq!(&entry::page(in_lines.as_bytes()), &decoded, "{}", in_lines);
        prop_assert_eq!(decoded, page_of_sdk(body.as_bytes()), "{}", body);
    }

    #[test]
    fn a_page_with_a_field_of_another_type_is_left_to_the_sdk_or_decoded_as_the_sdk_does(
        mut page in page(),
        (name, _) in field(),
        value in odd(),
    ) {
        if let Some(first) = page["SecretList"].get_mut(0) {
            first[name] = value;
        }
        let body = page.to_string();
        if let Some(decoded) = entry::page(body.as_bytes()) {
            prop_assert_eq!(Some(decoded), page_of_sdk(body.as_bytes()), "{}", body);
        }
    }

    #[test]
    fn a_damaged_page_is_left_to_the_sdk_or_decoded_as_the_sdk_does(
        page in page(),
        at in any::<prop::sample::Index>(),
        damage in prop_oneof![Just(None), prop::sample::select(b"\"\\{}[],:0e \x01\xff".to_vec()).prop_map(Some)],
    ) {
        let mut body = page.to_string().into_bytes();
        let at = at.index(body.len());
        match damage {
            Some(byte) => body[at] = byte,
            None => body.truncate(at),
        }
        if let Some(decoded) = entry::page(&body) {
            prop_assert_eq!(Some(decoded), page_of_sdk(&body), "{}", String::from_utf8_lossy(&body));
        }
    }
}

#[test]
fn what_has_no_list_or_a_field_twice_is_left_to_the_sdk() {
    for body in [
        "",
        "{}",
        "[]",
        r#"{"SecretList":null}"#,
        r#"{"SecretList":[null]}"#,
        r#"{"SecretList":[],"SecretList":[]}"#,
        r#"{"SecretList":[{"ARN":"a","Name":"a","Name":"b"}]}"#,
        r#"{"SecretList":[{"ARN":"a","Name":"a","SecretVersionsToStages":{"v":["a"],"v":[]}}]}"#,
        r#"{"SecretList":[]} more"#,
    ] {
        assert_eq!(entry::page(body.as_bytes()), None, "{body}");
    }
}

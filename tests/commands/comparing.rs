//! `strongroom diff`.

use crate::run::Run;
use crate::service::on_both;
use serde_json::{Value, json};

#[track_caller]
fn differs(run: Run) -> String {
    let ended = run.end();
    assert_eq!((ended.status, ended.errors.as_str()), (Some(1), ""));
    String::from_utf8(ended.out).expect("the output is text")
}

const OLD: &str = r#"{"same":1,"user":"marker-old","gone":true,"":"a","x\ny":1}"#;
const NEW: &str = r#"{"same":1,"user":"marker-new","":"b","x\ny":2,"added":{"k":[1.0]}}"#;

#[test]
fn members_that_differ_are_listed_and_their_values_only_if_revealed() {
    on_both(&json!([{ "name": "app/db", "text": OLD, "versions": [NEW] }]), |service| {
        let lines = "~ user\n~ \"\"\n~ \"x\\ny\"\n+ added\n- gone\n";
        assert_eq!(differs(service.run(&["diff", "app/db"])), lines);
        let back =
            differs(service.run(&["diff", "app/db", "--stage", "AWSCURRENT", "--stage", "AWSPREVIOUS"]));
        assert!(back.contains("+ gone\n") && back.contains("- added\n"), "{back}");
        let shown = differs(service.run(&["diff", "app/db", "--reveal"]));
        assert!(shown.contains("~ user: \"marker-old\" → \"marker-new\"\n"), "{shown}");
        assert!(shown.contains("+ added: {\"k\":[1.0]}\n"), "{shown}");
        let text = differs(service.run(&["diff", "app/db", "--json"]));
        assert!(!text.contains("marker"), "{text}");
        let object: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(object["Difference"], "members");
        assert_eq!(object["Old"]["VersionStages"], json!(["AWSPREVIOUS"]));
        let user = json!({ "Key": "user", "Change": "changed", "OldType": "string", "NewType": "string" });
        assert_eq!(object["Members"][0], user);
        let shown = differs(service.run(&["diff", "app/db", "--json", "--reveal"]));
        let object: Value = serde_json::from_str(&shown).unwrap();
        assert_eq!(object["Members"][3]["NewJson"], "{\"k\":[1.0]}");
    });
}

#[test]
fn two_secrets_and_versions_by_id_are_compared() {
    let secrets = json!([{ "name": "a", "text": OLD, "versions": [NEW] }, { "name": "b", "text": NEW }]);
    on_both(&secrets, |service| {
        assert_eq!(service.run(&["diff", "a", "b"]).out(), "");
        let same: Value = serde_json::from_str(&service.run(&["diff", "a", "b", "--json"]).out()).unwrap();
        assert_eq!((&same["Difference"], &same["Members"]), (&json!("none"), &json!([])));
        assert!(differs(service.run(&["diff", "a", "b", "--stage", "AWSPREVIOUS"])).contains("+ added"));
        let old = json!({ "SecretId": "a", "VersionStage": "AWSPREVIOUS" });
        let id = service.boto().call("get_secret_value", &old)["VersionId"].as_str().unwrap().to_owned();
        assert!(differs(service.run(&["diff", "a", "--stage", &id])).contains("+ added"));
        service.run(&["diff", "a", "none"]).fails(3);
        service.run(&["diff", "b"]).fails(3);
        service.run(&["diff", "a", "--stage", "NOSUCH"]).fails(3);
        service.run(&["diff", "a", "--stage", "A", "--stage", "B", "--stage", "C"]).fails(2);
    });
}

#[test]
fn what_has_no_members_is_compared_as_a_whole() {
    let secrets = json!([
        { "name": "text", "text": "marker-one" },
        { "name": "other", "text": "marker-three\nlines" },
        { "name": "bytes", "base64": "/w==" },
        { "name": "as-bytes", "base64": "bWFya2VyLW9uZQ==" },
        { "name": "json", "text": "{\"a\":1,\"b\":2}" },
        { "name": "spaced", "text": "{\"a\": 1,\n\"b\":2}\n" },
    ]);
    on_both(&secrets, |service| {
        let diff = |one: &str, other: &str| differs(service.run(&["diff", one, other]));
        assert_eq!(diff("text", "other"), "~ (the whole value: text)\n");
        assert_eq!(diff("text", "as-bytes"), "~ (the whole value: text → binary)\n");
        assert_eq!(diff("json", "bytes"), "~ (the whole value: text → binary)\n");
        assert_eq!(diff("json", "spaced"), "~ (only order, spaces or escapes)\n");
        let shown = differs(service.run(&["diff", "bytes", "other", "--reveal"]));
        assert_eq!(shown, "~ (the whole value: binary → text)\n- /w==\n+ marker-three\n+ lines\n");
        let text = differs(service.run(&["diff", "text", "other", "--json"]));
        assert!(!text.contains("marker"), "{text}");
        let layout: Value =
            serde_json::from_str(&differs(service.run(&["diff", "json", "spaced", "--json"]))).unwrap();
        assert_eq!((&layout["Difference"], &layout["LayoutDiffers"]), (&json!("layout"), &json!(true)));
    });
}

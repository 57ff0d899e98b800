//! Every screen of the program, for pictures at the usual sizes and for the tests that hold of all of them.

use super::canvas;
use super::samples::{
    company, database, database_detail, database_in, denial, fail_with, first_page, listed, options, outage,
    pending, rotating, undescribed, value, with,
};
use crate::app::known::Known;
use crate::app::plan::{Plan, Step};
use crate::app::profile_rules::ProfileRules;
use crate::app::world::{World, arn, denied, seconds, secret, version};
use crate::app::{Message, StartOptions, SwitchTargets};
use crate::secrets::{AWSCURRENT, AWSPREVIOUS, Detail, SecretValue, StagingLabel, Summary, Tag, ValueBody};
use crate::service::api::{BatchValue, Profile, Reply, Request, VersionSelector};
use ratatui::layout::Size;

/// The sizes that every screen is drawn in.
pub const SIZES: [Size; 3] = [Size::new(80, 24), Size::new(120, 40), Size::new(160, 48)];

/// A screen: its name, and the way to it at a size.
pub type Screen = (&'static str, fn(Size) -> World);

/// All screens.
pub const SCREENS: &[Screen] = &[
    ("list", listed),
    ("list-tree", |size| after("t down down right", listed(size))),
    ("list-marked", |size| after("down space down space", listed(size))),
    ("list-filter-begun", |size| after("/", listed(size))),
    ("list-filter-matches", |size| typed("/", "prdb", listed(size))),
    ("list-filter-nothing", |size| typed("/", "zzzz", listed(size))),
    ("list-filter-wrong", |size| typed("/", "foo:bar", listed(size))),
    ("list-connecting", |size| World::new(options(), size)),
    ("list-loading", |size| World::connected(options(), size)),
    ("list-loading-more", |size| paged(size, |_| {})),
    ("list-failed", |size| {
        let mut world = World::connected(options(), size);
        fail_with(&mut world, "ListSecrets", denial("ListSecrets"));
        world
    }),
    ("list-failed-in-part", |size| {
        paged(size, |world| fail_with(world, "ListSecrets", outage("ListSecrets")))
    }),
    ("list-empty", |size| {
        let mut world = World::connected(options(), size);
        world.list(&[]);
        world
    }),
    ("header-production", |size| {
        World::connected(StartOptions { rules: ProfileRules::default(), ..options() }, size)
    }),
    ("overview", |size| database_in(size, '1')),
    ("overview-all-fields", |size| after("d", database_in(size, '1'))),
    ("overview-denied", |size| {
        let mut world = undescribed(size, '1');
        fail_with(&mut world, "DescribeSecret", denial("DescribeSecret"));
        world
    }),
    ("overview-refresh-failed", |size| {
        let mut world = after("r", database_in(size, '1'));
        fail_with(&mut world, "DescribeSecret", outage("DescribeSecret"));
        world
    }),
    ("value-not-read", |size| undescribed(size, '2')),
    ("value-masked", |size| read(size, ValueBody::text(LOGIN.into()), "")),
    ("value-revealed", |size| read(size, ValueBody::text(LOGIN.into()), "V")),
    ("value-nested", |size| read(size, ValueBody::text(NESTED.into()), "V")),
    ("value-long-lines", |size| read(size, ValueBody::text("0123456789abcdef".repeat(200)), "v")),
    ("value-of-64-kb", |size| read(size, ValueBody::text("a line of text\n".repeat(4_369)), "v")),
    ("value-binary", |size| read(size, ValueBody::binary((0..=255).collect()), "v")),
    ("versions", |size| after("m", versions(size))),
    ("tags", |size| database_in(size, '4')),
    ("policy", |size| policy(size, "")),
    ("policy-none", |size| {
        let mut world = undescribed(size, '5');
        world.answer("GetResourcePolicy", Reply::GetResourcePolicy(None));
        world
    }),
    ("replication", |size| after("down down", database_in(size, '6'))),
    ("rotation-on", |size| database_in(size, '7')),
    ("rotation-overdue", |size| rotation(size, |secret| rotating(secret, -5))),
    ("rotation-failed", |size| rotation(size, |secret| pending(rotating(secret, -5)))),
    ("rotation-never", |size| {
        rotation(size, |secret| Summary {
            rotation_enabled: None,
            rotation_rules: None,
            rotation_lambda_arn: None,
            ..secret
        })
    }),
    ("form-create", |size| after("+", listed(size))),
    ("form-edit-keys", |size| editing(size, LOGIN)),
    ("form-edit-text", |size| after("ctrl-r", editing(size, "line one\nline two"))),
    ("form-tags", |size| after("T", database_in(size, '4'))),
    ("form-policy", |size| policy(size, "e")),
    ("form-replicas", |size| after("+", database_in(size, '6'))),
    ("form-rotation", |size| after("e", database_in(size, '7'))),
    ("form-recovery", |size| after("F", rotation(size, |secret| pending(rotating(secret, -5))))),
    ("form-delete", |size| after("X", not_replicated(size))),
    ("form-delete-replicated", |size| {
        let mut world = after("X ctrl-s", database_in(size, '1'));
        described(&mut world);
        world
    }),
    ("form-details", |size| after("D", database_in(size, '1'))),
    ("form-label", |size| after("L", versions(size))),
    ("form-copy-secret", |size| after("M", database_in(size, '1'))),
    ("form-save-value", |size| after(">", database_in(size, '2'))),
    ("form-save-filter", |size| after("ctrl-s", typed("/", "prod", listed(size)))),
    ("form-password", |size| after("W", listed(size))),
    ("review-value", review),
    ("review-value-revealed", |size| after("ctrl-r", review(size))),
    ("review-tags", |size| after("ctrl-s", typed("T down", "-eu", database_in(size, '4')))),
    ("review-delete", |size| {
        let mut world = after("X ctrl-s", not_replicated(size));
        world.answer("DescribeSecret", Reply::DescribeSecret(Box::new(without_replicas(database_detail()))));
        world
    }),
    ("question-rotate", |size| after("R", database_in(size, '1'))),
    ("question-roll-back", |size| after("B", database_in(size, '1'))),
    ("question-leave-form", |size| after("esc", typed("D", "x", database_in(size, '1')))),
    ("question-promote", |size| {
        let replica = with(size, '6', |detail| {
            detail.summary.primary_region = Some("us-east-1".into());
            detail.replicas.clear();
        });
        after("P", replica)
    }),
    ("compare-versions", compared_versions),
    ("compare-versions-revealed", |size| after("ctrl-r", compared_versions(size))),
    ("compare-two-secrets", |size| compared(size, &["prod/orders/db", "prod/payments/db"])),
    ("compare-secrets", |size| {
        compared(size, &["ci/npm-publish-token", "prod/orders/db", "prod/payments/db"])
    }),
    ("help", |size| after("?", listed(size))),
    ("palette", |size| after(":", listed(size))),
    ("journal", |size| {
        let mut world = undescribed(size, '1');
        fail_with(&mut world, "DescribeSecret", denial("DescribeSecret"));
        world.pass(seconds(7));
        after("5 J down", world)
    }),
    ("picker-regions", |size| switching(size, "w")),
    ("picker-profiles", |size| switching(size, "p")),
    ("picker-bookmarks", |size| after("m '", listed(size))),
    ("picker-no-bookmarks", |size| after("'", listed(size))),
    ("picker-no-filters", |size| after("f", listed(size))),
    ("picker-copy-as", |size| after("c c", database_in(size, '2'))),
    ("report", report),
    ("notice-failure", |size| {
        let mut world = listed(size);
        let error = denial("RotateSecret");
        let notice =
            crate::app::notices::Notice::Failure { attempt: "Rotate prod/payments/db".into(), error };
        world.model.cx_mut().notices_mut().show(notice);
        world
    }),
    ("notice-news", |size| after("m", listed(size))),
];

const LOGIN: &str =
    r#"{"engine":"postgres","host":"db.internal","port":5432,"username":"app","password":"hunter2"}"#;
const NESTED: &str = r#"{"service":"checkout","feature":{"flags":["new-cart",true,null],"limits":{"rps":250}},"key":"-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEF\n-----END PRIVATE KEY-----\n"}"#;
const POLICY: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"secretsmanager:GetSecretValue","Resource":"*"}]}"#;

/// The world after some keys.
fn after(keys: &str, mut world: World) -> World {
    world.keys(keys);
    world
}

/// The world after some keys and a text.
fn typed(keys: &str, text: &str, world: World) -> World {
    let mut world = after(keys, world);
    world.type_text(text);
    world
}

/// The list after its first page, and after what happens then.
fn paged(size: Size, then: impl Fn(&mut World)) -> World {
    let mut world = World::connected(options(), size);
    world.answer("ListSecrets", first_page());
    then(&mut world);
    world
}

/// The pane Value with a value that was read, after some keys.
fn read(size: Size, body: ValueBody, keys: &str) -> World {
    let mut world = after("enter", undescribed(size, '2'));
    world.answer("GetSecretValue", value(body));
    after(keys, world)
}

/// The pane Rotation of the database with another summary.
fn rotation(size: Size, change: fn(Summary) -> Summary) -> World {
    with(size, '7', move |detail| detail.summary = change(detail.summary.clone()))
}

/// The database without replicas: it can be deleted.
fn not_replicated(size: Size) -> World {
    with(size, '1', |detail| *detail = without_replicas(detail.clone()))
}

fn without_replicas(mut detail: Detail) -> Detail {
    detail.replicas.clear();
    detail.summary.primary_region = None;
    detail
}

/// The pane Policy with a policy, after some keys.
fn policy(size: Size, keys: &str) -> World {
    let mut world = undescribed(size, '5');
    world.answer("GetResourcePolicy", Reply::GetResourcePolicy(Some(POLICY.into())));
    if !keys.is_empty() {
        world.keys(keys);
    }
    world
}

fn described(world: &mut World) {
    world.answer("DescribeSecret", Reply::DescribeSecret(Box::new(database_detail())));
}

/// The form that edits the value of the database.
fn editing(size: Size, text: &str) -> World {
    let mut world = after("e", database_in(size, '2'));
    described(&mut world);
    world.answer("GetSecretValue", value(ValueBody::text(text.into())));
    world
}

/// The review of an edited value.
fn review(size: Size) -> World {
    let mut world = after("ctrl-s", typed("down down", "0", editing(size, LOGIN)));
    described(&mut world);
    world
}

/// The pane Versions with the version in use and the one before.
fn versions(size: Size) -> World {
    let mut world = database_in(size, '3');
    let secret = database();
    let found = secret.versions.0.iter().map(|(id, labels)| {
        let mut version = version(id.as_str(), &[], 1_780_000_000);
        version.labels.clone_from(labels);
        version
    });
    let is_wanted = |label: &StagingLabel| [AWSCURRENT, AWSPREVIOUS].contains(&label.as_str());
    let versions = found.filter(|version| version.labels.iter().any(is_wanted)).collect();
    world.answer("ListSecretVersionIds", Reply::ListSecretVersionIds { versions, next_token: None });
    world
}

/// Two versions compared: a key differs, a key is gone, the others are the same.
fn compared_versions(size: Size) -> World {
    let mut world = after("=", versions(size));
    let texts = [LOGIN.replace('}', r#","ca":"rds-2019"}"#), LOGIN.replace("hunter2", "hunter3")];
    let reads: Vec<_> = world
        .out
        .iter()
        .filter(|(_, request)| matches!(request, Request::GetSecretValue { .. }))
        .cloned()
        .collect();
    for ((ticket, request), text) in reads.into_iter().zip(texts) {
        let Request::GetSecretValue { version: VersionSelector::Id(_), .. } = request else { unreachable!() };
        world.reply(&ticket, Ok(value(ValueBody::text(text))));
    }
    world
}

/// The values of some secrets compared.
fn compared(size: Size, names: &[&str]) -> World {
    let mut world = World::connected(options(), size);
    let secrets: Vec<_> =
        company().into_iter().filter(|secret| names.contains(&secret.name.as_str())).collect();
    world.list(&secrets);
    world.keys("* =");
    if !world.is_out("BatchGetSecretValue") {
        world.keys("ctrl-s");
    }
    let texts =
        [r#"{"user":"app","password":"one","port":1}"#, r#"{"user":"app","password":"two"}"#, "npm_token"];
    let values = secrets.iter().zip(texts).map(|(secret, text)| BatchValue {
        arn: secret.arn.clone(),
        name: secret.name.clone(),
        value: SecretValue {
            arn: None,
            name: None,
            version: crate::secrets::VersionId("v".into()),
            labels: crate::secrets::LabelSet::default(),
            created: None,
            body: ValueBody::text(text.into()),
        },
    });
    world.answer(
        "BatchGetSecretValue",
        Reply::BatchGetSecretValue { values: values.collect(), errors: Vec::new() },
    );
    world
}

/// The pick list of Regions or profiles that the key opens.
fn switching(size: Size, key: &str) -> World {
    let mut world = after(key, listed(size));
    let profile = |name: &str, account_role: &str| Profile {
        name: name.into(),
        region: Some("eu-west-1".into()),
        credentials: Some("sso"),
        account_role: Some(account_role.into()),
        problem: None,
    };
    let profiles =
        Ok(vec![profile("prod-admin", "123456789012 Admin"), profile("staging", "210987654321 Deploy")]);
    world.send(Message::SwitchTargets(SwitchTargets { profiles, regions: vec!["eu-west-1", "us-east-1"] }));
    world
}

/// The report on a change that took effect in part.
fn report(size: Size) -> World {
    let tag = |name: &str| {
        let tags = vec![Tag { key: "team".into(), value: "payments".into() }];
        let request = Request::TagResource { secret: arn(name).to_string(), tags };
        Step::on(&Known::from(&secret(name)), request)
    };
    let mut world = database_in(size, '1');
    world.carry_out(Plan::of_steps("Change the tags of 2 secrets", ["prod/a", "prod/b"].map(tag).into()));
    world.answer("TagResource", Reply::TagResource);
    world.fail("TagResource", denied("TagResource"));
    world.pass(seconds(10));
    world
}

/// A screen as text, with lines that repeat told by their number.
fn short(screen: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let (mut last, mut repeated) = ("", 0);
    for line in screen.lines().chain(["\0"]) {
        if line == last {
            repeated += 1;
            continue;
        }
        if repeated > 0 {
            lines.push(format!("      … the same {repeated} times more"));
        }
        lines.push(line.to_owned());
        (last, repeated) = (line, 0);
    }
    lines.pop();
    lines.join("\n")
}

#[test]
fn every_screen_at_the_usual_sizes() {
    for (name, screen) in SCREENS {
        let drawn = SIZES.map(|size| {
            let world = screen(size);
            super::plain::check(name, &world);
            let is_layer = ["form-", "review-", "question-", "compare-", "picker-"]
                .iter()
                .any(|kind| name.starts_with(kind));
            assert!(!is_layer || !world.model.layers().is_empty(), "{name} is not open");
            format!("{}×{}\n{}", size.width, size.height, short(&canvas::text(&canvas::drawn(&world.model))))
        });
        super::compare(&format!("screens/{name}"), &drawn.join("\n"));
    }
}

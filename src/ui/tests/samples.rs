//! Secrets of a made-up company, in every state that the screen shows.

use crate::app::StartOptions;
use crate::app::profile_rules::{HeaderColor, ProfileRule, ProfileRules};
use crate::app::world::{World, activity, arn, denied, detail, label, page};
use crate::secrets::{
    AWSCURRENT, AWSPENDING, AWSPREVIOUS, Detail, Replica, ReplicaStatus, RotationRules, SecretValue, Summary,
    Tag, ValueBody, VersionId,
};
use crate::service::api::{ErrorKind, Reply, ServiceError};
use jiff::{SignedDuration, Timestamp};
use ratatui::layout::Size;

/// The usual size of a small terminal.
pub const NARROW: Size = Size { width: 80, height: 24 };
/// A large terminal.
pub const WIDE: Size = Size { width: 160, height: 48 };

/// The name of the payments service's database, which is rotated, replicated and tagged.
pub const DATABASE: &str = "prod/payments/db";
const CURRENT: &str = "5f0c7b0e-4a3e-4a7b-9a53-0f6b1c2d3e4f";
const PREVIOUS: &str = "1d9a2b6c-8f1e-4c55-8e0a-7b6c5d4e3f2a";
const PENDING: &str = "c3d4e5f6-0a1b-4c2d-9e3f-112233445566";
const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/7f3c9a52-0b1e-4d55-9c1f-1f2e3d4c5b6a";
const LAMBDA: &str = "arn:aws:lambda:eu-west-1:111122223333:function:rotate-postgres";

/// The time at which every picture begins.
pub fn now() -> Timestamp {
    Timestamp::from_second(1_790_000_000).unwrap()
}

/// The time that many days before [`now`], or after it if the number is negative.
pub fn days_ago(days: i64) -> Timestamp {
    now() - SignedDuration::from_hours(24 * days)
}

fn day(days: i64) -> Timestamp {
    Timestamp::from_second(days_ago(days).as_second() / 86_400 * 86_400).unwrap()
}

fn secret(name: &str, changed: i64, accessed: Option<i64>) -> Summary {
    let mut secret = Summary::new(arn(name), name);
    secret.created = Some(days_ago(400));
    secret.last_changed = Some(days_ago(changed));
    secret.last_accessed = accessed.map(day);
    label(&mut secret, CURRENT, &[AWSCURRENT]);
    secret
}

fn tagged(mut secret: Summary, tags: &[(&str, &str)]) -> Summary {
    secret.tags =
        tags.iter().map(|(key, value)| Tag { key: (*key).into(), value: (*value).into() }).collect();
    secret
}

/// A secret as rotated every 30 days, with the next rotation in `next` days.
pub fn rotating(mut secret: Summary, next: i64) -> Summary {
    secret.rotation_enabled = Some(true);
    secret.rotation_lambda_arn = Some(LAMBDA.into());
    secret.rotation_rules = Some(RotationRules {
        automatically_after_days: Some(30),
        schedule_expression: None,
        duration: Some("3h".into()),
    });
    secret.last_rotated = Some(days_ago(30 - next));
    secret.next_rotation = Some(days_ago(-next));
    label(&mut secret, PREVIOUS, &[AWSPREVIOUS]);
    secret
}

/// A secret with AWSPENDING on a version of its own.
pub fn pending(mut secret: Summary) -> Summary {
    label(&mut secret, PENDING, &[AWSPENDING]);
    secret
}

/// The database of the payments service.
pub fn database() -> Summary {
    let mut secret = rotating(secret(DATABASE, 3, Some(0)), 27);
    secret.description = Some("Primary database of the payments service".into());
    secret.kms_key_id = Some(KEY.into());
    secret.primary_region = Some("eu-west-1".into());
    tagged(secret, &[("env", "prod"), ("team", "payments"), ("aws:cloudformation:stack-name", "payments-db")])
}

/// All secrets of the company.
pub fn company() -> Vec<Summary> {
    let mut off = rotating(secret("staging/payments/db", 200, Some(45)), 10);
    off.rotation_enabled = Some(false);
    let mut going = secret("prod/legacy/fax-gateway", 20, Some(340));
    going.deleted = Some(days_ago(3));
    let mut replica = secret("global/feature-flags", 1, Some(1));
    replica.primary_region = Some("us-east-1".into());
    let long = format!("prod/search/{}/index-writer", "shard-of-the-very-long-name-".repeat(4));
    vec![
        database(),
        tagged(secret("prod/payments/stripe-api-key", 12, Some(2)), &[("env", "prod")]),
        pending(rotating(secret("prod/orders/db", 29, Some(0)), 1)),
        rotating(secret("prod/orders/legacy-db", 95, Some(3)), -5),
        pending(rotating(secret("prod/users/ldap", 64, None), -34)),
        going,
        off,
        tagged(replica, &[("env", "prod"), ("team", "web")]),
        secret(&long, 700, None),
        secret("日本/東京/決済", 1_200, Some(90)),
        secret("ci/npm-publish-token", 0, Some(0)),
        secret("evil\u{1b}[31m/\u{202e}gnp.exe", 40, None),
    ]
}

/// The dashboard with all secrets of the company listed.
pub fn listed(size: Size) -> World {
    let mut world = World::connected(options(), size);
    world.list(&company());
    world
}

/// Start options with a profile.
pub fn options() -> StartOptions {
    let mut options = StartOptions::default();
    options.target.profile = Some("prod-admin".into());
    // The badge of production has a picture of its own.
    let color = Some(HeaderColor::None);
    options.rules = ProfileRules(vec![ProfileRule { pattern: "*".into(), color, ..ProfileRule::default() }]);
    options
}

/// The detail of the database, from `DescribeSecret`.
pub fn database_detail() -> Detail {
    let mut detail = detail(database());
    detail.replicas = vec![
        replica("eu-central-1", ReplicaStatus::InSync, None),
        replica("us-east-1", ReplicaStatus::InProgress, None),
        replica("ap-southeast-2", ReplicaStatus::Failed, Some(REPLICATION_FAILURE)),
    ];
    detail
}

const REPLICATION_FAILURE: &str = "Replication failed: Access to KMS key is not allowed. The key policy of the Region does not let Secrets Manager use it.";

fn replica(region: &str, status: ReplicaStatus, message: Option<&str>) -> Replica {
    Replica {
        region: region.into(),
        kms_key_id: None,
        status,
        message: Some(message.unwrap_or("Replication succeeded").into()),
        last_accessed: Some(day(1)),
    }
}

/// An answer to `GetSecretValue`.
pub fn value(body: ValueBody) -> Reply {
    Reply::GetSecretValue(SecretValue {
        arn: None,
        name: None,
        version: VersionId(CURRENT.into()),
        labels: crate::app::world::label_set(&[AWSCURRENT]),
        created: Some(days_ago(3)),
        body,
    })
}

/// The error of a denied request, in the service's own words.
pub fn denial(operation: &str) -> ServiceError {
    ServiceError {
        activity: activity(operation),
        kind: denied(operation),
        code: Some("AccessDeniedException".into()),
        message: format!(
            "User: arn:aws:sts::111122223333:assumed-role/ReadOnly/ada is not authorized to perform: \
             secretsmanager:{operation} on resource: {DATABASE} because no identity-based policy allows the \
             secretsmanager:{operation} action"
        ),
    }
}

/// Fails the pending request of an operation.
pub fn fail_with(world: &mut World, operation: &str, error: ServiceError) {
    let (ticket, _) = world.out(operation);
    world.reply(&ticket, Err(error));
}

/// The error of a failing service.
pub fn outage(operation: &str) -> ServiceError {
    ServiceError {
        activity: activity(operation),
        kind: ErrorKind::ServiceFailure,
        code: Some("InternalServiceError".into()),
        message: "An error occurred on the server side.".into(),
    }
}

/// The first page of the list, with more to come.
pub fn first_page() -> Reply {
    page(&company(), Some("next"))
}

/// The database in a pane, described if the pane asks for that. `change` alters its detail.
pub fn with(size: Size, pane: char, change: impl Fn(&mut Detail)) -> World {
    let mut world = undescribed(size, pane);
    let mut changed = database_detail();
    change(&mut changed);
    if world.is_out("DescribeSecret") {
        world.answer("DescribeSecret", Reply::DescribeSecret(Box::new(changed)));
    }
    world
}

/// The database in a pane.
pub fn database_in(size: Size, pane: char) -> World {
    with(size, pane, |_| {})
}

/// The database in a pane, whose requests have no answer yet.
pub fn undescribed(size: Size, pane: char) -> World {
    let mut world = World::connected(options(), size);
    world.list(&[database()]);
    world.keys(&pane.to_string());
    world
}

//! Marked secrets, the forms for several of them, and the tags of one secret.

use super::samples::{NARROW, database_in, listed};
use super::{picture, picture_in_style};
use crate::app::world::arn;
use crate::secrets::{LabelSet, SecretValue, ValueBody, VersionId};
use crate::service::api::{BatchError, BatchValue, Reply};

#[test]
fn tags_are_edited_in_place() {
    let mut world = database_in(NARROW, '4');
    world.keys("T down");
    world.type_text("-eu");
    world.keys("ctrl-n");
    world.type_text("env");
    picture_in_style("tags-form", &world);
    world.type_text("ironment");
    world.keys("ctrl-s");
    picture("tags-review", &world);
}

#[test]
fn marked_secrets_show_and_are_tagged_and_deleted_together() {
    let mut world = listed(NARROW);
    world.keys("down space space space");
    picture_in_style("list-marked", &world);
    world.keys("T");
    picture("tags-several", &world);
    world.keys("esc * X");
    picture("delete-several", &world);
}

#[test]
fn several_values_are_compared() {
    let mut world = listed(NARROW);
    world.keys("down space * =");
    picture("values-asked", &world);
    world.keys("ctrl-s");
    let value = |name: &str, text: &str| BatchValue {
        arn: arn(name),
        name: name.into(),
        value: SecretValue {
            arn: None,
            name: None,
            version: VersionId("v".into()),
            labels: LabelSet::default(),
            created: None,
            body: ValueBody::text(text.into()),
        },
    };
    let values = vec![
        value("prod/orders/db", r#"{"user":"app","password":"one","port":1}"#),
        value("prod/payments/db", r#"{"user":"app","password":"two"}"#),
        value("ci/npm-publish-token", "npm_token"),
    ];
    let errors = vec![BatchError {
        secret: arn("prod/legacy/fax-gateway").to_string(),
        code: "InvalidRequestException".into(),
        message: "The secret was marked for deletion.".into(),
    }];
    world.answer("BatchGetSecretValue", Reply::BatchGetSecretValue { values, errors });
    picture_in_style("values-compared", &world);
    world.keys("ctrl-r");
    picture("values-revealed", &world);
}

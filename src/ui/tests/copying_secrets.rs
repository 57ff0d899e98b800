//! The form that copies a secret to another Region.

use super::picture;
use super::samples::{NARROW, with};
use crate::app::world::value;
use crate::service::api::ErrorKind;

#[test]
fn to_another_region() {
    let mut world = with(NARROW, '1', |detail| {
        detail.summary.kms_key_id = Some("arn:aws:kms:eu-west-1:111122223333:key/1234abcd".into());
    });
    world.keys("M tab ctrl-u");
    world.type_text("us-west-2");
    picture("form-copy-elsewhere", &world);
    world.keys("ctrl-s");
    world.answer("GetSecretValue", value("hunter2"));
    world.fail("DescribeSecret", ErrorKind::NotFound);
    picture("form-copy-elsewhere-review", &world);
}

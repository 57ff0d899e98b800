//! Copying in the formats of other programs, while another client changes the value.

use serde_json::json;

use super::{open, version};
use crate::moto::Moto;
use crate::stories::copy_as;

const SECRET: &str = "app/db";

#[test]
fn a_url_and_a_reference_have_the_bytes_that_boto3_put() {
    let moto = Moto::start();
    let boto = moto.boto();
    let value = |password: &str| {
        json!({ "engine": "postgres", "host": "db.local", "port": 5433, "username": "a b", "password": password,
                "dbname": "orders" })
        .to_string()
    };
    let arns = boto.create(&json!([{ "name": SECRET, "text": value("p/w\u{e9}#1") }]));
    let arn = arns[SECRET].as_str().expect("it has one").to_owned();
    let mut terminal = open(moto.url(), SECRET);
    terminal.type_keys("v");
    terminal.wait_for("••••");
    copy_as(&mut terminal, "conn", "postgresql://a%20b:p%2Fw%C3%A9%231@db.local:5433/orders");
    copy_as(&mut terminal, "ecs", &format!("{arn}:password::"));
    boto.call("put_secret_value", &json!({ "SecretId": SECRET, "SecretString": value("next'\"\n") }));
    let current = version(&boto, SECRET, "AWSCURRENT").expect("there is one");
    terminal.type_keys("r");
    terminal.wait_for(&current[..8]);
    copy_as(&mut terminal, ".env line", "password='next\\'\"\n'");
    assert!(!terminal.screen().contains("next'"), "it was never revealed");
}

//! The endpoint itself, tried with boto3.

use super::*;
use crate::boto::Boto;
use crate::moto::Moto;

#[test]
fn a_fault_hits_its_operation_and_the_rest_is_passed_on() {
    let moto = Moto::start();
    moto.boto().create(&json!([{ "name": "one", "text": "1" }]));
    let endpoint = Endpoint::before(moto.url());
    endpoint.fail("GetSecretValue", Fault::denied("GetSecretValue"));
    let boto = Boto::at(&endpoint.url());
    let one = json!({ "SecretId": "one" });
    assert_eq!(boto.try_call("get_secret_value", &one).unwrap_err(), "AccessDeniedException");
    assert_eq!(boto.call("describe_secret", &one)["Name"], "one");
    endpoint.mend("GetSecretValue");
    assert_eq!(boto.call("get_secret_value", &one)["SecretString"], "1");
    assert_eq!(endpoint.calls(), ["GetSecretValue", "DescribeSecret", "GetSecretValue"]);
}

#[test]
fn a_fault_may_pass_after_some_calls() {
    let moto = Moto::start();
    let endpoint = Endpoint::before(moto.url());
    endpoint.fail_times("ListSecrets", 2, Fault::error("ThrottlingException", "Rate exceeded"));
    let boto = Boto::at(&endpoint.url());
    for _ in 0..2 {
        assert_eq!(boto.try_call("list_secrets", &json!({})).unwrap_err(), "ThrottlingException");
    }
    assert_eq!(boto.call("list_secrets", &json!({}))["SecretList"], json!([]));
}

#[test]
fn a_held_call_goes_on_when_it_is_let_go() {
    let moto = Moto::start();
    let endpoint = Endpoint::before(moto.url());
    endpoint.fail(ANY, Fault::Hold);
    let boto = Boto::at(&endpoint.url());
    let call = thread::spawn(move || boto.call("list_secrets", &json!({})));
    endpoint.wait_for_calls("ListSecrets", 1);
    assert!(!call.is_finished());
    endpoint.mend(ANY);
    assert_eq!(call.join().unwrap()["SecretList"], json!([]));
}

#[test]
fn refusing_resetting_and_answering_nonsense_are_told_apart() {
    let list_at = |url: &str| Boto::at(url).try_call("list_secrets", &json!({}));
    let refusing = Refusing::start();
    assert_eq!(list_at(&refusing.url()).unwrap_err(), "EndpointConnectionError");
    let resetting = Endpoint::only(Fault::Reset);
    assert_eq!(list_at(&resetting.url()).unwrap_err(), "ConnectionClosedError");
    let nonsense = Endpoint::only(Fault::garbage());
    assert_eq!(list_at(&nonsense.url()).unwrap(), json!({}), "boto3 takes a web page for an empty answer");
}

#[test]
fn a_fault_may_begin_after_some_calls() {
    let moto = Moto::start();
    let endpoint = Endpoint::before(moto.url());
    endpoint.fail_after("ListSecrets", 1, 2, Fault::denied("ListSecrets"));
    let boto = Boto::at(&endpoint.url());
    assert_eq!(boto.call("list_secrets", &json!({}))["SecretList"], json!([]));
    for _ in 0..2 {
        assert_eq!(boto.try_call("list_secrets", &json!({})).unwrap_err(), "AccessDeniedException");
    }
}

#[test]
fn an_answer_is_lost_after_the_request_took_effect_or_before() {
    let moto = Moto::start();
    let endpoint = Endpoint::before(moto.url());
    let boto = Boto::at(&endpoint.url());
    let exists = |name: &str| moto.boto().try_call("describe_secret", &json!({ "SecretId": name })).is_ok();
    for (name, fault, arrives) in [("one", Fault::LoseAnswer, true), ("two", Fault::Reset, false)] {
        endpoint.fail_times("CreateSecret", 1, fault);
        let made = boto.try_call("create_secret", &json!({ "Name": name, "SecretString": "1" }));
        assert_eq!(made.unwrap_err(), "ConnectionClosedError");
        assert_eq!(exists(name), arrives);
    }
    assert_eq!(endpoint.count("CreateSecret"), 2);
    assert_eq!(endpoint.parameters("CreateSecret")[1]["Name"], "two");
}

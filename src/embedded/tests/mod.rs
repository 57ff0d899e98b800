//! Tests of the embedded service through its interfaces: the wire protocol and an SDK client.

mod cross_account;
mod demo;
mod error_messages;
mod faults;
mod filters;
mod fuzz;
mod hostile_clients;
mod http_responses;
mod http_server;
mod lifecycle;
mod limits;
mod listings;
mod policies;
mod properties;
mod replicas;
mod rotations;
mod seed_errors;
mod values;

use http::Request;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{Clock, Embedded, Options};

/// A service with a manual clock, called with JSON.
struct Service {
    embedded: Embedded,
    clock: Clock,
    region: &'static str,
    access_key: &'static str,
}

/// Two valid version ids.
const ONE: &str = "11111111-1111-1111-1111-111111111111";
const TWO: &str = "22222222-2222-2222-2222-222222222222";

impl Service {
    fn new() -> Self {
        Self::with(Options::default())
    }

    fn with(options: Options) -> Self {
        let clock = Clock::manual(Timestamp::from_second(1_790_000_000).unwrap());
        let options = Options { clock: clock.clone(), random_seed: Some(7), ..options };
        Self { embedded: Embedded::new(options), clock, region: "eu-central-1", access_key: "AKIDEMO" }
    }

    /// The same service in another Region.
    fn in_region(&self, region: &'static str) -> Self {
        Self {
            embedded: self.embedded.clone(),
            clock: self.clock.clone(),
            region,
            access_key: self.access_key,
        }
    }

    /// The same service, called by another account.
    fn of_account(&self, account: &'static str) -> Self {
        let (embedded, clock) = (self.embedded.clone(), self.clock.clone());
        Self { embedded, clock, region: self.region, access_key: account }
    }

    /// Moves the clock forward.
    fn advance(&self, seconds: i64) {
        self.clock.advance(SignedDuration::from_secs(seconds));
    }

    /// Sends a request as an SDK would. An error is returned as code and message.
    fn send(&self, operation: &str, body: &str) -> Result<Value, (String, String)> {
        let scope = format!("{}/20260101/{}/secretsmanager/aws4_request", self.access_key, self.region);
        let authorization = format!("AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=00");
        let request = Request::post("/")
            .header("authorization", authorization)
            .header("x-amz-target", format!("secretsmanager.{operation}"))
            .body(body.as_bytes().to_vec())
            .unwrap();
        let response = self.embedded.respond_now(&request);
        assert!(response.headers().contains_key("x-amzn-requestid"));
        if response.body().is_empty() {
            return Ok(json!({}));
        }
        let body: Value = serde_json::from_slice(response.body()).unwrap();
        if response.status().is_success() {
            assert!(!has_null(&body), "the service leaves out members without a value: {body}");
            return Ok(body);
        }
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let message = if body["Message"].is_string() { text("Message") } else { text("message") };
        Err((text("__type"), message))
    }

    /// Sends a request that must succeed.
    #[track_caller]
    #[allow(clippy::needless_pass_by_value, reason = "callers write the JSON in the call")]
    fn ok(&self, operation: &str, members: Value) -> Value {
        self.send(operation, &members.to_string()).unwrap_or_else(|error| panic!("{operation}: {error:?}"))
    }

    /// Sends a request that must fail with this code and a message that contains `part`.
    #[track_caller]
    #[allow(clippy::needless_pass_by_value, reason = "callers write the JSON in the call")]
    fn refuses(&self, operation: &str, members: Value, code: &str, part: &str) {
        match self.send(operation, &members.to_string()) {
            Ok(reply) => panic!("{operation} {members} should fail with {code}: {reply}"),
            Err((found, message)) => {
                assert_eq!(found, code, "{operation} {members}: {message}");
                assert!(message.contains(part), "{operation} {members}: {message:?} lacks {part:?}");
            }
        }
    }

    /// Creates a secret whose version `ONE` has the value `one`.
    #[track_caller]
    fn create(&self, name: &str) -> Value {
        self.ok("CreateSecret", json!({"Name": name, "ClientRequestToken": ONE, "SecretString": "one"}))
    }
}

fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Object(members) => members.values().any(has_null),
        Value::Array(items) => items.iter().any(has_null),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

//! Tests of the embedded service from outside: over the wire, and through the SDK client.

mod demo;
mod envelopes;
mod filters;
mod fuzz;
mod hostile;
mod lifecycle;
mod limits;
mod listing;
mod policies;
mod properties;
mod replicas;
mod rotations;
mod seeds;
mod served;
mod sharing;
mod texts;
mod trouble;
mod values;

use http::Request;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{Clock, Embedded, Options};

/// A service with a clock that the test moves, spoken to in JSON.
struct Service {
    embedded: Embedded,
    clock: Clock,
    region: &'static str,
    access_key: &'static str,
}

/// Two version ids, as long as they must be.
const ONE: &str = "11111111-1111-1111-1111-111111111111";
const TWO: &str = "22222222-2222-2222-2222-222222222222";

impl Service {
    fn new() -> Self {
        Self::with(Options::default())
    }

    fn with(options: Options) -> Self {
        let clock = Clock::manual(Timestamp::from_second(1_790_000_000).unwrap());
        let options = Options { clock: clock.clone(), seed: Some(7), ..options };
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

    /// The same service as another account calls it.
    fn of_account(&self, account: &'static str) -> Self {
        let (embedded, clock) = (self.embedded.clone(), self.clock.clone());
        Self { embedded, clock, region: self.region, access_key: account }
    }

    fn pass(&self, seconds: i64) {
        self.clock.advance(SignedDuration::from_secs(seconds));
    }

    /// Sends a request as it would come over the wire. The error is its code and text.
    fn send(&self, operation: &str, body: &str) -> Result<Value, (String, String)> {
        let scope = format!("{}/20260101/{}/secretsmanager/aws4_request", self.access_key, self.region);
        let authorization = format!("AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=00");
        let request = Request::post("/")
            .header("authorization", authorization)
            .header("x-amz-target", format!("secretsmanager.{operation}"))
            .body(body.as_bytes().to_vec())
            .unwrap();
        let response = self.embedded.answer_now(&request);
        assert!(response.headers().contains_key("x-amzn-requestid"));
        if response.body().is_empty() {
            return Ok(json!({}));
        }
        let body: Value = serde_json::from_slice(response.body()).unwrap();
        if response.status().is_success() {
            return Ok(body);
        }
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let message = if body["Message"].is_string() { text("Message") } else { text("message") };
        Err((text("__type"), message))
    }

    #[track_caller]
    #[allow(clippy::needless_pass_by_value, reason = "callers write the JSON in place")]
    fn ok(&self, operation: &str, members: Value) -> Value {
        self.send(operation, &members.to_string()).unwrap_or_else(|error| panic!("{operation}: {error:?}"))
    }

    /// Expects a refusal with this code, whose text contains these words.
    #[track_caller]
    #[allow(clippy::needless_pass_by_value, reason = "callers write the JSON in place")]
    fn refuses(&self, operation: &str, members: Value, code: &str, words: &str) {
        match self.send(operation, &members.to_string()) {
            Ok(reply) => panic!("{operation} {members} should fail with {code}: {reply}"),
            Err((found, message)) => {
                assert_eq!(found, code, "{operation} {members}: {message}");
                assert!(message.contains(words), "{operation} {members}: {message:?} lacks {words:?}");
            }
        }
    }

    /// A secret with the value `one` under the version `ONE`.
    #[track_caller]
    fn create(&self, name: &str) -> Value {
        self.ok("CreateSecret", json!({"Name": name, "ClientRequestToken": ONE, "SecretString": "one"}))
    }
}

//! boto3 beside the program: an independent hand that prepares secrets and checks effects.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

/// The Region and credentials that every test uses.
const REGION: &str = "us-east-1";
const KEY: &str = "testing";

/// boto3, speaking to one endpoint.
pub struct Boto {
    url: String,
}

impl Boto {
    /// boto3 for the endpoint at `url`.
    pub fn at(url: &str) -> Boto {
        Boto { url: url.to_owned() }
    }

    /// Makes secrets; `secrets` is described at `create` in `seed.py`. Answers their ARNs by name.
    pub fn create(&self, secrets: &Value) -> Value {
        self.run("create", secrets)
    }

    /// Makes `count` secrets named `prefix` and a number of four digits.
    pub fn create_many(&self, prefix: &str, count: usize) {
        let made = self.run("many", &json!({ "prefix": prefix, "count": count }));
        assert_eq!(made, count, "not every secret was made");
    }

    /// Runs one operation, by boto3's name for it (`describe_secret`), and answers what it answered.
    #[track_caller]
    pub fn call(&self, operation: &str, parameters: &Value) -> Value {
        let answer = self.try_call(operation, parameters);
        answer.unwrap_or_else(|code| panic!("{operation} with {parameters} failed with {code}"))
    }

    /// The same, with the error code of the service if it failed, or boto3's name for what went wrong.
    pub fn try_call(&self, operation: &str, parameters: &Value) -> Result<Value, String> {
        let answer = self.run("call", &json!({ "operation": operation, "parameters": parameters }));
        match answer.get("Error") {
            Some(error) => Err(error["Code"].as_str().expect("an error has a code").to_owned()),
            None => Ok(answer),
        }
    }

    fn run(&self, function: &str, argument: &Value) -> Value {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/seed.py");
        python([script, &self.url, function, &argument.to_string()])
    }
}

/// What connects the AWS SDK to the endpoint at `url`.
pub fn connection(url: &str) -> [(&'static str, &str); 4] {
    [
        ("AWS_ENDPOINT_URL", url),
        ("AWS_REGION", REGION),
        ("AWS_ACCESS_KEY_ID", KEY),
        ("AWS_SECRET_ACCESS_KEY", KEY),
    ]
}

/// Runs Python in the tests' environment and reads the JSON that it prints.
pub fn python<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Value {
    let output = Command::new(from_venv("python")).args(args).output().expect("Python can be started");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "Python failed with {}:\n{errors}", output.status);
    serde_json::from_slice(&output.stdout).expect("the script prints JSON")
}

/// A program of the Python environment that `tests/run` makes.
pub fn from_venv(program: &str) -> PathBuf {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/target/venv/bin")).join(program);
    assert!(path.exists(), "{} is missing: tests/run installs it", path.display());
    path
}

#[test]
#[should_panic(expected = "tests/run installs it")]
fn a_missing_environment_says_what_makes_it() {
    from_venv("no-such-program");
}

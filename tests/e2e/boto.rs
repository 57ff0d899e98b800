//! boto3 beside the program: an independent hand that prepares secrets and checks effects.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

/// The Region and credentials that every test uses.
const REGION: &str = "us-east-1";
const KEY: &str = "testing";

/// boto3, speaking to one Region of an endpoint. Clones share its Python, which ends with the last of them.
#[derive(Clone)]
pub struct Boto {
    url: String,
    region: String,
    python: Arc<Mutex<Python>>,
}

/// A running `seed.py`: starting one costs more than all that a test asks of it.
struct Python {
    process: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Boto {
    /// boto3 for the endpoint at `url`, in the Region that every test uses.
    pub fn at(url: &str) -> Boto {
        Boto::in_region(REGION, url)
    }

    /// boto3 for another Region of it.
    pub fn in_region(region: &str, url: &str) -> Boto {
        let python = Arc::new(Mutex::new(Python::start()));
        Boto { url: url.to_owned(), region: region.to_owned(), python }
    }

    /// Where it speaks to.
    pub fn url(&self) -> &str {
        &self.url
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

    /// Runs a function of `seed.py`.
    pub fn run(&self, function: &str, argument: &Value) -> Value {
        let question =
            json!({ "url": self.url, "region": self.region, "function": function, "argument": argument });
        self.python.lock().expect("no thread panics with Python").ask(&question)
    }
}

impl Python {
    fn start() -> Python {
        let mut process = Command::new(from_venv("python"))
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/seed.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python can be started");
        let questions = process.stdin.take().expect("its input is piped");
        let answers = BufReader::new(process.stdout.take().expect("its output is piped"));
        Python { process, questions, answers }
    }

    /// What it prints for a question; what goes wrong in it is on stderr.
    fn ask(&mut self, question: &Value) -> Value {
        writeln!(self.questions, "{question}").expect("Python reads");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("Python answers in text");
        serde_json::from_str(&answer).unwrap_or_else(|_| panic!("seed.py failed at {question}"))
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
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

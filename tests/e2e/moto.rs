//! A Secrets Manager that nobody here wrote: a moto server of its own for each test.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::boto::{Boto, connection, from_venv};

/// How long it may take to start: it imports much, on a machine that may be busy.
const PATIENCE: Duration = Duration::from_mins(2);

/// A running moto server; dropping it ends it.
pub struct Moto {
    server: Child,
    url: String,
}

impl Moto {
    /// Starts a server on a free port and waits until it listens.
    pub fn start() -> Moto {
        let mut server = Command::new(from_venv("python"))
            .args(["-m", "moto.server", "-H", "127.0.0.1", "-p", "0"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("moto can be started");
        let log = BufReader::new(server.stderr.take().expect("its errors are piped"));
        let (sender, receiver) = mpsc::channel();
        // The log is read to its end: moto would stop at a full pipe.
        thread::spawn(move || {
            for line in log.lines().map_while(Result::ok) {
                if let Some((_, url)) = line.split_once("Running on ") {
                    let _ = sender.send(url.trim().to_owned());
                }
            }
        });
        match receiver.recv_timeout(PATIENCE) {
            Ok(url) => Moto { server, url },
            Err(error) => {
                let _ = server.kill();
                panic!("moto did not start: {error}, {:?}", server.wait());
            }
        }
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// boto3 for it.
    pub fn boto(&self) -> Boto {
        Boto::at(&self.url)
    }

    /// The variables that connect the program to it.
    pub fn env(&self) -> [(&'static str, &str); 4] {
        connection(&self.url)
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::program::Program;

    #[test]
    fn secrets_of_every_kind_are_made_and_read_back() {
        let moto = Moto::start();
        let boto = moto.boto();
        let arns = boto.create(&json!([
            { "name": "db", "json": { "user": "app" }, "description": "d", "tags": { "team": "x" }, "versions": ["2", "3"] },
            { "name": "raw", "base64": "AAEC" },
            { "name": "empty" },
            { "name": "gone", "text": "t", "deleted": 7 },
        ]));
        let db = boto.call("describe_secret", &json!({ "SecretId": arns["db"] }));
        assert_eq!(db["Tags"], json!([{ "Key": "team", "Value": "x" }]));
        assert_eq!(db["VersionIdsToStages"].as_object().map(serde_json::Map::len), Some(3));
        let read = |name: &str| boto.try_call("get_secret_value", &json!({ "SecretId": name }));
        assert_eq!(read("db").unwrap()["SecretString"], "3");
        assert_eq!(read("raw").unwrap()["SecretBinary"], "AAEC");
        assert_eq!(read("empty").unwrap_err(), "ResourceNotFoundException");
        assert_eq!(read("gone").unwrap_err(), "InvalidRequestException");
    }

    #[test]
    fn many_secrets_are_made_at_once() {
        let moto = Moto::start();
        moto.boto().create_many("bulk/", 120);
        let names = json!({ "Filters": [{ "Key": "name", "Values": ["bulk/011"] }] });
        let page = moto.boto().call("list_secrets", &names);
        assert_eq!(page["SecretList"].as_array().map(Vec::len), Some(10));
    }

    #[test]
    fn the_environment_of_a_program_leads_to_the_server() {
        let moto = Moto::start();
        let shown = Program::new("/bin/sh", &["-c", "echo $AWS_ENDPOINT_URL"]).env(moto.env()).start();
        shown.wait_for(moto.url());
    }
}

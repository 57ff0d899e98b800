//! The embedded Secrets Manager as `strongroom serve` has it: the program and boto3 look at the same one.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::boto::Boto;

/// How long it may take to say where it is.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running `strongroom serve`; dropping it ends it.
pub struct Served {
    server: Child,
    boto: Boto,
}

impl Served {
    /// Starts it on a free port with the company of the demo. Rotations take no time, replicas follow at once; boto3 is in
    /// `region`.
    pub fn start(region: &str) -> Served {
        Served::with(region, &["--seed", concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo.json")])
    }

    /// The same without secrets.
    pub fn empty(region: &str) -> Served {
        Served::with(region, &["--region", region])
    }

    fn with(region: &str, contents: &[&str]) -> Served {
        let mut server = Command::new(env!("CARGO_BIN_EXE_strongroom"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(contents)
            .args(["--rotation-step", "0s", "--replication-delay", "0s"])
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program can be started");
        let directions = BufReader::new(server.stdout.take().expect("its output is piped"));
        let (sender, receiver) = mpsc::channel();
        // All of it is read: the server would stop at a full pipe.
        thread::spawn(move || {
            for line in directions.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        match receiver.recv_timeout(PATIENCE) {
            Ok(url) => Served { server, boto: Boto::in_region(region, &url) },
            Err(error) => {
                let _ = server.kill();
                panic!("the server did not say where it is: {error}, {:?}", server.wait());
            }
        }
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        self.boto.url()
    }

    /// boto3 for it.
    pub fn boto(&self) -> &Boto {
        &self.boto
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

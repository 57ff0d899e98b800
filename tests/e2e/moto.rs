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
    boto: Boto,
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
            Ok(url) => Moto { server, boto: Boto::at(&url) },
            Err(error) => {
                let _ = server.kill();
                panic!("moto did not start: {error}, {:?}", server.wait());
            }
        }
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        self.boto.url()
    }

    /// boto3 for it.
    pub fn boto(&self) -> Boto {
        self.boto.clone()
    }

    /// The variables that connect the program to it.
    pub fn env(&self) -> [(&'static str, &str); 4] {
        connection(self.url())
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

//! `strongroom serve` as a process of its own, so that what it costs is not counted.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;

use crate::session::{Failure, program};

/// A running server. Dropping it ends it.
pub struct Served {
    server: Child,
    url: String,
}

impl Served {
    /// Starts a server on a free port, with this many secrets and these further options.
    pub fn start(secrets: usize, options: &[&str]) -> Result<Self, Failure> {
        let mut server = Command::new(program()?)
            .args(["serve", "--listen", "127.0.0.1:0", "--secrets", &secrets.to_string()])
            .args(options)
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut directions = BufReader::new(server.stdout.take().ok_or("its output is piped")?).lines();
        let url = directions.next().ok_or("the server did not say where it is")??;
        // All of it is read: the server would stop at a full pipe.
        thread::spawn(move || directions.for_each(drop));
        Ok(Self { server, url })
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

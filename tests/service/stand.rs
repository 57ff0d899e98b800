//! A running service with two connections: the program's, and boto3's to check the results.

use crate::boto::{self, Boto};
use crate::moto::Moto;
use crate::profile::Profile;
use serde_json::{Value, json};
use strongroom::embedded::{Embedded, Options, serve};
use strongroom::service::Connection;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A running service for one test.
pub struct Stand {
    connection: Connection,
    boto: Boto,
    _profile: Profile,
    _server: Server,
}

enum Server {
    Moto { _process: Moto },
    Embedded { task: JoinHandle<()> },
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Self::Embedded { task } = self {
            task.abort();
        }
    }
}

impl Stand {
    /// A moto server.
    pub async fn moto() -> Self {
        let moto = Moto::start();
        let url = moto.url().to_owned();
        Self::at(&url, Server::Moto { _process: moto }).await
    }

    /// The embedded service over HTTP. boto3 blocks the test, so the runtime needs a thread for the server.
    pub async fn embedded(options: Options) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port of the loopback is free");
        let url = format!("http://{}", listener.local_addr().expect("a listener has an address"));
        let task = tokio::spawn(serve(listener, Embedded::new(options), Vec::new(), std::future::pending()));
        Self::at(&url, Server::Embedded { task }).await
    }

    async fn at(url: &str, server: Server) -> Self {
        let profile = Profile::of(boto::connection(url));
        let connection = profile.connect().await;
        Self { connection, boto: Boto::at(url), _profile: profile, _server: server }
    }

    /// The program's connection.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// boto3.
    pub fn boto(&self) -> &Boto {
        &self.boto
    }

    /// The metadata of a secret, as boto3 reads it.
    pub fn described(&self, secret: &str) -> Value {
        self.boto.call("describe_secret", &json!({ "SecretId": secret }))
    }

    /// The current value of a secret, as boto3 reads it.
    pub fn read(&self, secret: &str) -> Value {
        self.boto.call("get_secret_value", &json!({ "SecretId": secret }))
    }
}

//! The services that a story is told on.

use crate::boto::Boto;
use crate::moto::Moto;
use crate::run::Run;
use crate::served::Served;
use serde_json::{Value, json};

/// The Region of the tests.
const REGION: &str = "us-east-1";

/// The Region of the demo.
pub const DEMO_REGION: &str = "eu-central-1";

/// A running service.
pub struct Service {
    boto: Boto,
    _server: Server,
}

enum Server {
    Moto { _moto: Moto },
    Served { _served: Served },
}

impl Service {
    /// The embedded service without secrets.
    pub fn embedded() -> Self {
        let served = Served::empty(REGION);
        Self { boto: served.boto().clone(), _server: Server::Served { _served: served } }
    }

    /// The embedded service with the secrets of the demo, in its Region [`DEMO_REGION`].
    pub fn demo() -> Self {
        let served = Served::start(DEMO_REGION);
        Self { boto: served.boto().clone(), _server: Server::Served { _served: served } }
    }

    /// moto.
    pub fn moto() -> Self {
        let moto = Moto::start();
        Self { boto: moto.boto(), _server: Server::Moto { _moto: moto } }
    }

    /// boto3 for it.
    pub fn boto(&self) -> &Boto {
        &self.boto
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        self.boto.url()
    }

    /// A command at it.
    pub fn run(&self, args: &[&str]) -> Run {
        Run::at(self.url(), args)
    }

    /// The metadata of a secret, as boto3 reads it.
    pub fn described(&self, secret: &str) -> Value {
        self.boto.call("describe_secret", &json!({ "SecretId": secret }))
    }

    /// The value of AWSCURRENT, as boto3 reads it.
    pub fn read(&self, secret: &str) -> Value {
        self.boto.call("get_secret_value", &json!({ "SecretId": secret }))
    }
}

/// Tells a story on the embedded service and on moto, each with these secrets (see `create` in `tests/e2e/seed.py`).
pub fn on_both(secrets: &Value, story: impl Fn(&Service)) {
    for service in [Service::embedded(), Service::moto()] {
        service.boto().create(secrets);
        story(&service);
    }
}

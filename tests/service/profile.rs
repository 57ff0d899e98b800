//! A profile with access keys in a config file of its own, so that the environment does not matter.

use std::io::Write;
use strongroom::service::{Connection, Connector, api::ConnectionTarget};
use tempfile::NamedTempFile;

/// The config file. It must outlive the connections, which read the keys when they need them.
pub struct Profile {
    config: NamedTempFile,
    target: ConnectionTarget,
}

impl Profile {
    /// A profile with the endpoint, Region, access key and secret key of these variables.
    pub fn of(env: [(&'static str, &str); 4]) -> Self {
        let [(_, url), (_, region), (_, key), (_, secret)] = env;
        let mut config = NamedTempFile::new().expect("a temporary file can be made");
        writeln!(config, "[profile tests]\naws_access_key_id = {key}\naws_secret_access_key = {secret}")
            .expect("it can be written");
        let target = ConnectionTarget {
            profile: Some("tests".into()),
            region: Some(region.into()),
            endpoint_url: Some(url.into()),
        };
        Self { config, target }
    }

    /// A connection with this profile.
    pub async fn connect(&self) -> Connection {
        Connector::aws_with_config_file(self.config.path())
            .connect(&self.target)
            .await
            .expect("the profile is complete")
    }
}

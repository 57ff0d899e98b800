//! The SDK's paginator alone, which does nothing with the secrets: a reference for the CPU that a list takes.

use std::time::Duration;

use aws_sdk_secretsmanager::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_secretsmanager::{Client, Config};

use crate::process::Process;
use crate::served::Served;
use crate::session::Failure;

/// Lists a server's secrets, one page after another. Returns the CPU time of this process, where it is known.
pub fn cpu(server: &Served, count: usize) -> Result<Option<Duration>, Failure> {
    let this = Process(Some(std::process::id()));
    let before = this.cpu();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let listed = runtime.block_on(list(server.url()))?;
    if listed != count {
        return Err(format!("the SDK's paginator listed {listed} secrets, not {count}").into());
    }
    Ok(this.cpu().zip(before).map(|(after, before)| after.saturating_sub(before)))
}

async fn list(url: &str) -> Result<usize, Failure> {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(url)
        .region(Region::from_static("eu-central-1"))
        .credentials_provider(Credentials::new("AKIABENCH", "bench", None, None, "benchmark"))
        .build();
    let request = Client::from_conf(config).list_secrets().include_planned_deletion(true).max_results(100);
    let mut pages = request.into_paginator().send();
    let mut listed = 0;
    while let Some(page) = pages.next().await {
        listed += page?.secret_list().len();
    }
    Ok(listed)
}

//! What the embedded service can take: requests a second in process and over loopback, what a page
//! of a listing costs at several sizes, in order and filtered, and the memory of a secret.

#![allow(clippy::print_stdout)] // A bench reports on stdout.

use std::future::Future;
use std::time::{Duration, Instant};

use aws_sdk_secretsmanager::Client;
use aws_sdk_secretsmanager::config::{BehaviorVersion, Builder, Credentials, Region};
use aws_sdk_secretsmanager::types::{Filter, FilterNameStringType, SortByType};
use strongroom::embedded::{DEMO_REGIONS, Embedded, Options, serve};
use tokio::net::TcpListener;

const SIZES: [usize; 3] = [1_000, 100_000, 500_000];
const CALLS: u32 = 5_000;
const PAGES: u32 = 200;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("tokio starts");
    runtime.block_on(async {
        requests_a_second().await;
        println!();
        println!(
            "{:>9} {:>12} {:>14} {:>12} {:>12} {:>12} {:>12} {:>12}",
            "secrets",
            "generated",
            "bytes/secret",
            "by name",
            "by date",
            "name filter",
            "rare tag",
            "rare word"
        );
        for size in SIZES {
            page_cost(size).await;
        }
    });
}

fn config() -> Builder {
    aws_sdk_secretsmanager::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .credentials_provider(Credentials::for_tests())
        .region(Region::new(DEMO_REGIONS[0]))
}

fn in_process(embedded: &Embedded) -> Client {
    Client::from_conf(config().http_client(embedded.http_client()).build())
}

async fn requests_a_second() {
    let embedded = Embedded::new(Options::default());
    let client = in_process(&embedded);
    client.create_secret().name("s").secret_string("x").send().await.expect("the secret can be made");
    report("in process", each(CALLS, || read(&client)).await);

    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    tokio::spawn(serve(listener, embedded, std::future::pending()));
    let client = Client::from_conf(config().endpoint_url(url).build());
    report("over loopback", each(CALLS, || read(&client)).await);
}

async fn read(client: &Client) {
    client.get_secret_value().secret_id("s").send().await.expect("the value can be read");
}

async fn page_cost(size: usize) {
    let embedded = Embedded::new(Options::default());
    let before = resident_bytes();
    let start = Instant::now();
    embedded.generate(DEMO_REGIONS[0], size);
    let generated = start.elapsed();
    let memory = resident_bytes().saturating_sub(before) / size;
    let client = in_process(&embedded);
    let by_name = each(PAGES, || page(&client, SortByType::Name)).await;
    let by_date = each(PAGES, || page(&client, SortByType::LastChangedDate)).await;
    let filtered = |key: FilterNameStringType, value: &str| Filter::builder().key(key).values(value).build();
    let name = filtered(FilterNameStringType::Name, "prod/payments/postgres-0000");
    let by_name_filter = each(PAGES, || filtered_page(&client, &name)).await;
    let tag = filtered(FilterNameStringType::TagValue, "nobody");
    let by_tag = each(PAGES, || filtered_page(&client, &tag)).await;
    let word = filtered(FilterNameStringType::All, "nobody");
    let by_word = each(PAGES, || filtered_page(&client, &word)).await;
    println!(
        "{size:>9} {generated:>12.0?} {memory:>14} {by_name:>12.1?} {by_date:>12.1?} {by_name_filter:>12.1?} \
         {by_tag:>12.1?} {by_word:>12.1?}"
    );
}

/// A page on which few or no secrets match.
async fn filtered_page(client: &Client, filter: &Filter) {
    let page = client.list_secrets().filters(filter.clone()).send().await.expect("the list can be read");
    assert!(page.secret_list().len() < 100);
}

async fn page(client: &Client, by: SortByType) {
    let page = client.list_secrets().sort_by(by).max_results(100).send().await.expect("the list can be read");
    assert_eq!(page.secret_list().len(), 100);
}

/// The mean time of a call.
async fn each<F: Future<Output = ()>>(count: u32, call: impl Fn() -> F) -> Duration {
    call().await;
    let start = Instant::now();
    for _ in 0..count {
        call().await;
    }
    start.elapsed() / count
}

fn report(way: &str, each: Duration) {
    println!("GetSecretValue {way}: {:.0} a second, one after the other", 1.0 / each.as_secs_f64());
}

/// The memory that the process holds, where the system tells; 0 where it doesn't.
fn resident_bytes() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<usize>().ok());
    kilobytes.unwrap_or_default() * 1024
}

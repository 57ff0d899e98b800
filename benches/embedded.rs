//! What the embedded service can take: requests a second in process and over loopback, what a page
//! of a listing costs at several sizes, in order and filtered, and the memory of a secret.
//!
//! Times are medians, which other work on the machine moves little; the last line sets the largest
//! list beside the smallest.

#![allow(clippy::print_stdout)] // A bench reports on stdout.

use std::future::Future;
use std::time::{Duration, Instant};

use aws_sdk_secretsmanager::Client;
use aws_sdk_secretsmanager::config::{BehaviorVersion, Builder, Credentials, Region};
use aws_sdk_secretsmanager::types::{Filter, FilterNameStringType, SortByType};
use strongroom::embedded::{DEMO_REGIONS, Embedded, Options, serve};
use tokio::net::TcpListener;

const SIZES: [usize; 3] = [1_000, 100_000, 500_000];
const CALLS: usize = 5_000;
const PAGES: usize = 200;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("tokio starts");
    runtime.block_on(async {
        requests_a_second().await;
        println!();
        println!(
            "{:>9} {:>12} {:>14} {:>14} {:>12} {:>12} {:>12} {:>12} {:>12} {:>12}",
            "secrets",
            "generated",
            "bytes/secret",
            "first filter",
            "by name",
            "by date",
            "name filter",
            "tag filter",
            "rare tag",
            "rare word"
        );
        let mut costs = Vec::new();
        for size in SIZES {
            costs.push(page_cost(size).await);
        }
        print!("{:>52}", "largest to smallest");
        for (few, many) in costs[0].iter().zip(&costs[SIZES.len() - 1]) {
            print!(" {:>12.2}", many.as_secs_f64() / few.as_secs_f64());
        }
        println!();
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
    tokio::spawn(serve(listener, embedded, Vec::new(), std::future::pending()));
    let client = Client::from_conf(config().endpoint_url(url).build());
    report("over loopback", each(CALLS, || read(&client)).await);
}

async fn read(client: &Client) {
    client.get_secret_value().secret_id("s").send().await.expect("the value can be read");
}

/// Prints what a list of this size costs, and returns what its pages do.
async fn page_cost(size: usize) -> [Duration; 6] {
    let embedded = Embedded::new(Options::default());
    let before = resident_bytes();
    let start = Instant::now();
    embedded.generate(DEMO_REGIONS[0], size);
    let generated = start.elapsed();
    let memory = resident_bytes().saturating_sub(before) / size;
    let client = in_process(&embedded);
    let filter = |key: FilterNameStringType, value: &str| Filter::builder().key(key).values(value).build();
    let word = filter(FilterNameStringType::All, "nobody");
    let start = Instant::now();
    page(&client, None, Some(&word), 0).await;
    let first = start.elapsed();
    let name = filter(FilterNameStringType::Name, "prod/payments/ledger-api/postgres");
    let team = filter(FilterNameStringType::TagValue, "payments");
    let nobody = filter(FilterNameStringType::TagValue, "nobody");
    let costs = [
        each(PAGES, || page(&client, Some(SortByType::Name), None, 100)).await,
        each(PAGES, || page(&client, Some(SortByType::LastChangedDate), None, 100)).await,
        each(PAGES, || page(&client, None, Some(&name), 0)).await,
        each(PAGES, || page(&client, None, Some(&team), 50)).await,
        each(PAGES, || page(&client, None, Some(&nobody), 0)).await,
        each(PAGES, || page(&client, None, Some(&word), 0)).await,
    ];
    print!("{size:>9} {generated:>12.0?} {memory:>14} {first:>14.1?}");
    for cost in costs {
        print!(" {cost:>12.1?}");
    }
    println!();
    costs
}

/// A page, which has this many secrets at least.
async fn page(client: &Client, by: Option<SortByType>, filter: Option<&Filter>, least: usize) {
    let filters = filter.map(|filter| vec![filter.clone()]);
    let request = client.list_secrets().set_sort_by(by).set_filters(filters).max_results(100);
    let page = request.send().await.expect("the list can be read");
    assert!(page.secret_list().len() >= least);
}

/// The median time of a call.
async fn each<F: Future<Output = ()>>(count: usize, call: impl Fn() -> F) -> Duration {
    let mut times = Vec::with_capacity(count);
    for _ in 0..count {
        let start = Instant::now();
        call().await;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    times[count / 2]
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

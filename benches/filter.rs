//! How long the list takes to be filtered, sorted and put into folders.
//!
//! Times depend on the machine, so each line also says how the time relates to another of the same run: to the plainest
//! way of doing as much (a case-insensitive `contains` over all names, and `sort` of all names as bytes), and to the time
//! that the same job takes for a list of a hundredth of the size.

#![allow(clippy::print_stdout)] // A bench reports on stdout.

use jiff::Timestamp;
use std::sync::Arc;
use std::time::{Duration, Instant};
use strongroom::app::list::{
    ArrangeJob, Column, Filter, Folders, Folding, Found, NameOrder, Order, Shape, Sort,
};
use strongroom::secrets::{Arn, Summaries, Summary, Tag};

const SMALL: usize = 5_000;
const LARGE: usize = 500_000;
const TODAY: i64 = 1_750_000_000;

/// Secrets whose order by name is known, as it is once they are listed.
struct Secrets {
    all: Summaries,
    by_name: NameOrder,
    folders: Folders,
}

fn main() {
    let small = secrets(SMALL);
    let large = secrets(LARGE);
    let plain = best(3, || plain_filter(&large));
    println!("{LARGE} secrets; the plain filter takes {}", millis(plain));
    let plain_sort = best(3, || plain_sort(&large));
    println!("{LARGE} secrets; the plain sort takes {}", millis(plain_sort));
    println!();
    println!("{:<42} {:>10} {:>10} {:>8} {:>9} {:>9}", "job", SMALL, LARGE, "growth", "/filter", "/sort");
    for (title, filter, sort, shape) in jobs() {
        let run = |secrets: &Secrets| {
            let filter = Filter::parse(filter).expect("the filters of this bench are right");
            job(secrets, filter, sort, shape.clone()).run().matched
        };
        let few = best(20, || run(&small));
        let many = best(3, || run(&large));
        println!(
            "{title:<42} {:>10} {:>10} {:>7.1}x {:>8.2}x {:>8.2}x",
            millis(few),
            millis(many),
            ratio(many, few),
            ratio(many, plain),
            ratio(many, plain_sort)
        );
    }
}

fn jobs() -> Vec<(&'static str, &'static str, Sort, Shape)> {
    let by_name = Sort::default();
    let by = |column, order| Sort { column, order, chosen: true };
    let unfolded = Shape::Tree(Folding::unfolded());
    vec![
        ("all, by name", "", by_name, Shape::Flat),
        ("all, last changed first", "", by(Column::Changed, Order::Descending), Shape::Flat),
        ("all, by rotation", "", by(Column::Rotation, Order::Ascending), Shape::Flat),
        ("all, folded tree", "", by_name, Shape::Tree(Folding::folded())),
        ("all, unfolded tree", "", by_name, unfolded.clone()),
        ("first keystroke: p", "p", by_name, Shape::Flat),
        ("second keystroke: pr", "pr", by_name, Shape::Flat),
        ("two words: prod db", "prod db", by_name, Shape::Flat),
        ("two words, unfolded tree", "prod db", by_name, unfolded),
        ("a rare word: zebra", "zebra", by_name, Shape::Flat),
        ("tag:team=payments", "tag:team=payments", by_name, Shape::Flat),
        ("desc:replica", "desc:replica", by_name, Shape::Flat),
        ("rotation:on !staging changed:<90d", "rotation:on !staging changed:<90d", by_name, Shape::Flat),
    ]
}

fn job(secrets: &Secrets, filter: Filter, sort: Sort, shape: Shape) -> ArrangeJob {
    ArrangeJob {
        generation: 1,
        secrets: secrets.all.clone(),
        by_name: secrets.by_name.clone(),
        folders: secrets.folders.clone(),
        found: Found::default(),
        filter,
        sort,
        shape,
        keep: None,
        marked: Arc::default(),
        now: time(TODAY),
    }
}

/// Secrets such as a large company would have, five to a folder, in no order; the same ones in each run.
fn secrets(count: usize) -> Secrets {
    let stages = ["prod", "staging", "dev", "Sandbox"];
    let teams = ["payments", "identity", "search", "platform", "data-lake", "mobile"];
    let parts = ["db", "api-key", "tls", "webhook", "cache", "oauth-client", "smtp"];
    let services = count / 20 + 1;
    let mut list = Vec::with_capacity(count);
    for i in 0..count {
        let (service, part) = (i % services, parts[i % parts.len()]);
        let (stage, team) = (stages[i / services % stages.len()], teams[service % teams.len()]);
        let name = format!("{stage}/{team}/service-{service}/{part}-{i}");
        let arn = format!("arn:aws:secretsmanager:eu-west-1:123456789012:secret:{name}-AbCdEf");
        let mut secret = Summary::new(Arn::new(arn), name);
        secret.description =
            (i % 3 > 0).then(|| format!("Credentials of the {part}, read replica {i}, {team}"));
        secret.rotation_enabled = [None, Some(true), Some(false)][i % 3];
        secret.last_changed = Some(time(TODAY - i64::try_from((i * 104_729) % 50_000_000).unwrap_or(0)));
        secret.tags = vec![
            Tag { key: "team".into(), value: team.into() },
            Tag { key: "stage".into(), value: stage.into() },
        ];
        list.push(secret);
    }
    fastrand::Rng::with_seed(8).shuffle(&mut list);
    let mut secrets = Secrets {
        all: list.into_iter().collect(),
        by_name: NameOrder::default(),
        folders: Folders::default(),
    };
    let tree = Shape::Tree(Folding::folded());
    let arranged = job(&secrets, Filter::default(), Sort::default(), tree).run();
    (secrets.by_name, secrets.folders) = (arranged.by_name, arranged.folders);
    secrets
}

fn time(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("the times of this bench are of this century")
}

fn plain_filter(secrets: &Secrets) -> usize {
    secrets.all.iter().filter(|secret| secret.name().to_lowercase().contains("prod")).count()
}

fn plain_sort(secrets: &Secrets) -> usize {
    let mut names: Vec<&str> = secrets.all.iter().map(strongroom::secrets::SummaryView::name).collect();
    names.sort_unstable();
    names.len()
}

/// The shortest of several runs: what the machine can do when nothing else is in its way.
fn best(runs: u32, mut run: impl FnMut() -> usize) -> Duration {
    let once = |run: &mut dyn FnMut() -> usize| {
        let start = Instant::now();
        std::hint::black_box(run());
        start.elapsed()
    };
    (0..runs).map(|_| once(&mut run)).min().unwrap_or_default()
}

fn millis(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

fn ratio(time: Duration, to: Duration) -> f64 {
    time.as_secs_f64() / to.as_secs_f64()
}

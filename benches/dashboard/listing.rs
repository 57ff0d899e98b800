//! Listing, raced against boto3's paginator and against the bounds of latency and quota.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::boto::{self, Race};
use crate::report::Row;
use crate::served::Served;
use crate::session::{Failure, Session};
use crate::{Extent, SIZE, paginator};

/// The secrets of the lists over a slow link.
const MEDIUM: usize = 20_000;
const LATENCY_SECONDS: f64 = 0.05;
const PAGE: usize = 100;
/// The requests a second that the service's quota allows.
const RATE: usize = 100;
const SLOW: [&str; 2] = ["--latency", "50ms"];
const THROTTLED: [&str; 4] = ["--latency", "50ms", "--throttle", "100/s"];

/// The least time for a list if each page waits for the last one.
fn serial_bound(secrets: usize) -> f64 {
    pages(secrets) as f64 * LATENCY_SECONDS
}

/// The least time for a list under the quota, which lets as many requests as it allows in a second pass at once.
fn quota_bound(secrets: usize) -> f64 {
    pages(secrets).saturating_sub(RATE) as f64 / RATE as f64
}

fn pages(secrets: usize) -> usize {
    secrets.div_ceil(PAGE)
}

/// Measures lists of 20,000 over a slow link.
pub fn slow_link(extent: Extent) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::new();
    let bound = serial_bound(MEDIUM);
    {
        let server = Served::start(MEDIUM, &SLOW)?;
        let (mut session, seconds) = listed(&server, MEDIUM)?;
        let Race { seconds: paginator, names, .. } = boto::race(&server)?;
        compare_names(&mut session, &names)?;
        rows.push(Row::new("list 20,000 at 50 ms", seconds, "s").goal(1.5).against(bound, "serial bound"));
        rows.push(
            Row::new("boto3's paginator on the same", paginator, "s")
                .against(seconds, "this program, same names"),
        );
    }
    let kinds: &[&str] = if extent.is_full() { &["long-prefix", "random"] } else { &[] };
    for kind in kinds {
        let server = Served::start(MEDIUM, &[&SLOW[..], &["--names", kind]].concat())?;
        let (_, seconds) = listed(&server, MEDIUM)?;
        rows.push(
            Row::new(format!("list 20,000 at 50 ms, names {kind}"), seconds, "s")
                .goal(1.5)
                .against(bound, "serial bound"),
        );
    }
    let server = Served::start(MEDIUM, &THROTTLED)?;
    let (_, seconds) = listed(&server, MEDIUM)?;
    rows.push(
        Row::new("list 20,000 at 50 ms and 100 requests/s", seconds, "s")
            .goal(2.0)
            .against(quota_bound(MEDIUM), "quota's bound"),
    );
    Ok(rows)
}

/// Measures a list of the most secrets that a Region may have, without latency: what it costs. Returns the names too.
pub fn costs(extent: Extent) -> Result<(Vec<Row>, Vec<String>), Failure> {
    let count = extent.many();
    let listed_count = crate::thousands(count);
    let server = Served::start(count, &[])?;
    let (session, seconds) = listed(&server, count)?;
    let a_secret = |cpu: Duration| cpu.as_secs_f64() * 1e6 / count as f64;
    let cpu = session.process().cpu().map(a_secret);
    drop(session);
    let sdk = paginator::cpu(&server, count)?.map(a_secret);
    let race = boto::race(&server)?;
    let mut rows = vec![
        Row::new(format!("list {listed_count}, no latency"), seconds, "s")
            .against(race.seconds, "boto3's paginator"),
    ];
    rows.extend(cpu.zip(sdk).map(|(cpu, sdk)| {
        Row::new("CPU of that a secret", cpu, "µs").goal(5.0).against(sdk, "the SDK's paginator alone")
    }));
    rows.extend(sdk.zip(cpu).map(|(sdk, cpu)| {
        Row::new("CPU a secret of the SDK's paginator alone", sdk, "µs").against(cpu, "this program")
    }));
    let boto = race.cpu_seconds * 1e6 / count as f64;
    rows.extend(
        cpu.map(|cpu| Row::new("CPU a secret of boto3's paginator", boto, "µs").against(cpu, "this program")),
    );
    drop(server);
    let kinds: &[&str] = if extent.is_full() { &["long-prefix", "random"] } else { &[] };
    for kind in kinds {
        let server = Served::start(count, &["--names", kind])?;
        let (session, _) = listed(&server, count)?;
        let worst = session.process().cpu().map(a_secret);
        rows.extend(worst.map(|worst| {
            let row = Row::new(format!("CPU a secret, {listed_count} names {kind}"), worst, "µs").goal(5.0);
            row.against(cpu.unwrap_or_default(), "company names")
        }));
    }
    Ok((rows, race.names))
}

/// Measures a list of the most secrets over a slow link under the quota. Returns the session too, for what is done with
/// such a list.
pub fn throttled(extent: Extent) -> Result<(Row, Served, Session), Failure> {
    let count = extent.many();
    let server = Served::start(count, &THROTTLED)?;
    let (session, seconds) = listed(&server, count)?;
    let name = format!("list {} at 50 ms and 100 requests/s", crate::thousands(count));
    let row = Row::new(name, seconds, "s").goal(65.0).against(quota_bound(count), "quota's bound");
    Ok((row, server, session))
}

/// Lists the secrets of a server. Returns the session and the seconds from the start of the program to the whole list.
fn listed(server: &Served, count: usize) -> Result<(Session, f64), Failure> {
    let mut session = Session::start(&["--endpoint-url", server.url()], SIZE.0, SIZE.1)?;
    let time = session.wait_listed(count)?;
    Ok((session, time.as_secs_f64()))
}

/// Fails unless the dashboard shows exactly these names, from the first page to the last.
fn compare_names(session: &mut Session, names: &[String]) -> Result<(), Failure> {
    // High enough that the pages are few.
    session.resize(SIZE.0, 250)?;
    let mut result = Ok(());
    // On a busy machine a page may come in several pieces.
    for silence in [50, 400] {
        result = difference(&session.names(Duration::from_millis(silence))?, names);
        if result.is_ok() {
            break;
        }
    }
    result
}

/// Fails unless the names on screen are these. A name has less room where a note on its deletion stands beside it.
fn difference(shown: &BTreeSet<String>, names: &[String]) -> Result<(), Failure> {
    let cut = |name: &str| {
        let (start, end) = name.split_once(CUT)?;
        Some((start.chars().count(), end.chars().count()))
    };
    let cuts: BTreeSet<(usize, usize)> = shown.iter().filter_map(|name| cut(name)).collect();
    let mut found = BTreeSet::new();
    let mut missing = Vec::new();
    for name in names {
        let as_shown = cuts.iter().map(|cut| as_shown(name, Some(*cut))).chain([name.clone()]);
        let seen: Vec<String> = as_shown.filter(|name| shown.contains(name)).collect();
        if seen.is_empty() {
            missing.push(name);
        }
        found.extend(seen);
    }
    let unknown: Vec<_> = shown.difference(&found).collect();
    if unknown.is_empty() && missing.is_empty() {
        return Ok(());
    }
    Err(format!(
        "the lists differ: only the dashboard has {} such as {:?}; only boto3 has {} such as {:?}",
        unknown.len(),
        unknown.iter().take(3).collect::<Vec<_>>(),
        missing.len(),
        missing.iter().take(3).collect::<Vec<_>>()
    )
    .into())
}

/// What a name that is too long for its column has in the middle.
const CUT: char = '…';

/// A name as it is on screen where long names are cut to this many characters at their start and end.
fn as_shown(name: &str, cut: Option<(usize, usize)>) -> String {
    match cut {
        // Names are ASCII.
        Some((start, end)) if name.len() > start + end + 1 => {
            format!("{}{CUT}{}", &name[..start], &name[name.len() - end..])
        }
        Some(_) | None => name.to_owned(),
    }
}

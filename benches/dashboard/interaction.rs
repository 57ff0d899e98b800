//! What a key costs in a list of the most secrets that a Region may have, and what idling costs.

use std::time::{Duration, Instant};

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher};

use crate::report::Row;
use crate::session::{ESCAPE, Failure, Session};
use crate::{Extent, millis, percentile, steady};

/// What is typed into the filter, key by key.
const WORDS: [&str; 4] = ["prod", "ledger", "kafka", "billing"];
/// How long the panes and the answers to the requests of a step may take, at 50 ms each.
pub const ANSWERS: Duration = Duration::from_millis(150);
const IDLE: Duration = Duration::from_secs(5);

/// Measures a step of the cursor.
pub fn step(extent: Extent, session: &mut Session) -> Result<Vec<Row>, Failure> {
    session.settle(ANSWERS * 2)?;
    let (mut times, mut bytes, mut with_panes) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..extent.steps() {
        let reaction = session.press("j")?;
        times.push(reaction.first_byte);
        bytes.push(reaction.bytes);
        // The panes follow once the cursor rests, and again when the secret is described.
        with_panes.push(reaction.bytes + session.settle(ANSWERS)?);
    }
    let steady = steady::times(extent.steps(), percentile(times.clone(), 50), 1)?;
    let [median, most] = [50, 99].map(|share| millis(percentile(times.clone(), share)));
    let steady_most = millis(percentile(steady, 99));
    let (median_bytes, most_bytes) = (percentile(bytes.clone(), 50), percentile(bytes, 99));
    Ok(vec![
        Row::new("key j at 200×60 to first byte, p50", median, "ms"),
        Row::new("key j at 200×60 to first byte, p99", most, "ms")
            .goal(2.0)
            .against(steady_most, "as much fixed work"),
        Row::new("as much fixed work as key j's p50, key to first byte, p99", steady_most, "ms"),
        Row::new("bytes written for key j, p50", median_bytes as f64, "bytes").goal(400.0),
        Row::new("bytes written for key j, p99", most_bytes as f64, "bytes"),
        Row::new(
            "bytes for key j and the panes that follow, p50",
            percentile(with_panes, 50) as f64,
            "bytes",
        ),
    ])
}

/// Measures the keystrokes of a filter, against the matcher of such filters alone on the same names.
pub fn filter(session: &mut Session, names: &[String]) -> Result<Vec<Row>, Failure> {
    let matcher = millis(matcher_alone(names));
    let mut times = Vec::new();
    for word in WORDS {
        session.press("/")?;
        session.settle(ANSWERS)?;
        for key in word.chars() {
            times.extend(session.press_for_rows(key.encode_utf8(&mut [0; 4]))?);
        }
        session.press_for_rows(ESCAPE)?;
    }
    if times.is_empty() {
        return Err("no key of the filter changed the rows".into());
    }
    let steady = steady::times(times.len(), percentile(times.clone(), 50), 2)?;
    let [median, most] = [50, 100].map(|share| millis(percentile(times.clone(), share)));
    let steady_most = millis(percentile(steady, 100));
    Ok(vec![
        Row::new("filter keystroke to new rows, p50", median, "ms")
            .goal(25.0)
            .against(matcher, "nucleo-matcher alone"),
        Row::new("filter keystroke to new rows, slowest", most, "ms")
            .goal(25.0)
            .against(steady_most, "as much fixed work"),
        Row::new("as much fixed work as the filter's p50 on two threads, slowest", steady_most, "ms"),
        Row::new("nucleo-matcher alone, one thread, with sort", matcher, "ms"),
    ])
}

/// Measures the sort.
pub fn sort(session: &mut Session) -> Result<Vec<Row>, Failure> {
    let mut times = Vec::new();
    for _ in 0..6 {
        times.extend(session.press_for_rows("s")?);
    }
    Ok(vec![row("sort by another column", times)?])
}

/// Measures the tree.
pub fn tree(session: &mut Session) -> Result<Vec<Row>, Failure> {
    let (mut on, mut off) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        on.extend(session.press_for_rows("t")?);
        off.extend(session.press_for_rows("t")?);
    }
    Ok(vec![row("tree on", on)?, row("tree off", off)?])
}

fn row(name: &str, times: Vec<Duration>) -> Result<Row, Failure> {
    if times.is_empty() {
        return Err(format!("{name}: the rows stayed the same").into());
    }
    Ok(Row::new(format!("{name}, key to new rows, p50"), millis(percentile(times, 50)), "ms").goal(50.0))
}

/// Measures the memory that is resident, some time after the last key: until then, memory may wait to be returned.
pub fn memory(extent: Extent, session: &mut Session) -> Result<Vec<Row>, Failure> {
    session.settle(Duration::from_secs(1))?;
    let Some(resident) = session.process().resident() else { return Ok(Vec::new()) };
    let resident = resident as f64;
    let name = format!("resident memory, {} listed, filtered, sorted", crate::thousands(extent.many()));
    Ok(vec![
        Row::new(name, resident / 1e6, "MB").goal(120.0),
        Row::new("the same a secret", resident / extent.many() as f64, "bytes").goal(200.0),
    ])
}

/// Measures the memory that is resident once the tree was shown.
pub fn memory_with_tree(session: &mut Session) -> Result<Vec<Row>, Failure> {
    session.settle(Duration::from_secs(1))?;
    let resident = session.process().resident();
    let row = |bytes| Row::new("resident memory after the tree was shown", bytes as f64 / 1e6, "MB");
    Ok(resident.map(row).into_iter().collect())
}

/// Measures five seconds in which nothing happens.
pub fn idle(session: &mut Session) -> Result<Vec<Row>, Failure> {
    session.settle(Duration::from_secs(1))?;
    let before = session.process().exact_cpu();
    let bytes = session.listen(IDLE)?;
    let after = session.process().exact_cpu();
    let mut rows = vec![Row::new("idle for 5 s: bytes written", bytes as f64, "bytes").goal(0.0)];
    rows.extend(before.zip(after).map(|(before, after)| {
        Row::new("idle for 5 s: CPU", after.saturating_sub(before).as_secs_f64() * 1e3, "ms").goal(0.0)
    }));
    Ok(rows)
}

/// The shortest of several times that the matcher needs for a word on one thread, sorting included.
fn matcher_alone(names: &[String]) -> Duration {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut once = |word: &str| {
        let pattern = Pattern::parse(word, CaseMatching::Smart, Normalization::Smart);
        let start = Instant::now();
        std::hint::black_box(pattern.match_list(names, &mut matcher));
        start.elapsed()
    };
    let times = WORDS.map(|word| once(word).min(once(word)));
    percentile(times.to_vec(), 50)
}

//! From the start of the program to its first byte, its first frame and its first secrets.

use std::net::TcpListener;
use std::time::Duration;

use crate::report::Row;
use crate::session::{Failure, Session};
use crate::{Extent, millis, percentile};

const SIZE: (u16, u16) = (140, 40);
/// What the header of each frame contains.
const FIRST_FRAME: &str = "Strongroom";
/// What the first names of the demo begin with.
const FIRST_SECRET: &str = "ci/";

/// What is waited for.
#[derive(Clone, Copy)]
enum Awaited {
    FirstByte,
    Text(&'static str),
}

/// Measures the start of the program in a terminal, many times each.
pub fn measure(extent: Extent) -> Result<Vec<Row>, Failure> {
    let median = |arguments: &[&str], awaited| {
        let times = (0..extent.starts()).map(|_| time(arguments, awaited)).collect::<Result<Vec<_>, _>>();
        Ok::<f64, Failure>(millis(percentile(times?, 50)))
    };
    let version = median(&["--version"], Awaited::FirstByte)?;
    let to_version = |name: &str, value: f64| Row::new(name, value, "ms").against(version, "its --version");
    let silent = TcpListener::bind("127.0.0.1:0")?;
    let endpoint = format!("http://{}", silent.local_addr()?);
    Ok(vec![
        to_version("start of the demo to first byte, p50", median(&["demo"], Awaited::FirstByte)?).goal(5.0),
        to_version("start of the demo to first rows, p50", median(&["demo"], Awaited::Text(FIRST_SECRET))?)
            .goal(15.0),
        to_version(
            "start to first frame, endpoint never answers, p50",
            median(&["--endpoint-url", &endpoint], Awaited::Text(FIRST_FRAME))?,
        ),
        to_version(
            "start of a demo of 100,000 to first frame, p50",
            median(&["demo", "--secrets", "100000"], Awaited::Text(FIRST_FRAME))?,
        ),
        Row::new("start to the version printed, p50", version, "ms"),
    ])
}

fn time(arguments: &[&str], awaited: Awaited) -> Result<Duration, Failure> {
    let mut session = Session::start(arguments, SIZE.0, SIZE.1)?;
    match awaited {
        Awaited::FirstByte => session.first_byte(),
        Awaited::Text(text) => session.wait_until(text, |lines| lines.iter().any(|line| line.contains(text))),
    }
}

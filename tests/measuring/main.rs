//! The measurements themselves: the table of `benches/run`, and the verdict of `benches/counts`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod counts;
#[path = "../../benches/dashboard/report.rs"]
mod report;
mod table;

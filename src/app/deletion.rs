//! Scheduled deletions in words: the time of the request, and what is known of its end.

use super::wording::ago;
use crate::secrets::{Deletion, WindowEnd};
use jiff::{SignedDuration, Timestamp};

/// Request and end in a line: "deletion requested 3 days ago · will be deleted between 29 November and 22 December".
pub fn line(deletion: &Deletion, now: Timestamp) -> String {
    format!("{} · {}", asked(deletion, now), end(deletion, now))
}

/// The request: "deletion requested 3 days ago".
fn asked(deletion: &Deletion, now: Timestamp) -> String {
    if !deletion.is_dated(now) {
        return "scheduled for deletion".into();
    }
    format!("deletion requested {}", ago(deletion.asked.min(now), now))
}

/// The end: "will be deleted between 29 November and 22 December".
pub fn end(deletion: &Deletion, now: Timestamp) -> String {
    match deletion.window_end(now) {
        WindowEnd::At(end) => format!("will be deleted on {}", day(end, now)),
        WindowEnd::Between(first, last) => {
            format!("will be deleted between {} and {}", day(first, now), day(last, now))
        }
        WindowEnd::By(last) => format!("will be deleted by {}", day(last, now)),
        WindowEnd::Over => "will be deleted any time now".into(),
        WindowEnd::Unknown => "its end is not known".into(),
    }
}

/// The time for which it can still be restored, to end a sentence: "until 2026-12-22 10:00 UTC".
pub fn restorable(deletion: &Deletion, now: Timestamp) -> String {
    match deletion.window_end(now) {
        WindowEnd::At(end) => format!("until {}", end.strftime("%Y-%m-%d %H:%M UTC")),
        WindowEnd::Between(first, last) => {
            format!("until some day between {} and {}", day(first, now), day(last, now))
        }
        WindowEnd::By(last) => format!("until {} at the latest", day(last, now)),
        WindowEnd::Over => "until the service deletes it, any time now".into(),
        WindowEnd::Unknown => "for 7 to 30 days after the deletion request".into(),
    }
}

/// The end for a column, at its longest and at its shortest: "deleted in 4-27d" and "in 4-27d". At most 16 and 9 cells.
pub fn cells(deletion: &Deletion, now: Timestamp) -> (String, String) {
    let end = match deletion.window_end(now) {
        WindowEnd::At(end) if days(end, now) == 0 => "today".into(),
        WindowEnd::At(end) => format!("in {}d", days(end, now)),
        WindowEnd::Between(first, last) if days(first, now) > 0 => {
            format!("in {}-{}d", days(first, now), days_begun(last, now))
        }
        WindowEnd::Between(_, last) | WindowEnd::By(last) => {
            format!("in <{}d", days_begun(last, now))
        }
        WindowEnd::Over => "any time".into(),
        WindowEnd::Unknown => return ("scheduled".into(), "scheduled".into()),
    };
    (format!("deleted {end}"), end)
}

/// The whole days until a time, 0 on the last day.
fn days(at: Timestamp, now: Timestamp) -> i64 {
    at.duration_since(now).as_hours().max(0) / 24
}

/// The days until a time, the last one counted although it is not whole.
fn days_begun(at: Timestamp, now: Timestamp) -> i64 {
    let left = at.duration_since(now).max(SignedDuration::ZERO);
    left.as_secs().saturating_add(86_399) / 86_400
}

/// A day in words, with its year if that is not this one: "29 November".
fn day(at: Timestamp, now: Timestamp) -> String {
    let year = |at: Timestamp| at.strftime("%Y").to_string();
    let format = if year(at) == year(now) { "%-d %B" } else { "%-d %B %Y" };
    at.strftime(format).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn deletion(asked: &str, ends: Option<&str>) -> Deletion {
        Deletion { asked: at(asked), ends: ends.map(at) }
    }

    #[test]
    fn a_deletion_of_another_client_ends_between_two_days() {
        let now = at("2026-11-25T10:00:00Z");
        let asked = deletion("2026-11-22T08:00:00Z", None);
        assert_eq!(
            line(&asked, now),
            "deletion requested 3 days ago · will be deleted between 29 November and 22 December"
        );
        assert_eq!(cells(&asked, now), ("deleted in 3-27d".into(), "in 3-27d".into()));
        assert_eq!(restorable(&asked, now), "until some day between 29 November and 22 December");
    }

    #[test]
    fn the_days_that_are_over_are_no_limit() {
        let asked = deletion("2026-11-10T10:00:00Z", None);
        let now = at("2026-11-25T10:00:00Z");
        assert_eq!(line(&asked, now), "deletion requested 15 days ago · will be deleted by 10 December");
        assert_eq!(cells(&asked, now).1, "in <15d");
        let late = at("2026-12-31T10:00:00Z");
        assert_eq!(line(&asked, late), "deletion requested 51 days ago · will be deleted any time now");
        assert_eq!(cells(&asked, late), ("deleted any time".into(), "any time".into()));
    }

    #[test]
    fn the_end_that_the_service_answered_is_exact() {
        let asked = deletion("2026-12-22T10:00:00Z", Some("2027-01-21T10:00:00Z"));
        let now = at("2026-12-25T10:00:00Z");
        assert_eq!(line(&asked, now), "deletion requested 3 days ago · will be deleted on 21 January 2027");
        assert_eq!(restorable(&asked, now), "until 2027-01-21 10:00 UTC");
        assert_eq!(cells(&asked, now).0, "deleted in 27d");
        assert_eq!(cells(&asked, at("2027-01-21T09:00:00Z")).1, "today");
    }

    #[test]
    fn a_date_in_the_future_tells_nothing() {
        let asked = deletion("2026-12-22T10:00:00Z", None);
        let now = at("2026-11-25T10:00:00Z");
        assert_eq!(line(&asked, now), "scheduled for deletion · its end is not known");
        assert_eq!(cells(&asked, now).0, "scheduled");
    }

    #[test]
    fn cells_are_short_on_every_day() {
        let asked = deletion("2026-11-01T10:00:00Z", None);
        for hours in 0..24 * 40 {
            let now = asked.asked + SignedDuration::from_hours(hours);
            for ends in [None, Some(at("2026-12-01T10:00:00Z"))] {
                let (long, short) = cells(&Deletion { ends, ..asked }, now);
                assert!(long.len() <= 16 && short.len() <= 9, "{long}, {short}");
            }
        }
    }
}

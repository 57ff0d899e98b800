//! Fields of responses that several types have in common.

use aws_smithy_types::DateTime;
use jiff::Timestamp;

/// A time of a response. Rounded to microseconds, since the SDK's conversion from the decimal fraction on the wire is a
/// few nanoseconds off. `None` for the epoch, which emulators send for "never".
pub(in crate::service) fn timestamp(time: Option<DateTime>) -> Option<Timestamp> {
    let time = time?;
    // Half a microsecond is rounded away from the epoch.
    let half = if time.secs() < 0 { 499 } else { 500 };
    let microseconds = i64::from((time.subsec_nanos() + half) / 1_000);
    let microseconds = time.secs().checked_mul(1_000_000)?.checked_add(microseconds)?;
    (microseconds != 0).then(|| Timestamp::from_microsecond(microseconds).ok())?
}

/// A text of a response, unless it is empty.
pub(super) fn non_empty(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_keep_their_milliseconds() {
        let answered = DateTime::from_secs_f64(1_700_000_000.123);
        let kept = timestamp(Some(answered)).unwrap();
        assert_eq!(kept.as_millisecond(), 1_700_000_000_123);
    }

    #[test]
    fn a_time_before_the_epoch_is_a_time() {
        let kept = timestamp(Some(DateTime::from_secs_and_nanos(-2, 500_000_000))).unwrap();
        assert_eq!(kept.as_millisecond(), -1_500);
    }

    #[test]
    fn the_epoch_and_times_out_of_range_are_no_times() {
        assert_eq!(timestamp(Some(DateTime::from_secs(0))), None);
        assert_eq!(timestamp(Some(DateTime::from_secs(i64::MAX))), None);
        assert_eq!(timestamp(None), None);
    }

    #[test]
    fn empty_text_is_no_text() {
        assert_eq!(non_empty(Some(String::new())), None);
        assert_eq!(non_empty(Some(" ".into())).as_deref(), Some(" "));
    }
}

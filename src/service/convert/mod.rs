//! What the SDK answers, turned into the types of [`crate::secrets`].
//!
//! Every service that speaks the protocol leaves out other fields, or fills them with empty text and zero times: what
//! is absent, empty or zero here all becomes `None`. What lacks the very name of the thing is dropped.
//! [`to_sdk`] goes the other way.

mod policy;
mod replica;
mod secret;
pub(super) mod to_sdk;
mod value;
mod version;

use aws_smithy_types::DateTime;
use jiff::{Timestamp, Unit};

pub(super) use policy::findings;
pub(super) use replica::replicas;
pub(super) use secret::{detail, listed};
pub(super) use value::{batch_error, batched, value};
pub(super) use version::version;

/// A time with its fraction of a second, to the microsecond: the wire's decimal fraction comes out of the SDK's binary
/// one a few nanoseconds off. The epoch itself stands for no time: emulators answer it for "never".
pub(super) fn time(time: Option<DateTime>) -> Option<Timestamp> {
    let time = time?;
    let nanoseconds = i32::try_from(time.subsec_nanos()).ok()?;
    let time =
        Timestamp::new(time.secs(), nanoseconds).and_then(|time| time.round(Unit::Microsecond)).ok()?;
    (time != Timestamp::UNIX_EPOCH).then_some(time)
}

/// Text that says something.
fn text(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_keep_their_milliseconds() {
        let answered = DateTime::from_secs_f64(1_700_000_000.123);
        let kept = time(Some(answered)).unwrap();
        assert_eq!(kept.as_millisecond(), 1_700_000_000_123);
    }

    #[test]
    fn a_time_before_the_epoch_is_a_time() {
        let kept = time(Some(DateTime::from_secs_and_nanos(-2, 500_000_000))).unwrap();
        assert_eq!(kept.as_millisecond(), -1_500);
    }

    #[test]
    fn the_epoch_and_times_out_of_range_are_no_times() {
        assert_eq!(time(Some(DateTime::from_secs(0))), None);
        assert_eq!(time(Some(DateTime::from_secs(i64::MAX))), None);
        assert_eq!(time(None), None);
    }

    #[test]
    fn empty_text_is_no_text() {
        assert_eq!(text(Some(String::new())), None);
        assert_eq!(text(Some(" ".into())).as_deref(), Some(" "));
    }
}

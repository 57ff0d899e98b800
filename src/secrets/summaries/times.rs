//! The packed form of a time: its distance from another time of the same secret, most of which are close to each other.

use super::numbers::{push_number, read_number};
use jiff::Timestamp;

/// The time that distances count from if the secret has no other: most times of today's secrets are less than six years
/// away, and their days take two bytes.
pub(super) const BASE: Timestamp = Timestamp::constant(1_735_689_600, 0);

const DAY: i64 = 86_400;

/// The units of a distance, in its lowest two bits.
mod unit {
    /// Seconds. A distance of 0 is the same time, fractions of the second included.
    pub(super) const SECONDS: i64 = 0;
    /// Seconds; the milliseconds of the time follow.
    pub(super) const MILLISECONDS: i64 = 1;
    /// Seconds; the nanoseconds of the time follow.
    pub(super) const NANOSECONDS: i64 = 2;
    /// Days from [`BASE`](super::BASE) to a time at midnight.
    pub(super) const DAYS: i64 = 3;
}

/// Writes a time as its distance from `base`.
pub(super) fn write(time: Timestamp, base: Timestamp, out: &mut Vec<u8>) {
    let (seconds, nanos) = (time.as_second() - base.as_second(), i64::from(time.subsec_nanosecond()));
    let mut distance = |distance: i64, unit: i64| push_signed(out, (distance << 2) | unit);
    if time == base {
        distance(0, unit::SECONDS);
    } else if nanos == 0 && time.as_second() % DAY == 0 {
        distance((time.as_second() - BASE.as_second()) / DAY, unit::DAYS);
    } else if nanos == 0 && seconds != 0 {
        distance(seconds, unit::SECONDS);
    } else if nanos % 1_000_000 == 0 {
        distance(seconds, unit::MILLISECONDS);
        push_signed(out, nanos / 1_000_000);
    } else {
        distance(seconds, unit::NANOSECONDS);
        push_signed(out, nanos);
    }
}

/// Takes a time from the beginning of `bytes`, which was written as its distance from `base`.
pub(super) fn read(bytes: &mut &[u8], base: Timestamp) -> Timestamp {
    let packed = read_signed(bytes);
    let (distance, unit) = (packed >> 2, packed & 3);
    let (seconds, nanos) = match unit {
        unit::SECONDS if distance == 0 => return base,
        unit::SECONDS => (base.as_second() + distance, 0),
        unit::MILLISECONDS => (base.as_second() + distance, read_signed(bytes) * 1_000_000),
        unit::NANOSECONDS => (base.as_second() + distance, read_signed(bytes)),
        _ => (BASE.as_second() + distance * DAY, 0),
    };
    Timestamp::new(seconds, i32::try_from(nanos).unwrap_or_default()).unwrap_or_default()
}

fn push_signed(out: &mut Vec<u8>, number: i64) {
    push_number(out, ((number << 1) ^ (number >> 63)).cast_unsigned());
}

fn read_signed(bytes: &mut &[u8]) -> i64 {
    let number = read_number(bytes);
    (number >> 1).cast_signed() ^ -((number & 1).cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(time: Timestamp, base: Timestamp) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(time, base, &mut bytes);
        bytes
    }

    fn times() -> impl Strategy<Value = Timestamp> {
        let seconds =
            prop_oneof![-90_000i64..90_000, (-20_000i64..20_000).prop_map(|day| day * DAY), any::<i64>()];
        let nanos =
            prop_oneof![Just(0), (0i32..1_000).prop_map(|ms| ms * 1_000_000), -999_999_999i32..1_000_000_000];
        (seconds, nanos).prop_map(|(second, nanos)| {
            let (first, last) = (Timestamp::MIN.as_second() + 1, Timestamp::MAX.as_second() - 1);
            Timestamp::new(second.clamp(first, last), nanos).unwrap()
        })
    }

    proptest! {
        #[test]
        fn a_time_comes_back_whatever_it_counts_from(time in times(), base in times(), same in any::<bool>()) {
            let base = if same { time } else { base };
            let bytes = [written(time, base), vec![7]].concat();
            let mut rest = bytes.as_slice();
            prop_assert_eq!(read(&mut rest, base), time);
            prop_assert_eq!(rest, [7]);
        }
    }

    #[test]
    fn the_times_of_a_usual_secret_take_few_bytes() {
        let changed: Timestamp = "2026-03-01T09:30:11.125Z".parse().unwrap();
        let length = |time: &str, base| written(time.parse().unwrap(), base).len();
        assert_eq!(written(changed, changed).len(), 1);
        assert_eq!(length("2026-04-18T00:00:00Z", changed), 2);
        assert_eq!(length("2026-03-31T23:59:59Z", changed), 4);
        assert_eq!(length("2026-03-01T09:30:11.125Z", BASE), 7);
    }
}

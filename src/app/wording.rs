//! Words that several texts on screen are made of.

use jiff::Timestamp;
use std::fmt::Display;

/// Days from which on an age is written in years.
pub const YEARS_FROM: i64 = 1_000;

/// A number with its noun, in the plural unless the number is 1: `1 secret`, `3 secrets`. The plural takes an s.
pub fn counted<N: Copy + Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    let ending = if count == N::from(1) { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

/// The place of a row, counted from 0, among all rows: `3 of 73`.
pub fn place(at: usize, all: usize) -> String {
    if all == 0 { "no rows".to_owned() } else { format!("{} of {all}", at + 1) }
}

/// The age of a moment, or the time until it, in words: `3 days ago`, `in 2 hours`.
pub fn ago(at: Timestamp, now: Timestamp) -> String {
    let age = now.duration_since(at);
    let (minutes, hours, days) = (age.as_mins().abs(), age.as_hours().abs(), age.as_hours().abs() / 24);
    let length = match (minutes, hours, days) {
        (0, ..) => return if age.is_negative() { "soon".into() } else { "just now".into() },
        (1..60, ..) => counted(minutes, "minute"),
        (_, ..48, _) => counted(hours, "hour"),
        (.., ..YEARS_FROM) => counted(days, "day"),
        _ => counted(days / 365, "year"),
    };
    if age.is_negative() { format!("in {length}") } else { format!("{length} ago") }
}

/// A number with a comma between thousands: 20,480.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (nth, digit) in digits.chars().enumerate() {
        if nth > 0 && (digits.len() - nth).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Bytes from which on the size of a masked value is told: that of a shorter one would help to guess it.
const SIZE_TOLD_FROM: usize = 64;

/// A number of bytes: `1 byte`, `3,200 bytes`.
pub fn bytes(count: usize) -> String {
    if count == 1 { "1 byte".to_owned() } else { format!("{} bytes", grouped(count)) }
}

/// The size of a value that is masked. Of a short one it tells no more than that it is short.
pub fn masked_size(count: usize) -> String {
    if count < SIZE_TOLD_FROM { format!("under {SIZE_TOLD_FROM} bytes") } else { bytes(count) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_a_short_masked_value_is_not_told() {
        assert_eq!([1, 2, 7, 63].map(masked_size), ["under 64 bytes"; 4]);
        assert_eq!([64, 65_536].map(masked_size), ["64 bytes", "65,536 bytes"]);
        assert_eq!([1, 2, 1_000].map(bytes), ["1 byte", "2 bytes", "1,000 bytes"]);
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(
            [0, 999, 1_000, 20_480, 1_234_567].map(grouped),
            ["0", "999", "1,000", "20,480", "1,234,567"]
        );
    }

    #[test]
    fn all_numbers_but_one_take_the_plural() {
        assert_eq!(counted(1_usize, "secret"), "1 secret");
        assert_eq!(counted(0_usize, "secret"), "0 secrets");
        assert_eq!(counted(-1_i64, "day"), "-1 days");
    }
}

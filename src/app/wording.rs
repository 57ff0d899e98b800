//! Words that several texts on screen are made of.

use std::fmt::Display;

/// A number with its noun, in the plural unless the number is 1: `1 secret`, `3 secrets`. The plural takes an s.
pub fn counted<N: Copy + Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    let ending = if count == N::from(1) { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn all_numbers_but_one_take_the_plural() {
        assert_eq!(counted(1_usize, "secret"), "1 secret");
        assert_eq!(counted(0_usize, "secret"), "0 secrets");
        assert_eq!(counted(-1_i64, "day"), "-1 days");
    }
}

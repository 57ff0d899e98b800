//! What must hold however often it is tried: ends at random moments, and random input with faults on. Bounded here; an
//! environment variable makes each as long as one likes.

mod ends;
mod soak;

/// The number in an environment variable, or the usual one.
fn number(variable: &str, usual: usize) -> usize {
    match std::env::var(variable) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{variable} is no number: {text}")),
        Err(_) => usual,
    }
}

/// The seed of this run: `STRONGROOM_SEED`, else always the same.
fn seed() -> u64 {
    u64::try_from(number("STRONGROOM_SEED", 1)).expect("a seed fits")
}

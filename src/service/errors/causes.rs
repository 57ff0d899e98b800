//! The chain of causes of an error, as text.

use aws_smithy_types::error::metadata::ErrorMetadata;
use std::error::Error;
use std::io;

/// Texts of wrapper errors that add nothing to their cause.
const EMPTY_PHRASES: &[&str] = &[
    "dispatch failure",
    "io error",
    "service error",
    "connector error",
    "other error",
    "other",
    "timeout",
    "user error",
    "client error (Connect)",
    "client error (SendRequest)",
    "error trying to connect",
    "tcp connect error",
    "unhandled error",
    "failed to construct request",
    "custom error",
    "an error occurred while loading credentials",
    "unexpected credentials error",
    "the credential provider was not enabled",
];

/// The error and its causes, outermost first. Includes the payload of an I/O error.
pub(in crate::service) fn chain<'a>(
    error: &'a (dyn Error + 'static),
) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| match error.downcast_ref::<io::Error>() {
        Some(io) => io.get_ref().map(|payload| payload as &(dyn Error + 'static)),
        None => error.source(),
    })
}

/// The outermost cause of type `T`.
pub(in crate::service) fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    chain(error).find_map(|cause| cause.downcast_ref::<T>())
}

/// The causes on one line, joined by colons. Leaves out wrappers that add nothing, and repetitions.
pub(in crate::service) fn one_line(error: &(dyn Error + 'static)) -> String {
    let mut said: Vec<String> = Vec::new();
    for cause in chain(error) {
        let text = phrase(cause);
        if text.is_empty() || said.iter().any(|earlier| earlier.contains(&text)) {
            continue;
        }
        said.retain(|earlier| !text.contains(earlier.as_str()));
        said.push(text);
    }
    if said.is_empty() { phrase_of_last(error) } else { said.join(": ") }
}

/// The causes as a sentence, with a capital and a full stop.
pub(in crate::service) fn sentence(error: &(dyn Error + 'static)) -> String {
    let line = one_line(error);
    let mut rest = line.chars();
    let first = rest.next().map(|c| c.to_ascii_uppercase());
    let end = if line.ends_with(['.', '!', '?']) { "" } else { "." };
    first.into_iter().chain(rest).chain(end.chars()).collect()
}

fn phrase(cause: &(dyn Error + 'static)) -> String {
    if let Some(metadata) = cause.downcast_ref::<ErrorMetadata>() {
        let parts = [metadata.code(), metadata.message()];
        return parts.into_iter().flatten().collect::<Vec<_>>().join(": ");
    }
    let text = unwrapped(&cause.to_string());
    if EMPTY_PHRASES.contains(&text.as_str()) { String::new() } else { text }
}

/// The text of the innermost cause, for an error of which every cause is an empty phrase.
fn phrase_of_last(error: &(dyn Error + 'static)) -> String {
    chain(error).last().map(|cause| unwrapped(&cause.to_string())).unwrap_or_default()
}

fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("{text}")]
    struct Link {
        text: &'static str,
        #[source]
        cause: Option<Box<dyn Error + Send + Sync>>,
    }

    fn link(text: &'static str, cause: Option<Box<dyn Error + Send + Sync>>) -> Link {
        Link { text, cause }
    }

    #[test]
    fn wrappers_and_repetitions_are_left_out() {
        let inner = io::Error::other("no route");
        let middle = link("io error", Some(Box::new(inner)));
        let again = link("could not connect: no route", Some(Box::new(middle)));
        assert_eq!(one_line(&link("dispatch failure", Some(Box::new(again)))), "could not connect: no route");
    }

    #[test]
    fn causes_are_joined_in_order() {
        let inner = link("the file is missing", None);
        assert_eq!(one_line(&link("no token", Some(Box::new(inner)))), "no token: the file is missing");
    }

    #[test]
    fn a_sentence_begins_and_ends_as_one() {
        assert_eq!(sentence(&link("no token", None)), "No token.");
        assert_eq!(sentence(&link("Done.", None)), "Done.");
    }

    #[test]
    fn an_empty_phrase_alone_is_better_than_nothing() {
        assert_eq!(one_line(&link("dispatch failure", None)), "dispatch failure");
    }

    #[test]
    fn the_payload_of_an_io_error_is_in_the_chain() {
        let error = io::Error::other(link("payload", None));
        assert!(find::<Link>(&error).is_some());
    }

    #[test]
    fn error_metadata_is_code_and_message() {
        let metadata = ErrorMetadata::builder().code("AccessDenied").message("not you").build();
        assert_eq!(one_line(&metadata), "AccessDenied: not you");
    }
}

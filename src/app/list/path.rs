//! The folders in names.
//!
//! A slash ends a folder if it follows another character and something other than slashes follows it. Every other slash
//! belongs to the part next to it, so that no part is empty and the parts joined are the name: `/a//b/` is `/b/` in the
//! folder `/a`.

use memchr::memrchr;

/// The greatest depth of folders. A name of 512 characters, the service's limit, has no more; in a longer name, from a
/// server without the limit, the other slashes are in the last part.
pub(super) const MAX_DEPTH: u16 = 256;

/// The byte position behind each slash that ends a folder.
pub(super) fn folder_ends(name: &str) -> impl Iterator<Item = usize> {
    let bytes = name.as_bytes();
    let end = name.trim_end_matches('/').len();
    let ends = (1..end).filter(|&i| bytes[i] == b'/' && bytes[i - 1] != b'/').map(|i| i + 1);
    ends.take(usize::from(MAX_DEPTH))
}

/// The byte position behind the last slash that ends a folder; 0 without one.
pub(super) fn last_folder_end(name: &str) -> usize {
    // Each folder has a slash and another character, so that only longer names can have more folders than are told apart.
    if name.len() > 2 * usize::from(MAX_DEPTH) {
        return folder_ends(name).last().unwrap_or(0);
    }
    let bytes = name.as_bytes();
    let mut end = name.trim_end_matches('/').len();
    while let Some(slash) = memrchr(b'/', &bytes[..end]).filter(|slash| *slash > 0) {
        if bytes[slash - 1] != b'/' {
            return slash + 1;
        }
        end = slash;
    }
    0
}

/// The number of folders in the name.
pub(super) fn depth(name: &str) -> u16 {
    u16::try_from(folder_ends(name).count()).unwrap_or(MAX_DEPTH)
}

/// The part of the name behind the first `depth` folders.
pub(super) fn leaf(name: &str, depth: u16) -> &str {
    let start = match usize::from(depth).checked_sub(1) {
        Some(last) => folder_ends(name).nth(last).unwrap_or(0),
        None => 0,
    };
    &name[start..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(name: &str) -> Vec<&str> {
        let mut start = 0;
        let mut parts: Vec<&str> = Vec::new();
        for end in folder_ends(name) {
            parts.push(&name[start..end]);
            start = end;
        }
        parts.push(&name[start..]);
        parts
    }

    #[test]
    fn slashes_in_odd_places_stay_with_their_part() {
        assert_eq!(parts("a/b/c"), ["a/", "b/", "c"]);
        assert_eq!(parts("/a/b"), ["/a/", "b"]);
        assert_eq!(parts("a//b"), ["a/", "/b"]);
        assert_eq!(parts("a//b/c//"), ["a/", "/b/", "c//"]);
        assert_eq!(parts("a/"), ["a/"]);
        assert_eq!(parts("///"), ["///"]);
        assert_eq!(parts(""), [""]);
    }

    proptest! {
        #[test]
        fn parts_are_the_name_and_never_empty(name in "[a/é]{1,12}") {
            let parts = parts(&name);
            prop_assert_eq!(parts.concat(), name.clone());
            prop_assert_eq!(last_folder_end(&name), name.len() - parts[parts.len() - 1].len());
            prop_assert_eq!(usize::from(depth(&name)), parts.len() - 1);
            prop_assert!(parts.iter().all(|part| !part.trim_matches('/').is_empty() || parts.len() == 1));
            for depth in 0..parts.len() {
                prop_assert_eq!(leaf(&name, u16::try_from(depth).unwrap()), parts[depth..].concat());
            }
        }
    }
}

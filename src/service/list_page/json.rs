//! A reader of JSON for the pages of a list, of which half a million secrets take 300 MB: `serde_json` takes half as many
//! instructions again for them.
//!
//! It reads no JSON that the SDK refuses, and leaves what is rare to `serde_json` or, as [`Odd`], to the SDK.

use serde::de::IgnoredAny;
use serde_json::Deserializer;
use std::borrow::Cow;

/// A text, borrowed from the JSON if it has no escapes.
pub(super) type Text<'a> = Cow<'a, str>;

/// The JSON is damaged, or has another type than was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Odd;

/// JSON, and the place up to which it was read.
#[derive(Debug)]
pub(super) struct Json<'a> {
    all: &'a str,
    at: usize,
}

impl<'a> Json<'a> {
    /// JSON that nothing was read of. It is checked to be UTF-8 here, once for all texts.
    pub(super) fn new(json: &'a [u8]) -> Result<Self, Odd> {
        let all = std::str::from_utf8(json).map_err(|_| Odd)?;
        Ok(Self { all, at: 0 })
    }

    /// Checks that nothing follows.
    pub(super) fn end(&mut self) -> Result<(), Odd> {
        if self.peek().is_none() { Ok(()) } else { Err(Odd) }
    }

    /// Reads an object. `field` is called with each name, and reads its value.
    pub(super) fn object(
        &mut self,
        mut field: impl FnMut(&mut Self, Text<'a>) -> Result<(), Odd>,
    ) -> Result<(), Odd> {
        self.expect(b'{')?;
        if self.take(b'}') {
            return Ok(());
        }
        loop {
            let name = self.text()?;
            self.expect(b':')?;
            field(self, name)?;
            if !self.take(b',') {
                return self.expect(b'}');
            }
        }
    }

    /// Reads an array. `element` reads each of its values.
    pub(super) fn array(&mut self, mut element: impl FnMut(&mut Self) -> Result<(), Odd>) -> Result<(), Odd> {
        self.expect(b'[')?;
        if self.take(b']') {
            return Ok(());
        }
        loop {
            element(self)?;
            if !self.take(b',') {
                return self.expect(b']');
            }
        }
    }

    /// Reads `null` or a value.
    pub(super) fn optional<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Odd>,
    ) -> Result<Option<T>, Odd> {
        if self.peek() == Some(b'n') { self.literal("null").map(|()| None) } else { read(self).map(Some) }
    }

    /// Reads a text.
    pub(super) fn text(&mut self) -> Result<Text<'a>, Odd> {
        self.expect(b'"')?;
        let end = self.at + plain_length(self.rest());
        match self.all.as_bytes().get(end) {
            Some(b'"') => {
                let text = &self.all[self.at..end];
                self.at = end + 1;
                Ok(Cow::Borrowed(text))
            }
            Some(b'\\') => self.text_with_escapes(),
            Some(_) | None => Err(Odd),
        }
    }

    /// Reads a text from behind its first quote.
    #[cold]
    fn text_with_escapes(&mut self) -> Result<Text<'a>, Odd> {
        self.at -= 1;
        let mut texts = Deserializer::from_str(&self.all[self.at..]).into_iter::<String>();
        let text = texts.next().and_then(Result::ok).ok_or(Odd)?;
        self.at += texts.byte_offset();
        Ok(Cow::Owned(text))
    }

    /// Reads `true` or `false`.
    pub(super) fn bool(&mut self) -> Result<bool, Odd> {
        match self.peek() {
            Some(b't') => self.literal("true").map(|()| true),
            _ => self.literal("false").map(|()| false),
        }
    }

    /// Reads a whole number.
    pub(super) fn integer(&mut self) -> Result<i64, Odd> {
        self.number()?.parse().map_err(|_| Odd)
    }

    /// Reads a number.
    pub(super) fn float(&mut self) -> Result<f64, Odd> {
        let number = self.number()?.parse().ok();
        number.filter(|number: &f64| number.is_finite()).ok_or(Odd)
    }

    /// The characters of a number, which begins with a digit. They may be of several numbers.
    fn number(&mut self) -> Result<&'a str, Odd> {
        let is_negative = self.take(b'-');
        if !self.rest().first().is_some_and(u8::is_ascii_digit) {
            return Err(Odd);
        }
        let start = self.at - usize::from(is_negative);
        let is_part = |byte: &&u8| matches!(**byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-');
        self.at += self.rest().iter().take_while(is_part).count();
        Ok(&self.all[start..self.at])
    }

    /// Reads a value of any type.
    pub(super) fn skip(&mut self) -> Result<(), Odd> {
        let mut values = Deserializer::from_str(&self.all[self.at..]).into_iter::<IgnoredAny>();
        values.next().and_then(Result::ok).ok_or(Odd)?;
        self.at += values.byte_offset();
        Ok(())
    }

    fn literal(&mut self, literal: &str) -> Result<(), Odd> {
        if !self.rest().starts_with(literal.as_bytes()) {
            return Err(Odd);
        }
        self.at += literal.len();
        Ok(())
    }

    #[inline]
    fn expect(&mut self, byte: u8) -> Result<(), Odd> {
        if self.take(byte) { Ok(()) } else { Err(Odd) }
    }

    /// True if that byte came next. It is read then.
    #[inline]
    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// The next byte that is not white space.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        let next = self.all.as_bytes().get(self.at).copied();
        if next.is_some_and(|byte| byte <= b' ') { self.peek_behind_space() } else { next }
    }

    #[cold]
    fn peek_behind_space(&mut self) -> Option<u8> {
        let is_space = |byte: &&u8| matches!(**byte, b' ' | b'\t' | b'\r' | b'\n');
        self.at += self.rest().iter().take_while(is_space).count();
        self.rest().first().copied()
    }

    #[inline]
    fn rest(&self) -> &'a [u8] {
        &self.all.as_bytes()[self.at..]
    }
}

/// The number of bytes before the first quote, backslash or control character. Eight bytes at a time: most texts are short,
/// and calls of `memchr` cost more than they save.
fn plain_length(text: &[u8]) -> usize {
    const EACH: u64 = u64::MAX / 0xff;
    let (eights, rest) = text.as_chunks::<8>();
    for (at, eight) in eights.iter().enumerate() {
        let eight = u64::from_le_bytes(*eight);
        // The highest bit of the first byte below a limit is set. Those behind it may be set too.
        let below = |bytes: u64, limit: u8| bytes.wrapping_sub(EACH * u64::from(limit)) & !bytes;
        let equal = |byte: u8| below(eight ^ (EACH * u64::from(byte)), 1);
        let found = (equal(b'"') | equal(b'\\') | below(eight, b' ')) & (EACH << 7);
        if found != 0 {
            return at * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let is_plain = |byte: &&u8| **byte >= b' ' && !matches!(**byte, b'"' | b'\\');
    text.len() - rest.len() + rest.iter().take_while(is_plain).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn whole<'a, T>(json: &'a str, read: impl FnOnce(&mut Json<'a>) -> Result<T, Odd>) -> Result<T, Odd> {
        let mut reader = Json::new(json.as_bytes())?;
        let value = read(&mut reader)?;
        reader.end().map(|()| value)
    }

    proptest! {
        #[test]
        fn a_text_is_read_as_by_serde(inside in "([a-zé]{0,9}|[\\PC\\\\\"]|\\\\[nu\"\\\\/]|[\u{0}-\u{1f}]|\\\\ud83d\\\\ude00){0,3}") {
            let json = format!("\"{inside}\"");
            prop_assert_eq!(whole(&json, Json::text).ok().map(Cow::into_owned), serde_json::from_str(&json).ok());
        }

        #[test]
        fn the_first_byte_that_is_not_plain_is_found(
            plain in "[ !#-\\[\\]-~é\u{80}\u{7f}]{0,40}",
            special in prop::sample::select(vec!['"', '\\', '\0', '\u{1f}']),
            behind in any::<String>(),
        ) {
            let text = format!("{plain}{special}{behind}");
            prop_assert_eq!(plain_length(text.as_bytes()), plain.len());
            prop_assert_eq!(plain_length(plain.as_bytes()), plain.len());
        }

        #[test]
        fn a_number_that_is_read_is_that_of_serde(json in "[-0-9.eE+]{1,12}") {
            let float = serde_json::from_str::<f64>(&json);
            if let (Ok(read), Ok(float)) = (whole(&json, Json::float), float) {
                // serde_json may be off in the last bit, as with 5e90, unless it is built to round right.
                prop_assert!(read.to_bits().abs_diff(float.to_bits()) <= 1, "{read:?} for {float:?}");
            }
        }
    }

    #[test]
    fn white_space_is_allowed_between_values_only() {
        let json = "\t{ \"a\" : [ true ,\r\n null ] }\n";
        let mut read = Vec::new();
        let object = |json: &mut Json<'_>| {
            json.object(|json, name| {
                json.array(|json| {
                    read.push((name.clone().into_owned(), json.optional(Json::bool)?));
                    Ok(())
                })
            })
        };
        assert_eq!(whole(json, object), Ok(()));
        assert_eq!(read, [("a".to_owned(), Some(true)), ("a".to_owned(), None)]);
        assert_eq!(whole("- 1", Json::integer), Err(Odd));
        assert_eq!(whole("tr ue", Json::bool), Err(Odd));
    }

    #[test]
    fn numbers_and_literals_end_where_json_ends_them() {
        assert_eq!(whole("-12", Json::integer), Ok(-12));
        assert_eq!(whole("12.5", Json::float), Ok(12.5));
        assert_eq!(whole("1e3", Json::float), Ok(1_000.0));
        for odd in ["", "-", "+1", ".5", "inf", "1e999", "1-2", "1.5.2", "1x"] {
            assert_eq!(whole(odd, Json::float), Err(Odd), "{odd}");
        }
        assert_eq!(whole("1.0", Json::integer), Err(Odd));
        assert_eq!(whole("truefalse", Json::bool), Err(Odd));
        assert_eq!(whole("[1,]", |json| json.array(Json::skip)), Err(Odd));
        assert_eq!(whole("[{\"a\":[1,\"]\"]},2]", |json| json.array(Json::skip)), Ok(()));
    }
}

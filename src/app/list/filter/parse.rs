//! Parses the terms of a filter.

use super::FilterKey;
use super::age::Age;
use super::arn::ArnFilter;
use super::bookmarked::Bookmarked;
use super::choice::{Choice, ReplicaTest};
use super::deleted::DeletedFilter;
use super::error::{FilterCause, FilterError};
use super::lex::{self, Part};
use super::term::{KmsFilter, OwnerFilter, Term, Test};
use super::text::Text;
use super::word::{Place, Word};

/// Parses a whole filter.
pub(super) fn terms(text: &str) -> Result<Vec<Term>, FilterError> {
    lex::tokens(text)?.iter().map(|token| term(&token.part())).collect()
}

fn term(token: &Part<'_>) -> Result<Term, FilterError> {
    let (negated, body) = match token.strip('!') {
        Some(body) => (true, body),
        None => (false, token.clone()),
    };
    if body.is_missing() {
        return Err(FilterError::new(token.span(), FilterCause::NothingToNegate));
    }
    let test = match (ArnFilter::parse(&body.text()), body.split_once(':')) {
        (Some(arn), _) => Test::Arn(arn),
        (None, Some((key, value))) => keyed(&key, &value)?,
        (None, None) => words(&body, negated)?,
    };
    Ok(Term { negated, test })
}

fn words(body: &Part<'_>, negated: bool) -> Result<Test, FilterError> {
    // Behind a sign that was just typed, the next word may still come.
    let typed = body.alternatives().into_iter().filter(|part| !part.is_missing());
    let words: Vec<Word> = typed.map(|part| word(&part, negated)).collect::<Result<_, _>>()?;
    if words.is_empty() {
        return Err(FilterError::new(body.span(), FilterCause::EmptyWord));
    }
    Ok(Test::Words(words))
}

fn word(part: &Part<'_>, negated: bool) -> Result<Word, FilterError> {
    let (exact, start) = (part.strip('\''), part.strip('^'));
    let inner = exact.clone().or_else(|| start.clone()).unwrap_or_else(|| part.clone());
    let (inner, ends) = match inner.strip_end('$').filter(|_| exact.is_none()) {
        Some(inner) => (inner, true),
        None => (inner, false),
    };
    if inner.is_missing() {
        return Err(FilterError::new(part.span(), FilterCause::SignAlone));
    }
    if inner.is_empty() {
        return Err(FilterError::new(part.span(), FilterCause::EmptyWord));
    }
    // A negated word in pieces would exclude nearly every name: most names have the letters of `!a` somewhere.
    let place = match (start.is_some(), ends) {
        (true, true) => Place::Whole,
        (true, false) => Place::Start,
        (false, true) => Place::End,
        (false, false) if exact.is_some() || negated => Place::Anywhere,
        (false, false) => Place::Pieces,
    };
    Ok(Word::new(inner.text(), place))
}

fn keyed(key_part: &Part<'_>, value: &Part<'_>) -> Result<Test, FilterError> {
    let key_text = key_part.text();
    let Some(key) = FilterKey::named(&key_text) else {
        let at = key_part.span().start..value.span().start;
        return Err(FilterError::new(at, FilterCause::UnknownKey { key: key_text }));
    };
    let values = Values { key, whole: key_part.span().start..value.span().end, value };
    match key {
        FilterKey::Tag => tag(&values),
        FilterKey::Desc => values.each(|part| Some(Text::new(part.text()))).map(Test::Description),
        FilterKey::Rotation => values.each(choice).map(Test::Rotation),
        FilterKey::Changed => values.each(|part| Age::parse(&part.text())).map(Test::Changed),
        FilterKey::Accessed => values.each(|part| Age::parse(&part.text())).map(Test::Accessed),
        FilterKey::Deleted => values.each(|part| DeletedFilter::parse(&part.text())).map(Test::Deleted),
        FilterKey::Owner => values.each(|part| Some(owner(part))).map(Test::Owner),
        FilterKey::Kms => values.each(|part| Some(kms(part))).map(Test::Kms),
        FilterKey::Is => values.each(|part| Bookmarked::parse(&part.text())).map(Test::Is),
        FilterKey::Replica => values.each(|part| ReplicaTest::parse(&part.text())).map(Test::Replica),
    }
}

fn choice<T: Choice>(part: &Part<'_>) -> Option<T> {
    let text = part.text();
    T::ALL.iter().copied().find(|choice| choice.as_str().eq_ignore_ascii_case(&text))
}

fn owner(part: &Part<'_>) -> OwnerFilter {
    if part.is_keyword(OwnerFilter::UNMANAGED) {
        OwnerFilter::Unmanaged
    } else {
        OwnerFilter::Service(Text::new(part.text()))
    }
}

fn kms(part: &Part<'_>) -> KmsFilter {
    if part.is_keyword(KmsFilter::AWS_MANAGED) {
        KmsFilter::AwsManaged
    } else {
        KmsFilter::Part(Text::new(part.text()))
    }
}

fn tag(values: &Values<'_, '_>) -> Result<Test, FilterError> {
    let Some((key, value)) = values.value.split_once('=') else {
        if values.value.is_empty() {
            return Err(values.error(values.value, FilterCause::MissingValue { key: FilterKey::Tag }));
        }
        return Ok(Test::Tag { key: Text::new(values.value.text()), values: Vec::new() });
    };
    if key.is_empty() {
        return Err(values.error(&key, FilterCause::MissingTagKey));
    }
    let mut exact = Vec::new();
    for part in value.alternatives() {
        // A tag's value may be empty, if the user says so with quotes.
        if part.is_missing() {
            return Err(values.error(&part, FilterCause::MissingTagValue { key: key.text() }));
        }
        exact.push(Text::new(part.text()));
    }
    Ok(Test::Tag { key: Text::new(key.text()), values: exact })
}

/// The value of a key, with the key and the position for errors.
struct Values<'v, 'a> {
    key: FilterKey,
    whole: std::ops::Range<usize>,
    value: &'v Part<'a>,
}

impl Values<'_, '_> {
    /// Parses each alternative.
    fn each<T>(&self, read: impl Fn(&Part<'_>) -> Option<T>) -> Result<Vec<T>, FilterError> {
        self.value.alternatives().iter().map(|part| self.one(part, &read)).collect()
    }

    fn one<T>(&self, part: &Part<'_>, read: impl Fn(&Part<'_>) -> Option<T>) -> Result<T, FilterError> {
        let key = self.key;
        if part.is_empty() {
            return Err(self.error(part, FilterCause::MissingValue { key }));
        }
        read(part).ok_or_else(|| self.error(part, FilterCause::WrongValue { key, value: part.text() }))
    }

    /// An error at the part, or at the whole term if the part has no text to point at.
    fn error(&self, part: &Part<'_>, cause: FilterCause) -> FilterError {
        let at = if part.is_missing() { self.whole.clone() } else { part.span() };
        FilterError::new(at, cause)
    }
}

//! The statements of a policy as they are written, and splices that add and remove some and change no other byte.

use crate::secrets::{ItemEdit, ItemPlace, Items, indented};
use serde_json::Value;
use std::ops::Range;
use zeroize::Zeroizing;

/// The text of a policy, with the places of its members.
#[derive(Debug)]
pub struct PolicyText<'a> {
    text: &'a str,
    members: Items<'a>,
}

impl<'a> PolicyText<'a> {
    /// Parses a policy; `None` if the text is not a JSON object.
    pub fn parse(text: &'a str) -> Option<Self> {
        let is_object = text.trim_start().starts_with('{');
        let members = Items::parse(text).ok()?.filter(|_| is_object)?;
        Some(Self { text, members })
    }

    /// The members other than the statements: their keys and values as they are written.
    pub fn others(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let places = self.members.places().iter().filter(|place| !self.is_statement(place));
        places.map(|place| (self.key(place), &self.text[place.value.clone()]))
    }

    /// The statements as they are written.
    pub fn statements(&self) -> Vec<&'a str> {
        let Some(value) = self.statement_value() else { return Vec::new() };
        match self.list(&value) {
            Some(list) => list.places().iter().map(|place| &self.text[place.value.clone()]).collect(),
            None if &self.text[value.clone()] == "null" => Vec::new(),
            None => vec![&self.text[value]],
        }
    }

    /// The text with another value for a key, which is added if it is not there. Both are JSON.
    pub fn with(&self, key: &str, value: &str) -> String {
        let json = |text: &str| Some(Zeroizing::new(text.to_owned()));
        let places = self.members.places();
        let mut edits: Vec<_> = (0..places.len()).map(ItemEdit::kept).collect();
        match places.iter().rposition(|place| self.key(place) == key) {
            Some(at) => edits[at].value = json(value),
            None => edits.push(ItemEdit { origin: None, key: json(key), value: json(value) }),
        }
        self.members.edited(&edits).to_string()
    }

    /// The text with the statements for which `keeps` holds, and behind them those in `added`.
    pub fn with_statements(&self, keeps: impl Fn(&str) -> bool, added: &[String]) -> String {
        let value = self.statement_value();
        let list = value.as_ref().and_then(|value| self.list(value));
        let Some(list) = list else {
            let kept = self.statements();
            if kept.iter().all(|one| keeps(one)) && added.is_empty() && value.is_some() {
                return self.text.to_owned();
            }
            let kept = kept.into_iter().filter(|one| keeps(one)).map(str::to_owned);
            let all: Vec<_> = kept.chain(added.iter().cloned()).collect();
            let key = self.statement_place().map_or("\"Statement\"", |place| self.key(place));
            return self.with(key, &format!("[{}]", all.join(", ")));
        };
        let kept = list.places().iter().enumerate();
        let kept = kept.filter(|(_, place)| keeps(&self.text[place.value.clone()]));
        let kept = kept.map(|(at, _)| ItemEdit::kept(at));
        let new = |one: &String| ItemEdit { value: Some(Zeroizing::new(one.clone())), ..ItemEdit::default() };
        let edits: Vec<_> = kept.chain(added.iter().map(new)).collect();
        list.edited(&edits).to_string()
    }

    /// The text with one more statement, laid out as the text is.
    pub fn with_statement(&self, statement: &Value) -> String {
        let compact = statement.to_string();
        let written = if self.text.contains('\n') { self.laid_out(&compact) } else { compact };
        self.with_statements(|_| true, &[written])
    }

    /// A new statement on lines of its own, indented as the line where it begins.
    fn laid_out(&self, statement: &str) -> String {
        let value = self.statement_value();
        let list = value.as_ref().and_then(|value| self.list(value));
        let last_one = list.as_ref().and_then(|list| list.places().last()).map(ItemPlace::start);
        let near = last_one.or(value.map(|value| value.start));
        let near = near.or(self.members.places().last().map(ItemPlace::start)).unwrap_or_default();
        let line = &self.text[self.text[..near].rfind('\n').map_or(0, |end| end + 1)..near];
        let indent = &line[..line.len() - line.trim_start().len()];
        let newline = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        let text = indented(statement).unwrap_or_else(|| statement.to_owned());
        text.replace('\n', &format!("{newline}{indent}"))
    }

    fn key(&self, place: &ItemPlace) -> &'a str {
        place.key.clone().map_or("", |key| &self.text[key])
    }

    fn is_statement(&self, place: &ItemPlace) -> bool {
        serde_json::from_str::<String>(self.key(place)).is_ok_and(|key| key == "Statement")
    }

    /// The member with the statements. Of a key that is there twice the last one counts.
    fn statement_place(&self) -> Option<&ItemPlace> {
        self.members.places().iter().rev().find(|place| self.is_statement(place))
    }

    fn statement_value(&self) -> Option<Range<usize>> {
        self.statement_place().map(|place| place.value.clone())
    }

    fn list(&self, value: &Range<usize>) -> Option<Items<'a>> {
        let is_list = self.text[value.clone()].starts_with('[');
        Items::within(self.text, value.clone()).ok()?.filter(|_| is_list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn added(text: &str) -> String {
        PolicyText::parse(text).unwrap().with_statement(&json!({ "Sid": "new" }))
    }

    #[test]
    fn a_statement_is_added_and_no_other_byte_changes() {
        let text =
            "{\r\n \"Id\":\"caf\\u00e9\",\r\n \"Statement\" : [\r\n   {\"Sid\":\"own\"}\r\n ]\r\n}\r\n";
        let own = "{\"Sid\":\"own\"}";
        let new = "{\r\n     \"Sid\": \"new\"\r\n   }";
        assert_eq!(added(text), text.replace(own, &format!("{own},\r\n   {new}")));
        assert_eq!(added(r#"{"Statement":[{"n":1e2}]}"#), r#"{"Statement":[{"n":1e2},{"Sid":"new"}]}"#);
        assert_eq!(added(r#"{"Statement": {"n":1e2}}"#), r#"{"Statement": [{"n":1e2}, {"Sid":"new"}]}"#);
        assert_eq!(added(r#"{"Id":"x"}"#), r#"{"Id":"x","Statement":[{"Sid":"new"}]}"#);
    }

    #[test]
    fn statements_are_taken_out_with_their_commas() {
        let policy = PolicyText::parse("{\"Statement\":[\n 1,\n 2,\n 3\n]}").unwrap();
        assert_eq!(policy.statements(), ["1", "2", "3"]);
        assert_eq!(
            policy.with_statements(|one| one != "2", &["4".into()]),
            "{\"Statement\":[\n 1,\n 3,\n 4\n]}"
        );
    }
}

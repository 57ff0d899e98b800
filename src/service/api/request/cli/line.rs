//! A command line under construction, quoted for a POSIX shell.

/// `aws secretsmanager`, an operation, and its options.
pub(super) struct CliLine(String);

impl CliLine {
    /// The line of an operation, by its name in the API.
    pub(super) fn new(operation: &str) -> Self {
        let mut line = String::from("aws secretsmanager ");
        for (i, c) in operation.chars().enumerate() {
            if c.is_ascii_uppercase() && i > 0 {
                line.push('-');
            }
            line.push(c.to_ascii_lowercase());
        }
        Self(line)
    }

    /// The line as text.
    pub(super) fn into_text(self) -> String {
        self.0
    }

    /// An option without a value.
    pub(super) fn flag(&mut self, name: &str) -> &mut Self {
        self.0.push_str(" --");
        self.0.push_str(name);
        self
    }

    /// An option without a value, if it holds.
    pub(super) fn flag_if(&mut self, name: &str, holds: bool) -> &mut Self {
        if holds { self.flag(name) } else { self }
    }

    /// An option with a value.
    pub(super) fn option(&mut self, name: &str, value: impl AsRef<str>) -> &mut Self {
        let value = value.as_ref();
        self.flag(name);
        // The CLI takes a word with a dash in front for an option, unless it is tied to one.
        self.0.push(if value.starts_with('-') { '=' } else { ' ' });
        self.word(value)
    }

    /// An option with a value, if there is one.
    pub(super) fn option_if(&mut self, name: &str, value: Option<impl AsRef<str>>) -> &mut Self {
        match value {
            Some(value) => self.option(name, value),
            None => self,
        }
    }

    /// An option with several values; as JSON where one has a dash in front.
    pub(super) fn options(
        &mut self,
        name: &str,
        values: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> &mut Self {
        let values: Vec<_> = values.into_iter().map(|value| value.as_ref().to_owned()).collect();
        if values.iter().any(|value| value.starts_with('-')) {
            return self.option(name, serde_json::json!(values).to_string());
        }
        self.flag(name);
        for value in &values {
            self.0.push(' ');
            self.word(value);
        }
        self
    }

    fn word(&mut self, value: &str) -> &mut Self {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_/.:@+=,".contains(c);
        if !value.is_empty() && value.chars().all(plain) {
            self.0.push_str(value);
        } else {
            self.0.push('\'');
            self.0.push_str(&value.replace('\'', r"'\''"));
            self.0.push('\'');
        }
        self
    }
}

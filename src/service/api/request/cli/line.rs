//! Builds a command line of the AWS CLI, quoted for a POSIX shell.

/// A command line: `aws secretsmanager`, an operation and its options.
pub(super) struct CliLine(String);

impl CliLine {
    /// Begins the command line of an operation, given by its name in the API.
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

    /// The command line as text.
    pub(super) fn into_text(self) -> String {
        self.0
    }

    /// Appends an option that takes no value.
    pub(super) fn flag(&mut self, name: &str) -> &mut Self {
        self.0.push_str(" --");
        self.0.push_str(name);
        self
    }

    /// Appends an option that takes no value if `condition` is true.
    pub(super) fn flag_if(&mut self, name: &str, condition: bool) -> &mut Self {
        if condition { self.flag(name) } else { self }
    }

    /// Appends an option with its value.
    pub(super) fn option(&mut self, name: &str, value: impl AsRef<str>) -> &mut Self {
        let value = value.as_ref();
        self.flag(name);
        // The CLI reads a separate word that begins with a dash as another option.
        self.0.push(if value.starts_with('-') { '=' } else { ' ' });
        self.word(value)
    }

    /// Appends an option with its value, if there is a value.
    pub(super) fn option_if(&mut self, name: &str, value: Option<impl AsRef<str>>) -> &mut Self {
        match value {
            Some(value) => self.option(name, value),
            None => self,
        }
    }

    /// Appends an option with several values. They are written as JSON if any of them begins with a dash.
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

    /// Appends a word, quoted where a shell needs it. Not `shell_words::quote`: it leaves `!` and `{a,b}` unquoted, which an
    /// interactive bash expands.
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

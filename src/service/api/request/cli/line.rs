//! Builds a command line of the AWS CLI for a POSIX shell.
//!
//! The CLI reads some values as more than text: `file://…` as a file, `http://…` as a page to fetch, a list of one that
//! begins with a bracket as JSON. Such values, and those with characters that a terminal would act on when they are
//! pasted, go into JSON, which the CLI takes as it is.

use crate::secrets::Untrusted;
use serde_json::{Map, Value};
use std::fmt::Write;

/// The beginnings of values that the CLI replaces by what they point to.
const POINTERS: [&str; 4] = ["file://", "fileb://", "http://", "https://"];

/// A command line: `aws secretsmanager`, an operation and its options.
pub(super) struct CliLine {
    text: String,
    /// Parameters by their names in the API, for `--cli-input-json`.
    json: Map<String, Value>,
}

impl CliLine {
    /// Begins the command line of an operation, given by its name in the API.
    pub(super) fn new(operation: &str) -> Self {
        let mut text = String::from("aws secretsmanager ");
        for (i, c) in operation.chars().enumerate() {
            if c.is_ascii_uppercase() && i > 0 {
                text.push('-');
            }
            text.push(c.to_ascii_lowercase());
        }
        Self { text, json: Map::new() }
    }

    /// The command line as text.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Appends the parameters that are given as JSON, if there are any.
    pub(super) fn json_input(&mut self) -> &mut Self {
        if self.json.is_empty() {
            return self;
        }
        let json = Value::Object(std::mem::take(&mut self.json));
        self.flag("cli-input-json").value(&json_text(&json))
    }

    /// Appends an option that takes no value.
    pub(super) fn flag(&mut self, name: &str) -> &mut Self {
        self.text.push_str(" --");
        self.text.push_str(name);
        self
    }

    /// Appends an option that takes no value if `condition` is true.
    pub(super) fn flag_if(&mut self, name: &str, condition: bool) -> &mut Self {
        if condition { self.flag(name) } else { self }
    }

    /// Appends a parameter with its value; a value that the CLI would not take as it is goes into JSON.
    pub(super) fn option(&mut self, name: &str, value: impl AsRef<str>) -> &mut Self {
        let value = value.as_ref();
        if is_taken_as_it_is(value) {
            return self.flag(name).value(value);
        }
        self.json.insert(member_name(name), Value::from(value));
        self
    }

    /// Appends a parameter with its value, if there is a value.
    pub(super) fn option_if(&mut self, name: &str, value: Option<impl AsRef<str>>) -> &mut Self {
        match value {
            Some(value) => self.option(name, value),
            None => self,
        }
    }

    /// Appends a parameter that the CLI reads from this file.
    pub(super) fn option_from_file(&mut self, name: &str, pointer: &str) -> &mut Self {
        self.flag(name).value(pointer)
    }

    /// Appends a parameter that is given as JSON.
    pub(super) fn option_as_json(&mut self, name: &str, value: &Value) -> &mut Self {
        self.flag(name).value(&json_text(value))
    }

    /// Appends an option of the CLI itself, which reads its value as text whatever it is.
    pub(super) fn global_option(&mut self, name: &str, value: Option<&str>) -> &mut Self {
        match value {
            Some(value) => self.flag(name).value(value),
            None => self,
        }
    }

    /// Sends the output on to another program, with an argument.
    pub(super) fn pipe_to(&mut self, program: &str, argument: Option<&str>) -> &mut Self {
        self.text.push_str(" | ");
        self.text.push_str(program);
        if let Some(argument) = argument {
            self.text.push(' ');
            self.text.push_str(&word(argument));
        }
        self
    }

    /// Appends a parameter with several values. They are written as JSON unless all are plain words.
    pub(super) fn options(
        &mut self,
        name: &str,
        values: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> &mut Self {
        let values: Vec<_> = values.into_iter().map(|value| value.as_ref().to_owned()).collect();
        let is_word = |value: &String| {
            value.starts_with(|c: char| c.is_ascii_alphanumeric())
                && is_plain_word(value)
                && is_taken_as_it_is(value)
        };
        if !values.iter().all(is_word) {
            return self.option_as_json(name, &Value::from(values));
        }
        self.flag(name);
        for value in &values {
            self.text.push(' ');
            self.text.push_str(value);
        }
        self
    }

    /// Appends the value of an option.
    fn value(&mut self, value: &str) -> &mut Self {
        // The CLI reads a separate word that begins with a dash as another option.
        self.text.push(if value.starts_with('-') { '=' } else { ' ' });
        self.text.push_str(&word(value));
        self
    }
}

/// True if the CLI takes a value as text, and a terminal into which it is pasted does not act on it.
fn is_taken_as_it_is(value: &str) -> bool {
    is_shown_as_it_is(value) && !POINTERS.iter().any(|pointer| value.starts_with(pointer))
}

fn is_shown_as_it_is(value: &str) -> bool {
    value.chars().all(|c| matches!(Untrusted::of(c), Untrusted::Plain(_)))
}

/// True if a shell takes a word as it is.
fn is_plain_word(value: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_/.:@+=,".contains(c);
    // zsh takes a word that begins with an equals sign for the path of a program.
    !value.is_empty() && !value.starts_with('=') && value.chars().all(plain)
}

/// A word, quoted where a shell needs it. Not `shell_words::quote`: it leaves `!` and `{a,b}` unquoted, which an
/// interactive bash expands.
fn word(value: &str) -> String {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', r"'\''"));
    if is_plain_word(value) {
        value.to_owned()
    } else if is_shown_as_it_is(value) {
        quoted(value)
    } else {
        format!("\"$(printf %b {})\"", quoted(&octal(value)))
    }
}

/// A text for `printf %b`: what a terminal would act on is written as octal numbers.
fn octal(value: &str) -> String {
    let mut text = String::new();
    for c in value.chars() {
        match Untrusted::of(c) {
            Untrusted::Plain('\\') => text.push_str(r"\\"),
            Untrusted::Plain(c) => text.push(c),
            Untrusted::Escaped(c) => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    let _ = write!(text, "\\0{byte:03o}");
                }
            }
        }
    }
    text
}

/// JSON in which every character that a terminal would act on is an escape.
fn json_text(value: &Value) -> String {
    let mut text = String::new();
    for c in value.to_string().chars() {
        match Untrusted::of(c) {
            Untrusted::Plain(c) => text.push(c),
            Untrusted::Escaped(c) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(text, "\\u{unit:04x}");
                }
            }
        }
    }
    text
}

/// The filter of `jq` for a member of an object.
pub(super) fn filter(key: &str) -> String {
    format!(".[{}]", json_text(&Value::from(key)))
}

/// The API's name of the parameter that an option stands for.
fn member_name(option: &str) -> String {
    let capitalized = |part: &str| match part {
        "arn" => "ARN".to_owned(),
        _ => part[..1].to_ascii_uppercase() + &part[1..],
    };
    option.split('-').map(capitalized).collect()
}

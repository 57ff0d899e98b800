//! Variables as lines of a `.env` file.

use super::Variable;
use zeroize::Zeroizing;

/// A variable as a line of a `.env` file, without the end of the line.
pub fn dotenv_line(Variable { name, value, .. }: &Variable) -> Zeroizing<String> {
    Zeroizing::new(format!("{name}={}", dotenv_value(value)))
}

/// The variables as a `.env` file, a line each; a value of several lines takes as many.
pub fn dotenv_file(variables: &[Variable]) -> Zeroizing<String> {
    let line = |Variable { name, value, .. }: &Variable| format!("{name}={}\n", dotenv_value(value));
    Zeroizing::new(variables.iter().map(line).collect())
}

/// A value as python-dotenv reads it: bare if it can be, which all readers of such files agree on; else in single quotes,
/// and in double quotes if it has a carriage return, which python-dotenv takes for the end of a line where it is not escaped.
pub fn dotenv_value(value: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"'\"`#$".contains(&byte);
    if !value.is_empty() && value.bytes().all(is_plain) {
        return value.to_owned();
    }
    let escaped = value.replace('\\', r"\\");
    let (quote, body) = if value.contains('\r') {
        ('"', escaped.replace('"', r#"\""#).replace('\r', r"\r").replace('\n', r"\n"))
    } else {
        ('\'', escaped.replace('\'', r"\'"))
    };
    // Older releases of python-dotenv, 1.0 for one, take `\\'` at the end for an escaped quote. An expansion with a default,
    // which all of them do, gives the backslash, and also the `$` that would begin an expansion.
    let body = body.replace("${", "${:-$}{");
    let body = body.strip_suffix(r"\\").map_or_else(|| body.clone(), |start| format!(r"{start}${{:-\}}"));
    format!("{quote}{body}{quote}")
}

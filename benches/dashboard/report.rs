//! The table of measurements: `name  value  unit  goal  ratio-to-what`.

use std::fmt::Write;

/// A measurement.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    name: String,
    value: f64,
    unit: &'static str,
    goal: Option<f64>,
    ratio: Option<(f64, String)>,
}

/// The comments that enclose the table in the documentation.
const BEGIN: &str = "<!-- measured: written by benches/run -->";
const END: &str = "<!-- /measured -->";

impl Row {
    /// Creates a measurement without a goal.
    pub fn new(name: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self { name: name.into(), value, unit, goal: None, ratio: None }
    }

    /// Sets the goal: the most that the value may be.
    #[must_use]
    pub fn goal(self, most: f64) -> Self {
        Self { goal: Some(most), ..self }
    }

    /// Compares the value with a reference of the same unit from the same run.
    #[must_use]
    pub fn against(self, reference: f64, what: impl Into<String>) -> Self {
        let ratio = (reference > 0.0).then(|| (self.value / reference, what.into()));
        Self { ratio, ..self }
    }

    /// The five cells.
    fn cells(&self) -> [String; 5] {
        let goal = self.goal.map_or("–".to_owned(), |most| {
            let verdict = if self.value <= most { "met" } else { "missed" };
            format!("≤ {} {verdict}", number(most))
        });
        let ratio =
            self.ratio.as_ref().map_or("–".to_owned(), |(ratio, what)| format!("{ratio:.2} × {what}"));
        [self.name.clone(), number(self.value), self.unit.to_owned(), goal, ratio]
    }
}

const TITLES: [&str; 5] = ["name", "value", "unit", "goal", "ratio to what"];

/// The table in columns, for a terminal.
pub fn plain(rows: &[Row]) -> String {
    let table: Vec<[String; 5]> =
        [TITLES.map(str::to_owned)].into_iter().chain(rows.iter().map(Row::cells)).collect();
    let width = |column: usize| table.iter().map(|cells| cells[column].chars().count()).max().unwrap_or(0);
    let [name, value, unit, goal, _] = [0, 1, 2, 3, 4].map(width);
    let line = |[a, b, c, d, e]: &[String; 5]| {
        format!("{a:<name$}  {b:>value$}  {c:<unit$}  {d:<goal$}  {e}").trim_end().to_owned() + "\n"
    };
    table.iter().map(line).collect()
}

/// The table in Markdown, under a line that says when and where it was measured.
pub fn markdown(rows: &[Row], circumstances: &str) -> String {
    let mut text = format!("{circumstances}\n\n| {} |\n|---|--:|---|---|---|\n", TITLES.join(" | "));
    for row in rows {
        let _ = writeln!(text, "| {} |", row.cells().join(" | "));
    }
    text
}

/// The document with this table in place of the one between the comments. `None` if it doesn't have them.
pub fn inserted(document: &str, table: &str) -> Option<String> {
    let (before, rest) = document.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n\n{}\n\n{END}{after}", table.trim_end()))
}

/// A number with three digits that count, and thousands divided.
fn number(value: f64) -> String {
    let decimals = match value.abs() {
        0.0 => 0,
        ..1.0 => 3,
        ..10.0 => 2,
        ..100.0 => 1,
        _ => 0,
    };
    let text = format!("{value:.decimals$}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction = fraction.trim_end_matches('0');
    let mut divided = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) && digit.is_ascii_digit() {
            divided.push(',');
        }
        divided.push(digit);
    }
    if fraction.is_empty() { divided } else { format!("{divided}.{fraction}") }
}

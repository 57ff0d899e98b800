//! Cells that several tables have.

use crate::ui::age;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use jiff::Timestamp;
use ratatui::style::Style;

/// Writes how long ago the day of the last access was, or "never".
pub fn last_accessed<'p, 'b>(
    day: Option<Timestamp>,
    style: Style,
    scene: Scene<'_>,
    pen: &'p mut Pen<'b>,
) -> &'p mut Pen<'b> {
    match day {
        Some(day) => pen.put(&age::days(day, scene.time_of_day()), style),
        None => pen.put("never", scene.theme.dim),
    }
}

/// The last part of a KMS key's ARN, which tells keys apart.
pub fn key_id(arn: &str) -> &str {
    arn.rsplit(':').next().unwrap_or(arn)
}

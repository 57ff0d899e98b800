//! Widgets: what several parts of the screen are drawn with.

pub mod border;
pub mod cells;
pub mod facts;
pub mod failure;
pub mod freshness;
pub mod json;
pub mod labels;
pub mod page;
pub mod scrollbar;
pub mod searched;
pub mod table;
pub mod typed;
pub mod whole;

use ratatui::layout::Margin;

/// The sign for something that is absent.
pub const ABSENT: &str = "—";

/// A cell of air at each side, between a border and text.
pub const AIR: Margin = Margin::new(1, 0);

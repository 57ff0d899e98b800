//! The list of secrets: loaded, filtered, sorted and marked, and its cursor.

mod arrange;
mod column;
mod filter;
mod folders;
mod folding;
mod index;
mod listing;
mod marks;
mod natural;
mod order;
mod pane;
mod parallel;
mod path;
mod ranking;
mod row;
mod rows;
#[cfg(test)]
mod samples;
mod search;
mod sort;
mod tree;

pub use arrange::{ArrangeJob, Arranged, FirstRows, Keep, Shape};
pub use column::{COLUMN_SPACING, Column, column_at, columns};
pub use filter::{Bookmarks, Completions, Filter, FilterCause, FilterError, FilterKey};
pub use folders::Folders;
pub use folding::Folding;
pub use listing::{Listing, Progress};
pub use marks::Marks;
pub use order::NameOrder;
pub use pane::{Clicked, FilterLine, FilterMode, ListEnd, ListLoad, ListPane, ListView, Reload, Selection};
pub use row::{Fit, Row};
pub use rows::Rows;
pub use search::Found;
pub use sort::{Order, Sort};

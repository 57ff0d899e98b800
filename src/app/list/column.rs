//! The columns of the list, and their widths.

/// A column of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The name.
    Name,
    /// `LastChangedDate`.
    Changed,
    /// `LastAccessedDate`.
    Accessed,
    /// The state of rotation.
    Rotation,
    /// The role in replication: replica or primary.
    Replicas,
    /// The number of tags.
    Tags,
}

/// Cells between two columns.
pub const COLUMN_SPACING: u16 = 1;

/// The columns beside the name, the most important first: each with its width and the width it must leave to the name.
const BESIDE_NAME: [(Column, u16, u16); 5] = [
    (Column::Changed, 8, 22),
    (Column::Rotation, 9, 20),
    (Column::Accessed, 9, 22),
    (Column::Replicas, 8, 38),
    (Column::Tags, 4, 32),
];

impl Column {
    /// Every column, from left to right.
    pub const ALL: [Self; 6] =
        [Self::Name, Self::Changed, Self::Accessed, Self::Rotation, Self::Replicas, Self::Tags];

    /// The heading of the column.
    pub fn title(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Changed => "Changed",
            Self::Accessed => "Accessed",
            Self::Rotation => "Rotation",
            Self::Replicas => "Replicas",
            Self::Tags => "Tags",
        }
    }

    /// The next column to the right; the first one after the last.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Name => Self::Changed,
            Self::Changed => Self::Accessed,
            Self::Accessed => Self::Rotation,
            Self::Rotation => Self::Replicas,
            Self::Replicas => Self::Tags,
            Self::Tags => Self::Name,
        }
    }
}

/// The columns that fit into `width` cells, from left to right, each with its width. With [`COLUMN_SPACING`] between
/// them they fill `width`: the name takes what the others leave.
pub fn columns(width: u16) -> Vec<(Column, u16)> {
    let mut name = width;
    let mut beside = Vec::with_capacity(BESIDE_NAME.len());
    for (column, cells, least_name) in BESIDE_NAME {
        let left = name.saturating_sub(cells + COLUMN_SPACING);
        if left < least_name {
            break;
        }
        name = left;
        beside.push((column, cells));
    }
    let width_of = |column| match column {
        Column::Name => Some(name),
        other => beside.iter().find(|(beside, _)| *beside == other).map(|(_, cells)| *cells),
    };
    Column::ALL.into_iter().filter_map(|column| Some((column, width_of(column)?))).collect()
}

/// The column at a cell of the line of headings, which is `width` cells wide; `None` between two columns.
pub fn column_at(cell: u16, width: u16) -> Option<Column> {
    let mut start = 0;
    columns(width).into_iter().find_map(|(column, cells)| {
        let is_here = (start..start + cells).contains(&cell);
        start += cells + COLUMN_SPACING;
        is_here.then_some(column)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(width: u16) -> Vec<Column> {
        columns(width).into_iter().map(|(column, _)| column).collect()
    }

    #[test]
    fn columns_come_in_by_importance_and_stand_in_one_order() {
        assert_eq!(shown(30), [Column::Name]);
        assert_eq!(shown(31), [Column::Name, Column::Changed]);
        assert_eq!(shown(41), [Column::Name, Column::Changed, Column::Rotation]);
        assert_eq!(shown(60), [Column::Name, Column::Changed, Column::Accessed, Column::Rotation]);
        assert_eq!(shown(78), Column::ALL);
    }

    #[test]
    fn every_width_is_filled_and_the_name_keeps_its_share() {
        for width in 0..=400 {
            let columns = columns(width);
            let spacing = COLUMN_SPACING * u16::try_from(columns.len() - 1).unwrap();
            assert_eq!(columns.iter().map(|(_, cells)| cells).sum::<u16>() + spacing, width);
            assert!(columns[0].1 >= width.min(20), "{width}: {columns:?}");
            for (column, cells) in &columns[1..] {
                assert!(usize::from(*cells) >= column.title().len());
            }
        }
    }

    #[test]
    fn each_cell_of_the_headings_is_in_its_column_or_between_two() {
        assert_eq!((column_at(0, 78), column_at(77, 78)), (Some(Column::Name), Some(Column::Tags)));
        for width in 0..=200 {
            let found: Vec<_> = (0..width).map(|cell| column_at(cell, width)).collect();
            for (column, cells) in columns(width) {
                let own = found.iter().filter(|found| **found == Some(column)).count();
                assert_eq!(own, usize::from(cells), "{column:?} at {width}");
            }
            assert_eq!(column_at(width, width), None);
        }
    }

    #[test]
    fn next_goes_through_all_columns() {
        let mut column = Column::Name;
        for expected in Column::ALL {
            assert_eq!(column, expected);
            column = column.next();
        }
        assert_eq!(column, Column::Name);
    }
}

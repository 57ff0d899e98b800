//! The areas of the screen, for drawing and for the mouse.

use super::secret::{Pane, RowArea};
use super::settings::Presentation;
use super::tab_areas::{TabTitle, tab_areas, tabs_width};
use ratatui::layout::{Rect, Size};

/// The least width, in cells, for list and panes side by side.
pub const WIDE: u16 = 100;
/// The least width of the list, in cells, for which it makes room for the names of the panes: name, Changed, Accessed and
/// Rotation fit into it.
const LEAST_LIST: u16 = 53;
/// The most lines of a notice; a quarter of a low screen, but not under three.
const NOTICE_LINES: u16 = 7;
/// The most lines that say in words where the focus is; an eighth of a low screen.
const FOCUS_LINES: u16 = 3;
/// The smallest terminal that the program can draw on.
pub const MIN_SIZE: Size = Size { width: 40, height: 10 };

/// The side that has the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The list.
    #[default]
    List,
    /// The panes of the selected secret.
    Secret,
}

/// The areas of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Account, Region and profile: one line.
    pub header: Rect,
    /// The list; `None` while the panes cover it.
    pub list: Option<ListAreas>,
    /// The selected secret; `None` while the list covers it.
    pub secret: Option<SecretAreas>,
    /// The notice, if there is one.
    pub notice: Option<Rect>,
    /// The lines that say in words where the focus is, in plain mode.
    pub focus_line: Option<Rect>,
    /// Hints at keys, and the note on the last copy: one line.
    pub footer: Rect,
}

/// The areas of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListAreas {
    /// With its border.
    pub outer: Rect,
    /// The filter line, if it is shown.
    pub filter: Option<Rect>,
    /// The error in the filter, if there is one: the error and a hint.
    pub filter_error: Option<Rect>,
    /// The headings of the columns.
    pub heading: Rect,
    /// The rows.
    pub rows: Rect,
    /// The error of loading, if it failed while rows are shown.
    pub error: Option<Rect>,
}

/// The areas of the selected secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretAreas {
    /// With its border.
    pub outer: Rect,
    /// The tab of each pane.
    pub tabs: Vec<(Pane, Rect)>,
    /// The age of the pane's data, or its error: one line.
    pub status: Rect,
    /// The content of the pane.
    pub body: Rect,
    /// The error of the last refresh, if it failed.
    pub error: Option<Rect>,
}

/// The facts that the areas depend on.
#[derive(Clone, Copy, Debug)]
pub struct Needs {
    /// The size of the terminal.
    pub size: Size,
    /// The way in which the screen is written: in plain mode one side at a time, whatever the width.
    pub presentation: Presentation,
    /// The side that has the keys.
    pub focus: Focus,
    /// The pane in view.
    pub pane: Pane,
    /// The lines of the filter: 0 if it is hidden, 1 for its text, more for an error.
    pub filter_lines: u16,
    /// The lines for an error of loading the list.
    pub list_error_lines: u16,
    /// The lines for an error of refreshing the pane.
    pub pane_error_lines: u16,
    /// The lines that the notice takes, if there is room for them.
    pub notice_lines: u16,
}

impl Screen {
    /// Divides the screen; `None` if it is too small.
    pub fn divide(needs: Needs) -> Option<Self> {
        let Size { width, height } = needs.size;
        if width < MIN_SIZE.width || height < MIN_SIZE.height {
            return None;
        }
        let notice_lines = needs.notice_lines.min((height / 4).clamp(3, NOTICE_LINES));
        let header = Rect::new(0, 0, width, 1);
        let footer = Rect::new(0, height - 1, width, 1);
        let focus_lines = match needs.presentation {
            Presentation::Visual => 0,
            // A row is longer in words than in columns.
            Presentation::Plain => (height / 8).clamp(1, FOCUS_LINES),
        };
        let body = Rect::new(0, 1, width, height - 2 - notice_lines - focus_lines);
        let notice = (notice_lines > 0).then(|| Rect::new(0, body.bottom(), width, notice_lines));
        let focus_line = (focus_lines > 0).then(|| Rect::new(0, footer.y - focus_lines, width, focus_lines));
        let (list, secret) = if width >= WIDE && needs.presentation == Presentation::Visual {
            let left = left_width(width);
            let right = Rect { x: left, width: width - left, ..body };
            (Some(Rect { width: left, ..body }), Some(right))
        } else {
            match needs.focus {
                Focus::List => (Some(body), None),
                Focus::Secret => (None, Some(body)),
            }
        };
        Some(Self {
            header,
            list: list.map(|outer| ListAreas::divide(outer, needs)),
            secret: secret.map(|outer| SecretAreas::divide(outer, needs)),
            notice,
            focus_line,
            footer,
        })
    }

    /// The first line below the layers: that of the notice, or of the words on the focus. Without either, layers may cover the footer.
    pub fn below_layers(&self) -> u16 {
        self.notice.or(self.focus_line).map_or(self.footer.bottom(), |below| below.y)
    }

    /// The line of the lower border of list, panes and layers.
    pub fn lower_border(&self) -> Rect {
        let below = self.notice.or(self.focus_line).unwrap_or(self.footer);
        Rect { y: below.y.saturating_sub(1), height: 1, ..self.footer }
    }
}

/// The area inside a border.
pub(super) fn inside(outer: Rect) -> Rect {
    Rect::new(outer.x + 1, outer.y + 1, outer.width.saturating_sub(2), outer.height.saturating_sub(2))
}

/// Splits lines off the bottom, and leaves at least one.
fn take_bottom(area: &mut Rect, lines: u16) -> Option<Rect> {
    let height = lines.min(area.height.saturating_sub(1));
    area.height -= height;
    (height > 0).then(|| Rect { y: area.bottom(), height, ..*area })
}

/// Splits lines off the top, as many as there are.
fn take_top(area: &mut Rect, lines: u16) -> Rect {
    let taken = Rect { height: area.height.min(lines), ..*area };
    area.y += taken.height;
    area.height -= taken.height;
    taken
}

/// Splits a line off the top.
pub(super) fn take_line(area: &mut Rect) -> Rect {
    take_top(area, 1)
}

impl ListAreas {
    fn divide(outer: Rect, needs: Needs) -> Self {
        let mut rest = inside(outer);
        let filter = (needs.filter_lines > 0).then(|| take_line(&mut rest));
        let filter_error = (needs.filter_lines > 1).then(|| take_top(&mut rest, needs.filter_lines - 1));
        let heading = take_line(&mut rest);
        let error = take_bottom(&mut rest, needs.list_error_lines);
        Self { outer, filter, filter_error, heading, rows: rest, error }
    }
}

impl SecretAreas {
    fn divide(outer: Rect, needs: Needs) -> Self {
        let mut rest = inside(outer);
        let tabs = tab_areas(rest, needs.size, needs.presentation, needs.pane);
        let lines = tabs.iter().map(|(_, tab)| tab.bottom().saturating_sub(rest.y)).max().unwrap_or(0);
        take_top(&mut rest, lines);
        let status = take_line(&mut rest);
        let error = take_bottom(&mut rest, needs.pane_error_lines);
        Self { outer, tabs, status, body: rest, error }
    }

    /// The same areas with lines of so many cells, apart from the tabs.
    #[must_use]
    pub fn widened(&self, cells: u16) -> Self {
        let wide = |area: Rect| Rect { width: cells.saturating_sub(2 * area.x), ..area };
        Self {
            outer: wide(self.outer),
            tabs: self.tabs.clone(),
            status: wide(self.status),
            body: wide(self.body),
            error: self.error.map(wide),
        }
    }

    /// The rows of a pane; `None` for a pane without rows.
    pub fn rows(&self, pane: Pane) -> Option<Rect> {
        let mut rows = self.body;
        match pane.row_area() {
            RowArea::None => None,
            RowArea::Body => Some(rows),
            RowArea::BelowHeader => {
                take_line(&mut rows);
                Some(rows)
            }
        }
    }
}

/// The width of the list beside the panes: somewhat less than half, and less than that where the tabs of the panes would
/// not have their whole names otherwise.
fn left_width(width: u16) -> u16 {
    let usual = (width / 100 * 45 + width % 100 * 45 / 100).min(90);
    let beside_tabs = width.saturating_sub(tabs_width(|_| TabTitle::Tight) + 2);
    if beside_tabs >= LEAST_LIST { usual.min(beside_tabs) } else { usual }
}

/// The cells of a line of the list and of a line of a pane, without borders and air.
pub fn line_widths(size: Size, presentation: Presentation) -> (u16, u16) {
    let (list, pane) = if size.width >= WIDE && presentation == Presentation::Visual {
        let left = left_width(size.width);
        (left, size.width - left)
    } else {
        (size.width, size.width)
    };
    (list.saturating_sub(2), pane.saturating_sub(4))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::tab_areas::TWO_LINES_FROM;
    use proptest::prelude::*;

    fn needs(width: u16, height: u16, focus: Focus) -> Needs {
        Needs {
            size: Size { width, height },
            presentation: Presentation::Visual,
            focus,
            pane: Pane::Overview,
            filter_lines: 1,
            list_error_lines: 0,
            pane_error_lines: 0,
            notice_lines: 2,
        }
    }

    #[test]
    fn narrow_screens_show_one_side_at_a_time() {
        let list = Screen::divide(needs(80, 24, Focus::List)).unwrap();
        assert!(list.list.is_some() && list.secret.is_none());
        let secret = Screen::divide(needs(80, 24, Focus::Secret)).unwrap();
        assert!(secret.list.is_none() && secret.secret.is_some());
        assert!(Screen::divide(needs(39, 24, Focus::List)).is_none());
    }

    #[test]
    fn every_tab_has_its_whole_name_and_on_low_screens_that_of_the_pane_in_view() {
        for (width, height) in
            (40..=300_u16).flat_map(|width| [(width, 10), (width, 15), (width, 16), (width, 24)])
        {
            for &pane in Pane::ALL {
                let needs = Needs { pane, ..needs(width, height, Focus::Secret) };
                let secret = Screen::divide(needs).unwrap().secret.unwrap();
                let has_name =
                    |(pane, area): &(Pane, Rect)| usize::from(area.width) >= pane.title().len() + 3;
                let has_number_alone = |(_, area): &(Pane, Rect)| area.width == 3;
                let tabs = &secret.tabs;
                assert!(tabs.iter().all(|tab| has_name(tab) || has_number_alone(tab)), "{width}×{height}");
                assert!(tabs.iter().filter(|(tab, _)| *tab == pane).all(has_name), "{pane:?} at {width}");
                let all_fit = height >= TWO_LINES_FROM || width >= 126;
                assert!(!all_fit || tabs.iter().all(has_name), "{width}×{height}");
                assert!(tabs.iter().all(|(_, tab)| tab.bottom() <= secret.status.y), "{width}×{height}");
            }
        }
    }

    #[test]
    fn tabs_take_a_second_line_only_where_one_is_too_short() {
        let lines_at = |width| {
            let secret = Screen::divide(needs(width, 24, Focus::Secret)).unwrap().secret.unwrap();
            secret.status.y - secret.outer.y - 1
        };
        assert_eq!(
            [40, 72, 73, 80, 99, 100, 120, 125, 126, 160].map(lines_at),
            [2, 2, 1, 1, 1, 2, 2, 2, 1, 1]
        );
    }

    #[test]
    fn plain_mode_shows_one_side_at_a_time_whatever_the_width_with_a_line_in_words() {
        let plain = Needs { presentation: Presentation::Plain, ..needs(160, 48, Focus::List) };
        let screen = Screen::divide(plain).unwrap();
        assert!(screen.secret.is_none() && screen.list.unwrap().outer.width == 160);
        assert_eq!(screen.focus_line, Some(Rect::new(0, 44, 160, 3)));
        let low = Screen::divide(Needs { presentation: Presentation::Plain, ..needs(80, 12, Focus::List) });
        assert_eq!(low.unwrap().focus_line, Some(Rect::new(0, 10, 80, 1)), "the rows need the room");
    }

    proptest! {
        #[test]
        fn areas_stay_on_the_screen(
            width in 40..400_u16, height in 10..200_u16,
            filter_lines in 0..4_u16, list_error_lines in 0..4_u16, notice_lines in 0..9_u16, is_plain in any::<bool>(),
        ) {
            for focus in [Focus::List, Focus::Secret] {
                let size = Size { width, height };
                let presentation = if is_plain { Presentation::Plain } else { Presentation::Visual };
                let needs = Needs { size, presentation, focus, pane: Pane::Value, filter_lines, list_error_lines, pane_error_lines: list_error_lines, notice_lines };
                let screen = Screen::divide(needs).unwrap();
                let all = Rect::new(0, 0, width, height);
                let mut areas = vec![screen.header, screen.footer];
                areas.extend(screen.notice);
                areas.extend(screen.focus_line);
                prop_assert_eq!(screen.focus_line.is_some(), is_plain);
                if let Some(list) = &screen.list {
                    areas.extend([list.outer, list.heading, list.rows]);
                    areas.extend(list.filter);
                    areas.extend(list.error);
                    prop_assert!(list.rows.height > 0 || height < 13);
                }
                if let Some(secret) = &screen.secret {
                    areas.extend([secret.outer, secret.body]);
                    areas.extend(secret.error);
                    areas.extend(secret.tabs.iter().map(|(_, rect)| *rect));
                }
                for area in areas {
                    prop_assert_eq!(area.intersection(all), area);
                }
            }
        }
    }
}

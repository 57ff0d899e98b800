//! The areas of the tabs of the panes.

use super::Needs;
use crate::app::secret::Pane;
use crate::app::settings::Presentation;
use ratatui::layout::{Position, Rect};

/// The least height of the screen, in lines, at which the tabs of the panes may take two lines.
const TWO_LINES_FROM: u16 = 16;
/// The areas of the tabs. If a line is too short for them, they move together, then they take a second line. On a low screen
/// titles are left out instead, but for that of the pane in view. No title is ever cut.
pub(super) fn areas(inside: Rect, needs: Needs) -> Vec<(Pane, Rect)> {
    let whole = placed(inside, |_| TabTitle::Whole);
    let tight = placed(inside, |_| TabTitle::Tight);
    let may_wrap = match needs.presentation {
        Presentation::Visual => needs.size.height >= TWO_LINES_FROM && lines(&tight) <= 2,
        // A line in words stands in their place.
        Presentation::Plain => false,
    };
    if lines(&whole) <= 1 {
        whole
    } else if lines(&tight) <= 1 || may_wrap {
        tight
    } else {
        let shown = |pane| if pane == needs.pane { TabTitle::Tight } else { TabTitle::None };
        placed(inside, shown)
    }
}

/// The areas of tabs with these titles. The tabs that do not fit beside the others stand below them.
fn placed(inside: Rect, title: impl Fn(Pane) -> TabTitle) -> Vec<(Pane, Rect)> {
    let mut at = inside.as_position();
    let mut tabs = Vec::new();
    for &pane in Pane::ALL {
        let width = tab_width(pane, title(pane));
        if at.x > inside.x && at.x.saturating_add(width) > inside.right() {
            at = Position::new(inside.x, at.y.saturating_add(1));
        }
        tabs.push((pane, Rect::new(at.x, at.y, width, 1).intersection(inside)));
        at.x = at.x.saturating_add(width);
    }
    tabs
}

/// The number of lines that tabs take.
fn lines(tabs: &[(Pane, Rect)]) -> u16 {
    let ends = tabs.first().zip(tabs.last());
    ends.map_or(0, |((_, first), (_, last))| last.y.saturating_sub(first.y).saturating_add(1))
}

#[derive(Clone, Copy)]
enum TabTitle {
    /// The whole title, with a space on each side of the tab.
    Whole,
    /// The whole title, with a space before the tab.
    Tight,
    /// The number alone.
    None,
}

/// The least width, in cells, in which all tabs have their titles in one line.
pub(super) fn least_width() -> u16 {
    Pane::ALL.iter().map(|pane| tab_width(*pane, TabTitle::Tight)).sum()
}

/// The width of a tab: a space, its number, and its title behind another space.
fn tab_width(pane: Pane, title: TabTitle) -> u16 {
    let letters = u16::try_from(pane.title().len()).unwrap_or(u16::MAX);
    match title {
        TabTitle::Whole => letters.saturating_add(4),
        TabTitle::Tight => letters.saturating_add(3),
        TabTitle::None => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Focus, Screen};
    use super::*;
    use ratatui::layout::Size;

    fn of_size(width: u16, height: u16) -> Needs {
        Needs {
            size: Size { width, height },
            presentation: Presentation::Visual,
            focus: Focus::Secret,
            pane: Pane::Overview,
            filter_lines: 1,
            list_error_lines: 0,
            pane_error_lines: 0,
            notice_lines: 2,
        }
    }

    #[test]
    fn every_tab_has_its_whole_name_and_on_low_screens_that_of_the_pane_in_view() {
        for (width, height) in
            (40..=300_u16).flat_map(|width| [(width, 10), (width, 15), (width, 16), (width, 24)])
        {
            for &pane in Pane::ALL {
                let needs = Needs { pane, ..of_size(width, height) };
                let secret = Screen::divide(needs).unwrap().secret.unwrap();
                let has_name =
                    |(pane, area): &(Pane, Rect)| usize::from(area.width) >= pane.title().len() + 3;
                let has_number_alone = |(_, area): &(Pane, Rect)| area.width == 3;
                let tabs = &secret.tabs;
                assert!(tabs.iter().all(|tab| has_name(tab) || has_number_alone(tab)), "{width}×{height}");
                assert!(tabs.iter().filter(|(tab, _)| *tab == pane).all(has_name), "{pane:?} at {width}");
                let all_fit = height >= TWO_LINES_FROM || width >= 120;
                assert!(!all_fit || tabs.iter().all(has_name), "{width}×{height}");
                assert!(tabs.iter().all(|(_, tab)| tab.bottom() <= secret.status.y), "{width}×{height}");
            }
        }
    }

    #[test]
    fn tabs_take_a_second_line_only_where_one_is_too_short() {
        let lines_at = |width| {
            let secret = Screen::divide(of_size(width, 24)).unwrap().secret.unwrap();
            secret.status.y - secret.outer.y - 1
        };
        assert_eq!(
            [40, 72, 73, 80, 99, 100, 116, 117, 120, 160].map(lines_at),
            [2, 2, 1, 1, 1, 2, 2, 1, 1, 1]
        );
    }
}

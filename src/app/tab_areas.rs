//! The tabs of the panes: their titles as far as there is room.

use super::secret::Pane;
use super::settings::Presentation;
use ratatui::layout::{Rect, Size};

/// The least height of the screen, in lines, at which the tabs of the panes may take two lines.
pub(super) const TWO_LINES_FROM: u16 = 16;

/// The areas of the tabs. If a line is too short for them, they move together, then they take a second line. On a low screen
/// titles are left out instead, but for that of the pane in view. No title is ever cut.
pub(super) fn tab_areas(
    inside: Rect,
    screen: Size,
    presentation: Presentation,
    in_view: Pane,
) -> Vec<(Pane, Rect)> {
    let whole = placed(inside, |_| TabTitle::Whole);
    let tight = placed(inside, |_| TabTitle::Tight);
    let may_wrap = match presentation {
        Presentation::Visual => screen.height >= TWO_LINES_FROM && lines(&tight) <= 2,
        // A line in words stands in their place.
        Presentation::Plain => false,
    };
    if lines(&whole) <= 1 {
        whole
    } else if lines(&tight) <= 1 || may_wrap {
        tight
    } else {
        let shown = |pane| if pane == in_view { TabTitle::Tight } else { TabTitle::None };
        placed(inside, shown)
    }
}

/// The areas of tabs with these titles, in as few lines as they fit into. Two lines are about as long as each other.
fn placed(inside: Rect, title: impl Fn(Pane) -> TabTitle) -> Vec<(Pane, Rect)> {
    let mut lines: Vec<Vec<(Pane, u16)>> = vec![Vec::new()];
    let mut used = 0_u16;
    for &pane in Pane::ALL.iter().rev() {
        let width = tab_width(pane, title(pane));
        used = used.saturating_add(width);
        match lines.last_mut() {
            Some(line) if line.is_empty() || used <= inside.width => line.push((pane, width)),
            Some(_) | None => {
                lines.push(vec![(pane, width)]);
                used = width;
            }
        }
    }
    if let [below, above] = lines.as_mut_slice() {
        let length = |line: &[(Pane, u16)]| line.iter().map(|(_, width)| width).sum::<u16>();
        while let Some(&tab) = below.last()
            && length(above) + 2 * tab.1 <= length(below)
        {
            below.pop();
            above.insert(0, tab);
        }
    }
    let mut tabs = Vec::new();
    for (line, y) in lines.into_iter().rev().zip(inside.y..) {
        let mut x = inside.x;
        for (pane, width) in line.into_iter().rev() {
            tabs.push((pane, Rect::new(x, y, width, 1).intersection(inside)));
            x = x.saturating_add(width);
        }
    }
    tabs
}

/// The number of lines that tabs take.
fn lines(tabs: &[(Pane, Rect)]) -> u16 {
    let ends = tabs.first().zip(tabs.last());
    ends.map_or(0, |((_, first), (_, last))| last.y.saturating_sub(first.y).saturating_add(1))
}

/// The part of a tab's title that is shown.
#[derive(Clone, Copy)]
pub(super) enum TabTitle {
    /// The whole title, with a space on each side of the tab.
    Whole,
    /// The whole title, with a space before the tab.
    Tight,
    /// The number alone.
    None,
}

/// The cells that the tabs take beside each other.
pub(super) fn tabs_width(title: impl Fn(Pane) -> TabTitle) -> u16 {
    Pane::ALL.iter().map(|pane| tab_width(*pane, title(*pane))).sum()
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

//! The panes and the footer as they are on screen, for frames in which they may lag behind the cursor of the list.

use crate::app::Model;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

/// Knows where the panes are on screen, and the footer, whose hints depend on the secret. Knows nothing while a layer covers
/// the panes or a value may be in them.
#[derive(Debug, Default)]
pub(super) struct DrawnPanes(Option<PaneAreas>);

/// The areas of the panes and of the footer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PaneAreas {
    panes: Rect,
    footer: Rect,
}

impl DrawnPanes {
    /// The areas that may stay as they are on screen, if they may.
    pub(super) fn staying(&self, model: &Model, screen: Rect) -> Option<PaneAreas> {
        self.0.filter(|_| model.panes_may_lag()).filter(|known| PaneAreas::of(model, screen) == Some(*known))
    }

    /// Notes the areas of a frame that is drawn.
    pub(super) fn note(&mut self, model: &Model, screen: Rect) {
        // Without a secret nothing is worth keeping, least of all in the first frame.
        let is_worth = model.selected().is_some() && model.are_panes_bare();
        self.0 = PaneAreas::of(model, screen).filter(|_| is_worth);
    }

    #[cfg(test)]
    pub(super) fn are_known(&self) -> bool {
        self.0.is_some()
    }
}

impl PaneAreas {
    /// The areas in a model. `None` without panes, and for a moment after the terminal was made smaller: the model hears of it
    /// later than the screen.
    fn of(model: &Model, within: Rect) -> Option<Self> {
        let areas = model.screen()?;
        let (panes, footer) = (areas.secret?.outer, areas.footer);
        [panes, footer]
            .iter()
            .all(|area| area.intersection(within) == *area)
            .then_some(Self { panes, footer })
    }

    /// The rows that may have a note over them: the lower border of the panes, and the footer.
    pub(super) fn covered_rows(self) -> [Rect; 2] {
        [Rect { y: self.panes.bottom() - 1, height: 1, ..self.panes }, self.footer]
    }

    /// The panes without their lower border.
    pub(super) fn untouched(self) -> Rect {
        Rect { height: self.panes.height - 1, ..self.panes }
    }
}

/// The cells of one row of an area.
pub(super) fn row_of(row: Rect, buf: &mut Buffer) -> &mut [Cell] {
    let start = buf.index_of(row.x, row.y);
    &mut buf.content[start..start + usize::from(row.width)]
}

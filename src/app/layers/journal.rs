//! The journal as a layer. Its entries and its cursor belong to the requests.

use super::overlay::Overlay;
use crate::app::actions::Context;
use crate::app::form::{Flow, FormContext};
use crate::app::layout::LayerAreas;
use crate::app::scroll::Step;
use crate::app::search::Search;
use ratatui::layout::{Position, Size};

/// The journal on screen.
#[derive(Debug, Default)]
pub struct JournalLayer {
    search: Search,
}

impl JournalLayer {
    /// The search through the requests.
    pub fn searched(&self) -> &Search {
        &self.search
    }
}

impl Overlay for JournalLayer {
    fn context(&self) -> Context {
        Context::Journal
    }

    fn search(&self) -> Option<&Search> {
        Some(&self.search)
    }

    fn search_mut(&mut self) -> Option<&mut Search> {
        Some(&mut self.search)
    }

    fn go_to_match(&mut self, cx: &mut FormContext<'_>) {
        let journal = cx.update.journal_mut();
        if let Some(row) = self.search.find(journal.visible_texts(), journal.cursor().at) {
            journal.go_to(row);
        }
    }

    fn step(&mut self, step: Step, page: usize, cx: &mut FormContext<'_>) {
        cx.update.journal_mut().step(step, page);
    }

    fn areas(&self, size: Size) -> Option<LayerAreas> {
        Some(LayerAreas::journal(size))
    }

    fn click(&mut self, at: Position, size: Size, cx: &mut FormContext<'_>) -> Flow {
        let areas = LayerAreas::journal(size);
        if !areas.outer.contains(at) {
            return Flow::Close;
        }
        if let Some((line, page)) = areas.line_at(at) {
            cx.update.journal_mut().click(line, page);
        }
        Flow::Stay
    }
}

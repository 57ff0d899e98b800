//! The journal as a layer. Its entries and its cursor belong to the requests.

use super::overlay::Overlay;
use crate::app::actions::Context;
use crate::app::form::{Flow, FormContext};
use crate::app::layer_areas::{JournalLines, LayerAreas};
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

    fn areas(&self, size: Size, journal: JournalLines) -> Option<LayerAreas> {
        Some(LayerAreas::journal(size, journal))
    }

    fn click(&mut self, at: Position, size: Size, cx: &mut FormContext<'_>) -> Flow {
        let journal = cx.update.journal_mut();
        let lines = JournalLines::of(journal.len(), journal.has_failure());
        let areas = LayerAreas::journal(size, lines);
        if !areas.outer.contains(at) {
            return Flow::Close;
        }
        if let Some((line, page)) = areas.line_at(at) {
            journal.click(line, page);
        }
        Flow::Stay
    }
}

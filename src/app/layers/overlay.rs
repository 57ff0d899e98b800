//! The behaviour of a layer: it lies above the list and the panes, and gets the keys first.

use crate::app::actions::{Action, Context};
use crate::app::form::{Flow, FormContext};
use crate::app::layer_areas::{JournalLines, LayerAreas};
use crate::app::scroll::Step;
use crate::app::search::Search;
use crate::app::text_paste::Paste;
use crossterm::event::KeyEvent;
use jiff::Timestamp;
use ratatui::layout::{Position, Size};

/// The behaviour of a layer.
pub trait Overlay {
    /// The context of keys while the layer is on top.
    fn context(&self) -> Context;

    /// Handles a key without an action.
    fn key(&mut self, _key: KeyEvent, _cx: &mut FormContext<'_>) -> Flow {
        Flow::Stay
    }

    /// Handles pasted text.
    fn paste(&mut self, _text: &str, cx: &mut FormContext<'_>) -> Flow {
        if let Some(told) = Paste::Ignored.told() {
            cx.update.tell(told);
        }
        Flow::Stay
    }

    /// Does an action. An action that means nothing to the layer closes it.
    fn act(&mut self, _action: Action, _cx: &mut FormContext<'_>) -> Flow {
        Flow::Close
    }

    /// The search through the layer; `None` for a layer that can't be searched.
    fn search(&self) -> Option<&Search> {
        None
    }

    /// The search through the layer, to go on with it.
    fn search_mut(&mut self) -> Option<&mut Search> {
        None
    }

    /// Puts the cursor on the match that the search goes to. A page goes there when it is drawn.
    fn go_to_match(&mut self, _cx: &mut FormContext<'_>) {}

    /// Moves the cursor or scrolls; `page` is the number of rows shown.
    fn step(&mut self, _step: Step, _page: usize, _cx: &mut FormContext<'_>) {}

    /// The areas on a screen of the given size, the lines of the journal being those; `None` for a layer without rows.
    fn areas(&self, _size: Size, _journal: JournalLines) -> Option<LayerAreas> {
        None
    }

    /// Handles a click. Beside its buttons and fields a layer ignores clicks, so that a stray click changes nothing.
    fn click(&mut self, _at: Position, _size: Size, _cx: &mut FormContext<'_>) -> Flow {
        Flow::Stay
    }

    /// True if an action can do something now.
    fn offers(&self, _action: Action) -> bool {
        true
    }

    /// The layer's own title, if it is about something in particular.
    fn title(&self) -> Option<String> {
        None
    }

    /// The title of a form with text that would be lost with the layer.
    fn unsaved(&self) -> Option<String> {
        None
    }

    /// Masks everything secret, as nobody is at the terminal. A layer that only holds what was read closes.
    fn lock(&mut self) -> Flow {
        Flow::Stay
    }

    /// Updates the layer for the present time.
    fn wake(&mut self, _now: Timestamp) {}

    /// The time at which the layer changes by itself.
    fn next_wake(&self) -> Option<Timestamp> {
        None
    }
}

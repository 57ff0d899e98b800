//! The behaviour of a layer: a type that lies on top of the list and the panes, and gets the keys first.

use crate::app::actions::{Action, Context};
use crate::app::form::{Flow, FormContext};
use crate::app::layout::LayerAreas;
use crate::app::scroll::Step;
use crossterm::event::KeyEvent;
use jiff::Timestamp;
use ratatui::layout::{Position, Size};

/// The behaviour of a layer.
pub trait Overlay {
    /// The context of keys while the layer is on top.
    fn context(&self) -> Context;

    /// Takes a key that means no action.
    fn key(&mut self, _key: KeyEvent, _cx: &mut FormContext<'_>) -> Flow {
        Flow::Stay
    }

    /// Takes pasted text.
    fn paste(&mut self, _text: &str, _cx: &mut FormContext<'_>) -> Flow {
        Flow::Stay
    }

    /// Does an action of the layer's context. Any other closes the layer.
    fn act(&mut self, _action: Action, _cx: &mut FormContext<'_>) -> Flow {
        Flow::Close
    }

    /// Moves the cursor, or scrolls; `page` is the number of rows shown.
    fn step(&mut self, _step: Step, _page: usize, _cx: &mut FormContext<'_>) {}

    /// The areas on a screen of that size, in a layer that has rows.
    fn areas(&self, _size: Size) -> Option<LayerAreas> {
        None
    }

    /// Takes a click. A question or a form takes none, so that a stray click changes nothing.
    fn click(&mut self, _at: Position, _size: Size, _cx: &mut FormContext<'_>) -> Flow {
        Flow::Stay
    }

    /// Whether an action of the context could come to something now.
    fn offers(&self, _action: Action) -> bool {
        true
    }

    /// The title of text that would be lost with the layer.
    fn unsaved(&self) -> Option<String> {
        None
    }

    /// Does what is due.
    fn wake(&mut self, _now: Timestamp) {}

    /// When the layer changes by itself.
    fn next_wake(&self) -> Option<Timestamp> {
        None
    }
}

//! The scene: everything that a part of the screen is drawn from.

use super::glyphs::Glyphs;
use super::theme::Theme;
use crate::app::Model;
use crate::app::actions::{Action, Context, Keymap};
use crate::app::layer_areas::LayerAreas;
use crate::app::layout::Screen;
use jiff::Timestamp;

/// The model, and how it is shown.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The state.
    pub model: &'a Model,
    /// The styles.
    pub theme: &'a Theme,
    /// The keys of every action.
    pub keymap: &'a Keymap,
}

impl<'a> Scene<'a> {
    /// The scene of a model with its own keymap.
    pub fn new(model: &'a Model, theme: &'a Theme) -> Self {
        Self { model, theme, keymap: model.keymap() }
    }

    /// The time of day of the last message, for times of the service.
    pub fn time_of_day(&self) -> Timestamp {
        self.model.time_of_day()
    }

    /// The time of the last message, by the clock of the timers.
    pub fn now(&self) -> Timestamp {
        self.model.now()
    }

    /// The signs beside text.
    pub fn glyphs(&self) -> &'static Glyphs {
        self.theme.glyphs
    }

    /// True if words take the place of signs.
    pub fn is_plain(&self) -> bool {
        self.theme.glyphs.is_plain()
    }

    /// The areas of the screen; `None` if it is too small.
    pub fn screen(&self) -> Option<Screen> {
        self.model.screen_in(self.glyphs().presentation)
    }

    /// The areas of the uppermost layer; `None` if it has no rows.
    pub fn layer_areas(&self) -> Option<LayerAreas> {
        self.model.layer_areas_in(self.glyphs().presentation)
    }

    /// The way to an action, for a sentence: its keys, or its name in the palette if it has none.
    pub fn key(&self, action: Action) -> String {
        self.glyphs().say(&self.keymap.label(action)).into_owned()
    }

    /// The keys of an action that are shown in `context`, or empty text if it has none there. Where text is typed, a
    /// character is no key.
    pub fn key_in(&self, context: Context, action: Action) -> String {
        let key = self.keymap.key_in(context, action).map(ToString::to_string).unwrap_or_default();
        self.glyphs().say(&key).into_owned()
    }
}

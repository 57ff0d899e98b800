//! The styles of everything on screen. They use the sixteen colours of the terminal, on its own background, so that they
//! suit the user's choice of colours, dark or light.

use crate::app::profile_rules::HeaderColor;
use crate::secrets::{AWSCURRENT, AWSPENDING, AWSPREVIOUS, ReplicaStatus, RotationState};
use ratatui::style::{Color, Modifier, Style};

/// A style for each role that text has on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Plain text.
    pub text: Style,
    /// Prominent text: titles and names.
    pub strong: Style,
    /// Subdued text: labels, units, absent values.
    pub dim: Style,
    /// The title of the part that has the focus.
    pub accent: Style,
    /// A good state, or a success.
    pub ok: Style,
    /// A warning.
    pub warn: Style,
    /// A failure, or something late or about to be lost.
    pub danger: Style,
    /// A key to press.
    pub key: Style,
    /// The dots of a masked value.
    pub masked: Style,
    /// Characters that the filter matched.
    pub matched: Style,
    /// The match that a search has gone to.
    pub found: Style,
    /// A badge in the header.
    pub badge: Style,
    /// A badge in the header that warns.
    pub badge_warn: Style,
    /// The border of a part without the focus.
    pub frame: Style,
    /// The border of the part that has the focus.
    pub frame_focused: Style,
    /// Laid over the row under the cursor in the part that has the focus.
    pub cursor: Style,
    /// Laid over the row under the cursor in a part without the focus.
    pub cursor_resting: Style,
    /// Laid over the tab of the pane in view while the panes have the focus.
    pub tab_focused: Style,
    /// Laid over the tab of the pane in view while the list has the focus.
    pub tab: Style,
    /// The name of a secret that is scheduled for deletion.
    pub leaving: Style,
    /// Laid over the wrong part of a line that is typed.
    pub wrong: Style,
    /// The staging label AWSCURRENT.
    pub label_current: Style,
    /// The staging label AWSPREVIOUS.
    pub label_previous: Style,
    /// The staging label AWSPENDING.
    pub label_pending: Style,
    /// Any other staging label.
    pub label_custom: Style,
    /// A key of a JSON object.
    pub json_key: Style,
    /// A JSON string.
    pub json_string: Style,
    /// A JSON number, `true`, `false` or `null`.
    pub json_literal: Style,
    /// The signs of JSON: brackets, commas, colons.
    pub json_sign: Style,
    /// Laid over the screen behind a layer.
    pub behind_layer: Style,
}

const PLAIN: Style = Style::new();
const BOLD: Style = PLAIN.add_modifier(Modifier::BOLD);
const DIM: Style = PLAIN.add_modifier(Modifier::DIM);

const fn fg(color: Color) -> Style {
    PLAIN.fg(color)
}

const fn bold(color: Color) -> Style {
    BOLD.fg(color)
}

impl Theme {
    /// The theme for any terminal with sixteen colours.
    pub const ANSI: Self = Self {
        text: PLAIN,
        strong: BOLD,
        dim: DIM,
        accent: bold(Color::Cyan),
        ok: fg(Color::Green),
        warn: fg(Color::Yellow),
        danger: fg(Color::Red),
        key: fg(Color::Cyan),
        masked: DIM,
        matched: bold(Color::Cyan),
        found: bold(Color::Yellow).add_modifier(Modifier::REVERSED),
        badge: bold(Color::Magenta).add_modifier(Modifier::REVERSED),
        badge_warn: bold(Color::Yellow).add_modifier(Modifier::REVERSED),
        frame: DIM,
        frame_focused: fg(Color::Cyan),
        cursor: PLAIN
            .fg(Color::Reset)
            .bg(Color::Reset)
            .add_modifier(Modifier::REVERSED)
            .remove_modifier(Modifier::DIM),
        cursor_resting: BOLD,
        tab_focused: PLAIN.add_modifier(Modifier::REVERSED),
        tab: PLAIN.add_modifier(Modifier::UNDERLINED),
        leaving: DIM.add_modifier(Modifier::CROSSED_OUT),
        wrong: fg(Color::Red).add_modifier(Modifier::UNDERLINED),
        label_current: bold(Color::Green),
        label_previous: fg(Color::Cyan),
        label_pending: bold(Color::Yellow),
        label_custom: fg(Color::Magenta),
        json_key: fg(Color::Cyan),
        json_string: fg(Color::Green),
        json_literal: fg(Color::Magenta),
        json_sign: DIM,
        behind_layer: PLAIN.fg(Color::Reset).bg(Color::Reset).add_modifier(Modifier::DIM),
    };

    /// The theme without colours, for `NO_COLOR`: bold, dim, underlined and reversed text tell what colours tell elsewhere.
    pub const MONOCHROME: Self = Self {
        text: PLAIN,
        strong: BOLD,
        dim: DIM,
        accent: BOLD,
        ok: PLAIN,
        warn: BOLD,
        danger: BOLD.add_modifier(Modifier::UNDERLINED),
        key: BOLD,
        masked: DIM,
        matched: BOLD.add_modifier(Modifier::UNDERLINED),
        found: BOLD.add_modifier(Modifier::REVERSED),
        badge: BOLD.add_modifier(Modifier::REVERSED),
        badge_warn: BOLD.add_modifier(Modifier::REVERSED),
        frame: DIM,
        frame_focused: BOLD,
        cursor: PLAIN.add_modifier(Modifier::REVERSED).remove_modifier(Modifier::DIM),
        cursor_resting: BOLD,
        tab_focused: PLAIN.add_modifier(Modifier::REVERSED),
        tab: PLAIN.add_modifier(Modifier::UNDERLINED),
        leaving: DIM.add_modifier(Modifier::CROSSED_OUT),
        wrong: BOLD.add_modifier(Modifier::UNDERLINED),
        label_current: BOLD,
        label_previous: PLAIN,
        label_pending: BOLD.add_modifier(Modifier::UNDERLINED),
        label_custom: PLAIN,
        json_key: BOLD,
        json_string: PLAIN,
        json_literal: PLAIN.add_modifier(Modifier::UNDERLINED),
        json_sign: DIM,
        behind_layer: DIM,
    };

    /// The style of a profile in the header that has a colour of its own.
    pub fn profile(&self, color: HeaderColor) -> Style {
        let color = match color {
            HeaderColor::Red => self.danger.fg(Color::Red),
            HeaderColor::Yellow => self.warn.fg(Color::Yellow),
            HeaderColor::Green => self.ok.fg(Color::Green),
            HeaderColor::Cyan => fg(Color::Cyan),
            HeaderColor::Blue => fg(Color::Blue),
            HeaderColor::Magenta => fg(Color::Magenta),
            HeaderColor::None => return self.strong,
        };
        color.add_modifier(Modifier::BOLD | Modifier::REVERSED)
    }

    /// The style of a state of rotation.
    pub fn rotation(&self, state: RotationState) -> Style {
        match state {
            RotationState::Never | RotationState::Off => self.dim,
            RotationState::On => self.ok,
            RotationState::Pending => self.warn,
            RotationState::Overdue | RotationState::Failed => self.danger,
        }
    }

    /// The style of a replica's status.
    pub fn replica(&self, status: &ReplicaStatus) -> Style {
        match status {
            ReplicaStatus::InSync => self.ok,
            ReplicaStatus::InProgress | ReplicaStatus::Other(_) => self.warn,
            ReplicaStatus::Failed => self.danger,
        }
    }

    /// The style of a staging label.
    pub fn label(&self, label: &str) -> Style {
        match label {
            AWSCURRENT => self.label_current,
            AWSPREVIOUS => self.label_previous,
            AWSPENDING => self.label_pending,
            _ => self.label_custom,
        }
    }
}

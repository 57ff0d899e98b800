//! Colours and their roles. The sixteen colours of the terminal and its own foreground and background, so that they suit
//! whatever the user has made of those, dark or light.

use crate::secrets::{AWSCURRENT, AWSPENDING, AWSPREVIOUS, ReplicaStatus, RotationState};
use ratatui::style::{Color, Modifier, Style};

/// What each part of the screen looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Text.
    pub text: Style,
    /// Text that stands out: titles, names.
    pub strong: Style,
    /// Text that stands back: labels, units, what is absent.
    pub dim: Style,
    /// What has the keys, and where the user is.
    pub accent: Style,
    /// All is well.
    pub ok: Style,
    /// Worth a look.
    pub warn: Style,
    /// Failed, late, or about to be lost.
    pub danger: Style,
    /// A key to press.
    pub key: Style,
    /// What stands for a value that is not shown.
    pub masked: Style,
    /// Characters that the filter matched.
    pub matched: Style,
    /// A badge in the header.
    pub badge: Style,
    /// A badge that warns.
    pub badge_warn: Style,
    /// A frame.
    pub frame: Style,
    /// The frame of what has the keys.
    pub frame_focused: Style,
    /// Laid over the row under the cursor, where the keys go.
    pub cursor: Style,
    /// Laid over the row under the cursor, where they don't.
    pub cursor_resting: Style,
    /// Laid over the tab in view, where the keys go to its pane.
    pub tab_focused: Style,
    /// Laid over the tab in view, where they don't.
    pub tab: Style,
    /// A secret that is scheduled for deletion.
    pub leaving: Style,
    /// Laid over what is wrong in a line that is typed.
    pub wrong: Style,
    /// AWSCURRENT.
    pub label_current: Style,
    /// AWSPREVIOUS.
    pub label_previous: Style,
    /// AWSPENDING.
    pub label_pending: Style,
    /// Any other staging label.
    pub label_custom: Style,
    /// A key of a JSON object.
    pub json_key: Style,
    /// A JSON string.
    pub json_string: Style,
    /// A JSON number, `true`, `false` or `null`.
    pub json_literal: Style,
    /// What holds JSON together.
    pub json_sign: Style,
    /// Laid over what a layer covers.
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
    /// The theme of a terminal of which nothing is known.
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

    /// How a state of rotation looks.
    pub fn rotation(&self, state: RotationState) -> Style {
        match state {
            RotationState::Never | RotationState::Off => self.dim,
            RotationState::On => self.ok,
            RotationState::Pending => self.warn,
            RotationState::Overdue | RotationState::Failed => self.danger,
        }
    }

    /// How the status of a replica looks.
    pub fn replica(&self, status: &ReplicaStatus) -> Style {
        match status {
            ReplicaStatus::InSync => self.ok,
            ReplicaStatus::InProgress | ReplicaStatus::Other(_) => self.warn,
            ReplicaStatus::Failed => self.danger,
        }
    }

    /// How a staging label looks.
    pub fn label(&self, label: &str) -> Style {
        match label {
            AWSCURRENT => self.label_current,
            AWSPREVIOUS => self.label_previous,
            AWSPENDING => self.label_pending,
            _ => self.label_custom,
        }
    }
}

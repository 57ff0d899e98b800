//! The styles of everything on screen, in several themes. All of them leave the background to the terminal.

mod profile_colors;

use super::glyphs::Glyphs;
use crate::app::profile_rules::HeaderColor;
use crate::secrets::{AWSCURRENT, AWSPENDING, AWSPREVIOUS, ReplicaStatus, RotationState};
use profile_colors::ProfileColors;
use ratatui::style::{Color, Modifier, Style};

/// Defines the theme, and finds its styles by name.
macro_rules! theme {
    ($($(#[$doc:meta])+ $name:ident,)+) => {
        /// A style for each role that text has on screen.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct Theme {
            $($(#[$doc])+ pub $name: Style,)+
            /// The colours of profiles in the header; `None` in a theme without colours.
            pub profiles: Option<&'static ProfileColors>,
            /// The signs beside text.
            pub glyphs: &'static Glyphs,
        }

        impl Theme {
            /// The names of the styles.
            pub const STYLES: &[&str] = &[$(stringify!($name)),+];

            /// The style of this name.
            pub fn style_mut(&mut self, name: &str) -> Option<&mut Style> {
                match name {
                    $(stringify!($name) => Some(&mut self.$name),)+
                    _ => None,
                }
            }
        }
    };
}

theme! {
    /// Plain text.
    text,
    /// Prominent text: titles and names.
    strong,
    /// Subdued text: labels, units, absent values.
    dim,
    /// The title of the part that has the focus.
    accent,
    /// A good state, or a success.
    ok,
    /// A warning.
    warn,
    /// A failure, or something late or about to be lost.
    danger,
    /// A key to press.
    key,
    /// The dots of a masked value.
    masked,
    /// Characters that the filter matched.
    matched,
    /// The match that a search has gone to.
    found,
    /// A badge in the header.
    badge,
    /// A badge in the header that warns.
    badge_warn,
    /// The border of a part without the focus.
    frame,
    /// The border of the part that has the focus.
    frame_focused,
    /// Laid over the row under the cursor in the part that has the focus.
    cursor,
    /// Laid over the row under the cursor in a part without the focus.
    cursor_resting,
    /// Laid over the tab of the pane in view while the panes have the focus.
    tab_focused,
    /// Laid over the tab of the pane in view while the list has the focus.
    tab,
    /// The name of a secret that is scheduled for deletion.
    leaving,
    /// Laid over the wrong part of a line that is typed.
    wrong,
    /// The staging label AWSCURRENT.
    label_current,
    /// The staging label AWSPREVIOUS.
    label_previous,
    /// The staging label AWSPENDING.
    label_pending,
    /// Any other staging label.
    label_custom,
    /// A key of a JSON object.
    json_key,
    /// A JSON string.
    json_string,
    /// A JSON number, `true`, `false` or `null`.
    json_literal,
    /// The signs of JSON: brackets, commas, colons.
    json_sign,
    /// Laid over the screen behind a layer.
    behind_layer,
}

const PLAIN: Style = Style::new();
const BOLD: Style = PLAIN.add_modifier(Modifier::BOLD);
const DIM: Style = PLAIN.add_modifier(Modifier::DIM);

/// White on a dark red: a contrast of 10:1.
const WHITE_ON_RED: Style = BOLD.fg(Color::Indexed(231)).bg(Color::Indexed(88));

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
        behind_layer: PLAIN
            .fg(Color::Reset)
            .bg(Color::Reset)
            .add_modifier(Modifier::DIM)
            .remove_modifier(Modifier::REVERSED),
        profiles: Some(&ProfileColors::ANSI),
        glyphs: &Glyphs::VISUAL,
    };

    /// The theme for dark backgrounds, with some of the 256 colours.
    pub const DARK: Self = Self {
        dim: fg(Color::Indexed(246)),
        accent: bold(Color::Indexed(81)),
        ok: fg(Color::Indexed(114)),
        warn: fg(Color::Indexed(221)),
        danger: fg(Color::Indexed(210)),
        key: fg(Color::Indexed(81)),
        masked: fg(Color::Indexed(246)),
        matched: bold(Color::Indexed(81)),
        found: bold(Color::Indexed(221)).add_modifier(Modifier::REVERSED),
        badge: bold(Color::Indexed(183)).add_modifier(Modifier::REVERSED),
        badge_warn: bold(Color::Indexed(221)).add_modifier(Modifier::REVERSED),
        leaving: fg(Color::Indexed(246)).add_modifier(Modifier::CROSSED_OUT),
        frame: fg(Color::Indexed(242)),
        frame_focused: fg(Color::Indexed(81)),
        wrong: fg(Color::Indexed(210)).add_modifier(Modifier::UNDERLINED),
        label_current: bold(Color::Indexed(114)),
        label_previous: fg(Color::Indexed(81)),
        label_pending: bold(Color::Indexed(221)),
        label_custom: fg(Color::Indexed(183)),
        json_key: fg(Color::Indexed(81)),
        json_string: fg(Color::Indexed(114)),
        json_literal: fg(Color::Indexed(183)),
        json_sign: fg(Color::Indexed(246)),
        profiles: Some(&ProfileColors::DARK),
        ..Self::ANSI
    };

    /// The theme for light backgrounds, with some of the 256 colours.
    pub const LIGHT: Self = Self {
        dim: fg(Color::Indexed(241)),
        accent: bold(Color::Indexed(25)),
        ok: fg(Color::Indexed(22)),
        warn: fg(Color::Indexed(94)),
        danger: fg(Color::Indexed(124)),
        key: fg(Color::Indexed(25)),
        masked: fg(Color::Indexed(241)),
        matched: bold(Color::Indexed(25)),
        found: bold(Color::Indexed(94)).add_modifier(Modifier::REVERSED),
        badge: bold(Color::Indexed(90)).add_modifier(Modifier::REVERSED),
        badge_warn: bold(Color::Indexed(94)).add_modifier(Modifier::REVERSED),
        leaving: fg(Color::Indexed(241)).add_modifier(Modifier::CROSSED_OUT),
        frame: fg(Color::Indexed(246)),
        frame_focused: fg(Color::Indexed(25)),
        wrong: fg(Color::Indexed(124)).add_modifier(Modifier::UNDERLINED),
        label_current: bold(Color::Indexed(22)),
        label_previous: fg(Color::Indexed(25)),
        label_pending: bold(Color::Indexed(94)),
        label_custom: fg(Color::Indexed(90)),
        json_key: fg(Color::Indexed(25)),
        json_string: fg(Color::Indexed(22)),
        json_literal: fg(Color::Indexed(90)),
        json_sign: fg(Color::Indexed(241)),
        profiles: Some(&ProfileColors::LIGHT),
        ..Self::ANSI
    };

    /// The theme with the most contrast on any background: nothing is dim, and red alone is a colour. It brings its own
    /// background, since no red stands out on black and on white alike.
    pub const HIGH_CONTRAST: Self = Self {
        dim: PLAIN,
        danger: WHITE_ON_RED,
        masked: PLAIN,
        frame: PLAIN,
        cursor: Self::ANSI.cursor,
        leaving: PLAIN.add_modifier(Modifier::CROSSED_OUT),
        wrong: WHITE_ON_RED.add_modifier(Modifier::UNDERLINED),
        json_sign: PLAIN,
        behind_layer: Self::ANSI.behind_layer,
        ..Self::MONOCHROME
    };

    /// The themes that come with the program, by name.
    pub const BUILT_IN: [(&str, Self); 5] = [
        ("dark", Self::DARK),
        ("light", Self::LIGHT),
        ("high-contrast", Self::HIGH_CONTRAST),
        ("16", Self::ANSI),
        ("none", Self::MONOCHROME),
    ];

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
        behind_layer: DIM.remove_modifier(Modifier::REVERSED),
        profiles: None,
        glyphs: &Glyphs::VISUAL,
    };

    /// The style of a profile in the header that has a colour of its own.
    pub fn profile(&self, color: HeaderColor) -> Style {
        let badge = match (color, self.profiles.map(|colors| colors.of(color))) {
            (HeaderColor::None, _) => return self.strong,
            (_, Some(Some(color))) => bold(color),
            (_, Some(None) | None) => BOLD,
        };
        badge.add_modifier(Modifier::REVERSED)
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

//! Every screen in every theme: it can be read, and no meaning is told by colour alone.

use super::canvas;
use super::samples::NARROW;
use super::screens::{SCREENS, SIZES};
use crate::app::Model;
use crate::ui::Theme;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};

/// The least contrast of text with its background, as WCAG asks of text of any size.
const LEAST: f64 = 4.5;
/// Backgrounds of dark terminals: black, VS Code, One Dark, Solarized.
const DARK: [(u8, u8, u8); 4] = [(0, 0, 0), (0x1e, 0x1e, 0x1e), (0x28, 0x2c, 0x34), (0x00, 0x2b, 0x36)];
/// Backgrounds of light terminals: white, One Light, Solarized.
const LIGHT: [(u8, u8, u8); 3] = [(0xff, 0xff, 0xff), (0xfa, 0xfa, 0xfa), (0xfd, 0xf6, 0xe3)];

/// The backgrounds that a theme is made for; none if its colours are the terminal's own.
fn backgrounds(theme: &str) -> &'static [(u8, u8, u8)] {
    match theme {
        "dark" => &DARK,
        "light" => &LIGHT,
        _ => &[],
    }
}

/// The red, green and blue of a colour that does not depend on the terminal.
fn rgb(color: Color) -> Option<(u8, u8, u8)> {
    match color {
        Color::Rgb(r, g, b) => Some((r, g, b)),
        Color::Indexed(index @ 16..=231) => {
            let level = |nth: u8| if nth == 0 { 0 } else { 55 + 40 * nth };
            let index = index - 16;
            Some((level(index / 36), level(index / 6 % 6), level(index % 6)))
        }
        Color::Indexed(index @ 232..) => Some([8 + 10 * (index - 232)].map(|grey| (grey, grey, grey))[0]),
        _ => None,
    }
}

fn luminance((r, g, b): (u8, u8, u8)) -> f64 {
    let linear = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

fn contrast(one: (u8, u8, u8), other: (u8, u8, u8)) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The colours that a theme names.
fn colors_of(theme: &Theme) -> Vec<Color> {
    use crate::app::profile_rules::HeaderColor;
    let mut theme = *theme;
    let mut styles: Vec<Style> =
        Theme::STYLES.iter().filter_map(|name| theme.style_mut(name).map(|style| *style)).collect();
    styles.push(theme.profile(HeaderColor::Red));
    styles.iter().flat_map(|style| [style.fg, style.bg]).flatten().chain([Color::Reset]).collect()
}

/// True if a cell holds a part of a border or of a bar, not text.
fn is_drawing(cell: &Cell) -> bool {
    cell.symbol().chars().all(|c| matches!(c, ' ' | '\u{2500}'..='\u{259f}'))
}

/// The text in a line of the screen, for a message.
fn line_of(buf: &Buffer, at: usize) -> String {
    canvas::text(buf).lines().nth(at / usize::from(buf.area.width.max(1))).unwrap_or_default().to_owned()
}

#[test]
fn text_stands_out_from_the_background_on_every_screen() {
    assert!(contrast((0, 0, 0), (255, 255, 255)) > 20.9, "black on white has the most");
    for (name, screen) in SCREENS {
        for size in SIZES {
            let world = screen(size);
            for (theme_name, theme) in Theme::BUILT_IN {
                let (buf, _) = canvas::drawn_themed(&world.model, &theme);
                let known = colors_of(&theme);
                for (at, cell) in buf.content.iter().enumerate().filter(|(_, cell)| !is_drawing(cell)) {
                    let place = || {
                        format!(
                            "{name} in {theme_name}: {:?} {:?} in {}",
                            cell.fg,
                            cell.modifier,
                            line_of(&buf, at)
                        )
                    };
                    assert!(known.contains(&cell.fg) && known.contains(&cell.bg), "{}", place());
                    let Some(fg) = rgb(cell.fg) else {
                        let is_own = backgrounds(theme_name).is_empty();
                        assert!(is_own || cell.fg == Color::Reset, "{}", place());
                        continue;
                    };
                    for background in backgrounds(theme_name) {
                        let found = contrast(fg, rgb(cell.bg).unwrap_or(*background));
                        assert!(found >= LEAST, "{found:.2} for {}", place());
                    }
                }
            }
        }
    }
}

#[test]
fn high_contrast_is_the_terminals_own_or_seven_to_one_on_its_own_background() {
    let is_bold_red = |cell: &Cell| cell.bg != Color::Reset && cell.modifier.contains(Modifier::BOLD);
    let mut shown = 0;
    for (name, screen) in SCREENS {
        for size in SIZES {
            let world = screen(size);
            let (buf, _) = canvas::drawn_themed(&world.model, &Theme::HIGH_CONTRAST);
            for (at, cell) in buf.content.iter().enumerate() {
                let place = || format!("{name}: {cell:?} in {}", line_of(&buf, at));
                let is_dim = cell.modifier.contains(Modifier::DIM);
                assert!(!is_dim || !world.model.layers().is_empty(), "{}", place());
                match (cell.fg, cell.bg) {
                    (Color::Reset, Color::Reset) => {}
                    (fg, bg) => {
                        let colors = rgb(fg).zip(rgb(bg));
                        let found = colors.map(|(fg, bg)| contrast(fg, bg)).unwrap_or_default();
                        assert!(found >= 7.0 && !is_dim, "{found:.2} for {}", place());
                        // Reversed again, it would be hard to tell from the row under the cursor.
                        assert!(!cell.modifier.contains(Modifier::REVERSED), "{}", place());
                        shown += usize::from(is_bold_red(cell));
                    }
                }
            }
        }
    }
    assert!(shown > 0, "no screen shows a failure");
}

#[test]
fn only_what_lies_behind_a_layer_is_dimmed_in_themes_with_colours_of_their_own() {
    for (name, screen) in SCREENS {
        let world = screen(NARROW);
        for (theme_name, theme) in Theme::BUILT_IN.iter().filter(|(name, _)| !backgrounds(name).is_empty()) {
            let (buf, _) = canvas::drawn_themed(&world.model, theme);
            let dimmed = buf
                .content
                .iter()
                .position(|cell| cell.modifier.contains(Modifier::DIM) && !is_drawing(cell));
            let found = dimmed.filter(|_| world.model.layers().is_empty());
            assert!(found.is_none(), "{name} in {theme_name}: {}", line_of(&buf, found.unwrap_or(0)));
        }
    }
}

#[test]
fn every_colour_of_a_profile_stands_out_as_a_badge() {
    use crate::app::profile_rules::HeaderColor::{Blue, Cyan, Green, Magenta, Red, Yellow};
    for (theme_name, theme) in Theme::BUILT_IN {
        for color in [Blue, Cyan, Green, Magenta, Red, Yellow] {
            let style = theme.profile(color);
            assert!(style.add_modifier.contains(Modifier::REVERSED), "{theme_name}, {color:?}");
            for background in backgrounds(theme_name) {
                let found = contrast(style.fg.and_then(rgb).unwrap(), *background);
                assert!(found >= LEAST, "{found:.2} for {color:?} in {theme_name}");
            }
        }
    }
}

/// The screen without its colours, and the terminal's cursor.
fn without_colour(
    model: &Model,
    theme: &Theme,
) -> (Vec<(String, Modifier)>, Option<ratatui::layout::Position>) {
    let (buf, position) = canvas::drawn_themed(model, theme);
    (buf.content.iter().map(|cell| (cell.symbol().to_owned(), cell.modifier)).collect(), position)
}

#[test]
fn the_focus_and_the_row_under_the_cursor_are_told_without_colour() {
    let moved = [
        ("list", "down"),
        ("list-tree", "down"),
        ("list-marked", "down"),
        ("value-masked", "up"),
        ("versions", "down"),
        ("tags", "down"),
        ("replication", "up"),
        ("overview", "2"),
        ("form-create", "tab"),
        ("form-edit-keys", "down"),
        ("form-tags", "down"),
        ("form-rotation", "tab"),
        ("form-delete", "2"),
        ("form-copy-secret", "tab"),
        ("palette", "down"),
        ("journal", "up"),
        ("picker-regions", "down"),
        ("picker-profiles", "down"),
        ("picker-copy-as", "down"),
        ("list", "space"),
        ("list", "enter"),
    ];
    for (name, key) in moved {
        let (_, screen) = SCREENS.iter().find(|(known, _)| *known == name).unwrap();
        let mut world = screen(NARROW);
        let before = Theme::BUILT_IN.map(|(_, theme)| without_colour(&world.model, &theme));
        world.keys(key);
        for (before, (theme_name, theme)) in before.into_iter().zip(Theme::BUILT_IN) {
            let after = without_colour(&world.model, &theme);
            assert!(before != after, "{name} in {theme_name}: {key} changes nothing but colours");
        }
    }
}

#[test]
fn a_state_is_told_in_words_or_signs_in_every_theme() {
    for (name, says) in [
        ("list", "overdue"),
        ("list", "failed"),
        ("list-marked", "●"),
        ("rotation-overdue", "overdue"),
        ("rotation-failed", "failed"),
        ("replication", "Failed"),
        ("form-create", "* required"),
        ("review-value", "~ "),
        ("compare-versions", "differs"),
        ("compare-two-secrets", "differs"),
        ("report", "✗"),
        ("journal", "✗"),
    ] {
        let (_, screen) = SCREENS.iter().find(|(known, _)| *known == name).unwrap();
        let drawn = canvas::text(&canvas::drawn(&screen(NARROW).model));
        assert!(drawn.contains(says), "{name}: {drawn}");
    }
}

#[test]
fn nothing_behind_a_layer_stands_out_beside_it() {
    for (name, screen) in SCREENS {
        for size in SIZES {
            let world = screen(size);
            if world.model.layers().is_empty() {
                continue;
            }
            for (theme_name, theme) in Theme::BUILT_IN {
                let (buf, _) = canvas::drawn_themed(&world.model, &theme);
                let stands_out = |cell: &Cell| cell.modifier.contains(Modifier::DIM | Modifier::REVERSED);
                let found = buf.content.iter().position(stands_out);
                assert!(found.is_none(), "{name} in {theme_name}: {}", line_of(&buf, found.unwrap_or(0)));
            }
        }
    }
}

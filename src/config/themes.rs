//! Themes: those of the program by name, and the user's own.

use super::document::Document;
use super::nearest::suggestion;
use super::options::{AUTO, Options};
use super::problem::{ConfigProblem, Place};
use crate::ui::Theme;
use ratatui::style::{Color, Modifier, Style};
use std::path::Path;

/// The key of an own theme that names the theme it differs from.
const BASE: &str = "base";

/// The modifiers of a style, as they are written.
const MODIFIERS: [(&str, Modifier); 6] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
    ("crossed-out", Modifier::CROSSED_OUT),
];

/// Terminals that would show the question for their background, or have no other theme for it.
const UNASKED: [&str; 7] = ["dumb", "linux", "vt", "ansi", "cons", "cygwin", "sun"];

/// The theme to draw in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThemeChoice {
    /// This one.
    Fixed(Box<Theme>),
    /// The one for 16 colours until the terminal tells its background; then the dark or the light one.
    OfBackground,
}

/// The theme of the options; `place` is where its name comes from. All own themes are checked, used or not.
pub(super) fn theme(
    options: &Options,
    place: &Place,
    variable: &impl Fn(&str) -> Option<String>,
    document: &Document,
    path: &Path,
    problems: &mut Vec<ConfigProblem>,
) -> ThemeChoice {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    if options.themes.contains_key(AUTO) {
        let line = document.line(&["themes", AUTO]);
        let text = format!("themes.{AUTO}: {AUTO} chooses between themes: give this one another name");
        problems.push(ConfigProblem::at(path, line, text));
    }
    let own: Vec<(&str, Theme)> = options
        .themes
        .keys()
        .filter(|name| *name != AUTO)
        .map(|name| (name.as_str(), own_theme(options, name, &set, document, path, problems)))
        .collect();
    if set("NO_COLOR").is_some() && !matches!(place, Place::Flag(_)) {
        return ThemeChoice::Fixed(Box::new(Theme::MONOCHROME));
    }
    let name = options.theme.as_ref().map_or(AUTO, |name| &name.0);
    let found = own.iter().find(|(own, _)| *own == name).map(|(_, theme)| *theme);
    let found = found.or_else(|| of_program(name, &set).filter(|_| name != AUTO));
    if let Some(theme) = found {
        return ThemeChoice::Fixed(Box::new(theme));
    }
    if name != AUTO {
        let names = program_names().chain(options.themes.keys().cloned());
        let text = unknown("theme", name, names);
        problems.push(ConfigProblem { place: place.clone(), text: place.named("theme", &text) });
    }
    match for_terminal(&set) {
        Theme::ANSI if can_be_asked(&set) => ThemeChoice::OfBackground,
        theme => ThemeChoice::Fixed(Box::new(theme)),
    }
}

fn program_names() -> impl Iterator<Item = String> {
    std::iter::once(AUTO).chain(Theme::BUILT_IN.map(|(name, _)| name)).map(str::to_owned)
}

fn unknown(what: &str, name: &str, names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.collect();
    match suggestion(name, names.iter().cloned()) {
        Some(near) => format!("there is no {what} `{name}`; did you mean `{near}`?"),
        None => format!("there is no {what} `{name}`; there are {}", listed(names.into_iter())),
    }
}

fn listed(names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

/// A theme of the program, by name.
fn of_program(name: &str, variable: &impl Fn(&str) -> Option<String>) -> Option<Theme> {
    if name == AUTO {
        return Some(for_terminal(variable));
    }
    Theme::BUILT_IN.iter().find(|(known, _)| *known == name).map(|(_, theme)| *theme)
}

/// True if the terminal can be asked for its background, and has the colours for the answer.
fn can_be_asked(variable: &impl Fn(&str) -> Option<String>) -> bool {
    let is_unasked = |term: String| UNASKED.iter().any(|name| term.starts_with(name));
    has_256_colours(variable) && !variable("TERM").is_none_or(is_unasked) && variable("COLORFGBG").is_none()
}

fn has_256_colours(variable: &impl Fn(&str) -> Option<String>) -> bool {
    variable("COLORTERM").is_some()
        || variable("TERM").is_some_and(|term| term.contains("256color") || term.contains("direct"))
}

/// The theme for what the environment tells of the terminal: dark or light if its background is known and it has 256
/// colours.
fn for_terminal(variable: &impl Fn(&str) -> Option<String>) -> Theme {
    let has_256_colours = has_256_colours(variable);
    let background = variable("COLORFGBG").and_then(|colours| colours.rsplit(';').next()?.parse().ok());
    match background {
        Some(0..=6 | 8u8) if has_256_colours => Theme::DARK,
        Some(7 | 9..=15) if has_256_colours => Theme::LIGHT,
        Some(_) | None => Theme::ANSI,
    }
}

/// An own theme. A style that can't be used stays that of the base.
fn own_theme(
    options: &Options,
    name: &str,
    variable: &impl Fn(&str) -> Option<String>,
    document: &Document,
    path: &Path,
    problems: &mut Vec<ConfigProblem>,
) -> Theme {
    let styles = &options.themes[name];
    let mut problem = |key: &str, text: String| {
        let line = document.line(&["themes", name, key]);
        problems.push(ConfigProblem::at(path, line, format!("themes.{name}.{key}: {text}")));
    };
    let base = styles.get(BASE).map_or(AUTO, String::as_str);
    let mut theme = of_program(base, variable).unwrap_or_else(|| {
        let text = if options.themes.contains_key(base) {
            format!("`{base}` is an own theme: a base is one of {}", listed(program_names()))
        } else {
            unknown("theme", base, program_names())
        };
        problem(BASE, text);
        for_terminal(variable)
    });
    for (key, text) in styles.iter().filter(|(key, _)| *key != BASE) {
        let Some(style) = theme.style_mut(key) else {
            let names = Theme::STYLES.iter().map(|name| (*name).to_owned());
            problem(key, unknown("style", key, names));
            continue;
        };
        match parse_style(text) {
            Ok(own) => *style = own,
            Err(text) => problem(key, text),
        }
    }
    theme
}

/// Parses a style such as `bold cyan`, `#ff8800 on black` or `underlined`; `plain` is one without anything.
fn parse_style(text: &str) -> Result<Style, String> {
    let mut style = Style::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        let modifier = MODIFIERS.iter().find(|(name, _)| *name == word);
        style = match (word, modifier) {
            ("plain", _) => style,
            (_, Some((_, modifier))) => style.add_modifier(*modifier),
            ("on", None) => match words.next() {
                Some(color) => style.bg(parse_color(color)?),
                None => return Err("expected a colour behind `on`, such as `on black`".to_owned()),
            },
            (_, None) => style.fg(parse_color(word)?),
        };
    }
    Ok(style)
}

fn parse_color(word: &str) -> Result<Color, String> {
    word.parse().map_err(|_| {
        let words = MODIFIERS.map(|(name, _)| name).join(", ");
        format!(
            "expected colours such as cyan, light-red, 245 or #ff8800, `on` before a background, and {words} or plain; \
             found `{word}`"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{layered, of, problems};
    use super::*;

    fn theme_in(text: &str, variables: &[(&str, &str)]) -> Theme {
        fixed(layered(text, &Options::default(), variables).theme())
    }

    #[track_caller]
    fn fixed(choice: ThemeChoice) -> Theme {
        match choice {
            ThemeChoice::Fixed(theme) => *theme,
            ThemeChoice::OfBackground => panic!("the terminal is asked"),
        }
    }

    #[test]
    fn a_terminal_with_256_colours_that_tells_nothing_is_asked() {
        let choice = |variables: &[(&str, &str)]| layered("", &Options::default(), variables).theme();
        for term in ["xterm-256color", "tmux-256color", "screen-256color"] {
            assert_eq!(choice(&[("TERM", term)]), ThemeChoice::OfBackground, "{term}");
        }
        for term in ["dumb", "linux", "vt220", "xterm"] {
            assert_eq!(choice(&[("TERM", term)]), ThemeChoice::Fixed(Box::new(Theme::ANSI)), "{term}");
        }
        let told = [("TERM", "linux"), ("COLORTERM", "yes")];
        assert_eq!(choice(&told), ThemeChoice::Fixed(Box::new(Theme::ANSI)), "it would show the question");
        let no_color = [("TERM", "xterm-256color"), ("NO_COLOR", "1")];
        assert_eq!(choice(&no_color), ThemeChoice::Fixed(Box::new(Theme::MONOCHROME)));
    }

    #[test]
    fn a_theme_of_the_program_is_chosen_by_name() {
        for (name, expected) in Theme::BUILT_IN {
            assert_eq!(fixed(of(&format!("theme = {name:?}")).theme()), expected);
        }
        assert_eq!(fixed(of("").theme()), Theme::ANSI, "nothing is known of the terminal");
    }

    #[test]
    fn auto_follows_the_background_that_the_terminal_tells() {
        let term = ("TERM", "xterm-256color");
        for (told, expected) in [
            ("15;0", Theme::DARK),
            ("0;15", Theme::LIGHT),
            ("0;default;15", Theme::LIGHT),
            ("7;8", Theme::DARK),
            ("default;default", Theme::ANSI),
            ("300;300", Theme::ANSI),
        ] {
            assert_eq!(theme_in("", &[term, ("COLORFGBG", told)]), expected, "{told}");
        }
        assert_eq!(
            theme_in("", &[("TERM", "xterm"), ("COLORFGBG", "15;0")]),
            Theme::ANSI,
            "it has 16 colours"
        );
    }

    #[test]
    fn no_color_wins_over_all_but_a_flag() {
        let no_color = [("NO_COLOR", "1"), ("STRONGROOM_THEME", "light")];
        assert_eq!(theme_in("theme = 'dark'", &no_color), Theme::MONOCHROME);
        let flags = Options { theme: Some(super::super::Name("dark".into())), ..Options::default() };
        assert_eq!(fixed(layered("", &flags, &no_color).theme()), Theme::DARK);
        assert_eq!(theme_in("theme = 'dark'", &[("NO_COLOR", "")]), Theme::DARK);
    }

    #[test]
    fn an_own_theme_differs_from_its_base() {
        let text = "theme = \"mine\"\n[themes.mine]\nbase = \"none\"\nok = \"bold #ff8800 on black\"\ndim = \"plain\"\n";
        let theme = fixed(of(text).theme());
        let ok = Style::new().fg(Color::Rgb(255, 136, 0)).bg(Color::Black).add_modifier(Modifier::BOLD);
        assert_eq!(theme, Theme { ok, dim: Style::new(), ..Theme::MONOCHROME });
        assert_eq!(problems(text), Vec::<String>::new());
    }

    #[test]
    fn mistakes_are_told_with_their_lines() {
        for (text, expected) in [
            ("theme = 'drak'", "1: theme: there is no theme `drak`; did you mean `dark`?"),
            (
                "[themes.a]\nbase = 'lihgt'",
                "2: themes.a.base: there is no theme `lihgt`; did you mean `light`?",
            ),
            (
                "[themes.a]\ndangr = 'red'",
                "2: themes.a.dangr: there is no style `dangr`; did you mean `danger`?",
            ),
            ("[themes.a]\nok = 1", "2: themes.a.ok: expected text in quotes, found integer `1`"),
        ] {
            assert_eq!(problems(text), [expected]);
        }
        let problem = problems("[themes.a]\nok = 'bold grene'");
        assert!(
            problem[0].starts_with("2: themes.a.ok: expected colours")
                && problem[0].ends_with("found `grene`")
        );
    }
}

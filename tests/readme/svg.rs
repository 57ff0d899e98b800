//! Screens as a moving picture: what is in their buffers, with its colours, as SVG.

use std::collections::BTreeSet;
use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// The size of a character, in the picture's units.
const CELL: (f32, f32) = (8.4, 18.0);
const FONT_SIZE: u16 = 14;
/// From the top of a line to where its letters stand.
const BASELINE: f32 = 13.5;
const MARGIN: f32 = 12.0;
const BACKGROUND: &str = "#16191f";
const FOREGROUND: &str = "#d7dae0";
const FONT: &str = "ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/// The signs of frames, with the sides of their cell that they reach: top, right, bottom, left. A font leaves gaps
/// between them, so they are drawn.
const FRAMES: [(&str, [bool; 4]); 10] = [
    ("─", [false, true, false, true]),
    ("│", [true, false, true, false]),
    ("┌", [false, true, true, false]),
    ("┐", [false, false, true, true]),
    ("└", [true, true, false, false]),
    ("┘", [true, false, false, true]),
    ("╭", [false, true, true, false]),
    ("╮", [false, false, true, true]),
    ("╰", [true, true, false, false]),
    ("╯", [true, false, false, true]),
];

/// How a cell looks.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    text: &'static str,
    ground: &'static str,
    modifier: Modifier,
}

impl Look {
    fn of(cell: &Cell) -> Self {
        let (text, ground) = (colour(cell.fg, FOREGROUND), colour(cell.bg, BACKGROUND));
        let modifier = cell.modifier.difference(Modifier::REVERSED);
        if cell.modifier.contains(Modifier::REVERSED) {
            return Self { text: ground, ground: text, modifier };
        }
        Self { text, ground, modifier }
    }

    /// The attributes of what is drawn with this look, `paint` being `fill` or `stroke`.
    fn attributes(self, paint: &str) -> String {
        let mut attributes = format!(" {paint}=\"{}\"", self.text);
        if self.modifier.contains(Modifier::BOLD) {
            attributes.push_str(" font-weight=\"bold\"");
        }
        if self.modifier.contains(Modifier::DIM) {
            attributes.push_str(" opacity=\"0.6\"");
        }
        let lines = [(Modifier::UNDERLINED, "underline"), (Modifier::CROSSED_OUT, "line-through")];
        let lines = lines.iter().filter(|(line, _)| self.modifier.contains(*line));
        let lines: Vec<&str> = lines.map(|(_, name)| *name).collect();
        if !lines.is_empty() {
            let _ = write!(attributes, " text-decoration=\"{}\"", lines.join(" "));
        }
        attributes
    }
}

fn colour(color: Color, plain: &'static str) -> &'static str {
    match color {
        Color::Reset => plain,
        Color::Black => "#2b303b",
        Color::Red => "#e86671",
        Color::Green => "#8cc379",
        Color::Yellow => "#e5c07b",
        Color::Blue => "#61afef",
        Color::Magenta => "#c586d6",
        Color::Cyan => "#56c2d0",
        other => panic!("the picture has no {other:?}"),
    }
}

/// The screens of a film with the seconds that each stays, as one picture that plays for ever. A row that stays the same is in
/// it once.
pub fn film(scenes: &[(Buffer, f32)], title: &str) -> String {
    let area = scenes[0].0.area;
    let outer = |cells: u16, cell: f32| f32::from(cells) * cell + 2.0 * MARGIN;
    let mut starts = vec![0.0];
    starts.extend(scenes.iter().scan(0.0, |at, (_, seconds)| {
        *at += seconds;
        Some(*at)
    }));
    let total = starts[scenes.len()];
    let (mut rules, mut rows) = (BTreeSet::new(), String::new());
    for y in 0..area.height {
        let row = |scene: &(Buffer, f32)| {
            let cells: Vec<&Cell> = (0..area.width).map(|x| &scene.0[(x, y)]).collect();
            let mut drawn = String::new();
            draw_row(&cells, MARGIN + f32::from(y) * CELL.1, &mut drawn);
            drawn
        };
        let drawn: Vec<String> = scenes.iter().map(row).collect();
        let mut first = 0;
        for same in drawn.chunk_by(|a, b| a == b) {
            let (from, to) = (first, first + same.len());
            first = to;
            if same.len() == scenes.len() {
                rows.push_str(&same[0]);
            } else if !same[0].is_empty() {
                rules.insert((from, to));
                let _ = write!(rows, "<g class=\"s{from}-{to}\">\n{}</g>\n", same[0]);
            }
        }
    }
    let rules: String = rules.iter().map(|(from, to)| shown_between(*from, *to, &starts)).collect();
    let (width, height) = (outer(area.width, CELL.0), outer(area.height, CELL.1));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"{FONT}\" font-size=\"{FONT_SIZE}\">\n<title>{}</title>\n\
         <style>g{{visibility:hidden;animation:{total:.1}s step-end infinite}}\n{rules}</style>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{BACKGROUND}\"/>\n{rows}</svg>\n",
        escaped(title)
    )
}

/// The rule that shows what is on screen from one scene up to another.
fn shown_between(from: usize, to: usize, starts: &[f32]) -> String {
    let total = starts[starts.len() - 1];
    let percent = |scene: usize| 100.0 * starts[scene] / total;
    let hidden = if to + 1 < starts.len() {
        format!("{:.2}%{{visibility:hidden}}", percent(to))
    } else {
        String::new()
    };
    format!(
        "@keyframes s{from}-{to}{{{:.2}%{{visibility:visible}}{hidden}}} .s{from}-{to}{{animation-name:s{from}-{to}}}\n",
        percent(from)
    )
}

/// Draws a row, run by run of cells that look the same.
fn draw_row(row: &[&Cell], top: f32, svg: &mut String) {
    let mut column = 0;
    for run in row.chunk_by(|a, b| Look::of(a) == Look::of(b)) {
        draw_run(run, MARGIN + width(column), top, svg);
        column += run.len();
    }
}

fn draw_run(run: &[&Cell], left: f32, top: f32, svg: &mut String) {
    let look = Look::of(run[0]);
    if look.ground != BACKGROUND {
        let (wide, tall, ground) = (width(run.len()), CELL.1, look.ground);
        let _ = writeln!(
            svg,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{tall}\" fill=\"{ground}\"/>"
        );
    }
    let mut column = 0;
    for piece in run.chunk_by(|a, b| sides(a) == sides(b)) {
        let at = left + width(column);
        match sides(piece[0]) {
            Some(sides) => draw_frame(sides, look, (at, top, piece.len()), svg),
            None => draw_text(piece, look, (at, top), svg),
        }
        column += piece.len();
    }
}

fn width(cells: usize) -> f32 {
    u16::try_from(cells).map_or(0.0, f32::from) * CELL.0
}

fn sides(cell: &Cell) -> Option<[bool; 4]> {
    FRAMES.iter().find(|(sign, _)| *sign == cell.symbol()).map(|(_, sides)| *sides)
}

/// Draws a piece of a frame, some cells wide.
fn draw_frame(
    [up, right, down, left]: [bool; 4],
    look: Look,
    (x, y, cells): (f32, f32, usize),
    svg: &mut String,
) {
    let (middle, centre) = (x + CELL.0 / 2.0, y + CELL.1 / 2.0);
    let mut path = String::new();
    for (side, x, y) in
        [(up, middle, y), (right, x + width(cells), centre), (down, middle, y + CELL.1), (left, x, centre)]
    {
        if side {
            let _ = write!(path, "M{middle:.1} {centre:.1}L{x:.1} {y:.1}");
        }
    }
    let _ = writeln!(svg, "<path d=\"{path}\"{}/>", look.attributes("stroke"));
}

fn draw_text(piece: &[&Cell], look: Look, (left, top): (f32, f32), svg: &mut String) {
    let blanks = piece.iter().take_while(|cell| cell.symbol() == " ").count();
    if blanks == piece.len() {
        return;
    }
    let after = piece.iter().rev().take_while(|cell| cell.symbol() == " ").count();
    let shown = &piece[blanks..piece.len() - after];
    let text: String = shown.iter().map(|cell| cell.symbol()).collect();
    let (x, y, wide) = (left + width(blanks), top + BASELINE, width(shown.len()));
    let _ = writeln!(
        svg,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" textLength=\"{wide:.1}\" xml:space=\"preserve\"{}>{}</text>",
        look.attributes("fill"),
        escaped(&text)
    );
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

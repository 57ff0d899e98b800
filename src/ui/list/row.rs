//! A row of the list, cell by cell.

use crate::app::list::{Column, Highlighter, ListView, Row};
use crate::secrets::{ReplicaRole, RotationState, Summary};
use crate::ui::age;
use crate::ui::pen::{Marks, Pen};
use crate::ui::scene::Scene;
use crate::ui::widget::ABSENT;
use ratatui::style::Style;

/// Cells by which a folder indents what is in it.
const INDENT: u16 = 2;
/// The deepest level that is still indented further: names stay readable.
const DEEPEST: u16 = 12;
/// What a name keeps at least beside what is said of its end.
const NAME_LEAST: usize = 12;

/// Writes cells of rows.
pub struct Painter<'a> {
    scene: Scene<'a>,
    highlighter: Highlighter<'a>,
}

impl<'a> Painter<'a> {
    /// A painter for one frame.
    pub fn new(scene: Scene<'a>) -> Self {
        Self { scene, highlighter: scene.model.list.filter.applied.highlighter() }
    }

    /// Writes one cell.
    pub fn cell(&mut self, row: &Row, column: Column, pen: &mut Pen<'_>) {
        match row {
            Row::Folder { name, depth, count, folded, .. } => {
                if column == Column::Name {
                    self.folder(name, *depth, *count, *folded, pen);
                }
            }
            Row::Secret { secret, depth } => match column {
                Column::Name => self.name(row, secret, *depth, pen),
                other => self.fact(secret, other, pen),
            },
        }
    }

    fn folder(&self, name: &str, depth: u16, count: usize, folded: bool, pen: &mut Pen<'_>) {
        let theme = self.scene.theme;
        pen.skip(indent(depth)).put(if folded { "▸ " } else { "▾ " }, theme.key);
        let count = format!(" {count}");
        let room = pen.left().saturating_sub(count.len() + 1);
        let shown = crate::ui::glyph::shortened(name, room);
        pen.put(&shown, theme.strong).put("/", theme.dim).put(&count, theme.dim);
    }

    fn name(&mut self, row: &Row, secret: &Summary, depth: u16, pen: &mut Pen<'_>) {
        let theme = self.scene.theme;
        if self.scene.model.list.view == ListView::Tree {
            // Under the name of its folder, behind the sign that a folder has.
            pen.skip(indent(depth) + usize::from(INDENT));
        }
        let style = match secret.days_until_deletion(self.scene.now()) {
            Some(days) => {
                deletion(days, theme.danger, pen);
                theme.leaving
            }
            None => theme.text,
        };
        let label = row.label();
        let positions = self.highlighter.highlights(&secret.name);
        let skipped = secret.name[..secret.name.len() - label.len()].chars().count();
        pen.put_marked(label, style, Marks { positions: &positions, skipped, style: theme.matched });
    }

    fn fact(&self, secret: &Summary, column: Column, pen: &mut Pen<'_>) {
        let (theme, now) = (self.scene.theme, self.scene.now());
        match column {
            Column::Name => pen,
            Column::Changed => match secret.last_changed {
                Some(at) => pen.put(&age::short(at, now), theme.text),
                None => pen.put(ABSENT, theme.dim),
            },
            Column::Accessed => match secret.last_accessed {
                Some(day) => pen.put(&age::days(day, now), theme.text),
                None => pen.put("never", theme.dim),
            },
            Column::Rotation => {
                let state = secret.rotation(now).state();
                let text = if state == RotationState::Never { ABSENT } else { state.as_str() };
                pen.put(text, self.scene.theme.rotation(state))
            }
            Column::Replicas => match secret.replica_role() {
                ReplicaRole::Single => pen.put(ABSENT, theme.dim),
                ReplicaRole::Primary => pen.put("primary", theme.text),
                ReplicaRole::Replica { .. } => pen.put("replica", theme.key),
            },
            Column::Tags => match secret.tags.len() {
                0 => pen.put_right(ABSENT, theme.dim),
                count => pen.put_right(&count.to_string(), theme.text),
            },
        };
    }
}

/// Says when the secret goes, at the end of its name's cell.
fn deletion(days: i64, style: Style, pen: &mut Pen<'_>) {
    for text in [format!(" deletes in {days}d"), format!(" {days}d")] {
        if pen.left() >= text.len() + NAME_LEAST {
            pen.put_right(&text, style);
            return;
        }
    }
}

fn indent(depth: u16) -> usize {
    usize::from(depth.min(DEEPEST) * INDENT)
}

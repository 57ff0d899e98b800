//! A row of the list, cell by cell.

use super::plain;
use crate::app::deletion;
use crate::app::glyph::{shortened, width};
use crate::app::list::{Column, Filter, Fit, ListView, Row};
use crate::secrets::{ReplicaRole, RotationState, SummaryView};
use crate::ui::age;
use crate::ui::pen::{Marks, Pen};
use crate::ui::scene::Scene;
use crate::ui::widget::ABSENT;
use crate::ui::widget::cells::last_accessed;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Cells by which the content of a folder is indented.
const INDENT: u16 = 2;
/// The deepest level with an indent of its own. Deeper ones share it, so that names stay readable.
const DEEPEST: u16 = 12;

/// Cells that a name keeps beside the reason for its row.
const LEAST_NAME: usize = 10;

/// The painter of the rows in one frame.
pub struct Painter<'a> {
    scene: Scene<'a>,
    filter: &'a Filter,
    any_marked: bool,
}

impl<'a> Painter<'a> {
    /// The painter for a frame.
    pub fn new(scene: Scene<'a>) -> Self {
        let list = scene.model.list();
        Self { scene, filter: list.filter().applied(), any_marked: !list.marks().is_empty() }
    }

    /// Writes a row.
    pub fn row(&self, row: Row<'_>, cells: &[(Column, Rect)], buf: &mut Buffer) {
        for (column, cell) in cells {
            self.cell(row, *column, &mut Pen::new(buf, *cell));
        }
    }

    /// Writes a row as a sentence.
    pub fn sentence(&self, row: Row<'_>, pen: &mut Pen<'_>) {
        let positions = match row {
            Row::Secret { secret, .. } => self.filter.highlights(secret.name()),
            Row::Folder { .. } => Vec::new(),
        };
        plain::put(row, &positions, self.scene, pen);
    }

    fn cell(&self, row: Row<'_>, column: Column, pen: &mut Pen<'_>) {
        match row {
            Row::Folder { name, depth, count, folded, .. } => {
                if column == Column::Name {
                    self.folder(name, depth, count, folded, pen);
                }
            }
            Row::Secret { secret, depth, fit } => match column {
                Column::Name => {
                    if fit == Fit::Kept {
                        self.kept(secret, pen);
                    }
                    self.leaving(row, secret, pen);
                    self.name(row, secret, depth, pen);
                }
                other => self.fact(secret, other, pen),
            },
        }
    }

    fn folder(&self, name: &str, depth: u16, count: usize, folded: bool, pen: &mut Pen<'_>) {
        let theme = self.scene.theme;
        pen.skip(indent(depth))
            .put(if folded { theme.glyphs.folded } else { theme.glyphs.unfolded }, theme.key);
        let count = format!(" {count}");
        let room = pen.left().saturating_sub(count.len() + 1);
        pen.put(&shortened(name, room), theme.strong).put("/", theme.dim).put(&count, theme.dim);
    }

    fn name(&self, row: Row<'_>, secret: SummaryView<'_>, depth: u16, pen: &mut Pen<'_>) {
        let theme = self.scene.theme;
        if self.any_marked {
            pen.put(
                if self.scene.model.list().marks().has(&secret.arn()) {
                    theme.glyphs.marked
                } else {
                    theme.glyphs.unmarked
                },
                theme.accent,
            );
        }
        if self.scene.model.list().is_bookmarked(secret.name()) {
            pen.put_right(theme.glyphs.bookmarked, theme.accent);
        }
        if self.scene.model.list().view() == ListView::Tree {
            // Under the name of the folder, which comes after a sign.
            pen.skip(indent(depth) + usize::from(INDENT));
        }
        let style = if secret.is_deleted() { theme.leaving } else { theme.text };
        let label = row.label();
        let positions = self.filter.highlights(secret.name());
        let skipped = secret.name()[..secret.name().len() - label.len()].chars().count();
        pen.put_marked(label, style, Marks { positions: &positions, skipped, style: theme.matched });
    }

    /// Writes why the row is there at the end of the cell, if that leaves enough room for a name.
    fn kept(&self, secret: SummaryView<'_>, pen: &mut Pen<'_>) {
        let Some(text) = plain::why_kept(&secret.to_summary(), self.scene) else { return };
        if pen.left() >= width(text) + LEAST_NAME {
            pen.put_right(text, self.scene.theme.warn);
        } else {
            pen.put(self.scene.glyphs().unmatched, self.scene.theme.warn);
        }
    }

    /// Writes when a secret that is scheduled for deletion will be deleted, at the end of the cell, in few words if the name is
    /// long.
    fn leaving(&self, row: Row<'_>, secret: SummaryView<'_>, pen: &mut Pen<'_>) {
        let Some(scheduled) = secret.deletion() else { return };
        let (long, short) = deletion::cells(&scheduled, self.scene.time_of_day());
        let fits = |text: &str, name: usize| pen.left() > width(text) + name;
        let text = match short.strip_prefix("in ") {
            _ if fits(&long, width(row.label())) => long,
            Some(days) => format!("del {days}"),
            None => long,
        };
        if fits(&text, LEAST_NAME) {
            pen.put_right(&format!(" {text}"), self.scene.theme.danger);
        }
    }

    fn fact(&self, secret: SummaryView<'_>, column: Column, pen: &mut Pen<'_>) {
        let (theme, now) = (self.scene.theme, self.scene.time_of_day());
        match column {
            Column::Name => pen,
            Column::Changed => match secret.last_changed() {
                Some(at) => pen.put(&age::short(at, now), theme.text),
                None => pen.put(ABSENT, theme.dim),
            },
            Column::Accessed => last_accessed(secret.last_accessed(), theme.text, self.scene, pen),
            Column::Rotation => {
                let state = secret.rotation_state(now);
                let text = if state == RotationState::Never { ABSENT } else { state.as_str() };
                pen.put(text, theme.rotation(state))
            }
            Column::Replicas => match secret.replica_role() {
                ReplicaRole::Single => pen.put(ABSENT, theme.dim),
                ReplicaRole::Primary => pen.put("primary", theme.text),
                ReplicaRole::Replica { .. } => pen.put("replica", theme.key),
            },
            Column::Tags => match secret.facts().tag_count() {
                0 => pen.put_right(ABSENT, theme.dim),
                count => pen.put_right(&count.to_string(), theme.text),
            },
        };
    }
}

fn indent(depth: u16) -> usize {
    usize::from(depth.min(DEEPEST) * INDENT)
}

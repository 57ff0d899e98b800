//! What the list says where it has no rows.

use crate::app::actions::Action;
use crate::app::connection::ConnectionState;
use crate::app::list::ListLoad;
use crate::ui::scene::Scene;
use crate::ui::widget::{failure, page};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Draws why there are no rows, and what to do.
pub fn draw(scene: Scene<'_>, area: Rect, buf: &mut Buffer) {
    // A line of air above, where there is room for it.
    let air = u16::from(area.height > 6);
    let inner = Rect {
        x: area.x.saturating_add(1),
        y: area.y + air,
        width: area.width.saturating_sub(2),
        height: area.height - air,
    };
    page::put(&lines(scene, usize::from(inner.width)), inner, buf);
}

fn lines(scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let (theme, list) = (scene.theme, scene.model.list());
    match scene.model.connection().state() {
        ConnectionState::Connecting => {
            let mut lines = page::wrapped("Connecting…", theme.strong, width);
            lines.extend(page::wrapped("Reading profile, credentials and Region.", theme.dim, width));
            return lines;
        }
        ConnectionState::Failed(error) => {
            let mut lines = failure::lines(error, width, theme);
            lines.push(Line::default());
            lines.extend(page::wrapped(&ways_out(scene), theme.dim, width));
            return lines;
        }
        ConnectionState::Ready { .. } => {}
    }
    match &list.load() {
        ListLoad::Failed { error, .. } if list.secrets().is_empty() => failure::lines(error, width, theme),
        ListLoad::Idle | ListLoad::Loading { .. } if list.secrets().is_empty() => {
            page::wrapped("Loading secrets…", theme.dim, width)
        }
        ListLoad::Cancelled { .. } if list.secrets().is_empty() => {
            let next =
                format!("Stopped before anything came. {} loads the list.", scene.key(Action::Refresh));
            page::wrapped(&next, theme.dim, width)
        }
        _ if list.secrets().is_empty() => empty(scene, width),
        _ if list.filter().applied().is_empty() => Vec::new(),
        _ => nothing_matches(scene, width),
    }
}

fn empty(scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let region = scene.model.connection().region().unwrap_or("this Region");
    let mut lines = page::wrapped(&format!("No secrets in {region}."), scene.theme.strong, width);
    lines.extend(page::wrapped(&ways_out(scene), scene.theme.dim, width));
    lines
}

fn nothing_matches(scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let (theme, list) = (scene.theme, scene.model.list());
    let all = list.secrets().len();
    let text = match list.load() {
        ListLoad::Loading { .. } => format!("None of {all} matches so far."),
        _ => format!("None of {all} matches."),
    };
    let mut lines = page::wrapped("Nothing matches.", theme.strong, width);
    lines.extend(page::wrapped(&text, theme.dim, width));
    let back = format!("{} puts the filter away.", scene.key(Action::Back));
    lines.extend(page::wrapped(&back, theme.dim, width));
    lines
}

fn ways_out(scene: Scene<'_>) -> String {
    format!(
        "{} switches the Region, {} the profile, {} tries again.",
        scene.key(Action::SwitchRegion),
        scene.key(Action::SwitchProfile),
        scene.key(Action::Refresh)
    )
}

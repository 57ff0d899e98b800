//! The list without rows: why there are none, and what to do next.

use crate::app::Purpose;
use crate::app::actions::Action;
use crate::app::connection::ConnectionState;
use crate::app::list::ListLoad;
use crate::app::wording::counted;
use crate::ui::age;
use crate::ui::scene::Scene;
use crate::ui::widget::{AIR, failure, page};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// The lowest area with an empty line above the text.
const ROOM_FOR_AIR: u16 = 7;

/// Draws why there are no rows, and what to do next.
pub fn draw(scene: Scene<'_>, area: Rect, buf: &mut Buffer) {
    let mut area = area.inner(AIR);
    if area.height >= ROOM_FOR_AIR && !scene.is_plain() {
        area = Rect { y: area.y + 1, height: area.height - 1, ..area };
    }
    page::put(&lines(scene, usize::from(area.width)), area, buf);
}

fn lines(scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let (theme, list) = (scene.theme, scene.model.list());
    match scene.model.connection().state() {
        ConnectionState::Connecting => {
            let mut lines = page::wrapped("Connecting…", theme.strong, width);
            lines.extend(page::wrapped("Reading the profile, credentials and Region.", theme.dim, width));
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
    if list.secrets().is_empty() {
        return no_secrets(scene, width);
    }
    if list.filter().applied().is_empty() { Vec::new() } else { no_match(scene, width) }
}

fn no_secrets(scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let theme = scene.theme;
    match scene.model.list().load() {
        ListLoad::Failed { error, .. } => failure::lines(error, width, theme),
        ListLoad::Idle | ListLoad::Loading { .. } => loading(scene, width),
        ListLoad::Cancelled { .. } => {
            let refresh = scene.key(Action::Refresh);
            let text = format!("Loading stopped before any secret was listed. {refresh} loads the list.");
            page::wrapped(&text, theme.dim, width)
        }
        ListLoad::Complete { .. } => empty(scene, width),
    }
}

fn loading(scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let theme = scene.theme;
    let Some(since) = scene.model.first_page_late_since() else {
        return page::wrapped("Loading secrets…", theme.dim, width);
    };
    let seconds = scene.model.now().duration_since(since).as_secs();
    let late = if scene.is_plain() {
        format!("Loading secrets… no answer since {} UTC.", age::clock(since))
    } else {
        format!("Loading secrets… no answer for {seconds} s.")
    };
    let mut lines = page::wrapped(&late, theme.warn, width);
    let next = format!(
        "The endpoint does not answer, or the credentials take their time; it is tried three times. {} stops loading.",
        scene.key(Action::CancelLoading)
    );
    lines.extend(page::wrapped(&next, theme.dim, width));
    lines
}

fn empty(scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let region = scene.model.connection().region().unwrap_or("this Region");
    let mut lines = page::wrapped(&format!("No secrets in {region}."), scene.theme.strong, width);
    lines.extend(page::wrapped(&ways_out(scene), scene.theme.dim, width));
    lines
}

fn no_match(scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let (theme, list) = (scene.theme, scene.model.list());
    let so_far = match list.load() {
        ListLoad::Loading { .. } => " so far",
        ListLoad::Idle | ListLoad::Complete { .. } | ListLoad::Cancelled { .. } | ListLoad::Failed { .. } => {
            ""
        }
    };
    let back = format!("{} clears the filter.", scene.key(Action::Back));
    if list.filter().error().is_some() {
        // The rows are those of the filter before the mistake, which is told above.
        return page::wrapped(&back, theme.dim, width);
    }
    let all = counted(list.secrets().len(), "secret");
    let mut lines = page::wrapped("No secret matches the filter.", theme.strong, width);
    lines.extend(page::wrapped(&format!("{all} listed{so_far}."), theme.dim, width));
    lines.extend(page::wrapped(&back, theme.dim, width));
    lines
}

/// The keys that may help: another Region, another profile, or another try.
fn ways_out(scene: Scene<'_>) -> String {
    if scene.model.settings().purpose == Purpose::Pick {
        return format!("{} tries again.", scene.key(Action::Refresh));
    }
    format!(
        "{} switches the Region, {} the profile, {} tries again.",
        scene.key(Action::SwitchRegion),
        scene.key(Action::SwitchProfile),
        scene.key(Action::Refresh)
    )
}

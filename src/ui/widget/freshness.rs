//! The freshness of data that was read from the service, in one line.

use crate::app::actions::Action;
use crate::app::loadable::{Loadable, Refresh};
use crate::ui::age;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::widget::facts;
use ratatui::text::Span;

/// Writes when `data` was read, and whether it is being read. For data that was not asked for it writes `idle`.
pub fn put<T>(data: &Loadable<T>, idle: &'static str, scene: Scene<'_>, pen: &mut Pen<'_>) {
    facts::put(parts(data, idle, scene), scene.theme, pen);
}

/// The facts about when `data` was read, and whether it is being read, the most important first. Data that was not asked for
/// has `idle`.
pub fn parts<T>(data: &Loadable<T>, idle: &'static str, scene: Scene<'_>) -> Vec<Vec<Span<'static>>> {
    let theme = scene.theme;
    let ago = |at| age::short(at, scene.now());
    let read = |at| vec![Span::styled(format!("read {}", ago(at)), theme.dim)];
    let key = |does: &str| vec![Span::styled(format!("{} {does}", scene.key(Action::Refresh)), theme.dim)];
    let warning = |text: &'static str| vec![Span::styled(text, theme.warn)];
    match data {
        Loadable::Idle if idle.is_empty() => Vec::new(),
        Loadable::Idle => vec![vec![Span::styled(idle, theme.dim)]],
        Loadable::Loading { since, .. } => {
            vec![vec![Span::styled(format!("loading… since {} UTC", age::clock(*since)), theme.warn)]]
        }
        Loadable::Failed { at, .. } => {
            let failed = Span::styled("failed", theme.danger);
            vec![vec![failed, Span::styled(format!(" {}", ago(*at)), theme.dim)], key("tries again")]
        }
        Loadable::Ready { at, refresh, .. } => match refresh {
            Refresh::None => vec![read(*at)],
            Refresh::Stale => vec![warning("out of date"), read(*at), key("refreshes")],
            Refresh::Loading(_) => vec![warning("refreshing…"), read(*at)],
            Refresh::Failed(_) => vec![vec![Span::styled("refresh failed", theme.danger)], read(*at)],
        },
    }
}

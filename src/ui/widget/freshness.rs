//! The freshness of data that was read from the service, in one line.

use crate::app::actions::Action;
use crate::app::loadable::{Loadable, Refresh};
use crate::ui::age;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;

/// Writes when `data` was read, and whether it is being read. For data that was not asked for it writes `idle`.
pub fn put<T>(data: &Loadable<T>, idle: &str, scene: Scene<'_>, pen: &mut Pen<'_>) {
    let theme = scene.theme;
    let ago = |at| age::short(at, scene.now());
    match data {
        Loadable::Idle => pen.put(idle, theme.dim),
        Loadable::Loading { since, .. } => {
            pen.put(&format!("loading… since {} UTC", age::clock(*since)), theme.warn)
        }
        Loadable::Failed { at, .. } => {
            let text = format!(" {} · {} tries again", ago(*at), scene.key(Action::Refresh));
            pen.put("failed", theme.danger).put(&text, theme.dim)
        }
        Loadable::Ready { at, refresh, .. } => {
            let read = format!("read {}", ago(*at));
            match refresh {
                Refresh::None => pen.put(&read, theme.dim),
                Refresh::Stale => {
                    let text = format!("{read} · {} refreshes", scene.key(Action::Refresh));
                    pen.put("out of date", theme.warn).put(" · ", theme.dim).put(&text, theme.dim)
                }
                Refresh::Loading(_) => {
                    pen.put("refreshing…", theme.warn).put(" · ", theme.dim).put(&read, theme.dim)
                }
                Refresh::Failed(_) => {
                    pen.put(&read, theme.dim).put(" · ", theme.dim).put("refresh failed", theme.danger)
                }
            }
        }
    };
}

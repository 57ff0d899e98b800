//! How fresh something is that was fetched: one line.

use crate::app::actions::Action;
use crate::app::loadable::{Loadable, Refresh};
use crate::ui::age;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;

/// Writes how `facet` stands; what was not asked for is `idle`.
pub fn put<T>(facet: &Loadable<T>, idle: &str, scene: Scene<'_>, pen: &mut Pen<'_>) {
    let theme = scene.theme;
    let ago = |at| age::short(at, scene.now());
    match facet {
        Loadable::Idle => pen.put(idle, theme.dim),
        Loadable::Loading { since, .. } => {
            pen.put(&format!("loading… since {} UTC", age::clock(*since)), theme.warn)
        }
        Loadable::Failed { at, .. } => {
            let text = format!(" {} · {} tries again", ago(*at), scene.key(Action::Refresh));
            pen.put("failed", theme.danger).put(&text, theme.dim)
        }
        Loadable::Ready { at, refresh, .. } => {
            let as_of = format!("as of {}", ago(*at));
            match refresh {
                Refresh::None => pen.put(&as_of, theme.dim),
                Refresh::Stale => {
                    let text = format!("{as_of} · {} refreshes", scene.key(Action::Refresh));
                    pen.put("out of date", theme.warn).put(" · ", theme.dim).put(&text, theme.dim)
                }
                Refresh::Loading(_) => {
                    pen.put("refreshing…", theme.warn).put(" · ", theme.dim).put(&as_of, theme.dim)
                }
                Refresh::Failed(_) => {
                    pen.put(&as_of, theme.dim).put(" · ", theme.dim).put("refresh failed", theme.danger)
                }
            }
        }
    };
}

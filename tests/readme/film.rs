//! The moving picture of the README: a password copied unseen, a rotation followed, the difference to before, the way back,
//! and a stuck rotation freed. Keys are pressed by their actions, so that the film follows the keymap.

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Size;
use strongroom::app::actions::Action;

use crate::dashboard::Dashboard;

/// A screen that is read at a glance, and one that is worth a look, in seconds.
const GLANCE: f32 = 0.5;
const LOOK: f32 = 2.2;

/// The scenes so far.
struct Film {
    dashboard: Dashboard,
    scenes: Vec<(Buffer, f32)>,
}

impl Film {
    fn show(&mut self, seconds: f32) {
        self.scenes.push((self.dashboard.screen(), seconds));
    }

    fn act(&mut self, action: Action, seconds: f32) {
        self.dashboard.act(action);
        self.show(seconds);
    }

    fn press(&mut self, code: KeyCode, seconds: f32) {
        self.dashboard.press(code);
        self.show(seconds);
    }

    fn type_text(&mut self, text: &str, seconds: f32) {
        self.dashboard.type_text(text);
        self.show(seconds);
    }
}

/// The screens, each with the seconds that it stays.
pub fn scenes() -> Vec<(Buffer, f32)> {
    let mut film = Film { dashboard: Dashboard::start(Size::new(112, 30)), scenes: Vec::new() };
    film.show(LOOK);
    // Copy a password unseen.
    film.act(Action::Filter, GLANCE);
    film.type_text("pay", GLANCE);
    film.type_text("pos", GLANCE);
    film.press(KeyCode::Enter, GLANCE);
    film.act(Action::RevealValue, GLANCE);
    for _ in 0..4 {
        film.press(KeyCode::Down, 0.2);
    }
    film.act(Action::CopyKey, LOOK);
    // Rotate, and follow the rotation to its end.
    film.act(Action::RotateNow, LOOK);
    film.press(KeyCode::Char('y'), GLANCE);
    for _ in 0..6 {
        film.dashboard.pass(1);
        film.show(GLANCE);
    }
    film.show(LOOK);
    // What differs from the version before.
    film.act(Action::PaneVersions, GLANCE);
    film.press(KeyCode::Down, GLANCE);
    film.act(Action::CompareVersions, LOOK);
    film.press(KeyCode::Esc, GLANCE);
    // Roll back to it.
    film.act(Action::RollBack, LOOK);
    film.press(KeyCode::Char('y'), LOOK);
    // Free a stuck rotation.
    film.press(KeyCode::Esc, GLANCE);
    film.act(Action::Filter, GLANCE);
    film.dashboard.erase("paypos");
    film.type_text("rotation:failed", GLANCE);
    film.press(KeyCode::Enter, GLANCE);
    film.act(Action::PaneRotation, LOOK);
    film.act(Action::RecoverRotation, LOOK);
    film.press(KeyCode::Right, GLANCE);
    film.act(Action::Submit, LOOK);
    film.press(KeyCode::Char('y'), LOOK);
    film.dashboard.pass(1);
    film.show(LOOK);
    film.scenes
}

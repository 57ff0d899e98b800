//! The dashboard without a terminal: the real state and the real drawing, on the demo, at a time that stands still.

use std::collections::VecDeque;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::{SignedDuration, Timestamp};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Size;
use strongroom::app::actions::{Action, Keymap};
use strongroom::app::copy::{ClearOutcome, CopyRoute};
use strongroom::app::{Effect, Message, Model, StartOptions, update};
use strongroom::embedded::{Clock, DEMO_REGIONS, Embedded, Options};
use strongroom::service::{Connection, Connector};
use strongroom::ui;
use tokio::runtime::{Builder, Runtime};

/// The longest that the dashboard waits by itself before it does what was asked for.
const PAUSE: SignedDuration = SignedDuration::from_secs(1);

/// A dashboard that has settled: nothing is under way.
pub struct Dashboard {
    model: Model,
    clock: Clock,
    runtime: Runtime,
    connector: Connector,
    connection: Option<Connection>,
}

impl Dashboard {
    /// Starts on the demo and goes on until the list is there.
    pub fn start(size: Size) -> Self {
        let noon = "2026-03-02T12:00:00Z".parse().expect("a time");
        let clock = Clock::manual(noon);
        let options = Options { clock: clock.clone(), random_seed: Some(1), ..Options::default() };
        let demo = Embedded::demo_with(options).expect("the demo can be planted");
        let connector = Connector::in_process(demo.http_client(), &DEMO_REGIONS);
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime can be made");
        let model = Model::new(StartOptions::default(), size, noon);
        let mut dashboard = Self { model, clock, runtime, connector, connection: None };
        dashboard.tell(Message::Started);
        dashboard
    }

    /// Types text, key by key.
    pub fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            self.press(KeyCode::Char(c));
        }
    }

    /// Presses a key.
    pub fn press(&mut self, code: KeyCode) {
        self.tell(Message::Key(KeyEvent::new(code, KeyModifiers::NONE)));
    }

    /// Presses the first key of an action, whatever the keymap says it is.
    pub fn act(&mut self, action: Action) {
        let keys = Keymap::defaults().key(action).unwrap_or_else(|| panic!("{action:?} has no key"));
        for chord in keys.to_string().split(' ') {
            let (modifiers, key) = match chord.strip_prefix("ctrl-") {
                Some(key) => (KeyModifiers::CONTROL, key),
                None => (KeyModifiers::NONE, chord),
            };
            let code = match (key, key.chars().next()) {
                ("enter", _) => KeyCode::Enter,
                ("space", _) => KeyCode::Char(' '),
                ("esc", _) => KeyCode::Esc,
                (_, Some(only)) if key.chars().count() == 1 => KeyCode::Char(only),
                _ => panic!("the film can't press {chord}"),
            };
            self.tell(Message::Key(KeyEvent::new(code, modifiers)));
        }
    }

    /// Erases what was typed.
    pub fn erase(&mut self, typed: &str) {
        for _ in typed.chars() {
            self.press(KeyCode::Backspace);
        }
    }

    /// Lets time pass, second by second.
    pub fn pass(&mut self, seconds: u32) {
        for _ in 0..seconds {
            self.clock.advance(SignedDuration::from_secs(1));
            self.tell(Message::Woke);
        }
    }

    /// What is on screen.
    pub fn screen(&self) -> Buffer {
        let Size { width, height } = self.model.size();
        let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a buffer");
        terminal.draw(|frame| ui::view(&self.model, frame)).expect("a buffer can be drawn on");
        terminal.backend().buffer().clone()
    }

    /// Delivers a message, and all that comes of it.
    fn tell(&mut self, message: Message) {
        let mut waiting = VecDeque::from([message]);
        loop {
            while let Some(message) = waiting.pop_front() {
                for effect in update(&mut self.model, self.clock.now(), message) {
                    waiting.extend(self.perform(effect));
                }
            }
            let Some(wait) = self.wait() else { return };
            self.clock.advance(wait);
            waiting.push_back(Message::Woke);
        }
    }

    /// The time until the dashboard goes on by itself, if that is soon.
    fn wait(&self) -> Option<SignedDuration> {
        let wake: Timestamp = self.model.next_wake()?;
        Some(wake.duration_since(self.clock.now())).filter(|wait| *wait < PAUSE)
    }

    fn perform(&mut self, effect: Effect) -> Option<Message> {
        match effect {
            Effect::Connect(id, target) => {
                let connected = self.runtime.block_on(self.connector.connect(&target));
                let destination = connected.as_ref().map(|connection| connection.destination().clone());
                let destination = destination.map_err(Clone::clone);
                self.connection = connected.ok();
                Some(Message::Connected(id, destination))
            }
            Effect::Identify(id) => {
                Some(Message::Identified(id, self.runtime.block_on(self.connection().identify())))
            }
            Effect::Call(ticket, request) => Some(Message::Reply(
                ticket,
                Box::new(self.runtime.block_on(self.connection().perform(&request))),
            )),
            Effect::Copy(id, _) => Some(Message::Copied(id, Ok(CopyRoute::System))),
            Effect::ClearClipboard(id) => Some(Message::ClipboardCleared(id, ClearOutcome::Cleared)),
            Effect::Arrange(job) => Some(Message::Arranged(job.run())),
            // The picture is in UTC, wherever it is made.
            Effect::Abandon(_) | Effect::FindZone | Effect::FindEditorFiles => None,
            other => panic!("a picture needs no {other:?}"),
        }
    }

    fn connection(&self) -> &Connection {
        self.connection.as_ref().expect("the dashboard asks after it is connected")
    }
}

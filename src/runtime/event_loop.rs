//! The loop: takes what happened to `update`, performs what it asks for, and draws what came of it.

mod editing;

use super::effects::Effects;
use super::event::{EndSignal, Event, EventReceiver};
use super::input::Input;
use super::local::Editor;
use super::pacer::{FRAME, Pacer};
use super::screen::Screen;
use super::signals::stop_process_group;
use super::terminal::{self, Terminal};
use crate::app::{Effect, LocalWork, Message, Model, update};
use editing::Edit;
use jiff::Timestamp;
use ratatui::backend::Backend;
use std::collections::VecDeque;
use std::future::pending;
use std::io;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// How long after asking to be stopped the program goes on, if nothing can stop it.
const STOP_GRACE: Duration = Duration::from_millis(300);

/// How the program ended, when nothing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The user left.
    Quit,
    /// The system asked for it.
    Signal(EndSignal),
}

/// What the loop works on. `B` is drawn on; tests have one without a terminal, and their own clock.
pub struct EventLoop<B: Backend> {
    /// The state of the program.
    pub model: Model,
    /// Where it is drawn.
    pub screen: Screen<B>,
    /// Given back while the program is stopped.
    pub terminal: Terminal,
    /// Paused while an editor has the terminal.
    pub input: Input,
    /// The user's editor.
    pub editor: Editor,
    /// What happens.
    pub events: EventReceiver,
    /// Performs what the model asks for.
    pub effects: Effects,
    /// The time of day.
    pub clock: fn() -> Timestamp,
}

impl<B> EventLoop<B>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    /// Draws the first frame, says [`Message::Started`], and goes on until the program is to end and its clipboard work is
    /// done. Fails if the terminal can't be drawn on any longer.
    pub async fn run(self) -> io::Result<Ending> {
        let mut turning = Turning::new(self);
        turning.draw()?;
        turning.deliver(Message::Started);
        let ending = loop {
            if let Some(ending) = turning.ending {
                break ending;
            }
            match turning.turn().await {
                Err(_) if terminal::is_gone() => turning.end_of_input(),
                turned => turned?,
            }
        };
        turning.parts.effects.finish_clipboard_work().await;
        Ok(ending)
    }
}

/// The loop while it turns.
struct Turning<B: Backend> {
    parts: EventLoop<B>,
    pacer: Pacer,
    /// When the model was last woken.
    woken: Option<Instant>,
    /// What happened while someone else had the terminal.
    backlog: VecDeque<Event>,
    /// Whether the program is to stop until it is continued.
    stop: bool,
    /// The text that an editor is to be started for.
    edit: Option<Edit>,
    /// The signal that asked the program to end.
    signal: Option<EndSignal>,
    ending: Option<Ending>,
}

/// What the loop goes on with.
enum Next {
    Event(Event),
    Woke,
    Draw,
}

impl<B> Turning<B>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    fn new(parts: EventLoop<B>) -> Self {
        Self {
            parts,
            pacer: Pacer::default(),
            woken: None,
            backlog: VecDeque::new(),
            stop: false,
            edit: None,
            signal: None,
            ending: None,
        }
    }

    /// One turn: waits for something, takes all that waits with it, and draws if a frame is due.
    async fn turn(&mut self) -> io::Result<()> {
        match self.next().await {
            Next::Event(event) => {
                self.take(event)?;
                self.take_what_waits()?;
            }
            Next::Woke => {
                self.woken = Some(Instant::now());
                self.deliver(Message::Woke);
            }
            Next::Draw => {}
        }
        if let Some(edit) = self.edit.take()
            && self.ending.is_none()
        {
            self.edit(edit).await?;
        }
        if self.stop && self.ending.is_none() {
            self.suspend().await?;
        }
        if self.ending.is_none() && self.pacer.due().is_some_and(|due| due <= Instant::now()) {
            self.draw()?;
        }
        Ok(())
    }

    /// Takes all that waits now, in its order; what comes after an editor was asked for waits until it has ended.
    fn take_what_waits(&mut self) -> io::Result<()> {
        for _ in 0..self.backlog.len() + self.parts.events.len() {
            if self.edit.is_some() {
                break;
            }
            let Some(event) = self.backlog.pop_front().or_else(|| self.parts.events.try_recv().ok()) else {
                break;
            };
            self.take(event)?;
        }
        Ok(())
    }

    async fn next(&mut self) -> Next {
        if let Some(event) = self.backlog.pop_front() {
            return Next::Event(event);
        }
        let (draw, wake) = (self.pacer.due(), self.wake());
        tokio::select! {
            biased;
            () = until(draw) => Next::Draw,
            // No sender left can only be seen by tests: the effects hold one.
            event = self.parts.events.recv() => Next::Event(event.unwrap_or(Event::InputEnded)),
            () = until(wake) => Next::Woke,
        }
    }

    /// When the model is to be woken. Not more often than a frame is drawn, whatever it asks for.
    fn wake(&self) -> Option<Instant> {
        let wake = self.parts.model.next_wake()?;
        let wait = Duration::try_from(wake.duration_since((self.parts.clock)())).unwrap_or_default();
        let wake = Instant::now() + wait;
        Some(self.woken.map_or(wake, |woken| wake.max(woken + FRAME)))
    }

    fn take(&mut self, event: Event) -> io::Result<()> {
        if self.ending.is_some() {
            return Ok(());
        }
        match event {
            Event::Message(message) => self.deliver(message),
            Event::Signalled(signal) => {
                self.signal.get_or_insert(signal);
                self.deliver(Message::Terminated);
            }
            Event::InputEnded => self.end_of_input(),
            Event::StopRequested => self.stop = true,
            Event::Continued => self.come_back()?,
        }
        Ok(())
    }

    /// No one is left who could answer a question: whatever the model makes of it, this is the end.
    fn end_of_input(&mut self) {
        let signal = *self.signal.get_or_insert(EndSignal::Hangup);
        self.deliver(Message::Terminated);
        self.ending.get_or_insert(Ending::Signal(signal));
    }

    fn deliver(&mut self, message: Message) {
        self.pacer.changed();
        for effect in update(&mut self.parts.model, (self.parts.clock)(), message) {
            match effect {
                Effect::Quit => {
                    self.ending.get_or_insert(self.signal.map_or(Ending::Quit, Ending::Signal));
                }
                Effect::Suspend => self.stop = true,
                Effect::Local(form, LocalWork::Edit { text, extension }) => {
                    self.edit = Some(Edit { form, text, extension });
                }
                effect => self.parts.effects.perform(effect),
            }
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        self.pacer.drawn(Instant::now());
        self.parts.screen.draw(&self.parts.model)
    }

    /// Leaves the terminal to the shell until the program is continued.
    async fn suspend(&mut self) -> io::Result<()> {
        self.stop = false;
        self.parts.terminal.leave();
        stop_process_group()?;
        let grace = Instant::now() + STOP_GRACE;
        loop {
            tokio::select! {
                event = self.parts.events.recv() => match event {
                    Some(Event::Continued) | None => break,
                    Some(event) => self.backlog.push_back(event),
                },
                () = sleep_until(grace) => break,
            }
        }
        self.come_back()
    }

    /// Takes the terminal again, after someone else may have had it, and draws all of it.
    fn come_back(&mut self) -> io::Result<()> {
        self.parts.terminal.enter()?;
        self.parts.screen.forget()?;
        let size = self.parts.screen.size()?;
        if size != self.parts.model.size() {
            self.deliver(Message::Resized(size));
        }
        self.deliver(Message::Resumed);
        Ok(())
    }
}

async fn until(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => pending().await,
    }
}

#[cfg(test)]
mod tests;

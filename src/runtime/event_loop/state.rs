//! The parts and the state of the event loop.

use crate::app::custom_command::{CommandRun, RunId, RunMode};
use crate::app::form::FormId;
use crate::app::{EditOrigin, Effect, LocalWork, Message, Model, update};
use crate::runtime::alarm::Alarm;
use crate::runtime::effects::Effects;
use crate::runtime::event::{EndSignal, Event, EventReceiver};
use crate::runtime::frame_scheduler::{Cause, FRAME_INTERVAL, FrameScheduler};
use crate::runtime::input::Input;
use crate::runtime::local::Editor;
use crate::runtime::screen::Screen;
use crate::runtime::signals::stop_process_group;
use crate::runtime::terminal::Terminal;
use crate::secrets::Summary;
use crate::service::api::LoginProgram;
use jiff::{SignedDuration, Timestamp};
use ratatui::backend::Backend;
use std::collections::VecDeque;
use std::future::pending;
use std::io::{self, Write};
use std::mem;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};
use zeroize::Zeroizing;

/// The time after which the program continues by itself if nothing stops it.
pub(super) const STOP_TIMEOUT: Duration = Duration::from_millis(300);

/// The difference of the clocks from which on the model is told.
const NOTABLE_DRIFT: SignedDuration = SignedDuration::from_secs(1);

/// The reason why the program ended without an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExitReason {
    /// The user quit.
    Quit,
    /// The user chose a secret, for which the program ran.
    Picked(Arc<Summary>),
    /// A signal asked the program to end.
    Signal(EndSignal),
}

impl ExitReason {
    /// The exit status of the dashboard.
    pub fn status(&self) -> u8 {
        match self {
            Self::Quit | Self::Picked(_) => 0,
            Self::Signal(signal) => signal.exit_status(),
        }
    }
}

/// The parts of the event loop. `B` is the backend to draw on; tests use one without a terminal, and their own clock.
pub struct EventLoop<B: Backend> {
    /// The state of the program.
    pub model: Model,
    /// The screen that the model is drawn on.
    pub screen: Screen<B>,
    /// The terminal. Released while the program is stopped or another one has it.
    pub terminal: Terminal,
    /// The terminal input. Paused while another program has the terminal.
    pub input: Input,
    /// The user's editor.
    pub editor: Editor,
    /// The events to process.
    pub events: EventReceiver,
    /// Performs the effects of the model.
    pub effects: Effects,
    /// The clock of the timers.
    pub clock: fn() -> Timestamp,
    /// The time of day.
    pub wall_clock: fn() -> Timestamp,
    /// The alarm that wakes the model, though the machine has slept meanwhile.
    pub alarm: Alarm,
}

/// The state of the running loop.
pub(super) struct LoopState<B: Backend> {
    pub(super) parts: EventLoop<B>,
    pub(super) frames: FrameScheduler,
    /// The time by which the time of day was ahead of the clock when the model was last told.
    clock_ahead: SignedDuration,
    /// The time at which the model was last woken.
    pub(super) last_wake: Option<Instant>,
    /// The events that occurred while the shell or another program had the terminal.
    pub(super) backlog: VecDeque<Event>,
    /// True if the program is to stop until it is continued.
    pub(super) stop: bool,
    /// The terminal no longer shows the last frame: the next one is drawn as a whole.
    redraw: bool,
    /// The work of the program that is to get the terminal.
    pub(super) loan: Option<Loan>,
    /// The signal that asked the program to end.
    signal: Option<EndSignal>,
    /// The reason to end, once there is one.
    pub(super) exit_reason: Option<ExitReason>,
}

/// The work of a program that is to get the terminal.
pub(super) enum Loan {
    /// Editing a text.
    Edit(Edit),
    /// Logging in.
    LogIn(LoginProgram),
    /// A command of the user.
    Command(RunId, Box<CommandRun>),
}

/// A text that the model wants to be edited in the user's editor.
pub(super) struct Edit {
    /// The form that gets the edited text.
    pub(super) form: FormId,
    /// The text.
    pub(super) text: Zeroizing<String>,
    /// The extension of the file for the editor.
    pub(super) extension: &'static str,
    /// The value that the text is of.
    pub(super) origin: Option<EditOrigin>,
}

/// The next thing for the loop to do.
#[expect(clippy::large_enum_variant, reason = "one at a time, and not kept")]
pub(super) enum Next {
    /// Process an event.
    Event(Event),
    /// Wake the model.
    Wake,
    /// Draw a frame.
    Draw,
}

impl<B> LoopState<B>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    /// The state before the first frame.
    pub(super) fn new(parts: EventLoop<B>) -> Self {
        Self {
            parts,
            frames: FrameScheduler::default(),
            clock_ahead: SignedDuration::ZERO,
            last_wake: None,
            backlog: VecDeque::new(),
            stop: false,
            redraw: false,
            loan: None,
            signal: None,
            exit_reason: None,
        }
    }

    /// Starts the model, and draws the first frame while the effects of the start are on their way.
    pub(super) fn start(&mut self) -> io::Result<()> {
        self.deliver(Message::Started, Cause::Result);
        self.draw()
    }

    /// Waits for the next thing to do. Frames come first, then events, then wake-ups.
    pub(super) async fn next(&mut self) -> Next {
        if let Some(event) = self.backlog.pop_front() {
            return Next::Event(event);
        }
        let (draw, wake) = (self.frames.due(), self.next_wake());
        let alarm = async {
            match wake {
                Some(wake) => self.parts.alarm.wait(wake.saturating_duration_since(Instant::now())).await,
                None => pending().await,
            }
        };
        tokio::select! {
            biased;
            () = wait_until(draw) => Next::Draw,
            // Only in tests can all senders be gone: the effects hold one.
            event = self.parts.events.recv() => Next::Event(event.unwrap_or(Event::InputEnded)),
            () = wait_until(wake) => Next::Wake,
            Ok(()) = alarm => Next::Wake,
        }
    }

    /// The time at which the model is to be woken, at most once a frame.
    fn next_wake(&self) -> Option<Instant> {
        let wake = self.parts.model.next_wake()?;
        let wait = Duration::try_from(wake.duration_since((self.parts.clock)())).unwrap_or_default();
        let wake = Instant::now() + wait;
        Some(self.last_wake.map_or(wake, |last| wake.max(last + FRAME_INTERVAL)))
    }

    /// Processes an event.
    pub(super) fn process(&mut self, event: Event) -> io::Result<()> {
        if self.exit_reason.is_some() {
            return Ok(());
        }
        match event {
            Event::Message(message) => {
                let has_rows = matches!(message, Message::Arranged(_) | Message::FirstRows(_));
                self.deliver(message, if has_rows { Cause::Rows } else { Cause::Result });
            }
            Event::Input(message) => self.deliver(message, Cause::Input),
            Event::BackgroundTold(background) => {
                self.parts.screen.suit(background);
                self.frames.request_frame(Cause::Result);
            }
            Event::Signalled(signal) => {
                self.signal.get_or_insert(signal);
                self.deliver(Message::Terminated, Cause::Input);
            }
            Event::InputEnded => self.end_of_input(),
            Event::StopRequested => self.stop = true,
            Event::Continued => self.resume()?,
        }
        Ok(())
    }

    /// Processes an event and those that are waiting. After input only the input that is waiting: the results can wait for
    /// the frame that shows it. Results are drained for at most the time of a frame. Stops when a program is to get the
    /// terminal: the rest waits for its end.
    pub(super) fn process_waiting(&mut self, first: Event) -> io::Result<()> {
        let began = Instant::now();
        let mut had_input = false;
        let mut next = Some(first);
        while let Some(event) = next {
            had_input |= event.is_input();
            self.process(event)?;
            if self.loan.is_some() || began.elapsed() >= FRAME_INTERVAL {
                break;
            }
            let events = &mut self.parts.events;
            next = self.backlog.pop_front();
            next =
                next.or_else(|| if had_input { events.next_waiting_input() } else { events.next_waiting() });
        }
        Ok(())
    }

    /// Ends the program even if the model asks a question, since no one is left to answer it.
    pub(super) fn end_of_input(&mut self) {
        let signal = *self.signal.get_or_insert(EndSignal::Hangup);
        self.deliver(Message::Terminated, Cause::Input);
        self.exit_reason.get_or_insert(ExitReason::Signal(signal));
    }

    /// Passes a message to the model, and starts the effects.
    pub(super) fn deliver(&mut self, message: Message, cause: Cause) {
        self.frames.request_frame(cause);
        self.tell_of_set_clock();
        for effect in update(&mut self.parts.model, (self.parts.clock)(), message) {
            match effect {
                Effect::Quit => {
                    self.exit_reason.get_or_insert(self.signal.map_or(ExitReason::Quit, ExitReason::Signal));
                }
                Effect::Pick(secret) => {
                    self.exit_reason.get_or_insert(ExitReason::Picked(secret));
                }
                Effect::Suspend => self.stop = true,
                Effect::Redraw => self.redraw = true,
                Effect::Local(form, LocalWork::Edit { text, extension, origin }) => {
                    self.loan = Some(Loan::Edit(Edit { form, text, extension, origin }));
                }
                Effect::RunCommand(id, run) if run.mode == RunMode::Terminal => {
                    self.loan = Some(Loan::Command(id, run));
                }
                Effect::LogIn(program) => self.loan = Some(Loan::LogIn(program)),
                effect => self.parts.effects.perform(effect),
            }
        }
    }

    /// Tells the model if the clock of the machine was set, or has drifted away.
    fn tell_of_set_clock(&mut self) {
        let now = (self.parts.clock)();
        let ahead = (self.parts.wall_clock)().duration_since(now);
        if (ahead - self.clock_ahead).abs() >= NOTABLE_DRIFT {
            self.clock_ahead = ahead;
            for effect in update(&mut self.parts.model, now, Message::ClockSet(ahead)) {
                self.parts.effects.perform(effect);
            }
        }
    }

    /// Draws a frame.
    pub(super) fn draw(&mut self) -> io::Result<()> {
        self.frames.frame_drawn(Instant::now());
        if mem::take(&mut self.redraw) {
            self.parts.screen.invalidate()?;
        }
        self.parts.screen.draw(&self.parts.model)
    }

    /// Releases the terminal and stops the program until it is continued.
    pub(super) async fn suspend(&mut self) -> io::Result<()> {
        self.stop = false;
        self.parts.terminal.leave();
        if let Some(copy) = self.parts.model.clipboard().last().filter(|copy| copy.has_value_on_clipboard()) {
            // Nothing can clear the clipboard while the process is stopped.
            let note = format!("strongroom: stopped; {} stays on the clipboard until `fg`", copy.what);
            let _ = writeln!(io::stderr(), "{}", note.escape_debug());
        }
        stop_process_group()?;
        let deadline = Instant::now() + STOP_TIMEOUT;
        loop {
            tokio::select! {
                event = self.parts.events.recv() => match event {
                    Some(Event::Continued) | None => break,
                    Some(event) => self.backlog.push_back(event),
                },
                () = sleep_until(deadline) => break,
            }
        }
        self.resume()
    }

    /// Acquires the terminal again after the shell or another program had it, and redraws everything.
    pub(super) fn resume(&mut self) -> io::Result<()> {
        self.parts.terminal.enter()?;
        self.parts.screen.invalidate()?;
        let size = self.parts.screen.size()?;
        if size != self.parts.model.size() {
            self.deliver(Message::Resized(size), Cause::Input);
        }
        self.deliver(Message::Resumed, Cause::Input);
        Ok(())
    }
}

/// Waits until `moment`; for ever if there is none.
pub(super) async fn wait_until(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => pending().await,
    }
}

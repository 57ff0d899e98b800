//! The event loop on a backend without a terminal. The clock is paused, and advances when all tasks wait.

use super::*;
use crate::app::{Model, StartOptions};
use crate::runtime::alarm::Alarm;
use crate::runtime::clipboard::{Clipboard, ClipboardEnvironment};
use crate::runtime::effects::Effects;
use crate::runtime::event::{self, EndSignal, Event, EventSender};
use crate::runtime::frame_scheduler::FRAME_INTERVAL;
use crate::runtime::input;
use crate::runtime::local::{Editor, EditorEnvironment};
use crate::runtime::output::{Frames, Output};
use crate::runtime::screen::Screen;
use crate::runtime::terminal::Terminal;
use crate::service::Connector;
use crate::ui::Look;
use jiff::Timestamp;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use std::time::Duration;
use tokio::time::timeout;

fn event_loop() -> (EventLoop<TestBackend>, EventSender) {
    event_loop_on(Output::new(io::sink()))
}

pub(super) fn event_loop_on(output: Output) -> (EventLoop<TestBackend>, EventSender) {
    let (sender, events) = event::channel();
    let clipboard = Clipboard::start(
        ClipboardEnvironment::read(|_| None),
        output.clone(),
        jiff::SignedDuration::from_secs(45),
    )
    .unwrap();
    let screen = Screen::new(TestBackend::new(80, 24), Frames::new(output.clone()), Look::default()).unwrap();
    let (input, _) = input::channel().unwrap();
    let parts = EventLoop {
        model: Model::new(StartOptions::default(), Size::new(80, 24), Timestamp::UNIX_EPOCH),
        screen,
        terminal: Terminal::output_only(output),
        input,
        alarm: Alarm::new().unwrap(),
        editor: Editor::new(EditorEnvironment::default()),
        events,
        effects: Effects::new(Connector::aws(), clipboard, sender.clone()),
        clock: || Timestamp::UNIX_EPOCH,
        wall_clock: || Timestamp::UNIX_EPOCH,
    };
    (parts, sender)
}

fn resized(width: u16) -> Event {
    Event::Input(Message::Resized(Size::new(width, 24)))
}

/// A message that comes as the result of a task.
fn result(width: u16) -> Event {
    Event::Message(Message::Resized(Size::new(width, 24)))
}

#[tokio::test(start_paused = true)]
async fn the_first_frame_shows_what_was_started_before_it() {
    let (parts, _sender) = event_loop();
    let mut state = LoopState::new(parts);
    state.start().unwrap();
    assert_eq!(state.parts.screen.drawn(), 1);
    assert!(state.frames.due().is_none(), "connecting began before the frame, and goes on beside it");
}

#[tokio::test(start_paused = true)]
async fn all_that_waits_is_taken_before_one_frame_is_drawn() {
    for event in [resized, result] {
        let (parts, sender) = event_loop();
        let mut state = LoopState::new(parts);
        state.draw().unwrap();
        for width in 0..50 {
            sender.send(event(100 + width)).unwrap();
        }
        state.turn().await.unwrap();
        assert_eq!(state.parts.model.size().width, 149);
        if state.parts.screen.drawn() == 1 {
            state.turn().await.unwrap();
        }
        assert_eq!(state.parts.screen.drawn(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn input_is_taken_and_drawn_before_the_results_that_came_earlier() {
    let (parts, sender) = event_loop();
    let mut state = LoopState::new(parts);
    state.draw().unwrap();
    for width in 0..1000 {
        sender.send(result(200 + width)).unwrap();
    }
    sender.send(resized(100)).unwrap();
    sender.send(resized(101)).unwrap();
    state.turn().await.unwrap();
    assert_eq!(state.parts.model.size().width, 101, "in their own order, and no result after them");
    assert_eq!(state.parts.screen.drawn(), 2);
    state.turn().await.unwrap();
    assert_eq!(state.parts.model.size().width, 1199);
}

#[tokio::test(start_paused = true)]
async fn input_is_drawn_at_once_while_results_use_up_the_frames() {
    let (parts, sender) = event_loop();
    let mut state = LoopState::new(parts);
    state.draw().unwrap();
    for _ in 0..20 {
        sender.send(result(200)).unwrap();
        state.turn().await.unwrap();
        tokio::time::advance(Duration::from_millis(3)).await;
    }
    let drawn = state.parts.screen.drawn();
    assert!(drawn < 20, "{drawn} frames at once");
    sender.send(result(200)).unwrap();
    sender.send(resized(100)).unwrap();
    state.turn().await.unwrap();
    assert_eq!(state.parts.screen.drawn(), drawn + 1);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_drawn_while_nothing_happens() {
    let (parts, sender) = event_loop();
    let mut state = LoopState::new(parts);
    state.draw().unwrap();
    sender.send(resized(100)).unwrap();
    state.turn().await.unwrap();
    let drawn = state.parts.screen.drawn();
    // The terminal is locked after five minutes.
    let idle = timeout(Duration::from_mins(4), state.turn()).await;
    assert!(idle.is_err(), "the loop turned though nothing came in");
    assert_eq!(state.parts.screen.drawn(), drawn);
}

#[tokio::test(start_paused = true)]
async fn after_a_pause_a_change_is_drawn_at_once() {
    let (parts, sender) = event_loop();
    let mut state = LoopState::new(parts);
    state.draw().unwrap();
    tokio::time::advance(FRAME_INTERVAL).await;
    sender.send(resized(100)).unwrap();
    state.turn().await.unwrap();
    assert_eq!(state.parts.screen.drawn(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_backlog_comes_before_new_events() {
    let (parts, sender) = event_loop();
    let mut state = LoopState::new(parts);
    state.backlog.extend([resized(101), resized(102)]);
    sender.send(resized(103)).unwrap();
    state.turn().await.unwrap();
    assert_eq!(state.parts.model.size().width, 103);
}

#[tokio::test(start_paused = true)]
async fn the_end_of_input_ends_the_program() {
    let (parts, sender) = event_loop();
    sender.send(Event::InputEnded).unwrap();
    assert_eq!(parts.run().await.unwrap(), ExitReason::Signal(EndSignal::Hangup));
}

#[tokio::test(start_paused = true)]
async fn a_signal_ends_the_program_under_its_own_name() {
    let (parts, sender) = event_loop();
    sender.send(Event::Signalled(EndSignal::Terminate)).unwrap();
    sender.send(Event::Signalled(EndSignal::Hangup)).unwrap();
    let exit_reason = parts.run().await.unwrap();
    assert_eq!(exit_reason, ExitReason::Signal(EndSignal::Terminate));
    assert_eq!(EndSignal::Terminate.exit_status(), 143);
}

#[tokio::test(start_paused = true)]
async fn the_model_is_told_of_a_clock_that_was_set_and_its_timers_are_not() {
    let (mut parts, _sender) = event_loop();
    parts.wall_clock = || Timestamp::UNIX_EPOCH - jiff::SignedDuration::from_hours(3);
    let mut state = state::LoopState::new(parts);
    state.deliver(Message::Woke, Cause::Result);
    let (model, hours) = (&state.parts.model, jiff::SignedDuration::from_hours);
    assert_eq!((model.now(), model.time_of_day()), (Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH - hours(3)));
    state.parts.wall_clock = || Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(24);
    state.deliver(Message::Woke, Cause::Result);
    let model = &state.parts.model;
    assert_eq!(
        (model.now(), model.time_of_day()),
        (Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH + hours(24))
    );
}

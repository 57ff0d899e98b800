//! The loop on a backend without a terminal, by a clock that stands still until everything waits.

use super::*;
use crate::app::StartOptions;
use crate::runtime::clipboard::{Clipboard, Surroundings};
use crate::runtime::event::EventSender;
use crate::runtime::input;
use crate::runtime::local::Environment;
use crate::runtime::output::{Frames, Output};
use crate::service::Connector;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use tokio::sync::mpsc;
use tokio::time::timeout;

fn event_loop() -> (EventLoop<TestBackend>, EventSender) {
    event_loop_on(Output::new(io::sink()))
}

pub(super) fn event_loop_on(output: Output) -> (EventLoop<TestBackend>, EventSender) {
    let (sender, events) = mpsc::unbounded_channel();
    let clipboard = Clipboard::start(Surroundings::read(|_| None), output.clone()).unwrap();
    let screen = Screen::new(TestBackend::new(80, 24), Frames::new(output.clone())).unwrap();
    let (input, _) = input::channel().unwrap();
    let parts = EventLoop {
        model: Model::new(StartOptions::default(), Size::new(80, 24), Timestamp::UNIX_EPOCH),
        screen,
        terminal: Terminal::without_line(output),
        input,
        editor: Editor::new(Environment::default()),
        events,
        effects: Effects::new(Connector::aws(), clipboard, sender.clone()),
        clock: || Timestamp::UNIX_EPOCH,
    };
    (parts, sender)
}

fn resized(width: u16) -> Event {
    Event::Message(Message::Resized(Size::new(width, 24)))
}

#[tokio::test(start_paused = true)]
async fn all_that_waits_is_taken_before_one_frame_is_drawn() {
    let (parts, sender) = event_loop();
    let mut turning = Turning::new(parts);
    turning.draw().unwrap();
    for width in 0..50 {
        sender.send(resized(100 + width)).unwrap();
    }
    turning.turn().await.unwrap();
    assert_eq!(turning.parts.model.size().width, 149);
    assert_eq!(turning.parts.screen.drawn(), 1, "the next frame is not due yet");
    turning.turn().await.unwrap();
    assert_eq!(turning.parts.screen.drawn(), 2);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_drawn_while_nothing_happens() {
    let (parts, sender) = event_loop();
    let mut turning = Turning::new(parts);
    turning.draw().unwrap();
    sender.send(resized(100)).unwrap();
    turning.turn().await.unwrap();
    turning.turn().await.unwrap();
    let drawn = turning.parts.screen.drawn();
    let idle = timeout(Duration::from_hours(1), turning.turn()).await;
    assert!(idle.is_err(), "the loop turned though nothing came in");
    assert_eq!(turning.parts.screen.drawn(), drawn);
}

#[tokio::test(start_paused = true)]
async fn after_a_pause_a_change_is_drawn_at_once() {
    let (parts, sender) = event_loop();
    let mut turning = Turning::new(parts);
    turning.draw().unwrap();
    tokio::time::advance(FRAME).await;
    sender.send(resized(100)).unwrap();
    turning.turn().await.unwrap();
    assert_eq!(turning.parts.screen.drawn(), 2);
}

#[tokio::test(start_paused = true)]
async fn what_waited_while_someone_else_had_the_terminal_comes_first() {
    let (parts, sender) = event_loop();
    let mut turning = Turning::new(parts);
    turning.backlog.extend([resized(101), resized(102)]);
    sender.send(resized(103)).unwrap();
    turning.turn().await.unwrap();
    assert_eq!(turning.parts.model.size().width, 103);
}

#[tokio::test(start_paused = true)]
async fn the_end_of_input_ends_the_program() {
    let (parts, sender) = event_loop();
    sender.send(Event::InputEnded).unwrap();
    assert_eq!(parts.run().await.unwrap(), Ending::Signal(EndSignal::Hangup));
}

#[tokio::test(start_paused = true)]
async fn a_signal_ends_the_program_under_its_own_name() {
    let (parts, sender) = event_loop();
    sender.send(Event::Signalled(EndSignal::Terminate)).unwrap();
    sender.send(Event::Signalled(EndSignal::Hangup)).unwrap();
    let ending = parts.run().await.unwrap();
    assert_eq!(ending, Ending::Signal(EndSignal::Terminate));
    assert_eq!(EndSignal::Terminate.exit_status(), 143);
}

//! The time to draw a frame, which must not grow with the list.

#![allow(clippy::print_stdout)] // A bench reports on stdout.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use std::time::{Duration, Instant};
use strongroom::app::{Effect, Message, Model, StartOptions, update};
use strongroom::secrets::{Arn, Summary};
use strongroom::service::api::{Completed, Destination, Endpoint, Reply, Ticket};
use strongroom::ui;

const FEW: usize = 500;
const MANY: usize = 50_000;
const NARROW: Size = Size { width: 80, height: 24 };
const WIDE: Size = Size { width: 160, height: 48 };

fn main() {
    println!("{:<34} {FEW:>9} {MANY:>9} {:>8}", "frame", "growth");
    for (title, size, keys) in [
        ("80x24, the list", NARROW, ""),
        ("160x48, list and Overview", WIDE, ""),
        ("160x48, a filter with two words", WIDE, "/prod db"),
        ("160x48, a tree", WIDE, "t"),
        ("160x48, the help page", WIDE, "?"),
    ] {
        let [few, many] = [FEW, MANY].map(|count| frame(&dashboard(count, size, keys)));
        let growth = many.as_secs_f64() / few.as_secs_f64();
        println!("{title:<34} {:>9} {:>9} {growth:>7.1}x", micros(few), micros(many));
    }
}

/// The shortest time of many frames, each drawn whole.
fn frame(model: &Model) -> Duration {
    let backend = TestBackend::new(model.size().width, model.size().height);
    let mut terminal = Terminal::new(backend).expect("a test backend takes any size");
    let draw = |_| {
        let start = Instant::now();
        terminal.draw(|frame| ui::view(model, frame)).expect("a test backend can be drawn on");
        start.elapsed()
    };
    (0..200).map(draw).min().unwrap_or_default()
}

fn micros(time: Duration) -> String {
    format!("{:.0} µs", time.as_secs_f64() * 1e6)
}

/// A dashboard with `count` secrets listed, after `keys` were typed.
fn dashboard(count: usize, size: Size, keys: &str) -> Model {
    let now = Timestamp::from_second(1_790_000_000).expect("a time of this age");
    let mut model = Model::new(StartOptions::default(), size, now);
    send(&mut model, now, Message::Started);
    let destination = Destination { profile: None, region: "eu-west-1".into(), endpoint: Endpoint::Aws };
    let id = model.connection().id();
    let list = send(&mut model, now, Message::Connected(id, Ok(destination))).pop();
    if let Some(ticket) = list {
        let reply = Reply::ListSecrets { secrets: secrets(count).into(), next_token: None };
        let completed = Completed {
            result: Ok(reply),
            duration: Duration::ZERO,
            attempts: 1,
            open_attempts: 0,
            left_out: Vec::new(),
            request_id: None,
        };
        send(&mut model, now, Message::Reply(ticket, Box::new(completed)));
    }
    for c in keys.chars() {
        send(&mut model, now, Message::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)));
    }
    model
}

/// Delivers a message, and filters and sorts the list where the model asks for that. Returns the tickets of the requests
/// that were sent.
fn send(model: &mut Model, now: Timestamp, message: Message) -> Vec<Ticket> {
    let mut tickets = Vec::new();
    for effect in update(model, now, message) {
        match effect {
            Effect::Call(ticket, _) => tickets.push(ticket),
            Effect::Arrange(job) => tickets.extend(send(model, now, Message::Arranged(job.run()))),
            _ => {}
        }
    }
    tickets
}

fn secrets(count: usize) -> Vec<Summary> {
    let secret = |i: usize| {
        let name = format!("prod/team-{}/service-{i}/database-{}", i % 40, i % 7);
        let arn = format!("arn:aws:secretsmanager:eu-west-1:111122223333:secret:{name}-AbCdEf");
        let mut secret = Summary::new(Arn::new(arn), name);
        secret.rotation_enabled = [None, Some(true), Some(false)][i % 3];
        secret.last_changed = Timestamp::from_second(1_789_000_000).ok();
        secret
    };
    (0..count).map(secret).collect()
}

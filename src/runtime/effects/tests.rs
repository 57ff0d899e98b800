//! Effects on the embedded service: each is answered once, unless it was abandoned.

use super::service::panicked;
use super::*;
use crate::app::copy::{ClearOutcome, CopyRoute};
use crate::embedded::{DEMO_REGIONS, Embedded};
use crate::runtime::clipboard::ClipboardEnvironment;
use crate::runtime::event::{self, Event, EventReceiver};
use crate::runtime::output::Output;
use crate::runtime::output::tests::Written;
use crate::service::api::{
    Activity, ClientRequestToken, Completed, ConnectionTarget, ErrorKind, Reply, Request, Target, Ticket,
};
use std::sync::atomic::{AtomicUsize, Ordering};

const FIRST: ConnectionId = ConnectionId(1);
const SECOND: ConnectionId = ConnectionId(2);

struct Bench {
    effects: Effects,
    events: EventReceiver,
    written: Written,
}

impl Bench {
    fn new() -> Self {
        Self::of(Connector::in_process(Embedded::demo().unwrap().http_client(), &DEMO_REGIONS))
    }

    fn of(connector: Connector) -> Self {
        let (sender, events) = event::channel();
        let written = Written::default();
        let output = Output::new(written.clone());
        output.acquire(b"").unwrap();
        let over_ssh = ClipboardEnvironment::read(|name| (name == "SSH_TTY").then(|| "/dev/pts/0".into()));
        let clipboard = Clipboard::start(over_ssh, output, jiff::SignedDuration::from_secs(45)).unwrap();
        Self { effects: Effects::new(connector, clipboard, sender), events, written }
    }

    async fn connected(id: ConnectionId) -> Self {
        let mut bench = Self::new();
        bench.connect(id).await;
        bench
    }

    async fn connect(&mut self, id: ConnectionId) {
        self.effects.perform(Effect::Connect(id, ConnectionTarget::default()));
        match self.message().await {
            Message::Connected(connected, Ok(destination)) => {
                assert_eq!((connected, destination.region.as_str()), (id, DEMO_REGIONS[0]));
            }
            other => panic!("not connected: {other:?}"),
        }
    }

    async fn message(&mut self) -> Message {
        match self.events.recv().await {
            Some(Event::Message(message)) => message,
            other => panic!("no message: {other:?}"),
        }
    }

    async fn reply(&mut self) -> (u64, Completed) {
        match self.message().await {
            Message::Reply(ticket, completed) => (ticket.sequence, *completed),
            other => panic!("no reply: {other:?}"),
        }
    }

    fn nothing_waits(&mut self) -> bool {
        self.events.next_waiting().is_none()
    }
}

fn ticket(connection: ConnectionId, sequence: u64) -> Ticket {
    Ticket { connection, region: None, target: Target::List, sequence }
}

fn list() -> Request {
    Request::ListSecrets { part: None, next_token: None }
}

#[tokio::test]
async fn the_embedded_service_is_created_by_the_first_requests_and_once() {
    let created = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&created);
    let client = Embedded::http_client_of(move || {
        counted.fetch_add(1, Ordering::SeqCst);
        Embedded::demo().unwrap()
    });
    let mut bench = Bench::of(Connector::in_process(client, &DEMO_REGIONS));
    bench.connect(FIRST).await;
    assert_eq!(created.load(Ordering::SeqCst), 0);
    for sequence in 1..=3 {
        bench.effects.perform(Effect::Call(ticket(FIRST, sequence), list()));
    }
    for _ in 1..=3 {
        assert!(bench.reply().await.1.result.is_ok());
    }
    assert_eq!(created.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn the_time_zone_is_found_off_the_event_loop() {
    let mut bench = Bench::new();
    bench.effects.perform(Effect::FindZone);
    assert!(matches!(bench.message().await, Message::ZoneFound(_)));
}

#[tokio::test]
async fn a_call_is_answered_under_its_ticket() {
    let mut bench = Bench::connected(FIRST).await;
    bench.effects.perform(Effect::Call(ticket(FIRST, 7), list()));
    let (sequence, completed) = bench.reply().await;
    assert_eq!((sequence, completed.attempts), (7, 1));
    assert!(matches!(completed.result, Ok(Reply::ListSecrets { secrets, .. }) if !secrets.is_empty()));
}

#[tokio::test]
async fn a_call_on_another_connection_is_refused_at_once() {
    let mut bench = Bench::connected(FIRST).await;
    bench.effects.perform(Effect::Connect(SECOND, ConnectionTarget::default()));
    bench.effects.perform(Effect::Call(ticket(FIRST, 1), list()));
    let (sequence, completed) = bench.reply().await;
    assert_eq!((sequence, completed.attempts), (1, 0));
    assert_eq!(completed.result.unwrap_err().kind, ErrorKind::Other);
}

#[tokio::test]
async fn the_connection_asked_for_last_stays_whichever_is_made_last() {
    let mut bench = Bench::new();
    let target =
        |region: &str| ConnectionTarget { region: Some(region.into()), ..ConnectionTarget::default() };
    bench.effects.perform(Effect::Connect(FIRST, target(DEMO_REGIONS[0])));
    bench.effects.perform(Effect::Connect(SECOND, target(DEMO_REGIONS[1])));
    for _ in 0..2 {
        assert!(matches!(bench.message().await, Message::Connected(_, Ok(_))));
    }
    assert!(bench.effects.service.connection(FIRST).is_none());
    assert_eq!(bench.effects.service.connection(SECOND).unwrap().destination().region, DEMO_REGIONS[1]);
}

#[tokio::test]
async fn a_call_can_go_to_another_region_of_the_connection() {
    let mut bench = Bench::connected(FIRST).await;
    let region = Some(DEMO_REGIONS[1].to_owned());
    bench.effects.perform(Effect::Call(Ticket { region, ..ticket(FIRST, 1) }, list()));
    let (_, completed) = bench.reply().await;
    let Ok(Reply::ListSecrets { secrets, .. }) = completed.result else { panic!("{completed:?}") };
    assert!(!secrets.is_empty());
    assert!(secrets.iter().all(|secret| secret.arn().region() == Some(DEMO_REGIONS[1])));
    assert_eq!(bench.effects.service.connection(FIRST).unwrap().destination().region, DEMO_REGIONS[0]);
}

#[tokio::test]
async fn an_abandoned_read_is_not_answered() {
    let mut bench = Bench::connected(FIRST).await;
    bench.effects.perform(Effect::Call(ticket(FIRST, 1), list()));
    bench.effects.perform(Effect::Abandon(ticket(FIRST, 1)));
    bench.effects.perform(Effect::Call(ticket(FIRST, 2), list()));
    assert_eq!(bench.reply().await.0, 2);
    assert!(bench.nothing_waits());
}

#[tokio::test]
async fn a_mutation_runs_to_its_end_though_it_is_abandoned() {
    let mut bench = Bench::connected(FIRST).await;
    let ticket = Ticket { connection: FIRST, region: None, target: Target::Mutation, sequence: 1 };
    let token = ClientRequestToken::new("2f1c6ba0-6d0b-4a53-9f5e-4f0a3b1d2c3e");
    let rotate = Request::RotateSecret { secret: "no/such/secret".into(), settings: None, token };
    bench.effects.perform(Effect::Call(ticket.clone(), rotate));
    bench.effects.perform(Effect::Abandon(ticket));
    let (sequence, completed) = bench.reply().await;
    assert_eq!((sequence, completed.attempts), (1, 1));
    assert_eq!(completed.result.unwrap_err().kind, ErrorKind::NotFound);
}

#[tokio::test]
async fn a_task_that_panics_is_answered_with_an_error() {
    let mut bench = Bench::new();
    let work = async { panic!("on purpose, by this test") };
    bench.effects.tasks.spawn(work, || Message::Identified(FIRST, Err(panicked(Activity::Identify))));
    match bench.message().await {
        Message::Identified(FIRST, Err(error)) => assert_eq!(error.kind, ErrorKind::Other),
        other => panic!("not the error: {other:?}"),
    }
}

#[tokio::test]
async fn the_end_waits_for_the_clipboard() {
    let mut bench = Bench::new();
    bench.effects.perform(Effect::Copy(CopyId(1), CopyText::secret("a".to_owned())));
    assert!(matches!(bench.message().await, Message::Copied(CopyId(1), Ok(CopyRoute::Osc52))));
    bench.effects.perform(Effect::ClearClipboard(CopyId(1)));
    bench.effects.finish_clipboard_work().await;
    assert_eq!(bench.written.pieces(), ["\x1b]52;c;YQ==\x07", "\x1b]52;c;IA==\x07", "\x1b]52;c;\x07"]);
    assert!(matches!(bench.message().await, Message::ClipboardCleared(CopyId(1), ClearOutcome::Requested)));
}

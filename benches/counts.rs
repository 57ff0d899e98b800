//! Four scenarios whose instructions `benches/counts` counts: `counts SCENARIO`. Only what [`measured`] calls is counted.
//!
//! All work is done on one thread. The scenarios go through messages and effects, as the program does.

use std::alloc::System;
use std::collections::HashMap;
use std::env;
use std::error::Error;
use std::hint::black_box;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use strongroom::app::{Effect, Message, Model, StartOptions, update};
use strongroom::embedded::{Clock, DEMO_REGIONS, Embedded, Options};
use strongroom::secrets::Summary;
use strongroom::service::api::{Completed, ConnectionTarget, Destination, Endpoint, Reply, Request, Ticket};
use strongroom::service::{Connection, Connector};
use strongroom::ui::{DoubleBuffer, Look};
use tokio::runtime::Runtime;
use zeroizing_alloc::ZeroAlloc;

/// The allocator of the program, whose work counts too.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

const SIZE: Size = Size { width: 200, height: 60 };
/// The secrets of the list, and so its pages.
const SECRETS: usize = 5_000;
/// The pages that are counted: those after the list has grown to half of its size.
const PAGES: usize = 25;
const STEPS: usize = 50;
const FIRST_FRAMES: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let scenario = env::args().nth(1).unwrap_or_default();
    match scenario.as_str() {
        "key-to-frame" => key_to_frame(),
        "filter" => filter(),
        "page-ingest" => page_ingest(),
        "first-frame" => {
            first_frame();
            Ok(())
        }
        // `cargo bench` and `cargo test --benches` start each bench without knowing it.
        "" | "--bench" | "--test" => Ok(()),
        unknown => Err(format!("unknown scenario {unknown}").into()),
    }
}

/// Does the work that is counted. `benches/counts` tells callgrind the name of this function.
#[inline(never)]
fn measured(work: &mut dyn FnMut()) {
    work();
    black_box(());
}

/// Steps through a list, each step drawn.
fn key_to_frame() -> Result<(), Box<dyn Error>> {
    let mut dashboard = Dashboard::listing(Service::start()?.secrets()?);
    let mut screen = Screen::blank();
    screen.draw(&dashboard.model);
    measured(&mut || {
        for _ in 0..STEPS {
            dashboard.press(KeyCode::Char('j'));
            screen.draw(&dashboard.model);
        }
    });
    Ok(())
}

/// Types a filter of two words and clears it, with the rows that each key leads to.
fn filter() -> Result<(), Box<dyn Error>> {
    let mut dashboard = Dashboard::listing(Service::start()?.secrets()?);
    measured(&mut || {
        for key in "/prod kafka".chars() {
            dashboard.press(KeyCode::Char(key));
        }
        dashboard.press(KeyCode::Esc);
    });
    Ok(())
}

/// Decodes pages, and takes them into a list that has as many already.
fn page_ingest() -> Result<(), Box<dyn Error>> {
    let service = Service::start()?;
    service.secrets()?;
    service.pages.replay();
    let mut dashboard = Dashboard::connected();
    let mut calls = std::mem::take(&mut dashboard.calls);
    let mut ingest = |pages: usize| {
        for _ in 0..pages {
            let Some((ticket, request)) = calls.pop() else { break };
            let completed = service.perform(&request);
            dashboard.send(Message::Reply(ticket, Box::new(completed)));
            calls.append(&mut dashboard.calls);
        }
    };
    ingest(SECRETS / 100 - PAGES);
    measured(&mut || ingest(PAGES));
    let listed = dashboard.model.list().secrets().len();
    if listed < SECRETS * 9 / 10 { Err(format!("only {listed} secrets were listed").into()) } else { Ok(()) }
}

/// Starts the dashboard and draws it.
fn first_frame() {
    measured(&mut || {
        for _ in 0..FIRST_FRAMES {
            let model = Model::new(StartOptions::default(), SIZE, now());
            Screen::blank().draw(&model);
        }
    });
}

/// A screen of which nobody sees anything.
struct Screen {
    backend: TestBackend,
    cells: DoubleBuffer,
}

impl Screen {
    fn blank() -> Self {
        Self { backend: TestBackend::new(SIZE.width, SIZE.height), cells: DoubleBuffer::new(SIZE) }
    }

    fn draw(&mut self, model: &Model) {
        let drawn = self.cells.draw(model, Look::default(), &mut self.backend);
        drawn.expect("a test backend can be drawn on");
    }
}

fn now() -> Timestamp {
    Timestamp::from_second(1_790_000_000).expect("a time of this age")
}

/// A dashboard without a runtime: its requests wait to be answered, its lists are arranged at once.
struct Dashboard {
    model: Model,
    calls: Vec<(Ticket, Request)>,
}

impl Dashboard {
    /// A dashboard that has connected and asked for the list.
    fn connected() -> Self {
        let model = Model::new(StartOptions::default(), SIZE, now());
        let mut dashboard = Self { model, calls: Vec::new() };
        dashboard.send(Message::Started);
        let destination =
            Destination { profile: None, region: DEMO_REGIONS[0].into(), endpoint: Endpoint::Aws };
        let id = dashboard.model.connection().id();
        dashboard.send(Message::Connected(id, Ok(destination)));
        dashboard
    }

    /// A dashboard that has listed these secrets.
    fn listing(secrets: Vec<Summary>) -> Self {
        let mut dashboard = Self::connected();
        let (ticket, _) = dashboard.calls.pop().expect("a connected dashboard asks for the list");
        let result = Ok(Reply::ListSecrets { secrets: secrets.into(), next_token: None });
        let completed = Completed {
            result,
            duration: Duration::ZERO,
            attempts: 1,
            open_attempts: 0,
            left_out: Vec::new(),
            request_id: None,
        };
        dashboard.send(Message::Reply(ticket, Box::new(completed)));
        dashboard
    }

    fn press(&mut self, key: KeyCode) {
        self.send(Message::Key(KeyEvent::new(key, KeyModifiers::NONE)));
    }

    fn send(&mut self, message: Message) {
        for effect in update(&mut self.model, now(), message) {
            match effect {
                Effect::Call(ticket, request) => self.calls.push((ticket, request)),
                Effect::Arrange(job) => self.send(Message::Arranged(job.run())),
                _ => {}
            }
        }
    }
}

/// The connection to a service whose pages were recorded.
struct Service {
    runtime: Runtime,
    connection: Connection,
    pages: Pages,
}

impl Service {
    fn start() -> Result<Self, Box<dyn Error>> {
        let options = Options { clock: Clock::manual(now()), random_seed: Some(1), ..Options::default() };
        let embedded = Embedded::new(options);
        embedded.generate(DEMO_REGIONS[0], SECRETS);
        let pages = Pages { service: embedded.http_client(), connector: None, recorded: Arc::default() };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let connector = Connector::in_process(SharedHttpClient::new(pages.clone()), &DEMO_REGIONS);
        let connection = runtime.block_on(connector.connect(&ConnectionTarget::default()));
        let connection = connection.map_err(|error| format!("{error:?}"))?;
        Ok(Self { runtime, connection, pages })
    }

    fn perform(&self, request: &Request) -> Completed {
        self.runtime.block_on(self.connection.perform(request))
    }

    /// All secrets, read page after page.
    fn secrets(&self) -> Result<Vec<Summary>, Box<dyn Error>> {
        let (mut all, mut token) = (Vec::new(), None);
        loop {
            let completed = self.perform(&Request::ListSecrets { part: None, next_token: token });
            match completed.result {
                Ok(Reply::ListSecrets { secrets, next_token }) => {
                    all.extend(secrets.to_summaries());
                    token = next_token;
                }
                other => return Err(format!("the list can't be read: {other:?}").into()),
            }
            if token.is_none() {
                return Ok(all);
            }
        }
    }
}

/// An HTTP client that records the answers of the embedded service by their requests, and later replays them: so that
/// the work of that service is not counted. A request that was not recorded, for a part of the list, gets the first
/// page: the dashboard notices that the parts can't be trusted, and goes on page after page.
#[derive(Clone, Debug)]
struct Pages {
    service: SharedHttpClient,
    connector: Option<SharedHttpConnector>,
    recorded: Arc<Mutex<Recorded>>,
}

#[derive(Debug, Default)]
struct Recorded {
    replaying: bool,
    answers: HashMap<Vec<u8>, Vec<u8>>,
    first: Vec<u8>,
}

impl Pages {
    fn replay(&self) {
        self.recorded.lock().expect("no thread panics").replaying = true;
    }

    fn recorded(&self, request: &[u8]) -> Option<Vec<u8>> {
        let recorded = self.recorded.lock().expect("no thread panics");
        recorded.replaying.then(|| recorded.answers.get(request).unwrap_or(&recorded.first).clone())
    }

    fn record(&self, request: Vec<u8>, answer: &[u8]) {
        let mut recorded = self.recorded.lock().expect("no thread panics");
        if recorded.first.is_empty() {
            recorded.first = answer.to_vec();
        }
        recorded.answers.insert(request, answer.to_vec());
    }
}

impl HttpClient for Pages {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let connector = Some(self.service.http_connector(settings, components));
        SharedHttpConnector::new(Self { connector, ..self.clone() })
    }
}

impl HttpConnector for Pages {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let body = request.body().bytes().unwrap_or_default().to_vec();
        if let Some(answer) = self.recorded(&body) {
            let response = http::Response::builder()
                .header("content-type", "application/x-amz-json-1.1")
                .body(SdkBody::from(answer))
                .expect("the parts of this response are valid");
            let response = HttpResponse::try_from(response).expect("the parts of this response are valid");
            return HttpConnectorFuture::ready(Ok(response));
        }
        let pages = self.clone();
        HttpConnectorFuture::new(async move {
            let connector = pages.connector.as_ref().expect("it was made with a connector");
            let response = connector.call(request).await?;
            pages.record(body, response.body().bytes().unwrap_or_default());
            Ok(response)
        })
    }
}

//! An endpoint that misbehaves on purpose: faults for the operations named, the rest is passed on.

#[path = "fault/request.rs"]
mod request;

use std::collections::{HashMap, VecDeque};
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use request::Request;

/// How long a test waits for a call to come in before it fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// The bytes of an answer that come one by one.
const DRIPS: usize = 400;

/// What happens to a call.
#[derive(Clone, Debug)]
pub enum Fault {
    /// An HTTP answer.
    Answer { status: u16, content_type: &'static str, body: String },
    /// The connection is reset; the request does not reach the server.
    Reset,
    /// The request reaches the server, which does what it asks for; its answer is lost, and the connection reset.
    LoseAnswer,
    /// Nothing, until the fault is changed or mended.
    Hold,
    /// These bytes before the answer of the server.
    Preceded(Vec<u8>),
    /// The answer of the server, its first bytes one by one.
    Dripping,
    /// These bytes instead of an answer, then the connection is closed.
    Raw(Vec<u8>),
    /// The request reaches the server, which does what it asks for; the client meets this instead of the answer.
    AfterArrival(Box<Fault>),
}

impl Fault {
    /// An error of the service.
    pub fn error(code: &str, message: &str) -> Fault {
        let body = json!({ "__type": code, "Message": message }).to_string();
        Fault::Answer { status: 400, content_type: "application/x-amz-json-1.1", body }
    }

    /// IAM says no, in AWS's words.
    pub fn denied(operation: &str) -> Fault {
        let message = format!(
            "User: arn:aws:iam::123456789012:user/tester is not authorized to perform: \
             secretsmanager:{operation} because no identity-based policy allows the action"
        );
        Fault::error("AccessDeniedException", &message)
    }

    /// A web page instead of an answer, as a captive portal or a wrong endpoint gives it.
    pub fn garbage() -> Fault {
        let body = "<html><body>Welcome to the hotel</body></html>".to_owned();
        Fault::Answer { status: 200, content_type: "text/html", body }
    }
}

/// The endpoint; dropping it closes it.
pub struct Endpoint {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    upstream: Option<String>,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    faults: HashMap<String, Rule>,
    calls: Vec<Call>,
    /// The operations that reached the server, in order.
    arrived: Vec<String>,
    closed: bool,
}

/// A call that came in.
struct Call {
    operation: String,
    parameters: Value,
}

struct Rule {
    fault: Fault,
    /// What the calls after it have.
    then: VecDeque<Fault>,
    /// How many calls are passed on before it.
    passes: usize,
    /// How many more calls it is for; none means all.
    left: Option<usize>,
}

/// Stands for every operation that has no fault of its own.
pub const ANY: &str = "*";

impl Endpoint {
    /// An endpoint before the server at `upstream`, such as `http://127.0.0.1:5000`.
    pub fn before(upstream: &str) -> Endpoint {
        Endpoint::start(Some(upstream.trim_start_matches("http://").to_owned()))
    }

    /// An endpoint with nothing behind it: every call has this fault.
    pub fn only(fault: Fault) -> Endpoint {
        let endpoint = Endpoint::start(None);
        endpoint.fail(ANY, fault);
        endpoint
    }

    fn start(upstream: Option<String>) -> Endpoint {
        let listener = listen();
        let address = listener.local_addr().expect("a listener has an address");
        let shared = Arc::new(Shared { upstream, state: Mutex::default(), changed: Condvar::new() });
        thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept_all(&listener, &shared)
        });
        Endpoint { address, shared }
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From now on calls of `operation` (`GetSecretValue`, or [`ANY`]) have this fault.
    pub fn fail(&self, operation: &str, fault: Fault) {
        self.set(operation, Some(Rule { fault, then: VecDeque::new(), passes: 0, left: None }));
    }

    /// The next `count` calls of `operation` have this fault.
    pub fn fail_times(&self, operation: &str, count: usize, fault: Fault) {
        self.set(operation, Some(Rule { fault, then: VecDeque::new(), passes: 0, left: Some(count) }));
    }

    /// The next `passes` calls of `operation` are passed on; the `count` after them have this fault.
    pub fn fail_after(&self, operation: &str, passes: usize, count: usize, fault: Fault) {
        self.set(operation, Some(Rule { fault, then: VecDeque::new(), passes, left: Some(count) }));
    }

    /// The next calls of `operation` have these faults, one after the other.
    pub fn fail_in_turn(&self, operation: &str, faults: &[Fault]) {
        let mut then = VecDeque::from(faults.to_vec());
        let fault = then.pop_front().expect("there is a fault");
        self.set(operation, Some(Rule { fault, then, passes: 0, left: Some(1) }));
    }

    /// Calls of `operation` are passed on again, held ones too.
    pub fn mend(&self, operation: &str) {
        self.set(operation, None);
    }

    fn set(&self, operation: &str, rule: Option<Rule>) {
        let mut state = self.shared.lock();
        match rule {
            Some(rule) => state.faults.insert(operation.to_owned(), rule),
            None => state.faults.remove(operation),
        };
        self.shared.changed.notify_all();
    }

    /// The operations called so far, in order.
    pub fn calls(&self) -> Vec<String> {
        self.shared.lock().calls.iter().map(|call| call.operation.clone()).collect()
    }

    /// How often `operation` was called.
    pub fn count(&self, operation: &str) -> usize {
        self.parameters(operation).len()
    }

    /// How often `operation` reached the server, whatever came of its answer.
    pub fn arrived(&self, operation: &str) -> usize {
        self.shared.lock().arrived.iter().filter(|arrived| *arrived == operation).count()
    }

    /// What each call of `operation` asked for, in order.
    pub fn parameters(&self, operation: &str) -> Vec<Value> {
        let state = self.shared.lock();
        let calls = state.calls.iter().filter(|call| call.operation == operation);
        calls.map(|call| call.parameters.clone()).collect()
    }

    /// Waits until `operation` has been called `count` times.
    #[track_caller]
    pub fn wait_for_calls(&self, operation: &str, count: usize) {
        let called = |state: &State| state.calls.iter().filter(|call| call.operation == operation).count();
        let waiting = self
            .shared
            .changed
            .wait_timeout_while(self.shared.lock(), PATIENCE, |state| called(state) < count);
        let (state, timeout) = waiting.expect("no thread panics with the state");
        let calls: Vec<String> = state.calls.iter().map(|call| call.operation.clone()).collect();
        // A panic with the state in hand would be a second one when the endpoint is dropped, and end all tests at once.
        drop(state);
        assert!(!timeout.timed_out(), "{operation} was not called {count} times: {calls:?}");
    }
}

impl Drop for Endpoint {
    fn drop(&mut self) {
        self.shared.lock().closed = true;
        self.shared.changed.notify_all();
        // Wakes the thread that accepts, which then ends.
        let _ = TcpStream::connect(self.address);
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no thread panics with the state")
    }

    /// Notes that a request is passed on to the server.
    fn arrive(&self, request: &Request) {
        self.lock().arrived.push(request.operation.clone());
    }

    /// The fault of this call, taken once it is not held; none means to pass it on.
    fn fault_of(&self, request: &Request) -> Option<Fault> {
        let operation = &*request.operation;
        let mut state = self.lock();
        state.calls.push(Call { operation: operation.to_owned(), parameters: request.parameters() });
        self.changed.notify_all();
        loop {
            let key = if state.faults.contains_key(operation) { operation } else { ANY };
            let rule = state.faults.get_mut(key)?;
            if rule.passes > 0 {
                rule.passes -= 1;
                return None;
            }
            let fault = rule.fault.clone();
            if let Fault::Hold = fault {
                if state.closed {
                    return Some(Fault::Reset);
                }
                state = self.changed.wait(state).expect("no thread panics with the state");
                continue;
            }
            if let Some(left) = &mut rule.left {
                *left -= 1;
                if *left == 0 {
                    match rule.then.pop_front() {
                        Some(next) => (rule.fault, *left) = (next, 1),
                        None => drop(state.faults.remove(key)),
                    }
                }
            }
            return Some(fault);
        }
    }
}

/// A port at which nothing listens, and at which nothing will while this lives.
pub struct Refusing {
    /// The end of a connection: its port is taken, and takes no connections.
    taken: TcpStream,
    _other_end: TcpListener,
}

impl Refusing {
    /// Takes a free port.
    pub fn start() -> Refusing {
        let listener = listen();
        let address = listener.local_addr().expect("a listener has an address");
        let taken = TcpStream::connect(address).expect("our own listener takes connections");
        Refusing { taken, _other_end: listener }
    }

    /// The endpoint that refuses.
    pub fn url(&self) -> String {
        format!("http://{}", self.taken.local_addr().expect("a connection has an address"))
    }
}

fn listen() -> TcpListener {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port is free")
}

fn accept_all(listener: &TcpListener, shared: &Arc<Shared>) {
    for client in listener.incoming().map_while(Result::ok) {
        if shared.lock().closed {
            return;
        }
        let shared = Arc::clone(shared);
        // A client that goes away in the middle is what some tests are about.
        thread::spawn(move || serve(client, &shared));
    }
}

fn serve(client: TcpStream, shared: &Shared) -> io::Result<()> {
    let request = Request::read(&client)?;
    match shared.fault_of(&request) {
        None => pass_on(&request, client, shared),
        Some(fault) => misbehave(&fault, &request, client, shared),
    }
}

fn misbehave(fault: &Fault, request: &Request, mut client: TcpStream, shared: &Shared) -> io::Result<()> {
    match fault {
        Fault::Answer { status, content_type, body } => {
            let length = body.len();
            write!(
                client,
                "HTTP/1.1 {status} Fault\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\n\
                 x-amzn-RequestId: 00000000-0000-4000-8000-000000000000\r\nConnection: close\r\n\r\n{body}"
            )?;
            client.shutdown(Shutdown::Both)
        }
        Fault::LoseAnswer => {
            drop_answer(request, shared)?;
            reset(&client)
        }
        Fault::Raw(bytes) => {
            client.write_all(bytes)?;
            client.shutdown(Shutdown::Write)?;
            // Closing with something unread would be a reset.
            io::copy(&mut client, &mut io::sink()).map(drop)
        }
        Fault::AfterArrival(fault) => {
            drop_answer(request, shared)?;
            misbehave(fault, request, client, shared)
        }
        Fault::Preceded(bytes) => {
            client.write_all(bytes)?;
            pass_on(request, client, shared)
        }
        Fault::Dripping => {
            let mut answer = Vec::new();
            if let Some(mut server) = ask(request, shared)? {
                server.read_to_end(&mut answer)?;
            }
            client.set_nodelay(true)?;
            let (first, rest) = answer.split_at(answer.len().min(DRIPS));
            first.chunks(1).try_for_each(|byte| client.write_all(byte))?;
            client.write_all(rest)?;
            client.shutdown(Shutdown::Both)
        }
        Fault::Reset => reset(&client),
        // The client waits, until it goes away.
        Fault::Hold => io::copy(&mut client, &mut io::sink()).map(drop),
    }
}

/// Passes a request on to the server, if there is one, and its answer back.
fn pass_on(request: &Request, mut client: TcpStream, shared: &Shared) -> io::Result<()> {
    let Some(mut server) = ask(request, shared)? else { return Ok(()) };
    io::copy(&mut server, &mut client)?;
    client.shutdown(Shutdown::Both)
}

/// Passes a request on to the server, if there is one. Its answer can be read from what this returns.
fn ask(request: &Request, shared: &Shared) -> io::Result<Option<TcpStream>> {
    let Some(upstream) = &shared.upstream else { return Ok(None) };
    shared.arrive(request);
    request.ask(upstream).map(Some)
}

/// Has the server do what is asked for, and drops its answer.
fn drop_answer(request: &Request, shared: &Shared) -> io::Result<()> {
    match ask(request, shared)? {
        Some(mut server) => io::copy(&mut server, &mut io::sink()).map(drop),
        None => Ok(()),
    }
}

/// With no time to linger, closing sends a reset.
fn reset(client: &TcpStream) -> io::Result<()> {
    rustix::net::sockopt::set_socket_linger(client, Some(Duration::ZERO)).map_err(Into::into)
}

#[cfg(test)]
#[path = "fault/tests.rs"]
mod tests;

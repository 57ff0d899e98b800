//! The commands for scripts: the real program, run as a script runs it, with its effects checked by boto3.
//!
//! [`run`] runs a command and has what it printed. [`service`] is what it speaks to: each story that concerns the service is
//! told on the embedded one and on moto. The harness of the end-to-end tests lends boto3, moto and the pseudo-terminal.

#[path = "../e2e/boto.rs"]
mod boto;
#[path = "../e2e/display.rs"]
mod display;
mod docker;
#[expect(dead_code, reason = "the commands meet fewer faults than the dashboard")]
#[path = "../e2e/fault.rs"]
mod fault;
#[expect(dead_code, reason = "the commands need no variables of it")]
#[path = "../e2e/moto.rs"]
mod moto;
mod processes;
mod run;
#[expect(dead_code, reason = "boto3 tells the address")]
#[path = "../e2e/served.rs"]
mod served;
mod service;
#[path = "../e2e/waiting.rs"]
mod waiting;

mod asking;
mod changing;
mod checking;
mod comparing;
mod copying;
mod describing;
mod exporting;
mod faulting;
mod getting;
mod listing;
mod planning;
mod rotating;
mod running;
// Processes are looked at in /proc.
#[cfg(target_os = "linux")]
mod secrecy;
mod setting;

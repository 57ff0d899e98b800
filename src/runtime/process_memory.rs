//! Keeps the memory of the process, which holds secret values and credentials, away from other processes and from the disk.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::io;

/// Forbids core files, and on Linux also that other processes of the same user read the memory of this one or trace it.
/// Where the system sets no limit on locked memory, keeps all of it out of swap. Programs that this one starts, such as an
/// editor, write no core files either.
///
/// # Errors
/// The system refuses it.
pub fn protect_memory() -> Result<CoreLimit, Unprotected> {
    let before = getrlimit(Resource::Core);
    setrlimit(Resource::Core, Rlimit { current: Some(0), ..before }).map_err(io::Error::from)?;
    forbid_tracing()?;
    keep_out_of_swap();
    Ok(CoreLimit(before))
}

/// The system does not let the process protect its memory.
#[derive(Debug, thiserror::Error)]
#[error("can't keep its memory from other processes: {0}")]
pub struct Unprotected(#[from] io::Error);

/// The limit on the size of core files from before this process forbade them.
#[derive(Clone, Copy, Debug)]
pub struct CoreLimit(Rlimit);

impl CoreLimit {
    /// Gives the limit up, so that core files can't be allowed again.
    ///
    /// # Errors
    /// The system refuses it.
    pub fn give_up(self) -> io::Result<()> {
        Ok(setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?)
    }

    /// Sets the limit again, for a command that takes the place of this process.
    ///
    /// # Errors
    /// The system refuses it.
    pub fn restore(self) -> io::Result<()> {
        Ok(setrlimit(Resource::Core, self.0)?)
    }
}

/// Also keeps a handler of crashes from getting a core: where the system pipes cores to a program, it ignores their limit.
#[cfg(target_os = "linux")]
fn forbid_tracing() -> io::Result<()> {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};
    Ok(set_dumpable_behavior(DumpableBehavior::NotDumpable)?)
}

#[cfg(not(target_os = "linux"))]
fn forbid_tracing() -> io::Result<()> {
    Ok(())
}

/// Locks the memory if there is no limit. Below a limit, whatever is allocated beyond it would fail and end the program.
#[cfg(target_os = "linux")]
fn keep_out_of_swap() {
    use rustix::mm::{MlockAllFlags, mlockall};
    if getrlimit(Resource::Memlock).current.is_none() {
        let _ = mlockall(MlockAllFlags::CURRENT | MlockAllFlags::FUTURE | MlockAllFlags::ONFAULT);
    }
}

#[cfg(not(target_os = "linux"))]
fn keep_out_of_swap() {}

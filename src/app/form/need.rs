//! The needs of a form: reads of the service and of files, and the answers to them.

use crate::app::local::LocalWork;
use crate::service::api::{ErrorKind, Operation, Reply, Request, ServiceError};
use zeroize::Zeroizing;

/// Something that a form needs before it can go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// A read of the service.
    Read {
        /// The Region, where that is not the connection's own.
        region: Option<String>,
        /// The request.
        request: Request,
    },
    /// A file that is read or written.
    File(LocalWork),
}

/// The answer to a need. A failure is among them only if the form tolerates it.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The service answered, and to this very operation.
    Reply(Reply),
    /// The service failed in a way that the form can do without.
    Failed(ServiceError),
    /// The file was read.
    File(Zeroizing<Vec<u8>>),
    /// The file was written.
    Saved,
}

impl Need {
    /// A read of the service.
    pub fn read(request: Request) -> Self {
        Self::Read { region: None, request }
    }

    /// A read in another Region.
    pub fn read_in(region: String, request: Request) -> Self {
        Self::Read { region: Some(region), request }
    }

    /// The bytes of a file.
    pub fn file(path: String) -> Self {
        Self::File(LocalWork::ReadFile(path))
    }

    /// A new file that only its owner can read.
    pub fn save(path: String, bytes: Zeroizing<Vec<u8>>) -> Self {
        Self::File(LocalWork::SaveFile { path, bytes })
    }

    /// The request, if it is a read of the service.
    pub fn request(&self) -> Option<&Request> {
        match self {
            Self::Read { request, .. } => Some(request),
            Self::File(_) => None,
        }
    }
}

/// The reply to `request`, unless it is a reply to another operation.
pub(super) fn matching(
    request: &Request,
    result: Result<Reply, ServiceError>,
) -> Result<Reply, ServiceError> {
    let reply = result?;
    if reply.operation() == request.operation() {
        return Ok(reply);
    }
    Err(ServiceError {
        activity: Operation::from(request).into(),
        kind: ErrorKind::InvalidResponse,
        code: None,
        message: format!("The answer belongs to {}.", reply.operation()),
    })
}

//! Times as the service writes them: seconds since the epoch, with milliseconds.

use jiff::Timestamp;
use serde::{Serialize, Serializer};

/// A time on the wire.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Time(pub Timestamp);

impl Serialize for Time {
    #[allow(clippy::cast_precision_loss, reason = "milliseconds of our age fit into 53 bits")]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0.as_millisecond() as f64 / 1000.0)
    }
}

//! Times on the wire.

use jiff::Timestamp;
use serde::{Serialize, Serializer};

/// A time as seconds since the epoch, with milliseconds as decimals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EpochSeconds(pub Timestamp);

impl Serialize for EpochSeconds {
    #[allow(clippy::cast_precision_loss, reason = "milliseconds since the epoch fit into 53 bits")]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0.as_millisecond() as f64 / 1000.0)
    }
}

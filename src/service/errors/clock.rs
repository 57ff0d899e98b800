//! A clock that is off: the service refuses requests whose time is not its own.

use jiff::SignedDuration;
use jiff::civil::DateTime;

/// Error codes that are about the time of a request.
const CODES: &[&str] = &["RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture"];

/// Phrases of messages about a signature that are about its time.
const PHRASES: &[&str] = &["Signature expired", "Signature not yet current", "RequestTimeTooSkewed"];

/// The least difference that is told, in seconds. The `Date` header has whole seconds, and takes its time to arrive.
const NOTABLE: i64 = 60;

/// True if an error with this code and message is about the time of the request.
pub(super) fn is_about_time(code: &str, message: &str) -> bool {
    CODES.contains(&code) || PHRASES.iter().any(|phrase| message.contains(phrase))
}

/// The message of an error about the time of the request, with how far the clocks differ. `ahead` is how far the service's
/// clock is ahead of this machine's, if the response told it.
pub(super) fn explain(message: &str, ahead: Option<SignedDuration>) -> String {
    let end = if message.is_empty() || message.ends_with(['.', '!', '?', ')']) { "" } else { "." };
    let space = if message.is_empty() { "" } else { " " };
    let ahead = ahead.or_else(|| ahead_in_message(message)).filter(|ahead| ahead.as_secs().abs() >= NOTABLE);
    let told = match ahead {
        Some(ahead) if ahead.is_positive() => {
            format!("The clock of this machine is {} behind that of the service.", in_words(ahead))
        }
        Some(ahead) => {
            format!("The clock of this machine is {} ahead of that of the service.", in_words(ahead))
        }
        None => "The clock of this machine is off, or the request took minutes to arrive.".to_owned(),
    };
    format!("{message}{end}{space}{told}")
}

/// How far the service is ahead by the times in its message: that of the signature, and its own in brackets.
fn ahead_in_message(message: &str) -> Option<SignedDuration> {
    let time = |text: &str| {
        let text = text.trim_start().get(..16)?;
        DateTime::strptime("%Y%m%dT%H%M%SZ", text).ok()
    };
    let (_, signed) = message
        .split_once("Signature expired: ")
        .or_else(|| message.split_once("Signature not yet current: "))?;
    let (_, now) = signed.split_once('(')?;
    Some(time(now)?.duration_since(time(signed)?))
}

/// A difference in the greatest unit that tells it well.
fn in_words(difference: SignedDuration) -> String {
    let minutes = difference.as_secs().unsigned_abs().div_ceil(30) / 2;
    let (number, unit) = match minutes {
        ..120 => (minutes, "minute"),
        120..2880 => (minutes / 60, "hour"),
        _ => (minutes / 1440, "day"),
    };
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_that_are_wrong_for_another_reason_are_not_about_time() {
        assert!(is_about_time("RequestTimeTooSkewed", ""));
        assert!(is_about_time(
            "InvalidSignatureException",
            "Signature expired: 2026 is now earlier than 2027"
        ));
        assert!(is_about_time(
            "SignatureDoesNotMatch",
            "Signature not yet current: 2026 is still later than"
        ));
        for (code, message) in [
            ("InvalidSignatureException", "The request signature we calculated does not match"),
            ("ExpiredTokenException", "The security token included in the request is expired"),
        ] {
            assert!(!is_about_time(code, message), "{code}");
        }
    }

    #[test]
    fn the_difference_is_told_from_the_header_or_else_from_the_message() {
        let told =
            |message: &str, seconds: Option<i64>| explain(message, seconds.map(SignedDuration::from_secs));
        assert!(
            told("x", Some(720))
                .ends_with("x. The clock of this machine is 12 minutes behind that of the service.")
        );
        assert!(told("", Some(-60)).starts_with("The clock of this machine is 1 minute ahead"));
        assert!(told("", Some(-9000)).contains("2 hours ahead"));
        assert!(told("", Some(400_000)).contains("4 days behind"));
        assert!(told("", Some(3)).contains("is off, or"));
        let expired = "Signature expired: 20261126T050000Z is now earlier than 20261126T051500Z (20261126T052000Z - 5 min.)";
        assert!(told(expired, None).contains("20 minutes behind"), "{}", told(expired, None));
        let future = "Signature not yet current: 20261126T070000Z is still later than 20261126T052500Z (20261126T052000Z + 5 min.)";
        assert!(told(future, None).contains("100 minutes ahead"), "{}", told(future, None));
        for odd in [
            "Signature expired: é",
            "Signature expired: 20261126T050000Z (é",
            "Signature expired: (",
            "Signature not yet current: ",
        ] {
            assert!(told(odd, None).contains("is off, or"), "{odd}");
        }
    }
}

//! Responses that are not Secrets Manager's, described without quoting them.

use crate::service::api::ErrorKind;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

/// The most characters of a page title that are shown.
const TITLE_LIMIT: usize = 120;

/// A response that is not Secrets Manager's. Its body is never shown, as it may be a part of a secret.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct UnexpectedResponse {
    status: u16,
    content_type: Option<String>,
    title: Option<String>,
    body: BodyKind,
    /// True if the body says that it was asked over HTTP for what takes HTTPS.
    asks_for_tls: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BodyKind {
    Empty,
    Json,
    Markup,
    Other,
}

impl UnexpectedResponse {
    pub(super) fn of(response: &HttpResponse) -> Self {
        let body = response.body().bytes().unwrap_or_default();
        Self {
            status: response.status().as_u16(),
            content_type: response.headers().get("content-type").map(str::to_owned),
            title: title(body),
            body: BodyKind::of(body),
            asks_for_tls: asks_for_tls(body),
        }
    }

    /// True if only a proxy answers like this: it wants a login.
    pub(super) fn is_of_a_proxy(&self) -> bool {
        self.status == 407
    }

    /// True if a server that speaks TLS answers like this to who does not.
    pub(super) fn asks_for_tls(&self) -> bool {
        self.status == 400 && self.asks_for_tls
    }

    /// The meaning of an error response without an error code. It comes from the service, or from a proxy in front of it.
    pub(super) fn explain(&self, answerer: &str) -> (ErrorKind, String) {
        let kind = match (self.status, self.body) {
            (500.., BodyKind::Empty | BodyKind::Json) => ErrorKind::ServiceFailure,
            (429, _) => ErrorKind::Throttled,
            (..500, BodyKind::Empty | BodyKind::Json) | (_, BodyKind::Markup | BodyKind::Other) => {
                ErrorKind::InvalidResponse
            }
        };
        (kind, self.describe(answerer))
    }

    /// A sentence with who has answered, the status, and the title or type of the body.
    pub(super) fn describe(&self, answerer: &str) -> String {
        let body = match self.body {
            BodyKind::Empty => "an empty body",
            BodyKind::Json => "JSON that is not from Secrets Manager",
            BodyKind::Markup => "a web page",
            BodyKind::Other => "text or bytes that are not JSON",
        };
        let named = match (&self.title, &self.content_type) {
            (Some(title), _) => format!(", “{title}”"),
            (None, Some(content_type)) => format!(" ({content_type})"),
            (None, None) => String::new(),
        };
        format!("{answerer} returned HTTP {} with {body}{named}.", self.status)
    }
}

impl BodyKind {
    fn of(body: &[u8]) -> Self {
        match body.trim_ascii_start().first() {
            None => Self::Empty,
            Some(b'{') => Self::Json,
            Some(b'<') => Self::Markup,
            Some(_) => Self::Other,
        }
    }
}

/// True for the words of nginx, Go, Apache and Jetty: "sent to HTTPS port", "to an HTTPS server".
fn asks_for_tls(body: &[u8]) -> bool {
    let page = String::from_utf8_lossy(&body[..body.len().min(8192)]).to_ascii_lowercase();
    ["https port", "https server", "ssl-enabled server", "requires tls"]
        .iter()
        .any(|words| page.contains(words))
}

/// The title of a web page.
fn title(body: &[u8]) -> Option<String> {
    if BodyKind::of(body) != BodyKind::Markup {
        return None;
    }
    let page = String::from_utf8_lossy(body);
    let lower = page.to_ascii_lowercase();
    let start = lower.find("<title")?;
    let start = start + lower[start..].find('>')? + 1;
    let end = start + lower[start..].find("</title")?;
    let title = page[start..end].split_whitespace().collect::<Vec<_>>().join(" ");
    (!title.is_empty()).then(|| title.chars().take(TITLE_LIMIT).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_types::body::SdkBody;

    fn response(status: u16, body: &str) -> UnexpectedResponse {
        let response = http::Response::builder().status(status).body(SdkBody::from(body)).unwrap();
        UnexpectedResponse::of(&HttpResponse::try_from(response).unwrap())
    }

    #[test]
    fn a_web_page_is_named_by_its_title() {
        let page = "<!doctype html><HTML><Title lang=en>\n Sign in\n to the network </Title>";
        let (kind, words) = response(403, page).explain("The endpoint");
        assert_eq!(kind, ErrorKind::InvalidResponse);
        assert_eq!(words, "The endpoint returned HTTP 403 with a web page, “Sign in to the network”.");
    }

    #[test]
    fn a_gateway_page_is_an_invalid_response_and_a_bare_5xx_a_service_failure() {
        assert_eq!(response(502, "<html>").explain("The endpoint").0, ErrorKind::InvalidResponse);
        assert_eq!(response(503, "").explain("The endpoint").0, ErrorKind::ServiceFailure);
        assert_eq!(response(500, "{}").explain("The endpoint").0, ErrorKind::ServiceFailure);
        assert_eq!(response(404, "{}").explain("The endpoint").0, ErrorKind::InvalidResponse);
        assert_eq!(response(429, "slow down").explain("The endpoint").0, ErrorKind::Throttled);
    }

    #[test]
    fn the_body_is_never_quoted() {
        let words = response(200, "{\"SecretString\":\"hunter2").describe("The endpoint");
        assert!(!words.contains("hunter2"), "{words}");
        assert!(words.contains("HTTP 200"), "{words}");
        assert!(!response(200, "hunter2").describe("The endpoint").contains("hunter2"));
    }

    #[test]
    fn a_server_that_wants_tls_is_known_by_its_words() {
        for body in [
            "<html><title>400 The plain HTTP request was sent to HTTPS port</title>",
            "Client sent an HTTP request to an HTTPS server.\n",
            "Reason: You're speaking plain HTTP to an SSL-enabled server port.",
        ] {
            assert!(response(400, body).asks_for_tls(), "{body}");
            assert!(!response(200, body).asks_for_tls(), "{body}");
        }
        assert!(!response(400, "Bad Request").asks_for_tls());
    }

    #[test]
    fn an_odd_title_does_no_harm() {
        for page in ["<title", "<title>", "<title></title>", "<title>a", "<TITLE >İ</TITLE>"] {
            let _ = response(200, page).describe("The endpoint");
        }
        let long = format!("<title>{}</title>", "x".repeat(10_000));
        assert!(response(200, &long).describe("The endpoint").len() < 300);
    }
}

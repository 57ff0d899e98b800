//! An answer that is none of Secrets Manager's: what can be said of it without quoting it.

use crate::service::api::ErrorKind;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

/// The longest page title that is shown.
const LONGEST_TITLE: usize = 120;

/// Status, kind and title of an answer. The body is never shown: it may be half of a secret.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RawAnswer {
    status: u16,
    content_type: Option<String>,
    title: Option<String>,
    body: BodyKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BodyKind {
    Empty,
    Json,
    Markup,
    Other,
}

impl RawAnswer {
    pub(super) fn of(raw: &HttpResponse) -> Self {
        let body = raw.body().bytes().unwrap_or_default();
        Self {
            status: raw.status().as_u16(),
            content_type: raw.headers().get("content-type").map(str::to_owned),
            title: title(body),
            body: BodyKind::of(body),
        }
    }

    /// What an error without an error code is: a failing service's, or of something that stands before it.
    pub(super) fn without_code(&self) -> (ErrorKind, String) {
        let kind = match (self.status, self.body) {
            (500.., BodyKind::Empty | BodyKind::Json) => ErrorKind::ServiceFailure,
            (429, _) => ErrorKind::Throttled,
            _ => ErrorKind::InvalidResponse,
        };
        (kind, self.in_words())
    }

    /// Status, kind and title.
    pub(super) fn in_words(&self) -> String {
        let body = match self.body {
            BodyKind::Empty => "an empty body",
            BodyKind::Json => "JSON that is not Secrets Manager's",
            BodyKind::Markup => "a web page",
            BodyKind::Other => "text or bytes that are not JSON",
        };
        let named = match (&self.title, &self.content_type) {
            (Some(title), _) => format!(", “{title}”"),
            (None, Some(content_type)) => format!(" ({content_type})"),
            (None, None) => String::new(),
        };
        format!("The endpoint answered HTTP {} with {body}{named}.", self.status)
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

/// The title of an HTML page.
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
    (!title.is_empty()).then(|| title.chars().take(LONGEST_TITLE).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_types::body::SdkBody;

    fn answer(status: u16, body: &str) -> RawAnswer {
        let response = http::Response::builder().status(status).body(SdkBody::from(body)).unwrap();
        RawAnswer::of(&HttpResponse::try_from(response).unwrap())
    }

    #[test]
    fn a_web_page_is_named_by_its_title() {
        let page = "<!doctype html><HTML><Title lang=en>\n Sign in\n to the network </Title>";
        let (kind, words) = answer(403, page).without_code();
        assert_eq!(kind, ErrorKind::InvalidResponse);
        assert_eq!(words, "The endpoint answered HTTP 403 with a web page, “Sign in to the network”.");
    }

    #[test]
    fn a_gateway_page_is_garbage_and_a_bare_5xx_a_failing_service() {
        assert_eq!(answer(502, "<html>").without_code().0, ErrorKind::InvalidResponse);
        assert_eq!(answer(503, "").without_code().0, ErrorKind::ServiceFailure);
        assert_eq!(answer(500, "{}").without_code().0, ErrorKind::ServiceFailure);
        assert_eq!(answer(404, "{}").without_code().0, ErrorKind::InvalidResponse);
        assert_eq!(answer(429, "slow down").without_code().0, ErrorKind::Throttled);
    }

    #[test]
    fn the_body_is_never_quoted() {
        let words = answer(200, "{\"SecretString\":\"hunter2").in_words();
        assert!(!words.contains("hunter2"), "{words}");
        assert!(words.contains("HTTP 200"), "{words}");
        assert!(!answer(200, "hunter2").in_words().contains("hunter2"));
    }

    #[test]
    fn an_odd_title_does_no_harm() {
        for page in ["<title", "<title>", "<title></title>", "<title>a", "<TITLE >İ</TITLE>"] {
            let _ = answer(200, page).in_words();
        }
        let long = format!("<title>{}</title>", "x".repeat(10_000));
        assert!(answer(200, &long).in_words().len() < 300);
    }
}

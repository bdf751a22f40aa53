use std::time::Duration;

use anyhow::{Context, Result, bail};
use axum::http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use serde_json::Value;

use super::Undelivered;
use crate::outbound::{Outbound, Outgoing, Reach};

/// Timeout of the gateway, and how much of its response is kept.
const TIMEOUT: Duration = Duration::from_secs(20);
const MAX_BYTES: usize = 1024;

/// An HTTP gateway for SMS.
pub(super) struct Gateway {
    url: String,
    headers: HeaderMap,
    body: String,
    form: Form,
}

/// How values are encoded in the body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    UrlEncoded,
}

impl Gateway {
    /// Creates a client for a gateway URL, `Name: value` headers, and a body with `{{to}}` and `{{message}}`.
    pub(super) fn new(url: &str, lines: &[String], body: &str) -> Result<Self> {
        if !(url.starts_with("https://") || url.starts_with("http://")) {
            bail!("invalid SMS gateway URL: expected https:// or http://");
        }
        let mut headers =
            HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
        for line in lines {
            // Headers may contain a password, so the error doesn't quote them.
            let (name, value) = line.split_once(':').context("invalid SMS header: expected `Name: value`")?;
            let name = HeaderName::try_from(name.trim()).context("invalid SMS header name")?;
            let mut value = HeaderValue::try_from(value.trim()).context("invalid SMS header value")?;
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let form = if media_type.contains("form-urlencoded") { Form::UrlEncoded } else { Form::Json };
        if !(body.contains("{{to}}") && body.contains("{{message}}")) {
            bail!("invalid SMS body: it must contain {{{{to}}}} and {{{{message}}}}");
        }
        Ok(Self { url: url.to_owned(), headers, body: body.to_owned(), form })
    }

    pub(super) async fn send(&self, to: &str, text: &str, outbound: &Outbound) -> Result<(), Undelivered> {
        let outgoing = Outgoing {
            method: Method::POST,
            url: self.url.clone(),
            headers: self.headers.clone(),
            body: self.filled(to, text).into(),
            longest: TIMEOUT,
            most_bytes: MAX_BYTES,
        };
        // The operator configured the gateway, which may be in a private network.
        let answered = outbound.send(Reach::Anywhere, outgoing).await;
        let answered = answered.map_err(|error| Undelivered::Later(error.to_string()))?;
        let status = answered.status;
        if status.is_success() {
            return Ok(());
        }
        let problem = format!("{status}: {}", String::from_utf8_lossy(&answered.body));
        let is_final = matches!(status, StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY);
        Err(if is_final { Undelivered::Never(problem) } else { Undelivered::Later(problem) })
    }

    fn filled(&self, to: &str, text: &str) -> String {
        // The message is filled in last, so that its text is never taken for a placeholder.
        let (before, after) = self.body.split_once("{{message}}").unwrap_or((&self.body, ""));
        let to = self.form.written(to);
        [&before.replace("{{to}}", &to), &*self.form.written(text), &after.replace("{{to}}", &to)].concat()
    }
}

impl Form {
    fn written(self, value: &str) -> String {
        match self {
            Self::Json => {
                let quoted = Value::from(value).to_string();
                quoted[1..quoted.len() - 1].to_owned()
            }
            Self::UrlEncoded => form_urlencoded::byte_serialize(value.as_bytes()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\"{{to}}\" & 1\n";

    #[test]
    fn json_is_filled_so_that_it_stays_json() {
        let gateway = Gateway::new("https://x.test", &[], r#"{"to":"{{to}}","text":"{{message}}"}"#).unwrap();
        let body: Value = serde_json::from_str(&gateway.filled("+1555", TEXT)).unwrap();
        assert_eq!(body, serde_json::json!({ "to": "+1555", "text": TEXT }));
    }

    #[test]
    fn a_form_is_filled_as_twilio_takes_it() {
        let headers = ["Content-Type: application/x-www-form-urlencoded".to_owned()];
        let gateway = Gateway::new("https://x.test", &headers, "To={{to}}&Body={{message}}").unwrap();
        assert_eq!(gateway.filled("+1555", TEXT), "To=%2B1555&Body=%22%7B%7Bto%7D%7D%22+%26+1%0A");
    }

    #[test]
    fn a_mistake_is_told_without_what_is_secret() {
        for (url, header, body) in [
            ("ftp://x", "A: b", "{{to}}{{message}}"),
            ("https://x", "hunter2", "{{to}}{{message}}"),
            ("https://x", "A: b", "{{to}}"),
        ] {
            let error = Gateway::new(url, &[header.to_owned()], body).err().unwrap();
            assert!(!format!("{error:#}").contains("hunter2"), "{error:#}");
        }
    }
}

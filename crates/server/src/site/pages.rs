//! The shared layout of the HTML pages. It needs no JavaScript and works with a keyboard and with screen readers.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use housekey_domain::error::Code;
use housekey_domain::random;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::error::Refusal;
use crate::http::NO_SNIFF;
use crate::rng::rng;

const STYLE: &str = include_str!("pages/style.css");

/// Builds an HTML page: `Page::new("Webhooks").show(html! { … })`.
#[derive(Clone, Debug)]
pub struct Page {
    title: String,
    status: StatusCode,
    form_targets: String,
}

impl Page {
    /// Creates a page with this title, which is also its heading.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), status: StatusCode::OK, form_targets: "'self'".to_owned() }
    }

    /// Sets the response status (200 by default).
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Adds an origin (`https://app.example.com`) to the policy's `form-action`, which browsers also apply to the redirect
    /// that follows a form submission. Anything that isn't a plain origin is ignored.
    #[must_use]
    pub fn forms_lead_to(mut self, origin: &str) -> Self {
        let is_plain =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '/' | '.' | '-' | '_' | '[' | ']');
        if origin.contains(':') && origin.chars().all(is_plain) {
            self.form_targets.push(' ');
            self.form_targets.push_str(origin);
        }
        self
    }

    /// Renders the page around this content.
    #[expect(clippy::needless_pass_by_value, reason = "`html!` makes values")]
    pub fn show(self, content: Markup) -> Response {
        let nonce = random::token(&mut rng(), "");
        let markup = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.title) }
                    style nonce=(nonce) { (PreEscaped(STYLE)) }
                }
                body { main { h1 { (self.title) } (content) } }
            }
        };
        let policy = format!(
            "default-src 'none'; style-src 'nonce-{nonce}'; img-src 'self' data:; form-action {}; \
             base-uri 'none'; frame-ancestors 'none'",
            self.form_targets
        );
        let mut response = (self.status, markup.into_string()).into_response();
        let headers = response.headers_mut();
        let policy = HeaderValue::try_from(policy);
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            policy.unwrap_or(HeaderValue::from_static("default-src 'none'; sandbox")),
        );
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, NO_SNIFF);
        response
    }
}

/// An error page.
pub(crate) fn refusal(status: StatusCode, text: &str, trace_id: &str) -> Response {
    Page::new("Something went wrong").status(status).show(html! {
        (alert(text))
        p { small { "Trace ID: " (trace_id) } }
    })
}

/// An error message, announced by screen readers.
pub fn alert(text: &str) -> Markup {
    html! { p.alert role="alert" { (text) } }
}

/// A success message, announced by screen readers.
pub fn notice(text: &str) -> Markup {
    html! { p.notice role="status" { (text) } }
}

/// A required input with its label. `kind` is the input's `type`; `autocomplete` is an HTML autofill token or `off`.
pub fn field(label: &str, name: &str, kind: &str, value: &str, autocomplete: &str) -> Markup {
    html! {
        label {
            span { (label) }
            input type=(kind) name=(name) value=(value) autocomplete=(autocomplete) required;
        }
    }
}

/// A submit button.
pub fn button(label: &str) -> Markup {
    html! { button type="submit" { (label) } }
}

/// Rejects forms submitted from other sites (CSRF), by `Sec-Fetch-Site` or else `Origin`, one of which every current browser sends.
pub fn from_own_page(headers: &HeaderMap, public_url: &str) -> Result<(), Refusal> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let own = match text("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => text("origin").is_some_and(|origin| origin.eq_ignore_ascii_case(public_url)),
    };
    if own {
        return Ok(());
    }
    let long = "The form was not submitted from this server's own page. Reload the page and submit it again.";
    Err(Refusal::new(Code::CsrfTokenInvalid, "invalid origin", long))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(page: Page) -> String {
        let response = page.show(html! { p { "…" } });
        response.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned()
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (header::HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[tokio::test]
    async fn a_page_runs_nothing_and_escapes_what_it_shows() {
        let response = Page::new("<script>").show(alert("\"><img src=x onerror=alert(1)>"));
        let policy = response.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("script"), "{policy}");
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
        assert_eq!(response.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        let body = axum::body::to_bytes(response.into_body(), 100_000).await.unwrap();
        let body = std::str::from_utf8(&body).unwrap();
        assert!(!body.contains("<script") && !body.contains("<img"), "{body}");
    }

    #[test]
    fn forms_lead_nowhere_else_unless_the_page_says_so() {
        assert!(policy(Page::new("Sign in")).contains("form-action 'self';"));
        let page = Page::new("Sign in").forms_lead_to("https://app.example.com");
        assert!(policy(page).contains("form-action 'self' https://app.example.com;"));
        let page = Page::new("Sign in").forms_lead_to("https://x; script-src *");
        assert!(policy(page).contains("form-action 'self';"));
    }

    #[test]
    fn a_form_of_another_site_is_refused() {
        let own = "http://127.0.0.1:4600";
        for (sent, is_own) in [
            (headers(&[("sec-fetch-site", "same-origin")]), true),
            (headers(&[("origin", "http://127.0.0.1:4600")]), true),
            (headers(&[("sec-fetch-site", "cross-site"), ("origin", "http://127.0.0.1:4600")]), false),
            (headers(&[("sec-fetch-site", "same-site")]), false),
            (headers(&[("origin", "https://evil.example")]), false),
            (headers(&[("origin", "null")]), false),
            (headers(&[]), false),
        ] {
            assert_eq!(from_own_page(&sent, own).is_ok(), is_own, "{sent:?}");
        }
    }
}

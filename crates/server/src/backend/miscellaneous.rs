//! Operations that belong to no other resource.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderValue, Response, header};
use housekey_contract::Html;
use housekey_contract::backend::miscellaneous as operations;
use housekey_contract::backend::miscellaneous::GetInterstitial;
use housekey_domain::interstitial::{self, Interstitial};
use housekey_domain::random;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::app::App;
use crate::endpoint::{Caller, Endpoint, Endpoints, Serve};
use crate::error::Result;
use crate::rng::rng;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.open::<operations::GetPublicInterstitial, _>(get_public_interstitial);
    if let Some(Endpoint { serve: Serve::Open(call), .. }) = endpoints.0.last_mut() {
        let page = Arc::clone(call);
        *call = Arc::new(move |app, caller, input| {
            let page = page(app, caller, input);
            Box::pin(async move { page.await.map(without_origin) })
        });
    }
}

/// Loads the library, which sets its cookies, then reloads the requested page.
const LOAD: &str =
    "window.addEventListener('load',()=>window.Clerk.load().then(()=>window.location.reload()))";

async fn get_public_interstitial(app: Arc<App>, _: Caller, request: GetInterstitial) -> Result<Html> {
    let moment = app.moment();
    let page = app.db.read(move |tx| interstitial::find(tx, &request, moment)).await?;
    let markup = page.map_or_else(nobodys, |page| loading(&page));
    Ok(Html(markup.into_string()))
}

/// The page that loads the library. Only the library and this script may run, whatever the parameters contain.
fn loading(page: &Interstitial) -> Markup {
    let nonce = random::token(&mut rng(), "");
    let policy = format!(
        "default-src * data: blob:; style-src * 'unsafe-inline'; script-src 'nonce-{nonce}' 'strict-dynamic'; base-uri 'none'"
    );
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                title { "Signing in" }
            }
            body {
                script nonce=(nonce) src=(page.script_url) crossorigin="anonymous"
                    data-clerk-publishable-key=(page.publishable_key)
                    data-clerk-proxy-url=[&page.proxy_url]
                    data-clerk-domain=[&page.domain]
                    data-clerk-sign-in-url=[&page.sign_in_url] {}
                script nonce=(nonce) { (PreEscaped(LOAD)) }
            }
        }
    }
}

/// The page for an unknown Frontend API. It loads nothing.
fn nobodys() -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'";
                title { "Unknown application" }
            }
            body { p { "This server has no application with that Frontend API." } }
        }
    }
}

/// Applications serve this page from their own address. Served from this server's address, it runs without an origin:
/// on a shared server, one instance's script must not access what belongs to the server.
fn without_origin(mut page: Response<Body>) -> Response<Body> {
    let headers = page.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox allow-scripts"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> String {
        let page = Interstitial {
            script_url: "https://clerk.example.com/npm/clerk.js".into(),
            publishable_key: "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k".into(),
            proxy_url: Some("https://app.example.com/'a'&b".into()),
            domain: None,
            sign_in_url: None,
        };
        loading(&page).into_string()
    }

    #[test]
    fn what_a_request_holds_stays_within_its_attributes() {
        let markup = page();
        assert_eq!(markup.matches("<script").count(), 2, "{markup}");
        assert!(markup.contains("data-clerk-proxy-url=\"https://app.example.com/'a'&amp;b\""), "{markup}");
    }

    #[test]
    fn a_nonce_is_used_once() {
        assert_ne!(page(), page());
    }
}

//! Pages that redeem tickets: the links in invitations, sign-in tokens and actor tokens.
//!
//! A GET changes nothing, because mail scanners follow links too. The page shows a form, and submitting it redeems the
//! ticket.

mod invitation;
mod sign_in;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use housekey_domain::clients::ClientToken;
use housekey_domain::tickets::{self, Kind, Presented};
use housekey_store::Requester;
use maud::html;

use crate::app::App;
use crate::browser;
use crate::cx::Cx;
use crate::error::Refusal;
use crate::http::{body, requester};
use crate::site::pages::{Page, alert, from_own_page};

/// Maximum size of a form, in bytes.
const MAX_FORM: usize = 64 * 1024;

/// `GET /v1/tickets/accept?ticket=…`: shows the form, or redirects to the ticket's redirect URL.
/// `POST /v1/tickets/accept`: redeems the ticket.
pub(crate) fn routes(app: &Arc<App>) -> Router {
    let (shows, takes) = (Arc::clone(app), Arc::clone(app));
    let show = move |request: Request| {
        let app = Arc::clone(&shows);
        async move { page(show(&app, request).await) }
    };
    let take = move |request: Request| {
        let app = Arc::clone(&takes);
        async move { page(take(&app, request).await) }
    };
    Router::new().route("/v1/tickets/accept", get(show).post(take))
}

/// A request with a ticket whose signature has been verified.
#[derive(Clone)]
struct Visit {
    cx: Cx,
    ticket: String,
    presented: Presented,
    /// The browser's client token, if it has a valid one.
    browser: Option<ClientToken>,
}

impl Visit {
    async fn of(
        app: &Arc<App>,
        headers: &HeaderMap,
        requester: Requester,
        ticket: String,
    ) -> Result<Self, Refusal> {
        let now = app.clock.now();
        let presented = Presented::read(&ticket)?;
        let instance = app.keyring.by_id(&presented.instance, now).await?.ok_or_else(tickets::unknown)?;
        app.rate_limiter.admit(instance.id(), instance.environment(), now)?;
        let browser = browser::client(headers, &instance.signing_key);
        Ok(Self { cx: Cx::new(Arc::clone(app), instance, requester, None, now), ticket, presented, browser })
    }
}

async fn show(app: &Arc<App>, request: Request) -> Result<Response, Refusal> {
    let query = Form::parse(request.uri().query().unwrap_or_default().as_bytes());
    let visit = Visit::of(app, request.headers(), requester(&request), query.take("ticket")).await?;
    match visit.presented.kind {
        Kind::Invitation | Kind::OrganizationInvitation => invitation::show(&visit).await,
        Kind::SignInToken | Kind::ActorToken => sign_in::show(&visit).await,
    }
}

async fn take(app: &Arc<App>, request: Request) -> Result<Response, Refusal> {
    from_own_page(request.headers(), &app.public_url)?;
    let (headers, requester) = (request.headers().clone(), requester(&request));
    let form = Form::parse(&body(request, MAX_FORM, app.patience.body).await?);
    let visit = Visit::of(app, &headers, requester, form.take("ticket")).await?;
    match visit.presented.kind {
        Kind::Invitation | Kind::OrganizationInvitation => invitation::accept(&visit, &form).await,
        Kind::SignInToken | Kind::ActorToken => sign_in::redeem(&visit).await,
    }
}

/// A parsed form.
struct Form(Vec<(String, String)>);

impl Form {
    fn parse(bytes: &[u8]) -> Self {
        Self(form_urlencoded::parse(bytes).into_owned().collect())
    }

    /// The value of a field, or an empty string.
    fn take(&self, name: &str) -> String {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// The value of a field, unless blank.
    fn filled(&self, name: &str) -> Option<String> {
        Some(self.take(name)).filter(|value| !value.trim().is_empty())
    }
}

/// Renders refusals as a page. Server errors are rendered like all others.
fn page(outcome: Result<Response, Refusal>) -> Response {
    let refusal = match outcome {
        Ok(response) => return response,
        Err(refusal) if refusal.status().is_server_error() => return refusal.into_response(),
        Err(refusal) => refusal,
    };
    let title = if refusal.status() == StatusCode::BAD_REQUEST {
        "This link is invalid"
    } else {
        "Something went wrong"
    };
    let page = Page::new(title).status(refusal.status());
    page.show(html! { @for sentence in refusal.sentences() { (alert(sentence)) } })
}

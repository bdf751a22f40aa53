use housekey_domain::error::Code;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{RawPathParams, Request};
use axum::http::{HeaderMap, HeaderName, Method, header};
use housekey_contract::InstanceId;
use housekey_domain::oauth;

use crate::app::App;
use crate::cx::Cx;
use crate::error::{Refusal, unknown_path};
use crate::http::{body, requester};
use crate::issuer::Issuer;
use crate::keyring::Instance;

/// Maximum size of a form, in bytes.
const MAX_FORM: usize = 64 * 1024;

/// A request to an issuer's endpoint.
pub(super) struct Call {
    /// The request context.
    pub(super) cx: Cx,
    /// The issuer.
    pub(super) issuer: Issuer,
    /// The visit named in the URL, if any.
    pub(super) visit: String,
    /// The request's headers.
    pub(super) headers: HeaderMap,
    /// Whether the method is POST.
    pub(super) posted: bool,
    /// The query string.
    pub(super) query: String,
    /// The query string, or the form body.
    pub(super) parameters: String,
}

impl Call {
    /// Parses a request.
    pub(super) async fn read(
        app: Arc<App>,
        params: &RawPathParams,
        request: Request,
    ) -> Result<Self, Refusal> {
        let param =
            |name: &str| params.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_owned());
        let (now, patience) = (app.clock.now(), app.patience.body);
        let named = param("instance_id");
        let instance = app.keyring.addressed(named.clone().map(InstanceId::from), now).await?;
        admit(&app, &instance, now)?;
        let (headers, requester) = (request.headers().clone(), requester(&request));
        let cx = Cx::new(app, instance, requester, None, now);
        let issuer = issuer(&cx, named.is_some()).await?;
        let posted = *request.method() == Method::POST;
        let query = request.uri().query().unwrap_or_default().to_owned();
        let parameters = parameters(request, patience).await?;
        Ok(Self { cx, issuer, visit: param("visit").unwrap_or_default(), headers, posted, query, parameters })
    }

    /// A page of the visit. Its address repeats what the application asks for.
    pub(super) fn page(&self, page: &str) -> String {
        self.page_of(page, &self.visit)
    }

    /// A page of another visit for the same request.
    pub(super) fn page_of(&self, page: &str, visit: &str) -> String {
        format!("{}?{}", self.issuer.page(page, visit), self.query)
    }

    /// The value of a header.
    pub(super) fn header(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// Rate-limited separately from secret-key requests, so that neither can starve the other.
fn admit(app: &App, instance: &Instance, now: housekey_contract::Millis) -> Result<(), Refusal> {
    let world = InstanceId::from(format!("{}/oauth", instance.id()));
    app.rate_limiter.admit(&world, instance.environment(), now)
}

/// An instance has only one issuer, so the oldest instance isn't reachable under its id too.
async fn issuer(cx: &Cx, is_named: bool) -> Result<Issuer, Refusal> {
    let app = Arc::clone(&cx.app);
    let issuer = Issuer::from(cx.read(move |tx| oauth::issuer(tx, &app.public_url)).await?);
    if is_named == issuer.path().is_empty() { Err(unknown_path()) } else { Ok(issuer) }
}

async fn parameters(request: Request, patience: Duration) -> Result<String, Refusal> {
    if *request.method() != Method::POST {
        return Ok(request.uri().query().unwrap_or_default().to_owned());
    }
    let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = media_type.and_then(|value| value.split(';').next()).unwrap_or_default();
    let is_form = media_type.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded");
    let bytes = body(request, MAX_FORM, patience).await?;
    if !is_form && !bytes.is_empty() {
        let long = "The request's Content-Type must be application/x-www-form-urlencoded.";
        return Err(Refusal::new(Code::InvalidRequest, "invalid request", long));
    }
    String::from_utf8(bytes.to_vec()).map_err(|_| {
        let long = "The request body must be a UTF-8 form.";
        Refusal::new(Code::InvalidRequest, "invalid request", long)
    })
}

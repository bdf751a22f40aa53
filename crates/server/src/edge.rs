//! From an HTTP request to an endpoint and back.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{ConnectInfo, DefaultBodyLimit, FromRequest, Multipart, RawPathParams, Request};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use bytes::{Bytes, BytesMut};
use futures_util::FutureExt;
use housekey_contract::{Metadata, PathValues, Upload};
use housekey_store::Requester;
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::app::App;
use crate::auth::authenticate;
use crate::cx::Cx;
use crate::endpoint::{Endpoint, Endpoints, Input, Serve};
use crate::error::{Refusal, malformed, too_large, too_slow, unknown_path, wrong_method};
use crate::{accountless, health, images, mailbox, oauth, proxy_health, saml, tickets, trace, webhook_page};

/// The most bytes of a JSON body.
const MOST_JSON: usize = 1024 * 1024;
/// How many bytes beyond these are read and forgotten.
const FORGOTTEN: usize = 16 * 1024 * 1024;
/// The most bytes of a multipart body: an image of 10 MiB with what is around it.
const MOST_MULTIPART: usize = 10 * 1024 * 1024 + 64 * 1024;
/// The most characters that are kept of what a program calls itself.
const MOST_USER_AGENT: usize = 512;

/// Paths under which official clients ask for an operation, though no description has them.
const ALIASES: [(&str, &str); 1] = [("/instance/change_domain", "/beta_features/change_domain")];

/// The server's HTTP side: every path, with what is the same for all of them.
#[derive(Clone)]
pub struct Edge {
    router: Router,
    longest: Duration,
}

impl Edge {
    /// Mounts the endpoints, under `/v1` and without it.
    pub fn new(app: &Arc<App>, endpoints: Endpoints) -> Self {
        let mut router: Router = Router::new();
        for Endpoint { meta, serve } in endpoints.0 {
            let method = Method::from_bytes(meta.method.as_str().as_bytes()).unwrap_or_default();
            let filter = MethodFilter::try_from(method).unwrap_or(MethodFilter::GET);
            let route = route(filter, app, &serve);
            router =
                router.route(&format!("/v1{}", meta.path), route.clone()).route(meta.path, route.clone());
            if let Some((_, other)) = ALIASES.iter().find(|(path, _)| *path == meta.path) {
                router = router.route(&format!("/v1{other}"), route);
            }
        }
        let router = router
            .merge(accountless::routes(app))
            .merge(health::routes(app))
            .merge(images::routes(app))
            .merge(mailbox::routes(app))
            .merge(oauth::routes(app))
            .merge(proxy_health::routes(app))
            .merge(saml::routes(app))
            .merge(tickets::routes(app))
            .merge(webhook_page::routes(app));
        let router = router
            .fallback(|| async { unknown_path() })
            .method_not_allowed_fallback(|| async { wrong_method() });
        Self { router, longest: app.patience.answer }
    }

    /// Answers a request, whatever happens.
    pub async fn serve(self, request: Request) -> Result<Response, Infallible> {
        let began = Instant::now();
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let work = AssertUnwindSafe(self.router.oneshot(request)).catch_unwind();
        let mut response = match tokio::time::timeout(self.longest, work).await {
            Ok(Ok(Ok(response))) => response,
            Ok(Ok(Err(never))) => match never {},
            Ok(Err(panic)) => {
                Refusal::internal(format!("a handler panicked: {}", words(&*panic))).into_response()
            }
            Err(_) => {
                Refusal::internal(format!("a request took longer than {:?}", self.longest)).into_response()
            }
        };
        let refusal = response.extensions_mut().remove::<Refusal>();
        Ok(trace::finish(&method, &path, began, refusal, response))
    }
}

fn words(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

fn route(filter: MethodFilter, app: &Arc<App>, serve: &Serve) -> MethodRouter {
    let (app, serve) = (Arc::clone(app), serve.clone());
    on(filter, move |params: Result<RawPathParams, RawPathParamsRejection>, request: Request| {
        let (app, serve) = (Arc::clone(&app), serve.clone());
        async move {
            // An id that is no UTF-8 is nobody's.
            let Ok(params) = params else { return unknown_path().into_response() };
            answer(app, serve, &params, request).await.unwrap_or_else(IntoResponse::into_response)
        }
    })
}

async fn answer(
    app: Arc<App>,
    serve: Serve,
    params: &RawPathParams,
    request: Request,
) -> Result<Response, Refusal> {
    let patience = app.patience.body;
    let (call, takes_file) = match serve {
        Serve::OpenIn(call) => {
            let input = read(request, false, patience).await?;
            return call(app, input).await;
        }
        Serve::Fields(call) => (call, false),
        Serve::File(call) => (call, true),
    };
    let now = app.clock.now();
    let instance = authenticate(&app, request.headers(), now).await?;
    app.rate_limiter.admit(instance.id(), instance.environment(), now)?;
    let origin = text(request.headers(), &header::ORIGIN);
    let requester = requester(&request);
    let path = PathValues(params.iter().map(|(_, value)| value.to_owned()).collect());
    let input = read(request, takes_file, patience).await?;
    call(Cx::new(app, instance, requester, origin, now), path, input).await
}

/// From where a request comes: the address of the connection, which may be a proxy's.
pub(crate) fn requester(request: &Request) -> Requester {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let user_agent = text(request.headers(), &header::USER_AGENT).unwrap_or_default();
    Requester {
        client_ip: peer.map(|ConnectInfo(peer)| peer.ip().to_canonical().to_string()).unwrap_or_default(),
        user_agent: user_agent.chars().take(MOST_USER_AGENT).collect(),
    }
}

fn text(headers: &HeaderMap, name: &header::HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// Reads what the request brings: a file, the query of a GET or DELETE, or else the body.
async fn read(request: Request, takes_file: bool, patience: Duration) -> Result<Input, Refusal> {
    let query = request.uri().query().unwrap_or_default().to_owned();
    if takes_file {
        return form(request, patience).await.map(|(file, fields)| Input::Form(query, file, fields));
    }
    if matches!(*request.method(), Method::GET | Method::DELETE | Method::HEAD) {
        return Ok(Input::Query(query));
    }
    let is_json = is_json(request.headers());
    let body = body(request, MOST_JSON, patience).await?;
    if !is_json && !body.is_empty() {
        return Err(unsupported("application/json"));
    }
    Ok(Input::Json(query, body))
}

/// A body without a media type is taken for JSON.
fn is_json(headers: &HeaderMap) -> bool {
    let Some(media_type) = headers.get(header::CONTENT_TYPE) else { return true };
    let media_type = media_type.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim();
    media_type.eq_ignore_ascii_case("application/json") || media_type.to_ascii_lowercase().ends_with("+json")
}

fn unsupported(expected: &str) -> Refusal {
    let long = format!("The request's Content-Type must be {expected}.");
    let status = axum::http::StatusCode::UNSUPPORTED_MEDIA_TYPE;
    Refusal::new(status, "unsupported_content_type", "unsupported content type", long)
}

pub(crate) async fn body(request: Request, most: usize, patience: Duration) -> Result<Bytes, Refusal> {
    let collecting = collect(request.into_body(), most);
    tokio::time::timeout(patience, collecting).await.unwrap_or_else(|_| Err(too_slow(patience)))
}

/// Reads a body of at most so many bytes. Some more are read and forgotten: who is still sending does not listen, and would
/// see a broken connection instead of the refusal.
async fn collect(mut body: Body, most: usize) -> Result<Bytes, Refusal> {
    let (mut bytes, mut size) = (BytesMut::new(), 0);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| malformed("The body ended too early."))?;
        let Ok(data) = frame.into_data() else { continue };
        size += data.len();
        if size <= most {
            bytes.extend_from_slice(&data);
        } else if size > most + FORGOTTEN {
            break;
        }
    }
    if size > most { Err(too_large(most)) } else { Ok(bytes.freeze()) }
}

/// The field `file` of multipart form data, and what else is in it.
async fn form(request: Request, patience: Duration) -> Result<(Upload, Metadata), Refusal> {
    let (parts, body_) = request.into_parts();
    let bytes = body(Request::from_parts(parts.clone(), body_), MOST_MULTIPART, patience).await?;
    let mut request = Request::from_parts(parts, Body::from(bytes));
    // The framework's own limit of 2 MB is not ours.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut form =
        Multipart::from_request(request, &()).await.map_err(|_| unsupported("multipart/form-data"))?;
    let malformed = |error: axum::extract::multipart::MultipartError| {
        malformed(format!("The multipart body can't be read: {error}."))
    };
    let (mut upload, mut fields) = (None, Metadata::new());
    while let Some(field) = form.next_field().await.map_err(malformed)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            let filename = field.file_name().unwrap_or_default().to_owned();
            let content_type = field.content_type().unwrap_or_default().to_owned();
            let file = field.bytes().await.map_err(malformed)?.to_vec();
            upload = Some(Upload { file, filename, content_type });
        } else {
            fields.insert(name, field.text().await.map_err(malformed)?.into());
        }
    }
    upload.map(|upload| (upload, fields)).ok_or_else(|| housekey_domain::error::missing("file").into())
}

/// A header value that is known to be one.
pub(crate) const NO_SNIFF: HeaderValue = HeaderValue::from_static("nosniff");

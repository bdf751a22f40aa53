//! Routing from HTTP requests to endpoints and back.

use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use futures_util::FutureExt;
use housekey_contract::PathValues;
use tower::ServiceExt;

use crate::api::{Api, Approach, Gate, Table};
use crate::app::App;
use crate::cx::Cx;
use crate::endpoint::{Caller, Endpoint, Reads, Serve};
use crate::error::{Refusal, unknown_path, wrong_method};
use crate::http::{Input, bearer, check_head, read_fields, read_file, requester, text};
use crate::trace;

/// The HTTP service: all routes, and what they have in common.
#[derive(Clone)]
pub struct Edge(Arc<Routes>);

struct Routes {
    app: Arc<App>,
    other: Router,
    /// None where all APIs have the same gate, so that every request sees the same routes.
    by_approach: Option<ByApproach>,
}

struct ByApproach {
    publishable_host: Router,
    secret_key: Router,
}

impl Edge {
    /// Mounts the operations of these APIs and the pages of the site.
    pub fn new(app: &Arc<App>, apis: &[Api], site: &Router) -> Self {
        let router = |approach| {
            let table =
                Table::of(approach, apis, |gate, endpoint, filter| route(app, gate, endpoint, filter));
            table
                .into_router()
                .merge(site.clone())
                .fallback(|| async { unknown_path() })
                .method_not_allowed_fallback(|| async { wrong_method() })
        };
        let other = router(Approach::Other);
        let by_approach = apis.iter().any(|api| api.gate == Gate::PublishableHost).then(|| ByApproach {
            publishable_host: router(Approach::PublishableHost),
            secret_key: router(Approach::SecretKey),
        });
        Self(Arc::new(Routes { app: Arc::clone(app), other, by_approach }))
    }

    /// Responds to a request, in any case.
    pub async fn serve(self, request: Request) -> Result<Response, Infallible> {
        let began = Instant::now();
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let longest = self.0.app.patience.answer;
        let work = AssertUnwindSafe(self.route(request)).catch_unwind();
        let mut response = match tokio::time::timeout(longest, work).await {
            Ok(Ok(response)) => response,
            Ok(Err(panic)) => {
                Refusal::internal(format!("a handler panicked: {}", words(&*panic))).into_response()
            }
            Err(_) => Refusal::internal(format!("a request took longer than {longest:?}")).into_response(),
        };
        let refusal = response.extensions_mut().remove::<Refusal>();
        Ok(trace::finish(&method, &path, began, refusal, response))
    }

    async fn route(&self, request: Request) -> Response {
        if let Err(refusal) = check_head(&request) {
            return refusal.into_response();
        }
        let router = match self.choose(request.headers()).await {
            Ok(router) => router.clone(),
            Err(refusal) => return refusal.into_response(),
        };
        match router.oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }

    /// The routes that the request is for, by its host or else its credential, whatever its path is.
    async fn choose(&self, headers: &HeaderMap) -> Result<&Router, Refusal> {
        let Routes { app, other, by_approach } = &*self.0;
        let Some(routes) = by_approach else { return Ok(other) };
        let host = text(headers, &header::HOST).unwrap_or_default();
        let is_own = app.public_url.split_once("://").is_some_and(|(_, own)| own == host);
        if !is_own && app.keyring.by_host(&host, app.clock.now()).await?.is_some() {
            return Ok(&routes.publishable_host);
        }
        let has_secret_key = bearer(headers).is_some_and(|token| token.starts_with("sk_"));
        Ok(if has_secret_key { &routes.secret_key } else { other })
    }
}

fn words(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

fn route(app: &Arc<App>, gate: Gate, endpoint: &Endpoint, filter: MethodFilter) -> MethodRouter {
    let (app, reads, serve) = (Arc::clone(app), endpoint.reads, endpoint.serve.clone());
    on(filter, move |params: Result<RawPathParams, RawPathParamsRejection>, request: Request| {
        let (app, serve) = (Arc::clone(&app), serve.clone());
        async move {
            // An id that isn't UTF-8 doesn't exist.
            let Ok(params) = params else { return unknown_path().into_response() };
            let path = PathValues(params.iter().map(|(_, value)| value.to_owned()).collect());
            let answer = match serve {
                Serve::Open(call) => {
                    let caller = caller(&request);
                    match read(&app, reads, request).await {
                        Ok(input) => call(app, caller, input).await,
                        Err(refusal) => Err(refusal),
                    }
                }
                Serve::Gated(call) => match admit(app, gate, reads, request).await {
                    Ok((cx, input)) => call(cx, path, input).await,
                    Err(refusal) => Err(refusal),
                },
            };
            answer.unwrap_or_else(IntoResponse::into_response)
        }
    })
}

fn caller(request: &Request) -> Caller {
    Caller { requester: requester(request), origin: text(request.headers(), &header::ORIGIN) }
}

/// Lets a request through the gate, and only then reads what it brings.
async fn admit(app: Arc<App>, gate: Gate, reads: Reads, request: Request) -> Result<(Cx, Input), Refusal> {
    let (now, headers) = (app.clock.now(), request.headers());
    let instance = match gate {
        Gate::SecretKey => app.keyring.authenticate(headers, now).await?,
        Gate::PublishableHost => {
            let host = text(headers, &header::HOST).unwrap_or_default();
            app.keyring.by_host(&host, now).await?.ok_or_else(unknown_path)?
        }
    };
    app.rate_limiter.admit(instance.id(), instance.environment(), now)?;
    let origin = text(headers, &header::ORIGIN);
    let requester = requester(&request);
    let input = read(&app, reads, request).await?;
    Ok((Cx::new(app, instance, requester, origin, now), input))
}

async fn read(app: &App, reads: Reads, request: Request) -> Result<Input, Refusal> {
    match reads {
        Reads::Fields => read_fields(request, app.patience.body).await,
        Reads::File => read_file(request, app.patience.body).await,
    }
}

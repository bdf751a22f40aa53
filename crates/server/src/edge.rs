//! Routing from HTTP requests to endpoints and back.

use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request};
use axum::http::{Method, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use futures_util::FutureExt;
use housekey_contract::PathValues;
use tower::ServiceExt;

use crate::app::App;
use crate::auth::authenticate;
use crate::cx::Cx;
use crate::endpoint::{Caller, Endpoint, Endpoints, Serve};
use crate::error::{Refusal, unknown_path, wrong_method};
use crate::http::{check_head, read_fields, read_file, requester, text};
use crate::{accountless, health, images, mailbox, oauth, proxy_health, saml, tickets, trace, webhook_page};

/// Paths under which official clients ask for an operation, though no description has them.
const ALIASES: [(&str, &str); 1] = [("/instance/change_domain", "/beta_features/change_domain")];

/// The HTTP service: all routes, and what they have in common.
#[derive(Clone)]
pub struct Edge {
    router: Router,
    longest: Duration,
}

impl Edge {
    /// Mounts the endpoints, with and without the prefix `/v1`.
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

    /// Responds to a request, in any case.
    pub async fn serve(self, request: Request) -> Result<Response, Infallible> {
        let began = Instant::now();
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let longest = self.longest;
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

    async fn route(self, request: Request) -> Response {
        if let Err(refusal) = check_head(&request) {
            return refusal.into_response();
        }
        match self.router.oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
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
            // An id that isn't UTF-8 doesn't exist.
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
            let caller =
                Caller { requester: requester(&request), origin: text(request.headers(), &header::ORIGIN) };
            let input = read_fields(request, patience).await?;
            return call(app, caller, input).await;
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
    let input =
        if takes_file { read_file(request, patience).await? } else { read_fields(request, patience).await? };
    call(Cx::new(app, instance, requester, origin, now), path, input).await
}

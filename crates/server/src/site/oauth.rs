//! OAuth 2.0 and OpenID Connect: endpoints, pages, tokens.
//!
//! The oldest instance's URLs are directly below the server's; other instances are below `/instances/{instance_id}`, so
//! that each is its own issuer.

mod answer;
mod authorize;
mod browser;
mod call;
mod consent;
mod discovery;
mod revoke;
mod sign_in;
mod token;
mod token_info;
mod user_info;

use std::future::Future;
use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};

use crate::app::App;
use crate::error::{Format, Refusal, unknown_path};
use call::Call;

pub(crate) use answer::{error, with_bearer_challenge};

type Reply = Result<Response, Refusal>;

/// All routes below an issuer.
pub(crate) fn routes(app: &Arc<App>) -> Router {
    let mut router = Router::new();
    for prefix in ["", "/instances/{instance_id}"] {
        for (path, route) in below_issuer(app) {
            router = router.route(&format!("{prefix}{path}"), route);
        }
    }
    // The metadata location of RFC 8414 for an issuer with a path.
    let metadata = get(on(app, Format::OAuth, discovery::authorization_server)).options(preflight);
    router.route("/.well-known/oauth-authorization-server/instances/{instance_id}", metadata)
}

fn below_issuer(app: &Arc<App>) -> Vec<(&'static str, MethodRouter)> {
    vec![
        (
            "/.well-known/openid-configuration",
            get(on(app, Format::OAuth, discovery::openid)).options(preflight),
        ),
        (
            "/.well-known/oauth-authorization-server",
            get(on(app, Format::OAuth, discovery::authorization_server)).options(preflight),
        ),
        ("/.well-known/jwks.json", get(on(app, Format::Api, discovery::jwks)).options(preflight)),
        (
            "/oauth/authorize",
            get(on(app, Format::Page, authorize::authorize)).post(on(app, Format::Page, authorize::by_post)),
        ),
        (
            "/oauth/sign-in/{visit}",
            get(on(app, Format::Page, sign_in::show)).post(on(app, Format::Page, sign_in::submit)),
        ),
        (
            "/oauth/consent/{visit}",
            get(on(app, Format::Page, consent::show)).post(on(app, Format::Page, consent::submit)),
        ),
        ("/oauth/token", post(on(app, Format::OAuth, token::exchange)).options(preflight)),
        ("/oauth/token/revoke", post(on(app, Format::OAuth, revoke::revoke)).options(preflight)),
        ("/oauth/token_info", post(on(app, Format::OAuth, token_info::introspect))),
        (
            "/oauth/userinfo",
            get(on(app, Format::Bearer, user_info::show))
                .post(on(app, Format::Bearer, user_info::show))
                .options(preflight),
        ),
    ]
}

/// Serves a route with a handler and renders its errors in one format. Allows cross-origin calls: without a token they
/// reveal nothing, and cookies are ignored.
fn on<F, W>(
    app: &Arc<App>,
    format: Format,
    handler: F,
) -> impl Fn(Result<RawPathParams, RawPathParamsRejection>, Request) -> Serving + Clone + use<F, W>
where
    F: Fn(Call) -> W + Clone + Send + Sync + 'static,
    W: Future<Output = Reply> + Send + 'static,
{
    let app = Arc::clone(app);
    move |params, request| {
        let (app, handler) = (Arc::clone(&app), handler.clone());
        Box::pin(async move {
            let reply = reply(app, params, request, handler).await;
            let response = reply.unwrap_or_else(|refusal| refusal.in_format(format).into_response());
            if format == Format::Page { response } else { for_any_origin(response) }
        })
    }
}

async fn reply<W: Future<Output = Reply>>(
    app: Arc<App>,
    params: Result<RawPathParams, RawPathParamsRejection>,
    request: Request,
    handler: impl Fn(Call) -> W,
) -> Reply {
    // An id that isn't UTF-8 doesn't exist.
    let params = params.map_err(|_| unknown_path())?;
    handler(Call::read(app, &params, request).await?).await
}

type Serving = std::pin::Pin<Box<dyn Future<Output = Response> + Send>>;

fn for_any_origin(mut response: Response) -> Response {
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

/// Answers CORS preflight requests.
async fn preflight() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    for_any_origin((axum::http::StatusCode::NO_CONTENT, headers).into_response())
}

//! Liveness and readiness.

use std::sync::Arc;

use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::error::Refusal;

/// `GET /health`: the process is running. `GET /ready`: the database can be read and written.
pub(crate) fn routes(app: &Arc<App>) -> Router {
    let app = Arc::clone(app);
    let ready = move || {
        let app = Arc::clone(&app);
        async move { app.db.ready().await.map(|()| say("ready")).map_err(Refusal::from) }
    };
    Router::new().route("/health", get(|| async { say("healthy") })).route("/ready", get(ready))
}

fn say(status: &str) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], format!(r#"{{"status":"{status}"}}"#)).into_response()
}

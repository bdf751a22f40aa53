//! Liveness and readiness.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use housekey_store::StoreError;
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::app::App;
use crate::error::Refusal;

/// How long a result of `/ready` is reused. Anyone may call it, and each probe writes to the disk.
const PROBE_INTERVAL: Duration = Duration::from_secs(1);

/// `GET /health`: the process is running. `GET /ready`: the database can be read and written.
pub(crate) fn routes(app: &Arc<App>) -> Router {
    let readiness = Arc::new(Readiness { app: Arc::clone(app), last: Mutex::default() });
    let ready = move || {
        let readiness = Arc::clone(&readiness);
        async move { readiness.get().await.map(|()| say("ready")).map_err(Refusal::from) }
    };
    Router::new().route("/health", get(|| async { say("healthy") })).route("/ready", get(ready))
}

/// The result of the last probe.
struct Readiness {
    app: Arc<App>,
    last: Mutex<Option<(Instant, Result<(), StoreError>)>>,
}

impl Readiness {
    /// Probes, unless another caller just has. Concurrent callers wait for the same result.
    async fn get(&self) -> Result<(), StoreError> {
        let mut last = self.last.lock().await;
        if let Some((at, outcome)) = &*last
            && at.elapsed() < PROBE_INTERVAL
        {
            return outcome.clone();
        }
        let outcome = self.app.db.ready().await;
        *last = Some((Instant::now(), outcome.clone()));
        outcome
    }
}

fn say(status: &str) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], format!(r#"{{"status":"{status}"}}"#)).into_response()
}

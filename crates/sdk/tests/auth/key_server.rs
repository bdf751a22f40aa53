//! A real server of key sets that counts how often it is asked.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use housekey_sdk::auth::{JwksOptions, Options, Verifier};
use serde_json::json;
use tokio::net::TcpListener;

use crate::signing::{SigningKey, with};

pub(crate) const SECRET: &str = "sk_test_of_the_key_server";

pub(crate) struct KeyServer {
    pub(crate) url: String,
    shared: Arc<Shared>,
}

struct Shared {
    hits: AtomicUsize,
    answer: Mutex<(StatusCode, String)>,
    delay: Duration,
}

impl KeyServer {
    pub(crate) async fn with(keys: &[&SigningKey]) -> Self {
        Self::slow(keys, Duration::ZERO).await
    }

    pub(crate) async fn slow(keys: &[&SigningKey], delay: Duration) -> Self {
        let answer = Mutex::new((StatusCode::OK, set_of(keys)));
        let shared = Arc::new(Shared { hits: AtomicUsize::new(0), answer, delay });
        let app = Router::new().route("/v1/jwks", get(answer_to)).with_state(Arc::clone(&shared));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async { axum::serve(listener, app).await });
        Self { url, shared }
    }

    pub(crate) fn hits(&self) -> usize {
        self.shared.hits.load(Ordering::SeqCst)
    }

    pub(crate) fn answer(&self, status: u16, body: impl Into<String>) {
        *self.shared.answer.lock().unwrap() = (StatusCode::from_u16(status).unwrap(), body.into());
    }

    pub(crate) fn serve(&self, keys: &[&SigningKey]) {
        self.answer(200, set_of(keys));
    }

    /// Fetches from this server, with the defaults otherwise.
    pub(crate) fn source(&self) -> JwksOptions {
        JwksOptions::new(SECRET).api_url(&self.url)
    }

    pub(crate) fn options(&self) -> Options {
        with(Verifier::from_jwks(self.source()).unwrap())
    }
}

fn set_of(keys: &[&SigningKey]) -> String {
    json!({ "keys": keys.iter().map(|key| key.jwk()).collect::<Vec<_>>() }).to_string()
}

async fn answer_to(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> (StatusCode, String) {
    shared.hits.fetch_add(1, Ordering::SeqCst);
    tokio::time::sleep(shared.delay).await;
    if headers.get("authorization").is_none_or(|value| value != &format!("Bearer {SECRET}")) {
        return (StatusCode::UNAUTHORIZED, r#"{"errors":[{"code":"clerk_key_invalid"}]}"#.to_owned());
    }
    shared.answer.lock().unwrap().clone()
}

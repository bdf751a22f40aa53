//! Accepting connections, and graceful shutdown.

use std::error::Error;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::accountless::keep_keys_ready;
use crate::api::Api;
use crate::app::App;
use crate::delivery::Workers;
use crate::edge::Edge;
use crate::http::client_stream::{ClientStream, Lingers};
use crate::http::leftover::Leftover;
use crate::limits::Patience;
use crate::tidy::tidy;
use crate::{backend, site};

/// How many connections are served at once; further ones wait to be accepted.
const MOST_CONNECTIONS: usize = 10_000;
/// The most bytes of a request's head, and of what waits in memory to be read or written beside one answer. Target URLs
/// have up to 64 KiB of it.
const MAX_HEAD: usize = 128 * 1024;

/// Serves the API on the listener until `stop` completes; then finishes the requests in progress and makes the last
/// writes durable.
pub async fn serve(app: Arc<App>, listener: TcpListener, stop: impl Future<Output = ()>) {
    serve_apis(app, &[backend::api()], listener, stop).await;
}

/// Serves these APIs, like [`serve`] serves the server's own.
pub async fn serve_apis(app: Arc<App>, apis: &[Api], listener: TcpListener, stop: impl Future<Output = ()>) {
    let edge = Edge::new(&app, apis, &site::routes(&app));
    serve_with(app, move |request| edge.clone().serve(request), listener, stop).await;
}

/// The edge that [`serve`] responds with, for middleware in front of it.
pub fn edge(app: &Arc<App>) -> Edge {
    Edge::new(app, &[backend::api()], &site::routes(app))
}

/// Serves requests with `answer`, for middleware in front of the edge. An error closes the connection without a
/// response.
pub async fn serve_with<F, A, E>(
    app: Arc<App>,
    answer: F,
    listener: TcpListener,
    stop: impl Future<Output = ()>,
) where
    F: Fn(Request) -> A + Clone + Send + 'static,
    A: Future<Output = Result<Response, E>> + Send + 'static,
    E: Into<Box<dyn Error + Send + Sync>> + 'static,
{
    let patience = app.patience;
    let workers = Workers::start(&app);
    let keys = tokio::spawn(keep_keys_ready(Arc::clone(&app)));
    let tidying = tokio::spawn(tidy(Arc::clone(&app)));
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    tokio::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            accepted = accept(&listener, &places) => if let Some((stream, peer, place)) = accepted {
                connection(stream, peer, place, (answer.clone(), patience), &graceful);
            }
        }
    }
    drop(listener);
    keys.abort();
    tidying.abort();
    workers.stop().await;
    if tokio::time::timeout(patience.goodbye, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
    app.db.close().await;
}

async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => Some((stream, peer, place)),
        Err(error) => {
            // Most likely out of file descriptors, which closing connections will free.
            tracing::warn!(%error, "could not accept a connection");
            tokio::time::sleep(Duration::from_millis(100)).await;
            None
        }
    }
}

fn connection<F, A, E>(
    stream: TcpStream,
    peer: SocketAddr,
    place: OwnedSemaphorePermit,
    (answer, patience): (F, Patience),
    graceful: &GracefulShutdown,
) where
    F: Fn(Request) -> A + Send + 'static,
    A: Future<Output = Result<Response, E>> + Send + 'static,
    E: Into<Box<dyn Error + Send + Sync>> + 'static,
{
    let _ = stream.set_nodelay(true);
    let lingers = Lingers::default();
    let stream = ClientStream::new(stream, patience.write, lingers.clone());
    let service = service_fn(move |request: Request<Incoming>| {
        let (mut request, leftover) = Leftover::of(request);
        request.extensions_mut().insert(ConnectInfo(peer));
        let (answering, lingers) = (answer(request), lingers.clone());
        async move {
            let mut response = answering.await?;
            if !leftover.forget(patience.body).await {
                lingers.set();
                response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            }
            Ok::<_, E>(response)
        }
    });
    let mut builder = http1::Builder::new();
    // Without `pipeline_flush`, which keeps every answer in memory for as long as there are requests to be read.
    builder.timer(TokioTimer::new()).header_read_timeout(patience.head).max_buf_size(MAX_HEAD);
    let served = graceful.watch(builder.serve_connection(TokioIo::new(stream), service));
    tokio::spawn(async move {
        if let Err(error) = served.await {
            tracing::debug!(%error, "a connection ended early");
        }
        drop(place);
    });
}

/// Listens on an address.
///
/// # Errors
/// If the address is in use or unavailable; the message says which.
pub async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    use anyhow::Context;
    TcpListener::bind(address).await.with_context(|| {
        format!(
            "can't listen on {address}: is another server running there? `--listen` chooses another address"
        )
    })
}

/// Completes on Ctrl-C or SIGTERM. Signals are handled from this call on.
///
/// # Errors
/// If signal handlers can't be installed.
pub fn asked_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

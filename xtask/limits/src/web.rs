use std::net::SocketAddr;
use std::path::Path;

use anyhow::Result;
use axum::Router;
use axum::http::header;
use axum::routing::get;
use bytes::Bytes;

/// One route with a placeholder, served from memory: only HTTP remains.
pub(crate) fn serve(listen: SocketAddr, body: &Path) -> Result<()> {
    let body = Bytes::from(std::fs::read(body)?);
    let answer = move || {
        let body = body.clone();
        async move { ([(header::CONTENT_TYPE, "application/json")], body) }
    };
    let router = Router::new().route("/v1/users", get(answer.clone())).route("/v1/users/{id}", get(answer));
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let listener = tokio::net::TcpListener::bind(listen).await?;
        let listener = axum::serve::ListenerExt::tap_io(listener, |stream| {
            // As in every server of small responses; a failure would show only in the results.
            stream.set_nodelay(true).ok();
        });
        Ok(axum::serve(listener, router).await?)
    })
}

//! Serves images to browsers.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use housekey_domain::images::avatar_svg;
use housekey_store::images::content;
use serde::Deserialize;

use crate::app::App;
use crate::error::{Refusal, unknown_path};
use crate::http::NO_SNIFF;

/// Query parameters of a generated avatar.
#[derive(Deserialize)]
struct Avatar {
    #[serde(default)]
    initials: String,
}

/// `GET /images/avatars/{user_id}`: a generated avatar. `GET /images/{instance_id}/{image_id}`: an uploaded image.
pub(crate) fn routes(app: &Arc<App>) -> Router {
    let app = Arc::clone(app);
    let uploaded = move |Path((instance, id)): Path<(String, String)>| {
        let app = Arc::clone(&app);
        async move { picture(&app, instance, id).await }
    };
    Router::new()
        .route("/images/avatars/{user_id}", get(avatar))
        .route("/images/{instance_id}/{image_id}", get(uploaded))
}

async fn picture(app: &App, instance: String, id: String) -> Result<Response, Refusal> {
    let found = app.db.scan(move |tx| content(tx, &instance, &id)).await?;
    let (media_type, bytes) = found.ok_or_else(unknown_path)?;
    // Images are immutable: a new image gets a new id.
    Ok(safely(&media_type, "public, max-age=31536000, immutable", bytes))
}

async fn avatar(Path(user): Path<String>, Query(Avatar { initials }): Query<Avatar>) -> Response {
    safely("image/svg+xml", "public, max-age=86400", avatar_svg(&user, &initials).into_bytes())
}

/// Serves an image so that it can't be sniffed as another type and its markup can't run scripts.
fn safely(media_type: &str, cache: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, cache),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; sandbox"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    let mut response = (headers, bytes).into_response();
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, NO_SNIFF);
    response
}

//! HTTP requests as they arrive, and headers that many answers have.

pub(crate) mod client_stream;
mod head;
pub(crate) mod json;
pub(crate) mod leftover;

use std::net::SocketAddr;
use std::time::Duration;

use axum::body::Body;
use axum::extract::multipart::MultipartError;
use axum::extract::{ConnectInfo, DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use bytes::{Bytes, BytesMut};
use housekey_contract::{Metadata, Upload};
use housekey_domain::error::{Code, missing_image};
use housekey_store::Requester;
use http_body_util::BodyExt;
use hyper::body::Body as HttpBody;

use crate::error::{Refusal, malformed, too_large, too_slow};

pub(crate) use head::check_head;

/// `X-Content-Type-Options: nosniff`
pub(crate) const NO_SNIFF: HeaderValue = HeaderValue::from_static("nosniff");

/// The most bytes of a JSON body.
const MAX_JSON: usize = 1024 * 1024;
/// The most bytes of a multipart body: an image of 10 MiB with what is around it.
const MAX_MULTIPART: usize = 10 * 1024 * 1024 + 64 * 1024;
/// The most characters that are kept of what a program calls itself.
const MAX_USER_AGENT: usize = 512;

/// What a request brings, apart from its path.
#[derive(Debug)]
pub enum Input {
    /// A query string.
    Query(String),
    /// A JSON body, which is empty where there is none, and the query beside it.
    Json(String, Bytes),
    /// A file from multipart form data, the fields beside it, and the query.
    Form(String, Upload, Metadata),
}

/// Where a request comes from: the address of the connection, which may be a proxy's.
pub(crate) fn requester(request: &Request) -> Requester {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let user_agent = text(request.headers(), &header::USER_AGENT).unwrap_or_default();
    Requester {
        client_ip: peer.map(|ConnectInfo(peer)| peer.ip().to_canonical().to_string()).unwrap_or_default(),
        user_agent: user_agent.chars().take(MAX_USER_AGENT).collect(),
    }
}

/// The text of a header.
pub(crate) fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// The token of `Authorization: Bearer …`.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let header = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

/// Reads a file from multipart form data.
pub(crate) async fn read_file(request: Request, patience: Duration) -> Result<Input, Refusal> {
    let query = request.uri().query().unwrap_or_default().to_owned();
    form(request, patience).await.map(|(file, fields)| Input::Form(query, file, fields))
}

/// Reads the query of a GET or DELETE, or else the JSON body.
pub(crate) async fn read_fields(request: Request, patience: Duration) -> Result<Input, Refusal> {
    let query = request.uri().query().unwrap_or_default().to_owned();
    if matches!(*request.method(), Method::GET | Method::DELETE | Method::HEAD) {
        return Ok(Input::Query(query));
    }
    let is_json = is_json(request.headers());
    let body = body(request, MAX_JSON, patience).await?;
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
    Refusal::new(Code::UnsupportedContentType, "unsupported content type", long)
}

/// Reads a body of at most so many bytes.
pub(crate) async fn body(request: Request, max: usize, patience: Duration) -> Result<Bytes, Refusal> {
    let collecting = collect(request.into_body(), max);
    tokio::time::timeout(patience, collecting).await.unwrap_or_else(|_| Err(too_slow(patience)))
}

async fn collect(mut body: Body, max: usize) -> Result<Bytes, Refusal> {
    if body.size_hint().lower() > max as u64 {
        return Err(too_large(max));
    }
    let mut bytes = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| malformed("The request body is incomplete."))?;
        let Ok(data) = frame.into_data() else { continue };
        if bytes.len() + data.len() > max {
            return Err(too_large(max));
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes.freeze())
}

/// The field `file` of multipart form data, and what else is in it.
async fn form(request: Request, patience: Duration) -> Result<(Upload, Metadata), Refusal> {
    let (parts, body_) = request.into_parts();
    let bytes = body(Request::from_parts(parts.clone(), body_), MAX_MULTIPART, patience).await?;
    let mut request = Request::from_parts(parts, Body::from(bytes));
    // The framework's own limit of 2 MB is not ours.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut form =
        Multipart::from_request(request, &()).await.map_err(|_| unsupported("multipart/form-data"))?;
    let malformed = |error: MultipartError| malformed(format!("The multipart body is invalid: {error}."));
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
    upload.map(|upload| (upload, fields)).ok_or_else(|| missing_image().into())
}

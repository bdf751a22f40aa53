//! Requests that are ready to be sent.

use bytes::Bytes;
use housekey_contract::{Body, Meta, Metadata, Operation, Request, Upload, codec};
use http::header::{CONTENT_TYPE, HeaderMap};
use http::{HeaderValue, Method};
use reqwest::multipart::Form;
use reqwest::{Body as HttpBody, Url};

use crate::{Error, platform};

/// A request that is ready to be sent, possibly more than once, without what the client adds.
pub(crate) struct Outgoing {
    pub(crate) meta: Meta,
    pub(crate) path: String,
    pub(crate) query: Option<String>,
    pub(crate) payload: Payload,
}

pub(crate) enum Payload {
    None,
    Json(Bytes),
    File { bytes: Bytes, name: String, media_type: String, fields: Metadata },
}

impl Outgoing {
    /// Encodes an operation.
    pub(crate) fn of<O: Operation>(operation: &O) -> Result<Self, Error> {
        let path = operation.path();
        check_segments(&path)?;
        let body = operation.request().body().map_err(|error| Error::Request(error.to_string()))?;
        let (query, payload) = match body {
            Body::Fields(fields) if fields.is_empty() => (None, Payload::None),
            Body::Fields(fields) if O::META.method.fields_in_query() => {
                (Some(codec::to_query(&fields)).filter(|query| !query.is_empty()), Payload::None)
            }
            Body::Fields(fields) => {
                let json = serde_json::to_vec(&fields).map_err(|error| Error::Request(error.to_string()))?;
                (None, Payload::Json(json.into()))
            }
            Body::List(items) => {
                let json = serde_json::to_vec(&items).map_err(|error| Error::Request(error.to_string()))?;
                (None, Payload::Json(json.into()))
            }
            Body::Form(upload, fields) => (None, Payload::file(upload, fields)),
        };
        Ok(Self { meta: O::META, path, query, payload })
    }

    /// A request without a body to a path with or without `/v1`, possibly with a query.
    pub(crate) fn to_path(meta: Meta, path: &str) -> Result<Self, Error> {
        let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
        let path = path.strip_prefix("/v1").filter(|rest| rest.starts_with('/')).unwrap_or(path);
        if !path.starts_with('/') || path.contains('#') {
            return Err(Error::Request(format!("`{path}` is not a path such as `/v1/users`")));
        }
        check_segments(path)?;
        let (path, query) = (path.to_owned(), query.map(str::to_owned));
        Ok(Self { meta, path, query, payload: Payload::None })
    }

    /// Adds fields to the query.
    pub(crate) fn add_query(&mut self, more: &str) {
        let query = self.query.take().unwrap_or_default();
        let between = if query.is_empty() || more.is_empty() { "" } else { "&" };
        self.query = Some([query.as_str(), between, more].concat()).filter(|query| !query.is_empty());
    }

    /// Builds the request for an attempt.
    pub(crate) fn request(
        &self,
        http: &reqwest::Client,
        url: Url,
        headers: HeaderMap,
    ) -> Result<reqwest::Request, Error> {
        if let Payload::File { bytes, name, media_type, fields } = &self.payload {
            let form = form(bytes.clone(), name.clone(), media_type, fields)?;
            let request = http.request(self.method(), url).multipart(form).headers(headers).build();
            return request.map_err(|error| Error::Request(error.to_string()));
        }
        let mut request = reqwest::Request::new(self.method(), url);
        *request.headers_mut() = headers;
        if let Payload::Json(json) = &self.payload {
            let json_type = HeaderValue::from_static("application/json");
            request.headers_mut().entry(CONTENT_TYPE).or_insert(json_type);
            *request.body_mut() = Some(HttpBody::from(json.clone()));
        }
        Ok(request)
    }

    fn method(&self) -> Method {
        use housekey_contract::Method as M;
        match self.meta.method {
            M::Get => Method::GET,
            M::Post => Method::POST,
            M::Put => Method::PUT,
            M::Patch => Method::PATCH,
            M::Delete => Method::DELETE,
        }
    }
}

impl Payload {
    pub(crate) fn file(upload: &Upload, fields: Metadata) -> Self {
        Self::File {
            bytes: Bytes::copy_from_slice(&upload.file),
            name: if upload.filename.is_empty() { "file".to_owned() } else { upload.filename.clone() },
            media_type: upload.content_type.clone(),
            fields,
        }
    }
}

/// Rejects segments that would address another operation: empty ones, and `.` and `..`, which URLs resolve even if they are
/// percent-encoded.
fn check_segments(path: &str) -> Result<(), Error> {
    let leads_elsewhere = |segment: &&str| {
        segment.is_empty() || matches!(&*segment.to_ascii_lowercase().replace("%2e", "."), "." | "..")
    };
    match path.split('/').skip(1).find(leads_elsewhere) {
        None => Ok(()),
        Some("") => Err(Error::Request(format!("an id is empty in `{path}`"))),
        Some(dots) => Err(Error::Request(format!("`{dots}` is not a valid id"))),
    }
}

fn form(bytes: Bytes, name: String, media_type: &str, fields: &Metadata) -> Result<Form, Error> {
    let part = platform::part(bytes).file_name(name);
    let part = if media_type.is_empty() {
        part
    } else {
        part.mime_str(media_type)
            .map_err(|_| Error::Request(format!("`{media_type}` is not a media type")))?
    };
    let texts = fields
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned)));
    let form = texts.fold(Form::new(), |form, (name, text)| form.text(name, text));
    Ok(form.part("file", part))
}

//! A request that is ready to be sent, as often as need be.

use bytes::Bytes;
use housekey_contract::{Body, Meta, Metadata, Operation, Request, Upload, codec};
use http::header::{CONTENT_TYPE, HeaderMap};
use http::{HeaderValue, Method};
use reqwest::multipart::Form;
use reqwest::{Body as HttpBody, Url};

use crate::{Error, platform};

/// A request that is ready to be sent, without what the client adds to it.
pub(crate) struct Outgoing {
    pub(crate) meta: Meta,
    pub(crate) path: String,
    pub(crate) query: Option<String>,
    payload: Payload,
}

enum Payload {
    None,
    Json(Bytes),
    File { bytes: Bytes, name: String, media_type: String, fields: Metadata },
}

impl Outgoing {
    /// Applies the rule of the wire to an operation.
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

    /// One attempt's request.
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
    fn file(upload: &Upload, fields: Metadata) -> Self {
        Self::File {
            bytes: Bytes::copy_from_slice(&upload.file),
            name: if upload.filename.is_empty() { "file".to_owned() } else { upload.filename.clone() },
            media_type: upload.content_type.clone(),
            fields,
        }
    }
}

/// An empty id would make `DELETE /users/{id}` another operation, and so would one of dots: URLs resolve those.
fn check_segments(path: &str) -> Result<(), Error> {
    match path.split('/').skip(1).find(|segment| matches!(*segment, "" | "." | "..")) {
        None => Ok(()),
        Some("") => Err(Error::Request(format!("an id is empty in `{path}`"))),
        Some(dots) => Err(Error::Request(format!("`{dots}` is no id"))),
    }
}

fn form(bytes: Bytes, name: String, media_type: &str, fields: &Metadata) -> Result<Form, Error> {
    let part = platform::part(bytes).file_name(name);
    let part = if media_type.is_empty() {
        part
    } else {
        part.mime_str(media_type).map_err(|_| Error::Request(format!("`{media_type}` is no media type")))?
    };
    let texts = fields
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned)));
    let form = texts.fold(Form::new(), |form, (name, text)| form.text(name, text));
    Ok(form.part("file", part))
}

use housekey_sdk::reqwest::multipart::{Form, Part};
use serde_json::Value;

use crate::cases::Case;
use crate::seeds::Seeds;
use crate::server::Server;

/// A client with an instance's key.
pub(crate) struct Caller {
    pub(crate) name: &'static str,
    key: String,
    url: String,
}

/// A response.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl Caller {
    pub(crate) fn own(server: &Server) -> Self {
        Self { name: "own", key: server.secret_key.clone(), url: server.url.clone() }
    }

    pub(crate) fn foreign(server: &Server) -> Self {
        Self { name: "foreign", key: server.foreign_key.clone(), url: server.url.clone() }
    }

    /// Calls an operation with these ids.
    pub(crate) async fn call(&self, case: &Case, seeds: &Seeds) -> Answer {
        let meta = case.meta();
        let path = seeds.fill(&case.path());
        let fields = seeds.fill(case.fields);
        if meta.method.fields_in_query() {
            let fields: Value = serde_json::from_str(&fields).unwrap();
            let query = housekey_contract::codec::to_query(fields.as_object().unwrap());
            return self.send(meta.method.as_str(), &format!("{path}?{query}"), "").await;
        }
        self.send(meta.method.as_str(), &path, &fields).await
    }

    /// Sends a request: a JSON body, or an image and fields if the body says `FILE`.
    pub(crate) async fn send(&self, method: &str, path: &str, body: &str) -> Answer {
        let client = reqwest::Client::builder().build().unwrap();
        let request = client.request(method.parse().unwrap(), format!("{}/v1{path}", self.url));
        let request = request.bearer_auth(&self.key);
        let request = if let Some(fields) = body.strip_prefix("FILE") {
            let fields = fields.split_whitespace().filter_map(|field| field.split_once('='));
            let picture = Part::bytes(PIXEL.to_vec()).file_name("pixel.gif").mime_str("image/gif").unwrap();
            let form = Form::new().part("file", picture);
            request.multipart(
                fields.fold(form, |form, (name, value)| form.text(name.to_owned(), value.to_owned())),
            )
        } else {
            request.header("content-type", "application/json").body(body.to_owned())
        };
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        let mut body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        // Removes what differs between calls.
        if let Some(fields) = body.as_object_mut() {
            fields.remove("clerk_trace_id");
        }
        Answer { status, body }
    }
}

/// A minimal image.
const PIXEL: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

impl Answer {
    /// Whether it is an empty list or a count of zero.
    pub(crate) fn is_nothing(&self) -> bool {
        let list = self.body.get("data").unwrap_or(&self.body);
        list.as_array().is_some_and(Vec::is_empty) || self.body["total_count"] == 0
    }

    /// Whether it reveals more about another instance than the requested id.
    pub(crate) fn tells(&self, theirs: &Seeds) -> bool {
        let text = self.body.to_string();
        self.status < 400 && theirs.ids().any(|id| text.contains(id))
    }
}

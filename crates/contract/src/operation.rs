use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::Metadata;
use crate::codec::{self, DecodeError, Invalid, Problem};

/// An operation of the API with its arguments.
pub trait Operation: Send + Sync + Sized + 'static {
    /// Metadata of the operation, the same for every call.
    const META: Meta;
    /// The ids in the path, in order, as a tuple.
    type Path: Send;
    /// The fields that aren't in the path; `()` if there are none.
    type Request: Request;
    /// The response of a successful call.
    type Answer: Answer;

    /// The path below the API version, with the ids percent-encoded: `/users/user_1/ban`.
    fn path(&self) -> String;
    /// The fields that aren't in the path.
    fn request(&self) -> &Self::Request;
    /// Reassembles an operation on the receiving side.
    fn from_parts(path: &mut PathValues, request: Self::Request) -> Self;
    /// Splits an operation into the path's ids and the other fields.
    fn into_parts(self) -> (Self::Path, Self::Request);
}

/// Metadata of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meta {
    /// The resource it belongs to, such as `Users`.
    pub resource: &'static str,
    /// Its name within the resource, such as `ban`.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below the API version, with `{placeholders}`.
    pub path: &'static str,
    /// Whether Clerk has deprecated it.
    pub deprecated: bool,
}

/// As called on a client: `organization_memberships.list`.
impl fmt::Display for Meta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.resource.as_bytes();
        for (place, letter) in self.resource.chars().enumerate() {
            let after_small = place > 0 && !bytes[place - 1].is_ascii_uppercase();
            let before_small = bytes.get(place + 1).is_some_and(u8::is_ascii_lowercase);
            if letter.is_ascii_uppercase() && place > 0 && (after_small || before_small) {
                f.write_str("_")?;
            }
            write!(f, "{}", letter.to_ascii_lowercase())?;
        }
        write!(f, ".{}", self.name)
    }
}

/// An HTTP method that the API uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// GET
    Get,
    /// POST
    Post,
    /// PUT
    Put,
    /// PATCH
    Patch,
    /// DELETE
    Delete,
}

impl Method {
    /// The same as [`Method::Get`], as the crate `http` writes it.
    pub const GET: Self = Self::Get;
    /// The same as [`Method::Post`].
    pub const POST: Self = Self::Post;
    /// The same as [`Method::Put`].
    pub const PUT: Self = Self::Put;
    /// The same as [`Method::Patch`].
    pub const PATCH: Self = Self::Patch;
    /// The same as [`Method::Delete`].
    pub const DELETE: Self = Self::Delete;

    /// The method as written in an HTTP request.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether the request's fields are sent in the query rather than the JSON body.
    pub const fn fields_in_query(self) -> bool {
        matches!(self, Self::Get | Self::Delete)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The decoded values of a path's placeholders, in order.
#[derive(Clone, Debug, Default)]
pub struct PathValues(pub std::collections::VecDeque<String>);

impl PathValues {
    /// The next value; empty if there are none left.
    pub fn next_value(&mut self) -> String {
        self.0.pop_front().unwrap_or_default()
    }
}

/// The arguments of an operation, except those in the path. `{:?}` redacts secrets: see [`Secret`](crate::Secret).
pub trait Request: fmt::Debug + Send + Sync + Sized + 'static {
    /// The request as sent.
    fn body(&self) -> Result<Body<'_>, codec::EncodeError>;
    /// Decodes a received request strictly, as a server does.
    fn read(received: Received<'_>) -> Result<Self, Invalid>;
}

/// Received fields.
#[derive(Debug)]
pub enum Received<'a> {
    /// The query of a GET or DELETE, percent-encoded, without the question mark.
    Query(&'a str),
    /// The body of any other method; null if there was none.
    Json(Value),
}

/// A request as sent.
#[derive(Debug)]
pub enum Body<'a> {
    /// Fields: the query of a GET or DELETE, otherwise the JSON body.
    Fields(Metadata),
    /// A JSON array of items, each with its fields.
    List(Vec<Metadata>),
    /// A file and further fields, as multipart form data.
    Form(&'a Upload, Metadata),
}

impl<T: fmt::Debug + Serialize + DeserializeOwned + Send + Sync + 'static> Request for T {
    fn body(&self) -> Result<Body<'_>, codec::EncodeError> {
        codec::fields(self).map(Body::Fields)
    }

    fn read(received: Received<'_>) -> Result<Self, Invalid> {
        match received {
            Received::Query(query) => codec::query(query),
            Received::Json(body) => codec::body(body),
        }
    }
}

/// Several items created by one request: a bare JSON array.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bulk<T>(pub Vec<T>);

impl<T> From<Vec<T>> for Bulk<T> {
    fn from(items: Vec<T>) -> Self {
        Self(items)
    }
}

impl<T: fmt::Debug + Serialize + DeserializeOwned + Send + Sync + 'static> Request for Bulk<T> {
    fn body(&self) -> Result<Body<'_>, codec::EncodeError> {
        self.0.iter().map(codec::fields).collect::<Result<_, _>>().map(Body::List)
    }

    fn read(received: Received<'_>) -> Result<Self, Invalid> {
        match received {
            Received::Json(body) => codec::body(body).map(Self),
            Received::Query(_) => Err(Invalid { param: String::new(), problem: Problem::Missing }),
        }
    }
}

/// A file, sent as the field `file` of multipart form data.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    /// The file's bytes.
    pub file: Vec<u8>,
    /// The file name. Servers look only at the content.
    pub filename: String,
    /// The media type, such as `image/png`.
    pub content_type: String,
}

impl Request for Upload {
    fn body(&self) -> Result<Body<'_>, codec::EncodeError> {
        Ok(Body::Form(self, Metadata::new()))
    }

    // Neither encoding can hold a file; a server parses multipart form data itself.
    fn read(_: Received<'_>) -> Result<Self, Invalid> {
        Err(Invalid { param: "file".to_owned(), problem: Problem::Missing })
    }
}

/// A request sent as multipart form data: a file and optionally further fields.
pub trait Form: Request {
    /// Reassembles the request on the receiving side.
    fn from_parts(file: Upload, fields: Metadata) -> Result<Self, Invalid>;
}

impl Form for Upload {
    fn from_parts(file: Upload, fields: Metadata) -> Result<Self, Invalid> {
        codec::body(Value::Object(fields)).map(|()| file)
    }
}

/// The response of an operation. `{:?}` redacts secrets: see [`Secret`](crate::Secret).
pub trait Answer: fmt::Debug + Send + Sized + 'static {
    /// The status of a successful response.
    const STATUS: u16;
    /// The exact value of `Content-Type`; `None` if there is no body.
    const MEDIA_TYPE: Option<&'static str>;

    /// Encodes the body.
    fn encode(&self) -> Result<Vec<u8>, serde_json::Error>;
    /// Decodes the body tolerantly; see [`codec::answer`].
    fn decode(bytes: &[u8]) -> Result<Self, DecodeError>;
    /// Decodes the body strictly: unknown enum values and unexpected nulls are errors. For checking what a server
    /// sends.
    fn read(body: Value) -> Result<Self, Invalid>;
}

impl<T: fmt::Debug + Serialize + DeserializeOwned + Send + 'static> Answer for T {
    const STATUS: u16 = 200;
    const MEDIA_TYPE: Option<&'static str> = Some("application/json");

    fn encode(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }

    fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        codec::answer(bytes)
    }

    fn read(body: Value) -> Result<Self, Invalid> {
        codec::strict_answer(body)
    }
}

/// An HTML page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Html(pub String);

impl Answer for Html {
    const STATUS: u16 = 200;
    const MEDIA_TYPE: Option<&'static str> = Some("text/html; charset=utf-8");

    fn encode(&self) -> Result<Vec<u8>, serde_json::Error> {
        Ok(self.0.clone().into_bytes())
    }

    fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        Ok(Self(String::from_utf8_lossy(bytes).into_owned()))
    }

    fn read(body: Value) -> Result<Self, Invalid> {
        codec::strict_answer(body).map(Self)
    }
}

/// A successful response without a body: 204.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoContent;

impl Answer for NoContent {
    const STATUS: u16 = 204;
    const MEDIA_TYPE: Option<&'static str> = None;

    fn encode(&self) -> Result<Vec<u8>, serde_json::Error> {
        Ok(Vec::new())
    }

    fn decode(_: &[u8]) -> Result<Self, DecodeError> {
        Ok(Self)
    }

    fn read(_: Value) -> Result<Self, Invalid> {
        Ok(Self)
    }
}

/// A successful response without a body, whose effects may take a while: 202.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted;

impl Answer for Accepted {
    const STATUS: u16 = 202;
    const MEDIA_TYPE: Option<&'static str> = None;

    fn encode(&self) -> Result<Vec<u8>, serde_json::Error> {
        Ok(Vec::new())
    }

    fn decode(_: &[u8]) -> Result<Self, DecodeError> {
        Ok(Self)
    }

    fn read(_: Value) -> Result<Self, Invalid> {
        Ok(Self)
    }
}

/// Sends operations over the wire. This is what the contract knows about a client.
pub trait Carrier {
    /// A call that is ready to be sent.
    type Call<O: Operation>;

    /// Prepares a call of the operation.
    fn call<O: Operation>(&self, operation: O) -> Self::Call<O>;
}

/// Receives every operation as a type; see [`crate::backend::visit`].
pub trait Visitor {
    /// Called once for each operation, in row order.
    fn operation<O: Operation>(&mut self);
}

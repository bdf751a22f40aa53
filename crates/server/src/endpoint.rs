//! Operations of the contract, mounted as HTTP endpoints.
//!
//! Every operation goes through the single type-erased [`Endpoint`]: measured with 250 operations, a framework handler
//! type for each doubles the build time.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use axum::http::{HeaderValue, Response, StatusCode, header};
use housekey_contract::{Answer, Form, Meta, Operation, Page, PathValues, Received, Request};
use housekey_domain::error::{Error, missing_image};
use housekey_store::Requester;

use crate::app::App;
use crate::cx::Cx;
use crate::error::{Refusal, Result};
use crate::http::{Input, json};
use crate::shown::Rendered;
use crate::tolerated;

/// Who sends a request without a secret key.
#[derive(Clone, Debug, Default)]
pub struct Caller {
    /// Where the request comes from.
    pub requester: Requester,
    /// The origin of the page that sends it, if a browser does.
    pub origin: Option<String>,
}

type Reply = Result<Response<axum::body::Body>, Refusal>;
type Serving = Pin<Box<dyn Future<Output = Reply> + Send>>;
type Call = dyn Fn(Cx, PathValues, Input) -> Serving + Send + Sync;
type OpenCall = dyn Fn(Arc<App>, Caller, Input) -> Serving + Send + Sync;

/// Paths under which official clients ask for an operation, though no description has them.
const ALIASES: [(&str, &str); 1] = [("/instance/change_domain", "/beta_features/change_domain")];

/// An operation that is served.
#[derive(Clone)]
pub struct Endpoint {
    /// Its metadata.
    pub meta: Meta,
    /// What it reads of a request.
    pub reads: Reads,
    /// Who it is served to.
    pub serve: Serve,
}

impl Endpoint {
    /// Every path that it is found at: under `/v1`, without it, and under other names.
    pub(crate) fn paths(&self) -> impl Iterator<Item = String> {
        let path = self.meta.path;
        let aliases = ALIASES.iter().filter(move |(known, _)| *known == path);
        let aliases = aliases.map(|(_, other)| format!("/v1{other}"));
        [format!("/v1{path}"), path.to_owned()].into_iter().chain(aliases)
    }
}

/// What an operation reads of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// Fields of the query or a JSON body.
    Fields,
    /// A file, from multipart form data.
    File,
}

/// Who an operation is served to.
#[derive(Clone)]
pub enum Serve {
    /// Everybody.
    Open(Arc<OpenCall>),
    /// Whoever passes the gate of its API.
    Gated(Arc<Call>),
}

/// A response that is already encoded as JSON.
pub struct Shown<A> {
    json: Vec<u8>,
    of: PhantomData<fn() -> A>,
}

impl<A> Shown<A> {
    /// Wraps encoded JSON.
    pub fn new(json: Vec<u8>) -> Self {
        Self { json, of: PhantomData }
    }
}

impl<A> Shown<Vec<A>> {
    /// A list of rendered items.
    pub(crate) fn list<'a>(items: impl Iterator<Item = &'a Rendered> + Clone) -> Self {
        Self::new(join(b"", items, b""))
    }
}

impl<A> Shown<Page<A>> {
    /// A page of rendered items.
    pub(crate) fn page<'a>(items: impl Iterator<Item = &'a Rendered> + Clone, total_count: u64) -> Self {
        let end = format!(r#","total_count":{total_count}}}"#);
        Self::new(join(br#"{"data":"#, items, end.as_bytes()))
    }
}

/// The items as an array, between a beginning and an end.
fn join<'a>(begin: &[u8], items: impl Iterator<Item = &'a Rendered> + Clone, end: &[u8]) -> Vec<u8> {
    let length: usize = items.clone().map(|json| json.len() + 1).sum();
    let mut list = Vec::with_capacity(begin.len() + length + 2 + end.len());
    list.extend_from_slice(begin);
    list.push(b'[');
    for (index, json) in items.enumerate() {
        if index > 0 {
            list.push(b',');
        }
        list.extend_from_slice(json);
    }
    list.push(b']');
    list.extend_from_slice(end);
    list
}

/// What a handler returns: a value, or its JSON.
pub trait Answers<A> {
    /// The body of the response.
    ///
    /// # Errors
    /// If the value can't be encoded.
    fn into_body(self) -> Result<Vec<u8>>;
}

impl<A: Answer> Answers<A> for A {
    fn into_body(self) -> Result<Vec<u8>> {
        self.encode().map_err(|error| Error::Internal(error.to_string()))
    }
}

impl<A: Answer> Answers<A> for Shown<A> {
    fn into_body(self) -> Result<Vec<u8>> {
        Ok(self.json)
    }
}

/// The supported operations.
#[derive(Default)]
pub struct Endpoints(pub Vec<Endpoint>);

impl Endpoints {
    /// Adds an operation behind the gate of its API.
    pub fn on<O, M, H>(&mut self, handler: H) -> &mut Self
    where
        O: Operation,
        H: Handler<O, M>,
    {
        let serve = Serve::Gated(call::<O, M, H>(handler, |input| read_fields::<O>(&input)));
        self.add(O::META, Reads::Fields, serve)
    }

    /// Adds an operation behind the gate of its API that takes a file.
    pub fn on_upload<O, M, H>(&mut self, handler: H) -> &mut Self
    where
        O: Operation<Request: Form>,
        H: Handler<O, M>,
    {
        let serve = Serve::Gated(call::<O, M, H>(handler, |input| match input {
            Input::Form(query, file, fields) => {
                tolerated::check_query_beside_body(&O::META, &query)?;
                Ok(Form::from_parts(file, fields)?)
            }
            _ => Err(missing_image().into()),
        }));
        self.add(O::META, Reads::File, serve)
    }

    /// Serves an operation to everybody, with what the server knows.
    pub fn open<O, F>(&mut self, handler: fn(Arc<App>, Caller, O::Request) -> F) -> &mut Self
    where
        O: Operation,
        F: Future<Output = Result<O::Answer>> + Send + 'static,
    {
        let serve = Serve::Open(Arc::new(move |app, caller, input| {
            let reply = read_fields::<O>(&input).map(|request| handler(app, caller, request));
            Box::pin(async move { Ok(respond::<O::Answer>(reply?.await?.into_body()?)) })
        }));
        self.add(O::META, Reads::Fields, serve)
    }

    fn add(&mut self, meta: Meta, reads: Reads, serve: Serve) -> &mut Self {
        self.0.push(Endpoint { meta, reads, serve });
        self
    }
}

fn call<O, M, H>(handler: H, read: fn(Input) -> Result<O::Request, Refusal>) -> Arc<Call>
where
    O: Operation,
    H: Handler<O, M>,
{
    Arc::new(move |cx, mut path, input| {
        let handler = handler.clone();
        Box::pin(async move {
            let operation = O::from_parts(&mut path, read(input)?);
            Ok(respond::<O::Answer>(handler.call(cx, operation).await?))
        })
    })
}

fn read_fields<O: Operation>(input: &Input) -> Result<O::Request, Refusal> {
    let query;
    let received = match input {
        Input::Query(sent) => {
            query = tolerated::query(&O::META, sent);
            Received::Query(&query)
        }
        Input::Json(query, body) => {
            tolerated::check_query_beside_body(&O::META, query)?;
            Received::Json(tolerated::body(&O::META, json::parse(body)?))
        }
        Input::Form(..) => return Err(Refusal::internal("an operation with fields was given a file")),
    };
    Ok(O::Request::read(received)?)
}

fn respond<A: Answer>(body: Vec<u8>) -> Response<axum::body::Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = StatusCode::from_u16(A::STATUS).unwrap_or(StatusCode::OK);
    if let Some(media_type) = A::MEDIA_TYPE {
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    }
    response
}

/// A function that implements an operation: it takes the context, the ids in the path and the request, if there is one.
pub trait Handler<O: Operation, M>: Clone + Send + Sync + 'static {
    /// Handles a call. Returns the encoded body, so that the response isn't moved around.
    fn call(&self, cx: Cx, operation: O) -> impl Future<Output = Result<Vec<u8>>> + Send + 'static;
}

impl<O, H, F, T> Handler<O, ()> for H
where
    O: Operation<Path = (), Request = ()>,
    H: Fn(Cx) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<T>> + Send + 'static,
    T: Answers<O::Answer> + 'static,
{
    fn call(&self, cx: Cx, _: O) -> impl Future<Output = Result<Vec<u8>>> + Send + 'static {
        into_body::<T, O::Answer>(self(cx))
    }
}

impl<O, H, F, T, R> Handler<O, (R,)> for H
where
    O: Operation<Path = (), Request = R>,
    H: Fn(Cx, R) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<T>> + Send + 'static,
    T: Answers<O::Answer> + 'static,
{
    fn call(&self, cx: Cx, operation: O) -> impl Future<Output = Result<Vec<u8>>> + Send + 'static {
        into_body::<T, O::Answer>(self(cx, operation.into_parts().1))
    }
}

impl<O, H, F, T, A> Handler<O, ((A,), ())> for H
where
    O: Operation<Path = (A,), Request = ()>,
    H: Fn(Cx, A) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<T>> + Send + 'static,
    T: Answers<O::Answer> + 'static,
{
    fn call(&self, cx: Cx, operation: O) -> impl Future<Output = Result<Vec<u8>>> + Send + 'static {
        into_body::<T, O::Answer>(self(cx, operation.into_parts().0.0))
    }
}

impl<O, H, F, T, A, R> Handler<O, ((A,), (R,))> for H
where
    O: Operation<Path = (A,), Request = R>,
    H: Fn(Cx, A, R) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<T>> + Send + 'static,
    T: Answers<O::Answer> + 'static,
{
    fn call(&self, cx: Cx, operation: O) -> impl Future<Output = Result<Vec<u8>>> + Send + 'static {
        let ((id,), request) = operation.into_parts();
        into_body::<T, O::Answer>(self(cx, id, request))
    }
}

impl<O, H, F, T, A, B> Handler<O, ((A, B), ())> for H
where
    O: Operation<Path = (A, B), Request = ()>,
    H: Fn(Cx, A, B) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<T>> + Send + 'static,
    T: Answers<O::Answer> + 'static,
{
    fn call(&self, cx: Cx, operation: O) -> impl Future<Output = Result<Vec<u8>>> + Send + 'static {
        let (first, second) = operation.into_parts().0;
        into_body::<T, O::Answer>(self(cx, first, second))
    }
}

impl<O, H, F, T, A, B, R> Handler<O, ((A, B), (R,))> for H
where
    O: Operation<Path = (A, B), Request = R>,
    H: Fn(Cx, A, B, R) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<T>> + Send + 'static,
    T: Answers<O::Answer> + 'static,
{
    fn call(&self, cx: Cx, operation: O) -> impl Future<Output = Result<Vec<u8>>> + Send + 'static {
        let ((first, second), request) = operation.into_parts();
        into_body::<T, O::Answer>(self(cx, first, second, request))
    }
}

async fn into_body<T: Answers<A>, A>(answer: impl Future<Output = Result<T>>) -> Result<Vec<u8>> {
    answer.await?.into_body()
}

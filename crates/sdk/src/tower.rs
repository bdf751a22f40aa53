//! [`Guard`] as a tower layer, for axum, tonic, hyper and anything else built on `Service`.
//!
//! It fails closed: signed-out requests get a 401 and never reach the inner service, unless the guard is
//! [`optional`](Guard::optional). Requests that get through have the [`RequestState`](crate::auth::RequestState) in their
//! extensions and, if signed in, the [`SignedIn`](crate::auth::SignedIn) user.
//!
//! ```
//! use bytes::Bytes;
//! use http::{Request, Response};
//! use housekey_sdk::auth::{Guard, Options, RequestState, SignedIn};
//! # type Body = Bytes;
//!
//! async fn hello(request: Request<Body>) -> Result<Response<Body>, std::convert::Infallible> {
//!     let user = request.extensions().get::<SignedIn>().map_or("nobody", |user| &user.sub);
//!     Ok(Response::new(format!("hello {user}").into()))
//! }
//!
//! # fn example(options: Options) {
//! let service = tower::ServiceBuilder::new().layer(Guard::new(options)).service_fn(hello);
//! # }
//! ```

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use tower_layer::Layer;
use tower_service::Service;

use crate::auth::Guard;

/// A service behind a [`Guard`].
#[derive(Clone, Debug)]
pub struct Guarded<S> {
    guard: Guard,
    inner: S,
}

impl<S> Layer<S> for Guard {
    type Service = Guarded<S>;

    fn layer(&self, inner: S) -> Guarded<S> {
        Guarded { guard: self.clone(), inner }
    }
}

impl<S, Body, Answer> Service<Request<Body>> for Guarded<S>
where
    S: Service<Request<Body>, Response = Response<Answer>> + Clone + Send + 'static,
    S::Future: Send,
    Body: Send + 'static,
    Answer: From<Bytes>,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        // Call the service that is ready; its clone gets ready for the next request.
        let clone = self.inner.clone();
        let mut inner = mem::replace(&mut self.inner, clone);
        let guard = self.guard.clone();
        Box::pin(async move {
            let admission = guard.admit(&request);
            match admission.await {
                Ok(state) => {
                    if let Ok(user) = state.signed_in() {
                        request.extensions_mut().insert(user);
                    }
                    request.extensions_mut().insert(state.clone());
                    let mut response = inner.call(request).await?;
                    state.add_headers_to(response.headers_mut());
                    Ok(response)
                }
                Err(refusal) => Ok(refusal.response()),
            }
        })
    }
}

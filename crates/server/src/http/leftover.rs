//! The rest of a request's body after the response is ready.
//!
//! A client sends its whole body, whether it is read or not, and the connection's next request follows it. So the part
//! that the endpoint hasn't read is read and discarded before the response is sent.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header;
use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};

/// Maximum number of bytes to discard.
const MAX_FORGOTTEN: usize = 16 * 1024 * 1024;

/// The state of a request's body.
#[derive(Clone, Default)]
pub(crate) struct Leftover(Option<Arc<Mutex<Whereabouts>>>);

enum Whereabouts {
    /// The endpoint has it.
    Lent,
    /// Returned before its end.
    Returned(Incoming),
    /// Completely read.
    Finished,
    /// Returned unread, while the client waits for `100 Continue`.
    Unsent,
}

/// A lent body, which is returned on drop.
struct Lent {
    body: Option<Incoming>,
    whereabouts: Arc<Mutex<Whereabouts>>,
    is_awaited: bool,
}

impl Leftover {
    /// Lends the body of a request to the endpoint.
    pub(crate) fn of(request: Request<Incoming>) -> (Request, Self) {
        if request.body().is_end_stream() {
            return (request.map(Body::new), Self(None));
        }
        let is_awaited = request.headers().contains_key(header::EXPECT);
        let whereabouts = Arc::new(Mutex::new(Whereabouts::Lent));
        let leftover = Self(Some(Arc::clone(&whereabouts)));
        (request.map(|body| Body::new(Lent { body: Some(body), whereabouts, is_awaited })), leftover)
    }

    /// Reads and discards the rest, and returns whether the body has ended; if not, the connection can't be reused.
    pub(crate) async fn forget(self, patience: Duration) -> bool {
        let Some(whereabouts) = self.0 else { return true };
        match take(&whereabouts) {
            Whereabouts::Finished => true,
            Whereabouts::Lent | Whereabouts::Unsent => false,
            Whereabouts::Returned(body) => {
                tokio::time::timeout(patience, forget(body)).await.unwrap_or(false)
            }
        }
    }
}

fn take(whereabouts: &Mutex<Whereabouts>) -> Whereabouts {
    let mut place = whereabouts.lock().unwrap_or_else(PoisonError::into_inner);
    std::mem::replace(&mut *place, Whereabouts::Finished)
}

async fn forget(mut body: Incoming) -> bool {
    let mut size = 0;
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return false };
        size += frame.data_ref().map_or(0, Bytes::len);
        if size > MAX_FORGOTTEN {
            return false;
        }
    }
    true
}

impl HttpBody for Lent {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        self.is_awaited = false;
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        let frame = ready!(Pin::new(body).poll_frame(context));
        if frame.is_none() {
            self.body = None;
            self.is_now(Whereabouts::Finished);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map_or_else(|| SizeHint::with_exact(0), HttpBody::size_hint)
    }
}

impl Lent {
    fn is_now(&self, whereabouts: Whereabouts) {
        *self.whereabouts.lock().unwrap_or_else(PoisonError::into_inner) = whereabouts;
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let Some(body) = self.body.take() else { return };
        self.is_now(if self.is_awaited { Whereabouts::Unsent } else { Whereabouts::Returned(body) });
    }
}

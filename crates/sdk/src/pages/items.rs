use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_util::Stream;

use super::{Paged, Pages};
use crate::Error;

/// A stream of the items of a listing; see [`Call::stream`](crate::Call::stream).
#[must_use = "nothing is fetched until it is asked for"]
pub struct Items<O: Paged> {
    pages: Pages<O>,
    page: vec::IntoIter<O::Item>,
    /// The number of items left in the page when the next one is fetched.
    ahead: usize,
}

impl<O: Paged> Items<O> {
    pub(super) fn of(pages: Pages<O>) -> Self {
        Self { pages, page: Vec::new().into_iter(), ahead: 0 }
    }

    /// Returns the next item; `None` after the last one or after an error.
    ///
    /// Works like `StreamExt::next`, without an import.
    pub async fn next(&mut self) -> Option<Result<O::Item, Error>> {
        std::future::poll_fn(|cx| self.poll_item(cx)).await
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<O::Item, Error>>> {
        loop {
            if let Some(item) = self.page.next() {
                // Not earlier: callers that need only the first few items shouldn't pay for two pages.
                if self.page.len() <= self.ahead {
                    self.pages.look_ahead();
                }
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(cx)) {
                Some(Ok(page)) => {
                    self.ahead = page.len() / 2;
                    self.page = page.into_iter();
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

// Nothing in it is pinned: what is under way is behind a pointer.
impl<O: Paged> Unpin for Items<O> {}

impl<O: Paged> Stream for Items<O> {
    type Item = Result<O::Item, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(cx)
    }
}

impl<O: Paged> fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("at_hand", &self.page.len())
            .finish_non_exhaustive()
    }
}

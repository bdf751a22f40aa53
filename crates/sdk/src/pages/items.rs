use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_util::Stream;

use super::{Paged, Pages};
use crate::Error;

/// The items of a listing, page after page; see [`Call::stream`](crate::Call::stream).
#[must_use = "nothing is fetched until it is asked for"]
pub struct Items<O: Paged> {
    pages: Pages<O>,
    page: vec::IntoIter<O::Item>,
    /// How many items of the page are left when the next page is fetched.
    ahead: usize,
}

impl<O: Paged> Items<O> {
    pub(super) fn of(pages: Pages<O>) -> Self {
        Self { pages, page: Vec::new().into_iter(), ahead: 0 }
    }

    /// The next item; nothing after the last one, and after an error.
    ///
    /// It is what `StreamExt::next` does, without an import.
    pub async fn next(&mut self) -> Option<Result<O::Item, Error>> {
        std::future::poll_fn(|cx| self.poll_item(cx)).await
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<O::Item, Error>>> {
        loop {
            if let Some(item) = self.page.next() {
                // Whoever wants only the first few items shall not pay for two pages.
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

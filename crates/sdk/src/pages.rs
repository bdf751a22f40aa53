//! Pagination.

mod ahead;
mod cursor;
mod items;
mod known;
mod paged;
mod source;

use std::fmt;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_util::Stream;
use housekey_contract::codec::{DecodeError, Invalid, Problem};

pub use items::Items;
pub use paged::{Paged, Place};

use crate::error::DecodingFailure;
use crate::{Call, Error, RawAnswer};
use ahead::{Ahead, Work};
use source::{Fetched, Source};

/// The page size unless the request sets one.
const PAGE: i64 = 100;

/// Listings. The request's `limit` is the page size, 1 to 500 and 100 by default; its `offset` is where to start.
/// Overrides of the call (retries, timeout, server, headers) apply to each page.
///
/// # Concurrent changes
///
/// The server counts offsets from the start of the listing, so each page is fetched together with the last item of the page
/// before. If that item is gone, earlier positions are searched until a known item is found. As a result, an item that exists
/// throughout is returned exactly once, no item is returned twice, and the order is kept. An item that is added or deleted
/// meanwhile may or may not be returned.
///
/// This requires an order by something that doesn't change, such as the default, the creation time. In an order by something
/// that changes (`-last_active_at`), an item that moves from the unread part to the part already read is missed. With an
/// `offset`, the position is lost if *everything* read so far is deleted between two pages; reading then continues at `offset`.
/// The last 65,536 ids are remembered (at most a megabyte): if all of these are deleted between two pages, earlier items may be
/// returned again, but none is missed.
impl<O: Paged> Call<O> {
    /// Streams all items. The next page is fetched once half of the current one is consumed, so that at most two pages are held.
    /// The stream ends after the last item or the first error.
    ///
    /// ```no_run
    /// use futures_util::TryStreamExt;
    /// use housekey_sdk::{Client, ListUsers};
    ///
    /// # async fn example(client: Client) -> Result<(), housekey_sdk::Error> {
    /// let mut users = client.users().list(ListUsers::default()).stream();
    /// while let Some(user) = users.try_next().await? {
    ///     println!("{}", user.id);
    /// }
    /// # Ok(()) }
    /// ```
    pub fn stream(self) -> Items<O> {
        Items::of(self.pages())
    }

    /// Streams the pages, none of which is empty. One page is fetched ahead. [`Pages::next`] works without an extension trait.
    ///
    /// ```no_run
    /// # use housekey_sdk::{Client, ListUsers};
    /// # async fn example(client: Client) -> Result<(), housekey_sdk::Error> {
    /// let mut pages = client.users().list(ListUsers { limit: Some(500), ..ListUsers::default() }).pages();
    /// while let Some(page) = pages.next().await {
    ///     println!("{} more users", page?.len());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn pages(self) -> Pages<O> {
        Pages { state: State::Idle(Box::new(Source::new(self.client, self.operation, self.options))) }
    }

    /// Collects up to `max` items; `usize::MAX` means all. Fetches no more pages than needed. It is not an error if there are more
    /// items: to find out, compare with [`total_count`](Self::total_count) or collect one more.
    ///
    /// ```no_run
    /// # use housekey_sdk::{Client, ListOrganizations};
    /// # async fn example(client: Client) -> Result<(), housekey_sdk::Error> {
    /// let organizations = client.organizations().list(ListOrganizations::default()).collect_all(1_000).await?;
    /// # Ok(()) }
    /// ```
    pub async fn collect_all(mut self, max: usize) -> Result<Vec<O::Item>, Error> {
        let place = self.operation.place();
        let page = place.limit.unwrap_or(PAGE);
        *place.limit = Some(i64::try_from(max.max(1)).map_or(page, |max| page.min(max)));
        let (mut pages, mut items) = (self.pages(), Vec::new());
        while items.len() < max
            && let Some(page) = std::future::poll_fn(|cx| pages.poll_page(cx)).await
        {
            items.extend(page?);
        }
        items.truncate(max);
        Ok(items)
    }

    /// The total number of items, regardless of `limit` and `offset`. This takes an extra request: users are counted with
    /// `users().count(..)` and the same filters; for other listings, one item is requested.
    ///
    /// ```no_run
    /// # use housekey_sdk::{Client, ListUsers};
    /// # async fn example(client: Client) -> Result<(), housekey_sdk::Error> {
    /// let banned = ListUsers { banned: Some(true), ..ListUsers::default() };
    /// println!("{} are banned", client.users().list(banned).total_count().await?);
    /// # Ok(()) }
    /// ```
    pub async fn total_count(self) -> Result<u64, Error> {
        let (client, options) = (self.client, self.options);
        let answer = Call { client, operation: self.operation.into_count(), options }.raw().await?;
        O::total(&answer.read()?).ok_or_else(|| uncounted(answer))
    }
}

fn uncounted(answer: RawAnswer) -> Error {
    let error = DecodeError::Shape(Invalid { param: "total_count".to_owned(), problem: Problem::Missing });
    Error::Decoding(Box::new(DecodingFailure { status: answer.status, error, body: answer.body }))
}

/// A stream of the pages of a listing; see [`Call::pages`].
#[must_use = "nothing is fetched until it is asked for"]
pub struct Pages<O: Paged> {
    state: State<O>,
}

enum State<O: Paged> {
    Idle(Box<Source<O>>),
    Fetching(Ahead<Fetched<O>>),
    Ended,
}

impl<O: Paged> Pages<O> {
    /// Returns the next page; `None` after the last one or after an error.
    pub async fn next(&mut self) -> Option<Result<Vec<O::Item>, Error>> {
        std::future::poll_fn(|cx| self.poll_and_look_ahead(cx)).await
    }

    fn poll_and_look_ahead(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Vec<O::Item>, Error>>> {
        let page = ready!(self.poll_page(cx));
        self.look_ahead();
        Poll::Ready(page)
    }

    /// Returns the next page without fetching the one after it.
    fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Vec<O::Item>, Error>>> {
        self.begin(Ahead::here);
        let State::Fetching(work) = &mut self.state else { return Poll::Ready(None) };
        let outcome = ready!(work.poll(cx));
        self.state = State::Ended;
        let Some((source, page)) = outcome else {
            let why = "the runtime in which a page was fetched has ended".to_owned();
            return Poll::Ready(Some(Err(Error::Configuration(why))));
        };
        if !source.is_at_end() {
            self.state = State::Idle(source);
        }
        Poll::Ready(page)
    }

    /// Starts fetching the next page in the background.
    fn look_ahead(&mut self) {
        self.begin(Ahead::elsewhere);
    }

    fn begin(&mut self, how: impl FnOnce(Work<Fetched<O>>) -> Ahead<Fetched<O>>) {
        self.state = match mem::replace(&mut self.state, State::Ended) {
            State::Idle(source) => State::Fetching(how(Box::pin(source.fetch()))),
            other => other,
        };
    }
}

impl<O: Paged> Stream for Pages<O> {
    type Item = Result<Vec<O::Item>, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_and_look_ahead(cx)
    }
}

impl<O: Paged> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match &self.state {
            State::Idle(_) => "idle",
            State::Fetching(_) => "fetching",
            State::Ended => "ended",
        };
        f.debug_struct("Pages")
            .field("operation", &format_args!("{}.{}", O::META.resource, O::META.name))
            .field("state", &format_args!("{state}"))
            .finish()
    }
}

use std::fmt;
use std::sync::Arc;

use super::worker::Worker;
use crate::{Error, Paged};

/// An iterator over the items of a listing; see [`Call::iter`](super::Call::iter).
#[must_use = "nothing is fetched until it is asked for"]
pub struct Items<O: Paged> {
    items: crate::Items<O>,
    worker: Arc<Worker>,
}

impl<O: Paged> Items<O> {
    pub(super) fn of(items: crate::Items<O>, worker: Arc<Worker>) -> Self {
        Self { items, worker }
    }
}

impl<O: Paged> Iterator for Items<O> {
    type Item = Result<O::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.worker.wait(self.items.next())
    }
}

impl<O: Paged> fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.items.fmt(f)
    }
}

/// An iterator over the pages of a listing; see [`Call::pages`](super::Call::pages).
#[must_use = "nothing is fetched until it is asked for"]
pub struct Pages<O: Paged> {
    pages: crate::Pages<O>,
    worker: Arc<Worker>,
}

impl<O: Paged> Pages<O> {
    pub(super) fn of(pages: crate::Pages<O>, worker: Arc<Worker>) -> Self {
        Self { pages, worker }
    }
}

impl<O: Paged> Iterator for Pages<O> {
    type Item = Result<Vec<O::Item>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.worker.wait(self.pages.next())
    }
}

impl<O: Paged> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pages.fmt(f)
    }
}

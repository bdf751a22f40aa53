use super::cursor::Cursor;
use super::{PAGE, Paged};
use crate::call::Options;
use crate::{Call, Client, Error};

/// The source of pages.
pub(super) struct Source<O> {
    client: Client,
    operation: O,
    options: Options,
    cursor: Cursor,
}

/// A page, if there is one, and the source of the next one.
pub(super) type Fetched<O> = (Box<Source<O>>, Option<Result<Vec<<O as Paged>::Item>, Error>>);

impl<O: Paged> Source<O> {
    pub(super) fn new(client: Client, mut operation: O, options: Options) -> Self {
        let place = operation.place();
        let cursor = Cursor::new(place.offset.unwrap_or(0), place.limit.unwrap_or(PAGE));
        Self { client, operation, options, cursor }
    }

    /// Whether everything was fetched.
    pub(super) fn is_at_end(&self) -> bool {
        self.cursor.is_at_end()
    }

    /// The next page with new items; none after an error.
    pub(super) async fn fetch(mut self: Box<Self>) -> Fetched<O> {
        if let Some(why) = self.operation.unpaged() {
            self.cursor.end();
            return (self, Some(Err(Error::Request(why.to_owned()))));
        }
        while !self.is_at_end() {
            match self.call().await {
                Ok(answer) => {
                    let page = self.cursor.take(answer.into_iter().collect(), O::id);
                    if !page.is_empty() {
                        return (self, Some(Ok(page)));
                    }
                }
                Err(error) => {
                    self.cursor.end();
                    return (self, Some(Err(error)));
                }
            }
        }
        (self, None)
    }

    fn call(&self) -> Call<O> {
        let (offset, limit) = self.cursor.window();
        let mut operation = self.operation.clone();
        let place = operation.place();
        (*place.limit, *place.offset) = (Some(limit), Some(offset));
        Call { client: self.client.clone(), operation, options: self.options.clone() }
    }
}

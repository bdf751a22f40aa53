use housekey_contract::backend::users::{Count, List};
use housekey_contract::object::{TotalCount, User};

use super::{Paged, Place};

impl Paged for List {
    type Item = User;
    type Count = Count;

    fn place(&mut self) -> Place<'_> {
        Place { limit: &mut self.request.limit, offset: &mut self.request.offset }
    }

    fn id(user: &User) -> &str {
        user.id.as_ref()
    }

    fn into_count(self) -> Count {
        Count { request: self.request.into_filters() }
    }

    fn total(answer: &TotalCount) -> Option<u64> {
        Some(answer.total_count)
    }

    fn unpaged(&self) -> Option<&'static str> {
        let after = self.request.starting_after.is_some();
        after.then_some("`starting_after` goes with single pages only; leave it out, or ask page by page")
    }
}

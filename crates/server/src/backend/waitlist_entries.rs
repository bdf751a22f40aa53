//! Operations on the waitlist.

mod bulk_create;
mod create;
mod delete;
mod invite;
mod list;
mod reject;

use housekey_contract::backend::waitlist_entries as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::BulkCreate, _, _>(bulk_create::bulk_create);
    endpoints.on::<operations::Create, _, _>(create::create);
    endpoints.on::<operations::Delete, _, _>(delete::delete);
    endpoints.on::<operations::Invite, _, _>(invite::invite);
    endpoints.on::<operations::List, _, _>(list::list);
    endpoints.on::<operations::Reject, _, _>(reject::reject);
}

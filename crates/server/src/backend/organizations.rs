//! Operations on organizations.

mod create;
mod delete;
mod delete_logo;
mod get;
mod list;
mod merge_metadata;
mod replace_metadata;
mod update;
mod upload_logo;

use housekey_contract::backend::organizations as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list::list);
    endpoints.on::<operations::Create, _, _>(create::create);
    endpoints.on::<operations::Get, _, _>(get::get);
    endpoints.on::<operations::Update, _, _>(update::update);
    endpoints.on::<operations::Delete, _, _>(delete::delete);
    endpoints.on::<operations::MergeMetadata, _, _>(merge_metadata::merge_metadata);
    endpoints.on::<operations::ReplaceMetadata, _, _>(replace_metadata::replace_metadata);
    endpoints.on_upload::<operations::UploadLogo, _, _>(upload_logo::upload_logo);
    endpoints.on::<operations::DeleteLogo, _, _>(delete_logo::delete_logo);
}

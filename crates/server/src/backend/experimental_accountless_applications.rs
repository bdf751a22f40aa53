//! Operations on accountless applications.

use std::sync::Arc;

use housekey_contract::backend::experimental_accountless_applications as operations;
use housekey_contract::object::AccountlessApplication;
use housekey_domain::accountless;

use crate::accountless::{api_keys_path, create as create_application};
use crate::app::App;
use crate::cx::Cx;
use crate::endpoint::{Caller, Endpoints};
use crate::error::Result;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.open::<operations::Create, _>(create);
    endpoints.on::<operations::Complete, _, _>(complete);
}

async fn create(app: Arc<App>, caller: Caller, (): ()) -> Result<AccountlessApplication> {
    let made = create_application(&app, &caller).await?;
    Ok(AccountlessApplication {
        object: "accountless_application".into(),
        api_keys_url: Some(app.public_url.clone() + &api_keys_path(&made.instance.id)),
        publishable_key: made.instance.publishable_key,
        secret_key: Some(made.secret_key.into()),
        claim_url: Some(format!("{}/apps/claim?token={}", app.public_url, made.claim)),
    })
}

/// Claims the application of the secret key. Neither the key itself nor the claim token is stored, so neither is
/// returned.
async fn complete(cx: Cx) -> Result<AccountlessApplication> {
    let (now, id) = (cx.now(), cx.instance.id().clone());
    cx.app.db.write(move |tx| accountless::complete(tx, now, &id)).await?;
    Ok(AccountlessApplication {
        object: "accountless_application".into(),
        publishable_key: cx.instance.record.publishable_key.clone(),
        api_keys_url: Some(cx.app.public_url.clone() + &api_keys_path(cx.instance.id())),
        secret_key: None,
        claim_url: None,
    })
}

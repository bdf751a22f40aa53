use std::sync::Arc;

use housekey_contract::object::AccountlessApplication;

use crate::accountless::{self, api_keys_path};
use crate::app::App;
use crate::endpoint::Caller;
use crate::error::Result;

pub(super) async fn create(app: Arc<App>, caller: Caller, (): ()) -> Result<AccountlessApplication> {
    let made = accountless::create(&app, &caller).await?;
    Ok(AccountlessApplication {
        object: "accountless_application".into(),
        api_keys_url: Some(app.public_url.clone() + &api_keys_path(&made.instance.id)),
        publishable_key: made.instance.publishable_key,
        secret_key: Some(made.secret_key.into()),
        claim_url: Some(format!("{}/apps/claim?token={}", app.public_url, made.claim)),
    })
}

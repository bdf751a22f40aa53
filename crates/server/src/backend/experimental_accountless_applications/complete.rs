use housekey_contract::object::AccountlessApplication;
use housekey_domain::accountless;

use crate::accountless::api_keys_path;
use crate::cx::Cx;
use crate::error::Result;

/// Claims the application of the secret key. Neither the key itself nor the claim token is stored, so neither is
/// returned.
pub(super) async fn complete(cx: Cx) -> Result<AccountlessApplication> {
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

use anyhow::{Result, ensure};
use clerk_rs::apis::configuration::Configuration;
use clerk_rs::apis::users_api::*;
use serde_json::json;

use super::new_user;
use crate::outcome::{Outcome, request};

pub async fn run(configuration: &Configuration) -> Result<()> {
    let factors = json!({
        "totp_secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "backup_codes": ["first-code-123", "second-code-456"]
    });
    let user = new_user(configuration, factors).await?;
    let code = || request(json!({ "code": "first-code-123" })).map(Some);
    let checked = verify_totp(configuration, &user.id, code()?).await.json()?;
    ensure!(checked["verified"] == true, "the code is right");
    verify_totp(configuration, &user.id, code()?).await.refused(422)?;

    delete_backup_code(configuration, &user.id).await.read()?;
    delete_totp(configuration, &user.id).await.read()?;
    ensure!(!get_user(configuration, &user.id).await.read()?.two_factor_enabled, "no second factor is left");
    delete_totp(configuration, &user.id).await.refused(404)?;
    disable_mfa(configuration, &user.id).await.read()?;
    user_passkey_delete(configuration, &user.id, "idn_unknown").await.refused(404)
}

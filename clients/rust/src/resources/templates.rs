use anyhow::{Result, ensure};
use clerk_rs::apis::configuration::Configuration;
use clerk_rs::apis::email_sms_templates_api::*;
use serde_json::json;

use crate::outcome::{Outcome, request};

const CODE: (&str, &str) = ("email", "verification_code");

#[expect(deprecated, reason = "what is deprecated still has to work")]
pub async fn run(configuration: &Configuration) -> Result<()> {
    let (kind, slug) = CODE;
    ensure!(
        !get_template_list(configuration, kind, None, None, None).await.read()?.is_empty(),
        "there are templates"
    );
    let before = get_template(configuration, kind, slug).await.json()?;
    let words =
        |body: &str| request(json!({ "subject": "Your code", "body": body, "name": "Code" })).map(Some);
    let changed = upsert_template(configuration, kind, slug, words("<p>{{otp_code}}</p>")?).await.json()?;
    ensure!(changed["body"] == "<p>{{otp_code}}</p>", "{changed}");
    upsert_template(configuration, kind, slug, words("<p>No code</p>")?).await.refused(422)?;
    preview_template(configuration, kind, slug, Some(request(json!({ "body": "{{otp_code}}" }))?))
        .await
        .read()?;
    let reverted = revert_template(configuration, kind, slug).await.json()?;
    ensure!(reverted["body"] == before["body"], "{reverted}");
    let sent = Some(request(json!({ "delivered_by_clerk": true }))?);
    toggle_template_delivery(configuration, kind, slug, sent).await.read()?;
    get_template(configuration, kind, "love_letter").await.refused(404)
}

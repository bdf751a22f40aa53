use anyhow::{Result, ensure};
use clerk_rs::apis::configuration::Configuration;
use clerk_rs::apis::jwt_templates_api::*;
use serde_json::json;

use super::fresh;
use crate::outcome::{Outcome, request};

pub async fn run(configuration: &Configuration) -> Result<()> {
    let name = format!("t{}", fresh());
    let wanted = |lifetime: u32| {
        request(json!({ "name": name, "claims": { "name": "{{user.first_name}}" }, "lifetime": lifetime }))
            .map(Some)
    };
    let template = create_jwt_template(configuration, wanted(60)?).await.json()?;
    let id = template["id"].as_str().unwrap_or_default();
    ensure!(get_jwt_template(configuration, id).await.json()? == template, "the template is found again");
    create_jwt_template(configuration, wanted(60)?).await.refused(422)?;

    let listed = list_jwt_templates(configuration, None, Some(1), None).await.json()?;
    ensure!(listed[0] == template, "{listed}");
    let changed = update_jwt_template(configuration, id, wanted(90)?).await.json()?;
    ensure!(changed["lifetime"].as_f64() == Some(90.0), "{changed}");
    update_jwt_template(configuration, id, wanted(1)?).await.refused(422)?;

    ensure!(delete_jwt_template(configuration, id).await.read()?.deleted, "the template is deleted");
    get_jwt_template(configuration, id).await.refused(404)
}

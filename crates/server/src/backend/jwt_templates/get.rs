use housekey_contract::JwtTemplateId;
use housekey_contract::object::JwtTemplate;
use housekey_domain::jwt_templates;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn get(cx: Cx, id: JwtTemplateId) -> Result<JwtTemplate> {
    let template = cx.read(move |tx| jwt_templates::get(tx, &id)).await?;
    Ok(view::jwt_template(&template))
}

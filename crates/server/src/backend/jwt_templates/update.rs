use housekey_contract::JwtTemplateId;
use housekey_contract::backend::jwt_templates::WriteJwtTemplate;
use housekey_contract::object::JwtTemplate;
use housekey_domain::jwt_templates::{self, TemplateChange};

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn update(cx: Cx, id: JwtTemplateId, request: WriteJwtTemplate) -> Result<JwtTemplate> {
    let change = TemplateChange::check(request, &id, cx.seal(), &mut cx.rng())?;
    let template = cx.write(move |tx| jwt_templates::update(tx, &id, &change)).await?;
    Ok(view::jwt_template(&template))
}

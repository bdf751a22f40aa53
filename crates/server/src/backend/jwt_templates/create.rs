use housekey_contract::JwtTemplateId;
use housekey_contract::backend::jwt_templates::WriteJwtTemplate;
use housekey_contract::object::JwtTemplate;
use housekey_domain::jwt_templates::{self, TemplateChange};
use housekey_domain::random;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn create(cx: Cx, request: WriteJwtTemplate) -> Result<JwtTemplate> {
    let now = cx.now();
    let id = JwtTemplateId::from(random::id(&mut cx.rng(), now, JwtTemplateId::PREFIX));
    let change = TemplateChange::check(request, &id, cx.seal(), &mut cx.rng())?;
    let template = cx.write(move |tx| jwt_templates::create(tx, id.clone(), &change)).await?;
    Ok(view::jwt_template(&template))
}

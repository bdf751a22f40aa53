use housekey_contract::JwtTemplateId;
use housekey_contract::object::DeletedObject;
use housekey_domain::jwt_templates;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn delete(cx: Cx, id: JwtTemplateId) -> Result<DeletedObject> {
    let deleted = view::deleted("jwt_template", id.as_str());
    cx.write(move |tx| jwt_templates::delete(tx, &id)).await?;
    Ok(deleted)
}

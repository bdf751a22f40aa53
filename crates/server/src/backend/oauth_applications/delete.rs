use housekey_contract::OAuthApplicationId;
use housekey_contract::object::DeletedObject;
use housekey_domain::oauth_applications;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn delete(cx: Cx, id: OAuthApplicationId) -> Result<DeletedObject> {
    let deleted = view::deleted("oauth_application", id.as_str());
    cx.write(move |tx| oauth_applications::delete(tx, &id)).await?;
    Ok(deleted)
}

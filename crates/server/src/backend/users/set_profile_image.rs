use housekey_contract::object::User;
use housekey_contract::{ImageId, Upload, UserId};
use housekey_domain::{images, random, users};
use housekey_store::images::ImageRecord;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn set_profile_image(cx: Cx, user_id: UserId, upload: Upload) -> Result<User> {
    let (now, id) = (cx.now(), user_id.clone());
    cx.read(move |tx| users::get(tx, &id)).await?;
    let picture = cx.slow(move |_| images::process(&upload.file).map_err(Into::into)).await?;
    let image = ImageRecord {
        id: ImageId::from(random::token(&mut cx.rng(), ImageId::PREFIX)),
        owner: user_id.to_string(),
        media_type: picture.media_type.to_owned(),
        content: picture.bytes,
        created_at: now,
    };
    let user = cx.write(move |tx| users::set_profile_image(tx, &user_id, &image)).await?;
    Ok(cx.view().user(&user))
}

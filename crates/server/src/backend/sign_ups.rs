//! Operations on sign-ups.

use housekey_contract::SignUpId;
use housekey_contract::backend::sign_ups as operations;
use housekey_contract::backend::sign_ups::UpdateSignUp;
use housekey_contract::object::SignUp;
use housekey_domain::sign_ups;

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Get, _, _>(get);
    endpoints.on::<operations::Update, _, _>(update);
}

async fn get(cx: Cx, id: SignUpId) -> Result<SignUp> {
    let record = cx.read(move |tx| sign_ups::get(tx, &id)).await?;
    Ok(cx.view().sign_up(&record))
}

async fn update(cx: Cx, id: SignUpId, request: UpdateSignUp) -> Result<SignUp> {
    let record = cx.write(move |tx| sign_ups::update(tx, &id, &request)).await?;
    Ok(cx.view().sign_up(&record))
}

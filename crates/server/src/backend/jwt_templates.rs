//! Operations on JWT templates.

use housekey_contract::backend::jwt_templates as operations;
use housekey_contract::backend::jwt_templates::{ListJwtTemplates, WriteJwtTemplate};
use housekey_contract::object::{DeletedObject, JwtTemplate};
use housekey_contract::{JwtTemplateId, Listing};
use housekey_domain::jwt_templates::{self, TemplateChange};
use housekey_domain::page::Paging;
use housekey_domain::random;

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;
use crate::view;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list);
    endpoints.on::<operations::Create, _, _>(create);
    endpoints.on::<operations::Get, _, _>(get);
    endpoints.on::<operations::Update, _, _>(update);
    endpoints.on::<operations::Delete, _, _>(delete);
}

async fn list(cx: Cx, request: ListJwtTemplates) -> Result<Listing<JwtTemplate>> {
    let counted = request.paginated.unwrap_or_default();
    let paging = Paging::of(request.limit, request.offset)?;
    let (found, total_count) = cx
        .read(move |tx| {
            let total_count = counted.then(|| jwt_templates::count(tx)).transpose()?;
            Ok((jwt_templates::list(tx, paging)?, total_count))
        })
        .await?;
    Ok(Listing { data: found.iter().map(view::jwt_template).collect(), total_count })
}

async fn create(cx: Cx, request: WriteJwtTemplate) -> Result<JwtTemplate> {
    let now = cx.now();
    let id = JwtTemplateId::from(random::id(&mut cx.rng(), now, JwtTemplateId::PREFIX));
    let change = TemplateChange::check(request, &id, cx.seal(), &mut cx.rng())?;
    let template = cx.write(move |tx| jwt_templates::create(tx, id.clone(), &change)).await?;
    Ok(view::jwt_template(&template))
}

async fn get(cx: Cx, id: JwtTemplateId) -> Result<JwtTemplate> {
    let template = cx.read(move |tx| jwt_templates::get(tx, &id)).await?;
    Ok(view::jwt_template(&template))
}

async fn update(cx: Cx, id: JwtTemplateId, request: WriteJwtTemplate) -> Result<JwtTemplate> {
    let change = TemplateChange::check(request, &id, cx.seal(), &mut cx.rng())?;
    let template = cx.write(move |tx| jwt_templates::update(tx, &id, &change)).await?;
    Ok(view::jwt_template(&template))
}

async fn delete(cx: Cx, id: JwtTemplateId) -> Result<DeletedObject> {
    let deleted = view::deleted("jwt_template", id.as_str());
    cx.write(move |tx| jwt_templates::delete(tx, &id)).await?;
    Ok(deleted)
}

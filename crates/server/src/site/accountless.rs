//! Pages of accountless applications: claiming one, and its public keys.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Query, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use housekey_contract::InstanceId;
use housekey_domain::accountless;
use housekey_domain::error::Error;
use housekey_domain::instances::{self, signing_key};
use maud::html;
use serde::Deserialize;

use crate::accountless::api_keys_path;
use crate::app::App;
use crate::error::{Refusal, Result};
use crate::http::body;
use crate::site::pages::{Page, alert, button, from_own_page, notice};

/// Maximum size of a form, in bytes.
const MAX_FORM: usize = 4 * 1024;

/// The form that claims an application.
#[derive(Deserialize)]
struct Claim {
    #[serde(default)]
    token: String,
}

/// `/apps/claim`: claims an application. `/apps/{instance_id}/api-keys`: its public keys and URLs.
pub(crate) fn routes(app: &Arc<App>) -> Router {
    Router::new()
        .route("/apps/claim", get(ask).post(claim))
        .route("/apps/{instance_id}/api-keys", get(api_keys))
        .with_state(Arc::clone(app))
}

async fn ask(State(app): State<Arc<App>>, Query(Claim { token }): Query<Claim>) -> Result<Response, Refusal> {
    let wanted = token.clone();
    let found = app.db.read(move |tx| accountless::by_claim(tx, &wanted)).await;
    let (instance, claimed) = match found {
        Ok(found) => found,
        Err(error) => return gone(error),
    };
    let page = Page::new("Claim this application");
    let content = html! {
        p { "Publishable key: " code { (instance.publishable_key) } }
        @if claimed {
            (notice("This application has already been claimed. It is kept until you delete it."))
        } @else {
            p { "This application is temporary and will be deleted if nobody claims it. Claim it to keep it, with all its users and settings." }
            form method="post" action="/apps/claim" {
                input type="hidden" name="token" value=(token);
                (button("Claim application"))
            }
        }
    };
    Ok(page.show(content))
}

async fn claim(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    from_own_page(request.headers(), &app.public_url)?;
    let form = body(request, MAX_FORM, app.patience.body).await?;
    let mut fields = form_urlencoded::parse(&form);
    let token =
        fields.find_map(|(name, value)| (name == "token").then(|| value.into_owned())).unwrap_or_default();
    let now = app.clock.now();
    let claimed = app.db.write(move |tx| accountless::claim(tx, now, &token)).await;
    let instance = match claimed {
        Ok(instance) => instance,
        Err(error) => return gone(error),
    };
    let keys = api_keys_path(&instance.id);
    Ok(Page::new("Claim this application").show(html! {
        (notice("Application claimed. It is kept until you delete it."))
        p { a href=(keys) { "View API keys" } }
    }))
}

fn gone(error: Error) -> Result<Response, Refusal> {
    let Error::Refused { errors, .. } = &error else { return Err(error.into()) };
    let long = errors.first().map_or("", |error| error.long_message.as_str());
    let page = Page::new("Claim this application").status(axum::http::StatusCode::NOT_FOUND);
    Ok(page.show(alert(long)))
}

/// Shows an instance's public keys. Secret keys are shown only once, when they are created.
async fn api_keys(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response, Refusal> {
    let id = InstanceId::from(id);
    let instance = app.db.read(move |tx| instances::get(tx, &id)).await?;
    let pem = signing_key(&instance, &app.seal)?.public_pem().to_owned();
    let command = format!("housekey keys create --instance {}", instance.id);
    let page = Page::new("API keys").show(html! {
        h2 { "API URL" }
        pre { "CLERK_API_URL=" (app.public_url) }
        h2 { "Publishable key" }
        pre { "CLERK_PUBLISHABLE_KEY=" (instance.publishable_key) }
        h2 { "Public key" }
        p { "Verifies session tokens without a network request." }
        pre { (pem) }
        h2 { "Secret key" }
        p { "Secret keys are shown only once, when they are created. To create another one, run this on the server:" }
        pre { (command) }
    });
    Ok(page.into_response())
}

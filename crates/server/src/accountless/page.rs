use std::sync::Arc;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Path, Query, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use housekey_contract::InstanceId;
use housekey_domain::accountless;
use housekey_domain::error::Error;
use housekey_domain::instances::{self, signing_key};
use maud::html;
use serde::Deserialize;

use crate::app::App;
use crate::error::{Refusal, Result};
use crate::pages::{Page, alert, button, from_own_page, notice};

/// The most bytes of a form with a token.
const MOST_FORM: usize = 4 * 1024;

/// The claim of an application.
#[derive(Deserialize)]
struct Claim {
    #[serde(default)]
    token: String,
}

/// `/apps/claim`: the page on which an application is claimed. `/apps/{instance_id}/api-keys`: what a client of it needs.
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
    let page = Page::new("Keep this application");
    let content = html! {
        p { "The publishable key of this application is " code { (instance.publishable_key) } "." }
        @if claimed {
            (notice("It is claimed already: it stays until somebody deletes it."))
        } @else {
            p { "Nobody owns it yet, and it will be deleted. Claim it, and it stays with all that is in it." }
            form method="post" action="/apps/claim" {
                input type="hidden" name="token" value=(token);
                (button("Claim it"))
            }
        }
    };
    Ok(page.show(content))
}

async fn claim(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    from_own_page(request.headers(), &app.public_url)?;
    let form = to_bytes(request.into_body(), MOST_FORM).await.unwrap_or_default();
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
    Ok(Page::new("Keep this application").show(html! {
        (notice("The application is yours: it stays until somebody deletes it."))
        p { a href=(keys) { "What its clients need" } }
    }))
}

fn gone(error: Error) -> Result<Response, Refusal> {
    let Error::Refused { errors, .. } = &error else { return Err(error.into()) };
    let long = errors.first().map_or("", |error| error.long_message.as_str());
    let page = Page::new("Keep this application").status(axum::http::StatusCode::NOT_FOUND);
    Ok(page.show(alert(long)))
}

/// Where it is told what an application's clients need.
pub(crate) fn api_keys_path(instance: &InstanceId) -> String {
    format!("/apps/{instance}/api-keys")
}

/// What is public of an instance's keys. Secret keys are shown when they are made, and never again.
async fn api_keys(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response, Refusal> {
    let id = InstanceId::from(id);
    let instance = app.db.read(move |tx| instances::get(tx, &id)).await?;
    let pem = signing_key(&instance, &app.seal)?.public_pem().to_owned();
    let command = format!("housekey keys create --instance {}", instance.id);
    let page = Page::new("API keys").show(html! {
        p { "Where the API is:" }
        pre { "CLERK_API_URL=" (app.public_url) }
        p { "The publishable key:" }
        pre { "CLERK_PUBLISHABLE_KEY=" (instance.publishable_key) }
        p { "The key that session tokens are verified with:" }
        pre { (pem) }
        p { "A secret key is shown when it is made. On the server, this makes another one:" }
        pre { (command) }
    });
    Ok(page.into_response())
}

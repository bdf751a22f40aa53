//! The table in axum, and what only axum has.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use axum::Router;
use axum::routing::get;
use housekey_frameworks::{World, answers_as_it_should, sends_browsers_to_the_handshake};
use housekey_sdk::auth::{Guard, Organization, Refusal, Requirement, Reverification, SignedIn};
use housekey_sdk::reqwest;
use tokio::net::TcpListener;

async fn maybe(user: Option<SignedIn>) -> String {
    user.map_or("nobody".into(), |user| user.sub.clone())
}

async fn me(user: SignedIn) -> String {
    user.sub.clone()
}

async fn organization(organization: Organization) -> String {
    organization.id
}

async fn asks(user: SignedIn) -> Result<String, Refusal> {
    user.require(&Requirement::role("org:admin"))?;
    Ok(user.sub.clone())
}

fn app(guard: &Guard) -> Router {
    let behind = |guard: Guard, path, handler| Router::new().route(path, handler).route_layer(guard);
    behind(guard.clone().optional(), "/maybe", get(maybe))
        .merge(behind(guard.clone(), "/me", get(me)))
        .merge(behind(guard.clone(), "/organization", get(organization)))
        .merge(behind(guard.clone(), "/asks", get(asks)))
        .merge(behind(guard.clone().require_org(), "/team", get(me)))
        .merge(behind(guard.clone().has_role("org:admin"), "/admin", get(me)))
        .merge(behind(guard.clone().has_permission("org:invoices:read"), "/invoices", get(me)))
        .merge(behind(guard.clone().reverified(Reverification::STRICT), "/secure", get(me)))
        .route("/unguarded", get(me))
        .route("/unguarded/maybe", get(maybe))
}

async fn serve(app: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async { axum::serve(listener, app).await });
    url
}

#[tokio::test]
async fn axum_answers_as_it_should() {
    let world = World::start().await;
    for guard in world.guards() {
        answers_as_it_should(&serve(app(&guard)).await, &world).await;
    }
}

#[tokio::test]
async fn a_handler_without_a_guard_before_it_lets_nobody_in() {
    let world = World::start().await;
    let url = serve(app(&world.guards()[0])).await;
    for path in ["/unguarded", "/unguarded/maybe"] {
        let response = reqwest::get(format!("{url}{path}")).await.unwrap();
        assert_eq!(response.status(), 500, "{path}");
    }
}

#[tokio::test]
async fn a_browser_without_its_token_is_sent_to_the_handshake() {
    let world = World::start().await;
    sends_browsers_to_the_handshake(&serve(app(&world.guards()[0])).await).await;
}

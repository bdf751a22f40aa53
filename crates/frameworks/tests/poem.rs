//! The table in poem.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::needless_pass_by_value, reason = "handlers are given what they ask for")]

use housekey_frameworks::{World, answers_as_it_should, sends_browsers_to_the_handshake};
use housekey_sdk::auth::{Guard, Organization, Refusal, Requirement, Reverification, SignedIn};
use housekey_sdk::reqwest;
use poem::listener::{Acceptor, Listener, TcpListener};
use poem::{EndpointExt, Route, Server, get, handler};

#[handler]
fn maybe(user: Option<SignedIn>) -> String {
    user.map_or("nobody".into(), |user| user.sub.clone())
}

#[handler]
fn me(user: SignedIn) -> String {
    user.sub.clone()
}

#[handler]
fn organization(organization: Organization) -> String {
    organization.id
}

#[handler]
fn asks(user: SignedIn) -> Result<String, Refusal> {
    user.require(&Requirement::role("org:admin"))?;
    Ok(user.sub.clone())
}

fn app(guard: &Guard) -> Route {
    Route::new()
        .at("/maybe", get(maybe).with(guard.clone().optional()))
        .at("/me", get(me).with(guard.clone()))
        .at("/organization", get(organization).with(guard.clone()))
        .at("/asks", get(asks).with(guard.clone()))
        .at("/team", get(me).with(guard.clone().require_org()))
        .at("/admin", get(me).with(guard.clone().has_role("org:admin")))
        .at("/invoices", get(me).with(guard.clone().has_permission("org:invoices:read")))
        .at("/secure", get(me).with(guard.clone().reverified(Reverification::STRICT)))
        .at("/unguarded", get(me))
}

async fn serve(guard: &Guard) -> String {
    let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await.unwrap();
    let url = format!("http://{}", acceptor.local_addr()[0].as_socket_addr().unwrap());
    tokio::spawn(Server::new_with_acceptor(acceptor).run(app(guard)));
    url
}

#[tokio::test]
async fn poem_answers_as_it_should() {
    let world = World::start().await;
    for guard in world.guards() {
        answers_as_it_should(&serve(&guard).await, &world).await;
    }
}

#[tokio::test]
async fn a_handler_without_a_guard_before_it_lets_nobody_in() {
    let url = serve(&World::start().await.guards()[0]).await;
    let response = reqwest::get(format!("{url}/unguarded")).await.unwrap();
    assert_eq!(response.status(), 500);
}

#[tokio::test]
async fn a_browser_without_its_token_is_sent_to_the_handshake() {
    let world = World::start().await;
    sends_browsers_to_the_handshake(&serve(&world.guards()[0]).await).await;
}

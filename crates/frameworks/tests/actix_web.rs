//! The table in actix-web.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use actix_web::{App, HttpServer, web};
use housekey_frameworks::{World, answers_as_it_should, sends_browsers_to_the_handshake};
use housekey_sdk::auth::{Guard, Organization, Refusal, Requirement, Reverification, SignedIn};
use housekey_sdk::reqwest;

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

fn routes(guard: &Guard, app: &mut web::ServiceConfig) {
    app.service(web::resource("/maybe").wrap(guard.clone().optional()).get(maybe))
        .service(web::resource("/me").wrap(guard.clone()).get(me))
        .service(web::resource("/organization").wrap(guard.clone()).get(organization))
        .service(web::resource("/asks").wrap(guard.clone()).get(asks))
        .service(web::resource("/team").wrap(guard.clone().require_org()).get(me))
        .service(web::resource("/admin").wrap(guard.clone().has_role("org:admin")).get(me))
        .service(web::resource("/invoices").wrap(guard.clone().has_permission("org:invoices:read")).get(me))
        .service(web::resource("/secure").wrap(guard.clone().reverified(Reverification::STRICT)).get(me))
        .service(web::resource("/unguarded").get(me));
}

fn serve(guard: Guard) -> String {
    let server = HttpServer::new(move || App::new().configure(|app| routes(&guard, app)));
    let server = server.workers(1).bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", server.addrs()[0]);
    actix_web::rt::spawn(server.run());
    url
}

#[actix_web::test]
async fn actix_web_answers_as_it_should() {
    let world = World::start().await;
    for guard in world.guards() {
        answers_as_it_should(&serve(guard), &world).await;
    }
}

#[actix_web::test]
async fn a_handler_without_a_guard_before_it_lets_nobody_in() {
    let url = serve(World::start().await.guards()[0].clone());
    let response = reqwest::get(format!("{url}/unguarded")).await.unwrap();
    assert_eq!(response.status(), 500);
}

#[actix_web::test]
async fn a_browser_without_its_token_is_sent_to_the_handshake() {
    let world = World::start().await;
    sends_browsers_to_the_handshake(&serve(world.guards()[0].clone())).await;
}

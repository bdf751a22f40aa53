//! The table in rocket, and its catchers.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::needless_pass_by_value, reason = "handlers are given what they ask for")]

use housekey_frameworks::{World, answers_as_it_should, sends_browsers_to_the_handshake};
use housekey_sdk::auth::{Guard, Organization, Refusal, Requirement, Reverification, SignedIn};
use housekey_sdk::reqwest;
use housekey_sdk::rocket::{Allowed, Policy, catchers};
use rocket::fairing::AdHoc;
use rocket::http::Status;
use rocket::{Build, Rocket, get, routes};
use tokio::sync::oneshot;

struct Team;

impl Policy for Team {
    fn of(guard: Guard) -> Guard {
        guard.require_org()
    }
}

struct Administrators;

impl Policy for Administrators {
    fn of(guard: Guard) -> Guard {
        guard.has_role("org:admin")
    }
}

struct Accountants;

impl Policy for Accountants {
    fn of(guard: Guard) -> Guard {
        guard.has_permission("org:invoices:read")
    }
}

struct Careful;

impl Policy for Careful {
    fn of(guard: Guard) -> Guard {
        guard.reverified(Reverification::STRICT)
    }
}

#[get("/maybe")]
fn maybe(user: Option<SignedIn>) -> String {
    user.map_or("nobody".into(), |user| user.sub.clone())
}

#[get("/me")]
fn me(user: SignedIn) -> String {
    user.sub.clone()
}

#[get("/organization")]
fn organization(organization: Organization) -> String {
    organization.id
}

#[get("/asks")]
fn asks(user: SignedIn) -> Result<String, Refusal> {
    user.require(&Requirement::role("org:admin"))?;
    Ok(user.sub.clone())
}

#[get("/team")]
fn team(user: Allowed<Team>) -> String {
    user.sub.clone()
}

#[get("/admin")]
fn admin(user: Allowed<Administrators>) -> String {
    user.sub.clone()
}

#[get("/invoices")]
fn invoices(user: Allowed<Accountants>) -> String {
    user.sub.clone()
}

#[get("/secure")]
fn secure(user: Allowed<Careful>) -> String {
    user.sub.clone()
}

#[get("/teapot")]
fn teapot() -> Status {
    Status::Forbidden
}

fn app() -> Rocket<Build> {
    let config =
        rocket::Config { port: 0, log_level: rocket::config::LogLevel::Off, ..rocket::Config::default() };
    let routes = routes![maybe, me, organization, asks, team, admin, invoices, secure, teapot];
    rocket::custom(config).register("/", catchers()).mount("/", routes)
}

async fn serve(app: Rocket<Build>) -> String {
    let (told, address) = oneshot::channel();
    let liftoff = AdHoc::on_liftoff("address", move |rocket| {
        Box::pin(async move { told.send(rocket.config().port).unwrap() })
    });
    tokio::spawn(app.attach(liftoff).launch());
    format!("http://127.0.0.1:{}", address.await.unwrap())
}

#[tokio::test]
async fn rocket_answers_as_it_should() {
    let world = World::start().await;
    for guard in world.guards() {
        answers_as_it_should(&serve(app().attach(guard)).await, &world).await;
    }
}

#[tokio::test]
async fn without_a_guard_nobody_gets_in() {
    let url = serve(app()).await;
    let response = reqwest::get(format!("{url}/me")).await.unwrap();
    assert_eq!(response.status(), 500);
}

#[tokio::test]
async fn what_others_refuse_is_answered_as_rocket_does() {
    let url = serve(app()).await;
    let response = reqwest::get(format!("{url}/teapot")).await.unwrap();
    assert_eq!(response.status(), 403);
    assert!(response.text().await.unwrap().contains("403: Forbidden"));
}

#[tokio::test]
async fn a_browser_without_its_token_is_sent_to_the_handshake() {
    let world = World::start().await;
    sends_browsers_to_the_handshake(&serve(app().attach(world.guards()[0].clone())).await).await;
}

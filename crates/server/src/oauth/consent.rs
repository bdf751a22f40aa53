//! The consent page, where users allow or deny an application access.

use axum::response::Response;
use housekey_domain::oauth::{self, NewGrant, Parameters, Question, Step, VisitKey, redirect_uris};
use housekey_store::users::UserRecord;
use maud::{Markup, html};

use super::answer::{self, Target, redirect};
use super::call::Call;
use super::sign_in::{form_token, from_own_page};
use super::{Reply, browser};
use crate::pages::Page;

/// Shows the consent page, or redirects to the application if no consent is needed.
pub(super) async fn show(call: Call) -> Reply {
    let key = browser::visit_key(&call)?;
    let new = NewGrant::generate(call.cx.now(), &mut call.cx.rng());
    let (now, shown, made) = (call.cx.now(), key.clone(), new.clone());
    let (step, request) = call.cx.write(move |tx| oauth::finish(tx, now, &shown, &made)).await?;
    match step {
        Step::Grant => Ok(leave(&call, answer::code(&call.issuer, Target::from(&request), &new.code))),
        Step::SignIn => Ok(sign_in(&call)),
        Step::Ask => ask(&call, &key).await,
    }
}

/// Handles the submitted answer.
pub(super) async fn submit(call: Call) -> Reply {
    let key = browser::visit_key(&call)?;
    let form = Parameters::parse(&call.parameters)?;
    from_own_page(&key, &form)?;
    let now = call.cx.now();
    match form.get("answer") {
        Some("allow") => {
            let new = NewGrant::generate(now, &mut call.cx.rng());
            let made = new.clone();
            let request = call.cx.write(move |tx| oauth::allow(tx, now, &key, &made)).await?;
            Ok(leave(&call, answer::code(&call.issuer, Target::from(&request), &new.code)))
        }
        Some("deny") => {
            let request = call.cx.write(move |tx| oauth::deny(tx, now, &key)).await?;
            let (code, description) = ("access_denied", "The user denied the request.");
            Ok(leave(&call, answer::failure(&call.issuer, Target::from(&request), code, description)))
        }
        _ => {
            call.cx.write(move |tx| oauth::start_again(tx, now, &key)).await?;
            Ok(sign_in(&call))
        }
    }
}

async fn ask(call: &Call, key: &VisitKey) -> Reply {
    let (now, shown) = (call.cx.now(), key.clone());
    match call.cx.read(move |tx| oauth::question(tx, now, &shown)).await? {
        Some(question) => Ok(page(call, key, &question)),
        None => Ok(sign_in(call)),
    }
}

fn sign_in(call: &Call) -> Response {
    redirect(&call.issuer.page("sign-in", &call.visit))
}

/// Ends the visit.
fn leave(call: &Call, response: Response) -> Response {
    browser::forget_visit(&call.issuer, response, &call.visit)
}

fn page(call: &Call, key: &VisitKey, question: &Question) -> Response {
    let Question { application, user, request } = question;
    let origin = redirect_uris::origin(&request.redirect_uri);
    let owner = &call.cx.instance.record.application_name;
    Page::new(format!("Authorize {}", application.name)).forms_lead_to(&origin).show(html! {
        p { "You are signed in to " (owner) " as " strong { (name(user)) } "." }
        p { strong { (application.name) } " (" (origin) ") would like to:" }
        (wishes(&request.scopes, owner))
        form method="post" action=(call.issuer.page("consent", &call.visit)) {
            input type="hidden" name="form_token" value=(form_token(key));
            button type="submit" name="answer" value="allow" { "Allow" }
            " "
            button type="submit" name="answer" value="deny" { "Deny" }
            p { button type="submit" name="answer" value="switch" { "Use another account" } }
        }
    })
}

fn wishes(scopes: &[String], owner: &str) -> Markup {
    html! {
        ul {
            @for scope in oauth::scopes::ALL.into_iter().filter(|known| scopes.iter().any(|scope| scope == known)) {
                li { (wish(scope, owner)) }
            }
        }
    }
}

/// Describes a scope to the user.
fn wish(scope: &str, owner: &str) -> String {
    match scope {
        "openid" => "Recognize you when you return".to_owned(),
        "profile" => "View your name, username, and profile picture".to_owned(),
        "email" => "View your email address".to_owned(),
        "public_metadata" => format!("View your {owner} account's public metadata"),
        "private_metadata" => format!("View your {owner} account's private metadata"),
        "offline_access" => "Keep access when you are not using it".to_owned(),
        other => other.to_owned(),
    }
}

/// The identifier shown for a user.
fn name(user: &UserRecord) -> &str {
    let known = user.primary_email_address().or(user.username.as_deref()).or(user.primary_phone_number());
    known.unwrap_or(user.id.as_str())
}

//! The consent page, where users allow or deny an application access.

use axum::response::Response;
use housekey_domain::oauth::{self, NewGrant, Parameters, Question, Step, Visit, redirect_uris};
use housekey_domain::sign_ins;
use housekey_store::users::UserRecord;
use maud::{Markup, html};

use super::answer::{self, Target, redirect};
use super::call::Call;
use super::sign_in::{form_token, from_own_page};
use super::{Reply, browser};
use crate::site::pages::Page;

/// Shows the consent page, or redirects to the application if no consent is needed.
pub(super) async fn show(call: Call) -> Reply {
    let visit = browser::visit(&call).await?;
    let new = NewGrant::generate(call.cx.now(), &mut call.cx.rng());
    let (of, made) = (visit.clone(), new.clone());
    match call.cx.write(move |tx| oauth::finish(tx, &of, &made)).await? {
        Step::Grant => Ok(leave(&call, answer::code(&call.issuer, Target::from(&visit.request), &new.code))),
        Step::SignIn => Ok(sign_in(&call)),
        Step::Ask => ask(&call, visit).await,
    }
}

/// Handles the submitted answer.
pub(super) async fn submit(call: Call) -> Reply {
    let visit = browser::visit(&call).await?;
    let form = Parameters::parse(&call.parameters)?;
    let of = visit.clone();
    let Some(asked) = call.cx.read(move |tx| oauth::question(tx, &of)).await? else {
        return Ok(sign_in(&call));
    };
    let session = asked.session.id;
    // The form applies to the user who was asked, even if another has signed in since.
    from_own_page(&visit.key, session.as_str(), &form)?;
    let (now, of) = (call.cx.now(), visit.clone());
    match form.get("answer") {
        Some("allow") => {
            let new = NewGrant::generate(now, &mut call.cx.rng());
            let made = new.clone();
            call.cx.write(move |tx| oauth::allow(tx, &of, &session, &made)).await?;
            Ok(leave(&call, answer::code(&call.issuer, Target::from(&visit.request), &new.code)))
        }
        Some("deny") => {
            call.cx.write(move |tx| sign_ins::end(tx, &of.key)).await?;
            let (code, description) = ("access_denied", "The user denied the request.");
            Ok(leave(&call, answer::failure(&call.issuer, Target::from(&visit.request), code, description)))
        }
        _ => {
            call.cx.write(move |tx| sign_ins::start_again(tx, &of.key)).await?;
            Ok(sign_in(&call))
        }
    }
}

async fn ask(call: &Call, visit: Visit) -> Reply {
    let of = visit.clone();
    match call.cx.read(move |tx| oauth::question(tx, &of)).await? {
        Some(question) => Ok(page(call, &visit, &question)),
        None => Ok(sign_in(call)),
    }
}

fn sign_in(call: &Call) -> Response {
    redirect(&call.page("sign-in"))
}

/// Ends the visit.
fn leave(call: &Call, response: Response) -> Response {
    browser::forget_visit(call, response)
}

fn page(call: &Call, visit: &Visit, question: &Question) -> Response {
    let Question { application, user, session } = question;
    let request = &visit.request;
    let origin = redirect_uris::origin(&request.redirect_uri);
    let owner = &call.cx.instance.record.application_name;
    Page::new(format!("Authorize {}", application.name)).forms_lead_to(&origin).show(html! {
        p { "You are signed in to " (owner) " as " strong { (name(user)) } "." }
        p { strong { (application.name) } " (" (origin) ") would like to:" }
        (wishes(&request.scopes, owner))
        form method="post" action=(call.page("consent")) {
            input type="hidden" name="form_token" value=(form_token(&visit.key, session.id.as_str()));
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

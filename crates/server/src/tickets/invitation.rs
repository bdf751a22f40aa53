//! Invitations to the application: whoever has no account signs up, whoever has one is signed in.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use housekey_contract::object::InvitationStatus;
use housekey_domain::invitations;
use housekey_domain::sessions::{self, Opening, Stay};
use housekey_domain::sign_ups::{self, Applicant, NewSignUp};
use housekey_domain::tickets::hand_over;
use housekey_store::invitations::InvitationRecord;
use housekey_store::users::UserRecord;
use maud::{Markup, html};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::sign_in::signed_in;
use super::{Form, Visit};
use crate::error::{Refusal, Result};
use crate::pages::{Page, alert, button, field};

/// Hands the ticket over to where the invitation leads, or shows the form that answers it.
pub(super) async fn show(visit: &Visit) -> Result<Response, Refusal> {
    let (now, digest) = (visit.cx.now(), visit.presented.digest.clone());
    let (invitation, is_known) = visit
        .cx
        .read(move |tx| {
            let invitation = invitations::by_digest(tx, &digest)?;
            let is_known = invitations::has_account(tx, &invitation)?;
            Ok((invitation, is_known))
        })
        .await?;
    let status = invitations::status(&invitation, now);
    match (&invitation.redirect_url, status) {
        (Some(url), InvitationStatus::Pending) => {
            let status = if is_known { "sign_in" } else { "sign_up" };
            Ok(Redirect::to(&hand_over(url, Some(&visit.ticket), status)).into_response())
        }
        (Some(url), InvitationStatus::Expired) => {
            Ok(Redirect::to(&hand_over(url, None, "expired")).into_response())
        }
        _ => {
            invitations::check_open(&invitation, now)?;
            Ok(if is_known {
                ask_user(visit, &invitation)
            } else {
                ask(visit, &invitation, &[], &Form::parse(b""))
            })
        }
    }
}

/// Answers an invitation: makes a user of whoever has no account, and opens a session.
pub(super) async fn accept(visit: &Visit, form: &Form) -> Result<Response, Refusal> {
    let (now, digest) = (visit.cx.now(), visit.presented.digest.clone());
    let (invitation, is_known) = visit
        .cx
        .read(move |tx| {
            let invitation = invitations::presented(tx, now, &digest)?;
            let is_known = invitations::has_account(tx, &invitation)?;
            Ok((invitation, is_known))
        })
        .await?;
    let opening = Opening::prepare(now, &mut visit.cx.rng());
    let settled = if is_known {
        accept_as_user(visit, &invitation, &opening).await
    } else {
        sign_up(visit, &invitation, form, &opening).await
    };
    match settled.map_err(Refusal::from) {
        Ok((user, session)) => Ok(signed_in(visit, &user, &session, &opening)),
        Err(refusal) if refusal.status() == StatusCode::UNPROCESSABLE_ENTITY && !is_known => {
            let problems: Vec<&str> = refusal.sentences().collect();
            Ok(ask(visit, &invitation, &problems, form))
        }
        Err(refusal) => Err(refusal),
    }
}

type Settled = (UserRecord, housekey_store::sessions::SessionRecord);

async fn sign_up(
    visit: &Visit,
    invitation: &InvitationRecord,
    form: &Form,
    opening: &Opening,
) -> Result<Settled> {
    let applicant = Applicant {
        first_name: form.filled("first_name"),
        last_name: form.filled("last_name"),
        password: Some(form.take("password").into()),
        ..Applicant::default()
    };
    let (cx, now, invitation) = (&visit.cx, visit.cx.now(), invitation.clone());
    let check = move |cx: &crate::cx::Cx| NewSignUp::check(applicant, Some(&invitation), now, &mut cx.rng());
    let new = cx.slow(check).await?;
    let (opening, browser, settings) = (opening.clone(), visit.browser.clone(), cx.settings().clone());
    let app = Arc::clone(&cx.app);
    // The transaction may run again, and draws the same numbers then.
    let seed = cx.rng().random();
    cx.write(move |tx| {
        let sign_up = sign_ups::create(tx, &settings, now, &new)?;
        let done =
            sign_ups::complete(tx, &settings, &app.seal, now, &mut StdRng::from_seed(seed), &sign_up.id)?;
        let stay = Stay { user_id: done.user.id.clone(), strategy: "ticket", ..Stay::default() };
        let session = sessions::open(tx, &settings, now, &opening, browser.as_ref(), &stay)?;
        sign_ups::note_session(tx, now, &sign_up.id, &session.id)?;
        Ok((done.user, session))
    })
    .await
}

async fn accept_as_user(visit: &Visit, invitation: &InvitationRecord, opening: &Opening) -> Result<Settled> {
    let (now, id) = (visit.cx.now(), invitation.id.clone());
    let (opening, browser) = (opening.clone(), visit.browser.clone());
    let settings = visit.cx.settings().clone();
    visit
        .cx
        .write(move |tx| {
            let user = invitations::accept_as_user(tx, now, &id)?;
            let stay = Stay { user_id: user.id.clone(), strategy: "ticket", ..Stay::default() };
            let session = sessions::open(tx, &settings, now, &opening, browser.as_ref(), &stay)?;
            Ok((user, session))
        })
        .await
}

fn ask(visit: &Visit, invitation: &InvitationRecord, problems: &[&str], form: &Form) -> Response {
    let application = &visit.cx.instance.record.application_name;
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(format!("Join {application}")).status(status).show(html! {
        p { "You are invited. Choose a password to sign up." }
        @for problem in problems { (alert(problem)) }
        form method="post" action="/v1/tickets/accept" {
            input type="hidden" name="ticket" value=(visit.ticket);
            label {
                span { "E-mail address" }
                input type="email" value=(invitation.email_address) autocomplete="username" readonly;
            }
            (optional("First name (optional)", "first_name", form, "given-name"))
            (optional("Last name (optional)", "last_name", form, "family-name"))
            (field("Password", "password", "password", "", "new-password"))
            (button("Sign up"))
        }
    })
}

fn ask_user(visit: &Visit, invitation: &InvitationRecord) -> Response {
    let application = &visit.cx.instance.record.application_name;
    Page::new(format!("Join {application}")).show(html! {
        p { "There is an account with the address " strong { (invitation.email_address) } " already." }
        form method="post" action="/v1/tickets/accept" {
            input type="hidden" name="ticket" value=(visit.ticket);
            (button("Sign in"))
        }
    })
}

fn optional(label: &str, name: &str, form: &Form, autocomplete: &str) -> Markup {
    html! {
        label {
            span { (label) }
            input type="text" name=(name) value=(form.take(name)) maxlength="256" autocomplete=(autocomplete);
        }
    }
}

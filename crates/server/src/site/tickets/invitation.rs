//! Accepting invitations to the application or to an organization: new users sign up, existing users are signed in.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use housekey_domain::guests::Guest;
use housekey_domain::organizations;
use housekey_domain::sessions::{self, Proved, SecondFactor, SessionDevice};
use housekey_domain::sign_ups::{self, Applicant, NewSignUp};
use housekey_domain::tickets::hand_over;
use housekey_store::sessions::SessionRecord;
use housekey_store::strategy::Strategy;
use housekey_store::users::UserRecord;
use maud::{Markup, html};

use super::sign_in::signed_in;
use super::{Form, Visit};
use crate::error::{Refusal, Result};
use crate::site::pages::{Page, alert, button, field};

/// An invitation and what the page shows about it.
struct Invited {
    guest: Guest,
    /// Whether an account with this email address exists.
    is_known: bool,
    /// The name of the organization or application.
    place: String,
}

type Settled = (UserRecord, SessionRecord);

/// Redirects to the invitation's redirect URL with the ticket, or shows the form that accepts it.
pub(super) async fn show(visit: &Visit) -> Result<Response, Refusal> {
    let invited = find(visit).await?;
    let (guest, now) = (&invited.guest, visit.cx.now());
    if let Some(url) = guest.redirect_url().filter(|_| guest.is_expired(now)) {
        return Ok(Redirect::to(&hand_over(url, None, "expired")).into_response());
    }
    guest.check_open(now)?;
    if let Some(url) = guest.redirect_url() {
        let status = if invited.is_known { "sign_in" } else { "sign_up" };
        return Ok(Redirect::to(&hand_over(url, Some(&visit.ticket), status)).into_response());
    }
    Ok(if invited.is_known {
        ask_user(visit, &invited)
    } else {
        ask(visit, &invited, &[], &Form::parse(b""))
    })
}

/// Accepts an invitation: creates the user if there is none, and a session.
pub(super) async fn accept(visit: &Visit, form: &Form) -> Result<Response, Refusal> {
    let invited = find(visit).await?;
    invited.guest.check_open(visit.cx.now())?;
    let device = SessionDevice::new(visit.browser.clone(), visit.cx.now(), &mut visit.cx.rng());
    let settled = if invited.is_known {
        enter(visit, &invited.guest, &device).await
    } else {
        sign_up(visit, &invited.guest, form, &device).await
    };
    match settled.map_err(Refusal::from) {
        Ok((user, session)) => Ok(signed_in(visit, &user, &session, &device)),
        Err(refusal) if refusal.status() == StatusCode::UNPROCESSABLE_ENTITY && !invited.is_known => {
            let problems: Vec<&str> = refusal.sentences().collect();
            Ok(ask(visit, &invited, &problems, form))
        }
        Err(refusal) => Err(refusal),
    }
}

async fn find(visit: &Visit) -> Result<Invited> {
    let presented = visit.presented.clone();
    let application = visit.cx.instance.record.application_name.clone();
    let read = move |tx: &mut housekey_store::Tx<'_>| {
        let guest = Guest::find(tx, &presented)?;
        let is_known = guest.has_account(tx)?;
        let place = match guest.organization_id() {
            Some(organization) => organizations::get(tx, organization)?.name,
            None => application.clone(),
        };
        Ok(Invited { guest, is_known, place })
    };
    visit.cx.read(read).await
}

async fn sign_up(visit: &Visit, guest: &Guest, form: &Form, device: &SessionDevice) -> Result<Settled> {
    let applicant = Applicant {
        first_name: form.filled("first_name"),
        last_name: form.filled("last_name"),
        password: Some(form.take("password").into()),
        ..Applicant::default()
    };
    let (cx, now, whose) = (&visit.cx, visit.cx.now(), guest.clone());
    let new = cx
        .slow(move |cx| NewSignUp::check(applicant, &cx.settings().sign_up, Some(&whose), now, &mut cx.rng()))
        .await?;
    let (device, settings) = (device.clone(), cx.settings().clone());
    let (app, organization_id) = (Arc::clone(&cx.app), guest.organization_id().cloned());
    cx.write(move |tx| {
        let sign_up = sign_ups::create(tx, &settings, &new)?;
        let user = sign_ups::complete(tx, &settings, &app.seal, &sign_up.id)?.user;
        let proved = Proved { organization_id: organization_id.clone(), ..by_ticket(&user) };
        let session = sessions::begin(tx, &settings, &device, &proved)?;
        sign_ups::note_session(tx, &sign_up.id, &session.id)?;
        Ok((user, session))
    })
    .await
}

/// Accepts the invitation as an existing user.
async fn enter(visit: &Visit, guest: &Guest, device: &SessionDevice) -> Result<Settled> {
    let (cx, guest) = (&visit.cx, guest.clone());
    let (device, settings) = (device.clone(), cx.settings().clone());
    cx.write(move |tx| {
        let user = guest.accept_as_user(tx)?;
        let proved = Proved { organization_id: guest.organization_id().cloned(), ..by_ticket(&user) };
        let session = sessions::begin(tx, &settings, &device, &proved)?;
        Ok((user, session))
    })
    .await
}

/// An invitation's ticket was sent by email, so it verifies the address; it isn't a second factor.
fn by_ticket(user: &UserRecord) -> Proved {
    Proved::by(user.id.clone(), Strategy::Ticket, SecondFactor::NotShown)
}

fn ask(visit: &Visit, invited: &Invited, problems: &[&str], form: &Form) -> Response {
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Page::new(format!("Join {}", invited.place)).status(status).show(html! {
        p { "You've been invited to join " (invited.place) ". Choose a password to create your account." }
        @for problem in problems { (alert(problem)) }
        form method="post" action="/v1/tickets/accept" {
            input type="hidden" name="ticket" value=(visit.ticket);
            label {
                span { "Email address" }
                input type="email" value=(invited.guest.email_address()) autocomplete="username" readonly;
            }
            (optional("First name (optional)", "first_name", form, "given-name"))
            (optional("Last name (optional)", "last_name", form, "family-name"))
            (field("Password", "password", "password", "", "new-password"))
            (button("Sign up"))
        }
    })
}

fn ask_user(visit: &Visit, invited: &Invited) -> Response {
    Page::new(format!("Join {}", invited.place)).show(html! {
        p { "You already have an account for " strong { (invited.guest.email_address()) } ". Sign in to accept the invitation." }
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

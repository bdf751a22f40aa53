//! Redeeming sign-in tokens, and actor tokens (impersonation).

use axum::response::Response;
use housekey_contract::Metadata;
use housekey_domain::sessions::{self, Proved, SecondFactor, SessionDevice};
use housekey_domain::tickets::Kind;
use housekey_domain::{actor_tokens, sign_in_tokens, users};
use housekey_store::Tx;
use housekey_store::sessions::SessionRecord;
use housekey_store::strategy::Strategy;
use housekey_store::users::UserRecord;
use maud::{Markup, html};

use super::Visit;
use crate::browser::remember_client;
use crate::error::{Refusal, Result};
use crate::site::pages::{Page, button, notice};

/// Shows who will be signed in, with a form to confirm.
pub(super) async fn show(visit: &Visit) -> Result<Response, Refusal> {
    let presented = visit.presented.clone();
    let (user, actor) = visit
        .cx
        .read(move |tx| {
            let (user, actor) = if presented.kind == Kind::ActorToken {
                let token = actor_tokens::presented(tx, &presented.digest)?;
                (token.user_id, Some(token.actor))
            } else {
                (sign_in_tokens::presented(tx, &presented.digest)?.user_id, None)
            };
            Ok((users::get(tx, &user)?, actor))
        })
        .await?;
    let who = name(&user);
    let title = format!("Sign in to {}", visit.cx.instance.record.application_name);
    Ok(Page::new(title).show(html! {
        p {
            @if let Some(actor) = &actor { (acting(actor)) " will be signed in as " } @else { "You will be signed in as " }
            strong { (who) } "."
        }
        form method="post" action="/v1/tickets/accept" {
            input type="hidden" name="ticket" value=(visit.ticket);
            (button("Sign in"))
        }
    }))
}

/// Redeems the ticket: creates the session and shows who is signed in.
pub(super) async fn redeem(visit: &Visit) -> Result<Response, Refusal> {
    let (now, presented) = (visit.cx.now(), visit.presented.clone());
    let device = SessionDevice::new(visit.browser.clone(), now, &mut visit.cx.rng());
    let (new, settings) = (device.clone(), visit.cx.settings().clone());
    let (user, session) = visit
        .cx
        .write(move |tx| {
            let proved = proved(tx, presented.kind, &presented.digest)?;
            let session = sessions::begin(tx, &settings, &new, &proved)?;
            Ok((users::get(tx, &session.user_id)?, session))
        })
        .await?;
    Ok(signed_in(visit, &user, &session, &device))
}

/// The user of a ticket. It was issued by the backend, which vouches for the user.
fn proved(tx: &mut Tx<'_>, kind: Kind, digest: &str) -> Result<Proved> {
    let by_ticket = |user| Proved::by(user, Strategy::Ticket, SecondFactor::VouchedFor);
    if kind == Kind::ActorToken {
        let token = actor_tokens::redeem(tx, digest)?;
        let (actor, seconds) = (Some(token.actor), Some(token.session_seconds));
        return Ok(Proved { actor, seconds, ..by_ticket(token.user_id) });
    }
    let token = sign_in_tokens::redeem(tx, digest)?;
    Ok(Proved { organization_id: token.organization_id, ..by_ticket(token.user_id) })
}

/// The page shown after signing in; sets the session cookies.
pub(super) fn signed_in(
    visit: &Visit,
    user: &UserRecord,
    session: &SessionRecord,
    device: &SessionDevice,
) -> Response {
    let text = match &session.actor {
        Some(actor) => format!("{} is signed in as {}.", acting(actor), name(user)),
        None => format!("You are signed in as {}.", name(user)),
    };
    let application = &visit.cx.instance.record.application_name;
    let mut page = Page::new("Signed in").show(html! {
        (notice(&text))
        (farewell(application))
    });
    remember_client(&visit.cx, &mut page, "/", session, device);
    page
}

fn farewell(application: &str) -> Markup {
    html! { p { "You can close this page and return to " (application) "." } }
}

/// The actor's subject.
fn acting(actor: &Metadata) -> &str {
    actor.get("sub").and_then(|sub| sub.as_str()).unwrap_or_default()
}

/// The display name of a user.
pub(super) fn name(user: &UserRecord) -> String {
    let names: Vec<&str> =
        [&user.first_name, &user.last_name].into_iter().flatten().map(String::as_str).collect();
    let address = user.primary_email_address().or(user.username.as_deref());
    match (names.join(" "), address) {
        (names, None) if names.is_empty() => user.id.to_string(),
        (names, Some(address)) if names.is_empty() => address.to_owned(),
        (names, None) => names,
        (names, Some(address)) => format!("{names} ({address})"),
    }
}

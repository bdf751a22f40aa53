//! The authorization endpoint.

use axum::response::Response;
use housekey_domain::error::Error;
use housekey_domain::oauth::{
    self, AuthorizationRequest, NewGrant, Parameters, Step, addressee, checked_request,
};
use housekey_domain::sign_ins::SignInKey;
use housekey_store::sessions::SessionRecord;

use super::answer::{self, Target, redirect};
use super::call::Call;
use super::{Reply, browser};
use crate::error::{Refusal, Result};

/// Responds immediately if no interaction is needed; otherwise begins a visit.
pub(super) async fn authorize(call: Call) -> Reply {
    let parameters = Parameters::parse(&call.parameters)?;
    let known = parameters.clone();
    let addressee = call.cx.read(move |tx| addressee(tx, &known)).await?;
    let request = match checked_request(&parameters, &addressee) {
        Ok(request) => request,
        Err(error) => {
            let target = Target {
                redirect_uri: &addressee.redirect_uri,
                state: addressee.state.as_deref(),
                by_form: addressee.by_form,
            };
            return refuse(&call, target, error);
        }
    };
    let session = browser::session(&call).await?;
    let new = NewGrant::generate(call.cx.now(), &mut call.cx.rng());
    let step = decide(&call, &request, session, &new).await?;
    let target = Target::from(&request);
    match step {
        Step::Grant => Ok(answer::code(&call.issuer, target, &new.code)),
        Step::SignIn if request.silent => {
            Ok(failure(&call, target, "login_required", "The user must sign in."))
        }
        Step::Ask if request.silent => {
            Ok(failure(&call, target, "consent_required", "The user must give consent."))
        }
        Step::SignIn => Ok(begin(&call, "sign-in")),
        Step::Ask => Ok(begin(&call, "consent")),
    }
}

/// Cross-site form posts carry no cookies, so the browser is redirected to repeat the request.
pub(super) async fn by_post(call: Call) -> Reply {
    Parameters::parse(&call.parameters)?;
    Ok(redirect(&format!("{}?{}", call.issuer.authorize_url(), call.parameters)))
}

/// Decides what the request needs, and grants it if nothing.
async fn decide(
    call: &Call,
    request: &AuthorizationRequest,
    session: Option<SessionRecord>,
    new: &NewGrant,
) -> Result<Step> {
    let (asked, held) = (request.clone(), session.clone());
    let step = call.cx.read(move |tx| oauth::decide(tx, &asked, held.as_ref(), false)).await?;
    let (Step::Grant, Some(session)) = (step, session) else { return Ok(step) };
    let (request, new) = (request.clone(), new.clone());
    call.cx.write(move |tx| oauth::grant(tx, &request, &session, &new)).await?;
    Ok(Step::Grant)
}

/// Sends the browser on to the pages. Nothing is stored before somebody uses them.
fn begin(call: &Call, page: &str) -> Response {
    let key = SignInKey::generate(call.cx.now(), &mut call.cx.rng());
    browser::remember_visit(call, redirect(&call.page_of(page, &key.id)), &key)
}

/// Reports the application's errors to the application, and server errors to the log.
fn refuse(call: &Call, target: Target<'_>, error: Error) -> Reply {
    let Error::Refused { errors, .. } = &error else { return Err(Refusal::from(error)) };
    let (code, description) =
        errors.first().map_or(("invalid_request", ""), |error| (&error.code, &error.long_message));
    Ok(failure(call, target, code, description))
}

fn failure(call: &Call, target: Target<'_>, code: &str, description: &str) -> Response {
    answer::failure(&call.issuer, target, code, description)
}

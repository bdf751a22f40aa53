//! The hosted sign-in pages. They need no JavaScript.

mod page;

use std::sync::Arc;

use axum::response::Response;
use housekey_domain::codes::CodeRecipient;
use housekey_domain::error::{Code, Error, refused};
use housekey_domain::notices::Notice;
use housekey_domain::oauth::{Parameters, Visit};
use housekey_domain::oauth_applications;
use housekey_domain::random::hash_token;
use housekey_domain::sessions::SessionDevice;
use housekey_domain::sign_ins::{self, NewSignInCode, Proof, SecondFactors, SignInKey, SigningIn};
use housekey_store::sign_ins::SignInRecord;
use housekey_store::users::UserRecord;

use tokio::time::Instant;

use super::answer::redirect;
use super::call::Call;
use super::{Reply, browser};
use crate::browser::remember_client;
use crate::cx::Cx;
use crate::error::{Refusal, Result};
use page::{Problem, View};

/// Maximum length of an identifier; an email address has at most 254 characters.
const MAX_IDENTIFIER: usize = 320;
/// Maximum length of a password in bytes. Stored passwords are never longer.
const MAX_PASSWORD: usize = 4096;

/// Shows the page of the current step.
pub(super) async fn show(call: Call) -> Reply {
    let visit = browser::visit(&call).await?;
    let state = look(&call, visit).await?;
    if state.sign_in.session_id.is_some() {
        return Ok(go_on(&call));
    }
    Ok(View { call: &call, state: &state, problem: None }.show())
}

/// Handles a submitted form.
pub(super) async fn submit(call: Call) -> Reply {
    let visit = browser::visit(&call).await?;
    let key = visit.key.clone();
    let form = Parameters::parse(&call.parameters)?;
    from_own_page(&key, "", &form)?;
    let began = Instant::now();
    let outcome = match form.get("step") {
        Some("code") => send_code(&call, &key, &form).await.map(|()| None),
        Some("sms") => send_sms(&call, &key).await.map(|()| None),
        Some("verify") => verify_code(&call, &key, &form).await.map(Some),
        Some("second") => second_factor(&call, &key, &form).await.map(Some),
        Some("again") => start_again(&call, &key).await.map(|()| None),
        _ => password(&call, &key, &form).await.map(Some),
    };
    let began = outcome.as_ref().ok().and_then(Option::as_ref).and_then(|tried| tried.began).unwrap_or(began);
    call.cx.app.even_time.settle(call.cx.instance.id(), began).await;
    match outcome {
        Ok(Some(Tried { proof: Proof::SignedIn(session), device, .. })) => {
            let mut response = go_on(&call);
            remember_client(&call.cx, &mut response, call.issuer.cookie_path(), &session, &device);
            Ok(response)
        }
        Ok(Some(Tried { proof: Proof::Wrong, .. })) => again(&call, visit, &form, Problem::wrong()).await,
        Ok(_) => Ok(redirect(&call.page("sign-in"))),
        Err(error @ Error::Refused { .. }) => again(&call, visit, &form, Problem::of(&error)).await,
        Err(error) => Err(error.into()),
    }
}

/// The result of a sign-in attempt.
struct Tried {
    proof: Proof,
    device: SessionDevice,
    /// When slow work began, which may have waited for others.
    began: Option<Instant>,
}

async fn password(call: &Call, key: &SignInKey, form: &Parameters) -> Result<Tried> {
    let identifier = identifier(form)?;
    let password = form.get("password").ok_or_else(|| blank("password", "Enter your password."))?.to_owned();
    let typed = identifier.clone();
    let attempt = call.cx.read(move |tx| sign_ins::attempt(tx, &typed)).await?;
    let signing_in = signing_in(call, key, attempt.user());
    let too_long = password.len() > MAX_PASSWORD;
    let check = move |cx: &Cx| {
        let began = Instant::now();
        Ok((attempt.run(if too_long { "" } else { &password }, &mut cx.rng()), began))
    };
    let (checked, began) = call.cx.slow(check).await?;
    let device = signing_in.device.clone();
    let proof = call.cx.write(move |tx| sign_ins::settle_attempt(tx, &signing_in, &checked)).await?;
    Ok(Tried { proof, device, began: Some(began) })
}

/// Responds the same whether or not there is an account to send a code to.
async fn send_code(call: &Call, key: &SignInKey, form: &Parameters) -> Result<()> {
    let identifier = identifier(form)?;
    let typed = identifier.clone();
    let recipient = call.cx.read(move |tx| sign_ins::code_recipient(tx, &typed)).await?;
    send(call, key, recipient, &identifier).await
}

/// Texts a code to a user who has passed the first factor.
async fn send_sms(call: &Call, key: &SignInKey) -> Result<()> {
    let shown = key.clone();
    let recipient = call.cx.read(move |tx| sign_ins::sms_recipient(tx, &shown)).await?;
    send(call, key, Some(recipient), "").await
}

async fn send(
    call: &Call,
    key: &SignInKey,
    recipient: Option<CodeRecipient>,
    identifier: &str,
) -> Result<()> {
    let (now, seal, instance) = (call.cx.now(), call.cx.seal(), &call.cx.instance.record);
    let new = NewSignInCode::generate(recipient, identifier, key, instance, seal, now, &mut call.cx.rng());
    let key = key.clone();
    call.cx.write(move |tx| sign_ins::note_code(tx, &key, &new)).await
}

async fn verify_code(call: &Call, key: &SignInKey, form: &Parameters) -> Result<Tried> {
    let typed = code(form)?;
    let shown = key.clone();
    let owner = call.cx.read(move |tx| sign_ins::code_owner(tx, &shown)).await?;
    let signing_in = signing_in(call, key, owner.as_ref());
    let device = signing_in.device.clone();
    let app = Arc::clone(&call.cx.app);
    let proof = call.cx.write(move |tx| sign_ins::settle_code(tx, &signing_in, &app.seal, &typed)).await?;
    Ok(Tried { proof, device, began: None })
}

async fn second_factor(call: &Call, key: &SignInKey, form: &Parameters) -> Result<Tried> {
    let typed = code(form)?;
    let (now, shown) = (call.cx.now(), key.clone());
    let attempt = call.cx.read(move |tx| sign_ins::second_factor_attempt(tx, &shown)).await?;
    let signing_in = signing_in(call, key, Some(attempt.user()));
    let checked = call.cx.slow(move |cx| attempt.run(&typed, cx.seal(), now)).await?;
    let device = signing_in.device.clone();
    let proof = call.cx.write(move |tx| sign_ins::settle_second_factor(tx, &signing_in, &checked)).await?;
    Ok(Tried { proof, device, began: None })
}

async fn start_again(call: &Call, key: &SignInKey) -> Result<()> {
    let key = key.clone();
    call.cx.write(move |tx| sign_ins::start_again(tx, &key)).await
}

fn signing_in(call: &Call, key: &SignInKey, user: Option<&UserRecord>) -> SigningIn {
    let (now, settings, seal) = (call.cx.now(), call.cx.settings(), call.cx.seal());
    let notice = |user| Notice::account_locked(user, settings, seal, now, &mut call.cx.rng());
    SigningIn {
        key: key.clone(),
        settings: settings.clone(),
        device: SessionDevice::new(browser::client(call), now, &mut call.cx.rng()),
        lock_notice: user.and_then(notice),
    }
}

/// Shows the page again with an error.
async fn again(call: &Call, visit: Visit, form: &Parameters, problem: Problem) -> Reply {
    let state = look(call, visit).await?;
    let problem = problem.with_identifier(form.get("identifier"));
    Ok(View { call, state: &state, problem: Some(problem) }.show())
}

/// The state of a visit.
struct State {
    visit: Visit,
    sign_in: SignInRecord,
    application: String,
    second_factors: SecondFactors,
}

async fn look(call: &Call, visit: Visit) -> Result<State> {
    call.cx
        .read(move |tx| {
            let sign_in = sign_ins::of_key(tx, &visit.key)?;
            let application = oauth_applications::get(tx, &visit.request.application_id)?.name;
            let second_factors = sign_ins::second_factors(tx, &sign_in)?;
            Ok(State { visit: visit.clone(), sign_in, application, second_factors })
        })
        .await
}

/// Redirects a signed-in user to the consent page.
fn go_on(call: &Call) -> Response {
    redirect(&call.page("consent"))
}

/// The CSRF token of the visit's forms, derived from its cookie, for a form about `what`.
pub(super) fn form_token(key: &SignInKey, what: &str) -> String {
    hash_token(&format!("form:{}:{what}", key.secret))
}

/// Rejects forms that weren't submitted from a page of this visit.
pub(super) fn from_own_page(key: &SignInKey, what: &str, form: &Parameters) -> Result<(), Refusal> {
    if form.get("form_token") == Some(&form_token(key, what)) {
        return Ok(());
    }
    let long =
        "The form was not submitted from this server's own page. Go back to the application and try again.";
    Err(Refusal::new(Code::CsrfTokenInvalid, "invalid origin", long))
}

fn identifier(form: &Parameters) -> Result<String> {
    let identifier = form.get("identifier").map(str::trim).unwrap_or_default();
    if identifier.is_empty() {
        return Err(blank("identifier", "Enter your email address, phone number, or username."));
    }
    if identifier.chars().count() > MAX_IDENTIFIER {
        return Err(blank("identifier", "This is too long for an email address, phone number, or username."));
    }
    Ok(identifier.to_owned())
}

fn code(form: &Parameters) -> Result<String> {
    let code =
        form.get("code").map(str::trim).filter(|code| !code.is_empty() && code.len() <= MAX_IDENTIFIER);
    code.map(str::to_owned).ok_or_else(|| blank("code", "Enter the code."))
}

fn blank(param: &str, long: &str) -> Error {
    refused(Code::FormParamNil, "is blank", long).with_meta("param_name", param)
}

//! The hosted sign-in pages. They need no JavaScript.

mod page;

use axum::response::Response;
use housekey_domain::error::{Error, refused};
use housekey_domain::notices::Notice;
use housekey_domain::oauth::{self, CodeRecipient, Parameters, Proof, SecondFactors, SigningIn, VisitKey};
use housekey_domain::oauth_applications;
use housekey_domain::random::hash_token;
use housekey_domain::sessions::NewSignIn;
use housekey_store::oauth_visits::OAuthVisitRecord;
use housekey_store::users::UserRecord;

use super::answer::redirect;
use super::call::Call;
use super::{Reply, browser};
use crate::error::{Refusal, Result};
use page::{Problem, View};

/// Maximum length of an identifier; an email address has at most 254 characters.
const MAX_IDENTIFIER: usize = 320;
/// Maximum length of a password in bytes. Stored passwords are never longer.
const MAX_PASSWORD: usize = 4096;

/// Shows the page of the current step.
pub(super) async fn show(call: Call) -> Reply {
    let key = browser::visit_key(&call)?;
    let state = look(&call, &key).await?;
    if state.visit.session_id.is_some() {
        return Ok(go_on(&call));
    }
    Ok(View { call: &call, key: &key, state: &state, problem: None }.show())
}

/// Handles a submitted form.
pub(super) async fn submit(call: Call) -> Reply {
    let key = browser::visit_key(&call)?;
    let form = Parameters::parse(&call.parameters)?;
    from_own_page(&key, &form)?;
    let outcome = match form.get("step") {
        Some("code") => send_code(&call, &key, &form).await.map(|()| None),
        Some("sms") => send_sms(&call, &key).await.map(|()| None),
        Some("verify") => verify_code(&call, &key, &form).await.map(Some),
        Some("second") => second_factor(&call, &key, &form).await.map(Some),
        Some("again") => start_again(&call, &key).await.map(|()| None),
        _ => password(&call, &key, &form).await.map(Some),
    };
    match outcome {
        Ok(Some(Tried { proof: Proof::SignedIn(client), new })) => {
            Ok(browser::remember_client(&call, go_on(&call), &client, &new))
        }
        Ok(Some(Tried { proof: Proof::Wrong, .. })) => again(&call, &key, &form, Problem::wrong()).await,
        Ok(_) => Ok(redirect(&call.issuer.page("sign-in", &call.visit))),
        Err(error @ Error::Refused { .. }) => again(&call, &key, &form, Problem::of(&error)).await,
        Err(error) => Err(error.into()),
    }
}

/// The result of a sign-in attempt.
struct Tried {
    proof: Proof,
    new: NewSignIn,
}

async fn password(call: &Call, key: &VisitKey, form: &Parameters) -> Result<Tried> {
    let identifier = identifier(form)?;
    let password = form.get("password").ok_or_else(|| blank("password", "Enter your password."))?.to_owned();
    let typed = identifier.clone();
    let attempt = call.cx.read(move |tx| oauth::attempt(tx, &typed)).await?;
    let signing_in = signing_in(call, key, attempt.user());
    let too_long = password.len() > MAX_PASSWORD;
    let checked =
        call.cx.slow(move |cx| Ok(attempt.run(if too_long { "" } else { &password }, &mut cx.rng()))).await?;
    let new = signing_in.new.clone();
    let proof = call.cx.write(move |tx| oauth::settle_attempt(tx, &signing_in, &checked)).await?;
    Ok(Tried { proof, new })
}

/// Responds the same whether or not there is an account to send a code to.
async fn send_code(call: &Call, key: &VisitKey, form: &Parameters) -> Result<()> {
    let identifier = identifier(form)?;
    let (now, typed) = (call.cx.now(), identifier.clone());
    let recipient = call.cx.read(move |tx| oauth::code_recipient(tx, now, &typed)).await?;
    send(call, key, recipient, &identifier).await
}

/// Texts a code to a user who has passed the first factor.
async fn send_sms(call: &Call, key: &VisitKey) -> Result<()> {
    let (now, shown) = (call.cx.now(), key.clone());
    let recipient = call.cx.read(move |tx| oauth::sms_recipient(tx, now, &shown)).await?;
    send(call, key, Some(recipient), "").await
}

async fn send(call: &Call, key: &VisitKey, recipient: Option<CodeRecipient>, identifier: &str) -> Result<()> {
    let (now, seal) = (call.cx.now(), call.cx.seal());
    let (code, message) = oauth::new_code(recipient, identifier, key, seal, now, &mut call.cx.rng());
    let key = key.clone();
    call.cx.write(move |tx| oauth::note_code(tx, now, &key, &code, message.as_ref())).await
}

async fn verify_code(call: &Call, key: &VisitKey, form: &Parameters) -> Result<Tried> {
    let typed = code(form)?;
    let (now, shown) = (call.cx.now(), key.clone());
    let owner = call.cx.read(move |tx| oauth::code_owner(tx, now, &shown)).await?;
    let signing_in = signing_in(call, key, owner.as_ref());
    let new = signing_in.new.clone();
    let proof = call.cx.write(move |tx| oauth::settle_code(tx, &signing_in, &typed)).await?;
    Ok(Tried { proof, new })
}

async fn second_factor(call: &Call, key: &VisitKey, form: &Parameters) -> Result<Tried> {
    let typed = code(form)?;
    let (now, shown) = (call.cx.now(), key.clone());
    let attempt = call.cx.read(move |tx| oauth::second_factor_attempt(tx, now, &shown)).await?;
    let signing_in = signing_in(call, key, Some(attempt.user()));
    let checked = call.cx.slow(move |cx| attempt.run(&typed, cx.seal(), now)).await?;
    let new = signing_in.new.clone();
    let proof = call.cx.write(move |tx| oauth::settle_second_factor(tx, &signing_in, &checked)).await?;
    Ok(Tried { proof, new })
}

async fn start_again(call: &Call, key: &VisitKey) -> Result<()> {
    let (now, key) = (call.cx.now(), key.clone());
    call.cx.write(move |tx| oauth::start_again(tx, now, &key)).await
}

fn signing_in(call: &Call, key: &VisitKey, user: Option<&UserRecord>) -> SigningIn {
    let (now, settings, seal) = (call.cx.now(), call.cx.settings(), call.cx.seal());
    let notice = |user| Notice::account_locked(user, settings, seal, now, &mut call.cx.rng());
    SigningIn {
        key: key.clone(),
        settings: settings.clone(),
        now,
        new: NewSignIn::generate(now, &mut call.cx.rng()),
        client: browser::client(call),
        lock_notice: user.and_then(notice),
    }
}

/// Shows the page again with an error.
async fn again(call: &Call, key: &VisitKey, form: &Parameters, problem: Problem) -> Reply {
    let state = look(call, key).await?;
    let problem = problem.with_identifier(form.get("identifier"));
    Ok(View { call, key, state: &state, problem: Some(problem) }.show())
}

/// The state of a visit.
struct State {
    visit: OAuthVisitRecord,
    application: String,
    second_factors: SecondFactors,
}

async fn look(call: &Call, key: &VisitKey) -> Result<State> {
    let (now, key) = (call.cx.now(), key.clone());
    call.cx
        .read(move |tx| {
            let visit = oauth::visit(tx, now, &key)?;
            let application = oauth_applications::get(tx, &visit.request.application_id)?.name;
            let second_factors = oauth::second_factors(tx, &visit)?;
            Ok(State { visit, application, second_factors })
        })
        .await
}

/// Redirects a signed-in user to the consent page.
fn go_on(call: &Call) -> Response {
    redirect(&call.issuer.page("consent", &call.visit))
}

/// The CSRF token of the visit's forms, derived from its cookie.
pub(super) fn form_token(key: &VisitKey) -> String {
    hash_token(&format!("form:{}", key.secret))
}

/// Rejects forms that weren't submitted from a page of this visit.
pub(super) fn from_own_page(key: &VisitKey, form: &Parameters) -> Result<(), Refusal> {
    if form.get("form_token") == Some(&form_token(key)) {
        return Ok(());
    }
    let long = "The form did not come from a page of this server. Go back to the application and try again.";
    Err(Refusal::new(axum::http::StatusCode::FORBIDDEN, "origin_invalid", "invalid origin", long))
}

fn identifier(form: &Parameters) -> Result<String> {
    let identifier = form.get("identifier").map(str::trim).unwrap_or_default();
    if identifier.is_empty() {
        return Err(blank("identifier", "Enter your e-mail address, phone number or username."));
    }
    if identifier.chars().count() > MAX_IDENTIFIER {
        return Err(blank("identifier", "That is too long for an e-mail address, phone number or username."));
    }
    Ok(identifier.to_owned())
}

fn code(form: &Parameters) -> Result<String> {
    let code =
        form.get("code").map(str::trim).filter(|code| !code.is_empty() && code.len() <= MAX_IDENTIFIER);
    code.map(str::to_owned).ok_or_else(|| blank("code", "Enter the code."))
}

fn blank(param: &str, long: &str) -> Error {
    refused(422, "form_param_nil", "is blank", long).with_meta("param_name", param)
}

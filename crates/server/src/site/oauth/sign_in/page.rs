use axum::http::StatusCode;
use axum::response::Response;
use housekey_domain::error::Error;
use housekey_domain::oauth::redirect_uris::origin;
use housekey_store::instances::General;
use maud::{Markup, html};

use super::{Call, State, form_token};
use crate::site::pages::Page;

/// A form error.
pub(super) struct Problem {
    status: StatusCode,
    /// The field at fault; `None` if it could be any of them.
    field: Option<String>,
    text: Option<String>,
    identifier: Option<String>,
}

impl Problem {
    /// A failure that deliberately names no field.
    pub(super) fn wrong() -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, field: None, text: None, identifier: None }
    }

    /// The first error of a domain rule.
    pub(super) fn of(error: &Error) -> Self {
        let Error::Refused { status, errors, .. } = error else { return Self::wrong() };
        let first = errors.first();
        Self {
            status: StatusCode::from_u16(*status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY),
            field: first.and_then(|error| error.param_name()).map(str::to_owned),
            text: first.map(|error| error.long_message.clone()),
            identifier: None,
        }
    }

    /// Keeps the identifier, to refill the form.
    pub(super) fn with_identifier(self, identifier: Option<&str>) -> Self {
        Self { identifier: identifier.map(str::to_owned), ..self }
    }
}

/// The data that a page renders.
pub(super) struct View<'a> {
    pub(super) call: &'a Call,
    pub(super) state: &'a State,
    pub(super) problem: Option<Problem>,
}

impl View<'_> {
    /// Renders the page for the current step.
    pub(super) fn show(&self) -> Response {
        let sign_in = &self.state.sign_in;
        let (title, content) = match &sign_in.code {
            Some(code) if code.is_second_factor => ("Check your phone".to_owned(), self.sms_code()),
            _ if sign_in.proved.is_some() => ("Verify your identity".to_owned(), self.second_factor()),
            Some(code) => ("Check your email".to_owned(), self.email_code(&code.identifier)),
            None => (format!("Sign in to {}", self.call.cx.instance.record.application_name), self.first()),
        };
        let status = self.problem.as_ref().map_or(StatusCode::OK, |problem| problem.status);
        // Submitting the last form redirects to the application.
        let origin = origin(&self.state.visit.request.redirect_uri);
        Page::new(title).status(status).forms_lead_to(&origin).show(content)
    }

    fn first(&self) -> Markup {
        let typed = self.problem.as_ref().and_then(|problem| problem.identifier.as_deref());
        let identifier = typed.or(self.state.visit.request.login_hint.as_deref()).unwrap_or_default();
        let wrong = "Incorrect credentials, or the account is temporarily locked.";
        let at_password = self.is_about("password") || self.problem.is_some() && !self.is_about("identifier");
        html! {
            p { "to continue to " strong { (self.state.application) } }
            (self.alert(wrong))
            (self.form(html! {
                (self.field("Email address, phone number, or username", "identifier", "text", identifier, "username", !at_password))
                (self.field("Password", "password", "password", "", "current-password", at_password))
                @if self.prefers_codes() {
                    button type="submit" name="step" value="code" formnovalidate { "Email me a code" }
                    " "
                    button type="submit" name="step" value="password" { "Use password instead" }
                } @else {
                    button type="submit" name="step" value="password" { "Sign in" }
                    " "
                    button type="submit" name="step" value="code" formnovalidate { "Email me a code instead" }
                }
            }))
            (self.support())
        }
    }

    /// Whether email codes are preferred. Their button then comes first, so that Enter submits it.
    fn prefers_codes(&self) -> bool {
        self.general().preferred_sign_in_strategy.as_deref() == Some("otp")
    }

    /// The support address, if configured.
    fn support(&self) -> Markup {
        html! {
            @if let Some(address) = &self.general().support_email {
                p { "Need help? Contact " a href={ "mailto:" (address) } { (address) } "." }
            }
        }
    }

    fn general(&self) -> &General {
        &self.call.cx.settings().general
    }

    fn email_code(&self, identifier: &str) -> Markup {
        html! {
            p {
                "If there is an account for " strong { (identifier) } ", we sent a 6-digit code to its email address. The \
                 code expires in 10 minutes."
            }
            (self.alert("Incorrect or expired code."))
            (self.form(html! {
                (self.field("Verification code", "code", "text", "", "one-time-code", true))
                button type="submit" name="step" value="verify" { "Continue" }
            }))
            (self.form(html! {
                input type="hidden" name="identifier" value=(identifier);
                button type="submit" name="step" value="code" { "Resend code" }
                " "
                button type="submit" name="step" value="again" { "Use another method" }
            }))
        }
    }

    fn second_factor(&self) -> Markup {
        let factors = &self.state.second_factors;
        html! {
            @if factors.by_app {
                p { "Enter the code from your authenticator app, or one of your backup codes." }
                (self.alert("Incorrect, expired, or already used code, or the account is temporarily locked."))
                (self.form(html! {
                    (self.field("Verification code", "code", "text", "", "one-time-code", true))
                    button type="submit" name="step" value="second" { "Continue" }
                }))
            }
            (self.form(html! {
                @if let Some(digits) = &factors.by_sms {
                    p { "We can text a code to your phone number ending in " (digits) "." }
                    button type="submit" name="step" value="sms" { "Text me a code" }
                    " "
                }
                @if !factors.by_app && factors.by_sms.is_none() {
                    p { "This page doesn't support your second factor. Contact the administrator." }
                }
                button type="submit" name="step" value="again" { "Use another account" }
            }))
            (self.support())
        }
    }

    fn sms_code(&self) -> Markup {
        let digits = self.state.second_factors.by_sms.as_deref().unwrap_or_default();
        html! {
            p { "We texted a 6-digit code to your phone number ending in " (digits) ". The code expires in 10 minutes." }
            (self.alert("Incorrect or expired code."))
            (self.form(html! {
                (self.field("Verification code", "code", "text", "", "one-time-code", true))
                button type="submit" name="step" value="verify" { "Continue" }
            }))
            (self.form(html! {
                button type="submit" name="step" value="sms" { "Resend code" }
                " "
                button type="submit" name="step" value="again" { "Use another account" }
            }))
        }
    }

    #[expect(clippy::needless_pass_by_value, reason = "`html!` makes values")]
    fn form(&self, content: Markup) -> Markup {
        html! {
            form method="post" action=(self.call.page("sign-in")) {
                input type="hidden" name="form_token" value=(form_token(&self.state.visit.key, ""));
                (content)
            }
        }
    }

    /// A labelled input, linked to the error message if it is at fault.
    fn field(
        &self,
        label: &str,
        name: &str,
        kind: &str,
        value: &str,
        autocomplete: &str,
        focus: bool,
    ) -> Markup {
        let is_wrong = self
            .problem
            .as_ref()
            .is_some_and(|problem| problem.field.as_deref().is_none_or(|field| field == name));
        html! {
            label {
                span { (label) }
                input type=(kind) name=(name) value=(value) autocomplete=(autocomplete) required autofocus[focus]
                    autocapitalize="none" spellcheck="false"
                    aria-invalid=[is_wrong.then_some("true")] aria-describedby=[is_wrong.then_some("problem")];
            }
        }
    }

    fn alert(&self, otherwise: &str) -> Markup {
        html! {
            @if let Some(problem) = &self.problem {
                p.alert id="problem" role="alert" { (problem.text.as_deref().unwrap_or(otherwise)) }
            }
        }
    }

    fn is_about(&self, field: &str) -> bool {
        self.problem.as_ref().is_some_and(|problem| problem.field.as_deref() == Some(field))
    }
}

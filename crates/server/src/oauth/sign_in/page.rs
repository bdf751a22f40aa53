use axum::http::StatusCode;
use axum::response::Response;
use housekey_domain::error::Error;
use housekey_domain::oauth::VisitKey;
use housekey_domain::oauth::redirect_uris::origin;
use housekey_store::instances::General;
use maud::{Markup, html};

use super::{Call, State, form_token};
use crate::pages::Page;

/// What was wrong with what was typed.
pub(super) struct Problem {
    status: StatusCode,
    /// The field that it is about; none where it is about all of them.
    field: Option<String>,
    text: Option<String>,
    identifier: Option<String>,
}

impl Problem {
    /// It was not right; what, nobody is told.
    pub(super) fn wrong() -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, field: None, text: None, identifier: None }
    }

    /// What a rule says is wrong.
    pub(super) fn of(error: &Error) -> Self {
        let Error::Refused { status, errors } = error else { return Self::wrong() };
        let first = errors.first();
        Self {
            status: StatusCode::from_u16(*status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY),
            field: first.and_then(|error| error.param_name()).map(str::to_owned),
            text: first.map(|error| error.long_message.clone()),
            identifier: None,
        }
    }

    /// Keeps what was typed, so that it need not be typed again.
    pub(super) fn with_identifier(self, identifier: Option<&str>) -> Self {
        Self { identifier: identifier.map(str::to_owned), ..self }
    }
}

/// What a page shows.
pub(super) struct View<'a> {
    pub(super) call: &'a Call,
    pub(super) key: &'a VisitKey,
    pub(super) state: &'a State,
    pub(super) problem: Option<Problem>,
}

impl View<'_> {
    /// The page for where the visit stands.
    pub(super) fn show(&self) -> Response {
        let visit = &self.state.visit;
        let (title, content) = match &visit.code {
            Some(code) if code.is_second_factor => ("Look at your phone".to_owned(), self.sms_code()),
            _ if visit.proved.is_some() => ("Confirm that it is you".to_owned(), self.second_factor()),
            Some(code) => ("Look at your e-mail".to_owned(), self.email_code(&code.identifier)),
            None => (format!("Sign in to {}", self.call.cx.instance.record.application_name), self.first()),
        };
        let status = self.problem.as_ref().map_or(StatusCode::OK, |problem| problem.status);
        // The redirect that answers the last form leads to the application.
        let origin = origin(&self.state.visit.request.redirect_uri);
        Page::new(title).status(status).forms_lead_to(&origin).show(content)
    }

    fn first(&self) -> Markup {
        let typed = self.problem.as_ref().and_then(|problem| problem.identifier.as_deref());
        let identifier = typed.or(self.state.visit.request.login_hint.as_deref()).unwrap_or_default();
        let wrong =
            "That did not work. The name or the password is wrong, or the account is locked for a while.";
        let at_password = self.is_about("password") || self.problem.is_some() && !self.is_about("identifier");
        html! {
            p { "You will go on to " strong { (self.state.application) } "." }
            (self.alert(wrong))
            (self.form(html! {
                (self.field("E-mail address, phone number or username", "identifier", "text", identifier, "username", !at_password))
                (self.field("Password", "password", "password", "", "current-password", at_password))
                @if self.prefers_codes() {
                    button type="submit" name="step" value="code" formnovalidate { "Send me a code by e-mail" }
                    " "
                    button type="submit" name="step" value="password" { "Sign in with the password instead" }
                } @else {
                    button type="submit" name="step" value="password" { "Sign in" }
                    " "
                    button type="submit" name="step" value="code" formnovalidate { "Send me a code by e-mail instead" }
                }
            }))
            (self.support())
        }
    }

    /// Whether a code comes first, which is then what the Enter key asks for too.
    fn prefers_codes(&self) -> bool {
        self.general().preferred_sign_in_strategy.as_deref() == Some("otp")
    }

    /// Whom to write to.
    fn support(&self) -> Markup {
        html! {
            @if let Some(address) = &self.general().support_email {
                p { "Questions? Write to " (address) "." }
            }
        }
    }

    fn general(&self) -> &General {
        &self.call.cx.settings().general
    }

    fn email_code(&self, identifier: &str) -> Markup {
        html! {
            p {
                "If " strong { (identifier) } " belongs to an account, a code of six digits is on its way to its e-mail \
                 address. It is good for ten minutes."
            }
            (self.alert("That code is wrong, or it has expired."))
            (self.form(html! {
                (self.field("Code", "code", "text", "", "one-time-code", true))
                button type="submit" name="step" value="verify" { "Go on" }
            }))
            (self.form(html! {
                input type="hidden" name="identifier" value=(identifier);
                button type="submit" name="step" value="code" { "Send another code" }
                " "
                button type="submit" name="step" value="again" { "Sign in another way" }
            }))
        }
    }

    fn second_factor(&self) -> Markup {
        let factors = &self.state.second_factors;
        html! {
            @if factors.by_app {
                p { "Enter the code that your authenticator app shows, or one of your backup codes." }
                (self.alert("That code is wrong, expired or used up, or the account is locked for a while."))
                (self.form(html! {
                    (self.field("Code", "code", "text", "", "one-time-code", true))
                    button type="submit" name="step" value="second" { "Go on" }
                }))
            }
            (self.form(html! {
                @if let Some(digits) = &factors.by_sms {
                    p { "A code can be sent to your phone number that ends in " (digits) "." }
                    button type="submit" name="step" value="sms" { "Send me a code by SMS" }
                    " "
                }
                @if !factors.by_app && factors.by_sms.is_none() {
                    p { "Your second factor can't be shown here. Ask whoever runs this service." }
                }
                button type="submit" name="step" value="again" { "Sign in as somebody else" }
            }))
            (self.support())
        }
    }

    fn sms_code(&self) -> Markup {
        let digits = self.state.second_factors.by_sms.as_deref().unwrap_or_default();
        html! {
            p { "A code of six digits is on its way to your phone number that ends in " (digits) ". It is good for ten minutes." }
            (self.alert("That code is wrong, or it has expired."))
            (self.form(html! {
                (self.field("Code", "code", "text", "", "one-time-code", true))
                button type="submit" name="step" value="verify" { "Go on" }
            }))
            (self.form(html! {
                button type="submit" name="step" value="sms" { "Send another code" }
                " "
                button type="submit" name="step" value="again" { "Sign in as somebody else" }
            }))
        }
    }

    #[expect(clippy::needless_pass_by_value, reason = "`html!` makes values")]
    fn form(&self, content: Markup) -> Markup {
        html! {
            form method="post" action=(self.call.issuer.page("sign-in", &self.call.visit)) {
                input type="hidden" name="form_token" value=(form_token(self.key));
                (content)
            }
        }
    }

    /// A field; where something is wrong with it, a screen reader says what together with its label.
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

use housekey_contract::backend::oauth_applications::{CreateOAuthApplication, UpdateOAuthApplication};
use housekey_contract::{Millis, OAuthApplicationId};
use housekey_store::oauth_applications::OAuthApplicationRecord;
use rand::Rng;

use crate::error::{Problems, Result, blank, not_allowed};
use crate::oauth::{redirect_uris, scopes};
use crate::{random, text};

/// Maximum length of a name.
const NAME_LENGTH: usize = 256;

/// A validated new application with its secret.
#[derive(Clone)]
pub struct NewApplication {
    pub(super) record: OAuthApplicationRecord,
    /// The client secret, which is shown only once; empty for public clients.
    pub secret: String,
}

impl NewApplication {
    /// Validates a request.
    pub fn check(
        request: CreateOAuthApplication,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        let public = request.public.unwrap_or_default();
        let change = ApplicationChange::check(UpdateOAuthApplication {
            name: Some(request.name),
            redirect_uris: request.redirect_uris,
            callback_url: request.callback_url,
            scopes: Some(request.scopes.unwrap_or_default()),
            consent_screen_enabled: Some(request.consent_screen_enabled.unwrap_or(true)),
            pkce_required: request.pkce_required,
            public: Some(public),
        })?;
        let secret = if public { String::new() } else { random::token(rng, "") };
        let mut record = OAuthApplicationRecord {
            id: OAuthApplicationId::from(random::id(rng, now, OAuthApplicationId::PREFIX)),
            client_id: random::id(rng, now, ""),
            secret_digest: (!public).then(|| random::hash_token(&secret)),
            created_at: now,
            updated_at: now,
            ..OAuthApplicationRecord::default()
        };
        change.apply(&mut record)?;
        Ok(Self { record, secret })
    }
}

/// Validated changes to an application; the application hasn't been looked up yet.
#[derive(Clone, Debug)]
pub struct ApplicationChange {
    name: Option<String>,
    redirect_uris: Option<Vec<String>>,
    scopes: Option<Vec<String>>,
    consent_screen_enabled: Option<bool>,
    pkce_required: Option<bool>,
    public: Option<bool>,
}

impl ApplicationChange {
    /// Checks a request.
    pub fn check(request: UpdateOAuthApplication) -> Result<Self> {
        let mut problems = Problems::default();
        let name = problems.keep(request.name.as_deref().map(name).transpose());
        let uris = redirect_uris::all(request.redirect_uris, request.callback_url);
        let uris = problems.keep(uris);
        let scopes = request.scopes.as_deref().map(scopes::of_application).transpose();
        let scopes = problems.keep(scopes);
        problems.refuse()?;
        Ok(Self {
            name: name.unwrap_or_default(),
            redirect_uris: uris.unwrap_or_default(),
            scopes: scopes.unwrap_or_default(),
            consent_screen_enabled: request.consent_screen_enabled,
            pkce_required: request.pkce_required,
            public: request.public,
        })
    }

    /// Applies the change.
    pub(super) fn apply(&self, application: &mut OAuthApplicationRecord) -> Result<()> {
        if application.dynamically_registered && self.consent_screen_enabled == Some(false) {
            return Err(not_allowed(
                "consent_screen_enabled",
                "true for dynamically registered applications",
            ));
        }
        replace(&mut application.name, self.name.as_ref());
        replace(&mut application.redirect_uris, self.redirect_uris.as_ref());
        replace(&mut application.scopes, self.scopes.as_ref());
        replace(&mut application.consent_screen_enabled, self.consent_screen_enabled.as_ref());
        replace(&mut application.pkce_required, self.pkce_required.as_ref());
        replace(&mut application.public, self.public.as_ref());
        if application.public {
            application.secret_digest = None;
        }
        Ok(())
    }
}

fn replace<T: Clone>(field: &mut T, value: Option<&T>) {
    if let Some(value) = value {
        field.clone_from(value);
    }
}

fn name(name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() {
        return Err(blank("name"));
    }
    text::bounded("name", name.to_owned(), NAME_LENGTH)
}

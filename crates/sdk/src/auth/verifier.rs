use std::sync::Arc;

use housekey_contract::Millis;

use super::api::Api;
use super::cache::{Proof, Proven};
use super::checks;
use super::claims::Claims;
use super::jwks::{JwksOptions, RemoteKeys};
use super::key::Key;
use super::options::Options;
use super::reason::{TokenError, TokenReason};
use super::token::{Category, MACHINE, Token, is_no_session};

/// The default size of the token cache: a few megabytes.
const CACHED_TOKENS: usize = 2048;

/// The keys of an instance and a cache of verified tokens. Clones share both; separate verifiers share nothing.
#[derive(Clone, Debug)]
pub struct Verifier {
    keys: Keys,
    proven: Arc<Proven>,
}

#[derive(Clone, Debug)]
enum Keys {
    Local(Arc<Key>),
    Remote(Arc<RemoteKeys>),
}

/// Which tokens are accepted.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    /// Session tokens.
    Session,
    /// Session tokens and JWT templates' tokens.
    AnyUser,
}

impl Verifier {
    /// Uses the instance's PEM public key, without any network.
    pub fn from_pem(pem: &str) -> Result<Self, TokenError> {
        Ok(Self::with(Keys::Local(Arc::new(Key::from_pem(pem)?))))
    }

    /// Uses the instance's key set, fetched from Clerk's API when first needed. Fails if the key is malformed.
    pub fn from_secret_key(secret_key: impl Into<String>) -> Result<Self, TokenError> {
        Self::from_jwks(JwksOptions::new(secret_key))
    }

    /// Uses the instance's key set, fetched according to `options` when first needed. Fails if the URL or key is malformed.
    pub fn from_jwks(options: JwksOptions) -> Result<Self, TokenError> {
        Ok(Self::with(Keys::Remote(Arc::new(RemoteKeys::new(options)?))))
    }

    fn with(keys: Keys) -> Self {
        Self { keys, proven: Arc::new(Proven::with_room_for(CACHED_TOKENS)) }
    }

    /// Sets how many verified tokens are cached, 2048 by default; with 0, every signature is verified every time. Times, audience
    /// and authorized party are always checked.
    #[must_use]
    pub fn remember_tokens(mut self, tokens: usize) -> Self {
        self.proven = Arc::new(Proven::with_room_for(tokens));
        self
    }

    /// The server that the keys come from; `None` for a PEM key.
    pub(super) fn api(&self) -> Option<&Arc<Api>> {
        match &self.keys {
            Keys::Local(_) => None,
            Keys::Remote(keys) => Some(keys.api()),
        }
    }

    pub(super) async fn verify(
        &self,
        token: &str,
        purpose: Purpose,
        options: &Options,
    ) -> Result<Arc<Claims>, TokenError> {
        self.verify_within(token, purpose, options, options.skew()).await
    }

    /// Verifies a token with the given clock skew.
    pub(super) async fn verify_within(
        &self,
        token: &str,
        purpose: Purpose,
        options: &Options,
        skew: Millis,
    ) -> Result<Arc<Claims>, TokenError> {
        match self.judge(token, purpose, options, skew).await {
            // For a machine token, report that it isn't a session token rather than what else is wrong with it.
            Err(_) if matches!(purpose, Purpose::Session) && is_no_session(token) => Err(mismatch()),
            outcome => outcome,
        }
    }

    async fn judge(
        &self,
        token: &str,
        purpose: Purpose,
        options: &Options,
        skew: Millis,
    ) -> Result<Arc<Claims>, TokenError> {
        let proof = match self.remembered(token).await {
            Some(proof) => proof,
            None => self.prove(token, purpose).await?,
        };
        check_kind(&proof, purpose)?;
        checks::check(&proof.claims, options, skew)?;
        Ok(proof.claims)
    }

    /// Verifies the signature of a token that isn't a user's; returns the token and its payload.
    #[cfg(any(feature = "handshake", feature = "machine-tokens"))]
    pub(super) async fn payload<'a>(&self, text: &'a str) -> Result<(Token<'a>, Vec<u8>), TokenError> {
        let token = Token::parse(text)?;
        let key = self.keys.find(token.key_id.as_deref()).await?;
        let payload = token.verified_with(&key)?;
        Ok((token, payload))
    }

    /// A cached token is valid only as long as the key that verified it belongs to the instance.
    async fn remembered(&self, token: &str) -> Option<Proof> {
        let proof = self.proven.find(token)?;
        let key = self.keys.find(proof.key.id()).await.ok()?;
        Arc::ptr_eq(&key, &proof.key).then_some(proof)
    }

    async fn prove(&self, text: &str, purpose: Purpose) -> Result<Proof, TokenError> {
        let token = Token::parse(text)?;
        if token.is_access_token() {
            return Err(TokenError::new(TokenReason::Invalid, "the token is an application's"));
        }
        check_category(token.category, purpose)?;
        let key = self.keys.find(token.key_id.as_deref()).await?;
        let claims = Arc::new(Token::claims(&token.verified_with(&key)?)?);
        let proof = Proof { claims, category: token.category, key };
        self.proven.remember(text, &proof);
        Ok(proof)
    }
}

impl Keys {
    /// With a PEM key, the token's `kid` is ignored, as in the official SDKs.
    async fn find(&self, id: Option<&str>) -> Result<Arc<Key>, TokenError> {
        match self {
            Self::Local(key) => Ok(Arc::clone(key)),
            Self::Remote(keys) => keys.find(id).await,
        }
    }
}

fn check_kind(proof: &Proof, purpose: Purpose) -> Result<(), TokenError> {
    if matches!(purpose, Purpose::Session) && proof.claims.sub.starts_with(MACHINE) {
        return Err(mismatch());
    }
    check_category(proof.category, purpose)
}

fn mismatch() -> TokenError {
    TokenError::new(TokenReason::TypeMismatch, "the token is not a session's")
}

/// Other kinds of tokens signed with the same key are not session tokens.
fn check_category(category: Category, purpose: Purpose) -> Result<(), TokenError> {
    match (purpose, category) {
        (_, Category::Session) | (Purpose::AnyUser, Category::Other) => Ok(()),
        (Purpose::AnyUser, Category::MachineToMachine) => {
            Err(TokenError::new(TokenReason::Invalid, "the token is a machine's"))
        }
        (Purpose::Session, _) => Err(mismatch()),
    }
}

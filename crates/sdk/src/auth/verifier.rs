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

/// How many tokens are remembered unless said otherwise: a few megabytes.
const REMEMBERED: usize = 2048;

/// The keys of one instance, and the tokens they have already proven. Clones share both.
///
/// A token proven by one verifier means nothing to another: no memory is shared between instances.
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

/// Which tokens are wanted.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    /// Those of sessions.
    Session,
    /// Those of sessions and of JWT templates.
    AnyUser,
}

impl Verifier {
    /// Verifies with the PEM public key of the instance, without any network.
    pub fn from_pem(pem: &str) -> Result<Self, TokenError> {
        Ok(Self::with(Keys::Local(Arc::new(Key::from_pem(pem)?))))
    }

    /// Verifies with the instance's key set, fetched from Clerk's API when the first token comes.
    /// Fails on a key that no server could accept.
    pub fn from_secret_key(secret_key: impl Into<String>) -> Result<Self, TokenError> {
        Self::from_jwks(JwksOptions::new(secret_key))
    }

    /// Verifies with the instance's key set, fetched as `options` say when the first token comes. Fails on a URL
    /// or a key that no server could accept.
    pub fn from_jwks(options: JwksOptions) -> Result<Self, TokenError> {
        Ok(Self::with(Keys::Remote(Arc::new(RemoteKeys::new(options)?))))
    }

    fn with(keys: Keys) -> Self {
        Self { keys, proven: Arc::new(Proven::with_room_for(REMEMBERED)) }
    }

    /// Remembers up to so many proven tokens, 2048 unless set; with 0 every signature is verified every time.
    /// Times, audience and authorized party are checked every time in any case.
    #[must_use]
    pub fn remember_tokens(mut self, tokens: usize) -> Self {
        self.proven = Arc::new(Proven::with_room_for(tokens));
        self
    }

    /// The server that the keys come from; a PEM key comes from none.
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

    /// Verifies a token that comes from a clock which is that far away.
    pub(super) async fn verify_within(
        &self,
        token: &str,
        purpose: Purpose,
        options: &Options,
        skew: Millis,
    ) -> Result<Arc<Claims>, TokenError> {
        match self.judge(token, purpose, options, skew).await {
            // What is wrong with the token of a machine is no news to whoever wants a session's.
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

    /// The payload of a token that is no user's, and the token, once its signature is proven.
    #[cfg(any(feature = "handshake", feature = "machine-tokens"))]
    pub(super) async fn payload<'a>(&self, text: &'a str) -> Result<(Token<'a>, Vec<u8>), TokenError> {
        let token = Token::parse(text)?;
        let key = self.keys.find(token.key_id.as_deref()).await?;
        let payload = token.verified_with(&key)?;
        Ok((token, payload))
    }

    /// A token counts as proven only as long as the key that proved it is one of the instance's.
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
    /// A PEM key stands for itself: as with the official clients, the token's `kid` is not asked.
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

/// A token of another kind that the same key has signed is not a session's.
fn check_category(category: Category, purpose: Purpose) -> Result<(), TokenError> {
    match (purpose, category) {
        (_, Category::Session) | (Purpose::AnyUser, Category::Other) => Ok(()),
        (Purpose::AnyUser, Category::MachineToMachine) => {
            Err(TokenError::new(TokenReason::Invalid, "the token is a machine's"))
        }
        (Purpose::Session, _) => Err(mismatch()),
    }
}

use data_encoding::BASE64;
use hmac::{Hmac, KeyInit, Mac};
use housekey_contract::{Millis, WebhookEndpointId, WebhookMessageId};
use housekey_store::Tx;
use housekey_store::webhooks::{self, EndpointRecord, SealedSecret};
use rand::Rng;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::endpoints::get;
use crate::error::{Error, Result};
use crate::seal::MasterKey;

/// Prefix of secrets in text form.
const PREFIX: &str = "whsec_";
/// Number of random bytes of a secret: 192 bits, as with Svix.
const LENGTH: usize = 24;
/// How long messages are also signed with the previous secret, so that receivers have time to update.
const OVERLAP: Millis = Millis::from_seconds(24 * 60 * 60);

/// The signing secret of an endpoint.
#[derive(Clone)]
pub struct SigningSecret {
    key: Zeroizing<Vec<u8>>,
}

impl SigningSecret {
    fn generate(rng: &mut (impl Rng + ?Sized)) -> Self {
        let mut key = vec![0; LENGTH];
        rng.fill_bytes(&mut key);
        Self { key: Zeroizing::new(key) }
    }

    /// The secret in text form: `whsec_` and base64.
    pub fn to_text(&self) -> String {
        format!("{PREFIX}{}", BASE64.encode(&self.key))
    }

    /// Signs a message's id, timestamp in seconds and body; returns `v1,` and base64.
    #[expect(clippy::missing_panics_doc, reason = "HMAC takes keys of any length")]
    pub fn sign(&self, id: &WebhookMessageId, seconds: i64, body: &[u8]) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("HMAC takes keys of any length");
        mac.update(format!("{id}.{seconds}.").as_bytes());
        mac.update(body);
        format!("v1,{}", BASE64.encode(&mac.finalize().into_bytes()))
    }

    fn seal(
        &self,
        endpoint: &WebhookEndpointId,
        seal: &MasterKey,
        rng: &mut (impl Rng + ?Sized),
    ) -> SealedSecret {
        SealedSecret { sealed: seal.seal(rng, &context(endpoint), &self.key), expires_at: None }
    }

    fn open(endpoint: &WebhookEndpointId, secret: &SealedSecret, seal: &MasterKey) -> Result<Self> {
        let opened = seal.open(&context(endpoint), &secret.sealed);
        let key = opened.map_err(|error| {
            Error::Internal(format!("a secret of the endpoint {endpoint} can't be opened: {error}"))
        })?;
        Ok(Self { key })
    }
}

/// Encryption context of a secret.
fn context(endpoint: &WebhookEndpointId) -> String {
    format!("webhook_endpoint:{endpoint}")
}

/// The valid signing secrets at `now`, newest first.
pub(super) fn holding(
    endpoint: &EndpointRecord,
    seal: &MasterKey,
    now: Millis,
) -> Result<Vec<SigningSecret>> {
    let holds = |secret: &&SealedSecret| secret.expires_at.is_none_or(|expires_at| expires_at > now);
    let holding = endpoint.secrets.iter().filter(holds);
    holding.map(|secret| SigningSecret::open(&endpoint.id, secret, seal)).collect()
}

/// The newest secret of an endpoint.
pub fn reveal(endpoint: &EndpointRecord, seal: &MasterKey) -> Result<SigningSecret> {
    let newest = endpoint.secrets.first();
    let newest = newest.ok_or_else(|| Error::Internal(format!("{} has no secret", endpoint.id)))?;
    SigningSecret::open(&endpoint.id, newest, seal)
}

/// Generates an encrypted secret for an endpoint.
pub fn new_secret(
    endpoint: &WebhookEndpointId,
    seal: &MasterKey,
    rng: &mut (impl Rng + ?Sized),
) -> SealedSecret {
    SigningSecret::generate(rng).seal(endpoint, seal, rng)
}

/// The newest secret of one endpoint, encrypted for another: for a receiver of both that knows only one secret.
pub fn shared_secret(
    from: &EndpointRecord,
    to: &WebhookEndpointId,
    seal: &MasterKey,
    rng: &mut (impl Rng + ?Sized),
) -> Result<SealedSecret> {
    Ok(reveal(from, seal)?.seal(to, seal, rng))
}

/// Rotates an endpoint's secret. For a day, messages are also signed with the previous one.
pub fn rotate(tx: &mut Tx<'_>, id: &WebhookEndpointId, secret: &SealedSecret) -> Result<EndpointRecord> {
    let now = tx.now();
    let mut endpoint = get(tx, id)?;
    endpoint.secrets.retain(|secret| secret.expires_at.is_none());
    for before in &mut endpoint.secrets {
        before.expires_at = Some(now + OVERLAP);
    }
    endpoint.secrets.insert(0, secret.clone());
    endpoint.updated_at = now;
    webhooks::update(tx, &endpoint)?;
    Ok(endpoint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_that_of_the_published_example() {
        // The test vector of the Standard Webhooks reference libraries.
        let key = BASE64.decode(b"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let secret = SigningSecret { key: Zeroizing::new(key) };
        let id = WebhookMessageId::from("msg_p5jXN8AQM9LWM0D4loKWxJek");
        let signature = secret.sign(&id, 1_614_265_330, br#"{"test": 2432232314}"#);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert_eq!(secret.to_text(), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }
}

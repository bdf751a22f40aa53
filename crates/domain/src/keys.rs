//! Keys that sign tokens: the instance's, and those of JWT templates.

mod custom;
mod signing;

pub use custom::CustomKey;
pub use signing::SigningKey;

/// Signs tokens. Keys are parsed once when loaded, because parsing costs more than signing.
pub trait Signer {
    /// The algorithm in the token's header: `RS256` …
    fn algorithm(&self) -> &'static str;

    /// The key id in the token's header. Keys that can't be looked up have none.
    fn kid(&self) -> Option<&str>;

    /// Signs a message. Takes up to 0.3 ms with RSA-2048.
    fn sign(&self, message: &[u8]) -> Vec<u8>;
}

/// Why a key was rejected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidKey {
    #[error("{0} is not a supported signing algorithm. Use one of {ALGORITHMS}", ALGORITHMS = custom::ALGORITHMS.join(", "))]
    UnknownAlgorithm(String),
    #[error("the secret has {length} bytes; at least {least} are required")]
    ShortSecret {
        /// Its length in bytes.
        length: usize,
        /// The minimum length in bytes.
        least: usize,
    },
    #[error("the key is not an unencrypted private key in PEM (-----BEGIN PRIVATE KEY-----)")]
    NotPem,
    #[error("the key is not a private key for {0}")]
    WrongKind(&'static str),
    #[error("the key is not an RSA key of 2048 bits with the exponent 65537")]
    NotRsa2048,
    #[error("the system failed to generate a key")]
    NotMade,
}

//! Keys that sign tokens: an instance's own, and those that a JWT template brings along.

mod custom;
mod signing;

pub use custom::CustomKey;
pub use signing::SigningKey;

/// Something that signs tokens. The key is parsed once, when it is loaded: parsing costs more than signing.
pub trait Signer {
    /// The name of the algorithm in a token's header: `RS256` …
    fn algorithm(&self) -> &'static str;

    /// The key's id in a token's header. Keys that nobody can look up have none.
    fn kid(&self) -> Option<&str>;

    /// Signs a message. Takes up to 0.3 ms with RSA-2048.
    fn sign(&self, message: &[u8]) -> Vec<u8>;
}

/// Why a key was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidKey {
    #[error("{0} is not a signing algorithm; use one of {ALGORITHMS}", ALGORITHMS = custom::ALGORITHMS.join(", "))]
    UnknownAlgorithm(String),
    #[error("the secret has {length} bytes; it needs at least {least}")]
    ShortSecret {
        /// How many bytes it has.
        length: usize,
        /// How many it needs.
        least: usize,
    },
    #[error("the key is not an unencrypted private key in PEM (-----BEGIN PRIVATE KEY-----)")]
    NotPem,
    #[error("the key is not a private key for {0}")]
    WrongKind(&'static str),
    #[error("the key is not an RSA key of 2048 bits with the exponent 65537")]
    NotRsa2048,
    #[error("the system could not make a key")]
    NotMade,
}

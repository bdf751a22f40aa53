//! Password digests: our own, and the ones that other systems left behind.
//!
//! A new password is kept as argon2id ([`hash`]). A digest that came with an import is accepted in the form its system
//! wrote it ([`Digest::parse`]), checked as it is ([`Digest::verify`]), and replaced at the first sign-in
//! ([`Digest::needs_rehash`]). All of this is slow on purpose: call it on the blocking pool, never inside a transaction.

mod arena;
pub(crate) mod argon2;
mod bcrypt;
mod breached;
mod digest;
mod hasher;
mod pbkdf2;
mod php;
mod plain;
mod policy;
mod scheme;
mod scrypt;

pub use arena::release_memory;
pub use argon2::{dummy, hash};
pub use breached::{BreachQuery, breached};
pub use digest::{Digest, InvalidDigest};
pub use hasher::{Hasher, UnknownHasher};
pub use policy::{MAX_BYTES, MIN_CHARACTERS, MIN_STRENGTH, PasswordProblem, Suggestion, check_new};

//! Password digests: our own, and those of other systems.
//!
//! New passwords are stored as argon2id ([`hash`]). An imported digest is accepted in the format of its system
//! ([`Digest::parse`]), verified as is ([`Digest::verify`]), and replaced at the first sign-in
//! ([`Digest::needs_rehash`]). All of this is slow on purpose: run it on the blocking pool, never in a transaction.

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

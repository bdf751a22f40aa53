use ::scrypt::Params;
use aes::Aes256;
use ctr::{
    Ctr128BE,
    cipher::{KeyIvInit, StreamCipher},
};

use super::scheme::{Flaw, Read, Scheme, base64, fields, hex, number, same};

/// N·r·p. At this limit, scrypt uses 128 MiB; it is also OWASP's strongest setting.
const MAX_WORK: u64 = 1 << 20;

/// Firebase's variant: the derived key encrypts the project's signer key, and the result is the hash.
struct Firebase {
    params: Params,
    salt: Vec<u8>,
    signer_key: Vec<u8>,
    hash: Vec<u8>,
}

/// Werkzeug (Flask): plain scrypt, 64 bytes.
struct Werkzeug {
    params: Params,
    salt: Vec<u8>,
    hash: Vec<u8>,
}

pub(super) fn read_firebase(text: &str) -> Read {
    let [hash, salt, signer_key, separator, rounds, memory_cost] = fields(text, '$')?;
    let (hash, signer_key) = (base64(hash)?, base64(signer_key)?);
    // The hash is the encrypted signer key, so it has the same length; Firebase's has 64 bytes.
    if hash.len() != signer_key.len() || hash.len() < 32 {
        return Err(Flaw::Form);
    }
    let salt = [base64(salt)?, base64(separator)?].concat();
    let params = params(number(memory_cost)?, number(rounds)?, 1)?;
    Ok(Box::new(Firebase { params, salt, signer_key, hash }))
}

/// The format Werkzeug writes; Clerk's page shows it with a leading `$`.
pub(super) fn read_werkzeug(text: &str) -> Read {
    let [method, salt, hash] = fields(text.strip_prefix('$').unwrap_or(text), '$')?;
    let ["scrypt", n, r, p] = fields(method, ':')? else { return Err(Flaw::Form) };
    let (n, hash) = (number(n)?, hex(hash)?);
    if !n.is_power_of_two() || hash.len() != 64 || salt.is_empty() {
        return Err(Flaw::Form);
    }
    let params = params(n.ilog2(), number(r)?, number(p)?)?;
    Ok(Box::new(Werkzeug { params, salt: salt.as_bytes().to_vec(), hash }))
}

fn params(log_n: u32, r: u32, p: u32) -> Read<Params> {
    let work = 1_u64.checked_shl(log_n).and_then(|n| n.checked_mul(u64::from(r) * u64::from(p)));
    if work.is_none_or(|work| work > MAX_WORK) {
        return Err(Flaw::Cost);
    }
    let log_n = u8::try_from(log_n).map_err(|_| Flaw::Cost)?;
    Params::new(log_n, r, p).map_err(|_| Flaw::Form)
}

impl Scheme for Firebase {
    fn accepts(&self, password: &[u8]) -> bool {
        let mut key = [0; 32];
        if ::scrypt::scrypt(password, &self.salt, &self.params, &mut key).is_err() {
            return false;
        }
        let mut encrypted = self.signer_key.clone();
        // Firebase uses an initialization vector of 0: each key is used only once.
        Ctr128BE::<Aes256>::new(&key.into(), &[0; 16].into()).apply_keystream(&mut encrypted);
        same(&encrypted, &self.hash)
    }
}

impl Scheme for Werkzeug {
    fn accepts(&self, password: &[u8]) -> bool {
        let mut hash = [0; 64];
        ::scrypt::scrypt(password, &self.salt, &self.params, &mut hash).is_ok() && same(&hash, &self.hash)
    }
}

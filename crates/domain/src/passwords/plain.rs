//! Single-round digests: weak, hence rehashed at the first sign-in.

use md5::{Digest, Md5};
use sha1::Sha1;
use sha2::Sha256;

use super::scheme::{Flaw, Read, Scheme, base64, hex, same};

const MD5_BYTES: usize = 16;
const SHA1_BYTES: usize = 20;
const SHA256_BYTES: usize = 32;

type Hash = fn(&[u8]) -> Vec<u8>;

struct Unsalted {
    hash: Hash,
    digest: Vec<u8>,
}

/// Some systems append the salt to the password, others prepend it; Clerk's page doesn't say, so both are tried.
struct Salted {
    hash: Hash,
    salt: Vec<u8>,
    digest: Vec<u8>,
}

/// LDAP's `userPassword`, with the salt appended to the password.
struct Ssha {
    salt: Vec<u8>,
    digest: Vec<u8>,
}

pub(super) fn read_md5(text: &str) -> Read {
    Ok(Box::new(Unsalted { hash: of::<Md5>, digest: exactly(text, MD5_BYTES)? }))
}

pub(super) fn read_sha256(text: &str) -> Read {
    Ok(Box::new(Unsalted { hash: of::<Sha256>, digest: exactly(text, SHA256_BYTES)? }))
}

pub(super) fn read_md5_salted(text: &str) -> Read {
    salted(text, MD5_BYTES, of::<Md5>)
}

pub(super) fn read_sha256_salted(text: &str) -> Read {
    salted(text, SHA256_BYTES, of::<Sha256>)
}

pub(super) fn read_ldap_ssha(text: &str) -> Read {
    let mut digest = base64(text.strip_prefix("{SSHA}").ok_or(Flaw::Form)?)?;
    // OpenLDAP's salts have 4, 8 or 16 bytes; fewer mean that the text was cut off.
    if !(SHA1_BYTES + 4..=SHA1_BYTES + 64).contains(&digest.len()) {
        return Err(Flaw::Form);
    }
    let salt = digest.split_off(SHA1_BYTES);
    Ok(Box::new(Ssha { salt, digest }))
}

fn salted(text: &str, bytes: usize, hash: Hash) -> Read {
    let (salt, digest) = text.rsplit_once('$').ok_or(Flaw::Form)?;
    if salt.is_empty() {
        return Err(Flaw::Form);
    }
    Ok(Box::new(Salted { hash, salt: salt.as_bytes().to_vec(), digest: exactly(digest, bytes)? }))
}

fn exactly(text: &str, bytes: usize) -> Read<Vec<u8>> {
    let digest = hex(text)?;
    if digest.len() == bytes { Ok(digest) } else { Err(Flaw::Form) }
}

fn of<D: Digest>(bytes: &[u8]) -> Vec<u8> {
    D::digest(bytes).to_vec()
}

impl Scheme for Unsalted {
    fn accepts(&self, password: &[u8]) -> bool {
        same(&(self.hash)(password), &self.digest)
    }
}

impl Scheme for Salted {
    fn accepts(&self, password: &[u8]) -> bool {
        let before = (self.hash)(&[&self.salt, password].concat());
        let after = (self.hash)(&[password, &self.salt].concat());
        same(&before, &self.digest) | same(&after, &self.digest)
    }
}

impl Scheme for Ssha {
    fn accepts(&self, password: &[u8]) -> bool {
        same(&of::<Sha1>(&[password, &self.salt].concat()), &self.digest)
    }
}

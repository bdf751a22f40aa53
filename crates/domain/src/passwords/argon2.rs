use ::argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::BASE64_NOPAD;
use rand::Rng;

use super::{
    Digest, Hasher, arena,
    scheme::{Flaw, Read, Scheme, fields, number, same},
};

/// OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
pub(super) const OUR_MEMORY_KIB: u32 = 19 * 1024;
const OUR_PASSES: u32 = 2;
const OUR_LANES: u32 = 1;
const OUR_SALT_BYTES: usize = 16;
const OUR_TAG_BYTES: usize = 32;

const MAX_MEMORY_KIB: u32 = 256 * 1024;
const MAX_LANES: u32 = 64;
/// Memory times passes; about a second of work.
const MAX_WORK_KIB: u64 = 1024 * 1024;

/// All parameters that determine the digest of a password.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Recipe {
    algorithm: Algorithm,
    version: Version,
    params: Params,
    salt: Vec<u8>,
}

/// A digest in the PHC string format.
pub(crate) struct Argon2Digest {
    pub(crate) recipe: Recipe,
    pub(crate) tag: Vec<u8>,
}

/// Hashes a new password: argon2id with 19 MiB and a random salt. Takes about 15 ms of one core.
pub fn hash(password: &str, rng: &mut (impl Rng + ?Sized)) -> Digest {
    let recipe = Recipe::ours(rng);
    let tag = recipe.derive(password.as_bytes());
    Digest { hasher: Hasher::Argon2id, text: Argon2Digest { recipe, tag }.write() }
}

/// A digest of an unknown password, to be verified if there is no such user, so that the response time doesn't reveal
/// who has an account.
pub fn dummy() -> Digest {
    let recipe = Recipe::with_salt(vec![0; OUR_SALT_BYTES]);
    Digest { hasher: Hasher::Argon2id, text: Argon2Digest { recipe, tag: vec![0; OUR_TAG_BYTES] }.write() }
}

/// Whether a text is a digest with the parameters of [`hash`].
pub(super) fn is_ours(text: &str) -> bool {
    Argon2Digest::read(text).is_ok_and(|digest| {
        let salt = digest.recipe.salt.clone();
        salt.len() >= OUR_SALT_BYTES && digest.recipe == Recipe::with_salt(salt)
    })
}

pub(super) fn read_argon2i(text: &str) -> Read {
    read_as(Algorithm::Argon2i, text)
}

pub(super) fn read_argon2id(text: &str) -> Read {
    read_as(Algorithm::Argon2id, text)
}

fn read_as(algorithm: Algorithm, text: &str) -> Read {
    let digest = Argon2Digest::read(text)?;
    if digest.recipe.algorithm == algorithm { Ok(Box::new(digest)) } else { Err(Flaw::Form) }
}

impl Recipe {
    /// Our parameters with a new salt.
    pub(crate) fn ours(rng: &mut (impl Rng + ?Sized)) -> Self {
        let mut salt = vec![0; OUR_SALT_BYTES];
        rng.fill_bytes(&mut salt);
        Self::with_salt(salt)
    }

    fn with_salt(salt: Vec<u8>) -> Self {
        let params = Params::new(OUR_MEMORY_KIB, OUR_PASSES, OUR_LANES, Some(OUR_TAG_BYTES))
            .expect("19 MiB, two passes and one lane are within argon2's bounds");
        Self { algorithm: Algorithm::Argon2id, version: Version::V0x13, params, salt }
    }

    /// Derives the tag of a password.
    pub(crate) fn derive(&self, password: &[u8]) -> Vec<u8> {
        let argon2 = Argon2::new(self.algorithm, self.version, self.params.clone());
        let mut tag = vec![0; self.params.output_len().unwrap_or(OUR_TAG_BYTES)];
        arena::with_blocks(self.params.block_count(), |blocks| {
            argon2.hash_password_into_with_memory(password, &self.salt, &mut tag, blocks)
        })
        .expect("a recipe has a salt and a tag length within bounds, and no password has 4 GiB");
        tag
    }
}

impl Argon2Digest {
    /// Parses `$argon2id$v=19$m=…,t=…,p=…$salt$tag`.
    pub(crate) fn read(text: &str) -> Result<Self, Flaw> {
        let ["", algorithm, version, costs, salt, tag] = fields(text, '$')? else { return Err(Flaw::Form) };
        let algorithm = Algorithm::new(algorithm).map_err(|_| Flaw::Form)?;
        let version = Version::try_from(named(version, "v=")?).map_err(|_| Flaw::Form)?;
        let salt = unpadded_base64(salt, ::argon2::MIN_SALT_LEN..=64)?;
        let tag = unpadded_base64(tag, 16..=64)?;
        // Real tags consist of whole words; any other length means that the text was cut off.
        if !tag.len().is_multiple_of(4) {
            return Err(Flaw::Form);
        }
        let params = read_costs(costs, tag.len())?;
        Ok(Self { recipe: Recipe { algorithm, version, params, salt }, tag })
    }

    /// Formats it as parsed by [`Argon2Digest::read`].
    pub(crate) fn write(&self) -> String {
        let Recipe { algorithm, version, params, salt } = &self.recipe;
        let (version, salt, tag) =
            (u32::from(*version), BASE64_NOPAD.encode(salt), BASE64_NOPAD.encode(&self.tag));
        let (memory, passes, lanes) = (params.m_cost(), params.t_cost(), params.p_cost());
        format!("${}$v={version}$m={memory},t={passes},p={lanes}${salt}${tag}", algorithm.as_str())
    }
}

impl Scheme for Argon2Digest {
    fn accepts(&self, password: &[u8]) -> bool {
        same(&self.recipe.derive(password), &self.tag)
    }
}

fn read_costs(costs: &str, tag_bytes: usize) -> Read<Params> {
    let [memory, passes, lanes] = fields(costs, ',')?;
    let (memory, passes, lanes) = (named(memory, "m=")?, named(passes, "t=")?, named(lanes, "p=")?);
    let work = u64::from(memory) * u64::from(passes);
    if memory > MAX_MEMORY_KIB || lanes > MAX_LANES || work > MAX_WORK_KIB {
        return Err(Flaw::Cost);
    }
    Params::new(memory, passes, lanes, Some(tag_bytes)).map_err(|_| Flaw::Form)
}

fn named(field: &str, name: &str) -> Read<u32> {
    number(field.strip_prefix(name).ok_or(Flaw::Form)?)
}

fn unpadded_base64(text: &str, lengths: std::ops::RangeInclusive<usize>) -> Read<Vec<u8>> {
    let bytes = BASE64_NOPAD.decode(text.as_bytes()).map_err(|_| Flaw::Form)?;
    if lengths.contains(&bytes.len()) { Ok(bytes) } else { Err(Flaw::Form) }
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    #[test]
    fn a_new_digest_knows_its_password_and_no_other() {
        let digest = hash("correct horse", &mut StdRng::seed_from_u64(1));
        assert!(digest.verify("correct horse"));
        assert!(!digest.verify("correct horsf"));
        assert!(digest.text.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", digest.text);
        assert!(!digest.needs_rehash());
        assert_eq!(Digest::parse("argon2id", &digest.text).unwrap(), digest);
    }

    #[test]
    fn the_same_password_never_has_the_same_digest_twice() {
        let mut rng = StdRng::seed_from_u64(1);
        assert_ne!(hash("correct horse", &mut rng), hash("correct horse", &mut rng));
    }

    #[test]
    fn memory_used_before_does_not_change_a_digest() {
        let recipe = Recipe::ours(&mut StdRng::seed_from_u64(1));
        let first = recipe.derive(b"correct horse");
        recipe.derive(b"another password in the same memory");
        assert_eq!(recipe.derive(b"correct horse"), first);
        arena::release_memory();
        assert_eq!(recipe.derive(b"correct horse"), first);
    }

    #[test]
    fn the_dummy_costs_what_a_real_digest_costs_and_accepts_nothing() {
        assert!(!dummy().needs_rehash());
        assert!(!dummy().verify(""));
        assert_eq!(Digest::parse("argon2id", &dummy().text).unwrap(), dummy());
    }

    #[test]
    fn weaker_parameters_ask_for_a_rehash() {
        let text = hash("correct horse", &mut StdRng::seed_from_u64(1)).text;
        for weaker in
            [text.replace("m=19456", "m=4096"), text.replace("t=2", "t=1"), text.replace("v=19", "v=16")]
        {
            assert!(Digest::parse("argon2id", &weaker).unwrap().needs_rehash(), "{weaker}");
        }
    }
}

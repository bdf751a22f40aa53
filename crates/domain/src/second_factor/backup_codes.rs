//! Backup codes are short enough to be copied by hand, so they are hashed as slowly as passwords. Codes hashed together
//! share a salt, so that looking one up takes one hash rather than one per remaining code.

use rand::Rng;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::passwords::{
    Digest, InvalidDigest,
    argon2::{Argon2Digest, Recipe},
};

/// Maximum number of backup codes of a user.
pub const MAX_BACKUP_CODES: usize = 32;
const NEW_CODES: usize = 10;
/// Ten characters out of 32 are 50 bits.
const NEW_CODE_CHARACTERS: usize = 10;
/// Without `i`, `l`, `o` and `u`, which are easily misread.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Domain separation from password hashes.
const PURPOSE: &str = "housekey backup code\0";

/// Why imported backup codes were rejected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidBackupCodes {
    #[error("at most {MAX_BACKUP_CODES} backup codes are allowed")]
    TooMany,
    #[error("a backup code is blank")]
    Blank,
    #[error(transparent)]
    Digest(#[from] InvalidDigest),
}

/// Generates ten codes such as `4xk0v9qm2p`, to be shown once and stored with [`hash_backup_codes`].
pub fn generate_backup_codes(rng: &mut (impl Rng + ?Sized)) -> Vec<String> {
    (0..NEW_CODES).map(|_| generate_code(rng)).collect()
}

fn generate_code(rng: &mut (impl Rng + ?Sized)) -> String {
    let mut random = [0; NEW_CODE_CHARACTERS];
    rng.fill_bytes(&mut random);
    random.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
}

/// Converts codes to their stored form, in the same order. As with Clerk, an imported code is either plaintext or a
/// bcrypt digest, which is stored as is. Takes about 15 ms of one core per plaintext code.
pub fn hash_backup_codes(
    codes: &[impl AsRef<str>],
    rng: &mut (impl Rng + ?Sized),
) -> Result<Vec<String>, InvalidBackupCodes> {
    if codes.len() > MAX_BACKUP_CODES {
        return Err(InvalidBackupCodes::TooMany);
    }
    let recipe = Recipe::ours(rng);
    codes.iter().map(|code| hash_backup_code(code.as_ref().trim(), &recipe)).collect()
}

fn hash_backup_code(code: &str, recipe: &Recipe) -> Result<String, InvalidBackupCodes> {
    if is_bcrypt(code) {
        return Ok(Digest::parse("bcrypt", code)?.text);
    }
    if normalized(code).is_empty() {
        return Err(InvalidBackupCodes::Blank);
    }
    let tag = derive(recipe, code);
    Ok(Argon2Digest { recipe: recipe.clone(), tag }.write())
}

/// Finds the stored code that matches. The caller removes it by its index, since a code can be used only once. All
/// codes are compared, so that the duration reveals nothing; each code imported as bcrypt takes one hash.
pub fn find_backup_code(stored: &[String], code: &str) -> Option<usize> {
    let mut derived: Vec<(Recipe, Vec<u8>)> = Vec::new();
    let matches: Vec<bool> = stored.iter().map(|text| matches(text, code, &mut derived)).collect();
    matches.iter().position(|matches| *matches)
}

fn matches(stored: &str, code: &str, derived: &mut Vec<(Recipe, Vec<u8>)>) -> bool {
    if is_bcrypt(stored) {
        return Digest::parse("bcrypt", stored).is_ok_and(|digest| digest.verify(code.trim()));
    }
    let Ok(Argon2Digest { recipe, tag }) = Argon2Digest::read(stored) else { return false };
    if !derived.iter().any(|(known, _)| *known == recipe) {
        derived.push((recipe.clone(), derive(&recipe, code)));
    }
    derived.iter().any(|(known, ours)| *known == recipe && bool::from(ours.ct_eq(&tag)))
}

fn derive(recipe: &Recipe, code: &str) -> Vec<u8> {
    let input = Zeroizing::new(format!("{PURPOSE}{}", normalized(code)));
    recipe.derive(input.as_bytes())
}

/// Case, spaces and hyphens are for readability only.
fn normalized(code: &str) -> String {
    let characters = code.chars().filter(|character| !character.is_whitespace() && *character != '-');
    characters.flat_map(char::to_lowercase).collect()
}

/// Includes truncated digests, which must be rejected rather than become a code.
fn is_bcrypt(text: &str) -> bool {
    text.starts_with("$2")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    fn rng() -> StdRng {
        StdRng::seed_from_u64(1)
    }

    fn stored(codes: &[&str]) -> Vec<String> {
        hash_backup_codes(codes, &mut rng()).unwrap()
    }

    #[test]
    fn new_codes_all_differ_and_are_easy_to_read() {
        let codes = generate_backup_codes(&mut rng());
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), 10);
        assert!(
            codes.iter().all(|code| code.len() == 10 && !code.contains(['i', 'l', 'o', 'u'])),
            "{codes:?}"
        );
    }

    #[test]
    fn a_code_is_found_at_its_place_and_only_there() {
        let stored = stored(&["first-code", "second code", "third"]);
        assert_eq!(find_backup_code(&stored, "second code"), Some(1));
        assert_eq!(find_backup_code(&stored, "third"), Some(2));
        assert_eq!(find_backup_code(&stored, "fourth"), None);
        assert_eq!(find_backup_code(&stored[..1], "second code"), None);
    }

    #[test]
    fn case_and_grouping_do_not_matter() {
        let stored = stored(&["4xk0v-9qm2p"]);
        assert_eq!(find_backup_code(&stored, " 4XK0V 9QM2P "), Some(0));
    }

    #[test]
    fn a_code_imported_as_bcrypt_is_kept_and_found() {
        // The digest of "s3cret-1" by bcrypt 5.0.0 for Python.
        let digest = "$2b$04$LJxyoaETZ7cRiqcHxsIuLe/qGtP54bysY38/kTTogG8dvLwMx1/Iq";
        let stored = stored(&["first-code", digest]);
        assert_eq!(stored[1], digest);
        assert_eq!(find_backup_code(&stored, "s3cret-1"), Some(1));
        assert_eq!(find_backup_code(&stored, "s3cret-2"), None);
        assert_eq!(find_backup_code(&stored, digest), None);
    }

    #[test]
    fn what_is_stored_is_neither_the_code_nor_a_password_digest_of_it() {
        let stored = stored(&["first-code"]);
        assert!(!stored[0].contains("first"));
        assert!(!Digest::parse("argon2id", &stored[0]).unwrap().verify("first-code"));
        assert_eq!(find_backup_code(&stored, &stored[0]), None);
    }

    #[test]
    fn blank_codes_and_too_many_codes_are_refused() {
        assert_eq!(hash_backup_codes(&[" - "], &mut rng()), Err(InvalidBackupCodes::Blank));
        assert_eq!(hash_backup_codes(&["a"; 33], &mut rng()), Err(InvalidBackupCodes::TooMany));
    }

    #[test]
    fn a_costly_or_cut_off_digest_is_refused() {
        let costly = "$2b$04$LJxyoaETZ7cRiqcHxsIuLe/qGtP54bysY38/kTTogG8dvLwMx1/Iq".replace("$04$", "$20$");
        for digest in [&costly[..], &costly[..59]] {
            assert!(matches!(hash_backup_codes(&[digest], &mut rng()), Err(InvalidBackupCodes::Digest(_))));
        }
    }
}

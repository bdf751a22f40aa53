//! Digests created by other systems, one per line with the tool that created it: users who migrate can sign in with
//! their password.
//!
//! Symfony's was computed from its documented algorithm in Python, since no PHP was available.

mod vectors;

use housekey_domain::passwords::{Digest, Hasher, InvalidDigest, hash};
use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng};
use vectors::VECTORS;

/// Hasher and a well-formed digest that would take minutes or gigabytes.
const COSTLY: [(&str, &str); 21] = [
    (
        "argon2i",
        "$argon2i$v=19$m=4294967295,t=1,p=1$pU3KGCUwux1tEyze1iN7Lg$oymHbIXmp5AXDzRz3BmJhJen00ROw6+i5OgNaRy4vwo",
    ),
    (
        "argon2id",
        "$argon2id$v=19$m=65536,t=1000,p=1$pU3KGCUwux1tEyze1iN7Lg$oymHbIXmp5AXDzRz3BmJhJen00ROw6+i5OgNaRy4vwo",
    ),
    (
        "argon2id",
        "$argon2id$v=19$m=65536,t=1,p=8000$pU3KGCUwux1tEyze1iN7Lg$oymHbIXmp5AXDzRz3BmJhJen00ROw6+i5OgNaRy4vwo",
    ),
    (
        "argon2id",
        "$argon2id$v=19$m=64,t=99999999999,p=1$pU3KGCUwux1tEyze1iN7Lg$oymHbIXmp5AXDzRz3BmJhJen00ROw6+i5OgNaRy4vwo",
    ),
    ("bcrypt", "$2b$15$Y0n9eZ8e1ROokwRBXOcgFuPWnZ.nzFDqcrhaqznVbeRRzx3vCzePO"),
    ("bcrypt_peppered", "$2b$31$Y0n9eZ8e1ROokwRBXOcgFuPWnZ.nzFDqcrhaqznVbeRRzx3vCzePO$pepper"),
    ("bcrypt_sha256_django", "bcrypt_sha256$$2b$20$Y0n9eZ8e1ROokwRBXOcgFuPWnZ.nzFDqcrhaqznVbeRRzx3vCzePO"),
    ("md5_phpass", "$P$IVDZO0n6ITPvsuvsbYZe5yphIkNynx/"),
    ("pbkdf2_sha1", "pbkdf2_sha1$3000001$seasalt$890be434e175c042f82a187c7a8809f2b5218a93"),
    (
        "pbkdf2_sha1",
        "pbkdf2_sha1$1500001$seasalt$890be434e175c042f82a187c7a8809f2b5218a93890be434e175c042f82a187c",
    ),
    (
        "pbkdf2_sha256",
        "pbkdf2_sha256$4294967295$NGC+MSAeaf7aoO7o$h3mSpHfydLC3ICUFCCu1SZE++4TC6tgLeRbPG/q44oM=",
    ),
    (
        "pbkdf2_sha256_django",
        "pbkdf2_sha256$99999999999$seasalt$mQnueSakb748zqBAC1tmWVZsZbi2zPGZarEzTGdfmso=",
    ),
    (
        "pbkdf2_sha512",
        "pbkdf2_sha512$3000001$seasalt$cbaa650aea4566a4979444b3ad1d0e7e628cc92363c143c6b5e1d4a776b666bb",
    ),
    (
        "pbkdf2_sha512_hex",
        "pbkdf2_sha512_hex$3000001$1a34$cbaa650aea4566a4979444b3ad1d0e7e628cc92363c143c6b5e1d4a776b666bb",
    ),
    ("phpass", "$P$SjhDawJPEocyQ/8Pln2xy1x9yibrjK/"),
    (
        "scrypt_firebase",
        "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==$42xEC+ixf3L2lw==$jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==$Bw==$8$18",
    ),
    (
        "scrypt_firebase",
        "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==$42xEC+ixf3L2lw==$jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==$Bw==$8$64",
    ),
    (
        "scrypt_werkzeug",
        "scrypt:1024:1025:1$EOt9XYKnogcnq1zL$129b6c30f5c82c550b52334a0ebbc614a6fc8acad702f15e99ae9491e5073a2bf237c6b450cf580c58e199ac35f4c0a0129b6c30f5c82c550b52334a0ebbc614",
    ),
    (
        "scrypt_werkzeug",
        "scrypt:2147483648:8:1$EOt9XYKnogcnq1zL$129b6c30f5c82c550b52334a0ebbc614a6fc8acad702f15e99ae9491e5073a2bf237c6b450cf580c58e199ac35f4c0a0129b6c30f5c82c550b52334a0ebbc614",
    ),
    (
        "scrypt_werkzeug",
        "scrypt:1024:8:4294967295$EOt9XYKnogcnq1zL$129b6c30f5c82c550b52334a0ebbc614a6fc8acad702f15e99ae9491e5073a2bf237c6b450cf580c58e199ac35f4c0a0129b6c30f5c82c550b52334a0ebbc614",
    ),
    (
        "sha512_symfony",
        "sha512_symfony$100001$seasalt$MjzyWc2ykIZzlnqBczhmxdDtDEk2ajbpIAGf4SAqPEQRrmhMEW62hfKVL9L+2FFHKw7ANFoO/8v4oGpWZJaVAA==",
    ),
];

/// Single-round digests have no cost to limit.
const WITHOUT_COST: [&str; 5] = ["ldap_ssha", "md5", "md5_salted", "sha256", "sha256_salted"];

#[test]
fn every_hasher_is_covered_with_an_ascii_and_another_password() {
    for hasher in Hasher::ALL {
        let of_hasher = || VECTORS.iter().filter(|vector| vector.0 == hasher.as_str());
        assert!(of_hasher().any(|vector| vector.2.is_ascii()), "{hasher}");
        assert!(of_hasher().any(|vector| !vector.2.is_ascii()), "{hasher}");
        let costly = COSTLY.iter().any(|costly| costly.0 == hasher.as_str());
        assert!(costly || WITHOUT_COST.contains(&hasher.as_str()), "{hasher}");
    }
}

#[test]
fn digests_of_other_systems_accept_their_password_and_no_other() {
    for (hasher, digest, password, tool) in VECTORS {
        let digest =
            Digest::parse(hasher, digest).unwrap_or_else(|error| panic!("{hasher} by {tool}: {error}"));
        assert!(digest.verify(password), "{hasher} by {tool}");
        for wrong in ["", "wrong", &password[..password.len() - 4], &format!("{password} ")] {
            assert!(!digest.verify(wrong), "{hasher} by {tool}: {wrong:?}");
        }
    }
}

#[test]
fn only_our_own_parameters_need_no_rehash() {
    for (hasher, text, _, tool) in VECTORS {
        let ours = text.starts_with("$argon2id$v=19$m=19456,t=2,p=1$");
        assert_eq!(Digest::parse(hasher, text).unwrap().needs_rehash(), !ours, "{hasher} by {tool}");
    }
}

#[test]
fn a_digest_cut_off_at_its_end_is_refused() {
    for (hasher, digest, _, tool) in VECTORS.into_iter().filter(|vector| vector.0 != "bcrypt_peppered") {
        let unpadded = digest.trim_end_matches('=');
        let refused = Digest::parse(hasher, &unpadded[..unpadded.len() - 1]);
        // Truncating Firebase's digest affects its memory cost: `14` becomes `1`, which is a valid digest of another
        // password.
        if hasher == "scrypt_firebase" {
            assert!(refused.is_ok_and(|digest| !digest.verify("correct horse")), "{hasher} by {tool}");
        } else {
            assert_eq!(
                refused,
                Err(InvalidDigest::Malformed { hasher: hasher.parse().unwrap() }),
                "{hasher} by {tool}"
            );
        }
    }
}

#[test]
fn a_digest_of_another_hasher_is_refused() {
    for (hasher, digest, _, _) in VECTORS {
        for other in ["argon2id", "bcrypt", "md5", "phpass", "pbkdf2_sha512_hex", "scrypt_firebase"] {
            let same_form = other == hasher || (hasher, other) == ("md5_phpass", "phpass");
            assert_eq!(Digest::parse(other, digest).is_ok(), same_form, "{hasher} as {other}");
        }
    }
}

#[test]
fn a_digest_that_takes_too_long_is_refused() {
    for (hasher, digest) in COSTLY {
        let refused = Err(InvalidDigest::TooCostly { hasher: hasher.parse().unwrap() });
        assert_eq!(Digest::parse(hasher, digest), refused, "{digest}");
    }
}

#[test]
fn a_password_of_many_kilobytes_is_hashed_whole() {
    let long = "long".repeat(10_000);
    let digest = hash(&long, &mut StdRng::seed_from_u64(1));
    assert!(digest.verify(&long));
    assert!(!digest.verify(&long[1..]));
}

/// A real digest with one piece replaced.
fn damaged_digest() -> impl Strategy<Value = (&'static str, String)> {
    (0..VECTORS.len(), any::<prop::sample::Index>(), any::<prop::sample::Index>(), ".{0,8}").prop_map(
        |(vector, from, to, piece)| {
            let (hasher, digest, ..) = VECTORS[vector];
            let (from, to) = (from.index(digest.len() + 1), to.index(digest.len() + 1));
            (hasher, format!("{}{piece}{}", &digest[..from.min(to)], &digest[from.max(to)..]))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,100}") {
        for hasher in Hasher::ALL {
            let _ = Digest::parse(hasher.as_str(), &text);
        }
    }

    #[test]
    fn no_damaged_digest_makes_the_reader_panic((hasher, text) in damaged_digest()) {
        let _ = Digest::parse(hasher, &text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Few cases, because a changed cost may take a second. Damaging the last field could yield a shorter valid digest,
    /// so the password matches none of the digests.
    #[test]
    fn no_damaged_digest_panics_or_accepts_a_stranger((hasher, text) in damaged_digest(), password in ".{0,80}") {
        let digest = Digest { hasher: hasher.parse().unwrap(), text };
        prop_assert!(!digest.verify(&password));
    }
}

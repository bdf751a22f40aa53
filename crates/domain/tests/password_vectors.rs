//! Digests created by other systems, one per line with the tool that created it: users who migrate can sign in with
//! their password.
//!
//! Symfony's was computed from its documented algorithm in Python, since no PHP was available.

use housekey_domain::passwords::{Digest, Hasher, InvalidDigest, hash};
use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng};

/// Hasher, digest, password, tool.
#[rustfmt::skip]
const VECTORS: [(&str, &str, &str, &str); 41] = [
    ("argon2i", "$argon2i$v=19$m=64,t=2,p=1$pU3KGCUwux1tEyze1iN7Lg$oymHbIXmp5AXDzRz3BmJhJen00ROw6+i5OgNaRy4vwo", "correct horse", "argon2-cffi 25.1.0"),
    ("argon2i", "$argon2i$v=19$m=64,t=2,p=1$Wk12dwb4XYaQAkrWvaNAGw$O92i6daHTHn0CXADI2v0tVyC9+Dce2enogPxHhFMTOQ", "пароль-ß-密码-🔑", "argon2-cffi 25.1.0"),
    ("argon2id", "$argon2id$v=19$m=19456,t=2,p=1$2R4/ch/LGXEXRJTWSTydXA$OAbUx8Vyk/6nKkETIkJ12Yws8dNUWsInEi7EtPyYiCs", "correct horse", "argon2-cffi 25.1.0"),
    ("argon2id", "$argon2id$v=19$m=256,t=3,p=4$6cjLzMk19s0fYSJq4VM4rg$T+AOrRdwAvAx7JZJ48SvJpRQi95oJ2i6RLo+9QpeAsY", "пароль-ß-密码-🔑", "argon2-cffi 25.1.0"),
    ("bcrypt", "$2b$05$Y0n9eZ8e1ROokwRBXOcgFuPWnZ.nzFDqcrhaqznVbeRRzx3vCzePO", "correct horse", "bcrypt 5.0.0"),
    ("bcrypt", "$2a$05$/T3l2wEQRG5U0jvbE9SJYuegu7FYIkB5u/Jxv7P/wwEPIxSajLScO", "пароль-ß-密码-🔑", "bcrypt 5.0.0"),
    ("bcrypt_peppered", "$2b$04$ZFzDs/3afWVORkfAQjCxeuLYCjJ2qQC.17Zu4PkcAhzORmx.NecMm$p$pper", "correct horse", "bcrypt 5.0.0"),
    ("bcrypt_peppered", "$2b$04$veI58oYZ5mkeiVM2.4I9weUXn.Dh6wYU3ivghu.CRcbcKf7xW.LBy$p$pper", "пароль-ß-密码-🔑", "bcrypt 5.0.0"),
    ("bcrypt_sha256_django", "bcrypt_sha256$$2b$04$Z0FZ3ZBqP438iBS7GvkUtOCIJJKO4jN5IcOiyExpUs0DQn3zZxpeC", "correct horse", "Django 5.2.19"),
    ("bcrypt_sha256_django", "bcrypt_sha256$$2b$04$djdmfqBF4gHYKmsk.fjWM.uU16ubWimunA2r.wZB9mBVPWO32gK8O", "пароль-ß-密码-🔑", "Django 5.2.19"),
    ("ldap_ssha", "{SSHA}wHAMrlRSiMuIFxMnnKlw7lXgxBLRWmsN", "correct horse", "passlib 1.7.4"),
    ("ldap_ssha", "{SSHA}ErYVlxZrYzpH/947xQSfpXGRpXh/bw0h5Lz3/g==", "пароль-ß-密码-🔑", "passlib 1.7.4"),
    ("md5", "3cb4e732631f47e6eb961f34554b7cde", "correct horse", "hashlib 3.11.7"),
    ("md5", "beb80c8a3600c097517eacaf45bcfe67", "пароль-ß-密码-🔑", "hashlib 3.11.7"),
    ("md5_phpass", "$P$6VDZO0n6ITPvsuvsbYZe5yphIkNynx/", "correct horse", "passlib 1.7.4"),
    ("md5_phpass", "$P$6b6t0I6oAh6AEf/ycfUVcbMsJTt/Yo/", "пароль-ß-密码-🔑", "passlib 1.7.4"),
    ("md5_salted", "pepp$er$c142a15c092af662c3b19904902de128", "correct horse", "hashlib 3.11.7"),
    ("md5_salted", "pepp$er$70724ac250b878d57f8f18d4092ea228", "пароль-ß-密码-🔑", "hashlib 3.11.7"),
    ("pbkdf2_sha1", "pbkdf2_sha1$1000$seasalt$890be434e175c042f82a187c7a8809f2b5218a93", "correct horse", "Django 5.2.19"),
    ("pbkdf2_sha1", "pbkdf2_sha1$1000$1a34004d33ba0d246ac04c81$73cd268581e0c93e861c27306d16399a8b9d1ac7451c5c4b0079fe2fbdbbe6899332eacc503c45aae0cf42eec64af6ab87305658cd9308c97f990caf4aa61aeb$64", "пароль-ß-密码-🔑", "hashlib 3.11.7"),
    ("pbkdf2_sha256", "pbkdf2_sha256$1000$NGC+MSAeaf7aoO7o$h3mSpHfydLC3ICUFCCu1SZE++4TC6tgLeRbPG/q44oM=", "correct horse", "hashlib 3.11.7"),
    ("pbkdf2_sha256", "pbkdf2_sha256$1000$GjQATTO6DSRqwEyB$TJN6Ptpl2INlymbj/dckp/VobZ6a5Q/luVITQ55gm20Wv92mZG+nqyjfxBsNo97Jfo/cQABvPPB5muuDi2r3Zw==", "пароль-ß-密码-🔑", "hashlib 3.11.7"),
    ("pbkdf2_sha256_django", "pbkdf2_sha256$1000$seasalt$mQnueSakb748zqBAC1tmWVZsZbi2zPGZarEzTGdfmso=", "correct horse", "Django 5.2.19"),
    ("pbkdf2_sha256_django", "pbkdf2_sha256$1000$seasalt$71Wgzz3zk3SB1kp8MupiFmn2xPWTmDQrZSWXuYJM/Cc=", "пароль-ß-密码-🔑", "Django 5.2.19"),
    ("pbkdf2_sha512", "pbkdf2_sha512$1000$seasalt$081c76ae4a6f8f2100a28a4d56e45958e3b14d3470a15e898eb1c04590265a84467fb06597ff8deadb55ff8816bed775e8d27de0ea55a591e6e3821d32b1542e", "correct horse", "hashlib 3.11.7"),
    ("pbkdf2_sha512", "pbkdf2_sha512$1000$seasalt$cbaa650aea4566a4979444b3ad1d0e7e628cc92363c143c6b5e1d4a776b666bb", "пароль-ß-密码-🔑", "hashlib 3.11.7"),
    ("pbkdf2_sha512_hex", "pbkdf2_sha512_hex$1000$3460be31201e69fedaa0eee8$dd49ec4ed68c6c1b19dbca5efc53501fc226e7aead23cb7f7f6289203e9b2a24ea5e96ff6afc5d21fadb04484451b8a4356e7232d669c7973259597c145ed712", "correct horse", "hashlib 3.11.7"),
    ("pbkdf2_sha512_hex", "pbkdf2_sha512_hex$1000$1a34004d33ba0d246ac04c81$4be2838e99bbddb647ebfa475e53e33f037b04217b20dde472cb0f847c8e1a850b863f22a9cc9843770bfe1918992f9907622bc7461712cfaa21f9c43143e8af", "пароль-ß-密码-🔑", "hashlib 3.11.7"),
    ("phpass", "$P$6jhDawJPEocyQ/8Pln2xy1x9yibrjK/", "correct horse", "passlib 1.7.4"),
    ("phpass", "$H$6Nx8VHHeSIhWypsLMkyvBwgGKDECho.", "пароль-ß-密码-🔑", "passlib 1.7.4"),
    ("scrypt_firebase", "b+U0R32uYK32w4epfvvfexFVPmJW7ZSBCsZAqTTCGBJrZbWE7SPaPBn4bf7pEGjsNNEDtrK2N1YGvsJCnNDt5g==$NGC+MSAeaf7aoO7o$uZl/XHwpmf2v5ZMlPNZUr0361xQnoK6z/ukjL4ryIR+e5JHFsQvstVY7/B5vk0J+y8j+KVXlzY5G3I7Ut8J2TQ==$Kg==$8$10", "correct horse", "hashlib 3.11.7 and pycryptodome 4.4.0"),
    ("scrypt_firebase", "LdnzsB6ZdcLpGDTTd_tme1QXIuRt4vTEAugfzBjm-klGmsuoXo5fn3kTZj4Ps0ZgPoBBN7vzQ2v76YyC_q-98w==$GjQATTO6DSRqwEyB$sbryPjv57vX3nytJNK+H9VILablLDZguhbtVtnKocmN6zXRm/LYODo/xhGOw5LK6KXA0dPBkrGj3APWwKz3GZg==$9A==$8$10", "пароль-ß-密码-🔑", "hashlib 3.11.7 and pycryptodome 4.4.0"),
    ("scrypt_firebase", "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==$42xEC+ixf3L2lw==$jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==$Bw==$8$14", "user1password", "README of firebase/scrypt"),
    ("scrypt_werkzeug", "scrypt:1024:8:1$EOt9XYKnogcnq1zL$129b6c30f5c82c550b52334a0ebbc614a6fc8acad702f15e99ae9491e5073a2bf237c6b450cf580c58e199ac35f449c625238238b0e5905a421695911b75f554", "correct horse", "Werkzeug 3.1.9"),
    ("scrypt_werkzeug", "$scrypt:1024:8:1$RdRWB3YXqcnuyJ06$2744c242d57c08fca0dbde78c739e044c3285e7256e852cc3205b5c3d76266ef3a6cdf507f6c4e21f213829e78bf93cccb86a35e95a6b490b80731dcb06e4511", "пароль-ß-密码-🔑", "Werkzeug 3.1.9"),
    ("sha256", "4104d36f8da2c254349f85836793ebe029e0c957063a34c91c2e9203187b5631", "correct horse", "hashlib 3.11.7"),
    ("sha256", "169D9D799936F209C478E908217D6644400C8D15DAF9FCD7DC0B53C911EED73D", "пароль-ß-密码-🔑", "hashlib 3.11.7"),
    ("sha256_salted", "pepper$869a1fa0609a1d15a5c3eb891428b7a6c8395b2ee10c4762e97ffca0ebe8c0b5", "correct horse", "hashlib 3.11.7"),
    ("sha256_salted", "pepper$2c4e54814fb7a6f22620ec2aeefd3c4d699b1f2b62a4551b07bfd7186250b95e", "пароль-ß-密码-🔑", "hashlib 3.11.7"),
    ("sha512_symfony", "sha512_symfony$5000$seasalt$MjzyWc2ykIZzlnqBczhmxdDtDEk2ajbpIAGf4SAqPEQRrmhMEW62hfKVL9L+2FFHKw7ANFoO/8v4oGpWZJaVAA==", "correct horse", "hashlib 3.11.7"),
    ("sha512_symfony", "sha512_symfony$5000$seasalt$6/AUhR5Dk9Tj9HfC/c3RazwHyoKuwf4hfmkUALkrYdZOZwpsZQK1FTKnyxf9DSaaJ6iq+/bnBwzt/BVViF8VZA==", "пароль-ß-密码-🔑", "hashlib 3.11.7"),
];

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

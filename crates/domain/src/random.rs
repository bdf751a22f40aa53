//! Random ids and secrets.

use aws_lc_rs::digest;
use data_encoding::HEXLOWER;
use housekey_contract::Millis;
use rand::Rng;

/// In ASCII order, so that ids sort as bytes like they do as numbers.
const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// 62^27 is slightly more than 2^160.
const ID_CHARACTERS: usize = 27;
/// 62^42 is about 2^250.
const TOKEN_CHARACTERS: usize = 42;
/// The KSUID epoch: 13 May 2014.
const KSUID_EPOCH_SECONDS: i64 = 1_400_000_000;

/// Generates an id such as `user_2abcdefghijklmnopqrstuvwxyz`: the `PREFIX` of an id type and a KSUID, as with Clerk's
/// ids. Ids of the same kind sort by their creation time in milliseconds; 112 bits are random.
pub fn id(rng: &mut (impl Rng + ?Sized), now: Millis, prefix: &str) -> String {
    let mut text = String::with_capacity(prefix.len() + ID_CHARACTERS);
    text.push_str(prefix);
    text.extend(ksuid(rng, now).into_iter().map(char::from));
    text
}

/// Generates a secret, such as `sk_test_` and 42 letters and digits: 250 random bits.
pub fn token(rng: &mut (impl Rng + ?Sized), prefix: &str) -> String {
    let mut text = String::with_capacity(prefix.len() + TOKEN_CHARACTERS);
    text.push_str(prefix);
    text.extend((0..TOKEN_CHARACTERS).map(|_| character(rng)));
    text
}

/// The stored form of a token: the SHA-256 of its text in hexadecimal. Tokens are random enough to need neither salt
/// nor slow hashing; not for passwords or short codes.
pub fn hash_token(token: &str) -> String {
    HEXLOWER.encode(digest::digest(&digest::SHA256, token.as_bytes()).as_ref())
}

/// Generates the `jti` of a token: 20 hexadecimal digits, as with Clerk.
pub fn token_id(rng: &mut (impl Rng + ?Sized)) -> String {
    let mut random = [0; 10];
    rng.fill_bytes(&mut random);
    HEXLOWER.encode(&random)
}

/// Generates a numeric code, such as `042917`.
pub fn digits(rng: &mut (impl Rng + ?Sized), count: usize) -> String {
    (0..count).map(|_| digit(rng)).collect()
}

fn digit(rng: &mut (impl Rng + ?Sized)) -> char {
    loop {
        // 250 is the largest multiple of ten in a byte; the rest would bias towards small digits.
        let [byte, ..] = rng.next_u32().to_be_bytes();
        if byte < 250 {
            return char::from(b'0' + byte % 10);
        }
    }
}

fn character(rng: &mut (impl Rng + ?Sized)) -> char {
    loop {
        let six_bits = usize::from(rng.next_u32().to_be_bytes()[0] >> 2);
        if let Some(letter) = BASE62.get(six_bits) {
            return char::from(*letter);
        }
    }
}

/// Segment's KSUID has 32 bits of seconds and 128 random bits; here the first 16 of those are the milliseconds.
fn ksuid(rng: &mut (impl Rng + ?Sized), now: Millis) -> [u8; ID_CHARACTERS] {
    let seconds = u32::try_from((now.seconds() - KSUID_EPOCH_SECONDS).max(0)).unwrap_or(u32::MAX);
    let fraction = u32::try_from(now.0.rem_euclid(1000)).expect("a remainder of 1000 is small");
    let random = rng.next_u32() & 0xffff;
    base62([seconds, fraction << 16 | random, rng.next_u32(), rng.next_u32(), rng.next_u32()])
}

/// Long division by 62, most significant word first.
fn base62(mut number: [u32; 5]) -> [u8; ID_CHARACTERS] {
    let mut text = [0; ID_CHARACTERS];
    for letter in text.iter_mut().rev() {
        let mut remainder = 0;
        for word in &mut number {
            let value = remainder << 32 | u64::from(*word);
            *word = u32::try_from(value / 62).expect("the remainder is less than 62");
            remainder = value % 62;
        }
        *letter = BASE62[usize::try_from(remainder).expect("less than 62")];
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    const NOW: Millis = Millis(1_750_000_000_123);

    fn rng() -> StdRng {
        StdRng::seed_from_u64(1)
    }

    #[test]
    fn an_id_is_a_prefix_and_27_letters() {
        let id = id(&mut rng(), NOW, "user_");
        let letters = id.strip_prefix("user_").unwrap();
        assert_eq!(letters.len(), 27);
        assert!(letters.bytes().all(|letter| BASE62.contains(&letter)), "{id}");
    }

    #[test]
    fn ids_sort_by_the_millisecond() {
        let mut rng = rng();
        let ids: Vec<String> = [0, 1, 2, 999, 1000, 1001, 60_000]
            .map(|later| id(&mut rng, Millis(NOW.0 + later), "sess_"))
            .into();
        assert!(ids.is_sorted(), "{ids:?}");
    }

    #[test]
    fn ids_of_one_millisecond_differ() {
        let mut rng = rng();
        let ids: BTreeSet<String> = (0..10_000).map(|_| id(&mut rng, NOW, "user_")).collect();
        assert_eq!(ids.len(), 10_000);
    }

    #[test]
    fn times_outside_of_the_range_are_cut_off() {
        assert!(id(&mut rng(), Millis(i64::MIN), "").starts_with("00000"));
        assert!(id(&mut rng(), Millis(i64::MAX), "").starts_with("aWgE"));
    }

    #[test]
    fn the_largest_number_is_the_largest_ksuid() {
        // From Segment's tests.
        assert_eq!(&base62([u32::MAX; 5]), b"aWgEPTl1tmebfsQzFP4bxwgy80V");
        assert_eq!(&base62([0; 5]), b"000000000000000000000000000");
    }

    #[test]
    fn tokens_use_every_letter_about_as_often() {
        let mut rng = rng();
        let mut counts = [0_u32; 128];
        for _ in 0..2_000 {
            let token = token(&mut rng, "sk_test_");
            assert_eq!(token.len(), "sk_test_".len() + 42);
            token["sk_test_".len()..].bytes().for_each(|letter| counts[usize::from(letter)] += 1);
        }
        // 1355 of each are expected; five standard deviations are 184.
        assert!(BASE62.iter().all(|letter| counts[usize::from(*letter)].abs_diff(1355) < 184), "{counts:?}");
    }

    #[test]
    fn a_hash_is_sha_256() {
        assert_eq!(hash_token("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn a_token_id_has_20_digits() {
        let jti = token_id(&mut rng());
        assert!(jti.len() == 20 && jti.bytes().all(|digit| digit.is_ascii_hexdigit()), "{jti}");
    }

    #[test]
    fn a_code_has_as_many_digits_as_asked_for() {
        let code = digits(&mut rng(), 6);
        assert!(code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit()), "{code}");
    }
}

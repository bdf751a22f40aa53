use anyhow::Result;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RsaKeyPair};

use crate::spin;

/// About the length of a session token without its signature.
const MESSAGE: [u8; 700] = [b'x'; 700];

/// One key, parsed once, as in a server.
pub(crate) fn run(threads: usize, seconds: f64) -> Result<()> {
    let pair = RsaKeyPair::generate(KeySize::Rsa2048)?;
    let work = || {
        let (random, mut signature) = (SystemRandom::new(), vec![0; pair.public_modulus_len()]);
        let pair = &pair;
        move || pair.sign(&RSA_PKCS1_SHA256, &random, &MESSAGE, &mut signature).expect("a buffer that fits")
    };
    spin::report(threads, seconds, work);
    Ok(())
}

use argon2::{Algorithm, Argon2, Block, Params, Version};

use crate::spin;

/// The parameters of new passwords: 19 MiB, two passes, one lane; the memory is allocated once.
pub(crate) fn run(threads: usize, seconds: f64) {
    let params = Params::new(19 * 1024, 2, 1, Some(32)).expect("within argon2's bounds");
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let work = || {
        let (mut blocks, mut tag) = (vec![Block::new(); argon2.params().block_count()], [0; 32]);
        let argon2 = &argon2;
        move || {
            argon2
                .hash_password_into_with_memory(b"correct horse battery", &[7; 16], &mut tag, &mut blocks)
                .expect("lengths within argon2's bounds");
        }
    };
    spin::report(threads, seconds, work);
}

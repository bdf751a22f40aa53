//! What a user shows after the password: a code from an authenticator app, or one of the codes kept on paper.

mod backup_codes;
mod totp;

pub use backup_codes::{
    InvalidBackupCodes, MAX_BACKUP_CODES, find_backup_code, generate_backup_codes, hash_backup_codes,
};
pub use totp::{InvalidTotpSecret, TotpSecret};

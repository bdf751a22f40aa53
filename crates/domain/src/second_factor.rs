//! Second factors: authenticator apps (TOTP) and backup codes.

mod backup_codes;
mod totp;

pub use backup_codes::{
    InvalidBackupCodes, MAX_BACKUP_CODES, find_backup_code, generate_backup_codes, hash_backup_codes,
};
pub use totp::{InvalidTotpSecret, TotpSecret};

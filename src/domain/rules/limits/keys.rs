//! Limits of a key pair: what an access key ID, a secret access key and a session token can look like.
//!
//! The settings judge by them what they find, and the first screen what is typed there.

/// Bytes that a secret access key has at least (limits.md `cred.sk`): so many encrypt a password
/// (contract.md §6).
pub const SECRET_KEY_MIN: usize = 16;

/// Whether these characters occur in an access key ID, and there is at least one (limits.md `cred.ak`).
pub fn access_key_charset(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// Whether a secret access key is long enough to encrypt a password (limits.md `cred.sk`).
pub fn secret_key_length(secret_key: &str) -> bool {
    secret_key.len() >= SECRET_KEY_MIN
}

/// Whether these characters occur in a secret access key or session token: neither has blanks,
/// control characters or anything outside ASCII, which no header could carry.
pub fn secret_charset(secret: &str) -> bool {
    secret.bytes().all(|byte| byte.is_ascii_graphic())
}

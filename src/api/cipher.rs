//! `adminPass` on the wire (contract.md §6): AES-128-ECB with PKCS#7, keyed by the first 16 bytes
//! of the secret key, as lower-case hex. ECB hides little; it is what the API takes.

use aes::Aes128;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt as _, BlockModeEncrypt as _, KeyInit as _};
use secrecy::{ExposeSecret as _, SecretString};

use crate::domain::said::Said;

/// Bytes of the secret key that become the cipher's key.
pub const KEY_BYTES: usize = 16;

/// Why a password could not be encrypted or decrypted. Never holds the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CipherError {
    /// The secret key has fewer than [`KEY_BYTES`] bytes.
    ShortKey,
    /// The password has characters outside ASCII, which the official clients encode differently.
    NotAscii,
    /// Not hex, not whole blocks, wrong padding, or not text after decryption.
    Undecryptable,
}

impl CipherError {
    /// The sentence.
    pub fn said(self) -> Said {
        Said::of(match self {
            Self::ShortKey => "cipher.short_key",
            Self::NotAscii => "cipher.not_ascii",
            Self::Undecryptable => "cipher.undecryptable",
        })
    }
}

fn key(secret_key: &SecretString) -> Result<[u8; KEY_BYTES], CipherError> {
    secret_key
        .expose_secret()
        .as_bytes()
        .get(..KEY_BYTES)
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(CipherError::ShortKey)
}

/// Encrypts a password for the create request.
pub fn encrypt(password: &SecretString, secret_key: &SecretString) -> Result<String, CipherError> {
    let key = key(secret_key)?;
    let password = password.expose_secret();
    if !password.is_ascii() {
        return Err(CipherError::NotAscii);
    }
    let cipher = ecb::Encryptor::<Aes128>::new(&key.into());
    Ok(super::sign::hex(&cipher.encrypt_padded_vec::<Pkcs7>(password.as_bytes())))
}

/// Decrypts what [`encrypt`] made, as the cloud does.
pub fn decrypt(cipher_hex: &str, secret_key: &SecretString) -> Result<SecretString, CipherError> {
    let key = key(secret_key)?;
    let bytes = unhex(cipher_hex).ok_or(CipherError::Undecryptable)?;
    let cipher = ecb::Decryptor::<Aes128>::new(&key.into());
    let plain =
        cipher.decrypt_padded_vec::<Pkcs7>(&bytes).map_err(|_| CipherError::Undecryptable)?;
    String::from_utf8(plain).map(SecretString::from).map_err(|_| CipherError::Undecryptable)
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

//! bce-auth-v1 (contract.md §2) as three pure stages: [`canonical_request`], [`signing_key`],
//! [`authorization`]. Time is passed in. The client and the sandbox's verifier both stand on these.

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::Sha256;

/// How long a signature is valid, in seconds, as the official SDKs set it.
pub const EXPIRY_SECONDS: u32 = 1800;

/// What is signed of a request. Path and query are raw (decoded); headers as they are sent.
#[derive(Clone, Debug)]
pub struct Signable<'a> {
    /// HTTP method, any case.
    pub method: &'a str,
    /// Decoded path; empty is signed as `/`.
    pub path: &'a str,
    /// Decoded query parameters in any order; a flag has an empty value.
    pub query: &'a [(String, String)],
    /// Headers, names in any case, values untrimmed.
    pub headers: &'a [(String, String)],
}

/// Which headers are signed.
#[derive(Clone, Copy, Debug)]
pub enum SignedHeaders<'a> {
    /// The list stands in the authorization string: these names, lower case.
    Listed(&'a [&'a str]),
    /// The list is left empty: `host`, `content-length`, `content-type`, `content-md5` and every
    /// `x-bce-*`, as far as present.
    Default,
}

impl SignedHeaders<'_> {
    fn covers(&self, name: &str) -> bool {
        match self {
            Self::Listed(names) => names.iter().any(|n| n.eq_ignore_ascii_case(name)),
            Self::Default => {
                matches!(name, "host" | "content-length" | "content-type" | "content-md5")
                    || name.starts_with("x-bce-")
            }
        }
    }
}

/// Percent-encodes all but `A–Z a–z 0–9 - . _ ~`, upper-case hex.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Undoes percent-encoding; `None` when a `%` is not followed by two hex digits or the bytes are not UTF-8.
pub fn decode(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte == b'%' {
            let hex = text.get(at + 1..at + 3)?;
            if !hex.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                return None;
            }
            out.push(u8::from_str_radix(hex, 16).ok()?);
            at += 3;
        } else {
            out.push(byte);
            at += 1;
        }
    }
    String::from_utf8(out).ok()
}

/// The path as it is signed and sent: every segment encoded, slashes kept, `/` when empty.
pub fn canonical_uri(path: &str) -> String {
    let encoded: Vec<String> = path.split('/').map(encode).collect();
    let uri = encoded.join("/");
    if uri.starts_with('/') { uri } else { format!("/{uri}") }
}

/// The query as it is signed and sent: `authorization` left out, pairs encoded, then sorted bytewise.
pub fn canonical_query(query: &[(String, String)]) -> String {
    let mut pairs: Vec<String> = query
        .iter()
        .filter(|(key, _)| !key.eq_ignore_ascii_case("authorization"))
        .map(|(key, value)| format!("{}={}", encode(key), encode(value)))
        .collect();
    pairs.sort_unstable();
    pairs.join("&")
}

fn canonical_headers(headers: &[(String, String)], signed: SignedHeaders<'_>) -> String {
    let mut lines: Vec<String> = headers
        .iter()
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim()))
        .filter(|(name, value)| signed.covers(name) && !value.is_empty())
        .map(|(name, value)| format!("{}:{}", encode(&name), encode(value)))
        .collect();
    lines.sort_unstable();
    lines.join("\n")
}

/// First stage: method, URI, query and headers, one a line.
pub fn canonical_request(request: &Signable<'_>, signed: SignedHeaders<'_>) -> String {
    format!(
        "{}\n{}\n{}\n{}",
        request.method.to_ascii_uppercase(),
        canonical_uri(request.path),
        canonical_query(request.query),
        canonical_headers(request.headers, signed)
    )
}

/// `bce-auth-v1/{ak}/{timestamp}/{expiry}`: what the signing key is derived from.
pub fn prefix(access_key: &str, timestamp: &str, expiry_seconds: u32) -> String {
    format!("bce-auth-v1/{access_key}/{timestamp}/{expiry_seconds}")
}

/// Second stage: the key for one prefix, as the 64 hex characters that the third stage uses verbatim.
pub fn signing_key(secret_key: &SecretString, prefix: &str) -> String {
    hmac_hex(secret_key.expose_secret().as_bytes(), prefix)
}

/// Third stage: the value of the `Authorization` header.
pub fn authorization(
    prefix: &str,
    signing_key: &str,
    canonical_request: &str,
    signed: SignedHeaders<'_>,
) -> String {
    let list = match signed {
        SignedHeaders::Default => String::new(),
        SignedHeaders::Listed(names) => {
            let mut names: Vec<String> = names.iter().map(|n| n.to_ascii_lowercase()).collect();
            names.sort_unstable();
            names.join(";")
        }
    };
    let signature = hmac_hex(signing_key.as_bytes(), canonical_request);
    format!("{prefix}/{list}/{signature}")
}

fn hmac_hex(key: &[u8], data: &str) -> String {
    // HMAC takes keys of every length, so the error cannot occur; an empty signature would be refused.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return String::new();
    };
    mac.update(data.as_bytes());
    hex(&mac.finalize().into_bytes())
}

/// Lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

//! Whether a request may come in: bce-auth-v1 from the raw request (contract.md §2, sandbox rule).

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};

use crate::api::sign::{self, Signable, SignedHeaders};
use crate::sandbox::answer::Refusal;

/// How far the client's clock may be off (contract.md §1.2).
const MAX_SKEW: SignedDuration = SignedDuration::from_mins(30);

/// The one key pair the sandbox knows.
#[derive(Clone, Debug)]
pub(crate) struct Credentials {
    pub access_key: String,
    pub secret_key: SecretString,
    pub session_token: Option<SecretString>,
}

/// The parts of an authorization header.
struct Authorization<'a> {
    access_key: &'a str,
    timestamp: Timestamp,
    timestamp_text: &'a str,
    expiry: u32,
    signed: Vec<&'a str>,
    signature: &'a str,
}

fn malformed() -> Refusal {
    Refusal::new(
        400,
        "InvalidHTTPAuthHeader",
        "The HTTP authorization header is invalid. Consult the service documentation for details.",
    )
}

fn unknown_key() -> Refusal {
    Refusal::new(
        403,
        "InvalidAccessKeyId",
        "The Access Key ID you provided does not exist in our records.",
    )
}

fn expired(timestamp: &str) -> Refusal {
    Refusal::new(
        400,
        "RequestExpired",
        format!("Request has expired. Timestamp date is {timestamp}."),
    )
}

/// Reads `YYYY-MM-DDThh:mm:ssZ` and nothing else.
fn timestamp(text: &str) -> Option<Timestamp> {
    let shape = b"0000-00-00T00:00:00Z";
    let fits = text.len() == shape.len()
        && text.bytes().zip(shape).all(|(byte, shape)| match shape {
            b'0' => byte.is_ascii_digit(),
            other => byte == *other,
        });
    if fits { text.parse().ok() } else { None }
}

fn parse(header: &str) -> Option<Authorization<'_>> {
    let parts: Vec<&str> = header.split('/').collect();
    let &["bce-auth-v1", access_key, timestamp_text, expiry_text, signed, signature] = &parts[..]
    else {
        return None;
    };
    let expiry: u32 = expiry_text.parse().ok()?;
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if access_key.is_empty()
        || expiry == 0
        || expiry.to_string() != expiry_text
        || signature.len() != 64
        || !signature.bytes().all(hex)
    {
        return None;
    }
    let signed: Vec<&str> =
        if signed.is_empty() { Vec::new() } else { signed.split(';').collect() };
    if signed.iter().any(|name| name.is_empty()) {
        return None;
    }
    Some(Authorization {
        access_key,
        timestamp: timestamp(timestamp_text)?,
        timestamp_text,
        expiry,
        signed,
        signature,
    })
}

fn header<'a>(request: &'a Signable<'_>, name: &str) -> Option<&'a str> {
    let found = request.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.trim())
}

/// When the request says it was made: `x-bce-date`, else `Date`; `Ok(None)` when it says nothing.
fn request_date(request: &Signable<'_>) -> Result<Option<(Timestamp, String)>, Refusal> {
    if let Some(text) = header(request, "x-bce-date") {
        let date = timestamp(text).ok_or_else(malformed)?;
        return Ok(Some((date, text.to_owned())));
    }
    let Some(text) = header(request, "date") else { return Ok(None) };
    let date = jiff::fmt::rfc2822::parse(text).map_err(|_| malformed())?;
    Ok(Some((date.timestamp(), text.to_owned())))
}

/// Checks everything of a request but its body; `Err` says why it stays outside.
pub(crate) fn check(
    request: &Signable<'_>,
    credentials: &Credentials,
    now: Timestamp,
) -> Result<(), Refusal> {
    let authorization = header(request, "authorization").and_then(parse).ok_or_else(malformed)?;
    let signed = if authorization.signed.is_empty() {
        SignedHeaders::Default
    } else {
        SignedHeaders::Listed(&authorization.signed)
    };
    let lists_host = authorization.signed.iter().any(|name| name.eq_ignore_ascii_case("host"));
    if (!authorization.signed.is_empty() && !lists_host) || header(request, "host").is_none() {
        return Err(malformed());
    }
    if authorization.access_key != credentials.access_key {
        return Err(unknown_key());
    }
    check_session(header(request, "x-bce-security-token"), credentials)?;
    check_clock(request, &authorization, now)?;

    let prefix =
        sign::prefix(authorization.access_key, authorization.timestamp_text, authorization.expiry);
    let key = sign::signing_key(&credentials.secret_key, &prefix);
    let canonical = sign::canonical_request(request, signed);
    let expected = sign::authorization(&prefix, &key, &canonical, signed);
    let expected = expected.rsplit('/').next().unwrap_or_default();
    if expected == authorization.signature {
        Ok(())
    } else {
        Err(Refusal::new(
            400,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. \
             Check your Secret Access Key and signing method.",
        ))
    }
}

/// A temporary key comes with its session token; a permanent one comes without.
fn check_session(sent: Option<&str>, credentials: &Credentials) -> Result<(), Refusal> {
    let expected = credentials.session_token.as_ref().map(SecretString::expose_secret);
    if sent == expected { Ok(()) } else { Err(unknown_key()) }
}

fn check_clock(
    request: &Signable<'_>,
    authorization: &Authorization<'_>,
    now: Timestamp,
) -> Result<(), Refusal> {
    if let Some((date, text)) = request_date(request)?
        && now.duration_since(date).abs() > MAX_SKEW
    {
        return Err(expired(&text));
    }
    let age = now.duration_since(authorization.timestamp);
    if age > SignedDuration::from_secs(i64::from(authorization.expiry)) || age < -MAX_SKEW {
        return Err(expired(authorization.timestamp_text));
    }
    Ok(())
}

/// Whether the body is the one the client hashed, where it sent a hash (`x-bce-content-sha256`).
pub(crate) fn check_body(request: &Signable<'_>, body: &[u8]) -> Result<(), Refusal> {
    match header(request, "x-bce-content-sha256") {
        Some(sent) if !sent.eq_ignore_ascii_case(&sign::hex(&Sha256::digest(body))) => {
            Err(Refusal::http())
        }
        _ => Ok(()),
    }
}

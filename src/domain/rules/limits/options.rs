//! Limits of what few purchases say: tags, user data, mounts, ids that are typed; and of the token.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Verdict, cleaned, is_han};
use crate::domain::plan::Numa;

/// Characters of a tag's key, and of its value (limits.md `tag.key`, `tag.value`).
pub const TAG_MAX: usize = 65;
/// Bytes of user data, encoded, above which it is warned of (limits.md `user.size`).
pub const USER_DATA_MAX: usize = 16 * 1024;
/// Characters of a client token (limits.md `token`).
pub const TOKEN_MAX: usize = 64;
/// Seconds by which the clock may be off before it is warned of (limits.md `cred.skew`).
pub const CLOCK_WARNED: u64 = 60 * crate::domain::fault::SKEW_WARNED_MINUTES.unsigned_abs();
/// Seconds by which the clock may be off before requests are refused (limits.md `cred.skew`).
pub const CLOCK_TAKEN: u64 = 60 * crate::domain::fault::SKEW_TAKEN_MINUTES.unsigned_abs();

/// How scripts begin that the cloud runs at the first start.
const SCRIPT_STARTS: [&str; 6] =
    ["#!", "#cloud-", "#include", "<powershell", "<script", "Content-Type:"];
/// Words that hint at a secret in user data (limits.md `user.secret`).
const SECRET_WORDS: [&str; 3] = ["password", "private key", "secret"];

/// Judges how far the clock is off, in seconds (limits.md `cred.skew`).
pub fn clock(off: u64) -> Verdict {
    if off < CLOCK_WARNED {
        Verdict::Fine
    } else if off <= CLOCK_TAKEN {
        Verdict::Unusual
    } else {
        Verdict::Refused
    }
}

/// Whether these characters occur in a tag's key or value (limits.md `tag.key`, `tag.value`).
pub fn tag_charset(text: &str) -> bool {
    text.trim().chars().all(in_tag)
}

fn in_tag(c: char) -> bool {
    c.is_ascii_alphanumeric() || is_han(c) || matches!(c, '_' | '/' | '.' | ' ' | '-')
}

/// Whether a tag's key or value is short enough (limits.md `tag.key`, `tag.value`).
pub fn tag_length(text: &str) -> bool {
    text.trim().chars().count() <= TAG_MAX
}

/// The nearest valid key or value of a tag; `None` where nothing is left.
pub fn tag_cleaned(text: &str) -> Option<String> {
    cleaned(text, in_tag, in_tag, TAG_MAX)
}

/// Whether user data looks as if somebody had encoded it already: Base64 of a script (limits.md
/// `user.base64`).
pub fn looks_encoded(user_data: &str) -> bool {
    let packed: String = user_data.split_whitespace().collect();
    let decoded = STANDARD.decode(packed).unwrap_or_default();
    SCRIPT_STARTS.iter().any(|start| decoded.starts_with(start.as_bytes()))
}

/// Bytes of user data once it is encoded.
pub fn encoded_length(user_data: &str) -> usize {
    user_data.len().div_ceil(3).saturating_mul(4)
}

/// Whether user data seems to hold a secret (limits.md `user.secret`).
pub fn looks_secret(user_data: &str) -> bool {
    let text = user_data.to_lowercase();
    SECRET_WORDS.iter().any(|word| text.contains(word))
}

/// Whether a text can be an id or the address of something: printable ASCII without blanks.
pub fn one_word(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whether a file system can be mounted there (limits.md `cfs.fields`).
pub fn absolute_path(path: &str) -> bool {
    let path = path.trim();
    path.starts_with('/') && !path.contains(char::is_control)
}

/// Whether a dedicated server's id has the usual shape, such as `d-MPgs6jPr`.
pub fn dedicated_id_format(id: &str) -> bool {
    id.strip_prefix("d-").is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Whether a processor of this model knows a NUMA setting: Intel's are on or off (limits.md `ht`). A
/// model that is neither maker's, or not said, is not judged.
pub fn numa_known(cpu_model: &str, numa: Numa) -> bool {
    let model = cpu_model.to_ascii_lowercase();
    let intel = model.contains("intel") || model.contains("xeon");
    !intel || matches!(numa, Numa::Zero | Numa::One)
}

/// Whether a name is one of bare metal: `ebc.…`, `ehc.…`, `bbc.…`; `None` where it does not tell.
pub fn bare_metal_name(spec: &str) -> Option<bool> {
    match spec.trim().split_once('.')?.0 {
        "ebc" | "ehc" | "bbc" => Some(true),
        "bcc" => Some(false),
        _ => None,
    }
}

/// Whether a text can be a client token (limits.md `token`).
pub fn token_format(token: &str) -> bool {
    (1..=TOKEN_MAX).contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_graphic())
}

//! Names and tags of an order.

use crate::sandbox::answer::Refusal;
use crate::sandbox::request::Request;

/// `name.len`, `host.len`, `eip.name`, `tag.key`, `tag.value`: characters (`eip.name`: bytes).
const NAME_MAX: usize = 65;
const HOSTNAME_LENGTH: std::ops::RangeInclusive<usize> = 2..=64;

/// `name.*`, `host.*`, `eip.name`. An empty name is wrong here: no name means no field.
pub(super) fn check(request: &Request) -> Result<(), Refusal> {
    let checks = [
        (request.name.as_deref().is_none_or(is_name), "name"),
        (request.hostname.as_deref().is_none_or(is_hostname), "hostname"),
        (request.eip_name.as_deref().is_none_or(is_eip_name), "eipName"),
    ];
    match checks.into_iter().find(|(fine, _)| !fine) {
        Some((_, field)) => Err(Refusal::invalid(field)),
        None => Ok(()),
    }
}

/// `tag.key`, `tag.value`.
pub(super) fn tags(request: &Request) -> Result<Vec<(String, String)>, Refusal> {
    let mut tags: Vec<(String, String)> = Vec::new();
    for tag in &request.tags {
        let refused =
            |code, what: &str| Err(Refusal::new(400, code, format!("{what} is invalid.")));
        if tag.tag_key.is_empty() {
            return refused("TagExceptions.TagKeyEmpty", "tagKey");
        }
        if !is_tag(&tag.tag_key) || tags.iter().any(|(key, _)| *key == tag.tag_key) {
            return refused("TagExceptions.TagKeyInvalid", "tagKey");
        }
        if !is_tag(&tag.tag_value) {
            return refused("TagExceptions.TagValueInvalid", "tagValue");
        }
        tags.push((tag.tag_key.clone(), tag.tag_value.clone()));
    }
    Ok(tags)
}

fn is_han(c: char) -> bool {
    matches!(u32::from(c),
        0x3005 | 0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_134F)
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || is_han(c) || matches!(c, '-' | '_' | '/' | '.' | ' ')
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || is_han(c))
        && name.chars().all(is_word)
        && name.chars().count() <= NAME_MAX
}

fn is_tag(text: &str) -> bool {
    text.chars().all(is_word) && text.chars().count() <= NAME_MAX
}

fn is_eip_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.len() <= NAME_MAX
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '.'))
}

fn is_hostname(name: &str) -> bool {
    HOSTNAME_LENGTH.contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.split(['-', '_', '/', '.']).all(|part| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hostnames_and_public_ip_names_keep_to_their_characters() {
        for good in ["web", "Web-1 a_b/c.d", "数据库-1", &"a".repeat(65)] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", "1web", "-web", "web!", "we\u{1b}b", &"a".repeat(66)] {
            assert!(!is_name(bad), "{bad}");
        }
        for good in ["ab", "web-1.shop", "a_b", "a/b", &"a".repeat(64)] {
            assert!(is_hostname(good), "{good}");
        }
        for bad in ["a", "Web", "1web", "web-", "web--1", "web.-a", "网站", &"a".repeat(65)] {
            assert!(!is_hostname(bad), "{bad}");
        }
        assert!(is_eip_name("web-eip.1") && !is_eip_name("web eip") && !is_eip_name(""));
    }
}

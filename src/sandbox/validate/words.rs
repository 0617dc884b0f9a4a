//! Names and tags of an order.

use crate::domain::rules::limits::{self, Verdict};
use crate::sandbox::answer::Refusal;
use crate::sandbox::request::{Request, Tag};

/// `tag.key`, `tag.value`, in characters.
const TAG_MAX: usize = 65;
/// `eip.name`, in bytes.
const EIP_NAME_MAX: usize = 65;

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
pub(crate) fn tags(asked: &[Tag]) -> Result<Vec<(String, String)>, Refusal> {
    let mut tags: Vec<(String, String)> = Vec::new();
    for tag in asked {
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

/// Whether nothing was left for the client to trim: here a blank at an end is a part of the value.
fn trimmed(text: &str) -> bool {
    text.trim() == text
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && trimmed(name)
        && limits::name_charset(name) != Verdict::Refused
        && limits::name_length(name)
}

fn is_hostname(name: &str) -> bool {
    !name.is_empty()
        && trimmed(name)
        && limits::hostname_charset(name)
        && limits::hostname_length(name)
}

fn is_tag(text: &str) -> bool {
    let allowed = |c: char| {
        c.is_ascii_alphanumeric() || limits::is_han(c) || matches!(c, '-' | '_' | '/' | '.' | ' ')
    };
    text.chars().all(allowed) && text.chars().count() <= TAG_MAX
}

fn is_eip_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.len() <= EIP_NAME_MAX
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hostnames_and_public_ip_names_keep_to_their_characters() {
        for good in ["web", "Web-1 a_b/c.d", "数据库-1", &"a".repeat(65)] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", " web", "web ", "1web", "-web", "web!", "we\u{1b}b", &"a".repeat(66)] {
            assert!(!is_name(bad), "{bad}");
        }
        for good in ["ab", "web-1.shop", "a_b", "a/b", &"a".repeat(64)] {
            assert!(is_hostname(good), "{good}");
        }
        for bad in [
            "",
            "a",
            " web",
            "web\n",
            "Web",
            "1web",
            "web-",
            "web--1",
            "web.-a",
            "网站",
            &"a".repeat(65),
        ] {
            assert!(!is_hostname(bad), "{bad}");
        }
        assert!(is_eip_name("web-eip.1") && !is_eip_name("web eip") && !is_eip_name(""));
    }
}

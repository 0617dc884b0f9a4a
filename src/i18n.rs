//! Every sentence of the program, by key and language, from the files under `assets/locales`.

use std::borrow::Cow;

use crate::domain::language::Language;
use crate::domain::said::Said;

/// The sentence for `key`; the key itself when no file has it, so that a gap is seen and not hidden.
pub fn text(language: Language, key: &str) -> Cow<'static, str> {
    crate::_rust_i18n_try_translate(language.tag(), key)
        .or_else(|| crate::_rust_i18n_try_translate(Language::En.tag(), key))
        .map_or_else(|| Cow::Owned(key.to_owned()), |found| Cow::Owned(found.into_owned()))
}

/// The sentence for `key` with its `%{name}` places filled in. When the first value is 1 and there is a
/// sentence `<key>_one`, it is that.
pub fn fill(language: Language, key: &str, values: &[(&str, &str)]) -> String {
    let one = values.first().filter(|(_, value)| *value == "1").map(|_| format!("{key}_one"));
    let one = one.filter(|one| text(language, one) != one.as_str());
    let sentence = text(language, one.as_deref().unwrap_or(key));
    let mut filled = String::new();
    let mut rest = sentence.as_ref();
    // In one pass: what is put into a place is never taken for a place itself.
    while let Some((before, place)) = rest.split_once("%{") {
        let Some((name, after)) = place.split_once('}') else { break };
        let value = values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        filled.push_str(before);
        rest = after;
        match value {
            Some(value) if language == Language::ZhCn => rest = put(&mut filled, value, after),
            Some(value) => filled.push_str(value),
            None => filled = format!("{filled}%{{{name}}}"),
        }
    }
    filled + rest
}

/// Puts a value into a Chinese sentence. A blank beside its place parts Latin letters from Chinese
/// characters; between two of these there is none.
fn put<'a>(filled: &mut String, value: &str, after: &'a str) -> &'a str {
    let open = filled.strip_suffix(' ').filter(|it| it.ends_with(is_chinese));
    if value.starts_with(is_chinese)
        && let Some(open) = open
    {
        filled.truncate(open.len());
    }
    filled.push_str(value);
    let close = after.strip_prefix(' ').filter(|it| it.starts_with(is_chinese));
    close.filter(|_| value.ends_with(is_chinese)).unwrap_or(after)
}

/// Chinese characters and the marks that stand among them.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}' | '“' | '”' | '‘' | '’' | '…')
}

/// Says in a language what is only of the program, into a file.
pub fn speaker(language: Language) -> impl Fn(&Said) -> String {
    move |said| say(language, said, |text| Cow::Borrowed(text))
}

/// What is said, in a language. Each text in it that is not of the locale files goes through `clean`
/// first.
pub fn say(language: Language, said: &Said, clean: fn(&str) -> Cow<'_, str>) -> String {
    match said {
        Said::Text(text) => clean(text).into_owned(),
        Said::List(joiner, members) => {
            let members: Vec<String> =
                members.iter().map(|member| say(language, member, clean)).collect();
            members.join(&text(language, joiner))
        }
        Said::Words(key, values) => {
            let values: Vec<(&str, String)> =
                values.iter().map(|(name, value)| (*name, say(language, value, clean))).collect();
            let values: Vec<(&str, &str)> =
                values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            fill(language, key, &values)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_beside_a_place_is_only_between_unlike_letters() {
        let put = |sentence: &str, value: &str| {
            let (before, after) = sentence.split_once('_').unwrap();
            let mut filled = before.to_owned();
            let rest = put(&mut filled, value, after);
            filled + rest
        };
        assert_eq!(put("_ 已改为", "子网"), "子网已改为");
        assert_eq!(put("_ 已改为", "VPC"), "VPC 已改为");
        assert_eq!(put("改为 _。", "按量付费"), "改为按量付费。");
        assert_eq!(put("改为 _ 的", "g5 规格"), "改为 g5 规格的");
        assert_eq!(put("  _", "子网"), "  子网");
    }

    #[test]
    fn what_is_put_into_a_place_is_no_place() {
        let values = [("name", "%{token}"), ("token", "t")];
        assert!(fill(Language::En, "journal.ambiguous", &values).contains("begin with %{token}:"));
        assert_eq!(fill(Language::En, "no.such.key", &values), "no.such.key");
        assert!(fill(Language::En, "journal.busy", &[]).contains("%{token}"));
    }

    #[test]
    fn lists_are_joined_as_the_language_joins_them() {
        let said =
            Said::of("export.missing").with("keys", Said::list(["a", "b"])).with("name", "x");
        let say = |language| speaker(language)(&said);
        assert!(say(Language::En).ends_with("a, b") && say(Language::ZhCn).ends_with("a、b"));
    }
}

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
    let mut sentence = text(language, one.as_deref().unwrap_or(key)).into_owned();
    for (name, value) in values {
        sentence = sentence.replace(&format!("%{{{name}}}"), value);
    }
    sentence
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

//! Every sentence of the program, by key and language, from the files under `assets/locales`.

use std::borrow::Cow;

use crate::domain::language::Language;

/// The sentence for `key`; the key itself when no file has it, so that a gap is seen and not hidden.
pub fn text(language: Language, key: &str) -> Cow<'static, str> {
    crate::_rust_i18n_try_translate(language.tag(), key)
        .or_else(|| crate::_rust_i18n_try_translate(Language::En.tag(), key))
        .map_or_else(|| Cow::Owned(key.to_owned()), |found| Cow::Owned(found.into_owned()))
}

/// The sentence for `key` with its `%{name}` places filled in.
pub fn fill(language: Language, key: &str, values: &[(&str, &str)]) -> String {
    let mut sentence = text(language, key).into_owned();
    for (name, value) in values {
        sentence = sentence.replace(&format!("%{{{name}}}"), value);
    }
    sentence
}

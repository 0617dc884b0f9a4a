//! That each sentence exists in each language, once, with the same places to fill in.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

const LANGUAGES: [&str; 2] = ["en", "zh-CN"];

/// The faults of a set of locale files, `name.language.toml` by path, with their texts.
pub fn faults(files: &BTreeMap<String, String>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut parts: BTreeMap<String, BTreeMap<&str, BTreeMap<String, String>>> = BTreeMap::new();
    for (path, text) in files {
        let Some((name, language)) = split(path) else {
            faults.push(format!("{path}: not called name.language.toml with en or zh-CN"));
            continue;
        };
        match text.parse::<Table>() {
            Ok(table) => {
                let mut sentences = BTreeMap::new();
                flatten("", &table, &mut |key, sentence| match sentence {
                    Some(sentence) if !sentence.trim().is_empty() => {
                        sentences.insert(key, sentence.to_owned());
                    }
                    _ => faults.push(format!("{path}: {key} is not a sentence")),
                });
                parts.entry(name).or_default().insert(language, sentences);
            }
            Err(error) => faults.push(format!("{path}: {error}")),
        }
    }
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for (name, languages) in parts {
        let [Some(english), Some(chinese)] = LANGUAGES.map(|language| languages.get(language))
        else {
            faults.push(format!("{name}: only in {:?}", languages.keys()));
            continue;
        };
        faults.extend(differences(&name, english, chinese));
        for key in english.keys() {
            if let Some(owner) = owners.insert(key.clone(), name.clone()) {
                faults.push(format!("{key}: both in {owner} and in {name}"));
            }
        }
    }
    faults
}

/// Every sentence of a language by its key.
pub fn sentences(files: &BTreeMap<String, String>, language: &str) -> BTreeMap<String, String> {
    let mut sentences = BTreeMap::new();
    for (_, text) in files.iter().filter(|(path, _)| split(path).is_some_and(|it| it.1 == language))
    {
        let table = text.parse::<Table>().unwrap_or_default();
        flatten("", &table, &mut |key, sentence| {
            sentences.extend(sentence.map(|sentence| (key, sentence.to_owned())));
        });
    }
    sentences
}

fn split(path: &str) -> Option<(String, &'static str)> {
    LANGUAGES.into_iter().find_map(|language| {
        let name = path.strip_suffix(".toml")?.strip_suffix(language)?.strip_suffix('.')?;
        Some((name.to_owned(), language))
    })
}

/// Tells `each` every leaf: its dotted key, and its text if it is one.
fn flatten(stem: &str, table: &Table, each: &mut impl FnMut(String, Option<&str>)) {
    for (name, value) in table {
        let key = if stem.is_empty() { name.clone() } else { format!("{stem}.{name}") };
        match value {
            Value::Table(inner) => flatten(&key, inner, each),
            // The version of the file format, which is no sentence.
            Value::Integer(_) if key == "_version" => {}
            other => each(key, other.as_str()),
        }
    }
}

fn differences(
    name: &str,
    english: &BTreeMap<String, String>,
    chinese: &BTreeMap<String, String>,
) -> Vec<String> {
    let keys: BTreeSet<&String> = english.keys().chain(chinese.keys()).collect();
    keys.into_iter()
        .filter_map(|key| match (english.get(key), chinese.get(key)) {
            (Some(one), Some(other)) => {
                let (one, other) = (places(one), places(other));
                (one != other).then(|| format!("{name}: {key}: places {one:?} and {other:?}"))
            }
            (one, _) => {
                let missing = if one.is_some() { "zh-CN" } else { "en" };
                Some(format!("{name}: {key}: not in {missing}"))
            }
        })
        .collect()
}

/// The names in the `%{name}` places of a sentence.
fn places(sentence: &str) -> BTreeSet<&str> {
    sentence.split("%{").skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

//! The table of all rules, `tests/rules.toml`: that it is whole, that what it names exists, and that the
//! rules weigh what it says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use bcc_wizard::domain::problem::Severity;
use bcc_wizard::domain::rules;
use serde::Deserialize;

use super::{ALL_CASES, addresses, judged, problems};
use crate::world::World;

/// Rows of limits.md: single fields, and across fields.
const ROWS: [usize; 2] = [93, 23];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    rule: Vec<Rule>,
    own: Vec<Own>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    id: String,
    section: usize,
    weighs: String,
    #[serde(default)]
    also: String,
    #[serde(default)]
    also_because: String,
    by_construction: Option<String>,
    tests: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Own {
    id: String,
    weighs: String,
    why: String,
    tests: Vec<String>,
}

fn table() -> Table {
    toml::from_str(include_str!("../../rules.toml")).unwrap()
}

fn sources(folder: &str) -> Vec<String> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|end| end == "rs") {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    assert!(!files.is_empty(), "{folder}");
    files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

/// The texts in quotes outside comments. These files hold no escaped quotes and no quote characters.
fn quoted(source: &str) -> BTreeSet<String> {
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split('"').skip(1).step_by(2)).map(str::to_owned).collect()
}

/// Every text in quotes in the rules; the limits raise no problems.
fn texts_of_the_rules() -> BTreeSet<String> {
    sources("src/domain/rules").iter().flat_map(|source| quoted(source)).collect()
}

/// How much each rule was found to weigh in all cases there are.
fn weighed() -> BTreeMap<&'static str, BTreeSet<char>> {
    let mut crowded = World::valid();
    addresses::many(&mut crowded, "1", 5001);
    let valid = World::valid();
    let cases = ALL_CASES.into_iter().flatten().flat_map(|(change, _)| problems(*change));
    let told = rules::check(&valid.draft, &valid.facts());
    let mut found: BTreeMap<&str, BTreeSet<char>> = BTreeMap::new();
    for problem in cases.chain(judged(&crowded)).chain(told) {
        let letter = match problem.severity {
            Severity::Error => 'E',
            Severity::Warning => 'W',
            Severity::Hint => 'I',
        };
        found.entry(problem.rule).or_default().insert(letter);
    }
    found
}

#[test]
fn every_row_of_the_document_is_in_the_table_once() {
    let Table { rule, own } = table();
    for (section, rows) in (1..).zip(ROWS) {
        assert_eq!(rule.iter().filter(|rule| rule.section == section).count(), rows, "§{section}");
    }
    let ids = || rule.iter().map(|rule| &rule.id).chain(own.iter().map(|own| &own.id));
    assert_eq!(ids().count(), ids().collect::<BTreeSet<_>>().len(), "an id stands there twice");
    for rule in &rule {
        assert!(rule.weighs.chars().all(|letter| "EWI".contains(letter)), "{}", rule.id);
        assert_eq!(rule.also.is_empty(), rule.also_because.is_empty(), "{}", rule.id);
        assert!(rule.by_construction.as_ref().is_none_or(|why| why.len() > 10), "{}", rule.id);
        assert_eq!(rule.id.starts_with("x."), rule.section == 2, "{}", rule.id);
    }
    for own in &own {
        assert!(own.why.len() > 10, "{}", own.id);
    }
}

#[test]
fn every_rule_names_tests_that_exist() {
    let sources = sources("tests/it").join("\n");
    let Table { rule, own } = table();
    let rules = rule.iter().map(|rule| (&rule.id, &rule.tests));
    for (id, tests) in rules.chain(own.iter().map(|own| (&own.id, &own.tests))) {
        assert!(!tests.is_empty(), "{id} is tested nowhere");
        for test in tests {
            assert!(sources.contains(&format!("fn {test}(")), "{id}: there is no test {test}");
        }
    }
}

#[test]
fn the_rules_of_the_sources_and_those_of_the_table_are_the_same() {
    let Table { rule, own } = table();
    let said = texts_of_the_rules();
    for id in own.iter().map(|own| &own.id) {
        assert!(said.contains(id), "{id} is in the table, but no rule raises it");
    }
    for rule in rule.iter().filter(|rule| rule.by_construction.is_none() && !rule.weighs.is_empty())
    {
        assert!(said.contains(&rule.id), "{} is in the table, but no rule raises it", rule.id);
    }
    let known: BTreeSet<&String> =
        rule.iter().map(|rule| &rule.id).chain(own.iter().map(|own| &own.id)).collect();
    let part = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    let like_an_id = |text: &&String| text.split('.').count() == 2 && text.split('.').all(part);
    let unknown: Vec<&String> =
        said.iter().filter(like_an_id).filter(|id| !known.contains(id)).collect();
    assert!(unknown.is_empty(), "raised, but not in the table: {unknown:?}");
    for id in weighed().keys() {
        assert!(known.contains(&(*id).to_owned()), "raised, but not in the table: {id}");
    }
}

#[test]
fn every_rule_weighs_what_the_document_says() {
    let Table { rule, own } = table();
    let found = weighed();
    let none = BTreeSet::new();
    for rule in &rule {
        let raised = found.get(rule.id.as_str()).unwrap_or(&none);
        let may: BTreeSet<char> = rule.weighs.chars().chain(rule.also.chars()).collect();
        assert!(raised.is_subset(&may), "{}: {raised:?}, not {may:?}", rule.id);
        if rule.by_construction.is_none() {
            assert_eq!(*raised, may, "{}", rule.id);
        }
    }
    for own in &own {
        assert_eq!(found.get(own.id.as_str()), Some(&own.weighs.chars().collect()), "{}", own.id);
    }
}

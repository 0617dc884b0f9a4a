//! Every rule on both sides of its boundary, and every sentence in both languages.

mod addresses;
mod billing;
mod disks;
mod fixes;
mod image;
mod limits;
mod machine;
mod network;
mod plan;
mod public_ip;
mod spec;
mod storage;
mod system;
mod table;
mod typed;
mod zone;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use bcc_wizard::domain::draft::{Draft, LoginChoice};
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::plan::{ChargeType, Payment};
use bcc_wizard::domain::problem::{Part, Problem, Severity};
use bcc_wizard::domain::rules;
use bcc_wizard::domain::units::Months;
use bcc_wizard::i18n;
use proptest::prelude::*;
use secrecy::SecretString;

use crate::world::{World, data_disk};

/// A change of the valid world, and all problems it must make, as [`line`] writes them.
pub type Case = (fn(&mut World), &'static [&'static str]);

const ALL_CASES: [&[Case]; 12] = [
    zone::CASES,
    spec::CASES,
    machine::CASES,
    image::CASES,
    disks::SYSTEM_CASES,
    disks::DATA_CASES,
    storage::CASES,
    network::CASES,
    public_ip::CASES,
    addresses::CASES,
    system::CASES,
    billing::CASES,
];

/// Said to everybody, so that no case names it.
const ALWAYS: &str = "x.certified";

/// `E rule.id:words @field#item -> field=value`, without what goes without saying.
fn line(problem: &Problem) -> String {
    let mut line = match problem.severity {
        Severity::Error => "E ",
        Severity::Warning => "W ",
        Severity::Hint => "I ",
    }
    .to_owned();
    line += problem.rule;
    if problem.words != problem.rule.replace('.', "_") {
        write!(line, ":{}", problem.words).unwrap();
    }
    write!(line, " @{}", problem.field.name()).unwrap();
    if let Some(item) = problem.item {
        write!(line, "#{item}").unwrap();
    }
    if let Some(fix) = &problem.fix {
        line += " -> ";
        if fix.field != problem.field {
            write!(line, "{}=", fix.field.name()).unwrap();
        }
        match fix.part {
            None | Some(Part::Size | Part::Type | Part::Address) => {}
            Some(part) => write!(line, "{}=", <&str>::from(part)).unwrap(),
        }
        line += if fix.value.is_empty() { "nothing" } else { &fix.value };
        assert_eq!(fix.item, problem.item, "{line}");
        assert_eq!(fix.part.is_some(), fix.item.is_some(), "{line}");
    }
    line
}

/// All problems of a world but what is said to everybody.
fn judged(world: &World) -> Vec<Problem> {
    let mut problems = rules::check(&world.draft, &world.facts());
    problems.retain(|problem| problem.rule != ALWAYS);
    problems
}

fn lines(world: &World) -> Vec<String> {
    judged(world).iter().map(line).collect()
}

fn problems(change: fn(&mut World)) -> Vec<Problem> {
    let mut world = World::valid();
    change(&mut world);
    judged(&world)
}

fn judge(cases: &[Case]) {
    for (index, (change, expected)) in cases.iter().enumerate() {
        let lines: Vec<String> = problems(*change).iter().map(line).collect();
        assert_eq!(lines, *expected, "case {index} (from 0)");
    }
}

#[test]
fn the_valid_world_has_no_problem() {
    judge(&[(|_| {}, &[])]);
    let offline = World::offline();
    assert_eq!(judged(&offline), Vec::new());
}

#[test]
fn everybody_is_told_that_the_account_must_be_certified() {
    for world in [World::valid(), World::offline()] {
        let all = rules::check(&world.draft, &world.facts());
        let told: Vec<String> = all.iter().map(line).collect();
        assert_eq!(told, ["I x.certified @buy"]);
    }
}

#[test]
fn what_is_required_is_missed_even_while_nothing_is_known() {
    let mut world = World::offline();
    world.draft = Draft::new("bj");
    assert_eq!(
        lines(&world),
        [
            "E zone.required @zone",
            "E spec.required @spec",
            "E image.required @image",
            "E vpc.required @vpc",
            "E subnet.required @subnet",
            "E sg.count @groups",
            "E key.required @key_pair",
        ]
    );
}

/// Every sentence of the problem files: key to text.
fn catalogue(text: &str) -> BTreeMap<String, String> {
    let file: BTreeMap<String, BTreeMap<String, String>> = toml::from_str(text).unwrap();
    file["problem"].clone()
}

/// The names of the places in a sentence.
fn places(sentence: &str) -> BTreeSet<String> {
    let parts = sentence.split("%{").skip(1);
    parts.map(|part| part.split_once('}').unwrap().0.to_owned()).collect()
}

#[test]
fn every_sentence_is_said_by_some_rule_and_complete_in_both_languages() {
    let english = catalogue(include_str!("../../assets/locales/problems.en.toml"));
    let chinese = catalogue(include_str!("../../assets/locales/problems.zh-CN.toml"));
    assert_eq!(english.keys().collect::<Vec<_>>(), chinese.keys().collect::<Vec<_>>());
    for (key, sentence) in &english {
        assert_eq!(places(sentence), places(&chinese[key]), "{key}");
        assert!(!sentence.trim().is_empty() && !chinese[key].trim().is_empty(), "{key}");
    }

    let mut said = BTreeSet::new();
    let told = rules::check(&World::valid().draft, &World::valid().facts());
    let cases = ALL_CASES.into_iter().flatten().flat_map(|(change, _)| problems(*change));
    let mut crowded = World::valid();
    addresses::many(&mut crowded, "1", 5001);
    for problem in cases.chain(told).chain(judged(&crowded)) {
        said.insert(problem.words.to_owned());
        let values: Vec<(&str, &str)> =
            problem.values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        for language in [Language::En, Language::ZhCn] {
            let key = format!("problem.{}", problem.words);
            let sentence = i18n::fill(language, &key, &values);
            assert_ne!(sentence, key, "no sentence");
            assert!(!sentence.contains("%{"), "a place is left open: {sentence}");
        }
    }
    assert_eq!(said, english.keys().cloned().collect());
}

#[test]
fn problems_come_in_the_order_of_the_fields_heaviest_first() {
    let mut world = World::valid();
    world.draft.password_again = SecretString::from("x");
    world.log_in_by("Abc1! ");
    world.draft.hostname = "A_".to_owned();
    world.draft.system_disk_size = "600".to_owned();
    world.draft.zone = None;
    world.draft.data_disks = vec![data_disk("hdd", "1"); 6];
    let problems = rules::check(&world.draft, &world.facts());
    let keys: Vec<_> = problems.iter().map(|p| (p.field, p.item)).collect();
    assert!(keys.is_sorted(), "{keys:?}");
    for pair in problems.windows(2) {
        if (pair[0].field, pair[0].item) == (pair[1].field, pair[1].item) {
            assert!(pair[0].severity >= pair[1].severity);
        }
    }
    assert!(keys.len() > 10);
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~]{0,40}",
        "[0-9]{0,12}",
        "[a-z0-9._/-]{0,70}",
        Just("40".to_owned()),
    ]
}

fn any_choice() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(any_text())
}

proptest! {
    #[test]
    fn no_text_makes_the_rules_panic_and_a_plan_is_made_exactly_without_errors(
        choices in proptest::array::uniform7(any_choice()),
        texts in proptest::array::uniform8(any_text()),
        disks in proptest::collection::vec((any_text(), any_text()), 0..8),
        groups in proptest::collection::vec(any_text(), 0..12),
        flags in proptest::array::uniform5(any::<bool>()),
        mask in (any::<u16>(), any::<u16>(), any::<u16>()).prop_map(|(a, b, c)| a & b & c),
        months in any::<u32>(),
        kinds in (0..3_usize, 0..4_usize),
    ) {
        let mut world = if flags[0] { World::valid() } else { World::offline() };
        let draft = &mut world.draft;
        let keep = |bit: u16| mask & (1 << bit) == 0;
        let fields = [
            &mut draft.zone, &mut draft.spec, &mut draft.image, &mut draft.system_disk_type,
            &mut draft.vpc, &mut draft.subnet, &mut draft.key_pair,
        ];
        for (bit, (field, choice)) in (0..).zip(fields.into_iter().zip(choices)) {
            if !keep(bit) {
                *field = choice;
            }
        }
        let fields = [
            &mut draft.count, &mut draft.system_disk_size, &mut draft.local_disk,
            &mut draft.bandwidth, &mut draft.name, &mut draft.hostname,
        ];
        for (bit, (field, text)) in (7..).zip(fields.into_iter().zip(&texts)) {
            if !keep(bit) {
                field.clone_from(text);
            }
        }
        draft.password = SecretString::from(texts[6].as_str());
        draft.password_again = SecretString::from(texts[7].as_str());
        if !keep(13) {
            draft.data_disks =
                disks.iter().map(|(kind, size)| data_disk(kind, size)).collect();
        }
        if !keep(14) {
            draft.groups.clone_from(&groups);
            draft.enterprise_groups = groups;
        }
        (draft.enterprise, draft.public_ip) = (flags[1] && !keep(14), flags[2]);
        draft.payment = if flags[3] { Payment::Prepaid } else { Payment::Postpaid };
        draft.months = Months(if flags[4] { months } else { 12 });
        draft.login =
            [LoginChoice::KeyPair, LoginChoice::Later, LoginChoice::Password][kinds.0];
        draft.charge = ChargeType::ALL.get(kinds.1).copied();

        let problems = rules::check(&world.draft, &world.facts());
        let plan = bcc_wizard::domain::plan::from_draft(&world.draft, &world.facts());
        prop_assert_eq!(rules::blocks(&problems), plan.is_err());
        if let Err(same) = plan {
            prop_assert_eq!(same, problems);
        }
    }
}

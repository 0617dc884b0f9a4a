//! Bad input, field by field: which rule names it, how much it weighs, what is offered; and that what is
//! taken is taken whole.

mod numbers;
mod texts;

use std::fmt::Write as _;

use bcc_wizard::domain::plan::{ChargeType, Payment, Plan, RenewUnit, Tag, from_draft};
use bcc_wizard::domain::problem::Problem;
use bcc_wizard::domain::rules;
use proptest::prelude::*;

use super::{judged, line};
use crate::world::{World, data_disk, text};

/// What is typed into every field, in this order, after the field's own longest and one past it.
const BAD: [(&str, &str); 9] = [
    ("nothing", ""),
    ("blanks", " \t\u{3000} "),
    ("Chinese", "三台"),
    ("emoji", "🦀"),
    ("control characters", "a\u{7}\u{1b}[2Jb"),
    ("a paragraph", "Dear all,\nplease buy 40 GB.\n\nThank you"),
    ("a number with a unit", "40 GB"),
    ("a negative number", "-40"),
    ("a huge number", "99999999999999999999"),
];

/// A field that is typed into.
struct Field {
    name: &'static str,
    /// Types it, where it is read.
    put: fn(&mut World, &str),
    /// What of the plan it became.
    became: fn(&Plan) -> String,
    /// The longest, or largest, that every source allows, and what is one past it.
    longest: fn() -> (String, String),
    /// What is said of the longest, of one past it, and of [`BAD`].
    said: [&'static str; 11],
}

fn or_nothing(text: Option<impl ToString>) -> String {
    text.map(|text| text.to_string()).unwrap_or_default()
}

fn public_ip(world: &mut World) {
    world.draft.public_ip = true;
    world.draft.charge = Some(ChargeType::BandwidthPostpaid);
}

fn disk(world: &mut World) {
    world.draft.data_disks = vec![data_disk("enhanced_ssd_pl1", "50")];
}

fn longest(good: &str, past: &str) -> (String, String) {
    (text(good), text(past))
}

fn letters(most: usize) -> (String, String) {
    ("a".repeat(most), "a".repeat(most + 1))
}

/// `E rule:words -> fix`, the place left out and a long fix shortened; several with ` + `.
fn short(problem: &Problem) -> String {
    let line = line(problem);
    let (said, rest) = line.split_once(" @").unwrap();
    match rest.split_once(" -> ") {
        None => said.to_owned(),
        Some((_, fix)) if fix.chars().count() > 16 => {
            format!("{said} -> {}…", fix.chars().take(8).collect::<String>())
        }
        Some((_, fix)) => format!("{said} -> {fix}"),
    }
}

#[test]
fn every_kind_of_bad_input_is_named_by_its_rule() {
    let mut wrong = String::new();
    for field in [texts::NAMES, numbers::NUMBERS, texts::IDS].into_iter().flatten() {
        let (longest, past) = (field.longest)();
        let own = [("the longest", longest.as_str()), ("one past it", past.as_str())];
        for ((kind, typed), expected) in own.into_iter().chain(BAD).zip(field.said) {
            let mut world = World::valid();
            (field.put)(&mut world, typed);
            let problems = judged(&world);
            let said: Vec<String> = problems.iter().map(short).collect();
            let said = said.join(" + ");
            if said != expected {
                writeln!(wrong, "{}, {kind}: {said:?}", field.name).unwrap();
            }
            match from_draft(&world.draft, &world.facts()) {
                Ok(plan) => {
                    let took = (field.became)(&plan);
                    let whole = [typed, typed.trim()].contains(&took.as_str());
                    assert!(whole, "{}, {kind}: {typed:?} became {took:?}", field.name);
                }
                Err(_) => assert!(rules::blocks(&problems), "{}, {kind}", field.name),
            }
        }
    }
    assert_eq!(wrong, "");
}

proptest! {
    #[test]
    fn no_rarer_text_makes_the_rules_panic_and_a_plan_is_made_exactly_without_errors(
        texts in proptest::array::uniform16("[ -~]{0,12}|[0-9]{0,11}|\\PC{0,8}|[0-9.]{0,15}|[0-9]{1,3} ?(GB|台)"),
        flags in proptest::array::uniform16(proptest::option::of(any::<bool>())),
        payment in 0..3_usize,
        typed in any::<u16>(),
    ) {
        let mut world = if flags[0].is_some() { World::valid() } else { World::offline() };
        let draft = &mut world.draft;
        let places = [
            &mut draft.min_count, &mut draft.system_extra_io, &mut draft.ip_name,
            &mut draft.dedicated_host, &mut draft.bid_price, &mut draft.renew.time,
        ];
        for (bit, (place, text)) in places.into_iter().zip(&texts).enumerate() {
            if typed & (1 << bit) != 0 {
                place.clone_from(text);
            }
        }
        draft.payment = Payment::ALL[payment];
        draft.own_bid = flags[1] == Some(true);
        draft.public_ip = flags[2] == Some(true);
        draft.ip_release = flags[3];
        draft.ipv6 = flags[4];
        draft.jumbo_frames = flags[5];
        draft.hyper_threading = flags[6];
        draft.tag_related = flags[7];
        draft.deletion_protection = flags[8];
        draft.ordered_suffix = flags[9];
        draft.renew.unit = flags[10].map(|year| [RenewUnit::Month, RenewUnit::Year][usize::from(year)]);
        if flags[11].is_some() {
            draft.internal_ips = texts[6..8].to_vec();
            draft.tags = vec![Tag { key: texts[8].clone(), value: texts[9].clone() }];
        }
        if flags[12].is_some() {
            draft.interfaces = texts[10..12].to_vec();
            draft.deployment_sets = texts[11..13].to_vec();
        }
        if flags[13].is_some() {
            draft.data_disks = vec![data_disk("enhanced_ssd_pl1", &texts[13])];
            draft.data_disks[0].name.clone_from(&texts[14]);
            draft.data_disks[0].extra_io.clone_from(&texts[15]);
            draft.data_disks[0].snapshot = flags[14].map(|_| texts[0].clone());
            draft.data_disks[0].delete_with_instance = flags[14];
        }
        draft.user_data = texts[5].as_str().into();
        let problems = rules::check(&world.draft, &world.facts());
        let plan = from_draft(&world.draft, &world.facts());
        prop_assert_eq!(rules::blocks(&problems), plan.is_err());
        if let Err(same) = plan {
            prop_assert_eq!(same, problems);
        }
    }
}

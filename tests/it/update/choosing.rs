//! Choosing a spec well: the filter's language, sorting, comparing, and what to take instead.

use std::time::Duration;

use bcc_wizard::app::choosing::{self, instead::Alternatives};
use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::effect::Ask;
use bcc_wizard::app::picker::SortBy;
use bcc_wizard::app::settle::TYPING_PAUSE;
use bcc_wizard::app::steps::{self, TableState};
use bcc_wizard::domain::catalog::{Cards, ProductType, Spec};
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::plan::{Billing, Payment};
use bcc_wizard::domain::price::PriceAsk;
use bcc_wizard::domain::problem::Severity;
use bcc_wizard::domain::units::Months;
use rstest::rstest;

use crate::drive::{Drive, Region, fault};

fn spec(drive: &Drive) -> &str {
    drive.wizard.draft.spec.as_deref().unwrap_or_default()
}

fn zone(drive: &Drive) -> &str {
    drive.wizard.draft.zone.as_deref().unwrap_or_default()
}

fn rows(drive: &Drive) -> Vec<String> {
    let rows = drive.rows(FieldId::Spec);
    rows.iter().map(|name| name.split_once('.').unwrap().1.to_owned()).collect()
}

fn open(drive: &Drive) -> &Alternatives {
    match &drive.wizard.dialog {
        Some(Dialog::Alternatives(open)) => open,
        other => panic!("no alternatives but {other:?}"),
    }
}

/// The open list: `spec@zone why`, with `?` where the stock is not known.
fn offered(drive: &Drive) -> Vec<String> {
    let list = &open(drive).instead.list;
    list.iter()
        .map(|found| {
            let known = found.stock == bcc_wizard::domain::alternatives::Stock::ForSale;
            let mark = if known { "" } else { "?" };
            format!("{}@{} {}{mark}", found.spec, found.zone, <&str>::from(found.why))
        })
        .collect()
}

fn compared(drive: &Drive) -> Option<(&[String], usize)> {
    match &drive.wizard.dialog {
        Some(Dialog::Compare(compare)) => Some((&compare.specs, compare.column)),
        _ => None,
    }
}

/// Of zone a, where nothing is sold out but g5.c4m16, and b sells it still.
fn one_gone(region: &mut Region) {
    region.sold_out = vec!["cn-bj-a/bcc.g5.c4m16".to_owned()];
}

fn family(family: &str, zone: &str, billing: Billing) -> Ask {
    let (family, zone) = (family.to_owned(), zone.to_owned());
    Ask::Price(PriceAsk::Family { family, zone, billing })
}

#[rstest]
#[case("4c16g", &["g4.c4m16", "g5.c4m16", "gr1.c4m16"])]
#[case("4c16g x86", &["g4.c4m16", "g5.c4m16"])]
#[case("g5 <0.5", &["g5.c1m2", "g5.c2m8", "g5.c4m16"])]
#[case("g5 >=0.24 <0.5", &["g5.c2m8", "g5.c4m16"])]
#[case("metal", &["l5.c128m512"])]
#[case("a10", &["gn5.c8m32.1a10"])]
#[case("≥１６ｃ", &["g5.c16m64", "l5.c128m512"])]
fn the_filter_has_a_language(#[case] typed: &str, #[case] names: &[&str]) {
    let mut drive = Drive::new();
    drive.press("ctrl-n /").type_text(typed);
    assert_eq!(rows(&drive), names);
}

#[test]
fn prices_are_compared_under_the_present_payment_and_as_soon_as_they_are_there() {
    let mut drive = Drive::new();
    drive.holds = true;
    drive.press("ctrl-n / g 4 space < 1 enter");
    assert_eq!(rows(&drive), [""; 0], "nothing has a price yet");
    drive.answer_all();
    assert_eq!(rows(&drive), ["g4.c2m8", "g4.c4m16"]);
    drive.press("ctrl-t");
    drive.answer_all();
    assert_eq!(rows(&drive), [""; 0], "a month costs more");
    drive.press("shift-tab /").type_text("00");
    assert_eq!(rows(&drive), [""; 0]);
    drive.type_text("0");
    assert_eq!(rows(&drive), ["g4.c2m8", "g4.c4m16"]);
}

#[test]
fn a_key_in_the_filter_asks_the_cloud_nothing_and_changes_no_answer() {
    let mut drive = Drive::new();
    drive.press("ctrl-n").newly_asked();
    let before = format!("{:?}", drive.wizard.draft);
    drive.press("/").type_text("g4 4c >=").press("backspace left x home delete end");
    assert!(drive.newly_asked().is_empty());
    assert_eq!(format!("{:?}", drive.wizard.draft), before);
}

#[test]
fn moving_the_caret_of_a_filter_leaves_the_highlight_where_it_is() {
    let mut drive = Drive::new();
    drive.press("ctrl-n /").type_text("g5").press("down down");
    let held = drive.highlighted(FieldId::Spec);
    drive.press("left home end");
    assert_eq!(drive.highlighted(FieldId::Spec), held);
}

#[test]
fn nothing_typed_into_the_filter_is_an_error() {
    let mut drive = Drive::new();
    drive.press("ctrl-n /").type_text("🦀");
    assert_eq!(steps::table_state(&drive.wizard, FieldId::Spec), TableState::FilteredOut);
    for strange in ["按量付费", ">=", "<>", "1.2.3c", ">=9999999999c", "<¥", "e\u{301}\u{202e}"]
    {
        drive.retype(strange);
    }
    drive.retype("").paste("4c\u{1b}[2J\r\n\u{0}16g");
    drive.retype(&"9".repeat(1000)).retype(&"x ".repeat(512));
    assert_eq!(drive.notice(), "");
    drive.type_text("y");
    assert_eq!(drive.notice(), "notice.too_long");
    let length =
        |drive: &Drive| drive.wizard.picker(FieldId::Spec).unwrap().filter.value().chars().count();
    assert_eq!(length(&drive), 1024);
    drive.press("esc");
    assert_eq!((length(&drive), rows(&drive).len()), (0, 13));
}

#[test]
fn every_column_sorts_both_ways_and_equals_keep_their_order() {
    let mut drive = Drive::with(|region| {
        let named = |region: &mut Region, name: &str, change: fn(&mut Spec)| {
            change(region.specs.iter_mut().find(|spec| spec.name == name).unwrap());
        };
        named(region, "bcc.g5.c2m8", |spec| spec.network_gbps = "10".into());
        named(region, "bcc.g4.c4m16", |spec| spec.network_gbps = "1.5".into());
        named(region, "bcc.g4.c2m8", |spec| spec.network_gbps = "a lot".into());
        named(region, "bcc.g5.c1m2", |spec| spec.cpu_model = "Intel Xeon Gold 6271C".into());
        named(region, "bcc.m5.c2m16", |spec| spec.cpu_model = "AMD EPYC 7W83".into());
        let unpriced = family("c5", "cn-bj-a", Billing::Postpaid);
        region.faults.push((unpriced, fault(FaultKind::Timeout)));
        let gpu = Some(Cards { model: "A10".into(), count: 2 });
        region.specs.push(Spec {
            gpu,
            name: "bcc.gn5.c8m32.2a10".into(),
            ..{
                region.specs.iter().find(|spec| spec.name == "bcc.gn5.c8m32.1a10").unwrap().clone()
            }
        });
    });
    drive.press("ctrl-n");
    let sort = |drive: &Drive| drive.wizard.picker(FieldId::Spec).unwrap().sort;
    let ends = |drive: &Drive| {
        let rows = rows(drive);
        (rows[0].clone(), rows[1].clone(), rows[rows.len() - 1].clone())
    };
    let all = rows(&drive).len();
    let expected: [(SortBy, [&str; 3], [&str; 3]); 7] = [
        (
            SortBy::Vcpus,
            ["g5.c1m2", "g4.c2m8", "l5.c128m512"],
            ["l5.c128m512", "g5.c16m64", "g5.c1m2"],
        ),
        (
            SortBy::Memory,
            ["g5.c1m2", "g4.c2m8", "l5.c128m512"],
            ["l5.c128m512", "g5.c16m64", "g5.c1m2"],
        ),
        (
            SortBy::Gpu,
            ["g5.c1m2", "g4.c2m8", "gn5.c8m32.2a10"],
            ["gn5.c8m32.2a10", "gn5.c8m32.1a10", "l5.c128m512"],
        ),
        // What is not said stands last either way.
        (
            SortBy::Network,
            ["g4.c4m16", "g5.c2m8", "l5.c128m512"],
            ["g5.c2m8", "g4.c4m16", "l5.c128m512"],
        ),
        (
            SortBy::Cpu,
            ["m5.c2m16", "g5.c1m2", "l5.c128m512"],
            ["g5.c1m2", "m5.c2m16", "l5.c128m512"],
        ),
        (SortBy::Price, ["g5.c1m2", "g4.c2m8", "c5.c4m8"], ["l5.c128m512", "g5.c16m64", "c5.c4m8"]),
        (
            SortBy::Spec,
            ["c5.c4m8", "g4.c2m8", "l5.c128m512"],
            ["l5.c128m512", "m5.c2m16", "c5.c4m8"],
        ),
    ];
    for (by, up, down) in expected {
        assert_eq!(sort(&drive), by);
        let (first, second, last) = ends(&drive);
        assert_eq!([&*first, &*second, &*last], up, "{by:?}");
        drive.press("S");
        let (first, second, last) = ends(&drive);
        assert_eq!([&*first, &*second, &*last], down, "{by:?} turned");
        assert_eq!(rows(&drive).len(), all);
        drive.press("S s");
    }
    assert_eq!(sort(&drive), SortBy::Vcpus);
    drive.press("S");
    let two: Vec<String> = rows(&drive).into_iter().filter(|name| name.contains(".c2m")).collect();
    assert_eq!(two, ["g4.c2m8", "g5.c2m8", "gr1.c2m8", "m5.c2m16"], "the smaller first either way");
}

#[test]
fn a_new_order_keeps_what_the_filter_lets_through() {
    let mut drive = Drive::new();
    drive.press("ctrl-n / 4 c enter shift-tab S");
    assert_eq!(rows(&drive), ["c5.c4m8", "g4.c4m16", "g5.c4m16", "gr1.c4m16"]);
    drive.press("s s s s s");
    assert_eq!(drive.wizard.picker(FieldId::Spec).unwrap().sort, SortBy::Price);
    assert_eq!(rows(&drive), ["c5.c4m8", "g4.c4m16", "g5.c4m16", "gr1.c4m16"]);
    drive.press("s");
    assert_eq!(rows(&drive), ["gr1.c4m16", "g5.c4m16", "g4.c4m16", "c5.c4m8"]);
}

#[test]
fn space_marks_up_to_three_rows_and_chooses_none() {
    let mut drive = Drive::new();
    drive.press("ctrl-n home space down space down space");
    assert_eq!(spec(&drive), "bcc.g5.c2m8");
    let marked = |drive: &Drive| -> Vec<String> {
        choosing::marked(&drive.wizard).into_iter().map(str::to_owned).collect()
    };
    assert_eq!(marked(&drive), ["bcc.g5.c1m2", "bcc.g4.c2m8", "bcc.g5.c2m8"]);
    drive.press("down space");
    let notice = drive.wizard.notice.as_ref().unwrap();
    assert_eq!((notice.words, notice.severity), ("notice.marks_full", Severity::Warning));
    assert_eq!(marked(&drive).len(), 3);
    drive.press("up space down space");
    assert_eq!((marked(&drive)[2].as_str(), drive.notice()), ("bcc.gr1.c2m8", ""));
    assert_eq!(drive.step(), StepId::Spec);
}

#[test]
fn marks_of_specs_another_zone_does_not_sell_wait_and_give_way() {
    let mut drive = Drive::new();
    for name in ["bcc.g5.c1m2", "bcc.g4.c2m8", "bcc.g5.c2m8"] {
        drive.highlight(FieldId::Spec, name).press("space");
    }
    drive.choose(FieldId::Zone, "cn-bj-b").press("alt-2");
    assert_eq!(choosing::marked(&drive.wizard), ["bcc.g5.c2m8"]);
    drive.choose(FieldId::Zone, "cn-bj-a").press("alt-2");
    assert_eq!(choosing::marked(&drive.wizard).len(), 3, "going back costs nothing");
    drive.choose(FieldId::Zone, "cn-bj-b");
    drive.highlight(FieldId::Spec, "bcc.gr1.c2m8").press("space");
    assert_eq!(choosing::marked(&drive.wizard), ["bcc.g5.c2m8", "bcc.gr1.c2m8"]);
    drive.choose(FieldId::Zone, "cn-bj-a").press("alt-2");
    assert_eq!(choosing::marked(&drive.wizard), ["bcc.g5.c2m8", "bcc.gr1.c2m8"]);
}

#[test]
fn marked_rows_are_compared_and_enter_chooses_one_of_them() {
    let mut drive = Drive::new();
    drive.press("ctrl-n c");
    assert_eq!((drive.notice(), compared(&drive)), ("notice.mark_first", None));
    drive.highlight(FieldId::Spec, "bcc.g4.c2m8").press("space c");
    assert_eq!(drive.notice(), "notice.mark_first", "a row is not compared with itself");
    drive.highlight(FieldId::Spec, "bcc.g5.c4m16").press("c");
    let two = ["bcc.g4.c2m8", "bcc.g5.c4m16"].map(str::to_owned);
    assert_eq!(compared(&drive), Some((&two[..], 0)), "one mark meets the highlighted row");
    drive.press("right right right down down up pgdn pgup ctrl-n x");
    assert_eq!(compared(&drive), Some((&two[..], 1)));
    drive.press("left left right enter");
    assert_eq!((spec(&drive), drive.notice()), ("bcc.g5.c4m16", "notice.spec_chosen"));
    assert_eq!((drive.step(), compared(&drive)), (StepId::Spec, None));
    assert_eq!(drive.highlighted(FieldId::Spec).as_deref(), Some("bcc.g5.c4m16"));
    drive.press("c esc");
    assert_eq!((compared(&drive), drive.step()), (None, StepId::Spec));
}

#[test]
fn one_chosen_from_the_comparison_is_shown_even_where_the_filter_hid_it() {
    let mut drive = Drive::new();
    drive.highlight(FieldId::Spec, "bcc.g4.c2m8").press("space");
    drive.highlight(FieldId::Spec, "bcc.g5.c4m16").press("space");
    drive.press("/").type_text("gr1").press("enter shift-tab c enter");
    assert_eq!(spec(&drive), "bcc.g4.c2m8");
    assert_eq!(drive.highlighted(FieldId::Spec).as_deref(), Some("bcc.g4.c2m8"));
    assert_eq!(rows(&drive).len(), 13);
}

#[test]
fn one_that_is_sold_out_leads_from_the_comparison_to_what_to_take_instead() {
    let mut drive = Drive::with(one_gone);
    for name in ["bcc.g5.c4m16", "bcc.g5.c2m8"] {
        drive.highlight(FieldId::Spec, name).press("space");
    }
    drive.press("c enter");
    assert_eq!(open(&drive).instead.wanted.name, "bcc.g5.c4m16");
    drive.press("enter");
    assert_eq!(spec(&drive), "bcc.g4.c4m16");
}

#[test]
fn two_keys_lead_from_a_sold_out_row_to_one_that_can_be_bought() {
    let mut drive = Drive::with(one_gone);
    drive.highlight(FieldId::Spec, "bcc.g5.c4m16").press("enter");
    assert_eq!(
        offered(&drive),
        [
            "bcc.g4.c4m16@cn-bj-a same_shape",
            "bcc.g5.c4m16@cn-bj-b other_zone",
            "bcc.g5.c16m64@cn-bj-a next_size",
        ]
    );
    assert!(open(&drive).instead.list.iter().all(|found| found.cost.is_some()));
    assert_eq!((spec(&drive), drive.notice()), ("bcc.g5.c2m8", ""));
    drive.press("enter");
    assert_eq!((spec(&drive), drive.notice()), ("bcc.g4.c4m16", "notice.taken_instead"));
    assert_eq!((zone(&drive), drive.step()), ("cn-bj-a", StepId::Spec));
    assert_eq!(drive.wizard.focused(), FieldId::Spec);
    assert_eq!(drive.all_broken(), [""; 0]);
    drive.press("ctrl-n");
    assert_eq!((spec(&drive), drive.step()), ("bcc.g4.c4m16", StepId::Image));
}

#[test]
fn one_of_another_zone_takes_the_zone_with_it_and_says_so() {
    let mut drive = Drive::with(one_gone);
    drive.choose(FieldId::Subnet, "sbn-a2");
    drive.highlight(FieldId::Spec, "bcc.g5.c4m16").press("enter down up down enter");
    assert_eq!((spec(&drive), zone(&drive)), ("bcc.g5.c4m16", "cn-bj-b"));
    let notice = drive.wizard.notice.as_ref().unwrap();
    assert_eq!((notice.words, notice.severity), ("notice.taken_elsewhere", Severity::Warning));
    assert!(notice.values.contains(&("zone", "cn-bj-b".to_owned())));
    assert_eq!(drive.highlighted(FieldId::Spec).as_deref(), Some("bcc.g5.c4m16"));
    assert_eq!(drive.all_broken(), ["subnet.zone"], "an answer the change made wrong is named");
    assert!(drive.wizard.answered.contains(&FieldId::Zone));
}

#[test]
fn of_another_zone_only_prices_are_asked_and_only_once_they_are_needed() {
    let mut drive = Drive::with(one_gone);
    drive.press("ctrl-n").newly_asked();
    let there = family("g5", "cn-bj-b", Billing::Postpaid);
    drive.highlight(FieldId::Spec, "bcc.g5.c4m16");
    assert!(drive.newly_asked().is_empty(), "the highlight may only pass by");
    assert!(drive.wizard.moves(), "so that time passes");
    drive.wait(TYPING_PAUSE.saturating_sub(Duration::from_millis(1)));
    assert!(drive.newly_asked().is_empty());
    drive.wait(Duration::from_millis(1));
    assert_eq!(drive.newly_asked(), std::slice::from_ref(&there));
    assert!(!drive.wizard.moves());
    drive.wait(TYPING_PAUSE * 4).press("up down").wait(TYPING_PAUSE);
    assert!(drive.newly_asked().is_empty(), "known by now");

    let mut drive = Drive::with(one_gone);
    drive.highlight(FieldId::Spec, "bcc.g5.c4m16").newly_asked();
    drive.press("enter");
    assert_eq!(drive.newly_asked(), [there], "an open list waits for no rest");
}

#[test]
fn what_is_not_known_says_so_and_the_highlight_stays_on_its_row_when_more_is_known() {
    let mut drive = Drive::with(one_gone);
    drive.highlight(FieldId::Spec, "bcc.g5.c4m16");
    drive.holds = true;
    drive.press("enter");
    assert_eq!(
        offered(&drive),
        [
            "bcc.g4.c4m16@cn-bj-a same_shape",
            "bcc.g5.c16m64@cn-bj-a next_size",
            "bcc.g5.c4m16@cn-bj-b other_zone?",
        ]
    );
    assert!(choosing::instead::asking(&drive.wizard, &open(&drive).instead.wanted));
    drive.press("down");
    assert_eq!(open(&drive).cursor(), 1);
    drive.answer_all();
    assert!(offered(&drive)[2].starts_with("bcc.g5.c16m64@"));
    assert_eq!(open(&drive).cursor(), 2, "the same row at another place");
    drive.press("end down home up G g down");
    assert_eq!(open(&drive).cursor(), 1);
    drive.press("esc");
    assert_eq!((drive.step(), spec(&drive)), (StepId::Spec, "bcc.g5.c2m8"));
    assert!(drive.wizard.dialog.is_none());
}

#[test]
fn what_turns_out_to_be_sold_out_is_taken_off_the_open_list() {
    let mut drive = Drive::with(|region| {
        one_gone(region);
        region.sold_out.push("cn-bj-b/bcc.g5.c4m16".to_owned());
    });
    drive.highlight(FieldId::Spec, "bcc.g5.c4m16");
    drive.holds = true;
    drive.press("enter end");
    assert!(offered(&drive)[2].starts_with("bcc.g5.c4m16@cn-bj-b"));
    drive.answer_all();
    assert!(!offered(&drive).iter().any(|found| found.contains("cn-bj-b other_zone")));
    assert_eq!(open(&drive).cursor(), 0);
}

#[test]
fn a_spec_of_another_payment_offers_that_payment_last() {
    let mut drive = Drive::new();
    drive.highlight(FieldId::Spec, "bcc.m5.c2m16").newly_asked();
    drive.press("enter");
    assert_eq!(drive.newly_asked(), [family("m5", "cn-bj-a", Billing::Prepaid(Months(1)))]);
    let list = offered(&drive);
    assert_eq!(list.last().unwrap(), "bcc.m5.c2m16@cn-bj-a other_payment");
    assert!(list.len() > 1);
    drive.press("end enter");
    assert_eq!((spec(&drive), drive.wizard.draft.payment), ("bcc.m5.c2m16", Payment::Prepaid));
    assert_eq!(drive.notice(), "notice.taken_by_subscription");
    assert_eq!(drive.all_broken(), [""; 0]);
    drive.highlight(FieldId::Spec, "bcc.c5.c4m8").press("enter end enter");
    assert_eq!((spec(&drive), drive.wizard.draft.payment), ("bcc.c5.c4m8", Payment::Postpaid));
    assert_eq!(drive.notice(), "notice.taken_metered");
}

#[test]
fn the_first_alternative_never_changes_how_the_order_is_paid_for() {
    let mut drive = Drive::new();
    drive.highlight(FieldId::Spec, "bcc.m5.c2m16").press("enter enter");
    assert_eq!(drive.wizard.draft.payment, Payment::Postpaid);
    assert_ne!(spec(&drive), "bcc.m5.c2m16");
    assert_eq!(drive.all_broken(), [""; 0]);
}

#[test]
fn a_list_with_nothing_on_it_takes_nothing() {
    let mut drive = Drive::with(|region| {
        region.specs.retain(|spec| spec.name == "bcc.g5.c4m16" && spec.zone == "cn-bj-a");
        one_gone(region);
    });
    drive.press("ctrl-n home enter");
    assert_eq!(offered(&drive), [""; 0]);
    drive.press("enter down end");
    assert!(open(&drive).instead.list.is_empty());
    drive.press("q");
    assert!(drive.wizard.dialog.is_none());
}

#[test]
fn an_alternative_the_filter_would_hide_is_shown_all_the_same() {
    let mut drive = Drive::with(one_gone);
    drive.press("ctrl-n /").type_text("g5 4c16g").press("enter enter");
    assert_eq!(spec(&drive), "bcc.g4.c4m16");
    assert_eq!(drive.highlighted(FieldId::Spec).as_deref(), Some("bcc.g4.c4m16"));
    assert_eq!(rows(&drive).len(), 13);
}

#[test]
fn a_chosen_spec_that_becomes_sold_out_is_a_problem_with_its_way_out() {
    let mut drive = Drive::new();
    drive.choose(FieldId::Spec, "bcc.g5.c4m16");
    drive.region.sold_out = vec!["cn-bj-a/bcc.g5.c4m16".to_owned()];
    let ask = family("g5", "cn-bj-a", Billing::Postpaid);
    let now = drive.region.answer(&ask);
    drive.load(ask, now);
    assert_eq!(spec(&drive), "bcc.g5.c4m16", "an answer is not dropped");
    assert_eq!(drive.broken(FieldId::Spec), ["spec.sold_out"]);
    drive.press("alt-3 alt-2 f2");
    assert_eq!(drive.notice(), "notice.fixed");
    assert_ne!(spec(&drive), "bcc.g5.c4m16");
    assert_eq!((zone(&drive), drive.broken(FieldId::Spec).len()), ("cn-bj-a", 0));
}

#[test]
fn what_is_sold_out_with_nothing_like_it_in_the_zone_has_no_fix_and_says_so() {
    let mut drive = Drive::with(|region| {
        region.specs.retain(|spec| spec.name == "bcc.g5.c4m16");
    });
    drive.choose(FieldId::Spec, "bcc.g5.c4m16");
    one_gone(&mut drive.region);
    let ask = family("g5", "cn-bj-a", Billing::Postpaid);
    let now = drive.region.answer(&ask);
    drive.load(ask, now);
    assert_eq!(drive.broken(FieldId::Spec), ["spec.sold_out"]);
    drive.press("alt-2 shift-tab f2");
    assert_eq!(drive.notice(), "notice.nothing_to_fix");
    drive.press("enter enter");
    assert_eq!((spec(&drive), zone(&drive)), ("bcc.g5.c4m16", "cn-bj-b"));
}

#[test]
fn a_specs_product_may_differ_by_zone() {
    let mut drive = Drive::with(|region| {
        let here = |spec: &Spec| spec.name == "bcc.g5.c4m16" && spec.zone == "cn-bj-a";
        let spec = region.specs.iter_mut().find(|spec| here(spec)).unwrap();
        spec.product = ProductType::Prepaid;
        region.sold_out.clear();
    });
    drive.highlight(FieldId::Spec, "bcc.g5.c4m16").press("enter");
    let list = offered(&drive);
    assert!(list.contains(&"bcc.g5.c4m16@cn-bj-b other_zone".to_owned()), "{list:?}");
    assert_eq!(list.last().unwrap(), "bcc.g5.c4m16@cn-bj-a other_payment");
}

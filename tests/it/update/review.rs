//! Step 8 and the confirmation: what buys, and what does not.

use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::effect::{Ask, Effect};
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::preflight;
use bcc_wizard::app::review::{self, Line};
use bcc_wizard::app::settle::TYPING_PAUSE;
use bcc_wizard::app::steps;
use bcc_wizard::app::wizard::Screen;
use bcc_wizard::domain::checkup::Verdict;
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::plan::Billing;
use bcc_wizard::domain::price::PriceAsk;
use bcc_wizard::domain::problem::{Problem, Severity};
use bcc_wizard::domain::units::{Gib, Months};
use rstest::rstest;

use crate::drive::{Drive, fault};
use crate::said::Speaks as _;

fn asking() -> Drive {
    let mut drive = Drive::new();
    drive.press("alt-8 enter");
    assert!(drive.confirm().is_some());
    drive
}

fn submits(drive: &mut Drive) -> usize {
    drive.take().iter().filter(|effect| matches!(effect, Effect::Submit(_))).count()
}

/// Makes every price another one and delivers it, as a late answer would.
fn reprice(drive: &mut Drive, dearer: u32) {
    drive.region.dearer = dearer;
    let zone = drive.wizard.draft.zone.clone().unwrap();
    let family =
        PriceAsk::Family { family: "g5".to_owned(), zone, billing: drive.wizard.quote.billing };
    let answer = drive.region.answer(&Ask::Price(family.clone()));
    drive.load(Ask::Price(family), answer);
}

#[test]
fn buy_goes_to_the_first_problem_instead() {
    let mut drive = Drive::new();
    drive.focus(FieldId::Hostname).type_text("-").press("alt-8 enter");
    assert!(drive.confirm().is_none());
    assert_eq!((drive.step(), drive.wizard.focused()), (StepId::System, FieldId::Hostname));
    assert_eq!(drive.notice(), "notice.solve_first");
    assert_eq!(drive.wanted_tokens + drive.minted, 0, "no token for an order that cannot be");
}

#[test]
fn buy_waits_for_the_price() {
    let mut drive = Drive::silent(|_| {});
    let is_list = |(_, ask): &(u32, Ask)| !matches!(ask, Ask::Price(_));
    while let Some(at) = drive.open.iter().position(is_list) {
        let (_, ask) = drive.open.remove(at);
        let answer = drive.region.answer(&ask);
        drive.load(ask, answer);
    }
    assert!(!drive.open.is_empty(), "prices are under way");
    drive.press("alt-8 enter");
    assert_eq!(drive.notice(), "notice.price_loading");
    assert!(drive.confirm().is_none());
    drive.answer_all();
    drive.press("enter");
    assert!(drive.confirm().is_some());
}

#[test]
fn y_buys_once_and_only_once() {
    let mut drive = asking();
    drive.press("y y y enter y");
    assert_eq!(submits(&mut drive), 1);
    assert_eq!(drive.wizard.screen, Screen::Order);
}

#[rstest]
#[case("enter")]
#[case("space")]
#[case("Y")]
#[case("ctrl-y")]
#[case("alt-y")]
#[case("tab")]
#[case("n")]
#[case("esc")]
#[case("ctrl-n")]
#[case("ctrl-t")]
#[case("f2")]
#[case("alt-8")]
#[case("1")]
fn no_other_key_buys(#[case] key: &str) {
    let mut drive = asking();
    drive.press(key);
    assert_eq!(submits(&mut drive), 0);
    assert_eq!(drive.confirm().is_none(), ["n", "esc"].contains(&key));
    assert_eq!((drive.step(), drive.wizard.screen), (StepId::Review, Screen::Form));
}

#[test]
fn y_before_the_token_buys_once_it_is_there() {
    let mut drive = Drive::new();
    drive.holds_tokens = true;
    drive.press("alt-8 enter y y");
    assert_eq!(submits(&mut drive), 0);
    assert!(drive.confirm().unwrap().confirmed);
    drive.mint();
    assert_eq!(submits(&mut drive), 1);
    drive.press("y");
    assert_eq!(submits(&mut drive), 0);
}

#[test]
fn a_withdrawn_y_buys_nothing_when_the_token_comes() {
    let mut drive = Drive::new();
    drive.holds_tokens = true;
    drive.press("alt-8 enter y esc");
    drive.mint();
    drive.press("enter");
    assert!(!drive.confirm().unwrap().confirmed);
    assert_eq!(submits(&mut drive), 0);
}

#[test]
fn each_question_has_a_token_of_its_own() {
    let mut drive = asking();
    let first = drive.confirm().unwrap().token.clone();
    drive.press("esc enter");
    let second = drive.confirm().unwrap().token.clone();
    assert!(first.is_some() && second.is_some() && first != second);
    drive.press("y");
    let submitted = drive.take();
    assert!(
        matches!(&submitted[..], [Effect::Submit(intent)] if Some(&intent.token) == second.as_ref())
    );
}

#[rstest]
#[case::many_instances("6", "bcc.g5.c2m8")]
#[case::much_money("1", "bcc.g5.c16m64")]
fn a_large_order_asks_to_type_the_count(#[case] count: &str, #[case] spec: &str) {
    let mut drive = Drive::new();
    drive.choose(FieldId::Spec, spec).focus(FieldId::Count).retype(count).press("alt-8 enter");
    assert!(drive.confirm().unwrap().typed.is_some());
    drive.press("y enter");
    assert_eq!(submits(&mut drive), 0);
    assert!(drive.confirm().unwrap().mistyped);
    drive.press("backspace");
    assert!(!drive.confirm().unwrap().mistyped);
    drive.type_text(count);
    assert_eq!(submits(&mut drive), 0);
    drive.press("enter");
    assert_eq!(submits(&mut drive), 1);
}

#[test]
fn five_cheap_instances_need_no_typing() {
    let mut drive = Drive::new();
    drive
        .choose(FieldId::Spec, "bcc.g5.c2m8")
        .focus(FieldId::Count)
        .retype("5")
        .press("alt-8 enter");
    assert!(drive.confirm().unwrap().typed.is_none());
}

#[test]
fn a_price_that_moves_under_the_question_is_asked_anew() {
    let mut drive = asking();
    let shown = drive.confirm().unwrap().quote.clone();
    reprice(&mut drive, 2);
    drive.press("y");
    assert_eq!((submits(&mut drive), drive.notice()), (0, "notice.price_changed"));
    assert_ne!(drive.confirm().unwrap().quote, shown);
    drive.press("y");
    assert_eq!(submits(&mut drive), 1);
}

#[test]
fn a_price_that_becomes_large_under_the_question_asks_for_the_count() {
    let mut drive = asking();
    reprice(&mut drive, 100);
    drive.press("y y y");
    assert_eq!(submits(&mut drive), 0);
    assert!(drive.confirm().unwrap().typed.is_some());
    drive.press("ctrl-u 1 enter");
    assert_eq!(submits(&mut drive), 1);
}

#[test]
fn a_price_that_moves_while_the_token_is_awaited_is_asked_anew() {
    let mut drive = Drive::new();
    drive.holds_tokens = true;
    drive.press("alt-8 enter y");
    reprice(&mut drive, 2);
    drive.mint();
    assert_eq!(submits(&mut drive), 0);
    drive.press("y");
    assert_eq!(submits(&mut drive), 1);
}

#[test]
fn what_is_confirmed_is_what_is_bought_whatever_arrives_meanwhile() {
    let mut drive = asking();
    let named = drive.wizard.draft.spec.clone().unwrap();
    assert_eq!(named, "bcc.g5.c2m8");
    let mut zone_a = drive.region.clone();
    zone_a.specs.retain(|spec| spec.name != named);
    let ask = Ask::Specs("cn-bj-a".to_owned());
    let answer = zone_a.answer(&ask);
    drive.load(ask, answer);
    assert_eq!(drive.wizard.draft.spec, Some(named), "no answer moves under an open question");
    drive.press("y");
    assert_eq!((submits(&mut drive), drive.notice()), (0, "notice.solve_first"));
    drive.press("alt-8 enter y");
    assert_eq!(drive.wizard.draft.spec.as_deref(), Some("bcc.g4.c2m8"));
    assert_eq!(submits(&mut drive), 1);
}

#[test]
fn a_price_that_is_asked_anew_under_the_question_is_waited_for() {
    let mut drive = asking();
    drive.holds = true;
    for spec in drive.region.specs.iter_mut().filter(|spec| spec.name == "bcc.g5.c2m8") {
        spec.family = "g5x".to_owned();
    }
    let ask = Ask::Specs("cn-bj-a".to_owned());
    let answer = drive.region.answer(&ask);
    drive.load(ask, answer);
    drive.press("y y");
    assert_eq!(submits(&mut drive), 0);
    drive.answer_all();
    assert_eq!(submits(&mut drive), 1, "the price is what it was");
}

#[test]
fn failed_prices_do_not_stop_the_order_but_ask_for_the_count() {
    let mut drive = Drive::new();
    drive.focus(FieldId::SystemDiskSize).retype("100");
    let disk = |billing: Billing| {
        let draft = &drive.wizard.draft;
        let ask = PriceAsk::Disk {
            storage_type: draft.system_disk_type.clone().unwrap(),
            size: Gib(60),
            zone: draft.zone.clone().unwrap(),
            billing,
        };
        (Ask::Price(ask), fault(FaultKind::Server))
    };
    drive.region.faults = vec![disk(Billing::Postpaid), disk(Billing::Prepaid(Months(1)))];
    drive.wait(TYPING_PAUSE).press("alt-8 enter");
    assert!(drive.confirm().unwrap().typed.is_some());
    drive.press("esc");
    drive.newly_asked();
    drive.region.faults.clear();
    drive.press("ctrl-r");
    assert_eq!(drive.newly_asked().len(), 2, "what failed is asked again, and nothing else");
    drive.press("enter");
    assert!(drive.confirm().unwrap().typed.is_none());
}

fn at(drive: &Drive) -> Option<Line> {
    review::at(&drive.wizard)
}

#[test]
fn the_arrows_walk_the_lines_and_the_button_stands_at_both_ends() {
    let mut drive = Drive::new();
    drive.press("alt-8");
    let lines = review::lines(&drive.wizard);
    assert_eq!(at(&drive), None, "it starts on the button");
    for line in &lines {
        drive.press("down");
        assert_eq!(at(&drive), Some(*line));
    }
    drive.press("down");
    assert_eq!(at(&drive), None);
    drive.press("up");
    assert_eq!(at(&drive), lines.last().copied());
    drive.press("home");
    assert_eq!(at(&drive), lines.first().copied());
    drive.press("up");
    assert_eq!(at(&drive), None);
    drive.tell(Msg::Resize(80, 24));
    drive.press("pgdn");
    assert_eq!(at(&drive), Some(lines[15]), "a page of what scrolls");
    drive.press("pgdn");
    assert_eq!(at(&drive), lines.last().copied(), "a page stops at the end");
    drive.press("end enter");
    assert!(drive.confirm().is_some(), "the end is the button");
}

#[test]
fn enter_on_a_line_goes_where_it_is_answered_and_never_buys() {
    let mut drive = Drive::new();
    drive.focus(FieldId::SystemMore).press("enter").turn(FieldId::DeletionProtection, "yes");
    drive.focus(FieldId::SystemMore).press("left").press("alt-8");
    let lines = review::lines(&drive.wizard);
    assert!(lines.contains(&Line::Answer(FieldId::DeletionProtection)), "{lines:?}");
    assert!(!lines.contains(&Line::Answer(FieldId::Tags)), "nothing was said of tags");
    let mut seen = 0;
    for (at, line) in lines.iter().enumerate() {
        drive.press("alt-8 end").press(&"down ".repeat(at + 1));
        assert_eq!(review::at(&drive.wizard), Some(*line), "{:?}", review::lines(&drive.wizard));
        let target = review::leads_to(&drive.wizard, *line);
        drive.press("enter");
        assert!(drive.confirm().is_none(), "{line:?}");
        let Some(target) = target else {
            assert!(matches!(line, Line::Check(4 | 5)), "{line:?} leads nowhere");
            assert_eq!(
                (drive.step(), drive.notice()),
                (StepId::Review, "notice.nothing_changes_it")
            );
            continue;
        };
        // What no present answer asks for leads to the nearest field of its step.
        assert_eq!(drive.step(), target.step(), "{line:?}");
        let shown = steps::kind(&drive.wizard, target).is_some();
        assert!(!shown || drive.wizard.focused() == target, "{line:?}");
        seen += usize::from(shown);
    }
    assert!(seen > 15, "{seen}");
    drive.press("down alt-1 alt-8");
    assert_eq!(at(&drive), None, "back on the button");
}

#[test]
fn a_line_that_goes_away_gives_the_arrows_back_to_the_button() {
    let mut drive = Drive::new();
    drive.press("ctrl-t alt-8");
    drive.wizard.review_at = Some(Line::Answer(FieldId::Months));
    assert_eq!(at(&drive), Some(Line::Answer(FieldId::Months)));
    drive.press("ctrl-t");
    assert_eq!(at(&drive), None);
    drive.press("enter");
    assert!(drive.confirm().is_some());
}

#[test]
fn the_review_asks_what_may_stand_in_the_way() {
    let mut drive = Drive::new();
    let quotas = Ask::Quotas("bj".to_owned());
    drive.press("alt-7");
    assert!(!drive.newly_asked().contains(&quotas), "not before Review");
    drive.press("alt-8");
    assert!(drive.newly_asked().contains(&quotas));
    let checks = |drive: &Drive| -> Vec<(String, Verdict)> {
        let checks = preflight::checks(&drive.wizard).into_iter();
        checks.map(|check| (check.id, check.verdict)).collect()
    };
    let named = |verdicts: [Verdict; 6]| -> Vec<(String, Verdict)> {
        let ids = ["balance", "quota", "stock", "addresses", "permissions", "real_name"];
        ids.map(str::to_owned).into_iter().zip(verdicts).collect()
    };
    let (fail, pass, unknown) = (Verdict::Fail, Verdict::Pass, Verdict::Unknown);
    assert_eq!(checks(&drive), named([pass, pass, pass, pass, pass, unknown]));

    let mut drive = Drive::with(|region| {
        region.faults = vec![
            (Ask::Balance, fault(FaultKind::Forbidden)),
            (Ask::Quotas("bj".to_owned()), fault(FaultKind::Timeout)),
            (Ask::KeyPairs, fault(FaultKind::RealName)),
        ];
        for subnet in &mut region.subnets {
            subnet.free = Some(1);
        }
    });
    drive.focus(FieldId::Count).retype("2").press("alt-8");
    assert_eq!(checks(&drive), named([unknown, unknown, pass, fail, fail, fail]));
    let permissions = &preflight::checks(&drive.wizard)[4];
    assert!(permissions.detail.english().contains("AccountBalance"));
}

#[test]
fn a_hint_about_the_whole_order_is_left_to_the_checks() {
    let mut drive = Drive::new();
    drive.press("alt-8");
    let about_all = |severity| Problem {
        rule: "x.certified",
        words: "x_certified",
        field: FieldId::Buy,
        item: None,
        severity,
        values: Vec::new(),
        fix: None,
    };
    let before = review::lines(&drive.wizard);
    drive.wizard.problems.push(about_all(Severity::Hint));
    assert_eq!(review::lines(&drive.wizard), before);
    drive.wizard.problems.push(about_all(Severity::Warning));
    assert_eq!(review::problems(&drive.wizard).len(), 1);
    assert_eq!(review::leads_to(&drive.wizard, Line::Problem(0)), None);
}

#[test]
fn help_scrolls_no_further_than_the_last_frame_could_show() {
    let mut drive = Drive::new();
    drive.press("alt-8");
    drive.wizard.scroll_end = 3;
    drive.press("?");
    drive.press("pgdn pgdn up");
    assert!(matches!(&drive.wizard.dialog, Some(Dialog::Help(help)) if help.top == 2));
}

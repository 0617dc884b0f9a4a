//! Verdicts from facts alone: the cloud's own hosts, which no test may ask.

use std::collections::BTreeMap;

use bcc_wizard::domain::catalog::Quota;
use bcc_wizard::domain::checkup::{Check, Facts, Found, Host, Lookup, Probe, Seen, Verdict, judge};
use bcc_wizard::domain::fault::{Fault, FaultKind};
use bcc_wizard::domain::units::Money;
use rstest::rstest;
use rust_decimal::Decimal;
use strum::IntoEnumIterator as _;

const OTHERS: [(&str, Probe); 2] =
    [("billing", Probe::AccountBalance), ("quota-center", Probe::QuotaCenterList)];

fn seen(result: Result<Found, Fault>) -> Seen {
    Seen { result, tls: false, ms: 7 }
}

fn host(id: &'static str, probes: Vec<Probe>) -> Host {
    let name = format!("{id}.example");
    Host { id, name, tls: true, probes, lookup: Lookup::Found(2) }
}

/// Three hosts, on a good day.
fn facts() -> Facts {
    let elsewhere = |probe: &Probe| OTHERS.iter().any(|(_, other)| other == probe);
    let here = Probe::iter().filter(|probe| !elsewhere(probe)).collect();
    let mut seen_all: BTreeMap<Probe, Seen> =
        Probe::iter().map(|probe| (probe, seen(Ok(Found::Count(3))))).collect();
    seen_all.insert(Probe::AccountBalance, seen(Ok(Found::Cash(Money("101".parse().unwrap())))));
    seen_all.insert(Probe::QuotaCenterList, seen(Ok(Found::Quotas(vec![quota(19, 20)]))));
    let mut hosts = vec![host("bcc", here)];
    hosts.extend(OTHERS.map(|(id, probe)| host(id, vec![probe])));
    Facts { settings: Ok(Vec::new()), warnings: Vec::new(), hosts, skew: Some(0), seen: seen_all }
}

fn quota(used: i64, limit: i64) -> Quota {
    Quota {
        name: "someQuota".to_owned(),
        description: String::new(),
        service: "BCC".to_owned(),
        region: "bj".to_owned(),
        limit: Some(Decimal::from(limit)),
        used: Some(Decimal::from(used)),
    }
}

fn fault(kind: FaultKind) -> Fault {
    Fault::local(kind, "its own words")
}

fn failed(checks: &[Check]) -> Vec<&str> {
    let failed = checks.iter().filter(|check| check.verdict == Verdict::Fail);
    failed.map(|check| check.id.as_str()).collect()
}

#[track_caller]
fn one<'a>(checks: &'a [Check], id: &str) -> &'a Check {
    checks.iter().find(|check| check.id == id).unwrap()
}

#[test]
fn a_good_day_fails_nothing_and_the_order_is_that_of_the_needs() {
    let checks = judge(&facts());
    assert_eq!(failed(&checks), [""; 0]);
    let at = |id: &str| checks.iter().position(|check| check.id == id).unwrap();
    let order = [
        "settings",
        "warnings",
        "name.bcc",
        "name.quota-center",
        "connection.bcc",
        "connection.quota-center",
        "clock",
        "key",
        "operation.ListZones",
        "operation.CreateInstanceBySpec",
        "vpc",
        "subnet",
        "security_group",
        "key_pair",
        "quota",
        "balance",
        "real_name",
    ];
    assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])));
    for check in &checks {
        assert_eq!(check.advice.is_none(), check.verdict == Verdict::Pass, "{check:?}");
    }
}

#[test]
fn a_host_that_only_some_things_need_fails_only_them() {
    let mut facts = facts();
    facts.hosts[1].lookup = Lookup::Failed("no such name".into());
    facts.seen.insert(Probe::AccountBalance, seen(Err(fault(FaultKind::Unreachable))));
    let checks = judge(&facts);
    assert_eq!(failed(&checks), ["name.billing"]);
    assert!(one(&checks, "name.billing").optional && !one(&checks, "name.bcc").optional);
    for id in ["connection.billing", "operation.AccountBalance", "balance"] {
        assert_eq!(one(&checks, id).because.as_deref(), Some("name.billing"), "{id}");
    }
}

#[test]
fn a_name_that_only_the_proxy_knows_is_no_fault() {
    let mut facts = facts();
    facts.hosts[0].lookup = Lookup::Failed("no such name".into());
    let checks = judge(&facts);
    assert_eq!(failed(&checks), [""; 0]);
    assert_eq!(one(&checks, "name.bcc").detail.key(), "doctor.name.proxy");
}

#[rstest]
#[case(FaultKind::Forbidden, "pass", "fail")]
#[case(FaultKind::OptIn, "pass", "fail")]
#[case(FaultKind::Banned, "pass", "fail")]
#[case(FaultKind::Server, "unknown", "unknown")]
#[case(FaultKind::Throttled, "unknown", "unknown")]
#[case(FaultKind::UnknownKey, "fail", "unknown")]
#[case(FaultKind::WrongSecret, "fail", "unknown")]
fn what_the_first_answer_says_of_the_key(
    #[case] kind: FaultKind,
    #[case] key: &str,
    #[case] zones: &str,
) {
    let mut facts = facts();
    facts.seen.retain(|probe, _| OTHERS.iter().any(|(_, other)| other == probe));
    let answered = Fault { status: Some(403), ..fault(kind) };
    facts.seen.insert(Probe::ListZones, seen(Err(answered)));
    let checks = judge(&facts);
    let verdict = |id: &str| -> &str { one(&checks, id).verdict.into() };
    assert_eq!((verdict("key"), verdict("operation.ListZones")), (key, zones));
    assert_eq!(verdict("connection.bcc"), "pass");
    let root = if key == "pass" { "operation.ListZones" } else { "key" };
    assert_eq!(one(&checks, "operation.ListFlavorSpec").because.as_deref(), Some(root));
}

#[test]
fn an_instance_nobody_has_shows_that_asking_is_allowed() {
    let mut facts = facts();
    let gone = || seen(Err(Fault { status: Some(404), ..fault(FaultKind::NotFound) }));
    facts.seen.insert(Probe::GetInstance, gone());
    facts.seen.insert(Probe::TagList, gone());
    let checks = judge(&facts);
    assert_eq!(one(&checks, "operation.GetInstance").verdict, Verdict::Pass);
    assert_eq!(one(&checks, "operation.TagList").verdict, Verdict::Unknown);
}

#[rstest]
#[case(299, Verdict::Pass, false)]
#[case(300, Verdict::Fail, true)]
#[case(-1800, Verdict::Fail, true)]
#[case(1801, Verdict::Fail, false)]
#[case(i64::MIN, Verdict::Fail, false)]
fn the_clock_is_judged_by_its_limits(
    #[case] seconds: i64,
    #[case] verdict: Verdict,
    #[case] optional: bool,
) {
    let checks = judge(&Facts { skew: Some(seconds), ..facts() });
    let clock = one(&checks, "clock");
    assert_eq!((clock.verdict, clock.optional), (verdict, optional));
}

#[rstest]
#[case(vec![quota(19, 20), quota(20, 20)], Verdict::Fail)]
#[case(vec![quota(21, 20)], Verdict::Fail)]
#[case(vec![quota(0, 0)], Verdict::Pass)]
#[case(vec![], Verdict::Pass)]
fn a_quota_is_used_up_when_nothing_of_it_is_left(
    #[case] quotas: Vec<Quota>,
    #[case] verdict: Verdict,
) {
    let mut facts = facts();
    facts.seen.insert(Probe::QuotaCenterList, seen(Ok(Found::Quotas(quotas))));
    assert_eq!(one(&judge(&facts), "quota").verdict, verdict);
}

#[rstest]
#[case("100", Verdict::Fail)]
#[case("100.01", Verdict::Pass)]
#[case("-5", Verdict::Fail)]
fn more_than_a_hundred_is_enough(#[case] cash: &str, #[case] verdict: Verdict) {
    let mut facts = facts();
    facts.seen.insert(Probe::AccountBalance, seen(Ok(Found::Cash(cash.parse().unwrap()))));
    assert_eq!(one(&judge(&facts), "balance").verdict, verdict);
}

#[test]
fn an_enterprise_group_does_for_an_ordinary_one() {
    let mut facts = facts();
    facts.seen.insert(Probe::ListSecurityGroups, seen(Ok(Found::Count(0))));
    assert_eq!(one(&judge(&facts), "security_group").verdict, Verdict::Pass);
    let enterprise = Probe::QueryEnterpriseSecurityGroupList;
    facts.seen.insert(enterprise, seen(Ok(Found::Count(0))));
    assert_eq!(failed(&judge(&facts)), ["security_group"]);
    facts.seen.insert(enterprise, seen(Err(fault(FaultKind::Forbidden))));
    let checks = judge(&facts);
    let because = one(&checks, "security_group").because.as_deref();
    assert_eq!(because, Some("operation.QueryEnterpriseSecurityGroupList"));
}

//! A price that rises between the moment it is read and the order.

use super::*;
use crate::dearer::Dearer;
use crate::sandbox::support::faults;

/// The balance is so late that the prices, which wait for it, are asked once more.
fn late() -> Site {
    let rule = "[[plan.rule]]\nmatch = \"AccountBalance\"\naction = { delay = { ms = 3500 } }";
    Site::of(|config| config.faults = faults(rule))
}

fn apply(site: &Site, url: &str, args: &[&str]) -> Run {
    let path = site.plan(PLAN);
    let first = ["apply", path.to_str().unwrap(), "--yes"];
    Run::of(&site.command_to(url, &[&first, args].concat()).output().unwrap())
}

#[test]
fn it_is_refused_with_both_prices_or_paid_up_to_the_limit() {
    let site = late();
    // 540 times the price of a minute: ¥0.49 becomes more than ¥540 an hour.
    let proxy = Dearer::before(site.sandbox.address());
    let run = apply(&site, &proxy.url(), &[]).ends(2).says("--max-price");
    let told = run.said.lines().find(|line| line.contains("The price rose")).unwrap();
    assert_eq!(told.matches("/h").count(), 2, "{told}");
    assert_eq!((site.sandbox.orders(), site.records().len()), (0, 0));
    let proxy = Dearer::before(site.sandbox.address());
    apply(&site, &proxy.url(), &["--max-price", "5"]).ends(2).says("more than the ¥5");
    assert_eq!((site.sandbox.orders(), site.records().len()), (0, 0));
    let proxy = Dearer::before(site.sandbox.address());
    let run = apply(&site, &proxy.url(), &["--max-price", "5000", "--output", "json"]).ends(0);
    let hourly: f64 = run.json()["price"]["hourly"].as_str().unwrap().parse().unwrap();
    assert!(hourly > 500.0, "the price that was paid: {run:#?}");
    assert_eq!(site.sandbox.orders(), 1);
}

#[test]
fn the_same_price_is_paid() {
    let site = late();
    apply(&site, &site.sandbox.base_url(), &[]).ends(0);
    assert_eq!(site.sandbox.orders(), 1);
}

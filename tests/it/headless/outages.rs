//! What goes wrong between the order and its answer ends at Running, with one order.

use super::*;

/// Buys under a plan of faults; it ends well, and there was one order under one token with one body.
#[track_caller]
fn ends_well(site: &Site) -> Run {
    let run = site.apply("", &["--yes"]).ends(0);
    let book = site.sandbox.book();
    assert_eq!((book.orders, book.instances, book.tokens.len()), (1, 1, 1), "{book:?}");
    assert_eq!(book.tokens[0].bodies, 1, "{book:?}");
    assert_eq!(site.only_record().progress.state, State::Running);
    run
}

#[test]
fn a_lost_reply() {
    let site = Site::with("lost-reply", |plan| plan);
    ends_well(&site).says("sent again");
    assert_eq!(site.sandbox.book().requests, 2);
}

#[test]
fn a_500_after_the_order_was_made() {
    ends_well(&Site::with("error-after-order", |plan| plan)).says("sent again");
}

#[test]
fn a_truncated_reply() {
    ends_well(&Site::with("truncated-reply", |plan| plan)).says("sent again");
}

#[test]
fn a_gateway_s_page() {
    ends_well(&Site::with("gateway-page", |plan| plan)).says("sent again");
}

#[test]
fn too_many_requests() {
    ends_well(&Site::with("rate-limited", |plan| plan));
}

#[test]
fn an_outage_while_the_instances_are_followed() {
    let outage = Duration::from_secs(3);
    let site = Site::with("outage-30s", |plan| plan.with_outage(outage));
    let run = ends_well(&site);
    assert!(run.said.contains("sent again") || run.said.contains("cannot be asked"), "{run:#?}");
}

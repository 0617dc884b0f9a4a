//! Whole purchases on days when something goes wrong: bought once, followed to the end.

use bcc_wizard::app::wizard::Wizard;
use bcc_wizard::domain::problem::Severity;
use bcc_wizard::sandbox::faults::{self as plans, Plan};
use rstest::rstest;

use super::{Stage, sandbox};
use crate::sandbox::support::{Hands, faults};

/// Buys what is offered on such a day; how many create requests it took.
async fn bought(faults: Plan) -> u64 {
    let hands = Hands::new();
    let name = faults.name().to_owned();
    let seed = faults.seed();
    let sandbox = sandbox(&hands, |config| config.faults = faults);
    let stage = Stage::bought(&sandbox.base_url(), &hands).await;
    let book = sandbox.book();
    assert_eq!((book.orders, book.instances, stage.tokens()), (1, 1, 1), "{name} {seed}");
    assert_eq!((book.tokens.len(), book.tokens[0].bodies), (1, 1), "{name} {seed}");
    let ids: Vec<String> = stage.rows().into_iter().map(|(id, _)| id).collect();
    assert_eq!(book.tokens[0].instances, ids, "{name} {seed}");
    book.requests
}

#[rstest]
#[case::none("none", 1)]
#[case::lost_reply("lost-reply", 2)]
#[case::error_after_order("error-after-order", 2)]
#[case::truncated_reply("truncated-reply", 2)]
#[case::gateway_page("gateway-page", 2)]
#[case::redirect("redirect", 2)]
#[case::skewed("skewed", 1)]
// At 0, 2, 6, 14 and 30 seconds.
#[case::outage("outage-30s", 5)]
#[tokio::test]
async fn a_bad_day_costs_nothing_but_tries(#[case] plan: &str, #[case] requests: u64) {
    assert_eq!(bought(plans::find(plan).unwrap()).await, requests);
}

#[tokio::test]
async fn an_order_that_is_told_to_come_back_comes_back() {
    let rule = "[[plan.rule]]\nmatch = \"CreateInstanceBySpec\"\nnth = \"1-2\"\naction = \"429\"";
    assert_eq!(bought(faults(rule)).await, 3);
}

#[tokio::test]
async fn whatever_happens_to_an_order_it_is_bought_once() {
    let rules: Vec<String> = [
        "\"drop_before\"",
        "\"drop_after\"",
        "\"500_after\"",
        "{ truncate = { bytes = 12 } }",
        "{ html = { status = 504, after = true } }",
        "{ html = { status = 200 } }",
        "\"429\"",
    ]
    .into_iter()
    .map(|action| {
        let about = "match = [\"CreateInstanceBySpec\", \"GetInstance\"]\nprobability = 0.12";
        format!("[[plan.rule]]\n{about}\naction = {action}\n")
    })
    .collect();
    let plan = faults(&rules.concat());
    let mut tries = 0;
    for seed in 0..8 {
        tries += bought(plan.clone().with_seed(seed)).await;
    }
    assert!(tries > 10, "hardly anything went wrong: {tries}");
}

#[tokio::test]
async fn a_clock_that_is_off_is_named_and_stops_nothing() {
    let hands = Hands::new();
    let skewed = plans::find("skewed").unwrap();
    let sandbox = sandbox(&hands, |config| config.faults = skewed);
    let mut stage = Stage::open(&sandbox.base_url(), &hands);
    stage.settled().await;
    let said = |wizard: &Wizard| {
        wizard
            .problems
            .iter()
            .any(|problem| problem.rule == "cred.skew" && problem.severity == Severity::Warning)
    };
    stage.until("the warning", said).await;
    assert!((3590..=3610).contains(&-stage.wizard.cloud.clock_ahead.unwrap()));
}

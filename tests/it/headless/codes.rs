//! Each exit code of `apply`, and what is written where.

use super::*;
use crate::terminal::Program;

#[test]
fn a_plan_is_bought_and_its_ids_alone_are_the_result() {
    let site = Site::new();
    let run = site.apply("count = 2\n", &["--yes"]);
    // The count belongs to the table before it, so it is one line too far down.
    run.ends(2).says("plan.toml:12: ");
    assert_eq!((site.sandbox.orders(), site.records().len()), (0, 0));

    let plan = PLAN.replace("c2m8\"", "c2m8\"\ncount = 2");
    let path = site.plan(&plan);
    let run = site.run(&["apply", path.to_str().unwrap(), "--yes"]).ends(0);
    let ids: Vec<&str> = run.out.lines().collect();
    assert!(ids.len() == 2 && ids.iter().all(|id| id.starts_with("i-")), "{run:#?}");
    assert!(run.said.contains("Running"), "{run:#?}");
    assert_eq!(site.sandbox.orders(), 1);
    let record = site.only_record();
    assert_eq!(record.progress.state, State::Running);
    assert!(record.plan.contains("bcc.g5.c2m8") && !record.confirmed.hourly.is_empty());
}

#[test]
fn the_result_for_programs_is_one_object() {
    let site = Site::new();
    let run = site.apply("", &["--yes", "--output", "json"]).ends(0);
    let report = run.json();
    assert_eq!(report["state"], "running");
    assert_eq!(report["instances"][0]["status"], "Running");
    assert_eq!((&report["count"], &report["error"]), (&Value::from(1), &Value::Null));
    let members: Vec<&String> = report.as_object().unwrap().keys().collect();
    let wanted = [
        "token",
        "state",
        "placed",
        "region",
        "zone",
        "spec",
        "count",
        "name",
        "price",
        "instances",
        "warnings",
        "error",
    ];
    assert_eq!(members, wanted);
    let listed = site.run(&["orders", "--output", "json"]).ends(0).json();
    let order = &listed["orders"][0];
    assert_eq!(order["token"], report["token"]);
    assert_eq!(order.as_object().unwrap().keys().collect::<Vec<_>>(), wanted);
}

#[test]
fn what_cannot_be_used_is_said_before_anything_is_ordered() {
    let site = Site::new();
    for (plan, part) in [
        ("version = 1\n", "spec.name"),
        ("version = 1\n[spec]\nname = \"bcc.g5.c2m8\"\n", "image.id"),
        ("version = 2\n", "version"),
        ("", "version"),
        ("version = 1\n[spec]\nnam = \"bcc.g5.c2m8\"\n", "name"),
        ("version = 1\n[spec]\nname = 5\n", "spec.name"),
        ("version = 1\n[system.login]\npassword = \"x\"\n", "password_env"),
    ] {
        let path = site.plan(plan);
        site.run(&["apply", path.to_str().unwrap(), "--yes"]).ends(2).says(part);
    }
    site.run(&["apply", "/no/such/plan", "--yes"]).ends(2).says("/no/such/plan");
    site.run(&["apply", "-", "--yes"]).ends(2);
    let run = site.apply("\n[system.login]\npassword_env = \"NO_SUCH\"\n", &["--yes"]).ends(2);
    run.says("NO_SUCH");
    // Nobody is there to consent.
    site.apply("", &[]).ends(2).says("--yes");
    // The cloud does not have it.
    let plan = PLAN.replace("bcc.g5.c2m8", "bcc.g5.c3m8");
    let path = site.plan(&plan);
    site.run(&["apply", path.to_str().unwrap(), "--yes"]).ends(2).says("spec.listed");
    assert_eq!((site.sandbox.orders(), site.records().len()), (0, 0));
}

#[test]
fn a_price_above_the_limit_is_not_paid() {
    let site = Site::new();
    let run = site.apply("", &["--yes", "--max-price", "0.01"]).ends(2);
    run.says("0.01");
    site.apply("", &["--yes", "--max-price", "-1"]).ends(2);
    site.apply("", &["--yes", "--max-price", "cheap"]).ends(2);
    assert_eq!(site.sandbox.orders(), 0);
    site.apply("", &["--yes", "--max-price", "50"]).ends(0);
    assert_eq!(site.sandbox.orders(), 1);
}

#[test]
fn a_dry_run_shows_the_request_and_buys_nothing() {
    let site = Site::new();
    let run = site.apply("", &["--dry-run"]).ends(0);
    assert_eq!(run.json()["spec"], "bcc.g5.c2m8");
    let run = site.apply("", &["--dry-run", "--output", "json"]).ends(0);
    assert_eq!(run.json()["request"]["spec"], "bcc.g5.c2m8");
    assert_eq!((site.sandbox.orders(), site.records().len()), (0, 0));
}

#[test]
fn a_refusal_is_told_apart_from_a_failure() {
    let site = Site::of(|config| config.scenario = "quota".to_owned());
    let run = site.apply("", &["--yes", "--output", "json"]).ends(3);
    assert_eq!(run.json()["state"], "refused", "{run:#?}");
    assert!(run.json()["error"]["code"].as_str().unwrap().contains("Quota"), "{run:#?}");
    assert_eq!(site.only_record().progress.state, State::Refused);
    assert_eq!(site.sandbox.orders(), 0);

    let wrong = Site::new();
    let path = wrong.plan(PLAN);
    let output = wrong
        .command(&["apply", path.to_str().unwrap(), "--yes"])
        .env("BCE_SECRET_ACCESS_KEY", "0123456789abcdef0123456789abcdef")
        .output()
        .unwrap();
    Run::of(&output).ends(3);
    assert!(wrong.records().is_empty());
}

#[test]
fn a_cloud_that_cannot_be_reached_is_a_failure() {
    let mut site = Site::new();
    let path = site.plan(PLAN);
    let command = site.command(&["apply", path.to_str().unwrap(), "--yes"]);
    site.sandbox = sandbox::start(Config::new()).unwrap();
    let mut command = command;
    Run::of(&command.output().unwrap()).ends(1);
}

#[test]
fn an_order_that_does_not_run_in_time_is_unfinished_and_can_be_resumed() {
    let site = Site::of(|config| config.boot = Duration::from_secs(6));
    let run = site.apply("", &["--yes", "--wait", "2"]).ends(4);
    let token = site.only_record().token;
    let run = run.says("bcc-wizard resume").says(&token);
    assert!(run.out.starts_with("i-"), "{run:#?}");
    assert_eq!(site.only_record().progress.state, State::Creating);
    let run = site.run(&["orders"]).ends(0);
    assert!(run.out.contains(&token), "{run:#?}");
    site.run(&["resume"]).ends(0);
    assert_eq!(site.only_record().progress.state, State::Running);
    site.run(&["resume"]).ends(0).says("unfinished");
    site.run(&["resume", &token]).ends(1);
    assert_eq!(site.sandbox.orders(), 1);
}

#[test]
fn a_signal_leaves_a_journal_and_says_how_to_go_on() {
    let site = Site::of(|config| config.boot = Duration::from_mins(1));
    let path = site.plan(PLAN);
    let child = site.start(&["apply", path.to_str().unwrap(), "--yes"]);
    crate::headless::journal::until(|| {
        site.records().first().is_some_and(|record| record.progress.state == State::Creating)
    });
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    let run = Run::of(&child.wait_with_output().unwrap()).ends(4);
    run.says("bcc-wizard resume");
    assert_eq!(site.only_record().progress.state, State::Creating);
}

/// Buys [`PLAN`] on a terminal, where it is asked for consent.
fn asked(site: &Site, answer: &str) -> u32 {
    let path = site.plan(PLAN);
    let program = Program::wizard()
        .args(["apply", path.to_str().unwrap(), "--endpoint", &site.sandbox.base_url()])
        .home(site.home.path())
        .env("BCE_ACCESS_KEY_ID", ACCESS_KEY)
        .env("BCE_SECRET_ACCESS_KEY", SECRET_KEY);
    let terminal = program.start();
    terminal.wait_for("Type y to buy");
    terminal.type_text(answer);
    terminal.press("enter");
    terminal.wait_exit().exit_code()
}

#[test]
fn without_consent_nothing_is_bought() {
    let site = Site::new();
    for answer in ["n", "", "yes"] {
        assert_eq!(asked(&site, answer), 130, "{answer}");
    }
    assert_eq!((site.sandbox.orders(), site.records().len()), (0, 0));
    assert_eq!(asked(&site, "y"), 0);
    assert_eq!(site.sandbox.orders(), 1);
}

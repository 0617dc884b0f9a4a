//! `check --online`: the same report by what the cloud says.

use super::*;
use crate::sandbox::support::faults;

fn check(site: &Site, plan: &str, args: &[&str]) -> Run {
    let path = site.plan(plan);
    let first = ["check", path.to_str().unwrap(), "--online"];
    site.run(&[&first, args].concat())
}

#[test]
fn a_plan_that_can_be_bought_is_valid() {
    let site = Site::new();
    let run = check(&site, PLAN, &[]).ends(0);
    assert!(run.out.contains("plan.toml is valid"), "{run:#?}");
    let run = check(&site, PLAN, &["--output", "json"]).ends(0);
    assert_eq!(run.json()["valid"], true);
    assert_eq!((site.sandbox.book().requests, site.records().len()), (0, 0), "nothing is bought");
}

#[test]
fn what_only_the_cloud_knows_is_said_where_it_is_and_in_the_same_form() {
    let site = Site::new();
    let plan = PLAN.replace("bcc.g5.c2m8", "bcc.g5.c3m8");
    let path = site.plan(&plan);
    site.run(&["check", path.to_str().unwrap()]).ends(0);
    let run = check(&site, &plan, &[]).ends(2);
    assert!(run.out.contains("plan.toml:8: error: spec.name: "), "{run:#?}");
    let run = check(&site, &plan, &["--output", "json"]).ends(2);
    let report = run.json();
    let wrong = report["problems"].as_array().unwrap().iter();
    let errors: Vec<&Value> = wrong.filter(|it| it["severity"] == "error").collect();
    assert_eq!(errors.len(), 1, "{run:#?}");
    assert_eq!((&errors[0]["rule"], &errors[0]["line"]), (&Value::from("spec.listed"), &8.into()));
    assert_eq!(errors[0]["field"], "spec");
}

#[test]
fn what_is_wrong_offline_is_said_once_and_what_a_plan_must_say_is_not_guessed() {
    let site = Site::new();
    let run = check(&site, "version = 1\n[spec]\nname = \"bcc.g5.c2m8\"\n", &[]).ends(2);
    assert!(run.out.contains("image.id"), "{run:#?}");
    let plan = format!("{PLAN}\n[system]\nhostname = \"-\"\n");
    let run = check(&site, &plan, &[]).ends(2);
    assert_eq!(run.out.matches("[host.charset]").count(), 1, "{run:#?}");
    check(&site, "version = 2\n", &[]).ends(2);
}

#[test]
fn a_password_that_is_not_here_is_no_error() {
    let site = Site::new();
    let login = |name: &str| format!("{PLAN}\n[system.login]\npassword_env = \"{name}\"\n");
    let run = check(&site, &login("NO_SUCH"), &[]).ends(0);
    assert!(run.out.contains("warning: system.login.password_env"), "{run:#?}");
    check(&site, &login("BCC_TEST_PASSWORD"), &[]).ends(0);
}

#[test]
fn a_cloud_that_refuses_or_is_not_there_gives_no_report() {
    let rule = "[[plan.rule]]\nmatch = \"ListZones\"\n[plan.rule.action.error]\nstatus = 403\ncode = \"AccessDenied\"\nmessage = \"no\"";
    let site = Site::of(|config| config.faults = faults(rule));
    let run = check(&site, PLAN, &["--output", "json"]).ends(3).says("AccessDenied");
    assert_eq!(run.out, "");
    let path = site.plan(PLAN);
    let url = site.sandbox.base_url();
    let mut command = site.command_to(&url, &["check", path.to_str().unwrap(), "--online"]);
    drop(site.sandbox);
    let run = Run::of(&command.output().unwrap()).ends(1);
    assert_eq!(run.out, "");
}

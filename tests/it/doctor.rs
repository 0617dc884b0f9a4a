//! `bcc-wizard doctor`: the program itself against servers in every state it has to tell apart.

mod front;
mod judge;

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::process::Command;
use std::sync::Arc;

use bcc_wizard::domain::units::Money;
use bcc_wizard::sandbox::{self, ACCESS_KEY, Config, SECRET_KEY, Sandbox};
use front::{Front, Own, refusal};
use jiff::{SignedDuration, Timestamp};
use rstest::rstest;
use serde_json::Value;
use tempfile::TempDir;

use crate::client::peer::answer;
use crate::config::server::{Server, tls_file};

/// A secret that must never be seen, and is wrong.
const WRONG: &str = "wrong-secret-key-000000000000001";

struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    /// The checks by id: verdict, and the whole entry.
    #[track_caller]
    fn checks(&self) -> BTreeMap<String, Value> {
        let report: Value = serde_json::from_str(&self.out).unwrap_or_else(|error| {
            panic!("no JSON ({error}): {}{}", self.out, self.err);
        });
        let entries = report["checks"].as_array().unwrap().clone();
        entries.into_iter().map(|entry| (entry["id"].as_str().unwrap().to_owned(), entry)).collect()
    }

    /// Ids that came to this, in order of the alphabet.
    #[track_caller]
    fn ids(&self, verdict: &str) -> Vec<String> {
        let checks = self.checks().into_iter();
        checks.filter(|(_, entry)| entry["verdict"] == verdict).map(|(id, _)| id).collect()
    }

    /// What was not judged because this did not pass.
    #[track_caller]
    fn because(&self, id: &str) -> Vec<String> {
        let checks = self.checks().into_iter();
        checks.filter(|(_, entry)| entry["because"] == id).map(|(id, _)| id).collect()
    }
}

fn run_with(variables: &[(&str, &str)], args: &[&str]) -> Run {
    let home = TempDir::new().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_bcc-wizard"))
        .env_clear()
        .env("HOME", home.path())
        .envs(variables.iter().copied())
        .arg("doctor")
        .args(args)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let run = Run {
        code: output.status.code().unwrap(),
        out: text(output.stdout),
        err: text(output.stderr),
    };
    for secret in [SECRET_KEY, WRONG] {
        assert!(!run.out.contains(secret) && !run.err.contains(secret), "{}{}", run.out, run.err);
    }
    assert!(std::fs::read_dir(home.path()).unwrap().next().is_none(), "something was left behind");
    run
}

const KEYS: [(&str, &str); 2] =
    [("BCE_ACCESS_KEY_ID", ACCESS_KEY), ("BCE_SECRET_ACCESS_KEY", SECRET_KEY)];

/// As JSON against this address with the sandbox's key.
fn json(endpoint: &str) -> Run {
    run_with(&KEYS, &["--endpoint", endpoint, "--output", "json"])
}

fn cloud(change: impl FnOnce(&mut Config)) -> Sandbox {
    let mut config = Config::new();
    change(&mut config);
    sandbox::start(config).unwrap()
}

/// What is unknown on the best of days.
const NEVER_KNOWN: [&str; 4] = [
    "operation.CreateInstanceBySpec",
    "operation.GetInstanceVnc",
    "operation.ReleaseInstanceByPost",
    "real_name",
];

fn and(more: &[&str]) -> Vec<String> {
    let mut ids: Vec<String> = NEVER_KNOWN.iter().chain(more).map(|id| (*id).to_owned()).collect();
    ids.sort();
    ids
}

fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

#[test]
fn the_embedded_sandbox_has_everything_and_the_report_is_read_by_people() {
    let run = run_with(&[], &["--sandbox"]);
    assert_eq!((run.code, &*run.err), (0, ""), "{}", run.out);
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(lines[0].starts_with("Asking http://127.0.0.1:"), "{}", run.out);
    assert!(lines[1].starts_with("ok       settings"), "{}", run.out);
    assert!(lines[1].contains("region bj (default)") && lines[1].contains("(--sandbox)"));
    for wanted in [
        "ok       clock ",
        "ok       GetPriceBySpec ",
        "ok       balance                           ¥50,000.00 in cash",
        "unknown  CreateInstanceBySpec              Cannot be tried without buying.",
    ] {
        assert!(lines.iter().any(|line| line.starts_with(wanted)), "{wanted}: {}", run.out);
    }
    let last = lines.last().unwrap();
    assert!(last.starts_with("Nothing failed: ") && last.ends_with("ok, 4 unknown."), "{last}");
    let advice = lines.iter().filter(|line| line.starts_with("         do: ")).count();
    assert_eq!(advice, 4, "{}", run.out);
    assert!(!run.out.contains("doctor."), "a sentence is missing: {}", run.out);
}

#[test]
fn the_object_has_the_documented_form_in_either_language() {
    for language in ["en", "zh-CN"] {
        let run = run_with(&[], &["--sandbox", "--output", "json", "--language", language]);
        assert_eq!((run.code, &*run.err), (0, ""));
        let report: Value = serde_json::from_str(&run.out).unwrap();
        let keys: Vec<&String> = report.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["version", "endpoint", "region", "checks", "summary"]);
        assert_eq!((&report["version"], &report["region"]), (&1.into(), &"bj".into()));
        let all = report["checks"].as_array().unwrap();
        for entry in all {
            let text = |name: &str| entry[name].as_str().unwrap_or_default();
            let wants_advice = text("verdict") != "pass";
            assert!(!text("id").is_empty() && !text("detail").is_empty(), "{entry}");
            assert!(
                !text("detail").contains("%{") && !text("detail").contains("doctor."),
                "{entry}"
            );
            assert_eq!(!text("advice").is_empty(), wants_advice, "{entry}");
            let tried = text("id").starts_with("operation.") && !NEVER_KNOWN.contains(&text("id"));
            assert!(entry["optional"].is_boolean() && (!tried || entry["ms"].is_u64()), "{entry}");
        }
        let count = |verdict: &str| all.iter().filter(|it| it["verdict"] == verdict).count();
        for verdict in ["pass", "fail", "unknown"] {
            assert_eq!(report["summary"][verdict], count(verdict), "{verdict}");
        }
        assert_eq!(run.ids("unknown"), and(&[]));
        let text = run_with(&[], &["--sandbox", "--language", language]).out;
        assert!(!text.contains("doctor.") && text.lines().count() > all.len(), "{text}");
    }
}

#[test]
fn each_scenario_is_told_by_what_it_breaks_and_nothing_else() {
    let price = [
        "operation.AccountBalance",
        "operation.EipInquiry",
        "operation.GetCdsPrice",
        "operation.GetPriceBySpec",
    ];
    let known: [(&str, i32, &[&str], &[&str]); 8] = [
        ("default", 0, &[], &[]),
        ("sold-out", 0, &[], &[]),
        ("no-vpc", 1, &["vpc"], &["security_group", "subnet"]),
        ("no-price-permission", 0, &price, &["balance"]),
        ("low-balance", 0, &["balance"], &[]),
        ("quota", 0, &["quota"], &[]),
        // Only an order is refused for it, and none is placed.
        ("real-name-missing", 0, &[], &[]),
        ("slow", 0, &[], &[]),
    ];
    let mut names: Vec<String> =
        sandbox::scenarios().unwrap().into_iter().map(|about| about.name).collect();
    names.retain(|name| name != "flaky");
    assert_eq!(names, known.map(|(name, ..)| name));
    for (name, code, failed, unknown) in known {
        let run = run_with(&[], &["--sandbox", "--scenario", name, "--output", "json"]);
        assert_eq!(run.ids("fail"), ids(failed), "{name}: {}", run.out);
        assert_eq!(run.ids("unknown"), and(unknown), "{name}: {}", run.out);
        assert_eq!((run.code, &*run.err), (code, ""), "{name}");
    }
}

#[test]
fn a_cloud_that_stumbles_fails_nothing() {
    let run = run_with(&[], &["--sandbox", "--scenario", "flaky", "--output", "json"]);
    assert_eq!((run.code, run.ids("fail")), (0, vec![]), "{}", run.out);
    for (id, entry) in run.checks() {
        let expected = entry["verdict"] == "pass" || NEVER_KNOWN.contains(&&*id);
        let stumbled =
            ["InternalError", "ServiceUnavailable"].iter().any(|it| entry["code"] == *it);
        assert!(expected || stumbled || entry["because"].is_string(), "{entry}");
    }
}

#[test]
fn a_key_that_is_not_taken_ends_the_questions() {
    let cloud = cloud(|_| {});
    let front = Front::before(Some(cloud.address()), Own::new());
    for (variables, code, words) in [
        ([KEYS[0], ("BCE_SECRET_ACCESS_KEY", WRONG)], "SignatureDoesNotMatch", "does not match"),
        ([("BCE_ACCESS_KEY_ID", "nobody"), KEYS[1]], "InvalidAccessKeyId", "Nobody knows"),
    ] {
        let before = front.asked().len();
        let run = run_with(&variables, &["--endpoint", &front.url(), "--output", "json"]);
        assert_eq!(run.code, 1, "{}", run.out);
        assert_eq!(run.ids("fail"), ["key"]);
        let key = &run.checks()["key"];
        assert_eq!(key["code"], code);
        assert!(key["detail"].as_str().unwrap().contains(words), "{key}");
        assert_eq!(run.checks()["clock"]["verdict"], "pass");
        assert_eq!(run.because("key").len() + NEVER_KNOWN.len(), run.ids("unknown").len());
        assert_eq!(front.asked()[before..].len(), 1, "asked on after the key was refused");
    }
}

#[test]
fn an_address_that_refuses_fails_the_connection_alone() {
    // The port was free a moment ago, and nobody takes it in between.
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let run = json(&format!("http://{free}"));
    assert_eq!((run.code, run.ids("fail")), (1, ids(&["connection.endpoint"])), "{}", run.out);
    let connection = &run.checks()["connection.endpoint"];
    assert!(connection["detail"].as_str().unwrap().contains("cannot be reached"), "{connection}");
    let because = run.because("connection.endpoint");
    assert!(because.contains(&"key".to_owned()) && because.contains(&"clock".to_owned()));
    assert_eq!(because.len() + NEVER_KNOWN.len(), run.ids("unknown").len());
}

#[test]
fn a_name_that_cannot_be_looked_up_fails_before_the_connection() {
    // A label this long is no name, which the system knows without asking anybody.
    let run = json(&format!("http://{}.invalid:1", "a".repeat(64)));
    assert_eq!((run.code, run.ids("fail")), (1, ids(&["name.endpoint"])), "{}", run.out);
    assert!(run.because("name.endpoint").contains(&"connection.endpoint".to_owned()));
    assert_eq!(run.because("name.endpoint").len() + NEVER_KNOWN.len(), run.ids("unknown").len());
}

#[test]
fn tls_that_nobody_vouches_for_is_told_from_a_refused_connection() {
    let stranger = tls_file("stranger.pem");
    let server = Server::tls();
    let endpoint = format!("https://{}", server.address);
    let with = |authority: &str| {
        let args = ["--endpoint", &endpoint, "--ca-file", authority, "--output", "json"];
        run_with(&[KEYS[0], KEYS[1], ("SSL_CERT_FILE", stranger.to_str().unwrap())], &args)
    };
    let run = with(stranger.to_str().unwrap());
    let failed = &run.checks()["connection.endpoint"];
    assert_eq!((run.code, run.ids("fail")), (1, ids(&["connection.endpoint"])), "{}", run.out);
    assert!(failed["detail"].as_str().unwrap().starts_with("Something answers, but"), "{failed}");
    assert!(failed["advice"].as_str().unwrap().contains("--ca-file"), "{failed}");
    let run = with(tls_file("authority.pem").to_str().unwrap());
    let passed = &run.checks()["connection.endpoint"];
    assert_eq!(passed["detail"], "Answers over TLS.", "{}", run.out);
    // Its answers have no Date, and no zones to ask about.
    assert_eq!(run.checks()["clock"]["verdict"], "unknown");
    assert_eq!(run.checks()["operation.ListFlavorSpec"]["verdict"], "unknown");

    // Something that speaks no TLS at all.
    let front = Front::before(None, Own::from([("*", answer(200, "", "{}"))]));
    let run = json(&format!("https://{}", front.address));
    let failed = &run.checks()["connection.endpoint"];
    assert_eq!((run.code, run.ids("fail")), (1, ids(&["connection.endpoint"])), "{}", run.out);
    assert!(failed["detail"].as_str().unwrap().starts_with("Something answers, but"), "{failed}");
}

#[test]
fn a_page_that_is_not_the_cloud_s_is_no_connection_to_it() {
    let page = answer(200, "content-type: text/html", "<html>Sign in</html>\u{1b}[2J");
    let front = Front::before(None, Own::from([("*", page)]));
    let run = json(&front.url());
    assert_eq!((run.code, run.ids("fail")), (1, ids(&["connection.endpoint"])), "{}", run.out);
    assert_eq!(front.asked().len(), 1);
}

#[rstest]
#[case(40, 1, &["clock"], false)]
#[case(-40, 1, &["clock"], false)]
#[case(10, 0, &["clock"], true)]
#[case(-3, 0, &[], false)]
fn a_clock_that_is_off_is_measured(
    #[case] minutes: i64,
    #[case] code: i32,
    #[case] failed: &[&str],
    #[case] optional: bool,
) {
    let off = SignedDuration::from_mins(minutes);
    let cloud = cloud(|config| config.clock = Arc::new(move || Timestamp::now() + off));
    let run = json(&cloud.base_url());
    assert_eq!((run.code, run.ids("fail")), (code, ids(failed)), "{}", run.out);
    // The client corrects it, so that everything else is found out all the same.
    assert_eq!(run.ids("unknown"), and(&[]), "{}", run.out);
    let clock = &run.checks()["clock"];
    assert_eq!(clock["optional"], optional, "{clock}");
    if !failed.is_empty() {
        let detail = clock["detail"].as_str().unwrap();
        let near =
            [minutes.abs(), minutes.abs() + 1].map(|it| detail.contains(&format!("by {it} min")));
        assert!(near.contains(&true), "{clock}");
    }
}

#[test]
fn a_denied_operation_is_named_with_what_the_wizard_does_without() {
    let cloud = cloud(|_| {});
    let denied = refusal(403, "AccessDenied", "Access \u{1b}[31mdenied.");
    let front = Front::before(
        Some(cloud.address()),
        Own::from([("POST /v2/instance/price", denied.clone()), ("GET /v1/vpc", denied)]),
    );
    let args = ["--endpoint", &front.url()];
    let run = run_with(&KEYS, &args);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(!run.out.contains('\u{1b}'), "{}", run.out);
    let line = |start: &str| run.out.lines().find(|line| line.contains(start)).unwrap();
    let price = line("  GetPriceBySpec  ");
    assert!(price.starts_with("FAIL ") && price.contains("(can do without)"), "{price}");
    assert!(price.contains("lacks GetPriceBySpec") && price.contains("request r-1"), "{price}");
    assert!(price.contains("shows no prices of instances"), "{price}");
    let vpc = line("  QueryVpcList  ");
    assert!(vpc.starts_with("FAIL ") && !vpc.contains("can do without"), "{vpc}");
    assert!(line("  VPCs  ").ends_with("this comes first: QueryVpcList"), "{}", run.out);
    assert!(run.out.lines().last().unwrap().contains("cannot do without 1"), "{}", run.out);
}

#[test]
fn everything_asked_is_a_read_and_no_more_than_four_at_once() {
    let cloud = cloud(|config| config.delay = Some(std::time::Duration::from_millis(50)));
    let front = Front::before(Some(cloud.address()), Own::new());
    let run = json(&front.url());
    assert_eq!((run.code, run.ids("unknown")), (0, and(&[])), "{}", run.out);
    let reads = [
        "GET /v1/enterprise/security",
        "GET /v1/quota_center",
        "GET /v1/res/group",
        "GET /v1/subnet",
        "GET /v1/tag",
        "GET /v1/vpc",
        "GET /v2/image",
        "GET /v2/image/getAvailableImagesBySpec",
        "GET /v2/instance",
        "GET /v2/instance/flavorSpec",
        "GET /v2/instance/i-00000000",
        "GET /v2/keypair",
        "GET /v2/securityGroup",
        "GET /v2/volume/disk/quota",
        "GET /v2/zone",
        "POST /v1/eip/price",
        "POST /v1/finance/cash/balance",
        "POST /v2/instance/listByInstanceId",
        "POST /v2/instance/price",
        "POST /v2/region/describeRegions",
        "POST /v2/volume/getPrice",
    ];
    let mut asked = front.asked();
    let image = asked.iter().position(|it| it.starts_with("GET /v2/image/m-")).unwrap();
    asked.remove(image);
    assert_eq!(asked, reads);
    assert!((2..=4).contains(&front.at_once()), "{}", front.at_once());
    assert_eq!((cloud.orders(), cloud.instances()), (0, 0));
}

#[test]
fn what_the_account_lacks_is_told() {
    let cloud = cloud(|config| config.balance = Some("100".parse::<Money>().unwrap()));
    let empty = |key: &str| answer(200, "", &format!("{{\"{key}\":[],\"isTruncated\":false}}"));
    let denied = refusal(403, "AccessDenied", "Access denied.");
    let unqualified = refusal(403, "QualifyNotPass", "The User has not pass qualify.");
    let row = "{\"id\":\"i-1\",\"status\":\"Running\"}";
    let rows = vec![row; 20].join(",");
    let full = answer(200, "", &format!("{{\"instances\":[{rows}],\"isTruncated\":false}}"));
    let front = Front::before(
        Some(cloud.address()),
        Own::from([
            ("GET /v1/subnet", empty("subnets")),
            ("GET /v2/keypair", empty("keypairs")),
            ("GET /v1/quota_center", denied),
            ("GET /v2/instance", full),
            ("POST /v1/eip/price", unqualified),
        ]),
    );
    let run = json(&front.url());
    let wanted =
        ["balance", "operation.EipInquiry", "operation.QuotaCenterList", "real_name", "subnet"];
    assert_eq!((run.code, run.ids("fail")), (1, ids(&wanted)), "{}", run.out);
    let checks = run.checks();
    assert_eq!(checks["quota"]["verdict"], "unknown");
    assert_eq!(checks["key_pair"]["verdict"], "pass");
    assert_eq!(checks["real_name"]["code"], "QualifyNotPass");
    let balance = checks["balance"]["detail"].as_str().unwrap();
    assert!(balance.contains("more than ¥100") && balance.contains("¥100.00 in cash"), "{balance}");
    assert!(checks["subnet"]["advice"].as_str().unwrap().contains("in the console"));
}

#[test]
fn settings_that_cannot_be_used_are_a_report_too() {
    let without: [(&str, &str); 0] = [];
    for (variables, args, part) in [
        (&without[..], &["--output", "json"][..], "there is no access key"),
        (&KEYS[..], &["--output", "json", "--region", "Beijing"], "the region “Beijing”"),
        (&KEYS[..], &["--output", "json", "--endpoint", "ftp://h"], "starts with “ftp:”"),
        (&without[..], &["--output", "json", "--sandbox", "--region", "xx"], "has no region"),
        (&KEYS[..], &["--output", "json", "--ca-file", "/no/such"], "/no/such cannot be read"),
    ] {
        let run = run_with(variables, args);
        assert_eq!((run.code, run.ids("fail")), (2, ids(&["settings"])), "{}", run.out);
        assert!(run.err.starts_with("bcc-wizard: ") && run.err.contains(part), "{}", run.err);
        let checks = run.checks();
        assert!(checks["settings"]["detail"].as_str().unwrap().contains(part));
        assert_eq!(run.because("settings").len() + NEVER_KNOWN.len(), run.ids("unknown").len());
    }
}

#[test]
fn what_is_odd_about_the_settings_is_one_of_the_checks() {
    let cloud = cloud(|_| {});
    let url = cloud.base_url();
    let args = ["--endpoint", &url, "--region", "zz", "--output", "json"];
    let run = run_with(&KEYS, &args);
    let warnings = &run.checks()["warnings"];
    assert_eq!((run.code, run.ids("fail")), (0, ids(&["warnings"])), "{}", run.out);
    assert!(run.err.starts_with("bcc-wizard: warning: ") && run.err.contains("zz"), "{}", run.err);
    assert!(warnings["detail"].as_str().unwrap().contains("zz"), "{warnings}");
    let settings = run.checks()["settings"]["detail"].as_str().unwrap().to_owned();
    assert!(settings.contains("access key sand… (BCE_ACCESS_KEY_ID)"), "{settings}");
    assert!(settings.contains("region zz (--region)") && settings.contains("(--endpoint)"));
}

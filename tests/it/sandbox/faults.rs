//! Fault files, and what the program says of them.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use crate::said::Speaks as _;
use bcc_wizard::sandbox::faults::{self, Plan};

/// The plans that come with the program.
const NAMES: [&str; 12] = [
    "none",
    "flaky",
    "lost-reply",
    "error-after-order",
    "truncated-reply",
    "gateway-page",
    "rate-limited",
    "outage-30s",
    "slow",
    "skewed",
    "redirect",
    "chaos",
];

/// The error of a file.
#[track_caller]
fn wrong(text: &str) -> String {
    faults::parse("my.toml", text).unwrap_err().english()
}

/// The error of a rule that stands in the lines from 4 on.
#[track_caller]
fn wrong_rule(rule: &str) -> String {
    wrong(&format!("[[plan]]\nname = \"p\"\nabout = \"a\"\n{rule}\n"))
}

#[test]
fn every_plan_of_the_program_can_be_read() {
    let plans = faults::plans().unwrap();
    assert_eq!(plans.iter().map(Plan::name).collect::<Vec<_>>(), NAMES);
    for plan in &plans {
        let about = plan.about();
        assert!(about.len() > 10 && !about.ends_with('.'), "{about}");
        assert_eq!(plan.is_none(), plan.name() == faults::DEFAULT, "{}", plan.name());
        assert_eq!(faults::find(plan.name()).unwrap().about(), about);
    }
    assert_eq!(Plan::none().about(), plans[0].about());
}

#[test]
fn a_wrong_key_is_named_with_its_line_and_the_nearest() {
    let rule = "[[plan.rule]]\nmatch = \"*\"\nactoin = \"stall\"";
    let said = "my.toml, line 6: \"actoin\" is no key of a rule (did you mean \"action\"?); \
        a rule has match, nth, probability, times, for_seconds, action";
    assert_eq!(wrong_rule(rule), said);
    for (rule, said) in [
        ("sead = 1", "line 4: \"sead\" is no key of a plan (did you mean \"seed\"?)"),
        ("[plans]", "line 4: \"plans\" is no key of the file (did you mean \"plan\"?)"),
        (
            "[[plan.rule]]\nmatch = \"*\"\naction.delay = { mss = 1 }",
            "line 6: \"mss\" is no key of the action delay (did you mean \"ms\"?)",
        ),
        (
            "[[plan.rule]]\nmatch = \"*\"\n[plan.rule.action.error]\nstatus = 500\nkode = \"A\"",
            "line 8: \"kode\" is no key of the action error (did you mean \"code\"?)",
        ),
        (
            "[[plan.rule]]\nmatch = \"*\"\naction = { drop_before = { after = true } }",
            "line 6: \"after\" is no key of the action drop_before; the action drop_before has no keys",
        ),
    ] {
        let error = wrong_rule(rule);
        assert!(error.starts_with(&format!("my.toml, {said}")), "{error}");
    }
}

#[test]
fn a_wrong_name_is_shown_with_the_nearest() {
    for (rule, said) in [
        (
            "match = \"CreateInstanceBySpce\"\naction = \"stall\"",
            "line 5: match: there is no operation \"CreateInstanceBySpce\" \
                (did you mean \"CreateInstanceBySpec\"?)",
        ),
        (
            "match = [\n\"ListZones\",\n\"ListZone\" ]\naction = \"stall\"",
            "line 7: match: there is no operation \"ListZone\" (did you mean \"ListZones\"?)",
        ),
        (
            "match = \"*\"\naction = \"drop-before\"",
            "line 6: there is no action \"drop-before\" (did you mean \"drop_before\"?); \
                there are drop_before, drop_after, 500_after, error, html, redirect, 429, stall, \
                truncate, delay, skew",
        ),
        (
            "match = \"*\"\naction = { stal = {} }",
            "line 6: \"stal\" is no key of action (did you mean \"stall\"?)",
        ),
    ] {
        let error = wrong_rule(&format!("[[plan.rule]]\n{rule}"));
        assert!(error.starts_with(&format!("my.toml, {said}")), "{error}");
    }
}

#[test]
fn a_wrong_value_says_what_it_must_be() {
    for (keys, said) in [
        (
            "nth = 0",
            "nth must be a number from 1, a range such as \"2-4\" or \"5-\", or a list of them, not 0",
        ),
        ("nth = -1", "nth must be"),
        ("nth = \"4-2\"", "nth must be"),
        ("nth = \"+1-2\"", "nth must be"),
        ("nth = [1, \"x\"]", "nth must be"),
        ("nth = []", "nth must be"),
        ("nth = true", "nth must be"),
        ("probability = 1.5", "probability must be a number from 0 to 1, not 1.5"),
        ("probability = nan", "probability must be a number from 0 to 1, not nan"),
        ("probability = \"1\"", "probability must be"),
        ("times = 0", "times must be a whole number from 1 to"),
        ("for_seconds = 0", "for_seconds must be a number from 0.001 to 86400, not 0"),
        ("for_seconds = 1e9", "for_seconds must be"),
        ("for_seconds = inf", "for_seconds must be"),
    ] {
        let error =
            wrong_rule(&format!("[[plan.rule]]\nmatch = \"*\"\n{keys}\naction = \"stall\""));
        assert!(error.starts_with(&format!("my.toml, line 6: {said}")), "{keys}: {error}");
    }
    for (action, said) in [
        ("\"delay\"", "the action delay needs \"ms\""),
        ("{ delay = {} }", "the action delay needs \"ms\""),
        ("{ delay = { ms = -1 } }", "ms must be a whole number from 0 to 86400000, not -1"),
        ("{ delay = { ms = \"1\" } }", "ms must be"),
        ("{ delay = 1 }", "the action delay must be a table, not a number"),
        ("{ truncate = {} }", "the action truncate needs \"bytes\""),
        (
            "{ error = { status = 200, code = \"A\", message = \"b\" } }",
            "status must be a whole number from 400 to 599, not 200",
        ),
        ("{ error = { status = 500, message = \"b\" } }", "the action error needs \"code\""),
        (
            "{ error = { status = 500, code = \" \", message = \"b\" } }",
            "code must be a text, not \" \"",
        ),
        ("{ html = { status = 100 } }", "status must be a whole number from 200 to 599, not 100"),
        ("{ redirect = {} }", "the action redirect needs \"location\""),
        ("{ redirect = { location = \"a\\u0007\" } }", "location must be"),
        ("{ 429 = { retry_after = -1 } }", "retry_after must be"),
        ("{ stall = { after = 1 } }", "after must be true or false, not 1"),
        ("{ skew = {} }", "the action skew needs \"seconds\""),
        ("{ skew = { seconds = 99999999999 } }", "seconds must be"),
        ("{ stall = {}, delay = { ms = 1 } }", "a rule has one action, not 2"),
        ("{}", "a rule has one action, not 0"),
        ("7", "action must be the name of one or a table, not a number"),
    ] {
        let error = wrong_rule(&format!("[[plan.rule]]\nmatch = \"*\"\naction = {action}"));
        assert!(error.starts_with(&format!("my.toml, line 6: {said}")), "{action}: {error}");
    }
}

#[test]
fn what_is_missing_or_double_is_said() {
    for (text, said) in [
        ("", "line 1: the file holds no plan; begin one with [[plan]]"),
        ("plan = 1", "line 1: plan must be a list of tables, each begun with [[plan]], not 1"),
        ("plan = [1]", "line 1: a plan must be a table, not a number"),
        (
            "[plan]\nname = \"p\"",
            "line 1: plan must be a list of tables, each begun with [[plan]], not a table",
        ),
        ("\n[[plan]]\nabout = \"a\"", "line 2: a plan needs \"name\""),
        ("[[plan]]\nname = \"p\"", "line 1: a plan needs \"about\""),
        ("[[plan]]\nname = \"p\"\nabout = 7", "line 3: about must be a text, not 7"),
        ("[[plan]]\nname = \"p\"\nabout = \"a\"\nseed = -1", "line 4: seed must be"),
        (
            "[[plan]]\nname = \"p\"\nabout = \"a\"\n[[plan.rule]]\naction = \"stall\"",
            "line 4: a rule needs \"match\"",
        ),
        (
            "[[plan]]\nname = \"p\"\nabout = \"a\"\n[[plan.rule]]\nmatch = \"*\"",
            "line 4: a rule needs \"action\"",
        ),
        (
            "[[plan]]\nname = \"p\"\nabout = \"a\"\n[[plan.rule]]\nmatch = \"*\"\nnth = 1\nprobability = 1\naction = \"stall\"",
            "line 4: a rule has nth or probability, not both",
        ),
        (
            "[[plan]]\nname = \"p\"\nabout = \"a\"\n[[plan]]\nname = \"p\"\nabout = \"b\"",
            "line 4: there are two plans called \"p\"",
        ),
        ("[[plan]]\nname = \"p\"\nname = \"q\"", "line 3: this is no TOML: duplicate key"),
        ("[[plan]\n", "line 1: this is no TOML: "),
        ("[[plan]]\nname = ", "line 2: this is no TOML: "),
    ] {
        let error = wrong(text);
        assert!(error.starts_with(&format!("my.toml, {said}")), "{text:?}: {error}");
        assert!(!error.contains('\n'), "{error}");
    }
}

#[test]
fn a_plan_is_found_by_its_name_or_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let plan = |name: &str| format!("[[plan]]\nname = \"{name}\"\nabout = \"about {name}\"\n");
    let one = file("one", &plan("mine"));
    let two = file("two.toml", &(plan("mine") + &plan("yours")));
    let found = |what: &str| faults::find(what).map(|plan| plan.about().to_owned());
    let error = |what: &str| faults::find(what).unwrap_err().english();
    assert_eq!(found(&one).unwrap(), "about mine");
    assert_eq!(found(&format!("{one}#mine")).unwrap(), "about mine");
    assert_eq!(found(&format!("{two}#yours")).unwrap(), "about yours");
    let said = format!(
        "the fault file {two} holds several plans: say which, as {two}#NAME, of mine, yours"
    );
    assert_eq!(error(&two), said);
    let said = format!(
        "the fault file {two} has no plan \"your\" (did you mean \"yours\"?); it has mine, yours"
    );
    assert_eq!(error(&format!("{two}#your")), said);

    let all = NAMES.join(", ");
    let said = format!(
        "there is no fault plan \"lost-replay\" (did you mean \"lost-reply\"?); \
         there are {all}, or name a file of your own, such as faults.toml"
    );
    assert_eq!(error("lost-replay"), said);
    let nowhere = folder.path().join("nowhere.toml");
    let said = format!("the fault file {} cannot be read: No such file", nowhere.display());
    assert!(
        error(nowhere.to_str().unwrap()).starts_with(&said),
        "{}",
        error(nowhere.to_str().unwrap())
    );
    assert!(error(folder.path().to_str().unwrap()).contains("cannot be read"));
    let long = file("long.toml", &"#".repeat(1024 * 1024 + 1));
    assert!(error(&long).contains("longer than 1048576 bytes"), "{}", error(&long));
    let bytes = folder.path().join("bytes.toml");
    fs::write(&bytes, b"\xff").unwrap();
    assert!(error(bytes.to_str().unwrap()).contains("cannot be read"));
}

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bcc-wizard"));
    program.env_clear().stdin(Stdio::null());
    program
}

#[test]
fn the_program_judges_the_faults_before_anything_else() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("my.toml");
    fs::write(&file, "[[plan]]\nname = \"p\"\nabaut = \"a\"\n").unwrap();
    let file = file.to_str().unwrap();
    for (args, said) in [
        (
            &["sandbox", "--faults", "flakey"][..],
            "--faults: there is no fault plan \"flakey\" (did you mean \"flaky\"?)",
        ),
        (
            &["sandbox", "--faults", file],
            "my.toml, line 3: \"abaut\" is no key of a plan (did you mean \"about\"?)",
        ),
        (&["--sandbox", "--faults", "nonsense"], "there are none, flaky"),
        (&["doctor", "--sandbox", "--faults", "nonsense"], "there are none, flaky"),
        (
            &["--faults", "flaky"],
            "--faults is for the sandbox only: add --sandbox, or leave --faults out",
        ),
        (&["--fault-seed", "1"], "--fault-seed is for the sandbox only"),
        (
            &["--sandbox", "--fault-seed", "1"],
            "--fault-seed says more about --faults: name a plan with --faults",
        ),
        (&["sandbox", "--fault-seconds", "1"], "--fault-seconds says more about --faults"),
        (&["--sandbox", "--faults", "flaky", "--fault-seed", "7"], "needs a terminal"),
    ] {
        let output = program().args(args).output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.contains(said) && text.lines().count() == 1, "{args:?}: {text}");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
    }
    let help = String::from_utf8(program().arg("--help").output().unwrap().stdout).unwrap();
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    let all = NAMES.join(", ").replace(", chaos", " or chaos");
    assert!(help.contains(&all), "{help}");
}

#[test]
fn the_server_says_what_goes_wrong() {
    let home = tempfile::tempdir().unwrap();
    let mut server = program()
        .args(["sandbox", "--faults", "lost-reply", "--fault-seed", "42"])
        .env("HOME", home.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(server.stderr.take().unwrap()).lines();
    let line = lines.nth(1).unwrap().unwrap();
    server.kill().unwrap();
    server.wait().unwrap();
    let said = "Faults lost-reply, seed 42: the first order is made, but its answer is lost with the connection.";
    assert_eq!(line, said);
}

//! The commands themselves: what they print where, and how they end.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use bcc_wizard::domain::plan::file::LARGEST;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{WEB, read, with};
use crate::terminal::{Program, Terminal};

pub fn program(home: &Path, variables: &[(&str, &str)], args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bcc-wizard"));
    command.env_clear().env("HOME", home).envs(variables.iter().copied());
    command.args(args).current_dir(home);
    command
}

/// Exit code, standard output, standard error.
pub fn parts(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn run(home: &TempDir, args: &[&str]) -> (i32, String, String) {
    run_with(home, &[], args)
}

fn run_with(home: &TempDir, variables: &[(&str, &str)], args: &[&str]) -> (i32, String, String) {
    let mut command = program(home.path(), variables, args);
    parts(&command.stdin(Stdio::null()).output().unwrap())
}

fn run_on(home: &TempDir, input: &[u8], args: &[&str]) -> (i32, String, String) {
    let mut command = program(home.path(), &[], args);
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    parts(&child.wait_with_output().unwrap())
}

fn home(files: &[(&str, &str)]) -> TempDir {
    let home = TempDir::new().unwrap();
    for (name, text) in files {
        fs::write(home.path().join(name), text).unwrap();
    }
    home
}

#[test]
fn check_says_what_is_wrong_and_ends_with_0_or_2() {
    let wrong = with("size_gb = 40", "size_gb = 4").replace("\"web\"", "\"-\"");
    let home = home(&[("web.toml", WEB), ("wrong.toml", &wrong)]);
    let (code, report, said) = run(&home, &["check", "web.toml"]);
    assert_eq!((code, said.as_str()), (0, ""));
    assert!(report.contains("web.toml is valid. Errors: 0, warnings: 0, hints: "), "{report}");
    let (code, report, said) = run(&home, &["check", "wrong.toml"]);
    assert_eq!((code, said.as_str()), (2, ""));
    let lines: Vec<&str> = report.lines().collect();
    assert!(lines[0].starts_with("wrong.toml:16: error: disks.system.size_gb: "), "{report}");
    assert!(lines[0].ends_with("[root.min]"), "{report}");
    assert_eq!(lines[1], "    fix: set disks.system.size_gb to 40");
    assert!(report.contains("wrong.toml:31: error: system.name: "), "{report}");
    assert!(report.contains("[host.charset]"), "{report}");
    assert!(lines.last().unwrap().starts_with("wrong.toml is not valid. Errors: "), "{report}");
    let (code, report, _) = run(&home, &["check", "wrong.toml", "--language", "zh-CN"]);
    assert!(code == 2 && report.contains("wrong.toml 无效"), "{report}");
}

#[test]
fn the_report_as_json_keeps_its_shape() {
    let wrong = with("size_gb = 40", "size_gb = 4\nsize = 3");
    let unread = with("size_gb = 40", "size_gb = 4");
    let home = home(&[("wrong.toml", &wrong), ("rule.toml", &unread), ("web.toml", WEB)]);
    let report = |file: &str| -> (i32, Value) {
        let (code, report, said) = run(&home, &["check", file, "--output", "json"]);
        assert_eq!(said, "");
        let mut report: Value = serde_json::from_str(&report).unwrap();
        // Hints about the purchase as a whole stand there too.
        report["problems"].as_array_mut().unwrap().retain(|it| it["field"] != "buy");
        (code, report)
    };
    assert_eq!(report("web.toml"), (0, json!({ "valid": true, "problems": [] })));
    let (code, found) = report("wrong.toml");
    let problem = json!({
        "rule": "file.unknown_key", "severity": "error", "field": null,
        "key": "disks.system.size", "line": 17,
        "message": "There is no such key here. Did you mean disks.system.size_gb?",
        "fix": { "key": "disks.system.size_gb" },
    });
    assert_eq!((code, found), (2, json!({ "valid": false, "problems": [problem] })));
    let (code, mut found) = report("rule.toml");
    let message = found["problems"][0]["message"].take();
    assert!(message.as_str().unwrap().contains("10 GB"), "{message}");
    let problem = json!({
        "rule": "root.min", "severity": "error", "field": "system_disk_size",
        "key": "disks.system.size_gb", "line": 16, "message": null,
        "fix": { "key": "disks.system.size_gb", "value": "40" },
    });
    assert_eq!((code, found), (2, json!({ "valid": false, "problems": [problem] })));
}

#[test]
fn a_plan_comes_from_standard_input_too() {
    let home = home(&[]);
    let (code, report, _) = run_on(&home, WEB.as_bytes(), &["check", "-"]);
    assert!(code == 0 && report.contains("standard input is valid. Errors: 0"), "{report}");
    let (code, out, said) = run_on(&home, b"", &["check", "-"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(
        said,
        "bcc-wizard: nothing came from standard input: pipe a plan into it, or name a file\n"
    );
    let (code, _, said) = run(&home, &["export", "-", "--as", "json"]);
    assert!(code == 2 && said.contains("nothing came from standard input"), "{said}");
    // Closed altogether.
    let shell = format!("{} check - <&-", env!("CARGO_BIN_EXE_bcc-wizard"));
    let output = Command::new("/bin/sh").env_clear().args(["-c", &shell]).output().unwrap();
    let (code, out, said) = parts(&output);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(said.contains("standard input"), "{said}");
}

#[test]
fn a_terminal_as_standard_input_is_not_waited_for() {
    let terminal = Program::wizard().args(["check", "-"]).start();
    terminal.wait_for("standard input is a terminal: pipe a plan into it, or name a file");
    assert_eq!(terminal.wait_exit().exit_code(), 2);
}

#[test]
fn what_is_no_plan_is_refused_in_one_sentence() {
    let home = home(&[("empty.toml", "\n# nothing\n"), ("old.toml", "version = 7\n")]);
    fs::write(home.path().join("latin.toml"), b"version = 1\nregion = \"\xe9\"\n").unwrap();
    fs::write(home.path().join("large.toml"), vec![b'#'; LARGEST + 1]).unwrap();
    for (file, says) in [
        ("empty.toml", "empty.toml: error: There is nothing in it."),
        (
            "old.toml",
            "old.toml:1: error: version: This program reads version 1 of the format, not 7",
        ),
        ("latin.toml", "latin.toml:2: error: This line is not UTF-8"),
        ("large.toml", "large.toml: error: The file is larger than 1 MB"),
    ] {
        let (code, report, _) = run(&home, &["check", file]);
        assert!(code == 2 && report.starts_with(says), "{report}");
        let (code, out, said) = run(&home, &["export", file, "--as", "toml"]);
        assert!((code, out.as_str()) == (2, "") && said.starts_with(says), "{said}");
    }
    for (args, says) in [
        (vec!["check", "none.toml"], "bcc-wizard: none.toml cannot be read: No such file"),
        (vec!["check", "."], "bcc-wizard: . cannot be read: Is a directory"),
        (
            vec!["--plan", "none.toml", "check", "old.toml"],
            "bcc-wizard: --plan is for the wizard only",
        ),
        (vec!["check"], "bcc-wizard: something is missing: <FILE>\nUsage: bcc-wizard check "),
        (
            vec!["export", "old.toml", "--as", "yaml"],
            "bcc-wizard: “yaml” is no value of --as <FORM>",
        ),
    ] {
        let (code, out, said) = run(&home, &args);
        assert!((code, out.as_str()) == (2, "") && said.starts_with(says), "{args:?}: {said}");
    }
}

#[test]
fn a_password_is_looked_at_where_it_is_and_never_told() {
    let env = with("key_pair", "password_env = \"PW\"");
    let file = with("key_pair", "password_file = \"pw\"");
    let home = home(&[("env.toml", &env), ("file.toml", &file)]);
    let (code, report, _) = run(&home, &["check", "env.toml"]);
    assert!(
        code == 0 && report.contains("warning: system.login.password_env: The variable PW"),
        "{report}"
    );
    let (code, report, _) = run(&home, &["check", "file.toml"]);
    assert!(code == 0 && report.contains("password_file: pw cannot be read"), "{report}");
    let place = home.path().join("pw");
    fs::write(&place, "Kx7!vQ2#mZ9\n").unwrap();
    fs::set_permissions(&place, fs::Permissions::from_mode(0o640)).unwrap();
    let (code, report, _) = run(&home, &["check", "file.toml"]);
    assert!(code == 0 && report.contains("pw can be read by others (mode 0640)"), "{report}");
    assert!(report.contains("chmod 600 pw [file.password_open]"), "{report}");
    for (password, code) in [("Kx7!vQ2#mZ9", 0), ("short", 2)] {
        fs::write(&place, format!("{password}\nmore\n")).unwrap();
        fs::set_permissions(&place, fs::Permissions::from_mode(0o600)).unwrap();
        // The path counts from the plan's folder, not from where one stands.
        let path = home.path().join("file.toml");
        let mut elsewhere = program(Path::new("/"), &[], &["check", path.to_str().unwrap()]);
        for (found, report, said) in [
            run_with(&home, &[("PW", password)], &["check", "env.toml"]),
            parts(&elsewhere.output().unwrap()),
        ] {
            assert_eq!(found, code, "{report}");
            assert!(!report.contains(password) && !said.contains(password), "{report}");
        }
    }
}

#[test]
fn user_data_may_stand_in_a_file_of_its_own() {
    let plan = with("hostname", "user_data_file = \"boot.sh\"");
    let home = home(&[("web.toml", &plan)]);
    let (code, report, _) = run(&home, &["check", "web.toml"]);
    assert!(
        code == 2
            && report.contains("web.toml:32: error: system.user_data_file: boot.sh cannot be used"),
        "{report}"
    );
    fs::write(home.path().join("boot.sh"), "#!/bin/sh\n").unwrap();
    assert_eq!(run(&home, &["check", "web.toml"]).0, 0);
    let (_, body, _) = run(&home, &["export", "web.toml", "--as", "json"]);
    assert!(body.contains("\"userData\": \"IyEvYmluL3NoCg==\""), "{body}");
    let (_, plan, _) = run(&home, &["export", "web.toml", "--as", "toml"]);
    assert!(plan.contains("user_data_file = \"boot.sh\""), "{plan}");
}

#[test]
fn a_plan_is_for_its_region() {
    let home = home(&[("web.toml", WEB), ("any.toml", &with("region", ""))]);
    let (code, _, said) = run(&home, &["check", "web.toml", "--region", "gz"]);
    assert!(code == 2 && said.contains("--region says gz, but the plan is for bj"), "{said}");
    assert_eq!(run(&home, &["check", "web.toml", "--region", "bj"]).0, 0);
    let (code, command, _) = run(&home, &["export", "any.toml", "--as", "bce", "--region", "gz"]);
    assert!(code == 0 && command.contains("--region=gz "), "{command}");
}

#[test]
fn export_writes_the_text_and_nothing_else_to_standard_output() {
    let password = with("key_pair", "password_env = \"NOT_SET\"");
    let home = home(&[("web.toml", WEB), ("password.toml", &password)]);
    for (form, begins) in [
        ("json", "{\n  \"spec\": \"bcc.g5.c4m16\""),
        ("bce", "# bce sends no idempotency token"),
        ("terraform", "# Provider baidubce/baiducloud"),
        ("toml", "# A purchase of Baidu AI Cloud"),
    ] {
        let (code, text, said) = run(&home, &["export", "web.toml", "--as", form]);
        assert_eq!((code, said.as_str()), (0, ""), "{form}");
        assert!(text.starts_with(begins), "{text}");
        let (code, text, said) = run(&home, &["export", "password.toml", "--as", form]);
        let told = said.contains("The password is not in it");
        assert_eq!((code, told), (0, form != "toml"), "{said}");
        assert!(form == "toml" || !text.contains("\"adminPass\""), "{text}");
    }
    let (_, plan, _) = run(&home, &["export", "web.toml", "--as", "toml"]);
    let again = run_on(&home, plan.as_bytes(), &["export", "-", "--as", "toml"]);
    assert_eq!(again, (0, plan.clone(), String::new()), "a normalised plan stays as it is");
    assert_eq!(
        format!("{:?}", read(&plan).unwrap().draft),
        format!("{:?}", read(WEB).unwrap().draft)
    );
}

#[test]
fn what_cannot_be_exported_says_which_keys_are_missing() {
    let home =
        home(&[("least.toml", "version = 1\n[system]\nhostname = \"-\"\n"), ("web.toml", WEB)]);
    let (code, text, said) = run(&home, &["export", "least.toml", "--as", "json"]);
    assert_eq!((code, text.as_str()), (2, ""));
    let keys = "zone.name, spec.name, image.id, network.vpc, network.subnet, network.security_groups, system.login.key_pair";
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], format!("least.toml cannot be exported, since it does not say: {keys}"));
    assert!(lines[1].starts_with("least.toml:3: error: system.hostname: "), "{said}");
    // A plan that is not whole is still a plan.
    assert_eq!(run(&home, &["export", "least.toml", "--as", "toml"]).0, 0);
    let (code, _, said) = run(&home, &["export", "web.toml", "--as", "curl"]);
    assert!(code == 2 && said.contains("there is no access key"), "{said}");
    let (code, _, said) = run(&home, &["export", "web.toml", "--as", "curl", "--sandbox"]);
    assert!(code == 2 && said.contains("bcc-wizard sandbox"), "{said}");
}

fn on_the_sandbox(home: &TempDir, args: &[&str]) -> Terminal {
    let program = Program::wizard().args(["--sandbox", "--boot-seconds", "0"]).args(args);
    program.home(home.path()).size(100, 30).start()
}

fn quit(terminal: &Terminal) {
    terminal.press("ctrl-c");
    terminal.wait_for("Quit");
    terminal.press("ctrl-c");
    terminal.wait_exit();
    terminal.assert_restored();
}

#[test]
fn a_plan_is_saved_checked_and_gone_on_with() {
    let home = home(&[("taken.toml", "mine")]);
    let terminal = on_the_sandbox(&home, &[]);
    terminal.wait_for("/h");
    terminal.press("alt-6");
    terminal.wait_for("Host name");
    terminal.type_text("web");
    terminal.press("ctrl-s");
    terminal.wait_for("./web.toml");
    terminal.press("enter");
    terminal.wait_for("The plan is saved: ./web.toml");
    let saved = home.path().join("web.toml");
    assert_eq!(fs::metadata(&saved).unwrap().permissions().mode() & 0o777, 0o600);
    let text = fs::read_to_string(&saved).unwrap();
    assert!(text.contains("name = \"web\""), "{text}");
    // What is there is written over only when that is wanted.
    terminal.press("ctrl-s");
    terminal.wait_for("File");
    terminal.press("ctrl-u");
    terminal.type_text("taken.toml");
    terminal.press("enter");
    terminal.wait_for("Write over it?");
    terminal.press("n");
    terminal.wait_for("File");
    assert_eq!(fs::read_to_string(home.path().join("taken.toml")).unwrap(), "mine");
    terminal.press("ctrl-u");
    terminal.type_text("/no/such/folder.toml");
    terminal.press("enter");
    terminal.wait_for("cannot be written: No such file");
    terminal.press("esc");
    // An escape that is followed at once would be the beginning of another key.
    terminal.wait_gone("File ");
    // In the forms of other programs.
    terminal.press("ctrl-x");
    terminal.wait_for("\"spec\": \"bcc.c5.c2m4\"");
    terminal.press("right");
    terminal.wait_for("curl -sS -X POST");
    terminal.wait_for("signed until");
    terminal.press("right");
    terminal.wait_for("bce bcc CreateInstanceBySpec");
    terminal.press("esc");
    terminal.wait_gone("bce bcc");
    quit(&terminal);
    let names: Vec<String> = fs::read_dir(home.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("toml"))
        .collect();
    assert_eq!(names.len(), 2, "nothing is left beside them: {names:?}");

    let (code, report, _) = run(&home, &["check", "web.toml"]);
    assert!(code == 0 && report.contains("web.toml is valid. Errors: 0, warnings: 0"), "{report}");
    let terminal = on_the_sandbox(&home, &["--plan", "web.toml"]);
    terminal.wait_for("/h");
    terminal.press("alt-8");
    terminal.wait_for("Buy");
    terminal.wait_for("web");
    terminal.press("enter");
    terminal.wait_for("y ");
    terminal.press("y");
    terminal.wait_for("ssh ");
    terminal.press("q");
    assert_eq!(terminal.wait_exit().exit_code(), 0);
}

#[test]
fn a_plan_that_cannot_be_read_does_not_open_the_wizard() {
    let home = home(&[("wrong.toml", "version = 1\n[spec]\nnam = \"x\"\n")]);
    let (code, out, said) = run(&home, &["--sandbox", "--plan", "wrong.toml"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        said.contains("wrong.toml:3: error: spec.nam: ") && said.contains("spec.name"),
        "{said}"
    );
    let (code, _, said) = run(&home, &["--sandbox", "--plan", "-"]);
    assert!(code == 2 && said.contains("needs standard input for its keys"), "{said}");
}

#[test]
fn a_plan_waits_on_the_first_screen() {
    let home = home(&[("web.toml", WEB)]);
    let terminal =
        Program::wizard().args(["--plan", "web.toml"]).home(home.path()).size(100, 30).start();
    terminal.wait_for("Try it on the sandbox");
    terminal.press("enter");
    terminal.wait_for("/h");
    terminal.press("alt-3");
    terminal.wait_for("m-1A2b3C4d");
    terminal.press("alt-6");
    terminal.wait_for("web");
    quit(&terminal);
}

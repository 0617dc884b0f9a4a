//! Commands in Chinese: what they are for, what is wrong with a command line, and how they fail.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use bcc_wizard::app::msg::Msg;
use bcc_wizard::commands::{line, man};
use bcc_wizard::domain::fault::{Fault, FaultKind};
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::said::Said;
use bcc_wizard::i18n;
use bcc_wizard::sandbox;
use bcc_wizard::ui::words::Words;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::fixture::Stage;

/// What a run wrote, and what it ended with.
struct Ran {
    code: i32,
    out: String,
    said: String,
}

/// Runs the program in a home of its own, with these variables beside the line of arguments.
fn run_in(home: &Path, variables: &[(&str, &str)], line: &str) -> Ran {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bcc-wizard"));
    program.env_clear().env("HOME", home).envs(variables.iter().copied()).current_dir(home);
    let output = program.args(line.split_whitespace()).stdin(Stdio::null()).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: text(&output.stdout),
        said: text(&output.stderr),
    }
}

const CHINESE: (&str, &str) = ("BCE_LANGUAGE", "zh-CN");

fn chinese(home: &Path, line: &str) -> Ran {
    run_in(home, &[CHINESE], line)
}

/// A plan that the sandbox sells, and one with everything wrong.
const GOOD: &str = r#"version = 1
region = "bj"
[zone]
name = "cn-bj-a"
[spec]
name = "bcc.g5.c2m8"
[image]
id = "m-4fDw7pQ1"
[network]
vpc = "vpc-IyrqYIQ7"
subnet = "sbn-IyWRnII7"
security_groups = ["g-default00001"]
[system.login]
key_pair = "k-VLbXxC1m"
"#;
const BAD: &str = "version = 1\nregion = \"bj\"\n[spec]\nnam = \"x\"\ncount = \"two\"\n";

fn home() -> TempDir {
    let home = TempDir::new().unwrap();
    fs::write(home.path().join("good.toml"), GOOD).unwrap();
    fs::write(home.path().join("bad.toml"), BAD).unwrap();
    fs::write(home.path().join("old.toml"), "version = 7\n").unwrap();
    home
}

/// The English sentences in a text: four Latin words in a row. How a command is used, and names and
/// values that are the same in every language, are none.
fn english_in(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with("用法：")) {
        let mut row: Vec<&str> = Vec::new();
        for part in line.split(' ').chain([""]) {
            let word = part.trim_matches([',', '.', ':', ';', '(', ')']);
            if word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic()) {
                row.push(part);
                continue;
            }
            if row.len() >= 4 {
                found.push(row.join(" "));
            }
            row.clear();
        }
    }
    found
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{4e00}'..='\u{9fff}'))
}

#[test]
fn english_is_seen_where_it_is() {
    assert_eq!(english_in("文件 web.toml: the plan is not valid"), ["the plan is not valid"]);
    assert_eq!(english_in("用法：one two three four"), [""; 0]);
    assert_eq!(english_in("请设置 BCE_ACCESS_KEY_ID，或 one two three"), [""; 0]);
}

#[test]
fn every_command_and_argument_says_what_it_is_for_in_each_language() {
    let mut keys = BTreeSet::new();
    for language in [Language::En, Language::ZhCn] {
        let mut command = line::command(language);
        command.build();
        let of = |command: &clap::Command, name: &str, keys: &mut BTreeSet<String>| {
            for arg in command.get_arguments().filter(|arg| name == "all" || !arg.is_global_set()) {
                keys.insert(format!("cli.{name}.{}", arg.get_id()));
                let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                let told = !help.is_empty() && !help.contains("cli.");
                assert!(told, "{name} {}: {help}", arg.get_id());
                assert_eq!(is_chinese(&help), language == Language::ZhCn, "{help}");
            }
        };
        of(&command, "all", &mut keys);
        for sub in command.get_subcommands() {
            let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
            assert_eq!(is_chinese(&about), language == Language::ZhCn, "{about}");
            keys.insert(format!("cli.{}.about", sub.get_name()));
            of(sub, sub.get_name(), &mut keys);
        }
    }
    // And nothing is said of what there is no more.
    let file = include_str!("../../assets/locales/cli.en.toml").parse::<toml::Table>().unwrap();
    for (name, of) in file["cli"].as_table().unwrap() {
        for argument in of.as_table().into_iter().flatten() {
            let key = format!("cli.{name}.{}", argument.0);
            assert!(keys.contains(&key), "{key} is about nothing");
        }
    }
}

#[test]
fn help_is_in_chinese_and_goes_to_standard_output() {
    let home = home();
    let mut commands = line::command(Language::ZhCn);
    commands.build();
    let names: Vec<String> =
        commands.get_subcommands().map(|it| it.get_name().to_owned()).collect();
    assert!(names.len() > 9, "{names:?}");
    let lines = names.iter().flat_map(|name| [format!("{name} --help"), format!("help {name}")]);
    for line in lines.chain(["--help".to_owned(), "-h".to_owned(), "help".to_owned()]) {
        let ran = chinese(home.path(), &line);
        assert_eq!((ran.code, ran.said.as_str()), (0, ""), "{line}");
        assert!(ran.out.contains("用法：bcc-wizard") && ran.out.contains("选项："), "{}", ran.out);
        assert_eq!(english_in(&ran.out), [""; 0], "{line}: {}", ran.out);
        // Nothing is wider than the line, in cells.
        let widest = ran.out.lines().map(bcc_wizard::ui::text::cells).max().unwrap();
        assert!(widest <= 100, "{widest}: {}", ran.out);
    }
    let version = chinese(home.path(), "--version");
    assert_eq!(version.out, format!("bcc-wizard {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_wrong_command_line_is_explained_in_each_language() {
    let home = home();
    for (line, english, chinese) in [
        ("--wat", "--wat is not known here", "这里没有 --wat"),
        ("--regoin bj", "did you mean --region?", "是否指 --region？"),
        (
            "aply x",
            "there is no command “aply”; did you mean apply?",
            "没有命令“aply”；是否指 apply？",
        ),
        ("zzz", "there are sandbox, apply", "可用的命令：sandbox、apply"),
        ("help wat", "there is no command “wat”", "没有命令“wat”"),
        ("apply", "something is missing: <FILE>", "缺少：<FILE>"),
        ("apply a b", "“b” stands where nothing is expected", "此处不应有“b”"),
        ("apply a --max-price z", "an amount in CNY, such as 0.80", "以元为单位的金额，例如 0.80"),
        ("apply a --wait x", "it takes a whole number", "应为整数"),
        ("--boot-seconds 1e9", "a number of seconds from 0 to 86400", "0 到 86400 之间的秒数"),
        ("sandbox --listen 7", "an address with its port", "带端口的地址"),
        ("export x --as yaml", "use one of json, curl, bce", "请使用 json、curl、bce"),
        ("orders --output jsn", "did you mean json?", "是否指 json？"),
        ("export x --as", "needs a value: one of json, curl", "缺少值：请使用 json、curl"),
        ("--region", "--region <REGION> needs a value", "--region <REGION> 缺少值"),
        ("--region a --region b", "stands there twice", "出现了两次"),
        ("--sandbox=yes", "takes no further value, so “yes”", "不再需要其他值，“yes”是多余的"),
        ("completions csh", "bash, elvish, fish", "bash、elvish、fish"),
    ] {
        let spoken = run_in(home.path(), &[], line);
        assert!(spoken.code == 2 && spoken.said.contains(english), "{line}: {}", spoken.said);
        assert!(!spoken.said.contains("error:") && spoken.out.is_empty(), "{}", spoken.said);
        let ran = self::chinese(home.path(), line);
        assert!(ran.code == 2 && ran.said.contains(chinese), "{line}: {}", ran.said);
        assert!(ran.said.starts_with("bcc-wizard：") && ran.out.is_empty(), "{}", ran.said);
        assert_eq!(english_in(&ran.said), [""; 0], "{line}: {}", ran.said);
    }
    // The command that was meant is the one that is explained.
    let ran = run_in(home.path(), &[], "--profile check orders --wat");
    assert!(ran.said.contains("Usage: bcc-wizard orders "), "{}", ran.said);
    assert!(ran.said.ends_with("For more: bcc-wizard orders --help\n"), "{}", ran.said);
}

#[test]
fn the_language_is_known_before_the_command_line_is_understood() {
    let home = home();
    let wrong = |variables: &[(&str, &str)], line: &str| {
        is_chinese(&run_in(home.path(), variables, &format!("{line} --wat")).said)
    };
    for (variables, line, expected) in [
        (&[][..], "", false),
        (&[], "--language zh-CN", true),
        (&[], "--language=zh", true),
        (&[("LANG", "zh_CN.UTF-8")], "", true),
        (&[("LANG", "zh_CN.UTF-8"), ("TERM", "linux")], "", false),
        (&[("LANG", "zh_CN.UTF-8"), ("BCE_LANGUAGE", "en")], "", false),
        (&[("BCE_LANGUAGE", "zh")], "--language en", false),
        (&[("BCE_LANGUAGE", "fr"), ("LC_ALL", "zh_CN.UTF-8")], "", true),
    ] {
        assert_eq!(wrong(variables, line), expected, "{variables:?} {line}");
    }
    let profile = |name: &str, language: &str| json!({ "name": name, "language": language });
    let profiles = [profile("one", "zh-CN"), profile("two", "en")];
    let file = json!({ "current": "one", "profiles": profiles });
    fs::create_dir(home.path().join(".bce")).unwrap();
    fs::write(home.path().join(".bce/config.json"), file.to_string()).unwrap();
    assert!(wrong(&[], ""));
    assert!(!wrong(&[("BCE_LANGUAGE", "en")], ""));
    assert!(!wrong(&[], "--profile two"));
    assert!(wrong(&[("BCE_LANGUAGE", "en")], "--profile one"), "a profile asked for goes first");
    fs::write(home.path().join(".bce/config.json"), "{").unwrap();
    assert!(!wrong(&[], "") && wrong(&[CHINESE], ""));
}

#[test]
fn what_goes_wrong_is_said_in_chinese() {
    let home = home();
    fs::write(home.path().join("folder"), "").unwrap();
    let folder = home.path().join("folder").to_str().unwrap().to_owned();
    let state = ("XDG_STATE_HOME", folder.as_str());
    for (variables, line, code, part) in [
        (&[][..], "--plan x orders", 2, "--plan 只用于向导"),
        (&[], "", 2, "没有访问密钥"),
        (&[], "--sandbox", 2, "向导需要终端"),
        (&[], "--sandbox --plan bad.toml", 2, "bad.toml"),
        (&[], "--scenario default", 2, "--scenario 只用于沙箱"),
        (&[], "--sandbox --fault-seed 1", 2, "--fault-seed 用于补充 --faults"),
        (&[], "--sandbox --faults flakey", 2, "没有故障方案“flakey”（是否指“flaky”？）"),
        (&[], "--sandbox --scenario slowly", 2, "没有场景“slowly”（是否指“slow”？）"),
        (&[], "--region Beijing doctor", 2, "--region 指定的地域“Beijing”无效"),
        (&[], "--endpoint ftp://x doctor", 2, "--endpoint：接入地址以“ftp:”开头"),
        (&[], "--profile none doctor", 2, "没有配置“none”"),
        (&[("BCE_ACCESS_KEY_ID", "ak")], "doctor", 2, "已设置 BCE_ACCESS_KEY_ID，但没有设置"),
        (&[], "--ambiguous-width 3 doctor", 2, "--ambiguous-width 指定的宽度“3”不受支持"),
        (&[], "--sandbox --ca-file none doctor", 2, "--ca-file：无法读取 none（文件或目录不存在）"),
        (&[], "--sandbox --ca-file good.toml doctor", 2, "其中没有 PEM 格式的证书"),
        (&[], "--sandbox --debug-log . doctor", 2, "已存在且不是文件"),
        (&[], "check none.toml", 2, "无法读取 none.toml：文件或目录不存在"),
        (&[], "check bad.toml", 2, "bad.toml:4"),
        (&[], "check old.toml", 2, "old.toml:1"),
        (&[], "apply good.toml", 2, "没有人可以确认"),
        (&[], "apply good.toml --yes", 2, "没有访问密钥"),
        (&[], "--sandbox export good.toml --as curl", 2, "签名的命令需要一个持续运行的云"),
        (&[], "--sandbox resume", 2, "内嵌沙箱随程序结束"),
        (&[], "resume nothing", 2, "中没有名为 nothing 的订单"),
        (&[], "resume", 0, "没有未完成的订单"),
        (&[], "orders", 0, ""),
        (&[], "sandbox --listen 0.0.0.0:0", 2, "沙箱只监听回环地址"),
        (&[state], "--sandbox apply good.toml --yes", 1, "订单记录"),
    ] {
        let variables: Vec<(&str, &str)> = variables.iter().copied().chain([CHINESE]).collect();
        let ran = run_in(home.path(), &variables, line);
        let all = format!("{}{}", ran.said, ran.out);
        assert!(ran.code == code && all.contains(part), "{line} ({}): {all}", ran.code);
        assert!(is_chinese(&all), "{line}: {all}");
        assert_eq!(english_in(&all), [""; 0], "{line}: {all}");
    }
}

#[test]
fn a_purchase_without_a_screen_is_told_of_in_chinese() {
    let home = home();
    let bought = chinese(home.path(), "--sandbox --boot-seconds 0 apply good.toml --yes");
    assert_eq!(bought.code, 0, "{}", bought.said);
    assert!(bought.out.starts_with("i-") && bought.said.contains("cn-bj-a"), "{}", bought.said);
    let report = chinese(home.path(), "--sandbox doctor");
    assert!(report.out.contains("可用区") || report.out.contains("通过"), "{}", report.out);
    let checked = chinese(home.path(), "--sandbox check good.toml --online");
    let listed = chinese(home.path(), "--sandbox orders");
    for ran in [&bought, &report, &checked, &listed] {
        let all = format!("{}{}", ran.said, ran.out);
        assert!(is_chinese(&all), "{all}");
        assert_eq!(english_in(&all), [""; 0], "{all}");
    }
}

#[test]
fn what_programs_read_is_the_same_in_every_language() {
    let home = home();
    for line in [
        "export good.toml --as json",
        "--sandbox apply good.toml --dry-run --output json",
        "--sandbox orders --output json",
    ] {
        let [english, chinese] = ["en", "zh-CN"]
            .map(|language| run_in(home.path(), &[("BCE_LANGUAGE", language)], line).out);
        assert!(serde_json::from_str::<Value>(&english).is_ok(), "{line}: {english}");
        assert_eq!(english, chinese, "{line}");
    }
}

#[test]
fn files_have_comments_in_chinese_and_mean_the_same() {
    let home = home();
    let [english, chinese] = ["en", "zh-CN"].map(|language| {
        let line = "export good.toml --as toml";
        run_in(home.path(), &[("BCE_LANGUAGE", language)], line).out
    });
    assert!(chinese.starts_with("# 百度智能云云服务器（BCC）的购买方案。\n"), "{chinese}");
    assert!(chinese.contains("（默认值）"), "{chinese}");
    assert_eq!(english_in(&chinese), [""; 0], "{chinese}");
    let answers = |text: &str| text.parse::<toml::Table>().unwrap();
    assert_eq!(answers(&english), answers(&chinese));
    let terraform = self::chinese(home.path(), "export good.toml --as terraform").out;
    assert!(terraform.starts_with("# Provider baidubce/baiducloud，"), "{terraform}");
    let bce = self::chinese(home.path(), "export good.toml --as bce").out;
    assert!(bce.starts_with("# bce 不发送幂等令牌"), "{bce}");
}

#[test]
fn shells_complete_with_chinese_descriptions() {
    let home = home();
    for shell in ["zsh", "fish", "powershell", "elvish"] {
        let script = chinese(home.path(), &format!("completions {shell}")).out;
        assert!(script.contains("指出方案文件中的所有问题"), "{shell}");
        assert!(!script.contains("Print help") && !script.contains("One JSON"), "{shell}");
    }
    let bash = chinese(home.path(), "completions bash").out;
    assert_eq!(bash, run_in(home.path(), &[], "completions bash").out);
}

#[test]
fn the_manual_page_is_whole_in_each_language() {
    let [english, chinese] = [Language::En, Language::ZhCn].map(man::page);
    let sections = |page: &str| page.lines().filter(|line| line.starts_with(".SH ")).count();
    assert_eq!(sections(&english), sections(&chinese));
    assert!(chinese.contains(".SH 名称\n") && chinese.contains(".SH 退出码\n"), "{chinese}");
    assert_eq!(english_in(&chinese), [""; 0]);
    for page in [&english, &chinese] {
        // Every key has its sentence, and every line is text or a request that roff has.
        assert!(!page.contains("man.") && !page.contains("cli."), "{page}");
        for line in page.lines().filter(|line| line.starts_with(['.', '\''])) {
            let request = line.split(' ').next().unwrap();
            let known = [".TH", ".SH", ".TP", ".RS", ".RE", ".ie", ".el", ".if", ".br", ".ds"];
            assert!(known.contains(&request), "{line}");
        }
        let depth = |request: &str| page.lines().filter(|line| *line == request).count();
        assert_eq!(depth(".RS"), depth(".RE"));
    }
}

#[test]
fn scenarios_and_fault_plans_say_in_each_language_what_is_different() {
    let said = |key: String| {
        let [english, chinese] =
            [Language::En, Language::ZhCn].map(|language| i18n::text(language, &key).into_owned());
        assert!(is_chinese(&chinese), "{key}: {chinese}");
        english
    };
    for scenario in sandbox::scenarios().unwrap() {
        assert_eq!(said(format!("sandbox_scenario.{}", scenario.name)), scenario.about);
    }
    for plan in sandbox::faults::plans().unwrap() {
        assert_eq!(said(format!("sandbox_faults.{}", plan.name())), plan.about());
    }
}

#[test]
fn what_failed_below_the_screen_is_said_anew_when_the_language_is_changed() {
    let mut stage = Stage::new((120, 36));
    stage.step('8').keys("enter");
    assert!(stage.wizard.dialog.is_some());
    let why = Said::of("journal.folder").with("folder", "/orders");
    let why = why.with("why", std::io::Error::from(std::io::ErrorKind::PermissionDenied));
    stage.send(Msg::NotReady(why));
    let said = |stage: &Stage| {
        let words = [Language::En, Language::ZhCn].map(Words);
        words.map(|words| words.noticed(&stage.wizard).unwrap_or_default())
    };
    let [english, chinese] = said(&stage);
    assert!(english.contains("cannot be kept in /orders: Permission denied;"), "{english}");
    assert!(chinese.contains("无法在 /orders 保存订单记录：权限不足；"), "{chinese}");
    assert_eq!(english_in(&chinese), [""; 0], "{chinese}");
    // An older cause is not mixed into another notice.
    stage.send(Msg::Key("ctrl-p".parse().unwrap()));
    assert!(said(&stage).iter().all(|said| !said.contains("/orders")));

    // A list that could not be asked for at all.
    let own = Fault::own(FaultKind::Unreachable, Said::of("tls.not_set_up").with("why", "x"));
    let details = Words(Language::ZhCn).fault_details(&own).unwrap();
    assert!(details.starts_with("无法建立 TLS（x）；"), "{details}");
}

//! Each rule tried on small texts that break it, so that a silent rule is known to be awake.

use std::collections::BTreeMap;

use super::{LONGEST, WALLS, WORKPLACE, chinese, habit_faults, literals, locales};
use super::{wall_faults, workplace_faults};

#[track_caller]
fn broken(path: &str, source: &str, why: &str) {
    let faults = wall_faults(path, source);
    assert!(faults.iter().any(|fault| fault.ends_with(why)), "{path}: {source}: {faults:?}");
}

#[track_caller]
fn kept(path: &str, source: &str) {
    assert_eq!(wall_faults(path, source), Vec::<String>::new(), "{path}: {source}");
}

#[test]
fn every_wall_between_two_rooms_can_be_broken() {
    for (room, allowed) in WALLS {
        if allowed == ["*"] {
            continue;
        }
        for (other, _) in WALLS {
            let part = allowed.contains(&other);
            let source = format!("use crate::{other}::thing::Thing;");
            let faults = wall_faults(&format!("src/{room}.rs"), &source);
            assert_eq!(faults.is_empty(), part || room == other, "{room} imports {other}");
        }
    }
}

#[test]
fn a_wall_is_seen_in_every_form_of_a_path() {
    let why = "app may import domain, i18n";
    broken("src/app/update.rs", "use crate::{domain::units, runtime::slots};", why);
    broken("src/app/update.rs", "fn f() { crate::api::client::send() }", why);
    broken("src/app/update.rs", "use super::super::tui;", why);
    broken("src/app.rs", "use super::tui::run;", why);
    broken("src/app/steps/mod.rs", "use super::super::ui;", why);
    broken("src/app/update.rs", "use crate::*;", why);
    broken("src/app/update.rs", "fn f(x: &bcc_wizard::ui::Frame) {}", why);
    broken("src/app/update.rs", "#[cfg(test)] mod tests { use crate::ui::view; }", why);
    kept(
        "src/app/update.rs",
        "use super::super::domain; use super::msg::Msg; use crate::app::key;",
    );
    kept("src/app.rs", "mod tests { use super::*; }");
    kept("src/app/update.rs", "/// See [`crate::ui`].\nconst X: &str = \"crate::tui::run\";");
}

#[test]
fn a_room_within_a_room_opens_only_itself() {
    let why = "sandbox may import domain, api::sign, api::cipher, api::wire";
    broken("src/sandbox/server.rs", "use crate::api::client::Client;", why);
    broken("src/sandbox/server.rs", "use crate::api;", why);
    broken("src/sandbox/server.rs", "use crate::api::{sign, client};", why);
    kept("src/sandbox/server.rs", "use crate::api::{sign, cipher, wire::zone::Zone};");
    broken(
        "src/export.rs",
        "use crate::api::cipher;",
        "export may import domain, api::wire, api::sign",
    );
    kept("src/export/curl.rs", "use crate::api::{wire, sign::Signable};");
}

#[test]
fn rooms_nobody_has_planned_are_refused() {
    broken("src/utils.rs", "", "the room utils is not in the table of rooms");
    broken("src/ui.rs", "use crate::secret_door;", "ui may import app, domain, i18n");
    kept("src/i18n.rs", "fn f() { crate::_rust_i18n_try_translate(a, b) }");
    broken("src/ui.rs", "fn f() { crate::_rust_i18n_try_translate(a, b) }", "domain, i18n");
}

#[test]
fn whoever_may_do_everything_does() {
    kept("src/main.rs", "use bcc_wizard::{tui, sandbox}; fn main() { bcc_wizard::cli::parse() }");
    kept("src/commands/apply.rs", "use crate::{api, headless::apply, config};");
}

#[test]
fn crates_stay_in_their_rooms() {
    broken("src/ui.rs", "use crossterm::event;", "only tui may name crossterm");
    broken("src/ui.rs", "use ratatui::crossterm::event;", "only tui may name crossterm");
    broken("src/commands.rs", "use ratatui::{crossterm};", "only tui may name crossterm");
    broken("src/api.rs", "fn f() { ::axum::serve() }", "only sandbox may name axum");
    broken("src/runtime.rs", "use reqwest;", "only api may name reqwest");
    broken("src/domain.rs", "use ratatui::text::Line;", "only ui, tui may name ratatui");
    for room in ["domain", "app", "ui"] {
        let source = "#[tokio::test] async fn f() {}";
        broken(&format!("src/{room}/x.rs"), source, &format!("{room} may not name tokio"));
    }
    kept("src/tui/run.rs", "use crossterm::event; use tokio::select; use ratatui::Frame;");
    kept("src/sandbox.rs", "use axum::Router;");
    kept("src/api.rs", "use reqwest::Client; // like crossterm::event");
}

#[test]
fn unfinished_work_is_seen() {
    let path = "src/api/client.rs";
    for source in ["todo!()", "unimplemented! (\"x\")", "dbg!(x)", "#[ignore]", "#[ignore = \"y\"]"]
    {
        assert_eq!(habit_faults(path, &format!("fn f() {{\n{source} }}")).len(), 1, "{source}");
        assert!(habit_faults(path, source)[0].starts_with("src/api/client.rs:1: "));
    }
    assert_eq!(habit_faults(path, "// todo!()\nconst A: &str = \"dbg!(x) #[ignore]\";"), [""; 0]);
}

#[test]
fn sleeping_is_no_way_to_wait() {
    for source in ["std::thread::sleep(d);", "use std::thread::{self, sleep};", "thread::sleep(d);"]
    {
        assert_eq!(habit_faults("src/tui/run.rs", source).len(), 1, "{source}");
        assert_eq!(habit_faults("tests/it/flow.rs", source).len(), 1, "{source}");
    }
    let timer = "tokio::time::sleep(d).await;";
    assert_eq!(habit_faults("src/runtime/executor.rs", timer), [""; 0]);
    assert_eq!(habit_faults("tests/it/flow.rs", timer).len(), 1);
    assert_eq!(habit_faults("tests/it/flow.rs", "time::sleep_until(d).await;").len(), 1);
}

#[test]
fn a_file_that_is_too_long_is_seen() {
    assert_eq!(habit_faults("src/cli.rs", &"\n".repeat(LONGEST)), [""; 0]);
    assert_eq!(habit_faults("tests/it/cli.rs", &"\n".repeat(LONGEST + 1)).len(), 1);
}

#[test]
fn the_workplace_is_seen_in_any_file() {
    for word in WORKPLACE {
        let faults = workplace_faults("README.md", &format!("fine\nsee {word}x\n"));
        assert_eq!(faults, [format!("README.md:2: see {word}x")]);
    }
    assert_eq!(workplace_faults("README.md", "it works / shared"), [""; 0]);
}

#[test]
fn sentences_in_the_code_are_seen() {
    let seen = |source: &str| literals::faults("src/commands/apply.rs", source);
    for source in [
        "say(\"the plan is not valid\");",
        "fn f() -> String {\n    format!(\"{name}: it is not, there at all\")\n}",
        "#[error(\"this is no good: {0}\")]",
        "const A: &str = r#\"one two three four\"#;",
    ] {
        assert_eq!(seen(source).len(), 1, "{source}");
    }
    assert!(seen("fn f() {}\nsay(\"a b c d\")")[0].starts_with("src/commands/apply.rs:2: "));
    for source in [
        "// the plan is not valid\nsay(words.get(\"apply.not_valid\"))",
        "let a = \"bcc-wizard resume {token}\"; let b = '\"'; let c = \"x y z\";",
        "#[cfg(test)]\nmod tests { const A: &str = \"one two three four\"; }",
    ] {
        assert_eq!(seen(source), [""; 0], "{source}");
    }
    assert_eq!(literals::faults("src/sandbox/spot.rs", "\"one two three four\""), [""; 0]);
}

#[test]
fn chinese_in_the_manner_of_ascii_is_seen() {
    for sentence in [
        "共 3 台,合计",
        "价格(元)",
        "请选择: 是",
        "可用区 子网",
        "名为\"web\"的实例",
        "%{field}, 请更改",
        "稍候...",
        "公网 IP",
    ] {
        assert!(!chinese::written("k", sentence).is_empty(), "{sentence}");
    }
    for sentence in
        ["“%{name}”（%{id}）：已改为 %{value}。", "endpoint: %{a}, %{b}", "按 Ctrl-N、Tab 或 a:b"]
    {
        assert_eq!(chinese::written("k", sentence), [""; 0], "{sentence}");
    }
    for (english, chinese, faults) in [
        ("Choose another zone.", "请选择其他区域。", 1),
        ("Choose another zone.", "请选择其他可用区。", 0),
        ("The time-zone of %{zone} and zonesteps", "时间", 0),
        ("Subnets and VPCs", "子网和网络", 1),
    ] {
        assert_eq!(chinese::terms("k", english, chinese).len(), faults, "{english}");
    }
}

#[test]
fn languages_that_differ_are_seen() {
    let english = "[a]\nb = \"%{n} of %{m}\"\nc = \"x\"\n";
    let chinese = "[a]\nb = \"共 %{m} 个,%{n}\"\nc = \"某\"\n";
    for (en, zh, faults) in [
        (english, chinese, vec![]),
        (
            english,
            "a.b = \"%{n}\"\na.c = \"y\"",
            vec!["core: a.b: places {\"m\", \"n\"} and {\"n\"}"],
        ),
        (english, "a.b = \"%{m}%{n}\"", vec!["core: a.c: not in zh-CN"]),
        ("", "d = \"z\"", vec!["core: d: not in en"]),
        ("d = 1", "d = \"z\"", vec!["core.en.toml: d is not a sentence", "core: d: not in en"]),
        ("_version = 1\nd = \"z\"", "d = \"z\"", vec![]),
        ("d = \" \"", "", vec!["core.en.toml: d is not a sentence"]),
    ] {
        let files = BTreeMap::from([
            ("core.en.toml".to_owned(), en.to_owned()),
            ("core.zh-CN.toml".to_owned(), zh.to_owned()),
        ]);
        assert_eq!(locales::faults(&files), faults, "{en} | {zh}");
    }
}

#[test]
fn locale_files_that_do_not_pair_are_seen() {
    let all = |files: &[(&str, &str)]| {
        let files = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        locales::faults(&files.collect())
    };
    assert_eq!(all(&[("ui.en.toml", "")]), ["ui: only in [\"en\"]"]);
    assert_eq!(all(&[("ui.fr.toml", "")]).len(), 1);
    assert_eq!(all(&[("ui.en.toml", "= 1"), ("ui.zh-CN.toml", "")]).len(), 2);
    let twice = [
        ("a.en.toml", "k = \"1\""),
        ("a.zh-CN.toml", "k = \"1\""),
        ("b.en.toml", "k = \"1\""),
        ("b.zh-CN.toml", "k = \"1\""),
    ];
    assert_eq!(all(&twice), ["k: both in a and in b"]);
}

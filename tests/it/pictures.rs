//! The pictures of the README, made from real screens of the real program. They are written where
//! `BCC_WIZARD_PICTURES` says; without it the same walk is a test of the screens alone.

use rstest::rstest;

use crate::picture;
use crate::terminal::{Program, Terminal};

/// The words of a language that the walk waits for.
struct Walk {
    language: &'static str,
    sold_out: &'static str,
    found: &'static str,
    buy: &'static str,
    compared: &'static str,
    running: &'static str,
}

const ENGLISH: Walk = Walk {
    language: "en",
    sold_out: "sold out",
    found: "4 of 58",
    buy: "Buy",
    compared: "less (",
    running: "Running",
};

const CHINESE: Walk = Walk {
    language: "zh-CN",
    sold_out: "售罄",
    found: "4/58",
    buy: "购买",
    compared: "省 ¥",
    running: "Running",
};

fn take(terminal: &Terminal, folder: &std::path::Path, name: &str, walk: &Walk) {
    let title = match walk.language {
        "en" => "bcc-wizard --sandbox".to_owned(),
        language => format!("bcc-wizard --sandbox --language {language}"),
    };
    let svg = picture::svg(&terminal.picture(), &title);
    let file = picture::save(folder, &format!("{name}.{}", walk.language), &svg).unwrap();
    assert!(file.is_file());
}

fn every_price_is_there(terminal: &Terminal) {
    terminal.wait_until("every price", |screen| {
        !screen.contents().lines().any(|line| line.trim_end().ends_with('…'))
    });
}

#[rstest]
#[case::english(ENGLISH)]
#[case::chinese(CHINESE)]
fn of_the_readme_show_real_screens(#[case] walk: Walk) {
    let temporary = tempfile::tempdir().unwrap();
    let folder = picture::folder().unwrap_or_else(|| temporary.path().to_owned());
    let terminal = Program::wizard()
        .args(["--sandbox", "--boot-seconds", "0", "--language", walk.language])
        .size(110, 32)
        .start();
    terminal.wait_for("cn-bj-a");
    terminal.wait_for("≈");
    terminal.press("ctrl-n");
    terminal.wait_for(walk.sold_out);
    every_price_is_there(&terminal);
    terminal.press("/");
    terminal.type_text("4c16g");
    terminal.wait_for("/ 4c16g");
    terminal.wait_for(walk.found);
    take(&terminal, &folder, "spec", &walk);
    for _ in 0..5 {
        terminal.press("ctrl-n");
    }
    terminal.wait_for(walk.compared);
    every_price_is_there(&terminal);
    take(&terminal, &folder, "billing", &walk);
    terminal.press("ctrl-n");
    terminal.wait_for(walk.buy);
    take(&terminal, &folder, "review", &walk);
    terminal.press("enter");
    terminal.wait_for("y ");
    terminal.press("y");
    terminal.wait_for(walk.running);
    terminal.wait_for("ssh ");
    take(&terminal, &folder, "done", &walk);
    terminal.press("q");
    terminal.wait_exit();
}

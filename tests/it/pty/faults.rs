//! The real binary on its embedded sandbox when something goes wrong on the way.

use super::{embedded, quit, to_the_question};

#[test]
fn an_order_whose_answer_is_lost_is_cleared_up_before_the_users_eyes() {
    let terminal = embedded((120, 36)).args(["--faults", "lost-reply"]).start();
    to_the_question(&terminal);
    terminal.press("y");
    terminal.wait_for("The order may have been placed: its answer did not arrive.");
    terminal.wait_for("Running");
    terminal.wait_for("ssh ");
    terminal.press("q");
    assert_eq!(terminal.wait_exit().exit_code(), 0);
    terminal.assert_restored();
}

#[test]
fn a_file_of_faults_reaches_the_embedded_sandbox() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("my.toml");
    // A page that a read is not asked again for; the second try is the user's.
    let rule = "match = \"ListZones\"\nnth = 1\naction.html.status = 200";
    let plan = format!("[[plan]]\nname = \"p\"\nabout = \"a\"\n[[plan.rule]]\n{rule}");
    std::fs::write(&file, plan).unwrap();
    let terminal = embedded((120, 36)).args(["--faults", file.to_str().unwrap()]).start();
    terminal.wait_for("The zones could not be loaded.");
    terminal.press("ctrl-r");
    terminal.wait_for("cn-bj-a");
    assert_eq!(quit(&terminal), 130);
}

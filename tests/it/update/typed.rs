//! Bad input for everything that is typed on the step of names and login: nothing, blanks, the longest,
//! one past it, Chinese, emoji, control characters, a pasted paragraph.

use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::edit::LONGEST;
use bcc_wizard::domain::field::FieldId;
use secrecy::ExposeSecret as _;

use super::editor::unfold;
use crate::drive::Drive;

const PARAGRAPH: &str = "A server.\r\n\r\nIt has two lines,\tand \u{1b}[1mmore\u{7}.\n";
const AS_ONE_LINE: &str = "A server.  It has two lines, and [1mmore.";

/// What is pasted, what is kept of it, the rules it breaks, and what is said of the paste.
type Case<'a> = (&'a str, &'a str, &'a [&'a str], &'a str);

#[track_caller]
fn judged(field: FieldId, cases: &[Case]) {
    for (pasted, kept, rules, notice) in cases {
        let mut drive = Drive::new();
        drive.focus(field).paste(pasted);
        let shown: String = pasted.chars().take(30).collect();
        assert_eq!(drive.wizard.draft.text(field).unwrap(), kept, "{shown}");
        assert_eq!(drive.notice(), *notice, "{shown}");
        assert_eq!(drive.broken(field), *rules, "{shown}");
        drive.press("ctrl-n");
        assert_eq!(drive.wizard.focused() == field, !rules.is_empty(), "{shown}");
    }
}

#[test]
fn names() {
    let (longest, longer) = ("x".repeat(65), "x".repeat(66));
    let (most, past) = ("x".repeat(LONGEST), "x".repeat(LONGEST + 1));
    judged(
        FieldId::Name,
        &[
            ("", "", &[], ""),
            ("   ", "   ", &[], ""),
            (&longest, &longest, &[], ""),
            (&longer, &longer, &["name.len"], ""),
            (&most, &most, &["name.len"], ""),
            (&past, "", &[], "notice.too_long"),
            ("web网站", "web网站", &[], ""),
            ("web👍", "web👍", &["name.charset"], ""),
            ("w\u{0}e\u{9b}b", "web", &[], "notice.paste_cleaned"),
            ("web\r\none\n", "web one", &[], "notice.paste_joined"),
            (PARAGRAPH, AS_ONE_LINE, &["name.charset"], "notice.paste_cleaned"),
        ],
    );
}

#[test]
fn host_names() {
    let (longest, longer) = ("x".repeat(64), "x".repeat(65));
    judged(
        FieldId::Hostname,
        &[
            ("", "", &[], ""),
            ("  \t ", "    ", &[], "notice.paste_joined"),
            (&longest, &longest, &[], ""),
            (&longer, &longer, &["host.len"], ""),
            ("w", "w", &["host.len"], ""),
            ("网站", "网站", &["host.charset"], ""),
            ("web👍", "web👍", &["host.charset"], ""),
            ("web\u{7f}", "web", &[], "notice.paste_cleaned"),
            (PARAGRAPH, AS_ONE_LINE, &["host.charset"], "notice.paste_cleaned"),
        ],
    );
}

#[test]
fn passwords() {
    let past = "x".repeat(LONGEST + 1);
    for (pasted, kept, rules, notice) in [
        ("", "", &["pass.required"][..], ""),
        ("   ", "   ", &["pass.classes", "pass.charset", "pass.len"], ""),
        ("Zq7!rutabagaZq7!", "Zq7!rutabagaZq7!", &[], ""),
        ("Zq7!rutabagaZq7!x", "Zq7!rutabagaZq7!x", &[], ""),
        (&"Zq7!".repeat(9), &"Zq7!".repeat(9), &["pass.len"], ""),
        (&past, "", &["pass.required"], "notice.too_long"),
        ("Zq7!密码密码", "Zq7!密码密码", &["pass.charset"], ""),
        ("Zq7!zzzz👍", "Zq7!zzzz👍", &["pass.charset"], ""),
        ("Zq7!\u{1b}zzzz\n", "Zq7!zzzz", &[], "notice.paste_cleaned"),
        ("Zq7!\nzzzz", "Zq7! zzzz", &["pass.charset"], "notice.paste_joined"),
    ] {
        let mut drive = Drive::new();
        drive.turn(FieldId::Login, "password").focus(FieldId::Password).paste(pasted);
        assert_eq!(drive.notice(), notice, "{kept:?}");
        let mut broken = drive.broken(FieldId::Password);
        broken.sort_unstable();
        let mut rules = rules.to_vec();
        rules.sort_unstable();
        assert_eq!(broken, rules, "{kept:?}");
        assert_eq!(drive.wizard.draft.password.expose_secret(), kept);
    }
}

#[test]
fn tags() {
    let past = "x".repeat(LONGEST + 1);
    for (pasted, kept) in [
        ("", ""),
        ("   ", ""),
        (&*"x".repeat(65), &*"x".repeat(65)),
        ("团队", "团队"),
        ("👍", "👍"),
        ("te\u{1b}am", "team"),
        (PARAGRAPH, AS_ONE_LINE),
        (&past, ""),
    ] {
        let mut drive = Drive::new();
        drive.press("alt-6");
        unfold(&mut drive);
        drive.focus(FieldId::Tags).press("a").paste(pasted).press("tab").paste(pasted);
        drive.press("ctrl-n");
        // What a rule refuses stays in the form; what none does is in the list as it was typed.
        match &drive.wizard.dialog {
            Some(Dialog::Item(form)) => {
                assert_eq!(form.value("tag_key").trim(), kept);
                assert!(form.judged && drive.wizard.draft.tags.is_empty());
            }
            None => {
                let tag = &drive.wizard.draft.tags[0];
                assert_eq!([&tag.key, &tag.value], [kept, kept]);
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_paste_without_a_place_is_not_spoken_of() {
    let mut drive = Drive::new();
    drive.press("alt-1").paste("a\u{7}b\nc");
    assert_eq!(drive.notice(), "");
    drive.press("alt-2 /").paste("g5\u{7}");
    assert_eq!(drive.notice(), "notice.paste_cleaned");
}

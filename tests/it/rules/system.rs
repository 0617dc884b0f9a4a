//! Names and login.

use bcc_wizard::domain::draft::LoginChoice;
use bcc_wizard::domain::rules;
use secrecy::SecretString;

use super::{Case, judge};
use crate::world::World;

fn name(world: &mut World, text: &str) {
    world.draft.name = text.into();
}

fn host(world: &mut World, text: &str) {
    world.draft.hostname = text.into();
}

fn windows(world: &mut World) {
    world.draft.image = Some("m-windows".to_owned());
}

fn batch(world: &mut World, length: usize) {
    world.draft.count = "10".into();
    (world.draft.name, world.draft.hostname) = ("n".repeat(length + 1), "h".repeat(length));
}

fn key(world: &mut World, id: &str) {
    world.draft.key_pair = Some(id.to_owned());
}

pub const CASES: &[Case] = &[
    (|w| name(w, " Web 服务_1/a.b-c "), &[]),
    (|w| name(w, "测试1"), &["W name.charset:name_chinese_first @name"]),
    (|w| name(w, "1web"), &["E name.charset @name"]),
    (|w| name(w, "测试!"), &["E name.charset @name"]),
    (|w| name(w, "web\t1"), &["E name.charset @name"]),
    (|w| name(w, "wéb"), &["E name.charset @name"]),
    (|w| name(w, &"n".repeat(65)), &[]),
    (|w| name(w, &"n".repeat(66)), &["E name.len @name"]),
    (|w| name(w, &format!("n{}", "字".repeat(64))), &[]),
    (|w| batch(w, 61), &[]),
    (|w| batch(w, 62), &["W name.batch @name", "W host.batch @hostname"]),
    (|w| host(w, "web-1.a"), &[]),
    (|w| host(w, "web_1/a"), &["W host.special @hostname -> web-1-a"]),
    (|w| host(w, "Web 1!"), &["E host.charset @hostname -> web-1"]),
    (|w| host(w, "web--1"), &["E host.charset @hostname -> web-1"]),
    (|w| host(w, "web-"), &["E host.charset @hostname -> web"]),
    (|w| host(w, "1web"), &["E host.charset @hostname -> web"]),
    (|w| host(w, "11"), &["E host.charset @hostname"]),
    (|w| host(w, "服务器"), &["E host.charset @hostname"]),
    (|w| host(w, "a"), &["E host.len @hostname"]),
    (|w| host(w, "ab"), &[]),
    (|w| host(w, &"h".repeat(64)), &[]),
    (|w| host(w, &"h".repeat(65)), &["E host.len @hostname"]),
    (
        |w| {
            windows(w);
            w.draft.login = LoginChoice::Later;
            host(w, &"h".repeat(15));
        },
        &["W x.login_one @login"],
    ),
    (
        |w| {
            windows(w);
            w.draft.login = LoginChoice::Later;
            host(w, &"h".repeat(16));
        },
        &["I host.windows @hostname", "W x.login_one @login"],
    ),
    (|w| w.draft.login = LoginChoice::Later, &["W x.login_one @login"]),
    (windows, &["E x.login_windows @login -> password"]),
    (
        |w| {
            windows(w);
            w.log_in_by("Abcd123!");
        },
        &[],
    ),
    (|w| w.draft.key_pair = None, &["E key.required @key_pair"]),
    (
        |w| {
            w.draft.key_pair = None;
            w.key_pairs = Some(Vec::new());
        },
        &["E key.required:key_none @key_pair -> login=password"],
    ),
    (|w| key(w, "k-gone"), &["E key.listed @key_pair"]),
    (
        |w| {
            w.key_pairs = None;
            key(w, "k-any9");
        },
        &[],
    ),
    (
        |w| {
            w.key_pairs = None;
            key(w, "key");
        },
        &["E key.listed:key_format @key_pair"],
    ),
    (|w| w.short_secret = true, &[]),
    (
        |w| {
            w.short_secret = true;
            w.log_in_by("Abcd123!");
        },
        &["E cred.sk @login"],
    ),
    (|w| w.log_in_by(""), &["E pass.required @password"]),
    (|w| w.log_in_by("Abc123!"), &["E pass.len @password"]),
    (|w| w.log_in_by("Abcd123!"), &[]),
    (|w| w.log_in_by("Abcd123!Abcd123!"), &[]),
    (|w| w.log_in_by("Abcd123!Abcd123!1"), &["W pass.len:pass_len_newer @password"]),
    (|w| w.log_in_by(&"Ab1!".repeat(8)), &["W pass.len:pass_len_newer @password"]),
    (|w| w.log_in_by(&"Ab1!x".repeat(7)), &["E pass.len @password"]),
    (|w| w.log_in_by("abcdefgh1"), &["E pass.classes @password"]),
    (|w| w.log_in_by("Abcdefgh1"), &["W pass.classes:pass_classes_newer @password"]),
    (
        |w| w.log_in_by("abcdefg1~"),
        &[
            "W pass.classes:pass_classes_newer @password",
            "W pass.charset:pass_charset_newer @password",
        ],
    ),
    (|w| w.log_in_by("Abcd123!~"), &["W pass.charset:pass_charset_newer @password"]),
    (|w| w.log_in_by("Abcd 123!"), &["E pass.charset @password"]),
    (|w| w.log_in_by("Abcd\"123!"), &["E pass.charset @password"]),
    (|w| w.log_in_by("Abcd123!密"), &["E pass.charset @password"]),
    (
        |w| {
            w.log_in_by("Abcd123!");
            w.draft.password_again = SecretString::from("Abcd123! ");
        },
        &["E pass.repeat @password_again"],
    ),
    (
        |w| {
            w.draft.password = SecretString::from("x");
            w.draft.password_again = SecretString::from("y");
        },
        &[],
    ),
];

#[test]
fn names_and_login() {
    judge(CASES);
}

#[test]
fn problems_of_a_password_tell_nothing_of_it() {
    let secret = "Zq9 hunter\"";
    let mut world = World::valid();
    world.log_in_by(secret);
    world.draft.password_again = SecretString::from("other");
    let problems = rules::check(&world.draft, &world.facts());
    assert!(problems.len() >= 2);
    assert!(!format!("{problems:?}").contains("Zq9"), "{problems:?}");
    assert!(problems.iter().all(|problem| problem.values.is_empty()));
}

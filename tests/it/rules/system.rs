//! Names and login.

use bcc_wizard::domain::catalog::ImageKind;
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

fn keep_login(world: &mut World, kind: ImageKind) {
    world.draft.login = LoginChoice::KeepImage;
    world.image().kind = kind;
}

pub const CASES: &[Case] = &[
    (|w| name(w, " Web 服务_1/a.b-c "), &[]),
    (|w| name(w, "测试1"), &["W name.charset:name_chinese_first @name"]),
    (|w| name(w, "1web"), &["E name.charset @name -> web"]),
    (|w| name(w, "测试!"), &["E name.charset @name -> 测试"]),
    (|w| name(w, "１２３"), &["E name.charset @name"]),
    (|w| name(w, "web\t1"), &["E name.charset @name -> web-1"]),
    (|w| name(w, "wéb"), &["E name.charset @name -> w-b"]),
    (|w| name(w, &"n".repeat(65)), &[]),
    (
        |w| name(w, &format!("{}!", "n".repeat(65))),
        &[
            concat!(
                "E name.charset @name -> ",
                "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"
            ),
            concat!(
                "E name.len @name -> ",
                "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"
            ),
        ],
    ),
    (|w| name(w, &format!("n{}", "字".repeat(64))), &[]),
    (|w| batch(w, 61), &["I x.batch_names @name", "I x.batch_names @hostname"]),
    (
        |w| batch(w, 62),
        &[
            concat!(
                "W name.batch @name -> ",
                "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"
            ),
            "I x.batch_names @name",
            concat!(
                "W host.batch @hostname -> ",
                "hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh"
            ),
            "I x.batch_names @hostname",
        ],
    ),
    (|w| w.draft.count = "10".into(), &[]),
    (
        |w| {
            w.draft.count = "10".into();
            (w.draft.name, w.draft.hostname) = ("1".into(), "a-".into());
        },
        &["E name.charset @name", "E host.charset @hostname"],
    ),
    (
        |w| {
            w.draft.ordered_suffix = Some(true);
            name(w, "web");
        },
        &["I x.batch_names:x_batch_single @name"],
    ),
    (
        |w| {
            w.draft.ordered_suffix = Some(false);
            name(w, "web");
        },
        &[],
    ),
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
    (
        |w| host(w, &"h".repeat(65)),
        &[concat!(
            "E host.len @hostname -> ",
            "hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh"
        )],
    ),
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
    (|w| key(w, "k-gone"), &["E key.listed @key_pair -> k-one"]),
    (
        |w| {
            let more = w.key_pairs.clone().unwrap();
            w.key_pairs.as_mut().unwrap().extend(more);
            key(w, "k-gone");
        },
        &["E key.listed @key_pair"],
    ),
    (
        |w| {
            w.key_pairs = Some(Vec::new());
            key(w, "k-gone");
        },
        &["E key.listed @key_pair -> login=password"],
    ),
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
    (|w| keep_login(w, ImageKind::Custom), &[]),
    (|w| keep_login(w, ImageKind::Shared), &[]),
    (|w| keep_login(w, ImageKind::Public), &["E x.login_keep @login -> key_pair"]),
    (|w| keep_login(w, ImageKind::Market), &["E x.login_keep @login -> key_pair"]),
    (
        |w| {
            w.key_pairs = Some(Vec::new());
            keep_login(w, ImageKind::Public);
        },
        &["E x.login_keep @login -> password"],
    ),
    (
        |w| {
            windows(w);
            keep_login(w, ImageKind::Public);
        },
        &["E x.login_keep @login -> password"],
    ),
    (
        |w| {
            (w.images, w.detail) = (None, None);
            w.draft.login = LoginChoice::KeepImage;
        },
        &[],
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

//! A purchase in the forms of other programs, whatever is in it.

use std::io::Write as _;
use std::process::{Command, Stdio};

use bcc_wizard::domain::plan::{Format, Login, Plan};
use bcc_wizard::export::{self, Sender, body};
use hcl::{Block, Body, Expression};
use proptest::prelude::*;
use secrecy::SecretString;
use serde_json::{Map, Value};

use super::read;
use crate::create::laws::any_plan;
use crate::create::{maximal_plans, sent};
use bcc_wizard::domain::language::Language;
use bcc_wizard::i18n;

const SECRET: &str = "examplesecretkey0123456789abcdef";

fn text(plan: &Plan, format: Format) -> String {
    let secret = SecretString::from(SECRET);
    let sender = Sender {
        base: "http://127.0.0.1:8787",
        access_key: "ak-1",
        secret_key: &secret,
        session_token: None,
        at: "2026-01-02T03:04:05Z",
        token: "token-1",
    };
    export::text(plan, format, Some(&sender), &i18n::speaker(Language::En)).unwrap()
}

/// What would be sent, but for what is secret.
fn bare(plan: &Plan) -> Value {
    let mut body = sent(plan);
    let fields = body.as_object_mut().unwrap();
    fields.shift_remove("adminPass");
    for disk in
        fields.get_mut("createCdsList").into_iter().filter_map(Value::as_array_mut).flatten()
    {
        disk.as_object_mut().unwrap().shift_remove("encryptKey");
    }
    body
}

/// The words that a real shell makes of a command; the program is a function that repeats them.
fn words(program: &str, text: &str) -> Vec<String> {
    let script = format!("{program}() {{ printf '%s\\0' \"$@\"; }}\n{text}");
    let mut shell = Command::new("/bin/sh")
        .env_clear()
        .env("BCE_SECURITY_TOKEN", "the token")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    shell.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    let output = shell.wait_with_output().unwrap();
    assert!(output.status.success());
    let words = String::from_utf8(output.stdout).unwrap();
    words.split_terminator('\0').map(str::to_owned).collect()
}

fn after<'a>(words: &'a [String], option: &str) -> Vec<&'a str> {
    let pairs = words.windows(2).filter(|pair| pair[0] == option);
    pairs.map(|pair| pair[1].as_str()).collect()
}

fn assert_json(plan: &Plan) {
    let text = text(plan, Format::Json);
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), bare(plan));
    assert!(text.contains("\n  \"") && text.ends_with("}\n"), "{text}");
}

fn assert_curl(plan: &Plan) {
    let words = words("curl", &text(plan, Format::Curl));
    let bodies = after(&words, "--data-raw");
    assert_eq!(bodies.len(), 1);
    assert_eq!(serde_json::from_str::<Value>(bodies[0]).unwrap(), bare(plan));
    assert_eq!(
        after(&words, "POST"),
        ["http://127.0.0.1:8787/v2/instanceBySpec?clientToken=token-1"]
    );
}

fn assert_bce(plan: &Plan) {
    let words = words("bce", &text(plan, Format::Bce));
    assert_eq!(words[..2], ["bcc", "CreateInstanceBySpec"]);
    let mut said = Map::new();
    for word in &words[2..] {
        let (name, value) = word.strip_prefix("--").unwrap().split_once('=').unwrap();
        assert!(said.insert(name.to_owned(), Value::from(value)).is_none(), "{name} twice");
    }
    let region = said.shift_remove("region").unwrap();
    assert_eq!(region, Value::from(plan.region.replace('\0', "")));
    let body = bare(plan);
    let wanted = body.as_object().unwrap().iter().map(|(name, value)| {
        let text = match value {
            Value::String(text) => text.replace('\0', ""),
            other => other.to_string(),
        };
        (name.clone(), Value::from(text))
    });
    assert_eq!(said, wanted.collect::<Map<_, _>>());
}

/// The attribute as JSON. A template would be an expression of its own, so a text is what it says.
fn plain(value: &Expression) -> Value {
    match value {
        Expression::String(text) => Value::from(text.as_str()),
        Expression::Bool(flag) => Value::from(*flag),
        Expression::Number(number) => Value::from(number.as_u64().unwrap()),
        Expression::Array(list) => list.iter().map(plain).collect(),
        Expression::Object(object) => {
            let entries = object.iter().map(|(key, value)| {
                let key = match key {
                    hcl::ObjectKey::Identifier(name) => name.to_string(),
                    hcl::ObjectKey::Expression(Expression::String(text)) => text.clone(),
                    other => panic!("{other:?}"),
                };
                (key, plain(value))
            });
            Value::Object(entries.collect())
        }
        other => panic!("{other:?}"),
    }
}

fn attributes(body: &Body) -> Map<String, Value> {
    body.attributes().map(|it| (it.key.to_string(), plain(&it.expr))).collect()
}

fn blocks<'a>(body: &'a Body, name: &'a str) -> Vec<&'a Block> {
    body.blocks().filter(|block| block.identifier.as_str() == name).collect()
}

fn assert_terraform(plan: &Plan) {
    let text = text(plan, Format::Terraform);
    let file: Body = hcl::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let resources = blocks(&file, "resource");
    assert_eq!((resources.len(), resources[0].labels[0].as_str()), (1, "baiducloud_instance"));
    let resource = &resources[0].body;
    let said = attributes(resource);
    let comments: Vec<&str> = text.lines().filter(|line| line.trim().starts_with('#')).collect();
    let sent = bare(plan);
    for (name, value) in sent.as_object().unwrap() {
        let same = |attribute: &str| said.get(attribute) == Some(value);
        let told = match name.as_str() {
            "imageId" => same("image_id"),
            "spec" => same("instance_spec"),
            "zoneName" => same("availability_zone"),
            "name" | "hostname" => same(name),
            "keypairId" => same("keypair_id"),
            "userData" => same("user_data"),
            "securityGroupIds" => same("security_groups"),
            "rootDiskSizeInGb" => same("root_disk_size_in_gb"),
            "specId" => true,
            "networkCapacityInMbps" if value == 0 => true,
            "purchaseCount" => value.as_u64() <= Some(1) || same("count"),
            "createCdsList" => {
                blocks(resource, "cds_disks").len() == value.as_array().unwrap().len()
            }
            "billing" => {
                said.get("payment_timing") == value.get("paymentTiming")
                    || comments.iter().any(|line| line.contains("billing.paymentTiming"))
            }
            "tags" => said.contains_key("tags"),
            // Whatever else it is: an attribute with its value, or a comment with its name.
            name => {
                said.values().any(|it| it == value)
                    || comments.iter().any(|line| line.contains(name))
            }
        };
        assert!(told, "{name} = {value} is not in\n{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn every_purchase_is_the_same_in_every_form(
        bytes in proptest::collection::vec(any::<u8>(), 0..160)
    ) {
        let plan = any_plan(&bytes);
        assert_json(&plan);
        assert_curl(&plan);
        assert_bce(&plan);
        assert_terraform(&plan);
    }
}

#[test]
fn what_says_the_most_is_the_same_in_every_form() {
    for plan in maximal_plans() {
        assert_json(&plan);
        assert_curl(&plan);
        assert_bce(&plan);
        assert_terraform(&plan);
        let toml = text(&plan, Format::Toml);
        assert!(read(&toml).is_ok(), "{toml}");
    }
}

#[test]
fn no_form_holds_a_secret() {
    for plan in maximal_plans() {
        let encrypted = sent(&plan)["adminPass"].as_str().map(str::to_owned);
        assert_eq!(encrypted.is_some(), matches!(plan.login, Login::Password(_)));
        for format in Format::ALL {
            let text = text(&plan, format);
            for secret in
                [SECRET, "Abcd123!", "a-key-of-disks"].into_iter().chain(encrypted.as_deref())
            {
                assert!(!text.contains(secret), "{secret} in\n{text}");
            }
            if encrypted.is_some() && [Format::Bce, Format::Terraform].contains(&format) {
                assert!(text.contains("adminPass"), "{text}");
            }
        }
        assert!(!body(&plan).contains_key("adminPass"));
    }
}

#[test]
fn a_session_token_is_signed_and_left_to_the_shell() {
    let secret = SecretString::from(SECRET);
    let token = SecretString::from("the token");
    let sender = Sender {
        base: "https://bcc.bj.baidubce.com",
        access_key: "ak-1",
        secret_key: &secret,
        session_token: Some(&token),
        at: "2026-01-02T03:04:05Z",
        token: "token-1",
    };
    let say = i18n::speaker(Language::En);
    let text = export::text(&maximal_plans()[0], Format::Curl, Some(&sender), &say).unwrap();
    assert!(!text.contains("the token"), "{text}");
    let words = words("curl", &text);
    let headers = after(&words, "-H");
    assert!(headers.contains(&"x-bce-security-token: the token"), "{headers:?}");
    let authorization = headers.iter().find(|it| it.starts_with("Authorization: ")).unwrap();
    assert!(authorization.contains("/1800/host;x-bce-date;x-bce-security-token/"));
    assert!(export::text(&maximal_plans()[0], Format::Curl, None, &say).is_err());
}

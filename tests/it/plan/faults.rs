//! What cannot be taken as it stands is said with line, key and way out, all of it at once.

use bcc_wizard::domain::draft::LoginChoice;
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::plan::file::{self, Fault, LARGEST, PasswordSource, keys};
use bcc_wizard::domain::plan::{ChargeType, Numa, Payment, RenewUnit};
use strum::IntoEnumIterator as _;

use super::{WEB, judged, read, with};

/// `line rule key -> the key that was meant`.
fn told(fault: &Fault) -> String {
    let line = fault.line.map_or("-".to_owned(), |line| line.to_string());
    let nearest = fault.nearest.as_ref().map(|near| format!(" -> {near}")).unwrap_or_default();
    format!("{line} {} {}{nearest}", fault.rule(), fault.key)
}

fn faults(text: &str) -> Vec<String> {
    read(text).map_or_else(|faults| faults.iter().map(told).collect(), |_| Vec::new())
}

#[test]
fn the_documented_plan_is_read_as_it_says() {
    let plan = read(WEB).unwrap();
    let draft = &plan.draft;
    assert_eq!((draft.region.as_str(), draft.zone.as_deref()), ("bj", Some("cn-bj-d")));
    assert_eq!((draft.spec.as_deref(), draft.count.as_str()), (Some("bcc.g5.c4m16"), "1"));
    assert_eq!(draft.image.as_deref(), Some("m-1A2b3C4d"));
    assert_eq!(draft.system_disk_type.as_deref(), Some("cloud_hp1"));
    assert_eq!(draft.data_disks.len(), 1);
    assert_eq!(
        (draft.data_disks[0].storage_type.as_str(), draft.data_disks[0].size.as_str()),
        ("enhanced_ssd_pl1", "100")
    );
    assert_eq!((draft.public_ip, draft.bandwidth.as_str()), (true, "5"));
    assert_eq!(draft.charge, Some(ChargeType::Traffic));
    assert_eq!((draft.login, draft.key_pair.as_deref()), (LoginChoice::KeyPair, Some("k-ghi789")));
    assert_eq!((draft.tags[0].key.as_str(), draft.tags[0].value.as_str()), ("team", "search"));
    assert_eq!(draft.payment, Payment::Postpaid);
    assert_eq!(judged(&plan), Vec::new());
    assert_eq!(plan.place(FieldId::Spec, None), ("spec.name".to_owned(), Some(8)));
    assert_eq!(plan.place(FieldId::DataDisks, Some(0)), ("disks.data[1]".to_owned(), Some(18)));
    assert_eq!(plan.place(FieldId::Ipv6, None), ("network.ipv6".to_owned(), None));
    assert!(plan.answered.contains(&FieldId::Tags) && !plan.answered.contains(&FieldId::Vpc));
}

#[test]
fn every_question_has_one_key_of_its_own() {
    let mut seen: Vec<&str> = Vec::new();
    for field in FieldId::iter() {
        let key = keys::key(field);
        let shared = matches!(
            field,
            FieldId::GroupKind | FieldId::RenewTime | FieldId::Password | FieldId::PasswordAgain
        );
        assert!(key.is_empty() || shared || !seen.contains(&key), "{key}");
        assert!(key.is_empty() || keys::TABLES.contains(&keys::table(key)), "{key}");
        if !shared {
            seen.push(key);
        }
    }
}

#[test]
fn all_faults_are_told_at_once() {
    let text = r#"version = 1
regionn = "bj"
[spec]
nam = "x"
purchaseCount = 2
count = "two"
threads_per_core = 3
hyper_threading = "yes"
[disks]
size_gb = 40
[[disks.data]]
type = "hp1"
size = 5
[[disks.file_systems]]
id = "cfs-1"
protocol = "ftp"
[[disks.file_systems]]
id = "cfs-2"
[network]
security_groups = ["a", 2]
enterprise_security_groups = ["b"]
hostname = "web"
public_ip = true
[system]
password = "hunter2-hunter2"
Secret-Key = "hunter2-hunter2"
tags = []
[system.login]
key_pair = "k"
later = true
[billing]
payment = "prepay"
months = -3
bid = "market"
bid_per_minute = 0.0012
auto_renew = { every = 1.5 }
"#;
    assert_eq!(
        faults(text),
        [
            "2 file.unknown_key regionn -> region",
            "4 file.unknown_key spec.nam -> spec.name",
            "5 file.unknown_key spec.purchaseCount -> spec.count",
            "6 file.wrong_type spec.count",
            "7 file.not_a_word spec.threads_per_core",
            "8 file.wrong_type spec.hyper_threading",
            "10 file.unknown_key disks.size_gb -> disks.data.size_gb",
            "13 file.unknown_key disks.data[1].size -> disks.data[1].size_gb",
            "16 file.not_a_word disks.file_systems[1].protocol",
            "17 file.missing disks.file_systems[2].protocol",
            "20 file.wrong_type network.security_groups[2]",
            "21 file.contradicts network.enterprise_security_groups",
            "22 file.unknown_key network.hostname -> system.hostname",
            "23 file.wrong_type network.public_ip",
            "25 file.secret_password system.password",
            "26 file.secret_key system.Secret-Key",
            "27 file.wrong_type system.tags",
            "30 file.contradicts system.login.later",
            "32 file.not_a_word billing.payment",
            "33 file.out_of_range billing.months",
            "35 file.contradicts billing.bid_per_minute",
            "36 file.missing billing.auto_renew.unit",
            "36 file.wrong_type billing.auto_renew.every",
        ]
    );
    let said = format!("{:?}", read(text).unwrap_err());
    assert!(!said.contains("hunter2"), "{said}");
}

#[test]
fn what_is_no_toml_is_told_by_line_with_what_else_is_wrong() {
    let text = "version = 1\nversion = 2\n[spec]\nname = \"x\n[image]\nid = \"m-1\"\n[spec]\n\
                count = = 2\n[system]\nnam = \"web\"\n";
    assert_eq!(
        faults(text),
        [
            "2 file.duplicate version",
            "4 file.syntax ",
            "7 file.duplicate spec",
            "8 file.syntax ",
            "10 file.unknown_key system.nam -> system.name",
        ]
    );
}

#[test]
fn a_file_that_is_none_says_so() {
    for (bytes, says) in [
        (&b""[..], "- file.empty "),
        (b"# only a comment\n\n", "- file.empty "),
        (b"version = 1\nregion = \"\xff\"\n", "2 file.not_utf8 "),
        (b"version = 2\nnonsense = 1\n", "1 file.version_other version"),
        (b"version = \"1\"\n", "1 file.wrong_type version"),
        (b"[spec]\nname = \"x\"\n", "1 file.version_missing version"),
    ] {
        let faults = file::read(bytes, "bj").unwrap_err();
        assert_eq!(faults.iter().map(told).collect::<Vec<_>>(), [says]);
    }
    let mut large = WEB.as_bytes().to_vec();
    large.resize(LARGEST, b'\n');
    assert!(file::read(&large, "bj").is_ok());
    large.push(b'\n');
    assert_eq!(told(&file::read(&large, "bj").unwrap_err()[0]), "- file.too_large ");
    // As some editors begin a file.
    assert!(read(&format!("\u{feff}{WEB}")).is_ok());
}

#[test]
fn a_wrong_type_names_both() {
    for (line, wanted, found) in [
        ("count = \"1\"", "integer", "string"),
        ("count = 1.5", "integer", "float"),
        ("count = true", "integer", "boolean"),
        ("count = 1979-05-27", "integer", "datetime"),
        ("count = []", "integer", "array"),
        ("count = {}", "integer", "table"),
        ("count = 1\njumbo = 1\nhyper_threading = 1", "boolean", "integer"),
        ("count = 1\nnuma = 1.5", "integer_or_string", "float"),
    ] {
        let faults = read(&with("count", line)).unwrap_err();
        let fault = faults.iter().find(|fault| fault.words == "wrong_type").unwrap();
        let values =
            [("found", format!("plan_type.{found}")), ("wanted", format!("plan_type.{wanted}"))];
        assert_eq!(fault.values, values, "{line}");
    }
}

#[test]
fn words_are_the_documented_ones_or_the_apis_own() {
    use ChargeType::{BandwidthPostpaid, BandwidthPrepaid, Traffic};

    let charge = |text: &str, payment: &str| {
        let plan = with("charge", &format!("charge = \"{text}\""));
        let plan = plan.replace("payment = \"postpaid\"", &format!("payment = \"{payment}\""));
        read(&plan).unwrap().draft.charge
    };
    for (text, payment, means) in [
        ("traffic", "prepaid", Traffic),
        ("bandwidth", "prepaid", BandwidthPrepaid),
        ("bandwidth", "Postpaid", BandwidthPostpaid),
        ("bandwidth", "bidding", BandwidthPostpaid),
        ("BANDWIDTH_PREPAID", "postpaid", BandwidthPrepaid),
        ("TRAFFIC_POSTPAID_BY_HOUR", "Prepaid", Traffic),
    ] {
        assert_eq!(charge(text, payment), Some(means), "{text} {payment}");
    }
    for (text, numa) in
        [("0", Numa::Zero), ("4", Numa::Four), ("\"auto\"", Numa::Auto), ("\"1\"", Numa::One)]
    {
        let plan = read(&with("count", &format!("numa = {text}"))).unwrap();
        assert_eq!(plan.draft.numa, Some(numa), "{text}");
    }
}

#[test]
fn money_is_taken_as_it_is_written() {
    for (text, price) in [
        ("0.0012", "0.0012"),
        ("0.10", "0.10"),
        ("\"0.00123456\"", "0.00123456"),
        ("1", "1"),
        ("123456789012345678.12345678", "123456789012345678.12345678"),
    ] {
        let bid = format!("payment = \"spot\"\nbid_per_minute = {text}");
        let draft = read(&with("payment", &bid)).unwrap().draft;
        assert_eq!((draft.own_bid, draft.bid_price.as_str()), (true, price), "{text}");
    }
    let bid = "payment = \"spot\"\nbid_per_minute = true";
    assert_eq!(faults(&with("payment", bid)), ["42 file.wrong_type billing.bid_per_minute"]);
}

#[test]
fn a_login_is_one_of_five() {
    for (line, login, source) in [
        ("password_env = \"PW\"", LoginChoice::Password, Some(PasswordSource::Env("PW".into()))),
        ("password_file = \"pw\"", LoginChoice::Password, Some(PasswordSource::File("pw".into()))),
        ("keep_image = true", LoginChoice::KeepImage, None),
        ("later = true", LoginChoice::Later, None),
    ] {
        let plan = read(&with("key_pair", line)).unwrap();
        assert_eq!((plan.draft.login, plan.elsewhere.password), (login, source), "{line}");
    }
    let two = with("key_pair", "password_env = \"PW\"\npassword_file = \"pw\"");
    assert_eq!(faults(&two), ["36 file.contradicts system.login.password_file"]);
}

#[test]
fn what_the_other_answers_silence_is_remarked() {
    let idle = "payment = \"postpaid\"\nmonths = 3\nauto_renew = { unit = \"year\", every = 1 }\nbid = \"market\"";
    let plan = read(&with("payment", idle)).unwrap();
    let remarks: Vec<String> = plan.remarks.iter().map(told).collect();
    assert_eq!(
        remarks,
        [
            "42 file.not_read billing.months",
            "44 file.not_read billing.bid",
            "43 file.not_read billing.auto_renew.unit",
            "43 file.not_read billing.auto_renew.every",
        ]
    );
    let used = idle.replace("postpaid", "prepaid").replace("\nbid = \"market\"", "");
    let plan = read(&with("payment", &used)).unwrap();
    assert_eq!((plan.remarks, plan.draft.months.0), (Vec::new(), 3));
    assert_eq!(
        (plan.draft.renew.unit, plan.draft.renew.time.as_str()),
        (Some(RenewUnit::Year), "1")
    );
}

#[test]
fn what_may_be_left_out_is_no_error() {
    let least = "version = 1\n[spec]\nname = \"bcc.g5.c4m16\"\n[image]\nid = \"m-1A2b3C4d\"\n";
    let told = |text: &str| -> Vec<String> {
        let found = judged(&read(text).unwrap());
        found.iter().map(|it| format!("{:?} {} {}", it.severity, it.rule, it.words)).collect()
    };
    assert_eq!(
        told(least),
        [
            "Hint zone.required left_out",
            "Hint vpc.required left_out",
            "Hint subnet.required left_out",
            "Hint sg.count left_out",
            "Warning key.required left_out_login",
        ]
    );
    // What machine and which system is never guessed; nor is a subnet for given groups.
    let groups =
        "version = 1\n[network]\nsecurity_groups = [\"g-1\"]\n[system.login]\nlater = true\n";
    let told = told(groups);
    for error in ["spec.required", "image.required", "x.sg_subnet_both"] {
        assert!(told.iter().any(|it| it.starts_with(&format!("Error {error}"))), "{told:?}");
    }
}

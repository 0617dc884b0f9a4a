//! What is written is read again as it was.

use std::collections::BTreeSet;

use bcc_wizard::domain::draft::{DiskDraft, Draft, FileSystemDraft, LoginChoice, RenewDraft};
use bcc_wizard::domain::facts::Facts;
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::plan::file::{self, Elsewhere, PasswordSource};
use bcc_wizard::domain::plan::{
    ChargeType, FileProtocol, Hidden, HostEye, Line, Numa, Partition, Payment, RenewUnit, Tag,
    ThreadsPerCore, from_draft, to_draft,
};
use bcc_wizard::domain::units::Months;
use proptest::prelude::*;
use strum::IntoEnumIterator as _;

use super::{WEB, read};
use crate::world::World;
use bcc_wizard::domain::language::Language;
use bcc_wizard::i18n;

/// Answers are taken from here until there are none left.
#[derive(Debug)]
struct Answers {
    texts: Vec<String>,
    numbers: Vec<u32>,
}

impl Answers {
    fn text(&mut self) -> String {
        self.texts.pop().unwrap_or_default()
    }

    fn number(&mut self) -> u32 {
        self.numbers.pop().unwrap_or_default()
    }

    fn digits(&mut self) -> String {
        self.number().to_string()
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.number() % 2 == 1).then(|| make(self))
    }

    fn flag(&mut self) -> Option<bool> {
        self.maybe(|answers| answers.number() % 2 == 1)
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.number()).unwrap() % all.len()]
    }

    fn some<T>(&mut self, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.number() % 3).map(|_| make(self)).collect()
    }

    /// A draft in which nothing is answered that its other answers silence.
    fn draft(&mut self) -> Draft {
        let mut draft = Draft::new(&self.text());
        draft.zone = self.maybe(Self::text);
        draft.spec = self.maybe(Self::text);
        draft.count = self.digits();
        draft.min_count = self.maybe(Self::digits).unwrap_or_default();
        draft.hyper_threading = self.flag();
        draft.threads_per_core = self.maybe(|it| it.of(ThreadsPerCore::ALL));
        draft.numa = self.maybe(|it| it.of(Numa::ALL));
        draft.ehc_cluster = self.maybe(Self::text);
        draft.image = self.maybe(Self::text);
        draft.system_disk_type = self.maybe(Self::text);
        draft.system_disk_size = self.digits();
        draft.local_disk = self.maybe(Self::digits).unwrap_or_default();
        draft.data_disks = self.some(|it| DiskDraft {
            storage_type: it.text(),
            size: it.maybe(Self::digits).unwrap_or_default(),
            name: it.text(),
            snapshot: it.maybe(Self::text),
            extra_io: it.maybe(Self::digits).unwrap_or_default(),
            delete_with_instance: it.flag(),
            delete_auto_snapshot: it.flag(),
        });
        draft.system_partition = self.maybe(|it| it.of(Partition::ALL));
        draft.data_partition = self.maybe(|it| it.of(Partition::ALL));
        draft.system_extra_io = match self.maybe(Self::digits) {
            Some(number) => number,
            None => format!("x{}", self.text()).trim().to_owned(),
        };
        draft.hide_serial = self.flag();
        draft.snapshot_policy = self.maybe(Self::text);
        draft.file_systems = self.some(|it| FileSystemDraft {
            id: it.text(),
            mount_address: it.text(),
            path: it.text(),
            protocol: it.of(FileProtocol::ALL),
        });
        draft.vpc = self.maybe(Self::text);
        draft.subnet = self.maybe(Self::text);
        draft.enterprise = self.number() % 2 == 1;
        let groups = self.some(Self::text);
        if draft.enterprise {
            draft.enterprise_groups = groups;
        } else {
            draft.groups = groups;
        }
        draft.payment = self.of(&Payment::ALL);
        if self.number() % 2 == 1 {
            draft.public_ip = true;
            draft.bandwidth = self.digits();
            draft.charge = self.maybe(|it| it.of(&ChargeType::ALL));
            draft.line = self.maybe(|it| it.of(Line::ALL));
            draft.ip_name = self.text();
            draft.ip_release = self.flag();
        }
        draft.ipv6 = self.flag();
        draft.internal_ips = self.some(Self::text);
        draft.interfaces = self.some(Self::text);
        draft.jumbo_frames = self.flag();
        draft.deployment_sets = self.some(Self::text);
        draft.dedicated_host = self.text();
        draft.name = self.text();
        draft.hostname = self.text();
        draft.login = self.of(&[
            LoginChoice::KeyPair,
            LoginChoice::Password,
            LoginChoice::KeepImage,
            LoginChoice::Later,
        ]);
        if draft.login == LoginChoice::KeyPair {
            draft.key_pair = self.maybe(Self::text);
        }
        draft.ordered_suffix = self.flag();
        draft.hostname_domain = self.flag();
        let lines: Vec<String> = (0..3).map(|_| self.text()).collect();
        draft.user_data = Hidden::from(lines.join("\n"));
        draft.role = self.maybe(Self::text);
        draft.host_eye = self.maybe(|it| it.of(&HostEye::ALL));
        draft.deletion_protection = self.flag();
        draft.tags = self.some(|it| Tag { key: it.text(), value: it.text() });
        let mut seen = BTreeSet::new();
        draft.tags.retain(|tag| seen.insert(tag.key.clone()));
        draft.tag_related = self.flag();
        draft.resource_group = self.maybe(Self::text);
        match draft.payment {
            Payment::Postpaid => {}
            Payment::Prepaid => {
                draft.months = Months(self.number());
                if let Some(unit) = self.maybe(|it| it.of(RenewUnit::ALL)) {
                    draft.renew = RenewDraft { unit: Some(unit), time: self.digits() };
                }
            }
            Payment::Spot => {
                draft.own_bid = self.number() % 2 == 1;
                if draft.own_bid {
                    let price = self.text();
                    draft.bid_price = if price.trim().is_empty() { String::new() } else { price };
                }
            }
        }
        draft
    }
}

/// Texts of everything that could break a file: quotes, escapes, line ends, marks nobody sees.
fn odd_text() -> impl Strategy<Value = String> {
    let odd = proptest::sample::select(vec![
        "\"",
        "\"\"\"",
        "'",
        "'''",
        "\\",
        "\\n",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\u{0}",
        "\u{1b}[31m",
        "\u{7f}",
        "\u{85}",
        "\u{202e}",
        "\u{200b}",
        "\u{feff}",
        "🦀",
        "👩‍💻",
        "生产",
        "#",
        "=",
        "[",
        "]]",
        "{",
        "}",
        ",",
        ".",
        " ",
        "${x}",
        "%{y}",
        "name = 1",
        "007",
        "true",
        "\u{10ffff}",
    ]);
    let piece = prop_oneof![
        3 => odd.prop_map(str::to_owned),
        1 => any::<char>().prop_map(|c| c.to_string()),
        1 => "[a-z0-9-]{1,6}",
    ];
    proptest::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

fn answers() -> impl Strategy<Value = Answers> {
    let texts = proptest::collection::vec(odd_text(), 40);
    let numbers = proptest::collection::vec(any::<u32>(), 120);
    (texts, numbers).prop_map(|(texts, numbers)| Answers { texts, numbers })
}

fn everything() -> BTreeSet<FieldId> {
    FieldId::iter().collect()
}

proptest! {
    #[test]
    fn a_draft_that_is_written_is_read_as_it_was(mut answers in answers()) {
        let mut draft = answers.draft();
        let password = match draft.login {
            LoginChoice::Password => answers.maybe(|it| {
                let text = it.text();
                if it.number() % 2 == 1 { PasswordSource::Env(text) } else { PasswordSource::File(text) }
            }),
            _ => None,
        };
        draft.password = "Kx7!vQ2#mZ9".into();
        let elsewhere = Elsewhere { password, user_data_file: None };
        let text = file::write(&draft, &everything(), &elsewhere, &i18n::speaker(Language::En));
        prop_assert!(!text.contains("Kx7!vQ2#mZ9"));
        let plan = match read(&text) {
            Ok(plan) => plan,
            Err(faults) => panic!("{text}\n{faults:?}"),
        };
        prop_assert_eq!(format!("{:?}", plan.draft), format!("{draft:?}"), "{}", text);
        prop_assert_eq!(plan.draft.user_data.expose(), draft.user_data.expose());
        let asked = plan.elsewhere.password;
        let expected = elsewhere.password.or_else(|| {
            let env = PasswordSource::Env(file::PASSWORD_VARIABLE.to_owned());
            (draft.login == LoginChoice::Password).then_some(env)
        });
        prop_assert_eq!(asked, expected);
        prop_assert_eq!(plan.remarks, Vec::new());
    }

    #[test]
    fn only_what_was_answered_is_read_again(mut answers in answers(), picked in any::<u64>()) {
        let draft = answers.draft();
        let answered: BTreeSet<FieldId> = FieldId::iter()
            .enumerate()
            .filter(|(at, _)| picked >> (at % 64) & 1 == 1)
            .map(|(_, field)| field)
            .collect();
        let text = file::write(&draft, &answered, &Elsewhere::default(), &i18n::speaker(Language::En));
        let plan = match read(&text) {
            Ok(plan) => plan,
            Err(faults) => panic!("{text}\n{faults:?}"),
        };
        // A list stands there with its entries; a table of its own says that its question is answered.
        let shown = |field: &FieldId| matches!(
            field,
            FieldId::Region | FieldId::DataDisks | FieldId::FileSystems | FieldId::Tags
                | FieldId::PublicIp | FieldId::GroupKind | FieldId::BidModel | FieldId::Login
                | FieldId::Password | FieldId::RenewTime
        );
        for field in plan.answered.iter().filter(|field| !shown(field)) {
            prop_assert!(answered.contains(field), "{:?} in\n{}", field, text);
        }
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = file::read(&bytes, "bj");
    }

    #[test]
    fn no_change_of_a_plan_makes_the_reader_panic(
        at in 0..WEB.len(), cut in 0..6usize, put in odd_text(),
    ) {
        let mut text = WEB.as_bytes().to_vec();
        let end = (at + cut).min(text.len());
        text.splice(at..end, put.into_bytes());
        if let Err(faults) = file::read(&text, "bj") {
            prop_assert!(!faults.is_empty());
        }
    }
}

/// A draft that says a great deal and in which nothing is wrong.
fn rich() -> Draft {
    let mut draft = World::offline().draft;
    draft.count = "2".into();
    draft.name = "web".into();
    draft.hostname = "web".into();
    draft.public_ip = true;
    draft.bandwidth = "20".into();
    draft.charge = Some(ChargeType::Traffic);
    draft.data_disks = vec![DiskDraft {
        storage_type: "enhanced_ssd_pl1".to_owned(),
        size: "100".to_owned(),
        name: "data".to_owned(),
        ..DiskDraft::default()
    }];
    draft.user_data = Hidden::from("#!/bin/sh\necho \"hi\"\n");
    draft.tags = vec![Tag { key: "team".to_owned(), value: "search".to_owned() }];
    draft.deletion_protection = Some(true);
    draft.host_eye = Some(HostEye::Off);
    draft.internal_ips = vec!["192.168.0.10".to_owned(), "192.168.0.11".to_owned()];
    draft
}

#[test]
fn a_purchase_and_its_plan_file_make_the_same_purchase() {
    let facts = Facts::default();
    let mut drafts = vec![World::offline().draft, rich(), rich(), rich(), rich()];
    drafts[1].login = LoginChoice::Later;
    drafts[2].payment = Payment::Prepaid;
    drafts[2].months = Months(12);
    drafts[2].renew = RenewDraft { unit: Some(RenewUnit::Year), time: "1".to_owned() };
    drafts[2].charge = None;
    drafts[3].payment = Payment::Spot;
    drafts[3].own_bid = true;
    drafts[3].bid_price = "0.00500".to_owned();
    drafts[4].enterprise = true;
    drafts[4].enterprise_groups = vec!["esg-1".to_owned()];
    for draft in drafts {
        let plan = from_draft(&draft, &facts).unwrap();
        let again = from_draft(&to_draft(&plan), &facts).unwrap();
        assert_eq!(format!("{again:?}"), format!("{plan:?}"));
        let text = file::write(
            &to_draft(&plan),
            &everything(),
            &Elsewhere::default(),
            &i18n::speaker(Language::En),
        );
        let read = read(&text).unwrap();
        let again = from_draft(&read.draft, &facts).unwrap();
        assert_eq!(format!("{again:?}"), format!("{plan:?}"), "{text}");
        assert_eq!(again.more.user_data, plan.more.user_data);
    }
}

#[test]
fn a_plan_is_written_for_people() {
    let mut draft = rich();
    draft.login = LoginChoice::Password;
    draft.min_count = "two".to_owned();
    draft.tags.push(Tag { key: "team".to_owned(), value: "ads".to_owned() });
    let mut answered = everything();
    for field in [FieldId::Count, FieldId::SystemDiskSize, FieldId::Payment, FieldId::BidModel] {
        answered.remove(&field);
    }
    insta::with_settings!({ snapshot_path => "../../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("plan_file", file::write(&draft, &answered, &Elsewhere::default(), &i18n::speaker(Language::En)));
    });
}

#[test]
fn user_data_of_a_file_stays_there() {
    let elsewhere = Elsewhere { password: None, user_data_file: Some("init/boot.sh".to_owned()) };
    let text = file::write(&rich(), &everything(), &elsewhere, &i18n::speaker(Language::En));
    assert!(text.contains("user_data_file = \"init/boot.sh\"") && !text.contains("#!/bin/sh"));
    assert_eq!(read(&text).unwrap().elsewhere, elsewhere);
}

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use super::{Journal, JournalError};
use crate::domain::order::{LoginBy, Ordered};
use crate::domain::plan::Payment;
use crate::domain::record::{Confirmed, Origin, Progress, Record, State, VERSION};

fn record(token: &str, state: State) -> Record {
    let text = str::to_owned;
    Record {
        version: VERSION,
        token: text(token),
        placed: format!("2026-01-02T03:04:05Z{token}"),
        sent: None,
        origin: Origin { region: text("bj"), endpoint: String::new(), access_key: text("ak") },
        ordered: Ordered {
            count: 1,
            fewest: 1,
            spec: text("bcc.g5.c2m8"),
            zone: text("cn-bj-a"),
            image: text("m-one"),
            windows: false,
            name: String::new(),
            payment: Payment::Postpaid,
            public_ip: false,
            login: LoginBy::KeyPair,
        },
        confirmed: Confirmed::default(),
        plan: String::new(),
        body: text("{}"),
        body_sha256: String::new(),
        progress: Progress {
            state,
            tries: 1,
            number: None,
            why: String::new(),
            instances: Vec::new(),
            warnings: Vec::new(),
        },
        history: Vec::new(),
    }
}

fn journal() -> (tempfile::TempDir, Journal) {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::at(folder.path().join("deep/orders"));
    (folder, journal)
}

#[test]
fn a_record_is_for_its_owner_alone_and_comes_back_as_it_was() {
    let (_folder, journal) = journal();
    let written = record("one", State::Sending);
    let mut held = journal.begin(written.clone()).unwrap();
    assert_eq!(journal.list().records, std::slice::from_ref(&written));
    held.change(|record| record.progress.state = State::Unknown).unwrap();
    assert_eq!(journal.list().records[0].progress.state, State::Unknown);
    let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(journal.folder().join("one.json")), 0o600);
    assert_eq!(mode(journal.folder().to_owned()), 0o700);
}

#[test]
fn an_order_is_in_one_hand_only_until_it_is_let_go() {
    let (_folder, journal) = journal();
    let held = journal.begin(record("one", State::Sending)).unwrap();
    assert!(matches!(journal.take("one"), Err(JournalError::Busy { .. })));
    assert!(matches!(journal.begin(record("one", State::Sending)), Err(JournalError::Busy { .. })));
    drop(held);
    let held = journal.take("one").unwrap();
    assert_eq!(held.record().token, "one");
    drop(held);
    assert!(matches!(
        journal.begin(record("one", State::Sending)),
        Err(JournalError::Unreadable { .. })
    ));
}

#[test]
fn a_finished_order_leaves_no_lock_behind() {
    let (_folder, journal) = journal();
    let mut held = journal.begin(record("one", State::Sending)).unwrap();
    held.change(|record| record.progress.state = State::Running).unwrap();
    drop(held);
    let names: Vec<_> =
        fs::read_dir(journal.folder()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["one.json"]);
    assert!(journal.unfinished().is_empty());
}

#[test]
fn an_order_is_found_by_what_tells_it_from_others() {
    let (_folder, journal) = journal();
    drop(journal.begin(record("abc-1", State::Creating)).unwrap());
    drop(journal.begin(record("abd-2", State::Creating)).unwrap());
    assert_eq!(journal.take("abc").unwrap().record().token, "abc-1");
    assert!(matches!(journal.take("ab"), Err(JournalError::Ambiguous { .. })));
    assert!(matches!(journal.take(""), Err(JournalError::Ambiguous { .. })));
    assert!(matches!(journal.take("x"), Err(JournalError::Unknown { .. })));
    let placed: Vec<String> = journal.unfinished().into_iter().map(|record| record.token).collect();
    assert_eq!(placed, ["abd-2", "abc-1"], "the latest first");
}

#[test]
fn damaged_foreign_and_newer_files_are_named_and_left_alone() {
    let (_folder, journal) = journal();
    drop(journal.begin(record("good", State::Creating)).unwrap());
    let newer = serde_json::to_string(&record("newer", State::Creating)).unwrap();
    let newer = newer.replace("\"version\":1", "\"version\":2");
    let other = serde_json::to_string(&record("good", State::Creating)).unwrap();
    let files = [
        ("cut.json", "{\"version\":1,\"tok"),
        ("list.json", "[]"),
        ("newer.json", &newer),
        ("moved.json", &other),
    ];
    for (name, text) in files {
        fs::write(journal.folder().join(name), text).unwrap();
    }
    fs::create_dir(journal.folder().join("folder.json")).unwrap();
    let listing = journal.list();
    assert_eq!(listing.records.len(), 1);
    let said: Vec<String> =
        listing.unusable.iter().map(|error| format!("{:?}", error.said())).collect();
    for (name, why) in [
        ("cut.json", "journal.damaged"),
        ("folder.json", "journal.not_a_file"),
        ("list.json", "journal.no_record"),
        ("moved.json", "journal.other_name"),
        ("newer.json", "journal.other_version"),
    ] {
        assert!(said.iter().any(|it| it.contains(name) && it.contains(why)), "{name}: {said:?}");
    }
    for (name, text) in files {
        assert_eq!(fs::read_to_string(journal.folder().join(name)).unwrap(), text);
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_said_before_anything_is_ordered() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let journal = Journal::at(file.join("orders"));
    let said = format!("{:?}", journal.ready().unwrap_err().said());
    assert!(said.contains("file/orders") && said.contains("journal.folder"), "{said}");
    assert!(journal.begin(record("one", State::Sending)).is_err());
}

#[test]
fn a_probe_leaves_nothing_behind() {
    let (_folder, journal) = journal();
    journal.ready().unwrap();
    assert_eq!(fs::read_dir(journal.folder()).unwrap().count(), 0);
}

//! Orders of earlier runs, as the journal keeps them.

use bcc_wizard::domain::order::{LoginBy, Ordered};
use bcc_wizard::domain::plan::Payment;
use bcc_wizard::domain::record::{
    Confirmed, Kept, Origin, PASSWORD_PLACE, Progress, Record, State, VERSION, password_member,
};

/// An order of one instance in `bj`, whose instances are known once it is accepted.
pub fn record(token: &str, state: State) -> Record {
    let made = matches!(state, State::Creating | State::Running | State::Failed);
    let instances =
        made.then(|| Kept { id: format!("i-{token}"), ..Kept::default() }).into_iter().collect();
    Record {
        version: VERSION,
        token: token.to_owned(),
        placed: "2026-01-02T03:04:05Z".to_owned(),
        sent: None,
        origin: Origin {
            region: "bj".to_owned(),
            endpoint: String::new(),
            access_key: "key".to_owned(),
        },
        ordered: Ordered {
            count: 1,
            fewest: 1,
            spec: "bcc.g5.c2m8".to_owned(),
            zone: "cn-bj-a".to_owned(),
            image: "m-nky7qeom".to_owned(),
            windows: false,
            name: "web".to_owned(),
            payment: Payment::Postpaid,
            public_ip: false,
            login: LoginBy::KeyPair,
        },
        confirmed: Confirmed::default(),
        plan: String::new(),
        body: "{}".to_owned(),
        body_sha256: String::new(),
        progress: Progress {
            state,
            tries: 1,
            number: None,
            why: String::new(),
            instances,
            warnings: Vec::new(),
        },
        history: Vec::new(),
    }
}

/// The same with a password, which is not kept.
pub fn with_password(record: Record) -> Record {
    let member = password_member(PASSWORD_PLACE);
    Record { body: format!("{{{member}}}"), ..record }
}

/// The same in another region.
pub fn in_region(record: Record, region: &str) -> Record {
    let origin = Origin { region: region.to_owned(), ..record.origin };
    Record { origin, ..record }
}

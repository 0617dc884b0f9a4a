//! Anything at all: random keys, clicks, pastes, sizes and answers. The drive checks after every message that
//! the focus is on a field that is shown, that highlights are inside their tables, and that nothing
//! is submitted that was not confirmed.

use std::time::Duration;

use bcc_wizard::app::effect::{Effect, Timer, Unreadable};
use bcc_wizard::app::key::Key;
use bcc_wizard::app::mouse::{Hits, MouseKind};
use bcc_wizard::app::msg::{Created, Msg};
use bcc_wizard::domain::catalog::Instance;
use bcc_wizard::domain::fault::{Fault, FaultKind};
use proptest::prelude::*;

use crate::drive::{Drive, fault};
use crate::mouse::{mouse, see};

/// Something that happens to the wizard.
#[derive(Clone, Debug)]
enum Happening {
    Press(&'static str),
    Type(char),
    Paste(String),
    /// A frame is drawn and what lies where on it is known.
    Look,
    /// The button or the wheel on one of the targets of the last frame, or on any cell.
    Point(usize, u8),
    PointAt(u16, u16, u8),
    Resize(u16, u16),
    Wait(u64),
    /// One of the open questions is answered, or fails.
    Answer(usize, Option<FaultKind>),
    /// The cloud changes its prices, and questions wait for their answers from here on or not.
    Reprice(u32),
    Hold(bool),
    Mint,
    /// One of the effects that wait comes to its end, in one of several ways.
    Finish(usize, u8),
}

const KEYS: &str = "enter tab shift-tab up down left right home end pgup pgdn esc backspace delete \
    space ctrl-n ctrl-p ctrl-g ctrl-t ctrl-r ctrl-u ctrl-w ctrl-c ctrl-l f1 f2 f9 alt-1 alt-2 alt-3 \
    alt-4 alt-5 alt-6 alt-7 alt-8 / ? < = y n a e d s S f x j k g G r v c 1 2 5 0";

const SCRIPTS: [&str; 18] = [
    "alt-8 enter y",
    "alt-8 enter ctrl-u 1 enter",
    "alt-1 shift-tab right",
    "alt-2 / g 4 enter",
    "alt-2 end enter enter",
    "alt-2 space down space down space down space c",
    "alt-2 / > = 4 c space < 1 enter",
    "alt-4 tab tab a enter enter",
    "alt-5 tab tab tab tab space",
    "alt-5 tab tab tab tab tab tab tab tab tab tab right tab right tab a 1 enter tab space tab space",
    "alt-5 shift-tab shift-tab shift-tab shift-tab home down enter",
    "alt-5 shift-tab shift-tab shift-tab shift-tab home enter",
    "alt-1 home down enter",
    "alt-6 tab tab right tab",
    "ctrl-t alt-7 tab right right",
    "r i - 1 enter",
    "alt-6 tab tab right tab f4 f3",
    "alt-6 tab tab tab tab right tab tab tab e x enter y ctrl-o z enter",
];

const KINDS: [FaultKind; 6] = [
    FaultKind::Timeout,
    FaultKind::Forbidden,
    FaultKind::Throttled,
    FaultKind::NotFound,
    FaultKind::Refused,
    FaultKind::Unreachable,
];

fn happening() -> impl Strategy<Value = Happening> {
    let keys: Vec<&'static str> = KEYS.split_whitespace().collect();
    let kind = prop::option::weighted(0.2, prop::sample::select(KINDS.to_vec()));
    prop_oneof![
        12 => prop::sample::select(keys).prop_map(Happening::Press),
        4 => prop::sample::select(SCRIPTS.to_vec()).prop_map(Happening::Press),
        2 => any::<char>().prop_map(Happening::Type),
        1 => ".{0,12}|[0-9\\n]{1,4}|x{2000}".prop_map(Happening::Paste),
        4 => Just(Happening::Look),
        6 => (any::<usize>(), any::<u8>()).prop_map(|(at, how)| Happening::Point(at, how)),
        1 => (0_u16..200, 0_u16..60, any::<u8>()).prop_map(|(x, y, how)| Happening::PointAt(x, y, how)),
        1 => (0_u16..200, 0_u16..60).prop_map(|(columns, rows)| Happening::Resize(columns, rows)),
        2 => (0_u64..20_000).prop_map(Happening::Wait),
        4 => (any::<usize>(), kind).prop_map(|(at, kind)| Happening::Answer(at, kind)),
        1 => (1_u32..100).prop_map(Happening::Reprice),
        1 => any::<bool>().prop_map(Happening::Hold),
        2 => Just(Happening::Mint),
        5 => (any::<usize>(), any::<u8>()).prop_map(|(at, how)| Happening::Finish(at, how)),
    ]
}

fn failure(how: u8) -> Fault {
    let kind = KINDS[usize::from(how) % KINDS.len()];
    Fault {
        may_have_happened: how & 64 != 0,
        skew_minutes: None,
        retry_after: None,
        code: (how & 32 != 0).then(|| "Code".to_owned()),
        status: (how & 32 != 0).then_some(400),
        ..fault(kind)
    }
}

fn instance(id: &str, how: u8) -> Instance {
    let status = ["Starting", "Running", "Running", "Stopped", "Error", "Odd"];
    Instance {
        id: id.to_owned(),
        name: String::new(),
        status: status[usize::from(how) % status.len()].to_owned(),
        private_ip: None,
        public_ip: (how & 8 != 0).then(|| "180.76.0.1".to_owned()),
        os: String::new(),
        zone: String::new(),
        spec: String::new(),
    }
}

/// What comes of an effect. What has no answer is done with.
fn outcome(effect: Effect, how: u8) -> Option<Msg> {
    let fails = how < 64;
    Some(match effect {
        Effect::Submit(intent) => {
            let token = intent.token;
            let ids = (1..=how % 4).map(|n| format!("i-{n}")).collect();
            let created = Created { order: None, ids, warnings: Vec::new() };
            Msg::Submitted { token, result: if fails { Err(failure(how)) } else { Ok(created) } }
        }
        Effect::Poll { token, ids } => {
            let some = ids.iter().filter(|_| how & 16 == 0).map(|id| instance(id, how)).collect();
            Msg::Seen { token, result: if fails { Err(failure(how)) } else { Ok(some) } }
        }
        Effect::After(_, timer) => Msg::Due(timer),
        Effect::GeneratePassword if fails => Msg::Generated(Err("none".to_owned())),
        Effect::GeneratePassword => Msg::Generated(Ok("Zq7!rutabagaZq7!".into())),
        Effect::ReadText(path) => {
            let result = if fails { Err(Unreadable::Missing) } else { Ok("a\r\nb\n".into()) };
            Msg::Read { path, result }
        }
        Effect::Vnc(id) => Msg::Vnc(Ok(id)),
        Effect::Release { id, .. } => {
            Msg::Released { id, result: if fails { Err(failure(how)) } else { Ok(None) } }
        }
        _ => return None,
    })
}

/// What the mouse does; mostly it clicks.
fn mouse_kind(how: u8) -> MouseKind {
    match how {
        0..24 => MouseKind::ScrollUp,
        24..64 => MouseKind::ScrollDown,
        _ => MouseKind::Press,
    }
}

fn happen(drive: &mut Drive, hits: &mut Hits, happening: Happening) {
    match happening {
        Happening::Press(keys) => {
            drive.press(keys);
        }
        Happening::Type(c) => {
            let key = Key::plain(bcc_wizard::app::key::KeyCode::Char(c));
            drive.tell(Msg::Key(key));
        }
        Happening::Paste(text) => {
            drive.paste(&text);
        }
        Happening::Look => *hits = see(&mut drive.wizard).1,
        Happening::Point(at, how) => {
            let hit = hits.all().get(at % hits.all().len().max(1));
            if let Some(cell) = hit.map(|hit| (hit.columns.start, hit.row)) {
                // Some of them are double clicks.
                drive.now += Duration::from_millis(u64::from(how) * 4);
                drive.tell(mouse(mouse_kind(how), cell));
            }
        }
        Happening::PointAt(column, row, how) => drive.tell(mouse(mouse_kind(how), (column, row))),
        Happening::Resize(columns, rows) => drive.tell(Msg::Resize(columns, rows)),
        Happening::Wait(millis) => {
            drive.wait(Duration::from_millis(millis));
        }
        Happening::Answer(at, kind) => {
            if !drive.open.is_empty() {
                let (generation, ask) = drive.open.remove(at % drive.open.len());
                let result = match kind {
                    Some(kind) => Err(fault(kind)),
                    None => drive.region.answer(&ask),
                };
                drive.tell(Msg::Answered { generation, ask, result });
            }
        }
        Happening::Reprice(dearer) => {
            drive.region.dearer = dearer;
            if let Some((generation, ask)) = drive.asked.last().cloned() {
                let result = drive.region.answer(&ask);
                drive.tell(Msg::Answered { generation, ask, result });
            }
        }
        Happening::Hold(holds) => {
            drive.holds = holds;
            drive.holds_tokens = holds;
        }
        Happening::Mint => {
            if drive.wanted_tokens > 0 {
                drive.mint();
            }
        }
        Happening::Finish(at, how) => {
            if !drive.effects.is_empty() {
                let effect = drive.effects.remove(at % drive.effects.len());
                if let Some(msg) = outcome(effect, how) {
                    drive.tell(msg);
                }
            }
        }
    }
}

/// How many orders are on their way at once.
fn under_way(drive: &Drive) -> usize {
    let timer = |effect: &&Effect| {
        matches!(effect, Effect::Submit(_) | Effect::Resend(_) | Effect::After(_, Timer::Resend(_)))
    };
    drive.effects.iter().filter(timer).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_can_happen_breaks_the_wizard_or_buys_by_accident(
        silent in any::<bool>(),
        happenings in prop::collection::vec(happening(), 1..120),
    ) {
        let mut drive = if silent { Drive::silent(|_| {}) } else { Drive::new() };
        let mut hits = Hits::default();
        for happening in happenings {
            happen(&mut drive, &mut hits, happening);
            prop_assert!(under_way(&drive) <= 1, "{:?}", drive.effects);
        }
    }
}

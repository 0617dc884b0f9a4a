//! From a valid purchase to another zone, to a spec with cards, to Windows, to the other payments, and
//! all the way back: after each switch the rail, the problems, the price, the kept answers and the
//! notice are as they should be, and at the end the first request is there again.
//!
//! Wherever the answers make an order, it is placed, and its bill is held against the price shown.

mod expected;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use bcc_wizard::api::client::Client;
use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::field::Kind;
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::settle::TYPING_PAUSE;
use bcc_wizard::app::steps;
use bcc_wizard::app::wizard::Wizard;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::plan;
use bcc_wizard::domain::problem::{Problem, Severity};
use bcc_wizard::sandbox::Sandbox;
use bcc_wizard::ui::widgets::rail;
use expected::TOLD;
use serde_json::Value;
use strum::IntoEnumIterator as _;

use super::{Stage, sandbox};
use crate::sandbox::support::Hands;
use crate::screens::{self, MEDIUM, WIDE};
use crate::wire::bill::{bill, billed, cents};
use crate::wire::{body, client, credentials};

/// What is read off the wizard after a switch.
struct Sight {
    what: &'static str,
    /// Rail, problems, price, answers and notice, a line each.
    told: String,
    /// The request, where the answers make one.
    request: Option<Value>,
}

/// A purchase on its way, and what was seen of it.
struct Journey {
    stage: Stage,
    client: Client,
    sandbox: Sandbox,
    orders: usize,
    /// The answers at the beginning.
    first: BTreeMap<&'static str, String>,
    sights: Vec<Sight>,
    /// The screen after each switch.
    frames: String,
}

/// Every answer there is, folded or not, and whether it was given.
fn answers(wizard: &Wizard) -> BTreeMap<&'static str, String> {
    let draft = &wizard.draft;
    let answer = |field: FieldId| {
        let value = match field {
            FieldId::DataDisks => {
                let disks = draft.data_disks.iter();
                let disks: Vec<String> =
                    disks.map(|disk| format!("{} {}", disk.storage_type, disk.size)).collect();
                disks.join(",")
            }
            FieldId::Tags => {
                let tags = draft.tags.iter();
                tags.map(|tag| format!("{}={}", tag.key, tag.value)).collect::<Vec<_>>().join(",")
            }
            FieldId::Months => draft.months.to_string(),
            FieldId::Login => format!("{:?}", draft.login),
            FieldId::Payment => draft.payment.api_name().to_owned(),
            FieldId::PublicIp => draft.public_ip.to_string(),
            field => draft
                .choice(field)
                .cloned()
                .flatten()
                .or_else(|| draft.text(field).cloned())
                .or_else(|| draft.marks(field).map(|ids| ids.join(",")))
                .or_else(|| draft.flag(field).map(|flag| format!("{flag:?}")))
                .unwrap_or_default(),
        };
        let given = if wizard.answered.contains(&field) { " (given)" } else { "" };
        (field.name(), format!("{value}{given}"))
    };
    FieldId::iter().map(answer).collect()
}

impl Journey {
    async fn begin(size: (u16, u16), language: Language) -> Self {
        let hands = Hands::new();
        let sandbox = sandbox(&hands, |config| config.instance_quota = Some(1000));
        let mut stage = Stage::open(&sandbox.base_url(), &hands);
        stage.wizard.language = language;
        stage.take(Msg::Resize(size.0, size.1));
        stage.settled().await;
        let client = client(&sandbox, &hands, credentials());
        let first = BTreeMap::new();
        let mut journey = Self {
            stage,
            client,
            sandbox,
            orders: 0,
            first,
            sights: Vec::new(),
            frames: String::new(),
        };
        journey.answer().await;
        journey.first = answers(&journey.stage.wizard);
        journey
    }

    /// A field of whichever step, once the lists of the step are there.
    async fn go(&mut self, field: FieldId) {
        self.stage.press(&format!("alt-{}", field.step().index() + 1));
        self.stage.settled().await;
        self.stage.focus(field);
        self.stage.settled().await;
    }

    async fn highlight(&mut self, field: FieldId, id: &str) {
        self.go(field).await;
        self.stage.press("home");
        let rows = self.stage.wizard.picker(field).unwrap().rows.len();
        for _ in 0..rows {
            let wizard = &self.stage.wizard;
            let row = wizard.picker(field).unwrap().highlighted().unwrap();
            if steps::row_id(wizard, field, row).as_deref() == Some(id) {
                return;
            }
            self.stage.press("down");
        }
        panic!("{field:?} has no row {id}");
    }

    async fn choose(&mut self, field: FieldId, id: &str) {
        self.highlight(field, id).await;
        self.stage.press("enter");
        self.stage.settled().await;
    }

    async fn mark(&mut self, field: FieldId, id: &str) {
        self.highlight(field, id).await;
        self.stage.press("space");
        self.stage.settled().await;
    }

    async fn turn(&mut self, field: FieldId, value: &str) {
        self.go(field).await;
        loop {
            let kind = steps::kind(&self.stage.wizard, field);
            let Some(Kind::Choice { choices, chosen }) = kind else {
                panic!("{field:?} is no choice but {kind:?}")
            };
            let wanted = choices.iter().position(|choice| choice.value == value);
            let (wanted, now) = (wanted.unwrap(), chosen.unwrap());
            if now == wanted {
                break;
            }
            self.stage.press(if now < wanted { "right" } else { "left" });
        }
        self.stage.settled().await;
    }

    async fn retype(&mut self, field: FieldId, text: &str) {
        self.go(field).await;
        self.stage.press("ctrl-u");
        self.stage.enter(text);
        self.rest().await;
    }

    /// The way out that is offered at a field.
    async fn mend(&mut self, field: FieldId) {
        self.go(field).await;
        self.stage.press("f2");
        self.rest().await;
    }

    /// Lets a number rest, so that prices are asked for it.
    async fn rest(&mut self) {
        self.stage.now += TYPING_PAUSE;
        self.stage.take(Msg::Tick);
        self.stage.settled().await;
    }

    /// What is answered at the beginning.
    async fn answer(&mut self) {
        self.choose(FieldId::Zone, "cn-bj-a").await;
        self.choose(FieldId::Spec, "bcc.g5.c2m8").await;
        self.retype(FieldId::Count, "2").await;
        self.choose(FieldId::Image, "m-Db12bw0k").await;
        self.retype(FieldId::SystemDiskSize, "50").await;
        self.go(FieldId::DataDisks).await;
        self.stage.press("a");
        self.stage.settled().await;
        self.data_disk("hp1").await;
        self.choose(FieldId::Vpc, "vpc-41avheyaawqc").await;
        self.choose(FieldId::Subnet, "sbn-prodA00001x").await;
        self.mark(FieldId::Groups, "g-wxsaduu9uajq").await;
        self.turn(FieldId::PublicIp, "buy").await;
        self.retype(FieldId::Bandwidth, "5").await;
        self.retype(FieldId::IpName, "web-ip").await;
        self.retype(FieldId::Name, "web").await;
        self.retype(FieldId::Hostname, "web").await;
        self.choose(FieldId::KeyPair, "k-Wn3pQ8sT").await;
        self.go(FieldId::SystemMore).await;
        self.stage.press("right");
        self.go(FieldId::Tags).await;
        self.stage.press("a");
        self.stage.enter("team");
        self.stage.press("tab");
        self.stage.enter("search");
        self.stage.press("enter");
        assert!(self.stage.wizard.dialog.is_none());
        self.go(FieldId::SystemMore).await;
        self.stage.press("left");
        self.go(FieldId::Payment).await;
        self.go(FieldId::Zone).await;
    }

    /// The type of the data disk whose form is open, of 100 GB.
    async fn data_disk(&mut self, kind: &str) {
        for _ in 0..10 {
            let Some(Dialog::Item(form)) = &self.stage.wizard.dialog else { panic!("no form") };
            if form.value("disk_type") == kind {
                break;
            }
            self.stage.press("right");
        }
        self.stage.press("tab ctrl-u 1 0 0 enter");
        for _ in 0..10 {
            if self.stage.wizard.dialog.is_some() {
                self.stage.press("enter");
            }
        }
        assert!(self.stage.wizard.dialog.is_none(), "{:?}", self.stage.wizard.notice);
        self.rest().await;
    }

    /// Looks at everything, places the order where there is one, and keeps the screen.
    async fn look(&mut self, what: &'static str) {
        let _ = writeln!(self.frames, "── {what}\n{}", screens::text(&self.stage.wizard));
        let request = self.request();
        let placed = match &request {
            Some((sent, metered)) => self.place(sent, *metered).await,
            None => "no order".to_owned(),
        };
        let told = format!("{}{placed}\n", self.told());
        let request = request.map(|(sent, _)| serde_json::from_str(&sent).unwrap());
        self.sights.push(Sight { what, told, request });
    }

    fn told(&self) -> String {
        let wizard = &self.stage.wizard;
        let mut told = String::new();
        let errors = |step: StepId| (step.index() + 1, rail::shown_errors(wizard, step));
        let rail = StepId::ALL.into_iter().map(errors).filter(|(_, errors)| *errors > 0);
        let rail: Vec<String> = rail.map(|(step, errors)| format!(" {step}!{errors}")).collect();
        let _ = writeln!(told, "rail{}", rail.concat());
        let (hints, said): (Vec<&Problem>, Vec<&Problem>) =
            wizard.problems.iter().partition(|problem| problem.severity == Severity::Hint);
        for problem in said {
            let item = problem.item.map(|item| format!("[{item}]")).unwrap_or_default();
            let fix = problem.fix.as_ref();
            let fix = fix.map(|fix| format!(" → {} {}", fix.field.name(), fix.value));
            let _ = writeln!(
                told,
                "{:?} {} {}{item}{}",
                problem.severity,
                problem.rule,
                problem.field.name(),
                fix.unwrap_or_default()
            );
        }
        let hints = hints.iter().map(|hint| format!(" {}", hint.rule));
        let _ = writeln!(told, "Hints{}", hints.collect::<String>());
        let quote = &wizard.quote;
        let (hourly, once) = (quote.hourly().amount.shown(4), quote.once().amount.shown(2));
        let _ = write!(told, "{hourly}/h, {once} at once");
        for part in quote.missing() {
            let _ = write!(told, ", {:?} {:?}", part.kind, part.cost);
        }
        told.push('\n');
        for (name, now) in answers(wizard) {
            if let Some(then) = self.first.get(name).filter(|then| **then != now) {
                let _ = writeln!(told, "{name}: {then} → {now}");
            }
        }
        if let Some(notice) = &wizard.notice {
            let _ = write!(told, "says {}", notice.words);
            let said = ["field", "value", "aside", "back", "unfit", "reason"];
            for (name, value) in notice.values.iter().filter(|(name, _)| said.contains(name)) {
                let _ = write!(told, ", {name} {value}");
            }
            told.push('\n');
        }
        told
    }

    /// The request that is answered for, if nothing blocks it, and whether it is metered.
    fn request(&self) -> Option<(String, bool)> {
        let wizard = &self.stage.wizard;
        let plan = plan::from_draft(&wizard.draft, &wizard.facts());
        let blocked = wizard.problems.iter().any(|problem| problem.severity == Severity::Error);
        assert_eq!(plan.is_err(), blocked, "{:?}", wizard.problems);
        plan.ok().map(|plan| (body(&plan), plan.period().is_none()))
    }

    /// Places an order: what it costs is what was shown. What was made is given back.
    async fn place(&mut self, sent: &str, metered: bool) -> String {
        self.orders += 1;
        let token = format!("journey-{}", self.orders);
        let created = match self.client.submit(&token, sent).await {
            Ok(created) => created,
            Err(error) => return format!("refused: {}", error.message),
        };
        let bill = bill(&self.sandbox.base_url(), &token).await;
        assert_eq!(cents(&self.stage.wizard.quote), billed(&bill), "{bill:#}");
        self.stage.hands.advance(Duration::from_secs(2));
        for id in &created.instance_ids {
            if metered {
                self.client.release(id).await.unwrap();
            } else {
                self.client.refund(id).await.unwrap();
            }
        }
        "placed, billed as shown".to_owned()
    }
}

/// What is looked at on the way, one after the other.
async fn travel(journey: &mut Journey) {
    journey.look("the beginning").await;
    journey.choose(FieldId::Zone, "cn-bj-d").await;
    journey.look("another zone").await;
    journey.mend(FieldId::Subnet).await;
    journey.look("a subnet of that zone").await;
    journey.choose(FieldId::Spec, "bcc.gn5.c14m56.1a10").await;
    journey.look("a spec with cards").await;
    journey.mend(FieldId::DataDisks).await;
    journey.look("a disk that the spec takes").await;
    journey.choose(FieldId::Image, "m-GpuWin19").await;
    journey.look("Windows").await;
    journey.mend(FieldId::SystemDiskSize).await;
    journey.look("a disk that Windows fits on").await;
    journey.mend(FieldId::Login).await;
    journey.look("a login that Windows knows").await;
    journey.retype(FieldId::Password, "Rutabaga7!").await;
    journey.retype(FieldId::PasswordAgain, "Rutabaga7!").await;
    journey.look("a password").await;
    journey.turn(FieldId::Payment, "Prepaid").await;
    journey.look("a subscription").await;
    journey.turn(FieldId::Payment, "bidding").await;
    journey.look("the spot market").await;

    journey.turn(FieldId::Payment, "Prepaid").await;
    journey.look("back to the subscription").await;
    journey.turn(FieldId::Payment, "Postpaid").await;
    journey.look("back to pay-as-you-go").await;
    journey.turn(FieldId::Login, "key_pair").await;
    journey.look("back to the key pair").await;
    journey.retype(FieldId::SystemDiskSize, "50").await;
    journey.look("back to the smaller disk").await;
    journey.choose(FieldId::Spec, "bcc.g5.c2m8").await;
    journey.look("back to the small spec").await;
    journey.choose(FieldId::Image, "m-Db12bw0k").await;
    journey.look("back to Linux").await;
    journey.go(FieldId::DataDisks).await;
    journey.stage.press("e");
    journey.stage.settled().await;
    journey.data_disk("hp1").await;
    journey.look("back to the first type of disk").await;
    journey.choose(FieldId::Zone, "cn-bj-a").await;
    journey.look("back to the first zone").await;

    for (payment, what) in [
        ("Prepaid", "the first answers, subscribed"),
        ("bidding", "the first answers on the spot market"),
        ("Postpaid", "the end"),
    ] {
        journey.stage.press("ctrl-t");
        journey.stage.settled().await;
        assert_eq!(journey.stage.wizard.draft.payment.api_name(), payment);
        journey.look(what).await;
    }
}

/// Sights of the way out and of the way back that ask for the same machine, or for none.
const SAME: [(&str, &str); 6] = [
    ("a subscription", "back to the subscription"),
    ("a disk that Windows fits on", "back to the key pair"),
    ("Windows", "back to the smaller disk"),
    ("a subnet of that zone", "back to the first type of disk"),
    ("the beginning", "back to the first zone"),
    ("the beginning", "the end"),
];

async fn there_and_back(size: (u16, u16), language: Language, name: &str) {
    let mut journey = Journey::begin(size, language).await;
    travel(&mut journey).await;
    let sights = &journey.sights;
    let mut told = String::new();
    for sight in sights {
        let _ = writeln!(told, "── {}\n{}", sight.what, sight.told);
    }
    assert_eq!(
        told.trim_end().lines().collect::<Vec<_>>(),
        TOLD.lines().collect::<Vec<_>>(),
        "{told}"
    );
    let of = |what: &str| sights.iter().find(|sight| sight.what == what).unwrap();
    for (there, back) in SAME {
        assert_eq!(of(there).request, of(back).request, "{there} and {back}");
    }
    assert!(of("the end").request.is_some());
    screens::look(&format!("journey_{name}"), &journey.frames);
}

#[tokio::test]
async fn there_and_back_on_a_wide_screen() {
    there_and_back(WIDE, Language::En, "120x36").await;
}

#[tokio::test]
async fn there_and_back_on_a_small_screen() {
    there_and_back(MEDIUM, Language::En, "80x24").await;
}

#[tokio::test]
async fn there_and_back_in_chinese() {
    there_and_back(MEDIUM, Language::ZhCn, "zh_80x24").await;
}

//! Every screen of the program in a state that is typical for it, or in trouble: what the laws are held
//! against and the matrix of pictures is made from.

use std::time::Duration;

use bcc_wizard::app::effect::{Ask, Effect, Exported, NotSaved, Timer};
use bcc_wizard::app::field::Label;
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::resume;
use bcc_wizard::domain::fault::{Fault, FaultKind};
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::order::Ordered;
use bcc_wizard::domain::plan::Hidden;
use bcc_wizard::domain::record::{Kept, Record, State};
use bcc_wizard::export::{self, Sender};
use bcc_wizard::i18n;
use secrecy::SecretString;

use crate::fixture::{Stage, created, fault, instance, refusal};
use crate::records::{in_region, record, with_password};

/// The size of the terminal in which a state is reached. Another one may be told it later.
type Size = (u16, u16);

/// A screen by its name, and how it is reached.
pub type Screen = (&'static str, fn(Size, Language) -> Stage);

/// All of them.
pub const SCREENS: [Screen; 51] = [
    ("welcome", welcome),
    ("welcome-key", welcome_key),
    ("zone", zone),
    ("zone-trouble", zone_trouble),
    ("spec", spec),
    ("spec-trouble", spec_trouble),
    ("spec-filter", spec_filter),
    ("spec-compare", spec_compare),
    ("spec-instead", spec_instead),
    ("spec-more", spec_more),
    ("image", image),
    ("image-trouble", image_trouble),
    ("disks", disks),
    ("disks-trouble", disks_trouble),
    ("disks-item", disks_item),
    ("disks-item-trouble", disks_item_trouble),
    ("network", network),
    ("network-trouble", network_trouble),
    ("network-more", network_more),
    ("system", system),
    ("system-trouble", system_trouble),
    ("system-password", system_password),
    ("system-editor", system_editor),
    ("billing", billing),
    ("billing-trouble", billing_trouble),
    ("billing-spot", billing_spot),
    ("review", review),
    ("review-line", review_line),
    ("review-trouble", review_trouble),
    ("review-json", review_json),
    ("review-curl", review_curl),
    ("review-bce", review_bce),
    ("review-terraform", review_terraform),
    ("review-plan", review_plan),
    ("confirm", confirm),
    ("confirm-big", confirm_big),
    ("quit", quit),
    ("help", help),
    ("save", save),
    ("save-trouble", save_trouble),
    ("export", export),
    ("unfinished", unfinished),
    ("goto", go_to),
    ("generated", generated),
    ("order-sending", order_sending),
    ("order-unclear", order_unclear),
    ("order-refused", order_refused),
    ("order-following", order_following),
    ("done", done),
    ("done-failed", done_failed),
    ("release", release),
];

/// Tells a wizard of another size of its terminal.
pub fn resize(stage: &mut Stage, size: Size) {
    stage.send(Msg::Resize(size.0, size.1));
}

fn plain(size: Size, language: Language) -> Stage {
    Stage::with(size, language, |_| false, |_| None)
}

/// Moves the focus of the step in front to a field.
pub fn to(stage: &mut Stage, field: FieldId) {
    while stage.wizard.focused() != field {
        let before = stage.wizard.focused();
        stage.keys(if before < field { "tab" } else { "shift-tab" });
        assert_ne!(stage.wizard.focused(), before, "{field:?} is not shown");
    }
}

fn welcome(size: Size, language: Language) -> Stage {
    Stage::welcome(size, language)
}

fn welcome_key(size: Size, language: Language) -> Stage {
    let mut stage = Stage::welcome(size, language);
    stage.keys("down enter text:ak/1 enter text:short tab tab space ctrl-n");
    stage
}

fn zone(size: Size, language: Language) -> Stage {
    plain(size, language)
}

fn zone_trouble(size: Size, language: Language) -> Stage {
    let fails = |ask: &Ask| {
        let message = "The request signature we calculated does not match.";
        matches!(ask, Ask::Zones)
            .then(|| refusal(FaultKind::WrongSecret, 403, "SignatureDoesNotMatch", message))
    };
    Stage::with(size, language, |_| false, fails)
}

fn spec(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.step('2');
    stage
}

/// On a row that is sold out, with what to take instead.
fn spec_trouble(size: Size, language: Language) -> Stage {
    let mut stage = spec(size, language);
    stage.keys("/ text:c5 enter shift-tab home down down down");
    stage
}

fn spec_filter(size: Size, language: Language) -> Stage {
    let mut stage = spec(size, language);
    stage.keys("a s s S / text:m16");
    stage
}

fn spec_compare(size: Size, language: Language) -> Stage {
    let mut stage = spec(size, language);
    stage.keys("end up up space up up up up up space G up up up up space c right");
    stage
}

fn spec_instead(size: Size, language: Language) -> Stage {
    let mut stage = spec(size, language);
    stage.keys("/ text:c5 space text:8c enter");
    stage
}

/// Bare metal in a batch, for which the step has its rarer questions.
fn spec_more(size: Size, language: Language) -> Stage {
    let mut stage = spec(size, language);
    stage.keys("/ text:ebc enter ctrl-u text:3 tab right tab tab tab tab right");
    stage
}

fn image(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.step('3').keys("/ text:网站 enter").step('3');
    stage
}

fn image_trouble(size: Size, language: Language) -> Stage {
    let mut stage = Stage::with(
        size,
        language,
        |_| false,
        |ask| matches!(ask, Ask::Images).then(|| fault(FaultKind::Timeout)),
    );
    stage.step('3');
    stage
}

/// A disk that says everything, and a plain one.
const TWO_DISKS: &str = "tab tab a tab tab right tab text:logs tab text:500 tab right ctrl-n \
    a right tab ctrl-u text:300 ctrl-n";

fn disks(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.step('4').keys(TWO_DISKS).keys("tab right shift-tab");
    stage
}

fn disks_trouble(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.step('4').keys("tab ctrl-u text:30");
    stage
}

fn disks_item(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.step('4').keys("tab tab a tab tab right");
    stage
}

fn disks_item_trouble(size: Size, language: Language) -> Stage {
    let mut stage = disks_item(size, language);
    stage.keys("shift-tab ctrl-u text:3 ctrl-n");
    stage
}

/// A public IP is bought; the focus is on the security groups.
fn network(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.step('5');
    to(&mut stage, FieldId::PublicIp);
    stage.keys("space");
    to(&mut stage, FieldId::Groups);
    stage
}

/// The subnet chosen lies in another zone by now.
fn network_trouble(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.step('5').keys("down enter").step('1').keys("end enter").step('5');
    to(&mut stage, FieldId::Subnet);
    stage
}

fn network_more(size: Size, language: Language) -> Stage {
    let mut stage = network(size, language);
    to(&mut stage, FieldId::NetworkMore);
    stage.keys("space");
    to(&mut stage, FieldId::DeploymentSets);
    stage
}

fn system(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.step('2').keys("tab ctrl-u text:3").step('6').keys("text:web");
    stage
}

fn system_trouble(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.step('6').keys("tab text:-").keys("shift-tab");
    stage.keys("text:Web-servers-of-the-search-team-in-Beijing-number-one,");
    stage
}

fn system_password(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.step('6').keys("tab tab right tab text:abc1 tab");
    stage
}

const SCRIPT: &str = "#!/bin/sh\r\nset -e\n\tapt-get install -y nginx\n# 安装网站并启动服务\u{7}\n\
    echo 'the quick brown fox jumps over the lazy dog while the server is being set up' > /etc/motd\n";

fn system_editor(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.step('6').keys("tab tab tab tab right tab tab tab").keys("e ctrl-o text:~/web.sh enter");
    let (path, result) = ("~/web.sh".to_owned(), Ok(Hidden::from(SCRIPT)));
    stage.send(Msg::Read { path, result });
    stage.keys("pgdn up end");
    stage
}

fn billing(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.step('7').keys("right tab tab right tab right right");
    stage
}

/// The key may not read prices, and the bid is none.
fn billing_trouble(size: Size, language: Language) -> Stage {
    let fails = |ask: &Ask| {
        matches!(ask, Ask::Price(_))
            .then(|| refusal(FaultKind::Forbidden, 403, "AccessDenied", "Access denied."))
    };
    let mut stage = Stage::with(size, language, |_| false, fails);
    stage.keys("ctrl-n / text:g5.c2m8 enter").step('7').keys("right right tab right tab");
    stage.keys("text:0.1x");
    stage
}

fn billing_spot(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.keys("ctrl-n / text:g5.c2m8 enter");
    stage.step('7').keys("right right tab right tab text:0.0015");
    stage
}

fn review(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.step('8');
    stage
}

fn review_line(size: Size, language: Language) -> Stage {
    let mut stage = review(size, language);
    stage.keys("up up up up");
    stage
}

fn review_trouble(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.step('4').keys("tab ctrl-u text:30").step('6').keys("tab text:-").step('8');
    stage
}

/// Turns to the next tab and delivers the text it asks for.
pub fn turn(stage: &mut Stage) {
    stage.other.clear();
    stage.keys("right");
    let Some(Effect::Export { plan, format, language }) = stage.other.first() else { return };
    let secret = SecretString::from("examplesecretkey0123456789abcdef");
    let sender = Sender {
        base: "https://bcc.bj.baidubce.com",
        access_key: "ak-1",
        secret_key: &secret,
        session_token: None,
        at: "2026-01-02T03:04:05Z",
        token: "2f1c9a7e-5b1d-4c55-9a34-1f2e3d4c5b6a",
    };
    let made = export::text(plan, *format, Some(&sender), &i18n::speaker(*language)).unwrap();
    let result = Ok(Exported { text: Hidden::from(made), notes: Vec::new() });
    let format = *format;
    stage.send(Msg::Exported { format, result });
}

fn tab(size: Size, language: Language, turns: usize) -> Stage {
    let mut stage = review(size, language);
    for _ in 0..turns {
        turn(&mut stage);
    }
    stage
}

fn review_json(size: Size, language: Language) -> Stage {
    tab(size, language, 1)
}

fn review_curl(size: Size, language: Language) -> Stage {
    tab(size, language, 2)
}

fn review_bce(size: Size, language: Language) -> Stage {
    tab(size, language, 3)
}

fn review_terraform(size: Size, language: Language) -> Stage {
    tab(size, language, 4)
}

fn review_plan(size: Size, language: Language) -> Stage {
    tab(size, language, 5)
}

fn confirm(size: Size, language: Language) -> Stage {
    let mut stage = review(size, language);
    stage.keys("enter");
    stage
}

/// Eight instances with a public IP, and the count mistyped.
fn confirm_big(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.step('2').keys("tab ctrl-u text:8").step('5').keys("tab tab tab tab space");
    stage.step('8').keys("enter text:7 enter");
    stage
}

fn quit(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.step('6').keys("text:web ctrl-c");
    stage
}

fn help(size: Size, language: Language) -> Stage {
    let mut stage = spec(size, language);
    stage.keys("?");
    stage
}

fn save(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.step('6').keys("text:web").step('1').keys("ctrl-s");
    stage
}

fn save_trouble(size: Size, language: Language) -> Stage {
    let mut stage = save(size, language);
    stage.keys("enter");
    let failed = NotSaved::Failed("Permission denied (os error 13)".into());
    stage.send(Msg::Saved { path: "./web.toml".to_owned(), result: Err(failed) });
    stage
}

fn export(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.other.clear();
    stage.keys("ctrl-x");
    let Some(Effect::Export { plan, format, language }) = stage.other.first() else {
        panic!("nothing is exported: {:?}", stage.other)
    };
    let text = Hidden::from(export::text(plan, *format, None, &i18n::speaker(*language)).unwrap());
    let until = vec![("until", "2026-01-02T03:34:05Z".to_owned())];
    let notes = vec![Label::Filled("export.valid_until", until)];
    let format = *format;
    stage.send(Msg::Exported { format, result: Ok(Exported { text, notes }) });
    stage
}

/// The records of three orders that another run left behind.
pub fn three() -> Vec<Record> {
    let unclear = with_password(record("7f6f2d36-52c6-4cd8-b5f1-2d4ef1a7a3f1", State::Unknown));
    let accepted = record("2f1c9a7e-5b1d-4c55-9a34-1f2e3d4c5b6a", State::Creating);
    let ordered = Ordered {
        count: 2,
        zone: "cn-gz-a".to_owned(),
        name: "搜索-集群".to_owned(),
        ..accepted.ordered.clone()
    };
    let mut accepted = in_region(Record { ordered, ..accepted }, "gz");
    accepted.progress.instances =
        ["i-aF3kQ2Zb", "i-bG4lR3Yc"].map(|id| Kept { id: id.to_owned(), ..Kept::default() }).into();
    vec![unclear, accepted, record("91b0d6aa-0b1f-4a83-8a87-c4f0f0f6f4c2", State::Sending)]
}

fn unfinished(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    resume::offer(&mut stage.wizard, three());
    stage.keys("down");
    stage
}

fn go_to(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.step('4').keys("tab ctrl-u text:30 ctrl-g");
    stage
}

fn generated(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.step('6').keys("tab tab right tab f4");
    stage.send(Msg::Generated(Ok("Test!only(2)Test".into())));
    stage
}

fn order_sending(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.buy();
    stage
}

fn order_unclear(size: Size, language: Language) -> Stage {
    let mut stage = order_sending(size, language);
    let lost = Fault {
        may_have_happened: true,
        message: "connection closed before message completed".to_owned(),
        ..fault(FaultKind::Interrupted)
    };
    stage.submitted(Err(lost)).wait(Duration::from_secs(2));
    let token = stage.token();
    stage.send(Msg::Due(Timer::Resend(token)));
    stage
}

fn order_refused(size: Size, language: Language) -> Stage {
    let mut stage = order_sending(size, language);
    let code = "Instance.InstanceQuotaLimitExceeded";
    let message = "The number of instances exceeds the quota.";
    stage.submitted(Err(refusal(FaultKind::Quota, 413, code, message)));
    stage
}

/// Three instances, one of which runs, and the cloud cannot be reached for a while.
fn order_following(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.step('2').keys("tab ctrl-u text:3");
    stage.buy();
    let ids = ["i-aF3kQ2Zb", "i-bG4lR3Yc", "i-cH5mS4Xd"];
    stage.submitted(Ok(created(&ids))).wait(Duration::from_secs(1));
    let seen = vec![instance(ids[0], "Running", None), instance(ids[1], "Starting", None)];
    stage.seen(Ok(seen)).wait(Duration::from_secs(71));
    stage.seen(Err(fault(FaultKind::Unreachable))).wait(Duration::from_secs(12));
    stage
}

fn done(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.buy();
    let mut created = created(&["i-aF3kQ2Zb"]);
    created.warnings.push("The zone is nearly sold out.".to_owned());
    stage.submitted(Ok(created)).wait(Duration::from_secs(9));
    stage.seen(Ok(vec![instance("i-aF3kQ2Zb", "Running", Some("180.76.1.2"))]));
    stage
}

/// One of two instances failed and was given back.
fn done_failed(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.step('2').keys("tab ctrl-u text:2");
    stage.buy();
    let ids = ["i-aF3kQ2Zb", "i-bG4lR3Yc"];
    stage.submitted(Ok(created(&ids))).wait(Duration::from_secs(9));
    let seen = vec![instance(ids[0], "Running", None), instance(ids[1], "Error", None)];
    stage.seen(Ok(seen)).keys("down");
    stage
}

/// A subscription that is about to be given back.
fn release(size: Size, language: Language) -> Stage {
    let mut stage = plain(size, language);
    stage.keys("ctrl-t").buy();
    stage.submitted(Ok(created(&["i-aF3kQ2Zb"]))).wait(Duration::from_secs(9));
    stage.seen(Ok(vec![instance("i-aF3kQ2Zb", "Running", None)]));
    stage.keys("r text:i-aF3k");
    stage
}

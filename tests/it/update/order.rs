//! From the confirmation to the end of an order.

use std::sync::Arc;
use std::time::Duration;

use bcc_wizard::app::effect::{Effect, Exit, Timer};
use bcc_wizard::app::msg::{Created, Msg};
use bcc_wizard::app::wizard::Screen;
use bcc_wizard::domain::catalog::Instance;
use bcc_wizard::domain::fault::{Fault, FaultKind};
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::order::{Order, Phase, RowState};
use bcc_wizard::domain::plan::Plan;
use rstest::rstest;

use crate::drive::{Drive, fault};

mod done;
mod ssh;
mod unclear;
mod unnamed;

fn secs(n: u64) -> Duration {
    Duration::from_secs(n)
}

/// An order as given, and its token and plan.
struct Placed {
    drive: Drive,
    token: String,
    plan: Arc<Plan>,
}

impl Placed {
    fn new() -> Self {
        Self::of(|_| {})
    }

    /// The answers are changed before the order is placed; two instances at most, for `y` to do.
    fn of(change: impl FnOnce(&mut Drive)) -> Self {
        let mut drive = Drive::new();
        drive.now = secs(1000);
        change(&mut drive);
        drive.press("alt-8 enter y");
        let mut effects = drive.take();
        let Some(Effect::Submit(intent)) = effects.pop() else {
            panic!("not submitted: {effects:?} {:?}", drive.notice())
        };
        let (token, plan) = (intent.token, intent.plan);
        Self { drive, token, plan }
    }

    fn submitted(&mut self, result: Result<Created, Fault>) -> Vec<Effect> {
        self.drive.tell(Msg::Submitted { token: self.token.clone(), result });
        self.drive.take()
    }

    fn accepted(&mut self, ids: &[&str]) -> Vec<Effect> {
        let ids = ids.iter().map(|&id| id.to_owned()).collect();
        self.submitted(Ok(Created { order: None, ids, warnings: Vec::new() }))
    }

    /// The timer runs out after its time.
    fn due(&mut self, timer: Timer, after: Duration) -> Vec<Effect> {
        self.drive.now += after;
        self.drive.tell(Msg::Due(timer));
        self.drive.take()
    }

    fn look(&mut self, after: Duration) -> Vec<Effect> {
        let timer = Timer::Poll(self.token.clone());
        self.due(timer, after)
    }

    fn seen(&mut self, instances: &[Instance]) -> Vec<Effect> {
        let result = Ok(instances.to_vec());
        self.drive.tell(Msg::Seen { token: self.token.clone(), result });
        self.drive.take()
    }

    fn not_seen(&mut self, kind: FaultKind) -> Vec<Effect> {
        let result = Err(fault(kind));
        self.drive.tell(Msg::Seen { token: self.token.clone(), result });
        self.drive.take()
    }

    fn order(&self) -> &Order {
        self.drive.wizard.order.as_ref().unwrap()
    }

    fn states(&self) -> Vec<RowState> {
        self.order().rows.iter().map(|row| row.state).collect()
    }
}

fn instance(id: &str, status: &str) -> Instance {
    Instance {
        id: id.to_owned(),
        name: id.to_owned(),
        status: status.to_owned(),
        private_ip: Some("192.168.0.4".to_owned()),
        public_ip: None,
        os: String::new(),
        zone: "cn-bj-a".to_owned(),
        spec: "bcc.g5.c2m8".to_owned(),
    }
}

fn refusal(code: &str, status: u16, message: &str) -> Fault {
    Fault {
        code: Some(code.to_owned()),
        status: Some(status),
        message: message.to_owned(),
        ..fault(FaultKind::Refused)
    }
}

/// The pause after which the next look is due, if that is all that is wanted.
fn next_look(effects: &[Effect]) -> Option<u64> {
    match effects {
        [Effect::After(pause, Timer::Poll(_))] => Some(pause.as_secs()),
        [] => None,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_order_screen_names_the_order_and_says_what_is_unfinished() {
    let mut placed = Placed::new();
    assert_eq!(placed.drive.wizard.screen, Screen::Order);
    assert_eq!(placed.order().phase, Phase::Sending);
    assert_eq!((placed.order().placed, placed.order().tries), (secs(1000), 1));
    assert_eq!((placed.plan.spec.as_str(), placed.plan.count), ("bcc.g5.c2m8", 1));
    placed.drive.press("ctrl-c ctrl-c");
    assert_eq!(placed.drive.quit(), Some(Exit::OrderUnfinished));
}

#[test]
fn form_keys_do_nothing_while_the_order_runs() {
    let mut placed = Placed::new();
    let before = format!("{:?}", placed.drive.wizard.draft);
    placed.drive.press("ctrl-n ctrl-t y n enter esc space a ctrl-r r tab").paste("x");
    assert!(placed.drive.take().is_empty());
    assert_eq!(placed.drive.wizard.screen, Screen::Order);
    assert_eq!(format!("{:?}", placed.drive.wizard.draft), before);
}

#[test]
fn looks_come_after_one_second_then_two_five_and_ten() {
    let mut placed = Placed::new();
    assert_eq!(next_look(&placed.accepted(&["i-1"])), Some(1));
    let mut since = 0;
    let mut next = 1;
    let mut pauses = Vec::new();
    while since < 400 {
        since += next;
        let looked = placed.look(secs(next));
        assert!(matches!(&looked[..], [Effect::Poll { ids, .. }] if *ids == ["i-1"]), "{looked:?}");
        next = next_look(&placed.seen(&[instance("i-1", "Starting")])).unwrap();
        let wanted = if since < 60 {
            2
        } else if since < 300 {
            5
        } else {
            10
        };
        assert_eq!(next, wanted, "{since} s after the answer");
        if pauses.last() != Some(&next) {
            pauses.push(next);
        }
    }
    assert_eq!(pauses, [2, 5, 10]);
}

#[test]
fn looking_by_hand_does_not_double_the_looks() {
    let mut placed = Placed::new();
    placed.accepted(&["i-1"]);
    placed.drive.press("r r ctrl-r");
    let looks = placed.drive.take();
    assert!(!looks.is_empty() && looks.iter().all(|look| matches!(look, Effect::Poll { .. })));
    let mut timers = 1; // of the acceptance
    for _ in looks {
        timers += placed.seen(&[instance("i-1", "Starting")]).len();
    }
    assert_eq!(timers, 1, "one chain of looks goes on");
    placed.look(secs(1));
    assert_eq!(next_look(&placed.seen(&[instance("i-1", "Starting")])), Some(2));
}

#[test]
fn the_word_running_ends_the_order() {
    let mut placed = Placed::new();
    placed.accepted(&["i-1"]);
    placed.look(secs(1));
    placed.seen(&[instance("i-1", "Starting")]);
    assert_eq!(placed.states(), [RowState::InProgress]);
    placed.look(secs(2));
    assert_eq!(next_look(&placed.seen(&[instance("i-1", "Running")])), None);
    assert_eq!(placed.order().phase, Phase::Finished);
    assert_eq!(placed.drive.wizard.screen, Screen::Done);
    assert!(!placed.drive.wizard.moves());
    assert!(placed.look(secs(2)).is_empty(), "nobody looks any more");
    placed.drive.press("ctrl-c");
    assert_eq!(placed.drive.quit(), Some(Exit::Done));
}

#[rstest]
#[case("Starting", RowState::InProgress)]
#[case("ImageProcessing", RowState::InProgress)]
#[case("SomethingNew", RowState::InProgress)]
#[case("", RowState::InProgress)]
#[case("Stopped", RowState::Stopped)]
#[case("Error", RowState::Failed)]
#[case("Expired", RowState::Failed)]
#[case("Recycled", RowState::Failed)]
fn every_status_means_something(#[case] status: &str, #[case] state: RowState) {
    let mut placed = Placed::new();
    placed.accepted(&["i-1"]);
    placed.look(secs(1));
    let next = next_look(&placed.seen(&[instance("i-1", status)]));
    assert_eq!(placed.states(), [state]);
    let phase = match state {
        RowState::Stopped => Phase::Finished,
        RowState::Failed => Phase::Failed,
        _ => Phase::Following,
    };
    assert_eq!(
        (placed.order().phase.clone(), next.is_some()),
        (phase.clone(), phase == Phase::Following)
    );
}

#[test]
fn an_order_waits_for_its_slowest_instance_before_it_is_judged() {
    let mut placed = Placed::of(|drive| {
        drive.focus(FieldId::Count).retype("2");
    });
    placed.accepted(&["i-1", "i-2"]);
    placed.look(secs(1));
    let next = placed.seen(&[instance("i-2", "Error"), instance("i-1", "Starting")]);
    assert_eq!(next_look(&next), Some(2));
    assert_eq!(placed.states(), [RowState::InProgress, RowState::Failed], "in the order's order");
    placed.look(secs(2));
    placed.seen(&[instance("i-1", "Running"), instance("i-2", "Error")]);
    assert_eq!(placed.order().phase, Phase::Failed);
}

#[test]
fn a_partial_list_and_a_stranger_change_only_what_they_name() {
    let mut placed = Placed::of(|drive| {
        drive.focus(FieldId::Count).retype("2");
    });
    placed.accepted(&["i-1", "i-2"]);
    placed.look(secs(1));
    let next = placed.seen(&[instance("i-2", "Running"), instance("i-99", "Error")]);
    assert_eq!(next_look(&next), Some(2));
    assert_eq!(placed.states(), [RowState::NotVisible, RowState::Running]);
    placed.look(secs(2));
    placed.seen(&[instance("i-1", "Running"), instance("i-2", "Running")]);
    assert_eq!(placed.order().phase, Phase::Finished);
}

#[test]
fn what_is_not_there_in_the_first_minute_is_not_visible_yet() {
    let mut placed = Placed::new();
    placed.accepted(&["i-1"]);
    placed.look(secs(1));
    assert_eq!(next_look(&placed.not_seen(FaultKind::NotFound)), Some(2));
    placed.look(secs(59));
    assert_eq!(next_look(&placed.seen(&[])), Some(5));
    assert_eq!(placed.states(), [RowState::NotVisible]);
    placed.look(secs(1));
    assert_eq!(next_look(&placed.seen(&[])), None);
    assert_eq!((placed.states(), &placed.order().phase), (vec![RowState::Gone], &Phase::Failed));
    placed.drive.press("q");
    assert_eq!(placed.drive.quit(), Some(Exit::Failed));
}

#[test]
fn what_was_there_and_is_not_any_more_is_gone() {
    let mut placed = Placed::new();
    placed.accepted(&["i-1"]);
    placed.look(secs(1));
    placed.seen(&[instance("i-1", "Starting")]);
    placed.look(secs(2));
    assert_eq!(next_look(&placed.not_seen(FaultKind::NotFound)), None);
    assert_eq!(placed.states(), [RowState::Gone]);
    assert_eq!(placed.drive.wizard.screen, Screen::Done);
}

#[test]
fn an_outage_keeps_looking_and_says_since_when() {
    let mut placed = Placed::new();
    placed.accepted(&["i-1"]);
    placed.look(secs(1));
    assert_eq!(next_look(&placed.not_seen(FaultKind::Unreachable)), Some(2));
    placed.look(secs(2));
    assert_eq!(next_look(&placed.not_seen(FaultKind::Server)), Some(2));
    let outage = placed.order().outage.clone().unwrap();
    assert_eq!((outage.since, outage.fault.kind), (secs(1001), FaultKind::Server));
    assert_eq!(placed.order().last_answer, Some(secs(1000)));
    placed.look(secs(2));
    placed.seen(&[instance("i-1", "Running")]);
    assert_eq!((&placed.order().outage, &placed.order().phase), (&None, &Phase::Finished));
}

#[test]
fn a_bought_public_ip_is_waited_for_but_not_for_ever() {
    let with_ip = |drive: &mut Drive| {
        drive.turn(FieldId::PublicIp, "buy");
    };
    let mut placed = Placed::of(with_ip);
    placed.accepted(&["i-1"]);
    placed.look(secs(1));
    assert_eq!(next_look(&placed.seen(&[instance("i-1", "Running")])), Some(2));
    placed.look(secs(59));
    assert_eq!(next_look(&placed.seen(&[instance("i-1", "Running")])), Some(5));
    placed.look(secs(1));
    assert_eq!(next_look(&placed.seen(&[instance("i-1", "Running")])), None);
    assert_eq!(placed.order().phase, Phase::Finished);

    let mut placed = Placed::of(with_ip);
    placed.accepted(&["i-1"]);
    placed.look(secs(1));
    let addressed =
        Instance { public_ip: Some("180.76.0.1".to_owned()), ..instance("i-1", "Running") };
    assert_eq!(next_look(&placed.seen(&[addressed])), None, "an address is enough");
}

#[test]
fn warnings_of_the_cloud_are_kept() {
    let mut placed = Placed::new();
    let warnings = vec!["tags were not bound".to_owned()];
    placed.submitted(Ok(Created {
        order: None,
        ids: vec!["i-1".to_owned()],
        warnings: warnings.clone(),
    }));
    assert_eq!(placed.order().warnings, warnings);
}

#[test]
fn messages_of_another_order_are_nobodys() {
    let mut placed = Placed::new();
    let other = || "token-of-another".to_owned();
    placed.drive.tell(Msg::Submitted { token: other(), result: Err(fault(FaultKind::Refused)) });
    placed.drive.tell(Msg::Seen { token: other(), result: Ok(Vec::new()) });
    placed.drive.tell(Msg::Due(Timer::Poll(other())));
    placed.drive.tell(Msg::Due(Timer::Resend(other())));
    assert!(placed.drive.take().is_empty());
    assert_eq!(placed.order().phase, Phase::Sending);
}

#[rstest]
#[case("BadRequest", 400, "spec is invalid.", FieldId::Spec)]
#[case("BadRequest", 400, "zone is invalid.", FieldId::Zone)]
#[case("NoSuchObject", 404, "subnet not exists.", FieldId::Subnet)]
#[case("Keypair.KeypairNotExist", 404, "", FieldId::KeyPair)]
#[case("Instance.InsufficientRootDiskSize", 400, "", FieldId::SystemDiskSize)]
#[case("Instance.InvalidateRootDiskStorageType", 400, "", FieldId::SystemDiskType)]
#[case("Instance.GlobalInstanceQuotaLimitExceeded", 413, "", FieldId::Payment)]
#[case("Instance.InstanceQuotaLimitExceeded", 413, "", FieldId::Count)]
#[case("Instance.EipQuotaLimitExceeded", 413, "", FieldId::PublicIp)]
#[case("BadRequest", 400, "no idea", FieldId::Buy)]
fn a_refusal_leads_back_to_its_field_with_every_answer(
    #[case] code: &str,
    #[case] status: u16,
    #[case] message: &str,
    #[case] field: FieldId,
) {
    let mut placed = Placed::of(|drive| {
        drive.focus(FieldId::Name).type_text("web");
    });
    let before = format!("{:?}", placed.drive.wizard.draft);
    let refused = refusal(code, status, message);
    assert!(placed.submitted(Err(refused.clone())).is_empty());
    assert_eq!(placed.order().phase, Phase::Refused(refused));
    placed.drive.press("esc");
    assert_eq!(placed.drive.wizard.screen, Screen::Form);
    assert_eq!((placed.drive.step(), placed.drive.wizard.focused()), (field.step(), field));
    assert_eq!(placed.drive.notice(), "notice.refused");
    assert_eq!(format!("{:?}", placed.drive.wizard.draft), before);
    placed.drive.press("alt-8 enter y");
    let again = placed.drive.take();
    assert!(matches!(&again[..], [Effect::Submit(intent)] if intent.token != placed.token));
}

#[rstest]
#[case("z", FieldId::Zone)]
#[case("s", FieldId::Spec)]
fn after_a_refusal_another_zone_or_spec_makes_another_order(
    #[case] key: &str,
    #[case] field: FieldId,
) {
    let mut placed = Placed::of(|drive| {
        drive.focus(FieldId::Name).type_text("web");
    });
    placed.drive.press(key);
    assert_eq!(placed.drive.wizard.screen, Screen::Order, "nothing is refused yet");
    placed.submitted(Err(refusal("Instance.InstanceQuotaLimitExceeded", 413, "")));
    placed.drive.newly_asked();
    placed.drive.press(key);
    assert_eq!((placed.drive.wizard.screen, placed.drive.wizard.focused()), (Screen::Form, field));
    assert_eq!(placed.drive.notice(), "notice.new_order");
    assert!(!placed.drive.newly_asked().is_empty(), "what there is, is asked anew");
    assert_eq!(placed.drive.wizard.draft.name, "web");
    match field {
        FieldId::Zone => placed.drive.choose(FieldId::Zone, "cn-bj-b"),
        _ => placed.drive.choose(FieldId::Spec, "bcc.g5.c4m16"),
    };
    placed.drive.press("alt-8 enter y");
    let again = placed.drive.take();
    let Some(Effect::Submit(intent)) = again.last() else { panic!("{again:?}") };
    assert_ne!(intent.token, placed.token);
    assert_ne!((&intent.plan.zone, &intent.plan.spec), (&placed.plan.zone, &placed.plan.spec));
    assert_eq!(intent.plan.name, placed.plan.name);
}

#[test]
fn after_a_refusal_quitting_leaves_nothing_unfinished() {
    let mut placed = Placed::new();
    placed.submitted(Err(refusal("QualifyNotPass", 403, "")));
    assert!(!placed.drive.wizard.moves());
    placed.drive.press("ctrl-c ctrl-c");
    assert_eq!(placed.drive.quit(), Some(Exit::Aborted));
}

#[test]
fn terminate_says_that_an_order_is_under_way() {
    let mut placed = Placed::new();
    placed.drive.tell(Msg::Terminate);
    assert_eq!(placed.drive.quit(), Some(Exit::OrderUnfinished));
    placed.accepted(&["i-1"]);
    placed.drive.tell(Msg::Terminate);
    assert_eq!(placed.drive.quit(), Some(Exit::OrderUnfinished));
}

#[test]
fn going_back_is_no_way_out_of_an_order_under_way() {
    let mut placed = Placed::new();
    placed.drive.press("esc enter esc");
    assert_eq!(placed.drive.wizard.screen, Screen::Order);
    placed.accepted(&["i-1"]);
    placed.drive.press("esc enter esc alt-8 ctrl-n");
    assert_eq!((placed.drive.wizard.screen, placed.drive.step()), (Screen::Order, StepId::Review));
}

#[test]
fn what_never_left_is_not_called_refused() {
    let mut placed = Placed::new();
    assert!(placed.submitted(Err(fault(FaultKind::Unreachable))).is_empty());
    placed.drive.press("esc");
    assert_eq!((placed.drive.step(), placed.drive.notice()), (StepId::Review, "notice.not_sent"));
}

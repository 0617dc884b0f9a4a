//! An order whose outcome is not known: repeated under its own token until the cloud answers.

use super::*;

fn lost(kind: FaultKind) -> Fault {
    Fault { may_have_happened: true, ..fault(kind) }
}

/// The pause of a repetition, if that is all that is wanted.
fn resend(effects: &[Effect], wanted: &str) -> u64 {
    match effects {
        [Effect::After(pause, Timer::Resend(token))] if token == wanted => pause.as_secs(),
        other => panic!("{other:?}"),
    }
}

impl Placed {
    /// Lets the repetition run out; it must send the same order under the same token.
    fn again(&mut self, after: u64) {
        let effects = self.due(Timer::Resend(self.token.clone()), secs(after));
        match &effects[..] {
            [Effect::Resend(token)] => assert_eq!(*token, self.token),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_lost_answer_is_unknown_and_repeated_with_longer_and_longer_pauses() {
    let mut placed = Placed::new();
    let mut pauses = Vec::new();
    for kind in [
        FaultKind::Timeout,
        FaultKind::Interrupted,
        FaultKind::Server,
        FaultKind::Garbled,
        FaultKind::Timeout,
        FaultKind::Timeout,
        FaultKind::Timeout,
    ] {
        let fault = lost(kind);
        let effects = placed.submitted(Err(fault.clone()));
        let pause = resend(&effects, &placed.token.clone());
        assert_eq!(placed.order().phase, Phase::Unknown(fault));
        pauses.push(pause);
        placed.again(pause);
    }
    assert_eq!(pauses, [2, 4, 8, 16, 30, 30, 30]);
    assert_eq!(placed.order().tries, 8);
    assert_eq!(placed.drive.minted, 1, "no other token, ever");
    assert_eq!(next_look(&placed.accepted(&["i-1"])), Some(1));
    assert_eq!(placed.order().phase, Phase::Following);
}

#[test]
fn the_cloud_s_own_wish_to_be_left_alone_is_heard_up_to_a_minute() {
    for (asked, pause) in [(1, 2), (7, 7), (3600, 60)] {
        let mut placed = Placed::new();
        let fault = Fault {
            retry_after: Some(secs(asked)),
            code: Some("TooManyRequests".to_owned()),
            status: Some(429),
            ..fault(FaultKind::Throttled)
        };
        assert_eq!(resend(&placed.submitted(Err(fault)), &placed.token.clone()), pause, "{asked}");
    }
}

#[test]
fn an_unknown_order_is_unfinished() {
    let mut placed = Placed::new();
    placed.submitted(Err(lost(FaultKind::Timeout)));
    assert!(placed.drive.wizard.moves());
    placed.drive.press("esc enter");
    assert_eq!(placed.drive.wizard.screen, Screen::Order);
    placed.drive.press("ctrl-c ctrl-c");
    assert_eq!(placed.drive.quit(), Some(Exit::OrderUnfinished));
}

#[rstest]
#[case(FaultKind::Unreachable)]
#[case(FaultKind::Throttled)]
#[case(FaultKind::Clock)]
#[case(FaultKind::Forbidden)]
#[case(FaultKind::UnknownKey)]
#[case(FaultKind::WrongSecret)]
fn what_says_nothing_of_the_first_try_leaves_it_unknown(#[case] kind: FaultKind) {
    let mut placed = Placed::new();
    let pause = resend(&placed.submitted(Err(lost(FaultKind::Timeout))), &placed.token.clone());
    placed.again(pause);
    let mut fault = fault(kind);
    if kind != FaultKind::Unreachable {
        (fault.code, fault.status) = (Some("Code".to_owned()), Some(403));
    }
    resend(&placed.submitted(Err(fault.clone())), &placed.token.clone());
    assert_eq!(placed.order().phase, Phase::Unknown(fault));
}

#[test]
fn a_judgement_of_the_repeated_request_clears_up_the_first_try() {
    let mut placed = Placed::new();
    let pause = resend(&placed.submitted(Err(lost(FaultKind::Timeout))), &placed.token.clone());
    placed.again(pause);
    let refused = refusal("Instance.InstanceQuotaLimitExceeded", 413, "");
    assert!(placed.submitted(Err(refused.clone())).is_empty());
    assert_eq!(placed.order().phase, Phase::Refused(refused));
}

#[test]
fn a_request_that_never_left_is_refused_at_once() {
    let mut placed = Placed::new();
    assert!(placed.submitted(Err(fault(FaultKind::Unreachable))).is_empty());
    assert!(matches!(placed.order().phase, Phase::Refused(_)));
    placed.drive.press("esc");
    assert_eq!(placed.drive.step(), StepId::Review);
}

#[test]
fn what_may_have_happened_is_believed_whatever_its_kind() {
    let mut placed = Placed::new();
    resend(&placed.submitted(Err(lost(FaultKind::Unreachable))), &placed.token.clone());
    assert!(matches!(placed.order().phase, Phase::Unknown(_)));
}

#[test]
fn too_many_requests_are_sent_again_later() {
    let mut placed = Placed::new();
    let throttled = Fault { status: Some(429), ..fault(FaultKind::Throttled) };
    let pause = resend(&placed.submitted(Err(throttled)), &placed.token.clone());
    placed.again(pause);
}

#[test]
fn a_reused_token_is_refused_and_never_replaced_by_itself() {
    let mut placed = Placed::new();
    let reused = Fault {
        code: Some("IdempotentParameterMismatch".to_owned()),
        status: Some(403),
        ..fault(FaultKind::TokenReused)
    };
    assert!(placed.submitted(Err(reused.clone())).is_empty());
    assert_eq!(placed.order().phase, Phase::Refused(reused));
    assert_eq!(placed.drive.minted + placed.drive.wanted_tokens, 1);
}

#[test]
fn a_second_answer_to_the_same_order_changes_nothing() {
    let mut placed = Placed::new();
    placed.accepted(&["i-1"]);
    assert!(placed.accepted(&["i-7"]).is_empty());
    assert!(placed.submitted(Err(lost(FaultKind::Timeout))).is_empty());
    assert!(placed.submitted(Err(refusal("BadRequest", 400, ""))).is_empty());
    assert_eq!(placed.order().rows[0].id, "i-1");
    assert_eq!(placed.order().phase, Phase::Following);
    let late = Timer::Resend(placed.token.clone());
    assert!(placed.due(late, secs(30)).is_empty(), "an accepted order is not sent again");
}

#[test]
fn an_acceptance_without_instances_is_not_the_end() {
    let mut placed = Placed::new();
    let pause = resend(&placed.accepted(&[]), &placed.token.clone());
    assert!(matches!(placed.order().phase, Phase::Unknown(_)));
    placed.again(pause);
    placed.accepted(&["i-1"]);
    assert_eq!(placed.order().phase, Phase::Following);
}

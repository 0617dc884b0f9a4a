//! The first screen: the sandbox or a key pair, and the way back to it.

use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::effect::{Ask, Effect, Exit};
use bcc_wizard::app::identity::{AccessKey, Identity, Kept, Opened};
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::welcome::{Entry, Way, Welcome};
use bcc_wizard::app::wizard::{Place, Screen};
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::language::Language;
use rstest::rstest;
use secrecy::ExposeSecret as _;

use crate::fixture::{Stage, fault};

const SECRET: &str = "0123456789abcdeF";

fn stage() -> Stage {
    Stage::welcome((100, 30), Language::En)
}

fn welcome(stage: &Stage) -> &Welcome {
    stage.wizard.welcome.as_ref().unwrap()
}

fn notice(stage: &Stage) -> &'static str {
    stage.wizard.notice.as_ref().map_or("", |notice| notice.words)
}

/// Who is to buy, as far as that was said since the last time; and where.
fn connects(stage: &mut Stage) -> Option<(Identity, String)> {
    let mut asked =
        std::mem::take(&mut stage.other).into_iter().filter_map(|effect| match effect {
            Effect::Connect { identity, region } => Some((identity, region)),
            _ => None,
        });
    let first = asked.next();
    assert!(asked.next().is_none(), "it was asked for twice");
    first
}

fn key(stage: &mut Stage) -> Option<AccessKey> {
    match connects(stage)? {
        (Identity::Key(key), _) => Some(key),
        (Identity::Sandbox, _) => None,
    }
}

fn opened(region: &str, sandbox: bool) -> Opened {
    let named = |id: &str| (id.to_owned(), id.to_uppercase(), String::new());
    Opened {
        unfinished: Vec::new(),
        place: Place { sandbox, regions: vec![named("bj"), named("gz")], endpoint: None },
        region: region.to_owned(),
        kept: None,
    }
}

fn connect(stage: &mut Stage, sandbox: bool) {
    let region = stage.wizard.draft.region.clone();
    stage.send(Msg::Connected(Ok(opened(&region, sandbox))));
}

/// On the key's first question.
fn at_the_key() -> Stage {
    let mut stage = stage();
    stage.keys("down enter");
    assert_eq!(welcome(&stage).focus, Entry::AccessKey);
    stage
}

fn typed(id: &str, secret: &str) -> Stage {
    let mut stage = at_the_key();
    stage.send(Msg::Paste(id.into()));
    stage.keys("enter");
    stage.send(Msg::Paste(secret.into()));
    stage
}

#[test]
fn nothing_is_asked_of_the_cloud_before_it_is_known_who_asks() {
    let mut stage = stage();
    stage.keys("f9 f9 down up tab ctrl-r ctrl-l").send(Msg::Resize(80, 24));
    assert_eq!(stage.wizard.screen, Screen::Welcome);
    let only_repaints = stage.other.iter().all(|effect| matches!(effect, Effect::Repaint));
    assert!(only_repaints, "{:?}", stage.other);
    assert!(stage.wizard.cloud.load(&Ask::Zones).is_none());
}

#[test]
fn enter_takes_the_sandbox_and_the_wizard_begins_there() {
    let mut stage = stage();
    stage.keys("enter");
    let (identity, region) = connects(&mut stage).unwrap();
    assert!(matches!(identity, Identity::Sandbox));
    assert_eq!(region, "bj");
    // Impatience does not connect twice.
    stage.keys("enter ctrl-n");
    assert!(connects(&mut stage).is_none());
    connect(&mut stage, true);
    let wizard = &stage.wizard;
    assert_eq!(
        (wizard.screen, wizard.step, wizard.place.sandbox),
        (Screen::Form, StepId::Zone, true)
    );
    assert_eq!(wizard.draft.zone.as_deref(), Some("cn-bj-a"));
    assert!(wizard.notice.is_none());
}

#[rstest]
#[case("down", "up")]
#[case("j", "k")]
#[case("right", "left")]
#[case("space", "space")]
fn the_ways_are_chosen_by_arrows_and_space(#[case] there: &str, #[case] back: &str) {
    let mut stage = stage();
    stage.keys(there);
    assert_eq!((welcome(&stage).way, welcome(&stage).focus), (Way::Key, Entry::Way));
    stage.keys(back);
    assert_eq!(welcome(&stage).way, Way::Sandbox);
    stage.keys("up shift-tab tab");
    assert_eq!((welcome(&stage).way, welcome(&stage).focus), (Way::Sandbox, Entry::Way));
}

#[test]
fn a_key_pair_is_typed_field_by_field_and_sent_without_the_blanks_around_it() {
    let mut stage = at_the_key();
    stage.keys("text:AL-T_1 enter").keys(&format!("text:{SECRET} enter text:a+b/c== enter"));
    assert_eq!(welcome(&stage).focus, Entry::Keep);
    stage.keys("enter");
    let sent = key(&mut stage).unwrap();
    assert_eq!((sent.id.as_str(), sent.secret_key.expose_secret()), ("AL-T_1", SECRET));
    assert_eq!(sent.session_token.unwrap().expose_secret(), "a+b/c==");
    assert!(!sent.keep);

    let mut stage = typed("  AK1\r\n", &format!("\t{SECRET} \n"));
    assert_eq!(welcome(&stage).access_key.value(), "AK1");
    assert_eq!(welcome(&stage).secret_key.expose_secret(), SECRET);
    stage.keys("space home space").keys("ctrl-n");
    let sent = key(&mut stage).unwrap();
    assert_eq!((sent.id.as_str(), sent.secret_key.expose_secret()), ("AK1", SECRET));
    assert!(sent.session_token.is_none());
}

#[rstest]
#[case("", SECRET, Some(Entry::AccessKey))]
#[case("ak 1", SECRET, Some(Entry::AccessKey))]
#[case("ak.1", SECRET, Some(Entry::AccessKey))]
#[case("ak-1", "", Some(Entry::SecretKey))]
#[case("ak-1", "0123456789abcde", Some(Entry::SecretKey))]
#[case("ak-1", "0123456789abcdef", None)]
#[case("ak-1", "0123456789 abcdef", Some(Entry::SecretKey))]
#[case("ak-1", "钥匙钥匙钥匙钥匙", Some(Entry::SecretKey))]
#[case("_", "0123456789abcdef0123456789abcdef", None)]
fn a_key_pair_is_judged_before_it_is_used(
    #[case] id: &str,
    #[case] secret: &str,
    #[case] wrong: Option<Entry>,
) {
    let mut stage = typed(id, secret);
    stage.keys("ctrl-n");
    assert_eq!(key(&mut stage).is_none(), wrong.is_some());
    match wrong {
        Some(entry) => {
            assert_eq!(welcome(&stage).focus, entry);
            assert!(welcome(&stage).problem(entry).is_some());
            assert_eq!(notice(&stage), "notice.solve_first");
        }
        None => assert!(welcome(&stage).connecting),
    }
}

#[test]
fn a_token_with_blanks_is_refused_and_an_untouched_question_is_not_scolded() {
    let mut stage = typed("ak-1", SECRET);
    assert_eq!(welcome(&stage).problem(Entry::SecretKey), None);
    stage.keys("tab");
    stage.send(Msg::Paste("a b".into()));
    stage.keys("ctrl-n");
    assert!(key(&mut stage).is_none());
    assert_eq!(welcome(&stage).focus, Entry::SessionToken);
    // The message goes with the mistake.
    stage.keys("ctrl-u");
    assert_eq!(welcome(&stage).problem(Entry::SessionToken), None);
    stage.keys("ctrl-n");
    assert!(key(&mut stage).is_some());

    let mut stage = at_the_key();
    stage.keys("text:a/1");
    assert_eq!(welcome(&stage).problem(Entry::AccessKey), None, "it is still being typed");
    stage.keys("tab");
    assert_eq!(welcome(&stage).problem(Entry::AccessKey), Some("key_problem.access_key_charset"));
}

#[test]
fn a_paste_is_one_insert_at_the_caret_and_never_goes_on() {
    let mut stage = at_the_key();
    stage.keys("text:AK9 left");
    stage.send(Msg::Paste("12\n34\n".into()));
    assert_eq!(welcome(&stage).access_key.value(), "AK12 349");
    assert_eq!(welcome(&stage).focus, Entry::AccessKey);
    stage.send(Msg::Paste("x".repeat(2000).as_str().into()));
    assert_eq!(
        (welcome(&stage).access_key.value(), notice(&stage)),
        ("AK12 349", "notice.too_long")
    );
    // On a choice it has nowhere to go.
    stage.keys("shift-tab").send(Msg::Paste("\r\r".into()));
    assert!(connects(&mut stage).is_none());
    // Session tokens are long.
    stage.keys("tab tab tab").send(Msg::Paste("t".repeat(4096).as_str().into()));
    assert_eq!(welcome(&stage).session_token.expose_secret().len(), 4096);
    stage.keys("t");
    assert_eq!(welcome(&stage).session_token.expose_secret().len(), 4096);
    assert_eq!(welcome(&stage).secret_key.expose_secret(), "");
}

#[test]
fn escape_clears_then_returns_and_never_quits() {
    let mut stage = typed("ak-1", SECRET);
    stage.keys("esc");
    assert_eq!(welcome(&stage).secret_key.expose_secret(), "");
    assert_eq!(welcome(&stage).focus, Entry::SecretKey);
    stage.keys("esc");
    assert_eq!((welcome(&stage).focus, welcome(&stage).way), (Entry::Way, Way::Key));
    stage.keys("tab esc");
    assert_eq!((welcome(&stage).access_key.value(), welcome(&stage).focus), ("", Entry::AccessKey));
    stage.keys("esc").send(Msg::Key("esc".parse().unwrap()));
    assert_eq!(notice(&stage), "notice.ctrl_c_quits");
    assert!(stage.other.is_empty(), "{:?}", stage.other);
}

#[test]
fn help_language_and_quitting_are_as_everywhere() {
    let mut stage = at_the_key();
    stage.keys("?");
    assert_eq!(welcome(&stage).access_key.value(), "?", "letters are typed");
    stage.keys("f1");
    assert!(matches!(&stage.wizard.dialog, Some(Dialog::Help(help)) if help.top == 0));
    stage.keys("esc f9");
    assert_eq!((stage.wizard.language, stage.wizard.dialog.is_none()), (Language::ZhCn, true));
    stage.keys("ctrl-c");
    assert!(matches!(stage.wizard.dialog, Some(Dialog::Quit)));
    // A paste belongs to what lies in front.
    stage.send(Msg::Paste("zzz".into()));
    assert_eq!(welcome(&stage).access_key.value(), "?");
    stage.keys("ctrl-c");
    assert!(matches!(stage.other.last(), Some(Effect::Quit(Exit::Aborted))));
}

#[test]
fn saving_is_off_until_it_is_asked_for_and_needs_a_home() {
    let mut stage = typed("ak-1", SECRET);
    stage.keys("tab tab space ctrl-n");
    assert!(key(&mut stage).unwrap().keep);

    let mut homeless = typed("ak-1", SECRET);
    homeless.wizard.welcome.as_mut().unwrap().profile = None;
    homeless.keys("tab tab");
    assert_eq!(welcome(&homeless).focus, Entry::SessionToken, "there is nothing after it");
    homeless.keys("enter");
    assert!(!key(&mut homeless).unwrap().keep);
}

#[test]
fn a_connection_that_fails_leaves_everything_to_try_again() {
    let mut stage = typed("ak-1", SECRET);
    stage.keys("ctrl-n");
    assert!(key(&mut stage).is_some());
    stage.send(Msg::Connected(Err("no certificates".into())));
    assert_eq!(stage.wizard.screen, Screen::Welcome);
    assert_eq!(welcome(&stage).failure, Some("no certificates".into()));
    stage.keys("ctrl-n");
    assert_eq!(welcome(&stage).failure, None);
    assert_eq!(key(&mut stage).unwrap().secret_key.expose_secret(), SECRET);
    // An answer that nobody waits for changes nothing.
    connect(&mut stage, false);
    let before = stage.wizard.cloud.generation();
    stage.send(Msg::Connected(Ok(opened("gz", true))));
    assert_eq!((stage.wizard.cloud.generation(), &*stage.wizard.draft.region), (before, "bj"));
}

#[test]
fn escape_on_the_first_step_goes_back_with_the_id_and_without_the_secrets() {
    let mut stage = typed("ak-1", SECRET);
    stage.keys("tab").send(Msg::Paste("token-1".into()));
    stage.keys("ctrl-n");
    connect(&mut stage, false);
    assert_eq!(welcome(&stage).secret_key.expose_secret(), "", "nobody needs it any more");
    // A filter is cleared first, and other steps go back by steps.
    stage.keys("/ text:b esc");
    assert_eq!(stage.wizard.screen, Screen::Form);
    stage.step('2').keys("esc");
    assert_eq!((stage.wizard.screen, stage.wizard.step), (Screen::Form, StepId::Zone));
    stage.keys("esc");
    assert_eq!(stage.wizard.screen, Screen::Welcome);
    let form = welcome(&stage);
    assert_eq!(
        (form.access_key.value(), form.focus, form.way),
        ("ak-1", Entry::SecretKey, Way::Key)
    );
    assert_eq!((form.secret_key.expose_secret(), form.session_token.expose_secret()), ("", ""));
    assert_eq!(form.problem(Entry::SecretKey), None, "it is asked anew, not scolded");
}

#[test]
fn another_account_keeps_texts_and_forgets_ids() {
    let mut stage = stage();
    stage.keys("enter");
    connect(&mut stage, true);
    let first = stage.wizard.cloud.generation();
    stage.keys("down enter").step('6').keys("text:web");
    assert_eq!(stage.wizard.draft.zone.as_deref(), Some("cn-bj-b"));
    stage.step('1').keys("esc");
    assert_eq!((welcome(&stage).way, welcome(&stage).focus), (Way::Sandbox, Entry::Way));
    stage.keys("down enter");
    stage.send(Msg::Paste("ak-1".into())).keys("enter");
    stage.send(Msg::Paste(SECRET.into())).keys("ctrl-n");
    connect(&mut stage, false);
    let wizard = &stage.wizard;
    assert_eq!((wizard.draft.name.as_str(), wizard.place.sandbox), ("web", false));
    assert_eq!(wizard.draft.zone.as_deref(), Some("cn-bj-a"));
    assert!(!wizard.answered.contains(&FieldId::Zone) && wizard.answered.contains(&FieldId::Name));
    // What was asked under the old account comes too late.
    assert!(wizard.cloud.generation() > first);
}

#[test]
fn what_changed_with_the_account_is_said() {
    let again = |region: &str| {
        let mut stage = stage();
        stage.keys("enter");
        connect(&mut stage, true);
        stage.keys("down enter").step('1').keys("esc enter");
        stage.send(Msg::Connected(Ok(opened(region, true))));
        notice(&stage)
    };
    assert_eq!(again("bj"), "notice.account_changed");
    assert_eq!(again("gz"), "notice.region_instead");
}

#[test]
fn the_region_chosen_meanwhile_is_asked_for_again() {
    let mut stage = stage();
    stage.keys("enter");
    connect(&mut stage, true);
    assert_eq!(connects(&mut stage).unwrap().1, "bj");
    stage.keys("shift-tab right");
    assert_eq!(stage.wizard.draft.region, "gz");
    stage.keys("esc enter");
    assert_eq!(connects(&mut stage).unwrap().1, "gz");
}

#[test]
fn a_saved_profile_is_named_and_kept_in_mind() {
    let mut stage = typed("ak-1", SECRET);
    stage.keys("tab tab space ctrl-n");
    let kept = Some(Ok(Kept { name: "default-2".to_owned(), current: true }));
    stage.send(Msg::Connected(Ok(Opened { kept, ..opened("bj", false) })));
    assert_eq!(notice(&stage), "notice.key_kept");
    assert_eq!(welcome(&stage).profile.as_deref(), Some("default-2"));
    assert!(welcome(&stage).keep, "a correction is saved as well");
}

#[rstest]
#[case(FaultKind::UnknownKey, "notice.key_refused")]
#[case(FaultKind::WrongSecret, "notice.key_refused")]
#[case(FaultKind::Forbidden, "")]
#[case(FaultKind::Unreachable, "")]
fn the_way_back_is_offered_when_nothing_works_for_the_key(
    #[case] kind: FaultKind,
    #[case] says: &str,
) {
    let fails: fn(&Ask) -> Option<_> = match kind {
        FaultKind::UnknownKey => |_| Some(fault(FaultKind::UnknownKey)),
        FaultKind::WrongSecret => |_| Some(fault(FaultKind::WrongSecret)),
        FaultKind::Forbidden => |_| Some(fault(FaultKind::Forbidden)),
        _ => |_| Some(fault(FaultKind::Unreachable)),
    };
    let mut stage = typed("ak-1", SECRET);
    stage.fails = fails;
    stage.keys("ctrl-n");
    connect(&mut stage, false);
    assert_eq!(notice(&stage), says);
    // Once an answer came, the key cannot be it.
    stage.fails = |ask| (*ask != Ask::Zones).then(|| fault(FaultKind::WrongSecret));
    stage.keys("ctrl-r");
    assert_eq!(notice(&stage), "");
}

#[test]
fn without_the_first_screen_escape_on_the_first_step_stays() {
    let mut stage = Stage::new((100, 30));
    stage.send(Msg::Key("esc".parse().unwrap()));
    assert_eq!((stage.wizard.screen, notice(&stage)), (Screen::Form, "notice.ctrl_c_quits"));
    let mut stage =
        Stage::with((100, 30), Language::En, |_| false, |_| Some(fault(FaultKind::UnknownKey)));
    stage.send(Msg::Tick);
    assert_eq!(notice(&stage), "", "keys from elsewhere are not typed here");
}

#[test]
fn no_secret_stands_in_any_text_of_state_effect_or_message() {
    const TOKEN: &str = "token/hunter2==";
    let mut stage = at_the_key();
    let mut said = Vec::new();
    stage.send(Msg::Paste("ALTAKhunter2".into())).keys("enter");
    for (secret, then) in [(SECRET, "enter"), (TOKEN, "ctrl-n")] {
        let paste = Msg::Paste(secret.into());
        said.push(format!("{paste:?}"));
        stage.send(paste);
        said.push(format!("{:?}", stage.wizard));
        stage.keys(then);
    }
    said.push(format!("{:?}{:?}", stage.wizard, stage.other));
    let sent = key(&mut stage).unwrap();
    assert_eq!(sent.session_token.as_ref().unwrap().expose_secret(), TOKEN);
    said.push(format!("{sent:?}{:?}", Identity::Key(sent.clone())));
    let said = said.join("\n");
    for secret in [SECRET, TOKEN] {
        assert!(!said.contains(secret), "{said}");
    }
    let effect =
        format!("{:?}", Effect::Connect { identity: Identity::Key(sent), region: String::new() });
    assert!(effect.contains("ALTA…") && !effect.contains("hunter2"), "{effect}");
}

#[test]
fn a_greeting_goes_with_the_first_thing_that_is_done() {
    let greeted = || {
        let mut stage = Stage::new((120, 36));
        stage.wizard.greeting = true;
        stage
    };
    // What happens by itself, and what only draws the same screen anew, leaves it.
    let mut stage = greeted();
    stage.send(Msg::Resize(80, 24)).wait(std::time::Duration::from_mins(1));
    stage.keys("ctrl-l ctrl-z f9 f9");
    assert!(stage.wizard.greeting);
    for keys in ["x", "down", "esc", "?", "ctrl-c", "ctrl-n"] {
        let mut stage = greeted();
        stage.keys(keys);
        assert!(!stage.wizard.greeting, "{keys}");
    }
    // The key does its work.
    let mut stage = greeted();
    stage.keys("ctrl-n");
    assert_eq!(stage.wizard.step, bcc_wizard::domain::field::StepId::Spec);
    let mut stage = greeted();
    stage.send(Msg::Paste("web".into()));
    assert!(!stage.wizard.greeting);
}

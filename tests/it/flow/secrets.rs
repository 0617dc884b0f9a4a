//! After a whole purchase with a password, the secrets are searched for wherever text was made.

use bcc_wizard::api::cipher;
use bcc_wizard::api::client::{Client, Credentials, Timeouts};
use bcc_wizard::api::endpoint::Endpoints;
use bcc_wizard::api::wire::create;
use bcc_wizard::domain::draft::LoginChoice;
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::order::Phase;
use bcc_wizard::domain::plan::{Login, Plan};
use bcc_wizard::sandbox::{Config, SECRET_KEY};
use secrecy::SecretString;

use super::{Stage, sandbox};
use crate::sandbox::support::Hands;
use crate::wire::{credentials, minimal};

const PASSWORD: &str = "Kx7!vQ2#mZ9";
const SESSION_TOKEN: &str = "session/token+0123456789==";

fn temporary() -> Credentials {
    Credentials { session_token: Some(SESSION_TOKEN.into()), ..credentials() }
}

/// What must not stand anywhere.
fn secrets() -> [String; 4] {
    let cipher = cipher::encrypt(&PASSWORD.into(), &SecretString::from(SECRET_KEY)).unwrap();
    [SECRET_KEY.to_owned(), PASSWORD.to_owned(), SESSION_TOKEN.to_owned(), cipher]
}

/// The secrets that stand in a text, in any case of letters.
fn found(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    secrets().into_iter().filter(|secret| text.contains(&secret.to_lowercase())).collect()
}

#[track_caller]
fn assert_clean(what: &str, text: &str) {
    assert!(!text.is_empty(), "{what} is empty");
    assert_eq!(found(text), Vec::<String>::new(), "in {what}");
}

/// Chooses a password on the step of names and login, and types it twice.
fn choose_password(stage: &mut Stage) {
    stage.press("alt-6");
    stage.focus(FieldId::Login);
    while stage.wizard.draft.login != LoginChoice::Password {
        stage.press("right");
    }
    for field in [FieldId::Password, FieldId::PasswordAgain] {
        stage.focus(field);
        stage.enter(PASSWORD);
    }
}

#[tokio::test]
async fn a_purchase_leaves_no_secret_in_any_text() {
    let folder = tempfile::tempdir().unwrap();
    let state_file = folder.path().join("state.json");
    let hands = Hands::new();
    let setup = |config: &mut Config| {
        config.session_token = Some(SESSION_TOKEN.into());
        config.instance_quota = Some(1);
        config.state_file = Some(state_file.clone());
    };
    let sandbox = sandbox(&hands, setup);
    let mut stage = Stage::open_as(&sandbox.base_url(), &hands, temporary());
    stage.settled().await;
    choose_password(&mut stage);
    stage.press("alt-8");
    stage.buy().await;
    stage.reach(Phase::Finished).await;
    let plan = stage.plans[0].clone();
    assert!(matches!(&plan.login, Login::Password(_)));
    // The cloud did get the password: without it this would be a test of nothing.
    let body = create::body(&plan, &SecretString::from(SECRET_KEY)).unwrap();
    assert_eq!(found(&body), [secrets()[3].clone()]);

    // Once more, which the quota refuses, so that a refusal is among the texts.
    stage.press("n");
    stage.buy().await;
    stage
        .until("the refusal", |wizard| {
            wizard.order.as_ref().is_some_and(|order| matches!(order.phase, Phase::Refused(_)))
        })
        .await;
    for what in
        ["Submit(", "Keep {", "Submitted {", "Seen {", "Answered {", "Minted(", "Key(", "Wizard {"]
    {
        let said = stage.log.iter().any(|text| text.contains(what));
        assert!(said, "the log has no {what}");
    }
    assert_clean("the log", &stage.log.join("\n"));
    assert_clean("the state file", &std::fs::read_to_string(&state_file).unwrap());
    assert_clean("the sandbox", &format!("{sandbox:?}"));
    let mut config = Config::new();
    setup(&mut config);
    assert_clean("the sandbox's setup", &format!("{config:?}"));
}

#[tokio::test]
async fn a_purchase_that_fails_leaves_no_secret_in_any_error() {
    let hands = Hands::new();
    let server = sandbox(&hands, |_| {});
    let plan = Plan { login: Login::Password(PASSWORD.into()), ..minimal() };
    let with = |credentials: Credentials, url: &str| {
        let endpoints = Endpoints::fixed(url).unwrap();
        let clock = hands.clone();
        Client::new(credentials, endpoints, Timeouts::default())
            .unwrap()
            .with_clock(std::sync::Arc::new(move || clock.now()))
    };
    let url = server.base_url();
    // A listener that is closed again: nobody answers at its address.
    let nobody = std::net::TcpListener::bind("127.0.0.80:0").unwrap().local_addr().unwrap();
    let broken =
        Credentials { session_token: Some(format!("{SESSION_TOKEN}\n").into()), ..credentials() };
    let clients = [
        ("a plain refusal", with(credentials(), &url)),
        ("an unasked session token", with(temporary(), &url)),
        ("a session token with a line break", with(broken, &url)),
        ("nobody at the address", with(temporary(), &format!("http://{nobody}"))),
    ];
    for (what, client) in clients {
        let key = client.credentials().secret_key.clone();
        let wrong = Plan { image: "m-nobody".to_owned(), ..plan.clone() };
        let body = create::body(&wrong, &key).unwrap();
        let error = client.submit("t", &body).await.unwrap_err();
        assert_clean(what, &format!("{error} {error:?}"));
        let fault = bcc_wizard::domain::fault::Fault::from(error);
        assert_clean(what, &format!("{fault:?}"));
        assert_clean(what, &format!("{client:?} {:?} {wrong:?}", client.credentials()));
    }
    assert_eq!(server.orders(), 0);
}

//! A purchase with everything that can be said of the system: what is sent is what was answered, and
//! what is secret of it stands nowhere else.

use std::path::Path;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bcc_wizard::api::cipher;
use bcc_wizard::api::client::{Client, Timeouts};
use bcc_wizard::api::endpoint::Endpoints;
use bcc_wizard::api::wire::create;
use bcc_wizard::app::dialog::Dialog;
use bcc_wizard::app::editor::Over;
use bcc_wizard::app::msg::Msg;
use bcc_wizard::domain::draft::LoginChoice;
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::order::Phase;
use bcc_wizard::logging::DebugLog;
use bcc_wizard::sandbox::SECRET_KEY;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};

use super::{Stage, sandbox};
use crate::sandbox::support::Hands;
use crate::wire::credentials;

/// With a line end of Windows, a tab, Chinese, a control character and no line end at its end.
const SCRIPT: &[u8] = "#!/bin/sh\r\n\techo 网站-rutabaga \u{1b}[0m".as_bytes();

/// Answers every question of the step; the user data comes from a file in the home.
async fn answer(stage: &mut Stage, home: &Path) -> SecretString {
    std::fs::write(home.join("first start.sh"), SCRIPT).unwrap();
    stage.executor.live_in(home.to_owned());
    stage.settled().await;
    stage.press("alt-6");
    stage.enter("Web");
    stage.focus(FieldId::Hostname);
    stage.enter("web-host");
    stage.focus(FieldId::Login);
    while stage.wizard.draft.login != LoginChoice::Password {
        stage.press("right");
    }
    stage.focus(FieldId::Password);
    stage.press("f4");
    stage.until("a password", |wizard| wizard.dialog.is_some()).await;
    let Some(Dialog::Generated(password)) = stage.wizard.dialog.clone() else {
        panic!("{:?}", stage.wizard.dialog)
    };
    stage.press("enter");
    stage.focus(FieldId::SystemMore);
    stage.press("right");
    stage.settled().await;
    for field in [FieldId::OrderedSuffix, FieldId::HostnameDomain, FieldId::DeletionProtection] {
        stage.focus(field);
        stage.press("right");
    }
    stage.focus(FieldId::HostEye);
    stage.press("right right");
    stage.focus(FieldId::UserData);
    stage.press("e ctrl-o");
    stage.take(Msg::Paste("~/first start.sh".into()));
    stage.press("enter");
    stage
        .until("the file", |wizard| {
            matches!(&wizard.dialog, Some(Dialog::Editor(editor)) if matches!(editor.over, Over::Nothing))
        })
        .await;
    stage.press("ctrl-n");
    stage.focus(FieldId::Role);
    stage.press("space");
    stage.focus(FieldId::Tags);
    stage.press("a");
    stage.enter("team");
    stage.press("tab");
    stage.take(Msg::Paste("搜索 1".into()));
    stage.press("enter a");
    stage.enter("env");
    stage.press("ctrl-n");
    stage.focus(FieldId::TagRelated);
    stage.press("right");
    stage.focus(FieldId::ResourceGroup);
    stage.press("down space");
    password
}

#[tokio::test]
async fn everything_said_of_the_system_is_sent_and_nothing_of_it_is_told() {
    let home = tempfile::tempdir().unwrap();
    let hands = Hands::new();
    let sandbox = sandbox(&hands, |_| {});
    let mut stage = Stage::open(&sandbox.base_url(), &hands);
    let password = answer(&mut stage, home.path()).await;
    assert_eq!(password.expose_secret().len(), 16);
    stage.press("alt-8");
    stage.buy().await;
    stage.reach(Phase::Finished).await;
    assert_eq!(sandbox.orders(), 1);

    let order = stage.wizard.order.as_ref().unwrap();
    assert_eq!(order.rows[0].seen.as_ref().unwrap().name, "Web-1", "the suffix was asked for");
    let key = SecretString::from(SECRET_KEY);
    let body = create::body(&stage.plans[0], &key).unwrap();
    let sent: Value = serde_json::from_str(&body).unwrap();
    let draft = &stage.wizard.draft;
    let cipher = cipher::encrypt(&password, &key).unwrap();
    for (field, value) in [
        ("name", json!("Web")),
        ("hostname", json!("web-host")),
        ("autoSeqSuffix", json!(true)),
        ("isOpenHostnameDomain", json!(true)),
        ("adminPass", json!(cipher)),
        ("userData", json!(STANDARD.encode(SCRIPT))),
        ("roleName", json!(draft.role.as_ref().unwrap())),
        ("isOpenHostEye", json!(true)),
        ("hosteyeType", json!("enterprise")),
        ("deletionProtection", json!(1)),
        ("tags", json!([{ "tagKey": "team", "tagValue": "搜索 1" }, { "tagKey": "env" }])),
        ("relationTag", json!(true)),
        ("resGroupId", json!(draft.resource_group.as_ref().unwrap())),
    ] {
        assert_eq!(sent[field], value, "{field}");
    }
    assert!(sent.get("keypairId").is_none() && sent.get("keepImageLogin").is_none());

    // The same order once more, with somebody listening at the client.
    let log = home.path().join("debug.log");
    let listener = DebugLog::open(&log).unwrap();
    let clock = hands.clone();
    let endpoints = Endpoints::fixed(&sandbox.base_url()).unwrap();
    let client = Client::new(credentials(), endpoints, Timeouts::default())
        .unwrap()
        .with_clock(Arc::new(move || clock.now()))
        .with_observer(Arc::new(move |exchange| listener.exchange(exchange)));
    client.submit("once-more", &body).await.unwrap();
    let log = std::fs::read_to_string(&log).unwrap();
    assert!(log.contains("autoSeqSuffix") && stage.log.iter().any(|text| text.contains("Submit(")));
    let encoded = STANDARD.encode(SCRIPT);
    for (what, text) in [("the debug log", log), ("the messages", stage.log.join("\n"))] {
        for secret in [password.expose_secret(), &cipher, "rutabaga", &encoded] {
            assert!(!text.contains(secret), "{secret} in {what}");
        }
    }
}

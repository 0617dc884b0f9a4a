//! What keeps a client out, and a cloud that is gone for a while.

use std::time::Duration;

use bcc_wizard::api::client::Credentials;
use bcc_wizard::api::error::ApiError;
use bcc_wizard::domain::fault::FaultKind;
use jiff::SignedDuration;
use secrecy::SecretString;

use super::{Pair, body, credentials, minimal};

/// What becomes of a read and of an order with these credentials.
async fn refused(pair: &Pair, credentials: Credentials) -> [ApiError; 2] {
    let client = pair.client_as(credentials);
    let read = client.zones().await.unwrap_err();
    let order = client.submit("t", &body(&minimal())).await.unwrap_err();
    assert_eq!(pair.sandbox.orders(), 0);
    [read, order]
}

#[tokio::test]
async fn wrong_keys_are_told_apart_and_buy_nothing() {
    let pair = Pair::new();
    let secret = |text: &str| Some(SecretString::from(text));
    let known = credentials();
    let wrong_secret =
        Credentials { secret_key: "not-the-secret-key-at-all-000001".into(), ..known.clone() };
    let unknown_key = Credentials { access_key: "nobody".to_owned(), ..known.clone() };
    let unasked_token = Credentials { session_token: secret("token"), ..known };
    for (credentials, kind, code) in [
        (wrong_secret, FaultKind::WrongSecret, "SignatureDoesNotMatch"),
        (unknown_key, FaultKind::UnknownKey, "InvalidAccessKeyId"),
        (unasked_token, FaultKind::UnknownKey, "InvalidAccessKeyId"),
    ] {
        for error in refused(&pair, credentials).await {
            assert_eq!((error.kind, error.code.as_deref()), (kind, Some(code)));
            assert!(!error.may_have_happened(), "{error}");
            assert!(error.request_id.is_some(), "{error}");
            assert!(!error.to_string().contains("not-the-secret"), "{error}");
        }
    }
}

#[tokio::test]
async fn a_session_token_opens_the_door_only_with_its_key() {
    let token =
        |text: &str| Credentials { session_token: Some(SecretString::from(text)), ..credentials() };
    let pair = Pair::with(|config| config.session_token = Some("ZjY3/session+token==".into()));
    for credentials in [credentials(), token("another")] {
        for error in refused(&pair, credentials).await {
            assert_eq!(error.kind, FaultKind::UnknownKey, "{error}");
        }
    }
    let client = pair.client_as(token("ZjY3/session+token=="));
    assert_eq!(client.zones().await.unwrap().len(), 4);
    let created = client.submit("t", &body(&minimal())).await.unwrap();
    assert_eq!((created.instance_ids.len(), pair.sandbox.orders()), (1, 1));
}

#[tokio::test]
async fn a_clock_that_is_off_is_measured_and_the_order_is_still_one() {
    for minutes in [-40, -29, 0, 29, 40] {
        let pair = Pair::new();
        let now = pair.hands.now() + SignedDuration::from_mins(minutes);
        let client = pair.client_as(credentials()).with_clock(std::sync::Arc::new(move || now));
        let created = client.submit("t", &body(&minimal())).await.unwrap();
        assert_eq!((created.instance_ids.len(), pair.sandbox.orders()), (1, 1), "{minutes}");
        let measured = client.skew().unwrap().as_mins();
        assert!((measured + minutes).abs() <= 1, "{minutes}: measured {measured}");
    }
}

#[tokio::test]
async fn a_clock_that_is_a_day_off_is_named_and_nothing_is_bought() {
    let pair = Pair::new();
    let now = pair.hands.now() + SignedDuration::from_hours(30);
    let client = pair.client_as(credentials()).with_clock(std::sync::Arc::new(move || now));
    let error = client.submit("t", &body(&minimal())).await.unwrap_err();
    assert_eq!((error.kind, error.may_have_happened()), (FaultKind::Clock, false), "{error}");
    assert_eq!(pair.sandbox.orders(), 0);
}

#[tokio::test]
async fn a_cloud_that_comes_back_goes_on_where_it_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let state_file = folder.path().join("state.json");
    // An address of its own, so that no other test can be given the port while it is free.
    let pair = Pair::with(|config| {
        config.listen = "127.0.0.78:0".parse().unwrap();
        config.state_file = Some(state_file.clone());
    });
    let ids = pair.ids("t", &minimal()).await;
    let (address, hands, client) = (pair.sandbox.address(), pair.hands, pair.client);
    pair.sandbox.shutdown();

    let gone = client.instance(&ids[0]).await.unwrap_err();
    assert_eq!((gone.kind, gone.status), (FaultKind::Unreachable, None), "{gone}");
    let order = client.submit("u", &body(&minimal())).await.unwrap_err();
    assert_eq!((order.kind, order.may_have_happened()), (FaultKind::Unreachable, false), "{order}");

    let again = Pair::on(hands, |config| {
        config.listen = address;
        config.state_file = Some(state_file);
    });
    assert_eq!(again.sandbox.address(), address);
    assert_eq!((again.sandbox.orders(), again.sandbox.instances()), (1, 1));
    // The client of before needs no telling.
    again.hands.advance(Duration::from_secs(4));
    assert_eq!(client.instance(&ids[0]).await.unwrap().status, "Running");
    assert_eq!(client.submit("t", &body(&minimal())).await.unwrap().instance_ids, ids);
    assert_eq!(again.sandbox.orders(), 1);
    client.submit("u", &body(&minimal())).await.unwrap();
    assert_eq!((again.sandbox.orders(), again.sandbox.instances()), (2, 2));
}

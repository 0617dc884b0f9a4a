//! That every refusal reads like advice, in both languages, and that a wrong clock is measured.

mod advice;
mod clock;
mod shown;

use bcc_wizard::api::client::{Client, Credentials, Timeouts};
use bcc_wizard::api::endpoint::Endpoints;
use bcc_wizard::api::retry::Retry;
use secrecy::SecretString;

use crate::client::peer::Peer;

/// A client that asks `peer` and does not wait between its tries.
fn client(peer: &Peer) -> Client {
    let credentials = Credentials {
        access_key: "ALTAKexample".to_owned(),
        secret_key: SecretString::from("examplesecretkey0123456789abcdef"),
        session_token: None,
    };
    let retry = Retry { base: std::time::Duration::ZERO, ..Retry::default() };
    Client::new(credentials, Endpoints::fixed(&peer.url()).unwrap(), Timeouts::default())
        .unwrap()
        .with_retry(retry)
}

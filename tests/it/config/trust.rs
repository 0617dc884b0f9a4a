//! Authorities besides the system's: whom the client trusts over TLS.

use bcc_wizard::api::client::{Client, Credentials, Timeouts};
use bcc_wizard::api::endpoint::Endpoints;
use bcc_wizard::api::retry::Retry;
use bcc_wizard::api::roots::Roots;
use bcc_wizard::domain::fault::FaultKind;
use secrecy::SecretString;

use super::SECRET;
use super::server::{Server, tls_file};

fn client(server: &Server, authority: &str) -> Client {
    let credentials = Credentials {
        access_key: "ak-1".to_owned(),
        secret_key: SecretString::from(SECRET),
        session_token: None,
    };
    let url = format!("https://{}", server.address);
    let roots = Roots::from_pem(&std::fs::read(tls_file(authority)).unwrap()).unwrap();
    Client::trusting(
        credentials,
        Endpoints::fixed(&url).unwrap(),
        Timeouts::default(),
        Some(&roots),
    )
    .unwrap()
    .with_retry(Retry { tries: 0, ..Retry::default() })
}

#[tokio::test]
async fn a_private_authority_is_trusted_when_it_is_named() {
    let server = Server::tls();
    assert_eq!(client(&server, "authority.pem").zones().await.unwrap(), []);
    assert_eq!(server.request(), "GET /v2/zone HTTP/1.1");
}

#[tokio::test]
async fn another_authority_vouches_for_nothing() {
    let server = Server::tls();
    let error = client(&server, "stranger.pem").zones().await.unwrap_err();
    assert_eq!(error.kind, FaultKind::Unreachable, "{error}");
    assert!(error.to_string().contains("certificate"), "{error}");
    assert_eq!(server.rest(), [""; 0]);
}

#[test]
fn a_file_of_several_authorities_is_read_whole() {
    let both = ["authority.pem", "stranger.pem"]
        .map(|name| std::fs::read_to_string(tls_file(name)).unwrap())
        .concat();
    let roots = Roots::from_pem(both.as_bytes()).unwrap();
    assert_eq!(format!("{roots:?}"), "Roots { certificates: 2 }");
}

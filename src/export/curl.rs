//! A signed command for curl.

use secrecy::ExposeSecret as _;

use super::words::shell;
use super::{Sender, TOKEN_VARIABLE, body};
use crate::api::sign::{self, Signable, SignedHeaders};
use crate::api::wire::create;
use crate::domain::plan::Plan;

const DATE: &str = "x-bce-date";
const TOKEN: &str = "x-bce-security-token";

/// One command that buys, and that buys once however often it is run. It is signed for this one
/// request and [`sign::EXPIRY_SECONDS`]; the key cannot be got out of it.
pub(super) fn command(plan: &Plan, sender: &Sender) -> String {
    let query = vec![(create::TOKEN.to_owned(), sender.token.to_owned())];
    let host = sender.base.split_once("://").map_or(sender.base, |(_, host)| host);
    let mut headers =
        vec![("host".to_owned(), host.to_owned()), (DATE.to_owned(), sender.at.to_owned())];
    if let Some(token) = sender.session_token {
        headers.push((TOKEN.to_owned(), token.expose_secret().to_owned()));
    }
    let names: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
    let listed = SignedHeaders::Listed(&names);
    let request = Signable { method: "POST", path: create::PATH, query: &query, headers: &headers };
    let canonical = sign::canonical_request(&request, listed);
    let prefix = sign::prefix(sender.access_key, sender.at, sign::EXPIRY_SECONDS);
    let key = sign::signing_key(sender.secret_key, &prefix);
    let authorization = sign::authorization(&prefix, &key, &canonical, listed);

    let url = format!(
        "{}{}?{}",
        sender.base,
        sign::canonical_uri(create::PATH),
        sign::canonical_query(&query)
    );
    let header = |name: &str, value: &str| format!("-H {}", shell(&format!("{name}: {value}")));
    let mut parts = vec![
        format!("curl -sS -X POST {}", shell(&url)),
        header("Content-Type", "application/json; charset=utf-8"),
        header(DATE, sender.at),
        header("Authorization", &authorization),
    ];
    if sender.session_token.is_some() {
        // The token itself is a secret: the shell puts it in.
        parts.push(format!("-H \"{TOKEN}: ${TOKEN_VARIABLE}\""));
    }
    parts.push(format!("--data-raw {}", shell(&body::sent(plan))));
    format!("{}\n", parts.join(" \\\n  "))
}

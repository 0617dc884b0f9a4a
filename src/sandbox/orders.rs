//! Creating instances: the token first, then the checks, then everything or nothing.

use std::net::{Ipv4Addr, Ipv6Addr};

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::api::sign;
use crate::sandbox::answer::{Outcome, Query, Refusal, ok};
use crate::sandbox::bill;
use crate::sandbox::operation::Operation;
use crate::sandbox::request::{self, Request};
use crate::sandbox::server::Cloud;
use crate::sandbox::spot;
use crate::sandbox::state::{Instance, State, Token, Volume};
use crate::sandbox::validate::{self, Order, World};

/// token: characters of `clientToken`.
const TOKEN_MAX: usize = 64;
/// The networks public addresses come from; both are reserved for documentation (RFC 5737).
const PUBLIC_NETWORKS: [Ipv4Addr; 2] =
    [Ipv4Addr::new(198, 51, 100, 0), Ipv4Addr::new(203, 0, 113, 0)];

/// The key a request's token is kept under; `None` where it has no usable token.
fn token(cloud: &Cloud, query: &Query) -> Option<String> {
    let token = query.get("clientToken").filter(|token| is_token(token))?;
    Some(format!("{}/{token}", cloud.credentials.access_key))
}

/// Whether an order was made under a request's token.
pub(crate) fn is_made(cloud: &Cloud, query: &Query) -> bool {
    let token = token(cloud, query);
    token.is_some_and(|token| cloud.store.read(|state| state.tokens.contains_key(&token)))
}

/// `CreateInstanceBySpec`, and `CreateBidInstance` in its older shape.
pub(crate) fn create(
    cloud: &Cloud,
    operation: Operation,
    path: &str,
    query: &Query,
    body: &[u8],
) -> Outcome {
    let token = token(cloud, query).ok_or_else(|| Refusal::invalid("clientToken"))?;
    let body = request::parse(body)?;
    let fingerprint = fingerprint(path, query, &body);
    let now = cloud.now();
    let answer = cloud.store.change(|state| {
        state.forget_tokens(now);
        if let Some(known) = state.tokens.get_mut(&token) {
            if known.fingerprint != fingerprint {
                return Err(mismatch());
            }
            known.seen = now.as_millisecond();
            return Ok(known.answer.clone());
        }
        let body = match operation {
            Operation::CreateBidInstance => spot::order(&cloud.catalog, body)?,
            _ => body,
        };
        let request = request::create(&body)?;
        let world = World {
            catalog: &cloud.catalog,
            limits: &cloud.limits,
            secret_key: &cloud.credentials.secret_key,
            now,
        };
        let order = validate::order(world, state, &request)?;
        let answer = place(cloud, state, &request, &order, now)?;
        let bill = bill::of(&cloud.catalog, &request, &order, now)?;
        state.bills.insert(token.clone(), bill);
        let seen = now.as_millisecond();
        state.tokens.insert(token, Token { fingerprint, answer: answer.clone(), seen });
        Ok(answer)
    })?;
    ok(answer)
}

fn is_token(token: &str) -> bool {
    (1..=TOKEN_MAX).contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_graphic())
}

fn mismatch() -> Refusal {
    Refusal::new(
        403,
        "IdempotentParameterMismatch",
        "The request uses the same client token as a previous, but non-identical request.",
    )
}

/// A digest of what must be the same under one token. The body is not kept: it may hold a password.
fn fingerprint(path: &str, query: &Query, body: &Value) -> String {
    let mut digest = Sha256::new();
    for part in ["POST", path, &sign::canonical_query(&query.pairs), &request::canonical(body)] {
        digest.update(part);
        digest.update("\n");
    }
    sign::hex(&digest.finalize())
}

/// Makes the instances of an order. `state` is a copy, so a refusal halfway leaves nothing behind.
fn place(
    cloud: &Cloud,
    state: &mut State,
    request: &Request,
    order: &Order<'_>,
    now: Timestamp,
) -> Result<Value, Refusal> {
    let generated = format!("instance-{}", random(8, LOWER));
    let numbered = order.count > 1 || request.auto_seq_suffix;
    let order_id = Uuid::new_v4().simple().to_string();
    let mut ids = Vec::new();
    for (at, address) in order.addresses.iter().enumerate() {
        let suffix = if numbered { format!("-{}", at + 1) } else { String::new() };
        let called = |asked: Option<&str>| format!("{}{suffix}", asked.unwrap_or(&generated));
        let mut volumes = order.volumes.iter();
        let root = volumes.next().into_iter().map(|root| (root, true));
        let volumes = root.chain(volumes.map(|data| (data, false)));
        let mut shown = order.shown.clone();
        if order.ipv6 {
            shown.insert("ipv6".to_owned(), json!(ipv6_address(&order.subnet.ipv6, *address)));
        }
        let instance = Instance {
            id: fresh_id(state),
            name: cloud.rename.clone().unwrap_or_else(|| called(request.name.as_deref())),
            hostname: called(request.hostname.as_deref()),
            spec: order.flavor.name.clone(),
            zone: order.zone.to_owned(),
            image: order.image.id.clone(),
            months: order.months,
            created: now.as_millisecond(),
            private_ip: *address,
            public_ip: (order.mbps > 0).then(|| free_public_address(state)).transpose()?,
            mbps: order.mbps,
            subnet: order.subnet.id.clone(),
            vpc: order.subnet.vpc.clone(),
            groups: order.groups.clone(),
            enterprise_groups: order.enterprise_groups.clone(),
            keypair: request.keypair_id.clone(),
            tags: order.tags.clone(),
            volumes: volumes
                .map(|((kind, size), system)| Volume {
                    id: format!("v-{}", random(8, MIXED)),
                    size: *size,
                    kind: kind.clone(),
                    system,
                })
                .collect(),
            local_gb: order.local_gb,
            protected: order.protected,
            auto_renew: request.auto_renew_time.is_some(),
            order: order_id.clone(),
            spot: order.spot,
            paid: order.each.to_string(),
            enis: order.enis.get(at).cloned().unwrap_or_default(),
            deploy_sets: order.deploy_sets.clone(),
            ehc_cluster: order.ehc_cluster.clone(),
            shown,
        };
        ids.push(instance.id.clone());
        state.instances.push(instance);
    }
    state.spend(order.each * Decimal::from(ids.len()));
    state.orders += 1;
    let mut answer = json!({ "orderId": order_id, "instanceIds": ids });
    if !order.warnings.is_empty() {
        answer["warningList"] = json!(order.warnings);
    }
    Ok(answer)
}

/// An address of an IPv6 range with the bits of the private one at its end.
fn ipv6_address(range: &str, private: Ipv4Addr) -> Option<Ipv6Addr> {
    let network: Ipv6Addr = range.split('/').next()?.parse().ok()?;
    Some(Ipv6Addr::from_bits(network.to_bits() | u128::from(private.to_bits())))
}

/// The first public address nobody has.
fn free_public_address(state: &State) -> Result<Ipv4Addr, Refusal> {
    let used = state.public_addresses();
    let all = PUBLIC_NETWORKS.iter().flat_map(|network| {
        let first = network.to_bits() + 1;
        (first..first + 254).map(Ipv4Addr::from_bits)
    });
    all.into_iter().find(|address| !used.contains(address)).ok_or_else(Refusal::internal)
}

const LOWER: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";
const MIXED: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// `length` random characters, at most 16, of an alphabet.
fn random(length: usize, alphabet: &[u8]) -> String {
    let bytes = Uuid::new_v4().into_bytes();
    let chars = bytes.iter().filter_map(|byte| alphabet.get(usize::from(*byte) % alphabet.len()));
    chars.take(length).map(|byte| char::from(*byte)).collect()
}

fn fresh_id(state: &State) -> String {
    loop {
        let id = format!("i-{}", random(8, MIXED));
        if state.instance(&id).is_none() {
            return id;
        }
    }
}

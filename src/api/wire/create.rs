//! `CreateInstanceBySpec` (contract.md §8): the one request that costs money.
//!
//! The order of the keys is the order of the fields below and never depends on the plan, so the
//! same plan always makes the same bytes. What is not set is left out, never null or empty.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::lenient;
use super::page::{self, Unreadable};
use super::price::Reservation;
use crate::api::cipher::{self, CipherError};
use crate::domain::plan::{Billing, DataDisk, Groups, Login, Plan};
use crate::domain::units::{Gib, Mbps};

/// The path an order is posted to.
pub const PATH: &str = "/v2/instanceBySpec";
/// The query parameter that makes repeating an order harmless (contract.md §4).
pub const TOKEN: &str = "clientToken";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Create<'a> {
    spec: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    spec_id: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    zone_name: &'a str,
    image_id: &'a str,
    root_disk_size_in_gb: Gib,
    #[serde(skip_serializing_if = "Option::is_none")]
    root_disk_storage_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ephemeral_disks: Vec<LocalDisk>,
    #[serde(rename = "createCdsList", skip_serializing_if = "Vec::is_empty")]
    data_disks: Vec<Disk<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hostname: Option<&'a str>,
    purchase_count: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    admin_pass: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keypair_id: Option<&'a str>,
    network_capacity_in_mbps: Mbps,
    #[serde(skip_serializing_if = "Option::is_none")]
    internet_charge_type: Option<&'static str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    subnet_id: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    security_group_ids: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    enterprise_security_group_ids: &'a [String],
    billing: Payment,
}

/// The type is left out: it is the spec's own (limits.md `eph.type`).
#[derive(Serialize)]
struct LocalDisk {
    #[serde(rename = "sizeInGB")]
    size: Gib,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Disk<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    storage_type: &'a str,
    #[serde(rename = "cdsSizeInGB")]
    size: Gib,
}

impl<'a> From<&'a DataDisk> for Disk<'a> {
    fn from(disk: &'a DataDisk) -> Self {
        Self { storage_type: &disk.storage_type, size: disk.size }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Payment {
    payment_timing: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reservation: Option<Reservation>,
}

/// The JSON text of an order. Fails only when a password cannot be encrypted with this key.
pub fn body(plan: &Plan, secret_key: &SecretString) -> Result<String, CipherError> {
    let admin_pass = match &plan.login {
        Login::Password(password) => Some(cipher::encrypt(password, secret_key)?),
        Login::KeyPair(_) | Login::Later => None,
    };
    let create = create(plan, admin_pass);
    // Nothing in these types can fail to serialise: no maps with odd keys, no floats.
    Ok(serde_json::to_string(&create).unwrap_or_default())
}

fn create(plan: &Plan, admin_pass: Option<String>) -> Create<'_> {
    // An IP without bandwidth is none (limits.md `x.bandwidth_zero`).
    let public_ip = plan.public_ip.as_ref().filter(|ip| ip.bandwidth.get() > 0);
    let (normal, enterprise): (&[String], &[String]) = match &plan.groups {
        Groups::Normal(ids) => (ids, &[]),
        Groups::Enterprise(ids) => (&[], ids),
    };
    Create {
        spec: &plan.spec,
        spec_id: said(plan.family.as_deref()),
        zone_name: &plan.zone,
        image_id: &plan.image,
        root_disk_size_in_gb: plan.system_disk.size,
        root_disk_storage_type: said(plan.system_disk.storage_type.as_deref()),
        ephemeral_disks: plan.local_disk.map(|size| LocalDisk { size }).into_iter().collect(),
        data_disks: plan.data_disks.iter().map(Disk::from).collect(),
        name: said(plan.name.as_deref()),
        hostname: said(plan.hostname.as_deref()),
        purchase_count: plan.count,
        admin_pass,
        keypair_id: match &plan.login {
            Login::KeyPair(id) => said(Some(id)),
            Login::Password(_) | Login::Later => None,
        },
        network_capacity_in_mbps: public_ip.map(|ip| ip.bandwidth).unwrap_or_default(),
        internet_charge_type: public_ip.map(|ip| ip.charge.api_name()),
        subnet_id: &plan.subnet,
        security_group_ids: normal,
        enterprise_security_group_ids: enterprise,
        billing: Payment {
            payment_timing: plan.billing.payment().api_name(),
            reservation: match plan.billing {
                Billing::Postpaid => None,
                Billing::Prepaid(months) => Some(Reservation::of(months)),
            },
        },
    }
}

fn said(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

/// The answer to an order that was taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Created {
    /// `instanceIds`; may be missing when there is an `orderId`.
    #[serde(deserialize_with = "lenient::texts")]
    pub instance_ids: Vec<String>,
    /// `warningList`: every one is to be shown.
    #[serde(rename = "warningList", deserialize_with = "lenient::texts")]
    pub warnings: Vec<String>,
    /// `orderId`; empty when not said.
    #[serde(deserialize_with = "lenient::id")]
    pub order_id: String,
}

impl Created {
    /// Reads the answer; one that names neither an instance nor an order confirms nothing.
    pub fn read(body: &[u8]) -> Result<Self, Unreadable> {
        let created: Self = page::whole(body)?;
        if created.instance_ids.is_empty() && created.order_id.is_empty() {
            return Err(Unreadable::Missing("instanceIds"));
        }
        Ok(created)
    }
}

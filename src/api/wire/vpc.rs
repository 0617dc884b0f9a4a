//! `QueryVpcList`, `QuerySubnetList` (contract.md §7.6).

use serde::Deserialize;

use super::lenient;
use super::page::Row;
use crate::domain::catalog::{Subnet, Vpc};

/// An element of `vpcs`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VpcModel {
    /// `vpcId`.
    #[serde(deserialize_with = "lenient::key")]
    pub vpc_id: String,
    /// `name`, or `Name`.
    #[serde(flatten)]
    pub name: Name,
    /// `cidr`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub cidr: String,
    /// `isDefault`.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub is_default: bool,
}

impl Row for VpcModel {
    const LIST: &'static str = "vpcs";
}

impl From<VpcModel> for Vpc {
    fn from(model: VpcModel) -> Self {
        Self {
            id: model.vpc_id,
            name: model.name.into_text(),
            cidr: model.cidr,
            is_default: model.is_default,
        }
    }
}

/// A name under either of its keys; both at once are no error.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Name {
    /// `name`.
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    /// `Name`, as one example of the documentation spells it.
    #[serde(rename = "Name", deserialize_with = "lenient::text")]
    pub capital: String,
}

impl Name {
    fn into_text(self) -> String {
        if self.name.is_empty() { self.capital } else { self.name }
    }
}

/// An element of `subnets`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubnetModel {
    /// `subnetId`.
    #[serde(deserialize_with = "lenient::key")]
    pub subnet_id: String,
    /// `name`, or `Name`.
    #[serde(flatten)]
    pub name: Name,
    /// `zoneName`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub zone_name: String,
    /// `cidr`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub cidr: String,
    /// `ipv6Cidr`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub ipv6_cidr: String,
    /// `vpcId`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub vpc_id: String,
    /// `subnetType`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub subnet_type: String,
    /// `availableIp`.
    #[serde(default, deserialize_with = "lenient::number")]
    pub available_ip: Option<u32>,
    /// `availableUnreservedIp`.
    #[serde(default, deserialize_with = "lenient::number")]
    pub available_unreserved_ip: Option<u32>,
}

impl Row for SubnetModel {
    const LIST: &'static str = "subnets";
}

impl From<SubnetModel> for Subnet {
    fn from(model: SubnetModel) -> Self {
        Self {
            id: model.subnet_id,
            name: model.name.into_text(),
            zone: model.zone_name,
            cidr: model.cidr,
            ipv6_cidr: model.ipv6_cidr,
            vpc: model.vpc_id,
            subnet_type: model.subnet_type,
            free: model.available_unreserved_ip.or(model.available_ip),
        }
    }
}

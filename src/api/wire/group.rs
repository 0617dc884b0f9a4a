//! `ListSecurityGroups`, `QueryEnterpriseSecurityGroupList` (contract.md §7.7).

use serde::Deserialize;

use super::lenient;
use super::page::Row;
use crate::domain::catalog::{GroupRule, SecurityGroup};

/// An element of `securityGroups`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupModel {
    /// `id`.
    #[serde(deserialize_with = "lenient::key")]
    pub id: String,
    /// `name`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    /// `desc`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub desc: String,
    /// `vpcId`; enterprise groups have none.
    #[serde(default, deserialize_with = "lenient::id")]
    pub vpc_id: String,
    /// `rules`.
    #[serde(default, deserialize_with = "lenient::list")]
    pub rules: Vec<RuleModel>,
}

impl Row for GroupModel {
    const LIST: &'static str = "securityGroups";
}

/// An element of `enterpriseSecurityGroups`.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct EnterpriseGroupModel(pub GroupModel);

impl Row for EnterpriseGroupModel {
    const LIST: &'static str = "enterpriseSecurityGroups";
}

/// An element of `rules` of either kind of group.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleModel {
    /// `direction`.
    #[serde(deserialize_with = "lenient::key")]
    pub direction: String,
    /// `action`, of enterprise groups.
    #[serde(default, deserialize_with = "lenient::id")]
    pub action: String,
    /// `protocol`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub protocol: String,
    /// `portRange`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub port_range: String,
    /// `sourceIp`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub source_ip: String,
    /// `sourceGroupId`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub source_group_id: String,
    /// `destIp`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub dest_ip: String,
    /// `destGroupId`.
    #[serde(default, deserialize_with = "lenient::id")]
    pub dest_group_id: String,
}

impl From<RuleModel> for GroupRule {
    fn from(model: RuleModel) -> Self {
        let ingress = model.direction.eq_ignore_ascii_case("ingress");
        let (address, group) = if ingress {
            (model.source_ip, model.source_group_id)
        } else {
            (model.dest_ip, model.dest_group_id)
        };
        let or = |text: String, otherwise: &str| {
            if text.is_empty() { otherwise.to_owned() } else { text }
        };
        Self {
            ingress,
            allow: !model.action.eq_ignore_ascii_case("deny"),
            protocol: or(model.protocol, "all"),
            ports: or(model.port_range, "1-65535"),
            peer: or(address, &or(group, "all")),
        }
    }
}

impl From<GroupModel> for SecurityGroup {
    fn from(model: GroupModel) -> Self {
        Self {
            id: model.id,
            name: model.name,
            description: model.desc,
            vpc: Some(model.vpc_id).filter(|id| !id.is_empty()),
            rules: model.rules.into_iter().map(GroupRule::from).collect(),
        }
    }
}

impl From<EnterpriseGroupModel> for SecurityGroup {
    fn from(model: EnterpriseGroupModel) -> Self {
        Self { vpc: None, ..Self::from(model.0) }
    }
}

//! Where instances can stand and what they can belong to.

use std::net::Ipv4Addr;

use serde::Deserialize;

/// `placement.toml`; a region keeps what is its own and what names no region.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Placement {
    pub eni: Vec<Eni>,
    pub ehc_cluster: Vec<Cluster>,
    pub deployset: Vec<DeploySet>,
    pub dedicated_host: Vec<DedicatedHost>,
    pub role: Vec<Role>,
    pub tag: Vec<Tag>,
    pub resource_group: Vec<ResourceGroup>,
}

impl Placement {
    /// Keeps what belongs to one region.
    pub fn within(mut self, region: &str) -> Self {
        self.eni.retain(|eni| eni.region == region);
        self.ehc_cluster.retain(|cluster| cluster.region == region);
        self.deployset.retain(|set| set.region == region);
        self.dedicated_host.retain(|host| host.region == region);
        self
    }
}

/// An elastic network interface; available unless it names an instance.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Eni {
    pub region: String,
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub description: String,
    pub zone: String,
    pub vpc: String,
    pub subnet: String,
    pub address: Ipv4Addr,
    #[serde(default)]
    pub ipv6: String,
    pub groups: Vec<String>,
    #[serde(default)]
    pub instance: String,
    pub created: String,
}

/// An EHC cluster.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cluster {
    pub region: String,
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub description: String,
    pub zone: String,
    pub created: String,
}

/// A deployment set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeploySet {
    pub region: String,
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub description: String,
    pub strategy: String,
    pub concurrency: u32,
    /// By zone: places, and the instances from before.
    pub places: Vec<(String, u32, Vec<String>)>,
}

/// A dedicated host.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DedicatedHost {
    pub region: String,
    pub id: String,
    pub zone: String,
}

/// An instance role.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Role {
    pub name: String,
}

/// A tag that something outside this sandbox has.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tag {
    pub key: String,
    pub value: String,
}

/// A resource group; the top ones have no parent.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResourceGroup {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub parent: String,
}

//! Where instances stand and what they belong to: deployment sets, EHC clusters, network interfaces,
//! roles, tags, resource groups (contract.md §7.8, §7.10, §7.11).

/// An elastic network interface (`ListEni`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eni {
    /// `eniId`: `eni-…`.
    pub id: String,
    /// `name`.
    pub name: String,
    /// `zoneName`.
    pub zone: String,
    /// `vpcId`.
    pub vpc: String,
    /// `subnetId`.
    pub subnet: String,
    /// `status`, verbatim; only `available` can be chosen.
    pub status: String,
    /// `macAddress`.
    pub mac: String,
    /// `privateIpSet` and `ipv6PrivateIpSet`.
    pub addresses: Vec<EniAddress>,
    /// `instanceId` it is attached to; `None` when free.
    pub instance: Option<String>,
    /// `securityGroupIds` and `enterpriseSecurityGroupIds`.
    pub groups: Vec<String>,
}

impl Eni {
    /// Whether it can be given to a new instance (`status` is `available`).
    pub fn available(&self) -> bool {
        self.status.eq_ignore_ascii_case("available")
    }
}

/// An address of a network interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EniAddress {
    /// `privateIpAddress`.
    pub private: String,
    /// `publicIpAddress`; `None` when it has none.
    pub public: Option<String>,
    /// `primary`.
    pub primary: bool,
}

/// An EHC cluster, which `RoCE` specs join (`EhcClusterList`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EhcCluster {
    /// `ehcClusterId`: `ehc-…`.
    pub id: String,
    /// `name`.
    pub name: String,
    /// `description`.
    pub description: String,
    /// `zoneName`.
    pub zone: String,
    /// `instanceIds`.
    pub instances: Vec<String>,
}

/// What a deployment set keeps apart (`strategy`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Strategy {
    /// `HOST_HA`: hosts.
    Hosts,
    /// `RACK_HA`: racks.
    Racks,
    /// `TOR_HA`: switches.
    Switches,
    /// `POD_RQ`: kept together in one pod.
    Pod,
    /// A strategy this program does not know, in the server's word.
    Other(String),
}

/// A deployment set (`ListDeploySet`, `GetDeploySet`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeploySet {
    /// `deploysetId`, in the detail `shortId`: `dset-…`.
    pub id: String,
    /// `name`.
    pub name: String,
    /// `desc`.
    pub description: String,
    /// `strategy`.
    pub strategy: Strategy,
    /// `concurrency`: instances that may share a host, rack or switch; `None` when not said.
    pub concurrency: Option<u32>,
    /// `azIntstanceStatisList`.
    pub zones: Vec<DeployZone>,
}

impl DeploySet {
    /// Places left in a zone; `None` when the cloud does not say.
    pub fn room(&self, zone: &str) -> Option<u32> {
        let here = self.zones.iter().find(|here| here.zone == zone)?;
        Some(here.places?.saturating_sub(here.instances))
    }
}

/// A deployment set in one zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeployZone {
    /// `zoneName`.
    pub zone: String,
    /// `instanceCount`.
    pub instances: u32,
    /// `instanceTotal`; `None` when not said.
    pub places: Option<u32>,
}

/// A role that an instance can act in (`GetRoleList`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// `roleName`.
    pub name: String,
}

/// A tag (`TagList`, `tags` of instances).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tag {
    /// `tagKey`.
    pub key: String,
    /// `tagValue`; may be empty.
    pub value: String,
}

/// A resource group with those below it (`ResourceGroupList`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceGroup {
    /// `groupId`: `RESG-…`.
    pub id: String,
    /// `parentId`; `None` for a group at the top.
    pub parent: Option<String>,
    /// `name`.
    pub name: String,
    /// `extra`: what people noted about it.
    pub extra: String,
    /// `children`.
    pub children: Vec<ResourceGroup>,
}

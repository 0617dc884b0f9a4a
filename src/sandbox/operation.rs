//! The operations there are, and which request is which (contract.md §7.0).

use strum::{EnumIter, EnumString, IntoStaticStr};

/// An operation of the API, in the API's own name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, EnumString, IntoStaticStr)]
pub(crate) enum Operation {
    DescribeRegions,
    ListZones,
    GetZoneBySpec,
    ListFlavorSpec,
    ListBidFlavor,
    GetPriceBySpec,
    GetBidInstancePrice,
    GetCdsPrice,
    EipInquiry,
    ListImages,
    GetImage,
    GetAvailableImagesBySpec,
    GetDiskQuota,
    ListSnapshots,
    GetSnapshot,
    ListAsps,
    GetAsp,
    QueryVpcList,
    QuerySubnetList,
    ListSecurityGroups,
    QueryEnterpriseSecurityGroupList,
    ListEni,
    EhcClusterList,
    ListKeypair,
    KeypairDetail,
    ListDeploySet,
    GetDeploySet,
    GetRoleList,
    TagList,
    ResourceGroupList,
    AccountBalance,
    QuotaCenterList,
    CreateInstanceBySpec,
    CreateBidInstance,
    CancelBidOrder,
    GetInstance,
    ListInstanceByIds,
    ListInstances,
    GetInstanceVnc,
    ReleaseInstanceByPost,
    ReleaseMultipleInstanceByPost,
    DeletePrepayInstance,
    BindInstanceToTags,
    InstanceDeletionProtection,
}

/// Stands for the id in a path.
const ID: &str = "{id}";

impl Operation {
    /// Method and path; `{id}` stands for an id.
    pub fn place(self) -> (&'static str, &'static str) {
        match self {
            Self::DescribeRegions => ("POST", "/v2/region/describeRegions"),
            Self::ListZones => ("GET", "/v2/zone"),
            Self::GetZoneBySpec => ("GET", "/v1/instance/flavorZones"),
            Self::ListFlavorSpec => ("GET", "/v2/instance/flavorSpec"),
            Self::ListBidFlavor => ("POST", "/v2/instance/bidFlavor"),
            Self::GetPriceBySpec => ("POST", "/v2/instance/price"),
            Self::GetBidInstancePrice => ("POST", "/v2/instance/bidPrice"),
            Self::GetCdsPrice => ("POST", "/v2/volume/getPrice"),
            Self::EipInquiry => ("POST", "/v1/eip/price"),
            Self::ListImages => ("GET", "/v2/image"),
            Self::GetImage => ("GET", "/v2/image/{id}"),
            Self::GetAvailableImagesBySpec => ("GET", "/v2/image/getAvailableImagesBySpec"),
            Self::GetDiskQuota => ("GET", "/v2/volume/disk/quota"),
            Self::ListSnapshots => ("GET", "/v2/snapshot"),
            Self::GetSnapshot => ("GET", "/v2/snapshot/{id}"),
            Self::ListAsps => ("GET", "/v2/asp"),
            Self::GetAsp => ("GET", "/v2/asp/{id}"),
            Self::QueryVpcList => ("GET", "/v1/vpc"),
            Self::QuerySubnetList => ("GET", "/v1/subnet"),
            Self::ListSecurityGroups => ("GET", "/v2/securityGroup"),
            Self::QueryEnterpriseSecurityGroupList => ("GET", "/v1/enterprise/security"),
            Self::ListEni => ("GET", "/v1/eni"),
            Self::EhcClusterList => ("POST", "/v2/instance/ehc/cluster/list"),
            Self::ListKeypair => ("GET", "/v2/keypair"),
            Self::KeypairDetail => ("GET", "/v2/keypair/{id}"),
            Self::ListDeploySet => ("GET", "/v2/instance/deployset/list"),
            Self::GetDeploySet => ("GET", "/v2/deployset/{id}"),
            Self::GetRoleList => ("GET", "/v2/instance/role/list"),
            Self::TagList => ("GET", "/v1/tag"),
            Self::ResourceGroupList => ("GET", "/v1/res/group"),
            Self::AccountBalance => ("POST", "/v1/finance/cash/balance"),
            Self::QuotaCenterList => ("GET", "/v1/quota_center"),
            Self::CreateInstanceBySpec => ("POST", "/v2/instanceBySpec"),
            Self::CreateBidInstance => ("POST", "/v2/instance/bid"),
            Self::CancelBidOrder => ("POST", "/v2/instance/cancelBidOrder"),
            Self::GetInstance => ("GET", "/v2/instance/{id}"),
            Self::ListInstanceByIds => ("POST", "/v2/instance/listByInstanceId"),
            Self::ListInstances => ("GET", "/v2/instance"),
            Self::GetInstanceVnc => ("GET", "/v2/instance/{id}/vnc"),
            Self::ReleaseInstanceByPost => ("POST", "/v2/instance/{id}"),
            Self::ReleaseMultipleInstanceByPost => ("POST", "/v2/instance/batchDelete"),
            Self::DeletePrepayInstance => ("POST", "/v2/instance/delete"),
            Self::BindInstanceToTags => ("PUT", "/v2/instance/{id}/tag"),
            Self::InstanceDeletionProtection => ("PUT", "/v2/instance/{id}/deletionProtection"),
        }
    }

    /// The operation a request asks for, and the id in its path. A path without an id goes before one
    /// that would take its last word for one.
    pub fn find<'a>(method: &str, path: &'a str) -> Option<(Self, &'a str)> {
        use strum::IntoEnumIterator as _;
        let fits = |operation: Self| {
            let (its_method, its_path) = operation.place();
            let id = matched(its_path, path)?;
            (its_method == method).then_some((operation, id))
        };
        let found: Vec<(Self, &str)> = Self::iter().filter_map(fits).collect();
        let exact = found.iter().find(|(_, id)| id.is_empty());
        exact.or(found.first()).copied()
    }
}

/// What stands for `{id}` in a path that fits the pattern; empty where the pattern has none.
fn matched<'a>(pattern: &str, path: &'a str) -> Option<&'a str> {
    let mut id = "";
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(id),
            (Some(ID), Some(part)) if !part.is_empty() => id = part,
            (Some(word), Some(part)) if word == part => {}
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::*;

    #[test]
    fn every_place_leads_to_its_operation() {
        for operation in Operation::iter() {
            let (method, path) = operation.place();
            let asked = path.replace(ID, "i-1");
            let id = if path.contains(ID) { "i-1" } else { "" };
            assert_eq!(Operation::find(method, &asked), Some((operation, id)));
            assert_eq!(Operation::find("PATCH", &asked), None);
        }
        for path in ["/v2/image/", "/v2/image/a/b", "/v3/zone", "v2/zone", "", "/v2/zone/"] {
            assert_eq!(Operation::find("GET", path), None, "{path}");
        }
    }
}

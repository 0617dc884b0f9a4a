//! Every operation, and where it is asked: the index of contract.md §7.0.

use reqwest::Method;
use strum::{EnumIter, IntoStaticStr};

use super::refused;
use crate::api::client::Request;
use crate::api::endpoint::Service;
use crate::api::error::ApiError;
use crate::api::wire::create;

/// An operation of the API, in the API's own name. A spot instance is created by
/// [`Operation::CreateInstanceBySpec`] too (contract.md §8.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, IntoStaticStr)]
#[allow(missing_docs)] // The name is the documentation: contract.md §7.0 has a line for each.
pub enum Operation {
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
    /// The API's name for it.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Method, service and path; `{id}` stands for the id of what is asked about.
    pub fn place(self) -> (Method, Service, &'static str) {
        use Service::{Bcc, BccGlobal, Billing, Eip, QuotaCenter, ResourceManager, Tag};
        const GET: Method = Method::GET;
        const POST: Method = Method::POST;
        const PUT: Method = Method::PUT;
        match self {
            Self::DescribeRegions => (POST, BccGlobal, "/v2/region/describeRegions"),
            Self::ListZones => (GET, Bcc, "/v2/zone"),
            Self::GetZoneBySpec => (GET, Bcc, "/v1/instance/flavorZones"),
            Self::ListFlavorSpec => (GET, Bcc, "/v2/instance/flavorSpec"),
            Self::ListBidFlavor => (POST, Bcc, "/v2/instance/bidFlavor"),
            Self::GetPriceBySpec => (POST, Bcc, "/v2/instance/price"),
            Self::GetBidInstancePrice => (POST, Bcc, "/v2/instance/bidPrice"),
            Self::GetCdsPrice => (POST, Bcc, "/v2/volume/getPrice"),
            Self::EipInquiry => (POST, Eip, "/v1/eip/price"),
            Self::ListImages => (GET, Bcc, "/v2/image"),
            Self::GetImage => (GET, Bcc, "/v2/image/{id}"),
            Self::GetAvailableImagesBySpec => (GET, Bcc, "/v2/image/getAvailableImagesBySpec"),
            Self::GetDiskQuota => (GET, Bcc, "/v2/volume/disk/quota"),
            Self::ListSnapshots => (GET, Bcc, "/v2/snapshot"),
            Self::GetSnapshot => (GET, Bcc, "/v2/snapshot/{id}"),
            Self::ListAsps => (GET, Bcc, "/v2/asp"),
            Self::GetAsp => (GET, Bcc, "/v2/asp/{id}"),
            Self::QueryVpcList => (GET, Bcc, "/v1/vpc"),
            Self::QuerySubnetList => (GET, Bcc, "/v1/subnet"),
            Self::ListSecurityGroups => (GET, Bcc, "/v2/securityGroup"),
            Self::QueryEnterpriseSecurityGroupList => (GET, Bcc, "/v1/enterprise/security"),
            Self::ListEni => (GET, Bcc, "/v1/eni"),
            Self::EhcClusterList => (POST, Bcc, "/v2/instance/ehc/cluster/list"),
            Self::ListKeypair => (GET, Bcc, "/v2/keypair"),
            Self::KeypairDetail => (GET, Bcc, "/v2/keypair/{id}"),
            Self::ListDeploySet => (GET, Bcc, "/v2/instance/deployset/list"),
            Self::GetDeploySet => (GET, Bcc, "/v2/deployset/{id}"),
            Self::GetRoleList => (GET, Bcc, "/v2/instance/role/list"),
            Self::TagList => (GET, Tag, "/v1/tag"),
            Self::ResourceGroupList => (GET, ResourceManager, "/v1/res/group"),
            Self::AccountBalance => (POST, Billing, "/v1/finance/cash/balance"),
            Self::QuotaCenterList => (GET, QuotaCenter, "/v1/quota_center"),
            Self::CreateInstanceBySpec => (POST, Bcc, create::PATH),
            Self::CancelBidOrder => (POST, Bcc, "/v2/instance/cancelBidOrder"),
            Self::GetInstance => (GET, Bcc, "/v2/instance/{id}"),
            Self::ListInstanceByIds => (POST, Bcc, "/v2/instance/listByInstanceId"),
            Self::ListInstances => (GET, Bcc, "/v2/instance"),
            Self::GetInstanceVnc => (GET, Bcc, "/v2/instance/{id}/vnc"),
            Self::ReleaseInstanceByPost => (POST, Bcc, "/v2/instance/{id}"),
            Self::ReleaseMultipleInstanceByPost => (POST, Bcc, "/v2/instance/batchDelete"),
            Self::DeletePrepayInstance => (POST, Bcc, "/v2/instance/delete"),
            Self::BindInstanceToTags => (PUT, Bcc, "/v2/instance/{id}/tag"),
            Self::InstanceDeletionProtection => (PUT, Bcc, "/v2/instance/{id}/deletionProtection"),
        }
    }

    /// The request, still without query and body.
    pub(super) fn request(self) -> Request {
        let (method, service, path) = self.place();
        Request { service, method, path: path.to_owned(), query: Vec::new(), body: None }
    }

    /// The same about one thing.
    pub(super) fn about(self, id: &str) -> Result<Request, ApiError> {
        let request = self.request();
        Ok(Request { path: request.path.replace(ID, checked(id)?), ..request })
    }

    /// The same with a JSON body.
    pub(super) fn saying(self, body: &impl serde::Serialize) -> Result<Request, ApiError> {
        Ok(Request { body: super::json(body)?, ..self.request() })
    }
}

/// An id: letters, digits, `-` and `_` (contract.md §8). Anything else in its place would ask for
/// something else, or release it.
pub(super) fn checked(id: &str) -> Result<&str, ApiError> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if id.is_empty() || !id.bytes().all(fits) {
        return Err(refused(format!("“{id}” is not an id; ids are letters, digits, - and _")));
    }
    Ok(id)
}

//! Where instances stand and what they belong to: interfaces, clusters, deployment sets, roles, tags,
//! resource groups.

use super::{Operation, json};
use crate::api::client::{Client, Request};
use crate::api::error::ApiError;
use crate::api::wire::page;
use crate::api::wire::placement::{
    BindTags, DeployDetailModel, DeploySetModel, EhcModel, EhcQuery, EniModel, ResourceGroupModel,
    RoleModel, TagModel,
};
use crate::domain::catalog::{DeploySet, EhcCluster, Eni, ResourceGroup, Role, Tag};

impl Client {
    /// `ListEni`, all pages: the network interfaces of one VPC.
    pub async fn enis(&self, vpc: &str) -> Result<Vec<Eni>, ApiError> {
        self.all::<EniModel, _>(Operation::ListEni.request().with("vpcId", vpc)).await
    }

    /// `EhcClusterList`: those of one zone, or all.
    pub async fn ehc_clusters(&self, zone: Option<&str>) -> Result<Vec<EhcCluster>, ApiError> {
        let request = Operation::EhcClusterList.saying(&EhcQuery { zone_name: zone })?;
        self.list::<EhcModel, _>(&request).await
    }

    /// `ListDeploySet`.
    pub async fn deploy_sets(&self) -> Result<Vec<DeploySet>, ApiError> {
        self.list::<DeploySetModel, _>(&Operation::ListDeploySet.request()).await
    }

    /// `GetDeploySet`.
    pub async fn deploy_set(&self, id: &str) -> Result<DeploySet, ApiError> {
        let request = Operation::GetDeploySet.about(id)?;
        Ok(self.read(&request, page::whole::<DeployDetailModel>).await?.into())
    }

    /// `GetRoleList`.
    pub async fn roles(&self) -> Result<Vec<Role>, ApiError> {
        self.list::<RoleModel, _>(&Operation::GetRoleList.request()).await
    }

    /// `TagList`: the tags with one key, or all.
    pub async fn tags(&self, key: Option<&str>) -> Result<Vec<Tag>, ApiError> {
        let mut request = Operation::TagList.request();
        if let Some(key) = key {
            request = request.with("tagKey", key);
        }
        self.list::<TagModel, _>(&request).await
    }

    /// `ResourceGroupList`: those with this name, or all for an empty one. The sources disagree whether
    /// the name may be missing, so it never is.
    pub async fn resource_groups(&self, name: &str) -> Result<Vec<ResourceGroup>, ApiError> {
        let request = Operation::ResourceGroupList.request().with("name", name);
        self.list::<ResourceGroupModel, _>(&request).await
    }

    /// `BindInstanceToTags`, sent exactly once; `related`: disks, public IP and snapshots get the tags
    /// as well.
    pub async fn bind_tags(&self, id: &str, tags: &[Tag], related: bool) -> Result<(), ApiError> {
        let body = BindTags {
            change_tags: tags.iter().map(TagModel::from).collect(),
            attach_related_resource_tag: related,
        };
        // A flag without a value; it is signed and sent as `bind=`.
        let request = Operation::BindInstanceToTags.about(id)?.with("bind", "");
        self.carry_out(&Request { body: json(&body)?, ..request }).await
    }
}

//! What the account has: networks, security groups, key pairs.

use crate::api::client::{Client, Request};
use crate::api::endpoint::Service;
use crate::api::error::ApiError;
use crate::api::wire::group::{EnterpriseGroupModel, GroupModel};
use crate::api::wire::keypair::KeyPairModel;
use crate::api::wire::vpc::{SubnetModel, VpcModel};
use crate::domain::catalog::{KeyPair, SecurityGroup, Subnet, Vpc};

impl Client {
    /// `QueryVpcList`, all pages.
    pub async fn vpcs(&self) -> Result<Vec<Vpc>, ApiError> {
        self.all::<VpcModel, _>(Request::get(Service::Bcc, "/v1/vpc")).await
    }

    /// `QuerySubnetList`, all pages: those of one VPC, or all.
    pub async fn subnets(&self, vpc: Option<&str>) -> Result<Vec<Subnet>, ApiError> {
        self.all::<SubnetModel, _>(of_vpc("/v1/subnet", vpc)).await
    }

    /// `ListSecurityGroups`, all pages: those of one VPC, or all.
    pub async fn security_groups(&self, vpc: Option<&str>) -> Result<Vec<SecurityGroup>, ApiError> {
        self.all::<GroupModel, _>(of_vpc("/v2/securityGroup", vpc)).await
    }

    /// `QueryEnterpriseSecurityGroupList`, all pages.
    pub async fn enterprise_groups(&self) -> Result<Vec<SecurityGroup>, ApiError> {
        let request = Request::get(Service::Bcc, "/v1/enterprise/security");
        self.all::<EnterpriseGroupModel, _>(request).await
    }

    /// `ListKeypair`, all pages.
    pub async fn key_pairs(&self) -> Result<Vec<KeyPair>, ApiError> {
        self.all::<KeyPairModel, _>(Request::get(Service::Bcc, "/v2/keypair")).await
    }
}

fn of_vpc(path: &str, vpc: Option<&str>) -> Request {
    let request = Request::get(Service::Bcc, path);
    match vpc {
        Some(vpc) => request.with("vpcId", vpc),
        None => request,
    }
}

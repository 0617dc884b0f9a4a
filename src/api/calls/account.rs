//! What the account has: networks, security groups, key pairs, money, quotas.

use super::Operation;
use crate::api::client::{Client, Request};
use crate::api::error::ApiError;
use crate::api::wire::account::{self, QuotaModel};
use crate::api::wire::group::{EnterpriseGroupModel, GroupModel};
use crate::api::wire::keypair::{KEY_PAIR, KeyPairModel};
use crate::api::wire::vpc::{SubnetModel, VpcModel};
use crate::domain::catalog::{KeyPair, KeyPairDetail, Quota, SecurityGroup, Subnet, Vpc};
use crate::domain::units::Money;

impl Client {
    /// `QueryVpcList`, all pages.
    pub async fn vpcs(&self) -> Result<Vec<Vpc>, ApiError> {
        self.all::<VpcModel, _>(Operation::QueryVpcList.request()).await
    }

    /// `QuerySubnetList`, all pages: those of one VPC, or all.
    pub async fn subnets(&self, vpc: Option<&str>) -> Result<Vec<Subnet>, ApiError> {
        self.all::<SubnetModel, _>(of_vpc(Operation::QuerySubnetList, vpc)).await
    }

    /// `ListSecurityGroups`, all pages: those of one VPC, or all.
    pub async fn security_groups(&self, vpc: Option<&str>) -> Result<Vec<SecurityGroup>, ApiError> {
        self.all::<GroupModel, _>(of_vpc(Operation::ListSecurityGroups, vpc)).await
    }

    /// `QueryEnterpriseSecurityGroupList`, all pages.
    pub async fn enterprise_groups(&self) -> Result<Vec<SecurityGroup>, ApiError> {
        let request = Operation::QueryEnterpriseSecurityGroupList.request();
        self.all::<EnterpriseGroupModel, _>(request).await
    }

    /// `ListKeypair`, all pages.
    pub async fn key_pairs(&self) -> Result<Vec<KeyPair>, ApiError> {
        self.all::<KeyPairModel, _>(Operation::ListKeypair.request()).await
    }

    /// `KeypairDetail`.
    pub async fn key_pair(&self, id: &str) -> Result<KeyPairDetail, ApiError> {
        let request = Operation::KeypairDetail.about(id)?;
        Ok(self.part::<KeyPairModel>(&request, KEY_PAIR).await?.into())
    }

    /// `AccountBalance`: the cash of the account in CNY, without vouchers; below zero for debts. Keys
    /// without rights to the account's money are refused, which is no fault.
    pub async fn balance(&self) -> Result<Money, ApiError> {
        self.read(&Operation::AccountBalance.request(), account::balance).await
    }

    /// `QuotaCenterList`, all pages: the quotas of BCC in a region.
    pub async fn quotas(&self, region: &str) -> Result<Vec<Quota>, ApiError> {
        let request = Operation::QuotaCenterList
            .request()
            .with("type", "QUOTA")
            .with("serviceType", "BCC")
            .with("region", region);
        self.all::<QuotaModel, _>(request).await
    }
}

fn of_vpc(operation: Operation, vpc: Option<&str>) -> Request {
    let request = operation.request();
    match vpc {
        Some(vpc) => request.with("vpcId", vpc),
        None => request,
    }
}

//! What the account may do and where: regions, quotas, the whole of a key pair (contract.md §7.1,
//! §7.9, §7.12).

use rust_decimal::Decimal;

use super::KeyPair;

/// A region the cloud lists (`DescribeRegions`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedRegion {
    /// `regionId`, such as `bj`.
    pub id: String,
    /// `regionName`, in the language of the account.
    pub name: String,
    /// `regionEndpoint`, such as `bcc.bj.baidubce.com`; empty when not said.
    pub endpoint: String,
}

/// A quota of the account (`QuotaCenterList`). Names are the cloud's own and not documented: to be
/// shown, never to be judged by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quota {
    /// `name`.
    pub name: String,
    /// `description`.
    pub description: String,
    /// `serviceType`, such as `BCC`.
    pub service: String,
    /// `region`.
    pub region: String,
    /// `value`: how many there may be; `None` when that is no number.
    pub limit: Option<Decimal>,
    /// `used`; `None` when that is no number.
    pub used: Option<Decimal>,
}

/// A key pair in full (`KeypairDetail`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPairDetail {
    /// What the list says of it.
    pub pair: KeyPair,
    /// `publicKey`; empty when not said.
    pub public_key: String,
    /// `regionId`.
    pub region: String,
    /// `createdTime` or `createTime`, UTC ISO as delivered.
    pub created: String,
}

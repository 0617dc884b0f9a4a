//! A purchase in full: every answer given, typed and in its unit. What is submitted is made from this
//! and nothing else.

use secrecy::SecretString;

use crate::domain::draft::{Draft, LoginChoice};
use crate::domain::facts::Facts;
use crate::domain::problem::Problem;
use crate::domain::rules::{self, chosen, limits};
use crate::domain::units::{Gib, Mbps, Months};

/// The first part of the system disk is included in the price of the instance, in GB (contract.md §7.3).
pub const INCLUDED_SYSTEM_DISK: Gib = Gib(40);

/// How the instance is paid for (`billing.paymentTiming`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Payment {
    /// `Postpaid`: pay-as-you-go, metered by the minute.
    #[default]
    Postpaid,
    /// `Prepaid`: a subscription, paid for at once.
    Prepaid,
}

impl Payment {
    /// The value of `paymentTiming` in requests.
    pub fn api_name(self) -> &'static str {
        match self {
            Self::Postpaid => "Postpaid",
            Self::Prepaid => "Prepaid",
        }
    }
}

/// Periods that can be bought (`reservationLength`, contract.md §10).
pub const RESERVATION_MONTHS: [Months; 12] = [
    Months(1),
    Months(2),
    Months(3),
    Months(4),
    Months(5),
    Months(6),
    Months(7),
    Months(8),
    Months(9),
    Months(12),
    Months(24),
    Months(36),
];

/// Payment with its period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Billing {
    /// Pay-as-you-go.
    Postpaid,
    /// A subscription of one of [`RESERVATION_MONTHS`].
    Prepaid(Months),
}

impl Billing {
    /// The payment without its period.
    pub fn payment(self) -> Payment {
        match self {
            Self::Postpaid => Payment::Postpaid,
            Self::Prepaid(_) => Payment::Prepaid,
        }
    }
}

/// How public bandwidth is charged (`internetChargeType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChargeType {
    /// `BANDWIDTH_PREPAID`: by bandwidth, with the subscription.
    BandwidthPrepaid,
    /// `BANDWIDTH_POSTPAID_BY_HOUR`: by bandwidth, pay-as-you-go.
    BandwidthPostpaid,
    /// `TRAFFIC_POSTPAID_BY_HOUR`: by outbound traffic.
    Traffic,
}

impl ChargeType {
    /// All three, as they are offered.
    pub const ALL: [Self; 3] = [Self::BandwidthPostpaid, Self::BandwidthPrepaid, Self::Traffic];

    /// The value of `internetChargeType`.
    pub fn api_name(self) -> &'static str {
        match self {
            Self::BandwidthPrepaid => "BANDWIDTH_PREPAID",
            Self::BandwidthPostpaid => "BANDWIDTH_POSTPAID_BY_HOUR",
            Self::Traffic => "TRAFFIC_POSTPAID_BY_HOUR",
        }
    }

    /// What the cloud uses when `internetChargeType` is left out (limits.md `x.charge_default`).
    pub fn default_for(payment: Payment) -> Self {
        match payment {
            Payment::Prepaid => Self::BandwidthPrepaid,
            Payment::Postpaid => Self::BandwidthPostpaid,
        }
    }
}

/// The system disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemDisk {
    /// `rootDiskStorageType` in the server's spelling; `None`: the cloud chooses.
    pub storage_type: Option<String>,
    /// `rootDiskSizeInGb`.
    pub size: Gib,
}

/// One data disk (an entry of `createCdsList`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataDisk {
    /// `storageType` in the server's spelling.
    pub storage_type: String,
    /// `cdsSizeInGB`.
    pub size: Gib,
}

/// The security groups of the instance: either kind, never both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Groups {
    /// `securityGroupIds`, 1 to 10, of the subnet's VPC.
    Normal(Vec<String>),
    /// `enterpriseSecurityGroupIds`.
    Enterprise(Vec<String>),
}

/// A public IP bought with the instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicIp {
    /// `networkCapacityInMbps`, at least 1.
    pub bandwidth: Mbps,
    /// `internetChargeType`.
    pub charge: ChargeType,
}

/// How the first login works.
#[derive(Clone, Debug)]
pub enum Login {
    /// `keypairId`.
    KeyPair(String),
    /// `adminPass`, encrypted only when the request is made.
    Password(SecretString),
    /// Neither: the password must be reset before the first login.
    Later,
}

/// A purchase that passed every rule.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The region whose host is asked; not part of the request.
    pub region: String,
    /// `zoneName`.
    pub zone: String,
    /// `spec`.
    pub spec: String,
    /// `specId`, where known.
    pub family: Option<String>,
    /// `purchaseCount`, at least 1.
    pub count: u32,
    /// `imageId`.
    pub image: String,
    /// The system disk.
    pub system_disk: SystemDisk,
    /// The data disks.
    pub data_disks: Vec<DataDisk>,
    /// `ephemeralDisks`: the size of the one local disk a storage-optimised spec must be given.
    pub local_disk: Option<Gib>,
    /// `subnetId`.
    pub subnet: String,
    /// The security groups.
    pub groups: Groups,
    /// A public IP, or none.
    pub public_ip: Option<PublicIp>,
    /// `name`; `None`: generated by the cloud.
    pub name: Option<String>,
    /// `hostname`; `None`: generated by the cloud.
    pub hostname: Option<String>,
    /// How the first login works.
    pub login: Login,
    /// `billing`.
    pub billing: Billing,
}

/// Makes the plan of a draft; with any error among its problems, all of them instead.
pub fn from_draft(draft: &Draft, facts: &Facts) -> Result<Plan, Vec<Problem>> {
    let problems = rules::check(draft, facts);
    if rules::blocks(&problems) {
        return Err(problems);
    }
    // Whatever cannot be read here is an error above.
    read(draft, facts).ok_or(problems)
}

/// Reads a draft that passed every rule.
fn read(draft: &Draft, facts: &Facts) -> Option<Plan> {
    let text = |choice: &Option<String>| chosen(choice.as_ref()).map(str::to_owned);
    let size = |typed: &str| limits::whole(typed).ok().map(Gib);
    let typed = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());

    let data_disks = draft.data_disks.iter().map(|disk| {
        let storage_type = disk.storage_type.trim().to_owned();
        Some(DataDisk { storage_type, size: size(&disk.size)? })
    });
    let local_disk =
        if rules::needs_local_disk(draft, facts) { Some(size(&draft.local_disk)?) } else { None };
    let groups = rules::groups(draft).into_iter().map(str::to_owned).collect();
    let public_ip = if draft.public_ip {
        let bandwidth = Mbps(limits::whole(&draft.bandwidth).ok()?);
        // 0 Mbps means none (limits.md x.bandwidth_zero).
        Some(PublicIp { bandwidth, charge: draft.charge_or_default() })
            .filter(|public_ip| public_ip.bandwidth.0 > 0)
    } else {
        None
    };
    Some(Plan {
        region: draft.region.trim().to_owned(),
        zone: text(&draft.zone)?,
        spec: text(&draft.spec)?,
        family: rules::family(draft, facts).map(str::to_owned),
        count: limits::whole(&draft.count).ok()?,
        image: text(&draft.image)?,
        system_disk: SystemDisk {
            storage_type: text(&draft.system_disk_type),
            size: size(&draft.system_disk_size)?,
        },
        data_disks: data_disks.collect::<Option<_>>()?,
        local_disk,
        subnet: text(&draft.subnet)?,
        groups: if draft.enterprise { Groups::Enterprise(groups) } else { Groups::Normal(groups) },
        public_ip,
        name: typed(&draft.name),
        hostname: typed(&draft.hostname),
        login: match draft.login {
            LoginChoice::KeyPair => Login::KeyPair(text(&draft.key_pair)?),
            LoginChoice::Password => Login::Password(draft.password.clone()),
            LoginChoice::Later => Login::Later,
        },
        billing: billing(draft),
    })
}

/// The billing of a draft; a period that cannot be bought is a rule's matter.
pub(in crate::domain) fn billing(draft: &Draft) -> Billing {
    match draft.payment {
        Payment::Postpaid => Billing::Postpaid,
        Payment::Prepaid => Billing::Prepaid(draft.months),
    }
}

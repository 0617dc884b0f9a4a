//! Every name the API knows for a create request is accounted for: sent, or left out for a reason.

use std::collections::{BTreeMap, BTreeSet};

use bcc_wizard::api::wire::create;
use serde_json::Value;

use super::{maximal_plans, sent};

/// What becomes of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Sent as this type.
    Sent(Kind),
    /// Never sent, for this reason.
    Left(&'static str),
}

/// The JSON type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Text,
    Whole,
    Bool,
    Texts,
    Object,
    Objects,
}

use Fate::{Left, Sent};
use Kind::{Bool, Object, Objects, Text, Texts, Whole};

/// Every official parameter of `CreateInstanceBySpec`.
const BY_SPEC: &str = "
    adminPass aspId autoRenewTime autoRenewTimeUnit autoSeqSuffix bccCreateWithScript bidModel
    bidPrice billing billing.paymentTiming billing.reservation
    billing.reservation.reservationLength billing.reservation.reservationTimeUnit cdsAutoRenew
    cpuThreadConfig createCdsList createCdsList[].cdsExtraIo createCdsList[].cdsNum
    createCdsList[].cdsSizeInGB createCdsList[].deleteAutoSnapshot
    createCdsList[].deleteWithInstance createCdsList[].enableDeleteProtection
    createCdsList[].encryptKey createCdsList[].name createCdsList[].snapshotId
    createCdsList[].storageType dataPartitionType dedicatedHostId deletionProtection deployId
    deployIdList disableRootDiskSerial ehcClusterId eipName enableDeleteProtection enableHt
    enableJumboFrame enableNuma eniIds enterpriseSecurityGroupId enterpriseSecurityGroupIds
    ephemeralDisks ephemeralDisks[].freeSizeInGB ephemeralDisks[].sizeInGB
    ephemeralDisks[].storageType fileSystems fileSystems[].fsId fileSystems[].mountAds
    fileSystems[].path fileSystems[].protocol hosteyeType hostname imageId instanceType
    internalIps internetChargeType isEipAutoRelatedDelete isOpenHostEye isOpenHostnameDomain
    isOpenIpv6 keepImageLogin keypairId name networkCapacityInMbps networkPurchaseType
    numaConfig purchaseCount purchaseMinCount relationTag resGroupId roleName rootDiskExtraIo
    rootDiskSizeInGb rootDiskStorageType rootPartitionType securityGroupId securityGroupIds spec
    specId subnetId tags tags[].tagKey tags[].tagValue userData version zoneName
";

/// Every official parameter of `CreateBidInstance`.
const BID: &str = "
    adminPass aspId autoSeqSuffix bidModel bidPrice billing billing.paymentTiming
    billing.reservation billing.reservation.reservationLength
    billing.reservation.reservationTimeUnit cpuCount createCdsList createCdsList[].cdsExtraIo
    createCdsList[].cdsNum createCdsList[].cdsSizeInGB createCdsList[].deleteAutoSnapshot
    createCdsList[].deleteWithInstance createCdsList[].enableDeleteProtection
    createCdsList[].encryptKey createCdsList[].name createCdsList[].snapshotId
    createCdsList[].storageType deletionProtection eipName enterpriseSecurityGroupId
    ephemeralDisks ephemeralDisks[].freeSizeInGB ephemeralDisks[].sizeInGB
    ephemeralDisks[].storageType fileSystems fileSystems[].fsId fileSystems[].mountAds
    fileSystems[].path fileSystems[].protocol hostname imageId internetChargeType
    isEipAutoRelatedDelete isOpenHostnameDomain isOpenIpv6 isomerismCard keypairId
    memoryCapacityInGB name networkCapacityInMbps purchaseCount relationTag resGroupId
    rootDiskSizeInGb rootDiskStorageType securityGroupId spec subnetId tags tags[].tagKey
    tags[].tagValue userData version zoneName
";

/// Every parameter of the page "Create instance" of the API reference, and those its notes name.
const SEED: &str = "
    adminPass aspId autoRenewTime autoRenewTimeUnit autoSeqSuffix bidModel bidPrice billing
    billing.paymentTiming billing.reservation billing.reservation.reservationLength cardCount
    cdsAutoRenew clientToken cpuCount cpuThreadConfig createCdsList createCdsList[].cdsSizeInGB
    createCdsList[].snapshotId createCdsList[].storageType dataPartitionType dedicatedHostId
    deletionProtection deployId deployIdList disableRootDiskSerial ehcClusterId eipName enableHt
    enableJumboFrame eniIds enterpriseSecurityGroupIds ephemeralDisks ephemeralDisks[].sizeInGB
    ephemeralDisks[].storageType fileSystems fpgaCard gpuCard hosteyeType hostname imageId
    instanceType internalIps internetChargeType isOpenHostEye isOpenHostnameDomain isOpenIpv6
    keypairId memoryCapacityInGB name networkCapacityInMbps networkPurchaseType numaConfig
    purchaseCount relationTag resGroupId rootDiskSizeInGb rootDiskStorageType rootPartitionType
    securityGroupId securityGroupIds spec specId subnetId tags tags[].tagKey tags[].tagValue
    userData version zoneName
";

/// Every field of contract.md §8.
const CONTRACT: &str = "
    adminPass aspId autoRenewTime autoRenewTimeUnit autoSeqSuffix bccCreateWithScript bidModel
    bidPrice billing billing.paymentTiming billing.reservation
    billing.reservation.reservationLength billing.reservation.reservationTimeUnit cardCount
    cdsAutoRenew clientToken cpuCount cpuThreadConfig createCdsList createCdsList[].cdsExtraIo
    createCdsList[].cdsNum createCdsList[].cdsSizeInGB createCdsList[].deleteAutoSnapshot
    createCdsList[].deleteWithInstance createCdsList[].enableDeleteProtection
    createCdsList[].encryptKey createCdsList[].name createCdsList[].snapshotId
    createCdsList[].storageType dataPartitionType dedicatedHostId deletionProtection deployId
    deployIdList disableRootDiskSerial ehcClusterId eipName enableDeleteProtection enableHt
    enableJumboFrame enableNuma eniIds enterpriseSecurityGroupId enterpriseSecurityGroupIds
    ephemeralDisks ephemeralDisks[].freeSizeInGB ephemeralDisks[].sizeInGB
    ephemeralDisks[].storageType fileSystems fileSystems[].fsId fileSystems[].mountAds
    fileSystems[].path fileSystems[].protocol fpgaCard gpuCard hosteyeType hostname imageId
    instanceType internalIps internetChargeType isEipAutoRelatedDelete isOpenHostEye
    isOpenHosteye isOpenHostnameDomain isOpenIpv6 keepImageLogin keypairId memoryCapacityInGB
    name networkCapacityInMbps networkPurchaseType numaConfig purchaseCount purchaseMinCount
    raidId relationTag requestToken resGroupId reservedInstance roleName rootDiskExtraIo
    rootDiskSizeInGb rootDiskStorageType rootPartitionType securityGroupId securityGroupIds spec
    specId subnetId tags tags[].tagKey tags[].tagValue userData zoneName
";

/// What becomes of each; what is sent, in the order it is sent in.
pub(super) const FATES: &[(&str, Fate)] = &[
    ("spec", Sent(Text)),
    ("specId", Sent(Text)),
    ("zoneName", Sent(Text)),
    ("dedicatedHostId", Sent(Text)),
    ("deployIdList", Sent(Texts)),
    ("ehcClusterId", Sent(Text)),
    ("enableJumboFrame", Sent(Bool)),
    ("enableHt", Sent(Bool)),
    ("cpuThreadConfig", Sent(Text)),
    ("numaConfig", Sent(Text)),
    ("imageId", Sent(Text)),
    ("purchaseCount", Sent(Whole)),
    ("purchaseMinCount", Sent(Whole)),
    ("rootDiskSizeInGb", Sent(Whole)),
    ("rootDiskStorageType", Sent(Text)),
    ("rootDiskExtraIo", Sent(Text)),
    ("rootPartitionType", Sent(Text)),
    ("disableRootDiskSerial", Sent(Bool)),
    ("ephemeralDisks", Sent(Objects)),
    ("ephemeralDisks[].sizeInGB", Sent(Whole)),
    ("createCdsList", Sent(Objects)),
    ("createCdsList[].storageType", Sent(Text)),
    ("createCdsList[].cdsSizeInGB", Sent(Whole)),
    ("createCdsList[].name", Sent(Text)),
    ("createCdsList[].snapshotId", Sent(Text)),
    ("createCdsList[].cdsExtraIo", Sent(Whole)),
    ("createCdsList[].encryptKey", Sent(Text)),
    ("createCdsList[].deleteWithInstance", Sent(Bool)),
    ("createCdsList[].deleteAutoSnapshot", Sent(Bool)),
    ("dataPartitionType", Sent(Text)),
    ("fileSystems", Sent(Objects)),
    ("fileSystems[].fsId", Sent(Text)),
    ("fileSystems[].mountAds", Sent(Text)),
    ("fileSystems[].path", Sent(Text)),
    ("fileSystems[].protocol", Sent(Text)),
    ("aspId", Sent(Text)),
    ("name", Sent(Text)),
    ("hostname", Sent(Text)),
    ("autoSeqSuffix", Sent(Bool)),
    ("isOpenHostnameDomain", Sent(Bool)),
    ("adminPass", Sent(Text)),
    ("keypairId", Sent(Text)),
    ("keepImageLogin", Sent(Bool)),
    ("userData", Sent(Text)),
    ("roleName", Sent(Text)),
    ("isOpenHostEye", Sent(Bool)),
    ("hosteyeType", Sent(Text)),
    ("networkCapacityInMbps", Sent(Whole)),
    ("internetChargeType", Sent(Text)),
    ("networkPurchaseType", Sent(Text)),
    ("eipName", Sent(Text)),
    ("isEipAutoRelatedDelete", Sent(Bool)),
    ("subnetId", Sent(Text)),
    ("securityGroupIds", Sent(Texts)),
    ("enterpriseSecurityGroupIds", Sent(Texts)),
    ("internalIps", Sent(Texts)),
    ("eniIds", Sent(Texts)),
    ("isOpenIpv6", Sent(Bool)),
    ("billing", Sent(Object)),
    ("billing.paymentTiming", Sent(Text)),
    ("billing.reservation", Sent(Object)),
    ("billing.reservation.reservationLength", Sent(Whole)),
    ("billing.reservation.reservationTimeUnit", Sent(Text)),
    ("autoRenewTimeUnit", Sent(Text)),
    ("autoRenewTime", Sent(Whole)),
    ("bidModel", Sent(Text)),
    ("bidPrice", Sent(Text)),
    ("tags", Sent(Objects)),
    ("tags[].tagKey", Sent(Text)),
    ("tags[].tagValue", Sent(Text)),
    ("relationTag", Sent(Bool)),
    ("resGroupId", Sent(Text)),
    ("deletionProtection", Sent(Whole)),
    ("version", Left("in the path")),
    ("clientToken", Left("in the query")),
    ("securityGroupId", Left("deprecated for securityGroupIds")),
    ("enterpriseSecurityGroupId", Left("the single form of enterpriseSecurityGroupIds")),
    ("cdsAutoRenew", Left("deprecated: disks renew as the instance does")),
    ("deployId", Left("the single form of deployIdList")),
    ("instanceType", Left("fixed by spec")),
    ("cpuCount", Left("fixed by spec")),
    ("memoryCapacityInGB", Left("fixed by spec")),
    ("gpuCard", Left("fixed by spec")),
    ("fpgaCard", Left("fixed by spec")),
    ("cardCount", Left("fixed by spec")),
    ("isomerismCard", Left("fixed by spec")),
    ("ephemeralDisks[].storageType", Left("fixed by spec; the default must be used")),
    ("ephemeralDisks[].freeSizeInGB", Left("available capacity: a fact, not a wish")),
    ("createCdsList[].cdsNum", Left("identical disks are entries of their own")),
    ("createCdsList[].enableDeleteProtection", Left("of two types in two sources")),
    ("enableDeleteProtection", Left("the twin of deletionProtection")),
    ("enableNuma", Left("numaConfig says the same and more")),
    ("bccCreateWithScript", Left("not in the documentation; userData starts scripts")),
    ("requestToken", Left("not in the documentation; clientToken does it")),
    ("raidId", Left("not in the documentation")),
    ("reservedInstance", Left("not in the documentation")),
    ("isOpenHosteye", Left("one client's spelling of isOpenHostEye")),
];

fn fates() -> BTreeMap<&'static str, Fate> {
    let fates: BTreeMap<_, _> = FATES.iter().copied().collect();
    assert_eq!(fates.len(), FATES.len(), "a name has two fates");
    fates
}

fn kind(value: &Value) -> Option<Kind> {
    Some(match value {
        Value::String(_) => Text,
        Value::Bool(_) => Bool,
        Value::Number(number) if number.is_u64() => Whole,
        Value::Object(_) => Object,
        Value::Array(rows) if rows.iter().all(Value::is_string) => Texts,
        Value::Array(rows) if rows.iter().all(Value::is_object) => Objects,
        Value::Null | Value::Number(_) | Value::Array(_) => return None,
    })
}

/// Every name a body holds, with the types of its values.
fn collect(value: &Value, before: &str, found: &mut BTreeMap<String, BTreeSet<Option<Kind>>>) {
    for (key, value) in value.as_object().into_iter().flatten() {
        let path = format!("{before}{key}");
        found.entry(path.clone()).or_default().insert(kind(value));
        collect(value, &format!("{path}."), found);
        for row in value.as_array().into_iter().flatten() {
            collect(row, &format!("{path}[]."), found);
        }
    }
}

#[test]
fn every_name_has_a_fate_and_every_fate_a_name() {
    let fates = fates();
    let lists = [BY_SPEC, BID, SEED, CONTRACT];
    // So that a list cut short by mistake does not pass for a whole one.
    let lengths = lists.map(|list| list.split_whitespace().count());
    assert_eq!(lengths, [86, 59, 70, 95]);
    let known: BTreeSet<&str> = lists.iter().flat_map(|list| list.split_whitespace()).collect();
    let lost: Vec<_> = known.iter().filter(|name| !fates.contains_key(*name)).collect();
    assert!(lost.is_empty(), "neither sent nor left out for a reason: {lost:?}");
    let made_up: Vec<_> = fates.keys().filter(|name| !known.contains(*name)).collect();
    assert!(made_up.is_empty(), "in no source: {made_up:?}");
    for (name, fate) in fates {
        assert_ne!(fate, Left(""), "{name} is left out for no reason");
    }
    assert_eq!((create::PATH, create::TOKEN), ("/v2/instanceBySpec", "clientToken"));
}

#[test]
fn everything_to_be_sent_is_sent_in_its_type_and_nothing_else_is() {
    let mut found = BTreeMap::new();
    for plan in maximal_plans() {
        collect(&sent(&plan), "", &mut found);
    }
    let expected: BTreeMap<String, BTreeSet<Option<Kind>>> = fates()
        .into_iter()
        .filter_map(|(name, fate)| match fate {
            Sent(kind) => Some((name.to_owned(), BTreeSet::from([Some(kind)]))),
            Left(_) => None,
        })
        .collect();
    assert_eq!(found, expected);
}

//! Nothing a server can put in one field costs more than the element that field stands in: every list
//! sample, with every value in it replaced by every kind of nonsense in turn.

use std::fmt::Debug;

use bcc_wizard::api::wire::account::QuotaModel;
use bcc_wizard::api::wire::disk::DiskQuotaModel;
use bcc_wizard::api::wire::group::{EnterpriseGroupModel, GroupModel};
use bcc_wizard::api::wire::image::{FittingModel, ImageModel};
use bcc_wizard::api::wire::instance::InstanceModel;
use bcc_wizard::api::wire::keypair::KeyPairModel;
use bcc_wizard::api::wire::page::{Page, Row, Unreadable};
use bcc_wizard::api::wire::placement::{
    DeploySetModel, EhcModel, EniModel, ResourceGroupModel, RoleModel, TagModel,
};
use bcc_wizard::api::wire::price::{DiskPriceModel, FamilyPrices};
use bcc_wizard::api::wire::spec::ZoneResources;
use bcc_wizard::api::wire::spot::SpotZone;
use bcc_wizard::api::wire::storage::{PolicyModel, SnapshotModel};
use bcc_wizard::api::wire::vpc::{SubnetModel, VpcModel};
use bcc_wizard::api::wire::zone::{RegionModel, ZoneModel, ZoneName};
use bcc_wizard::domain::catalog::{
    DeploySet, EhcCluster, Eni, FittingImage, Image, InstanceDetail, KeyPairDetail, ListedRegion,
    Quota, ResourceGroup, Role, SecurityGroup, Snapshot, SnapshotPolicy, SpecPrice, Subnet, Tag,
    Vpc, Zone,
};
use serde_json::{Value, json};

use super::sample;

/// The elements an answer holds, each as its debug text.
type Reader = fn(&[u8]) -> Result<Vec<String>, Unreadable>;

/// A list to be spoiled.
#[derive(Clone, Copy)]
struct List {
    sample: &'static str,
    /// Keys of the lists whose elements are what counts, the answer's own first.
    keys: &'static [&'static str],
    /// The field that tells elements of the innermost list apart; empty where they are bare texts.
    id: &'static str,
    read: Reader,
}

fn shown<T: Debug>(values: impl IntoIterator<Item = T>) -> Vec<String> {
    values.into_iter().map(|value| format!("{value:?}")).collect()
}

fn listed<T: Row, D: From<T> + Debug>(body: &[u8]) -> Result<Vec<String>, Unreadable> {
    Ok(shown(Page::<T>::read(body)?.rows.into_iter().map(D::from)))
}

fn specs(body: &[u8]) -> Result<Vec<String>, Unreadable> {
    let zones = Page::<ZoneResources>::read(body)?.rows;
    Ok(shown(zones.into_iter().flat_map(|zone| zone.into_specs("z"))))
}

fn spot(body: &[u8]) -> Result<Vec<String>, Unreadable> {
    let offers = Page::<SpotZone>::read(body)?.rows.into_iter().flat_map(SpotZone::into_offers);
    Ok(shown(offers.flat_map(|offer| offer.flavors)))
}

fn prices(body: &[u8]) -> Result<Vec<String>, Unreadable> {
    let families = Page::<FamilyPrices>::read(body)?.rows.into_iter();
    Ok(shown(families.flat_map(|family| family.spec_prices).map(SpecPrice::from)))
}

fn disk_prices(body: &[u8]) -> Result<Vec<String>, Unreadable> {
    let rows = Page::<DiskPriceModel>::read(body)?.rows.into_iter();
    Ok(shown(rows.filter_map(DiskPriceModel::into_price)))
}

fn disks(body: &[u8]) -> Result<Vec<String>, Unreadable> {
    Ok(shown(DiskQuotaModel::read(body)?.into_quota("cn-bj-a").ranges))
}

/// Resource groups of every level; each without those below it, which are elements of their own.
fn groups(body: &[u8]) -> Result<Vec<String>, Unreadable> {
    fn flat(mut group: ResourceGroup, into: &mut Vec<String>) {
        let children = std::mem::take(&mut group.children);
        into.push(format!("{group:?}"));
        for child in children {
            flat(child, into);
        }
    }
    let mut all = Vec::new();
    let rows = Page::<ResourceGroupModel>::read(body)?.rows.into_iter();
    rows.map(ResourceGroup::from).for_each(|group| flat(group, &mut all));
    Ok(all)
}

const fn list(
    sample: &'static str,
    keys: &'static [&'static str],
    id: &'static str,
    read: Reader,
) -> List {
    List { sample, keys, id, read }
}

const LISTS: [List; 32] = [
    list("DescribeRegions", &["regions"], "regionId", listed::<RegionModel, ListedRegion>),
    list("ListZones", &["zones"], "zoneName", listed::<ZoneModel, Zone>),
    list("GetZoneBySpec", &["zoneNames"], "", listed::<ZoneName, Zone>),
    list("ListFlavorSpec", &["zoneResources", "flavorGroups", "flavors"], "spec", specs),
    list("ListBidFlavor", &["zoneResources", "bccResources", "flavors"], "spec", spot),
    list("GetPriceBySpec.prepaid", &["price", "specPrices"], "spec", prices),
    list("GetPriceBySpec.postpaid", &["price", "specPrices"], "spec", prices),
    list("GetPriceBySpec.family", &["price", "specPrices"], "spec", prices),
    list("GetCdsPrice.prepaid", &["price"], "unit", disk_prices),
    list("GetCdsPrice.postpaid", &["price"], "unit", disk_prices),
    list("ListImages.page1", &["images"], "id", listed::<ImageModel, Image>),
    list("ListImages.page2", &["images"], "id", listed::<ImageModel, Image>),
    list("GetAvailableImagesBySpec", &["images"], "imageId", listed::<FittingModel, FittingImage>),
    list("GetDiskQuota", &["diskInfos"], "storageType", disks),
    list("GetDiskQuota.legacy", &["diskZoneResources", "diskInfos"], "storageType", disks),
    list("ListSnapshots", &["snapshots"], "id", listed::<SnapshotModel, Snapshot>),
    list("ListAsps", &["autoSnapshotPolicys"], "id", listed::<PolicyModel, SnapshotPolicy>),
    list("QueryVpcList", &["vpcs"], "vpcId", listed::<VpcModel, Vpc>),
    list("QuerySubnetList", &["subnets"], "subnetId", listed::<SubnetModel, Subnet>),
    list("ListSecurityGroups", &["securityGroups"], "id", listed::<GroupModel, SecurityGroup>),
    list(
        "QueryEnterpriseSecurityGroupList",
        &["enterpriseSecurityGroups"],
        "id",
        listed::<EnterpriseGroupModel, SecurityGroup>,
    ),
    list("ListEni", &["enis"], "eniId", listed::<EniModel, Eni>),
    list("EhcClusterList", &["ehcClusters"], "ehcClusterId", listed::<EhcModel, EhcCluster>),
    list("ListKeypair", &["keypairs"], "keypairId", listed::<KeyPairModel, KeyPairDetail>),
    list("ListDeploySet", &["deploySets"], "deploysetId", listed::<DeploySetModel, DeploySet>),
    list("GetRoleList", &["roles"], "roleName", listed::<RoleModel, Role>),
    list("TagList", &["tags"], "tagKey", listed::<TagModel, Tag>),
    list("ResourceGroupList", &["groups", "children"], "groupId", groups),
    list("QuotaCenterList", &["result"], "name", listed::<QuotaModel, Quota>),
    list("ListInstances", &["instances"], "id", listed::<InstanceModel, InstanceDetail>),
    list("ListInstanceByIds", &["instances"], "id", listed::<InstanceModel, InstanceDetail>),
    // The same answer once more as the other operation of its shape reads it.
    list("ListBidFlavor", &["zoneResources", "bccResources", "flavors"], "spec", specs),
];

fn nonsense() -> [Value; 10] {
    [
        Value::Null,
        json!(""),
        json!("null"),
        json!("x"),
        json!("12"),
        json!(12),
        json!(12.5),
        json!(true),
        json!([]),
        json!({}),
    ]
}

/// Where every value of an answer stands, as JSON pointers; whole lists and objects too.
fn places(value: &Value, here: &str, into: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(object) => object
            .iter()
            .map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value))
            .collect(),
        Value::Array(values) => {
            values.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect()
        }
        _ => Vec::new(),
    };
    for (key, value) in inner {
        let place = format!("{here}/{key}");
        into.push(place.clone());
        places(value, &place, into);
    }
}

/// The innermost element of a list that counts on the way to a place.
fn element<'a>(place: &'a str, keys: &[&str]) -> Option<&'a str> {
    let ends: Vec<usize> =
        place.match_indices('/').map(|(at, _)| at).skip(1).chain([place.len()]).collect();
    ends.into_iter().rev().map(|end| &place[..end]).find(|prefix| {
        let mut parts = prefix.rsplit('/');
        let index = parts.next().is_some_and(|part| part.parse::<usize>().is_ok());
        index && parts.next().is_some_and(|key| keys.contains(&key))
    })
}

/// Takes an element out of its list.
fn remove(answer: &mut Value, element: &str) {
    let (list, index) = element.rsplit_once('/').unwrap();
    let list = answer.pointer_mut(list).unwrap().as_array_mut().unwrap();
    list.remove(index.parse().unwrap());
}

/// Leaves little of lists within lists, whose elements are all alike, or the tries would take long.
fn shorten(value: &mut Value, keys: &[&str]) {
    match value {
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                if let Value::Array(values) = value
                    && keys.len() > 1
                    && keys.contains(&key.as_str())
                {
                    values.truncate(if key == keys[0] { 2 } else { 1 });
                }
                shorten(value, keys);
            }
        }
        Value::Array(values) => {
            for value in values {
                shorten(value, keys);
            }
        }
        _ => {}
    }
}

/// Gives every list that counts at least two elements, so that none is spoiled as a whole by its only one.
fn padded(value: &mut Value, keys: &[&str], id: &str, names: &mut usize) {
    match value {
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                padded(value, keys, id, names);
                let Value::Array(values) = value else { continue };
                if !keys.contains(&key.as_str()) {
                    continue;
                }
                if let [only] = values.as_slice() {
                    let mut extra = only.clone();
                    rename(&mut extra, id, names);
                    values.push(extra);
                }
            }
        }
        Value::Array(values) => {
            for value in values {
                padded(value, keys, id, names);
            }
        }
        _ => {}
    }
}

/// Makes a name one that no other element has.
fn another(text: &mut String, names: &mut usize) {
    *names += 1;
    *text = format!("{text}-{names}");
}

/// Gives an element, and those within it, names of their own.
fn rename(value: &mut Value, id: &str, names: &mut usize) {
    match value {
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                match value {
                    Value::String(text) if key == id => another(text, names),
                    inner => rename(inner, id, names),
                }
            }
        }
        Value::Array(values) => {
            for value in values {
                rename(value, id, names);
            }
        }
        Value::String(text) if id.is_empty() => another(text, names),
        _ => {}
    }
}

/// A sample with company for every lone element, and the places of what is the sample's own but for the
/// list itself.
fn to_be_spoiled(name: &str, keys: &[&str], id: &str) -> (Value, Vec<String>) {
    let mut answer: Value = serde_json::from_slice(&sample(name)).unwrap();
    shorten(&mut answer, keys);
    let mut everywhere = Vec::new();
    places(&answer, "", &mut everywhere);
    everywhere.retain(|place| *place != format!("/{}", keys[0]));
    padded(&mut answer, keys, id, &mut 0);
    (answer, everywhere)
}

/// What must still be read when something at `place` is spoiled: all but the element it stands in.
fn untouched(answer: &Value, place: &str, list: &List) -> Vec<String> {
    let mut answer = answer.clone();
    if let Some(element) = element(place, list.keys) {
        remove(&mut answer, element);
    }
    (list.read)(answer.to_string().as_bytes()).unwrap()
}

/// Whether an element without this value is still an element: it is one value, and neither tells
/// elements apart nor is what the element is about.
fn is_extra(answer: &Value, place: &str, list: &List) -> bool {
    let key = place.rsplit('/').next().unwrap();
    let needed: &[&str] = match list.sample.split('.').next().unwrap() {
        "ListBidFlavor" => &["zoneName"],
        "GetCdsPrice" => &["price"],
        "GetDiskQuota" => &["zoneName", "minDiskSize", "maxDiskSize"],
        _ => &[],
    };
    let value = answer.pointer(place).unwrap();
    let one = !value.is_array() && !value.is_object();
    one && !list.id.is_empty() && key != list.id && !needed.contains(&key)
}

/// The first of `part` that does not come in `whole` in its order.
fn lost<'a>(part: &'a [String], whole: &[String]) -> Option<&'a String> {
    let mut rest = whole.iter();
    part.iter().find(|wanted| !rest.any(|found| found == *wanted))
}

#[test]
fn no_value_of_a_field_costs_more_than_its_element() {
    let mut spoiled = 0;
    for list in LISTS {
        let List { sample: name, keys, id, read } = list;
        let (answer, everywhere) = to_be_spoiled(name, keys, id);
        let whole = read(answer.to_string().as_bytes()).unwrap();
        assert!(whole.len() > 1, "{name}: {whole:?}");
        for place in everywhere {
            let kept = untouched(&answer, &place, &list);
            let extra = is_extra(&answer, &place, &list);
            for value in nonsense() {
                let told = format!("{name}: {place} = {value}");
                let mut broken = answer.clone();
                *broken.pointer_mut(&place).unwrap() = value;
                let found = read(broken.to_string().as_bytes());
                let found = found.unwrap_or_else(|error| panic!("{told}: {error}"));
                assert_eq!(lost(&kept, &found), None, "{told}");
                assert!(!extra || found.len() == whole.len(), "{told} costs its element");
                spoiled += 1;
            }
        }
    }
    assert!(spoiled > 8_000, "only {spoiled} values were tried");
}

#[test]
fn a_list_that_is_none_is_an_error_and_one_that_is_null_is_empty() {
    for List { sample: name, keys, read, .. } in LISTS {
        for value in nonsense() {
            let mut answer: Value = serde_json::from_slice(&sample(name)).unwrap();
            answer[keys[0]] = value.clone();
            let found = read(answer.to_string().as_bytes());
            match value {
                Value::Null | Value::Array(_) => assert_eq!(found, Ok(Vec::new()), "{name}"),
                _ => assert!(matches!(found, Err(Unreadable::Missing(_))), "{name}: {value}"),
            }
        }
        let mut answer: Value = serde_json::from_slice(&sample(name)).unwrap();
        answer.as_object_mut().unwrap().remove(keys[0]);
        let found = read(answer.to_string().as_bytes());
        assert!(matches!(found, Err(Unreadable::Missing(_))), "{name}");
    }
}

#[test]
fn a_field_that_is_missing_or_new_costs_no_more() {
    for list in LISTS {
        let List { sample: name, keys, id, read } = list;
        let (answer, everywhere) = to_be_spoiled(name, keys, id);
        let whole = read(answer.to_string().as_bytes()).unwrap();
        for place in everywhere {
            let (around, key) = place.rsplit_once('/').unwrap();
            if answer.pointer(around).unwrap().is_array() {
                continue;
            }
            let kept = untouched(&answer, &place, &list);
            let mut lacking = answer.clone();
            lacking.pointer_mut(around).unwrap().as_object_mut().unwrap().remove(key);
            let found = read(lacking.to_string().as_bytes());
            let found = found.unwrap_or_else(|error| panic!("{name}: no {place}: {error}"));
            assert_eq!(lost(&kept, &found), None, "{name}: no {place}");

            let mut more = answer.clone();
            let around = more.pointer_mut(around).unwrap().as_object_mut().unwrap();
            around.insert("madeUpTomorrow".to_owned(), json!({"a": [1, null]}));
            assert_eq!(read(more.to_string().as_bytes()).unwrap(), whole, "{name}: {place}");
        }
    }
}

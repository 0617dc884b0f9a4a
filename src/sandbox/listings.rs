//! Read operations on what the cloud offers: regions, zones, specs, images.

use serde_json::{Value, json};

use crate::sandbox::answer::{FITTING_PAGE, Outcome, PAGE, Query, Refusal, ok, page};
use crate::sandbox::catalog::Catalog;
use crate::sandbox::catalog::flavors::Flavor;
use crate::sandbox::catalog::resources::Image;
use crate::sandbox::storage::snapshot_model;

/// `imageType` of `ListImages` (contract.md §7.4) but `All` and `EbcTotal`, which stand for several.
const IMAGE_TYPES: [&str; 14] = [
    "System",
    "Custom",
    "Integration",
    "Sharing",
    "GpuBccSystem",
    "GpuBccCustom",
    "FpgaBccSystem",
    "FpgaBccCustom",
    "BbcSystem",
    "BbcCustom",
    "GpuBbcSystem",
    "GpuBbcCustom",
    "EbcSystem",
    "EbcCustom",
];

/// `DescribeRegions`: all of them, or the one asked for.
pub(crate) fn regions(catalog: &Catalog, body: &Value) -> Outcome {
    let wanted = match body.get("region") {
        None => None,
        Some(region) => Some(region.as_str().ok_or_else(Refusal::inappropriate)?),
    };
    let regions = catalog.regions.iter().filter(|region| wanted.is_none_or(|id| id == region.id));
    let regions: Value = regions
        .map(|region| {
            json!({
                "regionId": region.id,
                "regionName": region.name,
                "regionEndpoint": format!("bcc.{}.baidubce.com", region.id),
            })
        })
        .collect();
    ok(json!({ "regions": regions }))
}

/// `ListZones`.
pub(crate) fn zones(catalog: &Catalog) -> Outcome {
    let zones: Value =
        catalog.region.zones.iter().map(|zone| json!({ "zoneName": zone })).collect();
    ok(json!({ "zones": zones }))
}

/// `GetZoneBySpec`: the zones that sell a spec, sold out there or not. Not for bare metal.
pub(crate) fn zones_by_spec(catalog: &Catalog, query: &Query) -> Outcome {
    let asked = ["spec", "specId", "instanceType"].iter().any(|name| query.get(name).is_some());
    let bare_metal =
        query.get("spec").is_some_and(|spec| spec.starts_with("ebc.") || spec.starts_with("ehc."));
    if bare_metal || !asked {
        return Err(Refusal::invalid("spec"));
    }
    let equal = |name: &str, value: &str| query.get(name).is_none_or(|wanted| wanted == value);
    let wanted = |flavor: &&Flavor| {
        !flavor.bare_metal()
            && equal("spec", &flavor.name)
            && equal("specId", &flavor.family.id)
            && equal("instanceType", &flavor.family.instance_type)
            && query.get("productType").is_none_or(|product| {
                product.eq_ignore_ascii_case("both") || flavor.sold_as(product)
            })
    };
    let flavors: Vec<&Flavor> = catalog.flavors.iter().filter(wanted).collect();
    let sold = |zone: &&String| flavors.iter().any(|flavor| flavor.sold_in(zone));
    let names: Vec<&String> = catalog.region.zones.iter().filter(sold).collect();
    ok(json!({ "zoneNames": names }))
}

/// `ListFlavorSpec`, of one zone or of all.
pub(crate) fn flavors(catalog: &Catalog, query: &Query) -> Outcome {
    let zone = query.get("zoneName");
    if zone.is_some_and(|zone| !catalog.has_zone(zone)) {
        return Err(Refusal::invalid("zone"));
    }
    let (specs, families) = (query.list("specs"), query.list("specIds"));
    let zones = catalog.region.zones.iter().filter(|known| zone.is_none_or(|zone| zone == *known));
    let resources: Value = zones
        .map(|zone| {
            let wanted = |flavor: &&Flavor| {
                flavor.sold_in(zone)
                    && (specs.is_empty() || specs.contains(&flavor.name.as_str()))
                    && (families.is_empty() || families.contains(&flavor.family.id.as_str()))
            };
            let groups = |bare_metal: bool| {
                let here = catalog.flavors.iter().filter(wanted);
                grouped(here.filter(|flavor| flavor.bare_metal() == bare_metal))
            };
            json!({
                "zoneName": zone,
                "ebcResources": { "customFlavors": [], "flavorGroups": groups(true) },
                "bccResources": { "flavorGroups": groups(false) },
            })
        })
        .collect();
    ok(json!({ "zoneResources": resources }))
}

fn grouped<'a>(flavors: impl Iterator<Item = &'a Flavor>) -> Value {
    let mut groups: Vec<(&str, Vec<Value>)> = Vec::new();
    for flavor in flavors {
        let model = flavor_model(flavor);
        match groups.last_mut() {
            Some((group, models)) if *group == flavor.group() => models.push(model),
            _ => groups.push((flavor.group(), vec![model])),
        }
    }
    groups.into_iter().map(|(id, flavors)| json!({ "groupId": id, "flavors": flavors })).collect()
}

/// A flavor, with the type traps of contract.md §11.2: bare metal counts are strings.
fn flavor_model(flavor: &Flavor) -> Value {
    let family = &flavor.family;
    let counted = |count: u32| {
        if flavor.bare_metal() { json!(count.to_string()) } else { json!(count) }
    };
    let (local_count, local_size) = flavor.local.unwrap_or_default();
    let cards = |model: &str| counted(if model.is_empty() { 0 } else { flavor.cards });
    let queues = flavor.vcpus.clamp(1, 16).to_string();
    let rdma = if family.rdma.is_empty() { 0 } else { 8 };
    json!({
        "cpuCount": flavor.vcpus,
        "memoryCapacityInGB": flavor.memory,
        "ephemeralDiskInGb": counted(local_size),
        "ephemeralDiskCount": counted(local_count),
        "ephemeralDiskType": family.local_type,
        "gpuCardType": family.gpu,
        "gpuCardCount": cards(&family.gpu),
        "fpgaCardType": family.fpga,
        "fpgaCardCount": cards(&family.fpga),
        "productType": family.product,
        "spec": flavor.name,
        "specId": family.id,
        "flavorSubType": "",
        "cpuModel": family.cpu,
        "cpuGHz": family.ghz,
        "networkBandwidth": flavor.gbps,
        "networkPackage": (20 + 10 * flavor.vcpus).to_string(),
        "netEthQueueCount": queues,
        "netEthMaxQueueCount": queues,
        "enableJumboFrame": flavor.jumbo(),
        "nicIpv4Quota": 10,
        "nicIpv6Quota": 10,
        "eniQuota": flavor.eni_quota(),
        "eriQuota": rdma,
        "volumeCount": flavor.volume_count(),
        "rdmaType": family.rdma,
        "rdmaNetCardCount": rdma,
        "rdmaNetBandwidth": if rdma == 0 { 0 } else { 200 },
        "systemDiskType": flavor.disks.system,
        "dataDiskType": flavor.disks.data,
    })
}

/// An `ImageModel`. `minDiskGb` is in the detail of every image, in lists only of public ones.
fn image_model(catalog: &Catalog, image: &Image, detail: bool) -> Value {
    let snapshots = catalog.snapshots.iter().filter(|known| image.snapshots.contains(&known.id));
    let mut model = json!({
        "osVersion": image.version,
        "osArch": image.os_arch(),
        "osLang": image.lang,
        "status": image.status,
        "desc": image.description,
        "id": image.id,
        "name": image.name,
        "osName": image.os,
        "osBuild": image.created.get(..10).unwrap_or_default().replace('-', "") + "00",
        "createTime": image.created,
        "type": image.kind,
        "osType": image.os_type(),
        "specialVersion": "",
        "package": image.whole,
        "encrypted": false,
        "diskSize": 0,
        "snapshots": snapshots.map(snapshot_model).collect::<Value>(),
    });
    if detail || image.public() {
        model["minDiskGb"] = json!(image.min);
    }
    model
}

/// `ListImages`.
pub(crate) fn images(catalog: &Catalog, query: &Query) -> Outcome {
    let kind = query.get("imageType").unwrap_or("All");
    let wanted = |image: &&Image| match kind {
        "All" => true,
        "EbcTotal" => image.kind.starts_with("Ebc"),
        kind => image.kind == kind,
    };
    if !matches!(kind, "All" | "EbcTotal") && !IMAGE_TYPES.contains(&kind) {
        return Err(Refusal::invalid("imageType"));
    }
    let named =
        |image: &&Image| query.get("imageName").is_none_or(|part| image.name.contains(part));
    let images = catalog.images.iter().filter(wanted).filter(named);
    let images = images.map(|image| image_model(catalog, image, false)).collect();
    page(query, "images", "id", images, PAGE)
}

/// `GetImage`.
pub(crate) fn image(catalog: &Catalog, id: &str) -> Outcome {
    let image = catalog.image(id).ok_or_else(Refusal::no_resource)?;
    ok(json!({ "image": image_model(catalog, image, true) }))
}

/// `GetAvailableImagesBySpec`: public images only, under other names than `ListImages` uses, and
/// with sizes that are sometimes text.
pub(crate) fn fitting_images(catalog: &Catalog, query: &Query) -> Outcome {
    let spec = query.get("spec").unwrap_or_default();
    let flavor = catalog.flavor(spec).ok_or_else(|| Refusal::invalid("spec"))?;
    let images = catalog
        .images
        .iter()
        .filter(|image| image.public() && image.available() && image.fits(flavor))
        .filter(|image| query.get("osName").is_none_or(|name| name == image.os))
        .map(|image| {
            let min = if image.windows { json!(image.min.to_string()) } else { json!(image.min) };
            json!({
                "imageId": image.id,
                "imageName": image.name,
                "osType": image.os_type(),
                "osVersion": image.version,
                "osArch": image.os_arch(),
                "osName": image.os,
                "osLang": image.lang,
                "minSizeInGiB": min,
            })
        })
        .collect();
    page(query, "images", "imageId", images, FITTING_PAGE)
}

//! Which path is which operation (contract.md §7.0).

use crate::sandbox::answer::{Outcome, Query, Refusal};
use crate::sandbox::request::{parse, parse_optional};
use crate::sandbox::server::Cloud;
use crate::sandbox::{instances, listings, networks, orders, prices};

/// Answers one verified request.
pub(crate) fn answer(
    cloud: &Cloud,
    method: &str,
    path: &str,
    query: &Query,
    body: &[u8],
) -> Outcome {
    let catalog = &cloud.catalog;
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match (method, &parts[..]) {
        ("POST", ["v2", "region", "describeRegions"]) => {
            listings::regions(catalog, &parse_optional(body)?)
        }
        ("GET", ["v2", "zone"]) => listings::zones(catalog),
        ("GET", ["v1", "instance", "flavorZones"]) => listings::zones_by_spec(catalog, query),
        ("GET", ["v2", "instance", "flavorSpec"]) => listings::flavors(catalog, query),
        ("POST", ["v2", "instance", "price"]) => prices::by_spec(catalog, &parse(body)?),
        ("POST", ["v2", "volume", "getPrice"]) => prices::disk(catalog, &parse(body)?),
        ("POST", ["v1", "eip", "price"]) => prices::bandwidth(catalog, &parse(body)?),
        ("GET", ["v2", "image"]) => listings::images(catalog, query),
        ("GET", ["v2", "image", "getAvailableImagesBySpec"]) => {
            listings::fitting_images(catalog, query)
        }
        ("GET", ["v2", "image", id]) => listings::image(catalog, id),
        ("GET", ["v2", "volume", "disk", "quota"]) => listings::disk_quota(cloud, query),
        ("GET", ["v2", "snapshot"]) => listings::snapshots(catalog, query),
        ("GET", ["v2", "asp"]) => listings::policies(catalog, query),
        ("GET", ["v1", "vpc"]) => networks::vpcs(catalog, query),
        ("GET", ["v1", "subnet"]) => networks::subnets(cloud, query),
        ("GET", ["v2", "securityGroup"]) => networks::groups(cloud, query),
        ("GET", ["v1", "enterprise", "security"]) => networks::enterprise_groups(cloud, query),
        ("GET", ["v2", "keypair"]) => networks::keypairs(cloud, query),
        ("POST", ["v1", "finance", "cash", "balance"]) => listings::balance(cloud),
        ("POST", ["v2", "instanceBySpec"]) => orders::create(cloud, path, query, body),
        ("GET", ["v2", "instance"]) => instances::list(cloud, query),
        ("POST", ["v2", "instance", "listByInstanceId"]) => {
            instances::list_by_ids(cloud, query, &parse(body)?)
        }
        ("GET", ["v2", "instance", id, "vnc"]) => instances::vnc(cloud, id),
        ("GET", ["v2", "instance", id]) => instances::get(cloud, id),
        ("POST", ["v2", "instance", id]) if id.starts_with("i-") => {
            instances::release(cloud, id, &parse(body)?)
        }
        (_, ["v1" | "v2", ..]) => {
            Err(Refusal::new(404, "NotFound", "The requested operation does not exist."))
        }
        _ => Err(Refusal::new(404, "InvalidVersion", "The API version specified was invalid.")),
    }
}

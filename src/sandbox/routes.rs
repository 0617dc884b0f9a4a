//! What is done for each operation.

use crate::sandbox::answer::{Outcome, Query, Refusal};
use crate::sandbox::operation::Operation;
use crate::sandbox::request::{parse, parse_optional};
use crate::sandbox::server::Cloud;
use crate::sandbox::{
    account, instances, listings, networks, orders, placement, prices, releases, spot, storage,
};

/// Answers one verified request.
pub(crate) fn answer(
    cloud: &Cloud,
    method: &str,
    path: &str,
    query: &Query,
    body: &[u8],
) -> Outcome {
    let Some((operation, id)) = Operation::find(method, path) else {
        let versioned = ["/v1/", "/v2/"].iter().any(|version| path.starts_with(version));
        return Err(if versioned {
            Refusal::new(404, "NotFound", "The requested operation does not exist.")
        } else {
            Refusal::new(404, "InvalidVersion", "The API version specified was invalid.")
        });
    };
    cloud.trouble(operation, query)?;
    perform(cloud, operation, (path, id), query, body)
}

fn perform(
    cloud: &Cloud,
    operation: Operation,
    (path, id): (&str, &str),
    query: &Query,
    body: &[u8],
) -> Outcome {
    use Operation as Op;
    let catalog = &cloud.catalog;
    match operation {
        Op::DescribeRegions => listings::regions(catalog, &parse_optional(body)?),
        Op::ListZones => listings::zones(catalog),
        Op::GetZoneBySpec => listings::zones_by_spec(catalog, query),
        Op::ListFlavorSpec => listings::flavors(catalog, query),
        Op::ListBidFlavor => spot::offers(catalog),
        Op::GetPriceBySpec => prices::by_spec(catalog, &parse(body)?),
        Op::GetBidInstancePrice => spot::price(cloud, &parse(body)?),
        Op::GetCdsPrice => prices::disk(catalog, &parse(body)?),
        Op::EipInquiry => prices::bandwidth(catalog, &parse(body)?),
        Op::ListImages => listings::images(catalog, query),
        Op::GetImage => listings::image(catalog, id),
        Op::GetAvailableImagesBySpec => listings::fitting_images(catalog, query),
        Op::GetDiskQuota => storage::disk_quota(cloud, query),
        Op::ListSnapshots => storage::snapshots(catalog, query),
        Op::GetSnapshot => storage::snapshot(catalog, id),
        Op::ListAsps => storage::policies(catalog, query),
        Op::GetAsp => storage::policy(catalog, id),
        Op::QueryVpcList => networks::vpcs(catalog, query),
        Op::QuerySubnetList => networks::subnets(cloud, query),
        Op::ListSecurityGroups => networks::groups(cloud, query),
        Op::QueryEnterpriseSecurityGroupList => networks::enterprise_groups(cloud, query),
        Op::ListEni => placement::enis(cloud, query),
        Op::EhcClusterList => placement::clusters(cloud, &parse_optional(body)?),
        Op::ListKeypair => networks::keypairs(cloud, query),
        Op::KeypairDetail => networks::keypair(cloud, id),
        Op::ListDeploySet => placement::deploy_sets(cloud),
        Op::GetDeploySet => placement::deploy_set(cloud, id),
        Op::GetRoleList => placement::roles(catalog),
        Op::TagList => placement::tags(cloud, query),
        Op::ResourceGroupList => placement::resource_groups(catalog, query),
        Op::AccountBalance => account::balance(cloud),
        Op::QuotaCenterList => account::quotas(cloud, query),
        Op::CreateInstanceBySpec | Op::CreateBidInstance => {
            orders::create(cloud, operation, path, query, body)
        }
        Op::CancelBidOrder => releases::cancel(cloud, &parse(body)?),
        Op::GetInstance => instances::get(cloud, id),
        Op::ListInstanceByIds => instances::list_by_ids(cloud, query, &parse(body)?),
        Op::ListInstances => instances::list(cloud, query),
        Op::GetInstanceVnc => instances::vnc(cloud, id),
        Op::ReleaseInstanceByPost => releases::one(cloud, id, &parse(body)?),
        Op::ReleaseMultipleInstanceByPost => releases::several(cloud, &parse(body)?),
        Op::DeletePrepayInstance => releases::prepaid(cloud, query, &parse_optional(body)?),
        Op::BindInstanceToTags => releases::bind_tags(cloud, id, query, &parse(body)?),
        Op::InstanceDeletionProtection => releases::protect(cloud, id, &parse(body)?),
    }
}

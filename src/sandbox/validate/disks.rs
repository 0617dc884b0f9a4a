//! System disk, cloud data disks and local disks of an order.

use super::within;
use crate::domain::catalog::OsType;
use crate::domain::plan::{INCLUDED_SYSTEM_DISK, Payment};
use crate::domain::problem::Severity;
use crate::domain::rules::limits::{self, LOCAL_DISK_MAX, same_storage, storage_listed};
use crate::domain::units::Gib;
use crate::sandbox::answer::Refusal;
use crate::sandbox::catalog::Catalog;
use crate::sandbox::catalog::flavors::Flavor;
use crate::sandbox::catalog::resources::Image;
use crate::sandbox::prices::{DEFAULT_DISK, root_kind};
use crate::sandbox::request::{DataDisk, Request};
use crate::sandbox::state::State;

/// Local disks an instance on a dedicated host may have (contract.md §11.1).
const DEDICATED_LOCAL_DISKS: usize = 15;

/// `root.int`, `root.min_image`, `root.min`, `root.max`, `root.type`, `root.nodata`: type and GB.
pub(super) fn root(
    flavor: &Flavor,
    image: &Image,
    request: &Request,
) -> Result<(String, u32), Refusal> {
    let kind = root_kind(flavor, request.root_disk_storage_type.as_deref());
    if !storage_listed(&flavor.disks.system, kind) {
        return Err(Refusal::new(
            400,
            "Instance.InvalidateRootDiskStorageType",
            "Invalidate root disk storage type.",
        ));
    }
    let size = request.root_disk_size_in_gb.unwrap_or(i64::from(INCLUDED_SYSTEM_DISK.get()));
    let invalid = || Refusal::invalid("rootDiskSizeInGb");
    let size = within(size, 0..=i64::from(u32::MAX), invalid)?;
    let os = if image.windows { OsType::Windows } else { OsType::Linux };
    if limits::root_size(Gib(size), os).severity() == Some(Severity::Error) {
        return Err(invalid());
    }
    if size < image.min {
        return Err(Refusal::new(
            400,
            "Instance.InsufficientRootDiskSize",
            "Not enough root disk size.",
        ));
    }
    Ok((kind.to_owned(), size))
}

/// `cds.*`: type and GB of each data disk of one instance.
pub(super) fn data(
    catalog: &Catalog,
    state: &State,
    flavor: &Flavor,
    zone: &str,
    count: u32,
    request: &Request,
) -> Result<Vec<(String, u32)>, Refusal> {
    let too_many = || Refusal::bad("the number of cds exceeds the limit of the spec.");
    let most = i64::from(flavor.volume_count());
    let mut disks = Vec::new();
    for disk in &request.create_cds_list {
        let one = data_disk(catalog, flavor, request, disk)?;
        let same = within(disk.cds_num.unwrap_or(1), 1..=most, too_many)?;
        disks.extend((0..same).map(|_| one.clone()));
        if disks.len() > flavor.volume_count() as usize {
            return Err(too_many());
        }
    }
    let wanted: u64 = disks.iter().map(|(_, size)| u64::from(*size) * u64::from(count)).sum();
    let account = &catalog.account;
    if account.disk_used + state.disk_gb(zone) + wanted > account.disk_total {
        return Err(Refusal::bad("cds quota exceeds limit."));
    }
    Ok(disks)
}

fn data_disk(
    catalog: &Catalog,
    flavor: &Flavor,
    request: &Request,
    disk: &DataDisk,
) -> Result<(String, u32), Refusal> {
    let name = disk.storage_type.as_deref().unwrap_or(DEFAULT_DISK);
    let kind = catalog
        .disk(name)
        .filter(|_| storage_listed(&flavor.disks.data, name))
        .ok_or_else(|| Refusal::invalid("storageType"))?;
    // The zone's own limits, which go before any static ones (`cds.size_quota`).
    let range = i64::from(kind.min)..=i64::from(kind.max);
    let size = within(disk.size, range, || Refusal::invalid("cdsSizeInGB"))?;
    if let Some(id) = &disk.snapshot_id {
        let snapshot = catalog.snapshots.iter().find(|known| known.id == *id);
        let snapshot = snapshot.ok_or_else(|| Refusal::gone("snapshot"))?;
        if snapshot.status != "Available" || snapshot.volume.starts_with("i-") {
            return Err(Refusal::invalid("snapshotId"));
        }
        if size < snapshot.size {
            return Err(Refusal::invalid("cdsSizeInGB"));
        }
    }
    // The disks of a spot instance are postpaid.
    if disk.delete_with_instance && request.billing.payment_timing == Payment::Prepaid.api_name() {
        return Err(Refusal::invalid("deleteWithInstance"));
    }
    let enhanced = ["enhanced_ssd_pl1", "enhanced_ssd_pl2", "enhanced_ssd_pl3"];
    let takes_io = enhanced.iter().any(|kind| same_storage(kind, name));
    if disk.cds_extra_io.is_some_and(|io| io < 0 || !takes_io) {
        return Err(Refusal::invalid("cdsExtraIo"));
    }
    Ok((name.to_owned(), size))
}

/// `eph.*`, `x.storage_opt`, `x.accel_eph`: GB of the local disk that was ordered, 0 without one.
pub(super) fn local(flavor: &Flavor, request: &Request) -> Result<u32, Refusal> {
    let refused = || Refusal::invalid("ephemeralDisks");
    // `eph.count`, `eph.type`: a dedicated host has its own disks, of any number and type it has.
    if request.dedicated_host_id.is_some() && !request.ephemeral_disks.is_empty() {
        if request.ephemeral_disks.len() > DEDICATED_LOCAL_DISKS {
            return Err(refused());
        }
        let sizes = request.ephemeral_disks.iter();
        let most = i64::from(LOCAL_DISK_MAX.get());
        return sizes.map(|disk| within(disk.size, 1..=most, refused)).sum();
    }
    match (&request.ephemeral_disks[..], flavor.local) {
        ([], _) if flavor.storage_optimised() => Err(refused()),
        ([], local) => Ok(local.map_or(0, |(count, size)| count * size)),
        ([disk], local) if !flavor.accelerated() && disk.storage_type.is_none() => {
            // The wizard only warns of more than this, for specs it knows nothing of; this cloud
            // knows that the spec brings no local disk of its own, and keeps to the documents.
            let most = local.map_or(LOCAL_DISK_MAX.get(), |(_, size)| size);
            within(disk.size, 1..=i64::from(most), refused)
        }
        _ => Err(refused()),
    }
}

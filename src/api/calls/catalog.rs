//! What the cloud sells and where: regions, zones, specs, images, disk sizes.

use uuid::Uuid;

use super::Operation;
use crate::api::client::Client;
use crate::api::error::ApiError;
use crate::api::wire::create;
use crate::api::wire::disk::DiskQuotaModel;
use crate::api::wire::image::{FittingModel, IMAGE, ImageModel};
use crate::api::wire::spec::ZoneResources;
use crate::api::wire::zone::{RegionModel, RegionsQuery, ZoneModel, ZoneName};
use crate::domain::catalog::{DiskQuota, FittingImage, Image, ListedRegion, Spec, Zone};

/// The most elements of a page of `GetAvailableImagesBySpec`, which gives ten unless asked, and never a
/// thousand as the others do (contract.md §5).
const FITTING_AT_ONCE: &str = "100";

impl Client {
    /// `DescribeRegions`, asked outside any region.
    pub async fn regions(&self) -> Result<Vec<ListedRegion>, ApiError> {
        let request = Operation::DescribeRegions.saying(&RegionsQuery {})?;
        self.list::<RegionModel, _>(&request).await
    }

    /// `ListZones`.
    pub async fn zones(&self) -> Result<Vec<Zone>, ApiError> {
        self.list::<ZoneModel, _>(&Operation::ListZones.request()).await
    }

    /// `GetZoneBySpec`: the zones that offer a spec. Bare metal (`ebc.…`, `ehc.…`) is not known there.
    pub async fn zones_with(
        &self,
        spec: &str,
        family: Option<&str>,
    ) -> Result<Vec<Zone>, ApiError> {
        let mut request = Operation::GetZoneBySpec.request().with("spec", spec);
        if let Some(family) = family.filter(|family| !family.is_empty()) {
            request = request.with("specId", family);
        }
        // Nothing is created; the documents ask for a token all the same.
        let request = request.with(create::TOKEN, Uuid::new_v4().to_string());
        self.list::<ZoneName, _>(&request).await
    }

    /// `ListFlavorSpec` of one zone.
    pub async fn specs(&self, zone: &str) -> Result<Vec<Spec>, ApiError> {
        let request = Operation::ListFlavorSpec.request().with("zoneName", zone);
        let page = self.page::<ZoneResources>(&request).await?;
        let specs = page.rows.into_iter().flat_map(|resources| resources.into_specs(zone));
        // A server that does not know the filter answers with every zone.
        Ok(specs.filter(|spec| spec.zone == zone).collect())
    }

    /// `ListImages` of every kind, all pages.
    pub async fn images(&self) -> Result<Vec<Image>, ApiError> {
        self.all::<ImageModel, _>(Operation::ListImages.request()).await
    }

    /// `GetImage`, which alone knows the least disk size for certain.
    pub async fn image(&self, id: &str) -> Result<Image, ApiError> {
        let request = Operation::GetImage.about(id)?;
        Ok(self.part::<ImageModel>(&request, IMAGE).await?.into())
    }

    /// `GetAvailableImagesBySpec`, all pages: the public images that fit a spec.
    pub async fn fitting_images(&self, spec: &str) -> Result<Vec<FittingImage>, ApiError> {
        let request = Operation::GetAvailableImagesBySpec
            .request()
            .with("spec", spec)
            .with("maxKeys", FITTING_AT_ONCE);
        self.all::<FittingModel, _>(request).await
    }

    /// `GetDiskQuota` of one zone.
    pub async fn disk_quota(&self, zone: &str) -> Result<DiskQuota, ApiError> {
        let request = Operation::GetDiskQuota.request().with("zoneName", zone);
        Ok(self.read(&request, DiskQuotaModel::read).await?.into_quota(zone))
    }
}

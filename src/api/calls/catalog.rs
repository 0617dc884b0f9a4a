//! What the cloud sells: zones, specs, images, disk sizes.

use super::path_of;
use crate::api::client::{Client, Request};
use crate::api::endpoint::Service;
use crate::api::error::ApiError;
use crate::api::wire::disk::DiskQuotaModel;
use crate::api::wire::image::{FittingModel, ImageModel};
use crate::api::wire::page;
use crate::api::wire::spec::ZoneResources;
use crate::api::wire::zone::ZoneModel;
use crate::domain::catalog::{DiskQuota, FittingImage, Image, Spec, Zone};

impl Client {
    /// `ListZones`.
    pub async fn zones(&self) -> Result<Vec<Zone>, ApiError> {
        self.all::<ZoneModel, _>(Request::get(Service::Bcc, "/v2/zone")).await
    }

    /// `ListFlavorSpec` of one zone.
    pub async fn specs(&self, zone: &str) -> Result<Vec<Spec>, ApiError> {
        let request = Request::get(Service::Bcc, "/v2/instance/flavorSpec").with("zoneName", zone);
        let page = self.page::<ZoneResources>(&request).await?;
        let specs = page.rows.into_iter().flat_map(|resources| resources.into_specs(zone));
        // A server that does not know the filter answers with every zone.
        Ok(specs.filter(|spec| spec.zone == zone).collect())
    }

    /// `ListImages` of every kind, all pages.
    pub async fn images(&self) -> Result<Vec<Image>, ApiError> {
        self.all::<ImageModel, _>(Request::get(Service::Bcc, "/v2/image")).await
    }

    /// `GetImage`, which alone knows the least disk size for certain.
    pub async fn image(&self, id: &str) -> Result<Image, ApiError> {
        let path = path_of("/v2/image/", id, "")?;
        let answer = self.ask(&Request::get(Service::Bcc, path)).await?;
        let image: ImageModel =
            page::part(&answer.body, "image").map_err(|why| answer.garbled(why))?;
        Ok(image.into())
    }

    /// `GetAvailableImagesBySpec`, all pages: the public images that fit a spec.
    pub async fn fitting_images(&self, spec: &str) -> Result<Vec<FittingImage>, ApiError> {
        let request = Request::get(Service::Bcc, "/v2/image/getAvailableImagesBySpec")
            .with("spec", spec)
            .with("maxKeys", "100");
        self.all::<FittingModel, _>(request).await
    }

    /// `GetDiskQuota` of one zone.
    pub async fn disk_quota(&self, zone: &str) -> Result<DiskQuota, ApiError> {
        let request = Request::get(Service::Bcc, "/v2/volume/disk/quota").with("zoneName", zone);
        let answer = self.ask(&request).await?;
        let quota = DiskQuotaModel::read(&answer.body).map_err(|why| answer.garbled(why))?;
        Ok(quota.into_quota(zone))
    }
}

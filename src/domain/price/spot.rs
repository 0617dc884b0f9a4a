//! The question for the market price of a spot instance.

use crate::domain::catalog::{Spec, SpotOffer};
use crate::domain::draft::Draft;
use crate::domain::price::PriceAsk;
use crate::domain::rules::chosen;

/// Whether the spot market of a zone offers a spec now. A group of which nothing is left is listed
/// without specs, so what is sold out is not offered either.
pub fn offered(offers: &[SpotOffer], zone: &str, spec: &str) -> bool {
    let of_zone = |offer: &&SpotOffer| offer.zone == zone;
    offers.iter().filter(of_zone).any(|offer| offer.flavors.iter().any(|known| known.spec == spec))
}

/// What `GetBidInstancePrice` is asked for the draft's spec; `None` while the spec is not known. The
/// sources disagree on how a spec is named there, so it is named in every way (contract.md §11.1).
pub fn spot_ask(
    draft: &Draft,
    specs: Option<&[Spec]>,
    offers: Option<&[SpotOffer]>,
) -> Option<PriceAsk> {
    let (name, zone) = (chosen(draft.spec.as_ref())?, chosen(draft.zone.as_ref())?);
    let spec = specs?.iter().find(|spec| spec.name == name)?;
    let offered = |offer: &&SpotOffer| {
        offer.zone == zone && offer.flavors.iter().any(|flavor| flavor.spec == name)
    };
    let offer = offers.unwrap_or_default().iter().find(offered);
    Some(PriceAsk::Spot {
        spec: name.to_owned(),
        zone: zone.to_owned(),
        instance_type: offer.map(|offer| offer.instance_type.clone()).unwrap_or_default(),
        vcpus: spec.vcpus,
        memory: spec.memory,
    })
}

//! Where to buy: the region and, if there is one, the address that stands for every service.

use super::profile::Profile;
use super::{ConfigError, DEFAULT_REGION, Flags, Origin, REGION, Read, Setting, first, nearest};
use crate::api::endpoint::{Endpoints, Service};
use crate::domain::region::{is_region_id, regions};
use crate::domain::said::Said;

/// The address's variable.
pub const ENDPOINT: &str = "BCE_ENDPOINT";
/// What `bce` calls services that are in no region; nothing is bought there.
const NO_REGION: &str = "global";
/// The cloud's own hosts end so; each is one service's (contract.md §1.1).
const CLOUD: &str = ".baidubce.com";
/// Characters of a foreign word that an error repeats.
const WORD_CHARS: usize = 40;

/// The region; one that nobody knows is taken with a warning (limits.md `region.known`).
pub(super) fn region(
    flags: &Flags,
    read: Read<'_>,
    profile: Option<&Profile>,
    warnings: &mut Vec<Said>,
) -> Result<Setting<String>, ConfigError> {
    let of_profile = profile.map(|profile| (profile, profile.region.as_str()));
    let asked = first(("--region", flags.region.as_deref()), (REGION, read), of_profile)?;
    let default = || Setting { value: DEFAULT_REGION.to_owned(), origin: Origin::Default };
    let Some(asked) = asked else { return Ok(default()) };
    if asked.value == NO_REGION && matches!(asked.origin, Origin::Profile(_)) {
        let said = Said::of("config_warning.no_region").with("value", NO_REGION);
        warnings.push(said.with("origin", &asked.origin).with("region", DEFAULT_REGION));
        return Ok(default());
    }
    if !is_region_id(&asked.value) {
        let word = asked.value.chars().take(WORD_CHARS).collect();
        return Err(ConfigError::Region(word, asked.origin));
    }
    let known: Vec<&str> = regions().iter().map(|region| region.id.as_str()).collect();
    if !known.contains(&asked.value.as_str()) {
        let guess = nearest(&asked.value, known.iter().copied());
        let words = match guess {
            Some(_) => "config_warning.new_region_near",
            None => "config_warning.new_region",
        };
        warnings.push(
            Said::of(words)
                .with("value", &asked.value)
                .with("origin", &asked.origin)
                .with("known", Said::list(known.iter().copied()))
                .with("near", guess.unwrap_or_default()),
        );
    }
    Ok(asked)
}

/// The address, judged; `None` for the cloud's own hosts.
pub(super) fn endpoint(
    flags: &Flags,
    read: Read<'_>,
    profile: Option<&Profile>,
    region: &str,
    warnings: &mut Vec<Said>,
) -> Result<Option<Setting<String>>, ConfigError> {
    let of_profile = profile.map(|profile| (profile, profile.endpoint.as_str()));
    let asked = first(("--endpoint", flags.endpoint.as_deref()), (ENDPOINT, read), of_profile)?;
    let Some(Setting { value, origin }) = asked else { return Ok(None) };
    let in_profile = matches!(origin, Origin::Profile(_));
    // `bce` takes a host name there and speaks https to it.
    let url = if in_profile && !value.contains("://") { format!("https://{value}") } else { value };
    let judged =
        Endpoints::fixed(&url).map_err(|why| ConfigError::Endpoint(origin.clone(), why))?;
    let base = judged.base(Service::Bcc);
    if in_profile {
        if judged.is_plain() && !judged.is_loopback() {
            return Err(ConfigError::Plain(origin));
        }
        // The host of one service cannot stand for all; the right ones are known by the region.
        if base.ends_with(CLOUD) {
            let own = Endpoints::region(region).map(|own| own.base(Service::Bcc));
            if own.as_ref() != Ok(&base) {
                let said = Said::of("config_warning.one_host").with("endpoint", base);
                warnings.push(said.with("origin", &origin).with("region", region));
            }
            return Ok(None);
        }
    }
    Ok(Some(Setting { value: base, origin }))
}

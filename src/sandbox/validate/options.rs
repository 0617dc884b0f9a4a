//! What few orders say: snapshot policy, formats, mounts, user data, processor settings, protection.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Map, Value, json};

use crate::domain::plan::{FileProtocol, HostEye, Numa, Partition, ThreadsPerCore};
use crate::sandbox::answer::Refusal;
use crate::sandbox::catalog::Catalog;
use crate::sandbox::catalog::flavors::Flavor;
use crate::sandbox::catalog::resources::Image;
use crate::sandbox::request::{FileSystem, Request};

/// `asp.market`, `part.type`, `cfs.fields`, `user.base64`, `jumbo`, `ht`, `eye`, `prot`.
pub(super) fn check(
    catalog: &Catalog,
    flavor: &Flavor,
    image: &Image,
    request: &Request,
) -> Result<(), Refusal> {
    if let Some(policy) = &request.asp_id {
        if !catalog.policies.iter().any(|known| known.id == *policy) {
            return Err(Refusal::gone("asp"));
        }
        if image.kind == "Integration" {
            return Err(Refusal::new(
                403,
                "Instance.MKTImageInstanceNotSupportCreateSnapshotException",
                "Instance with mkt image not support create system snapshot.",
            ));
        }
    }
    let said =
        |field: &Option<String>, fits: &dyn Fn(&str) -> bool| field.as_deref().is_none_or(fits);
    let partition =
        |word: &str| Partition::ALL.iter().any(|partition| partition.api_name() == word);
    let threads = |word: &str| ThreadsPerCore::ALL.iter().any(|threads| threads.api_name() == word);
    let eye = |word: &str| HostEye::ALL.iter().any(|eye| eye.api_name() == Some(word));
    let metal = flavor.bare_metal();
    let checks = [
        (said(&request.data_partition_type, &partition), "dataPartitionType"),
        (said(&request.root_partition_type, &partition), "rootPartitionType"),
        (request.file_systems.iter().all(is_mountable), "fileSystems"),
        (said(&request.user_data, &|text| BASE64.decode(text).is_ok()), "userData"),
        (!request.enable_jumbo_frame || flavor.jumbo(), "enableJumboFrame"),
        (request.enable_ht.is_none() || metal, "enableHt"),
        (said(&request.cpu_thread_config, &|word| metal && threads(word)), "cpuThreadConfig"),
        (said(&request.numa_config, &|word| metal && is_numa(flavor, word)), "numaConfig"),
        (
            said(&request.hosteye_type, &|word| {
                request.is_open_host_eye != Some(false) && eye(word)
            }),
            "hosteyeType",
        ),
        (matches!(request.deletion_protection, None | Some(0 | 1)), "deletionProtection"),
    ];
    match checks.into_iter().find(|(fine, _)| !fine) {
        Some((_, field)) => Err(Refusal::invalid(field)),
        None => Ok(()),
    }
}

/// `ht`: what the processor knows; Intel only 0 and 1.
fn is_numa(flavor: &Flavor, word: &str) -> bool {
    let known = Numa::ALL.iter().find(|numa| numa.api_name() == word);
    known.is_some_and(|numa| {
        !flavor.family.cpu.contains("Intel") || matches!(numa, Numa::Zero | Numa::One)
    })
}

/// `cfs.fields`.
fn is_mountable(system: &FileSystem) -> bool {
    !system.fs_id.is_empty()
        && !system.mount_ads.is_empty()
        && system.path.starts_with('/')
        && FileProtocol::ALL.iter().any(|protocol| protocol.api_name() == system.protocol)
}

/// What of it `GetInstance` shows.
pub(super) fn shown(request: &Request) -> Map<String, Value> {
    let eye = match (request.is_open_host_eye, request.hosteye_type.as_deref()) {
        (Some(false), _) => "",
        (_, Some(word)) => word,
        (_, None) => "open",
    };
    let fields = [
        ("hosteyeType", Some(json!(eye))),
        ("enableJumboFrame", request.enable_jumbo_frame.then_some(json!(true))),
        ("enableHt", request.enable_ht.map(Value::from)),
        ("cpuThreadConfig", request.cpu_thread_config.clone().map(Value::from)),
        ("numaConfig", request.numa_config.clone().map(Value::from)),
    ];
    let said = fields.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    said.collect()
}

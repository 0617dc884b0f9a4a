//! A made-up spec, for the unit tests of what judges specs.

use crate::domain::catalog::{Arch, ProductType, Spec};
use crate::domain::units::Gib;

/// `bcc.<family>.c<vcpus>m<memory>` in zone `a`, with nothing special about it.
pub(crate) fn spec(family: &str, vcpus: u32, memory: u32) -> Spec {
    Spec {
        name: format!("bcc.{family}.c{vcpus}m{memory}"),
        family: family.to_owned(),
        zone: "a".to_owned(),
        vcpus,
        memory: Gib(memory),
        product: ProductType::Both,
        cpu_model: "Intel Xeon Platinum 8350C".to_owned(),
        cpu_ghz: String::new(),
        network_gbps: String::new(),
        gpu: None,
        fpga: None,
        local_disks: None,
        jumbo_frames: false,
        eni_quota: None,
        rdma: String::new(),
        system_disk_types: Vec::new(),
        data_disk_types: Vec::new(),
        volume_count: None,
        bare_metal: false,
        arch: Arch::X86,
    }
}

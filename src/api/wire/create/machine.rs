//! What machine, where, and how many.

use serde::Serialize;

use super::{given, listed, said};
use crate::domain::plan::{Numa, Plan, ThreadsPerCore};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Machine<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    spec: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    spec_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zone_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dedicated_host_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    deploy_id_list: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ehc_cluster_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enable_jumbo_frame: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enable_ht: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cpu_thread_config: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    numa_config: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image_id: Option<&'a str>,
    purchase_count: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    purchase_min_count: Option<u32>,
}

impl<'a> From<&'a Plan> for Machine<'a> {
    fn from(plan: &'a Plan) -> Self {
        let more = &plan.more;
        let dedicated_host_id = given(more.dedicated_host.as_ref());
        Self {
            spec: said(&plan.spec),
            spec_id: given(plan.family.as_ref()),
            // A dedicated host is in a zone already (limits.md `x.dedicated`).
            zone_name: said(&plan.zone).filter(|_| dedicated_host_id.is_none()),
            dedicated_host_id,
            deploy_id_list: listed(&more.deployment_sets),
            ehc_cluster_id: given(more.ehc_cluster.as_ref()),
            enable_jumbo_frame: more.jumbo_frames,
            enable_ht: more.hyper_threading,
            cpu_thread_config: more.threads_per_core.map(ThreadsPerCore::api_name),
            numa_config: more.numa.map(Numa::api_name),
            image_id: said(&plan.image),
            purchase_count: plan.count,
            purchase_min_count: more.min_count,
        }
    }
}

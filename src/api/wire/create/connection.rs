//! The network: the public IP, the subnet, and who may come in.

use std::net::Ipv4Addr;

use serde::Serialize;

use super::{given, listed, said};
use crate::domain::plan::{ChargeType, Groups, Line, Plan};
use crate::domain::units::Mbps;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Connection<'a> {
    network_capacity_in_mbps: Mbps,
    #[serde(skip_serializing_if = "Option::is_none")]
    internet_charge_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    network_purchase_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    eip_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_eip_auto_related_delete: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subnet_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    security_group_ids: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    enterprise_security_group_ids: Vec<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    internal_ips: &'a [Ipv4Addr],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    eni_ids: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_open_ipv6: Option<bool>,
}

impl<'a> From<&'a Plan> for Connection<'a> {
    fn from(plan: &'a Plan) -> Self {
        // An IP without bandwidth is none, and nothing is said of it (limits.md `x.bandwidth_zero`).
        let public_ip = plan.public_ip.as_ref().filter(|ip| ip.bandwidth.get() > 0);
        let (normal, enterprise) = match &plan.groups {
            Groups::Normal(ids) => (listed(ids), Vec::new()),
            Groups::Enterprise(ids) => (Vec::new(), listed(ids)),
        };
        Self {
            network_capacity_in_mbps: public_ip.map(|ip| ip.bandwidth).unwrap_or_default(),
            internet_charge_type: public_ip.map(|ip| ip.charge.api_name()),
            network_purchase_type: public_ip.and_then(|ip| ip.line).map(Line::api_name),
            eip_name: public_ip.and_then(|ip| given(ip.name.as_ref())),
            // Only an IP that is not prepaid can go with its instance (limits.md `x.eip_delete`).
            is_eip_auto_related_delete: public_ip
                .filter(|ip| ip.charge != ChargeType::BandwidthPrepaid)
                .and_then(|ip| ip.delete_with_instance),
            subnet_id: said(&plan.subnet),
            security_group_ids: normal,
            enterprise_security_group_ids: enterprise,
            internal_ips: &plan.more.internal_ips,
            eni_ids: listed(&plan.more.network_interfaces),
            is_open_ipv6: plan.more.ipv6,
        }
    }
}

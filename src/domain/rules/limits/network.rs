//! Limits of the network: bandwidth, the name of a public IP, private addresses, groups, interfaces,
//! deployment sets.

use std::net::Ipv4Addr;
use std::ops::RangeInclusive;

use super::{Verdict, cleaned, plain};
use crate::domain::plan::{ChargeType, Line};
use crate::domain::units::Mbps;

/// The documented maximum of the bandwidth, and the limit by traffic (limits.md `net.bandwidth`).
pub const BANDWIDTH_MAX: Mbps = Mbps(200);
/// The maximum by bandwidth newer sources name (limits.md `net.bandwidth`).
pub const BANDWIDTH_ABSOLUTE_MAX: Mbps = Mbps(500);
/// The least bandwidth of the enhanced line (limits.md `net.bandwidth`).
pub const ENHANCED_MIN: Mbps = Mbps(100);
/// The most bandwidth of the enhanced line (limits.md `net.bandwidth`).
pub const ENHANCED_MAX: Mbps = Mbps(5000);
/// Bytes of a public IP's name (limits.md `eip.name`).
pub const IP_NAME_MAX: usize = 65;
/// The most security groups of one instance (limits.md `sg.count`).
pub const GROUPS_MAX: usize = 10;
/// The most network interfaces of one order (limits.md `eni.max`).
pub const INTERFACES_MAX: usize = 5000;
/// The most deployment sets of one order (limits.md `deploy.count`).
pub const DEPLOYMENT_SETS_MAX: usize = 2;

/// Judges the bandwidth of a public IP (limits.md `net.bandwidth`). 0 means none.
pub fn bandwidth(bandwidth: Mbps, charge: ChargeType, line: Line) -> Verdict {
    if bandwidth.0 == 0 {
        return Verdict::Fine;
    }
    if charge == ChargeType::Traffic && bandwidth > BANDWIDTH_MAX {
        return Verdict::Refused;
    }
    match line {
        Line::Bgp if bandwidth <= BANDWIDTH_MAX => Verdict::Fine,
        Line::Bgp if bandwidth <= BANDWIDTH_ABSOLUTE_MAX => Verdict::Unusual,
        Line::EnhancedBgp if (ENHANCED_MIN..=ENHANCED_MAX).contains(&bandwidth) => Verdict::Unusual,
        Line::Bgp | Line::EnhancedBgp => Verdict::Refused,
    }
}

fn in_ip_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '.')
}

/// Whether these characters make a public IP's name (limits.md `eip.name`); none is no name.
pub fn ip_name_charset(name: &str) -> bool {
    let name = name.trim();
    (name.is_empty() || name.starts_with(|c: char| c.is_ascii_alphabetic()))
        && name.chars().all(in_ip_name)
}

/// Whether a public IP's name is short enough, in bytes (limits.md `eip.name`).
pub fn ip_name_length(name: &str) -> bool {
    name.trim().len() <= IP_NAME_MAX
}

/// The nearest valid name of a public IP; `None` where nothing valid is left.
pub fn ip_name_cleaned(name: &str) -> Option<String> {
    // What is left is ASCII: its characters are its bytes.
    cleaned(name, |c| c.is_ascii_alphabetic(), in_ip_name, IP_NAME_MAX)
}

/// The addresses of a subnet that an instance can have: neither the network's own, nor the first, nor
/// the broadcast address (limits.md `ip.format`). Empty for a subnet without room for any; `None`
/// where `cidr` is none.
pub fn hosts(cidr: &str) -> Option<RangeInclusive<Ipv4Addr>> {
    let (address, bits) = cidr.trim().split_once('/')?;
    let (address, bits) = (address.parse::<Ipv4Addr>().ok()?, bits.parse::<u32>().ok()?);
    let mask = u32::MAX.checked_shl(32_u32.checked_sub(bits)?).unwrap_or(0);
    let (network, broadcast) = (address.to_bits() & mask, address.to_bits() | !mask);
    let first = Ipv4Addr::from_bits(network.saturating_add(2));
    let last = Ipv4Addr::from_bits(broadcast.saturating_sub(1));
    if broadcast - network < 3 {
        return Some(Ipv4Addr::BROADCAST..=Ipv4Addr::UNSPECIFIED);
    }
    Some(first..=last)
}

/// The address most likely meant by a text that is none as it stands: full-width signs, a prefix length
/// behind it, leading zeros.
pub fn address_meant(text: &str) -> Option<Ipv4Addr> {
    let text = plain(text).replace('。', ".");
    let address = text.split('/').next().unwrap_or_default();
    let parts: Vec<&str> = address.trim().split('.').collect();
    let mut octets = [0_u8; 4];
    if parts.len() != octets.len() {
        return None;
    }
    for (octet, part) in octets.iter_mut().zip(parts) {
        if part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *octet = part.parse().ok()?;
    }
    Some(Ipv4Addr::from(octets))
}

/// Whether an instance can have so many security groups (limits.md `sg.count`).
pub fn group_count(count: usize) -> bool {
    (1..=GROUPS_MAX).contains(&count)
}

//! Which host each service is asked at (contract.md §1.1): one host a service and region, or one
//! fixed address for all of them, as a sandbox or a proxy has it.

use std::net::IpAddr;

use reqwest::Url;

use crate::domain::region::is_region_id;
use crate::domain::said::Said;

/// The domain all hosts stand in.
const DOMAIN: &str = "baidubce.com";

/// A service with a host name of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Service {
    /// Instances, images, disks and key pairs, and also VPCs, subnets and security groups.
    Bcc,
    /// The same service outside any region: asked for the regions only.
    BccGlobal,
    /// Public IPs, asked for their price only.
    Eip,
    /// Tags of all services.
    Tag,
    /// Resource groups.
    ResourceManager,
    /// The account's money.
    Billing,
    /// Quotas of all services.
    QuotaCenter,
}

impl Service {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Bcc,
        Self::BccGlobal,
        Self::Eip,
        Self::Tag,
        Self::ResourceManager,
        Self::Billing,
        Self::QuotaCenter,
    ];

    /// The first label of the service's host name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Bcc | Self::BccGlobal => "bcc",
            Self::Eip => "eip",
            Self::Tag => "tag",
            Self::ResourceManager => "resourcemanager",
            Self::Billing => "billing",
            Self::QuotaCenter => "quota-center",
        }
    }

    /// Whether there is one host a region, instead of one for all of them.
    pub fn is_regional(self) -> bool {
        matches!(self, Self::Bcc | Self::Eip)
    }

    /// The service's host for a region.
    fn host(self, region: &str) -> String {
        let label = self.label();
        if self.is_regional() {
            format!("{label}.{region}.{DOMAIN}")
        } else {
            format!("{label}.{DOMAIN}")
        }
    }
}

/// Why a region or an endpoint cannot be used. The text is repeated only where it can hold no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EndpointError {
    /// Not two to five lower-case letters.
    Region(String),
    /// Not a URL at all, or one without a host; the words of why, where that can be said.
    NotAUrl(Option<&'static str>),
    /// A scheme other than `http` and `https`.
    Scheme(String),
    /// A user name or password in front of the host.
    UserInfo,
    /// Something behind the host and port.
    Beyond,
    /// Port 0, which nothing listens on.
    Port,
}

impl EndpointError {
    /// The sentence.
    pub fn said(&self) -> Said {
        match self {
            Self::Region(value) => Said::of("endpoint.region").with("value", value),
            Self::NotAUrl(None) => Said::of("endpoint.not_a_url"),
            Self::NotAUrl(Some(why)) => {
                Said::of("endpoint.not_a_url_why").with("why", Said::of(*why))
            }
            Self::Scheme(value) => Said::of("endpoint.scheme").with("value", value),
            Self::UserInfo => Said::of("endpoint.user_info"),
            Self::Beyond => Said::of("endpoint.beyond"),
            Self::Port => Said::of("endpoint.port"),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Table {
    Region(String),
    Fixed { base: String, plain: bool, loopback: bool },
}

/// Where the services are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoints {
    table: Table,
}

impl Endpoints {
    /// The cloud's own hosts for a region, over https.
    pub fn region(region: &str) -> Result<Self, EndpointError> {
        if !is_region_id(region) {
            return Err(EndpointError::Region(region.chars().take(40).collect()));
        }
        Ok(Self { table: Table::Region(region.to_owned()) })
    }

    /// One address for every service: scheme, host and perhaps a port.
    pub fn fixed(url: &str) -> Result<Self, EndpointError> {
        let text = url.trim();
        if text.contains('@') {
            return Err(EndpointError::UserInfo);
        }
        // A URL parser forgives blanks, backslashes and missing slashes; a typing error should not pass.
        if text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
            return Err(EndpointError::NotAUrl(Some("endpoint.blanks")));
        }
        let parsed = Url::parse(text).map_err(|_| EndpointError::NotAUrl(None))?;
        let plain = match parsed.scheme() {
            "http" => true,
            "https" => false,
            other => return Err(EndpointError::Scheme(other.chars().take(20).collect())),
        };
        if !text.get(parsed.scheme().len()..).is_some_and(|rest| rest.starts_with("://")) {
            return Err(EndpointError::NotAUrl(Some("endpoint.no_slashes")));
        }
        let Some(host) = parsed.host_str() else {
            return Err(EndpointError::NotAUrl(Some("endpoint.no_host")));
        };
        if parsed.path() != "/" || parsed.query().is_some() || parsed.fragment().is_some() {
            return Err(EndpointError::Beyond);
        }
        if parsed.port() == Some(0) {
            return Err(EndpointError::Port);
        }
        let loopback = host == "localhost"
            || host
                .trim_matches(['[', ']'])
                .parse::<IpAddr>()
                .is_ok_and(|address| address.is_loopback());
        let base = parsed.as_str().trim_end_matches('/').to_owned();
        Ok(Self { table: Table::Fixed { base, plain, loopback } })
    }

    /// Scheme, host and port of a service, without a slash at the end.
    pub fn base(&self, service: Service) -> String {
        match &self.table {
            Table::Region(region) => format!("https://{}", service.host(region)),
            Table::Fixed { base, .. } => base.clone(),
        }
    }

    /// Whether the services stand on this very machine, so that no proxy may come between.
    pub fn is_loopback(&self) -> bool {
        matches!(self.table, Table::Fixed { loopback: true, .. })
    }

    /// Whether requests travel without TLS.
    pub fn is_plain(&self) -> bool {
        matches!(self.table, Table::Fixed { plain: true, .. })
    }
}

#[cfg(test)]
mod tests {
    use super::{EndpointError, Endpoints, Service};

    #[test]
    fn each_service_has_its_own_host_in_a_region() {
        let hosts = Endpoints::region("fwh").unwrap();
        let bases = Service::ALL.map(|service| hosts.base(service));
        assert_eq!(
            bases,
            [
                "https://bcc.fwh.baidubce.com",
                "https://bcc.baidubce.com",
                "https://eip.fwh.baidubce.com",
                "https://tag.baidubce.com",
                "https://resourcemanager.baidubce.com",
                "https://billing.baidubce.com",
                "https://quota-center.baidubce.com",
            ]
        );
        assert!(!hosts.is_loopback() && !hosts.is_plain());
        for wrong in ["", "B", "bj/", "bj.evil", "beijing"] {
            assert_eq!(
                Endpoints::region(wrong),
                Err(EndpointError::Region(wrong.to_owned())),
                "{wrong}"
            );
        }
    }

    #[test]
    fn a_fixed_address_serves_every_service() {
        for (url, base, loopback, plain) in [
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080", true, true),
            (" http://localhost:1/ ", "http://localhost:1", true, true),
            ("http://[::1]:9", "http://[::1]:9", true, true),
            ("https://Proxy.Example", "https://proxy.example", false, false),
            ("https://proxy.example:443", "https://proxy.example", false, false),
            ("HTTPS://proxy.example:8443", "https://proxy.example:8443", false, false),
        ] {
            let fixed = Endpoints::fixed(url).unwrap();
            for service in Service::ALL {
                assert_eq!(fixed.base(service), base, "{service:?}");
            }
            assert_eq!((fixed.is_loopback(), fixed.is_plain()), (loopback, plain), "{url}");
        }
    }

    #[test]
    fn what_is_not_scheme_host_and_port_is_refused_with_a_way_out() {
        for (url, error) in [
            ("", EndpointError::NotAUrl(None)),
            ("127.0.0.1:8080", EndpointError::NotAUrl(None)),
            ("localhost:8080", EndpointError::Scheme("localhost".to_owned())),
            ("ftp://host", EndpointError::Scheme("ftp".to_owned())),
            ("http:/host", EndpointError::NotAUrl(Some("endpoint.no_slashes"))),
            ("http:host", EndpointError::NotAUrl(Some("endpoint.no_slashes"))),
            ("http://", EndpointError::NotAUrl(None)),
            ("http://ho st", EndpointError::NotAUrl(Some("endpoint.blanks"))),
            ("http:\\\\host", EndpointError::NotAUrl(Some("endpoint.blanks"))),
            ("http://host/v1", EndpointError::Beyond),
            ("http://host?a=b", EndpointError::Beyond),
            ("http://host#x", EndpointError::Beyond),
            ("http://host:0", EndpointError::Port),
            ("http://host:99999", EndpointError::NotAUrl(None)),
        ] {
            assert_eq!(Endpoints::fixed(url), Err(error), "{url}");
        }
        let error = Endpoints::fixed("https://user:hunter2@host").unwrap_err();
        assert_eq!(error, EndpointError::UserInfo);
        assert!(!format!("{:?}", error.said()).contains("hunter2"));
    }
}

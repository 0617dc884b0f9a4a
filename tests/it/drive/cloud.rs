//! A small made-up cloud that knows an answer to every question the wizard can ask.

use bcc_wizard::app::effect::{Answer, Ask};
use bcc_wizard::domain::catalog::{
    Arch, DiskPrice, DiskQuota, DiskRange, EipPrice, FittingImage, Image, ImageFor, ImageKind,
    KeyPair, OsType, ProductType, SecurityGroup, Spec, SpecPrice, Subnet, Vpc, Zone,
};
use bcc_wizard::domain::fault::{Fault, FaultKind};
use bcc_wizard::domain::plan::{Billing, ChargeType};
use bcc_wizard::domain::price::{PriceAsk, Priced};
use bcc_wizard::domain::units::{Gib, Money};
use rust_decimal::Decimal;

use crate::rare;
use crate::world::{cards, group, image, spec, subnet};

/// What one region has. Tests change it before the wizard starts, or while it runs.
#[derive(Clone, Debug)]
pub struct Region {
    pub zones: Vec<Zone>,
    pub specs: Vec<Spec>,
    /// Names of specs, sold out everywhere, or `zone/name`, sold out there.
    pub sold_out: Vec<String>,
    pub images: Vec<Image>,
    /// The least disk that `GetAvailableImagesBySpec` names for every image.
    pub fitting_min: Option<Gib>,
    pub vpcs: Vec<Vpc>,
    pub subnets: Vec<Subnet>,
    pub groups: Vec<SecurityGroup>,
    pub enterprise_groups: Vec<SecurityGroup>,
    pub key_pairs: Vec<KeyPair>,
    /// Questions that fail, and how.
    pub faults: Vec<(Ask, Fault)>,
    /// Whether the key may read prices.
    pub prices_forbidden: bool,
    /// Every amount is multiplied by this.
    pub dearer: u32,
}

/// A failure of a kind, in the cloud's words.
pub fn fault(kind: FaultKind) -> Fault {
    Fault {
        kind,
        code: None,
        status: None,
        request_id: None,
        message: "it did not work".to_owned(),
        own: None,
        may_have_happened: false,
        skew_minutes: None,
        retry_after: None,
    }
}

fn specs(zone: &str) -> Vec<Spec> {
    let sized = |name: &str, vcpus: u32, memory: u32| Spec {
        vcpus,
        memory: Gib(memory),
        zone: zone.to_owned(),
        ..spec(name)
    };
    let arm = |spec: Spec| Spec { arch: Arch::Arm, ..spec };
    match zone.rsplit('-').next().unwrap_or_default() {
        "a" => vec![
            sized("bcc.g5.c1m2", 1, 2),
            sized("bcc.g5.c2m8", 2, 8),
            sized("bcc.g5.c4m16", 4, 16),
            sized("bcc.g5.c16m64", 16, 64),
            sized("bcc.g4.c2m8", 2, 8),
            sized("bcc.g4.c4m16", 4, 16),
            arm(sized("bcc.gr1.c2m8", 2, 8)),
            arm(sized("bcc.gr1.c4m16", 4, 16)),
            Spec { gpu: Some(cards()), ..sized("bcc.gn5.c8m32.1a10", 8, 32) },
            Spec { local_disks: Some((1, Gib(1788))), ..sized("bcc.l5.c8m32.1d", 8, 32) },
            sized("ebc.l5.c128m512", 128, 512),
            Spec { product: ProductType::Prepaid, ..sized("bcc.m5.c2m16", 2, 16) },
            Spec { product: ProductType::Postpaid, ..sized("bcc.c5.c4m8", 4, 8) },
        ],
        "b" => vec![
            sized("bcc.g5.c2m8", 2, 8),
            sized("bcc.g5.c4m16", 4, 16),
            arm(sized("bcc.gr1.c2m8", 2, 8)),
        ],
        _ => vec![sized("bcc.g6.c2m8", 2, 8), sized("bcc.g6.c4m16", 4, 16)],
    }
}

fn images(mark: &str) -> Vec<Image> {
    let named = |id: &str| image(&format!("m-{mark}{id}"));
    let version = |id: &str, version: &str| Image { os_version: version.to_owned(), ..named(id) };
    let made = |id: &str, made_for: ImageFor| Image { made_for, ..named(id) };
    vec![
        version("ubuntu20", "20.04 LTS"),
        version("ubuntu22", "22.04 LTS"),
        Image { os_name: "CentOS".to_owned(), ..version("centos", "8.4") },
        Image {
            os_type: OsType::Windows,
            os_name: "Windows Server".to_owned(),
            min_disk: Some(Gib(40)),
            ..version("windows", "2022")
        },
        Image { arch: Arch::Arm, ..named("arm") },
        made("gpu", ImageFor::Gpu),
        made("metal", ImageFor::BareMetal),
        Image { kind: ImageKind::Custom, ..named("own") },
        Image { kind: ImageKind::Custom, status: "Creating".to_owned(), ..named("baking") },
    ]
}

fn vpc(id: &str, is_default: bool) -> Vpc {
    Vpc { id: id.to_owned(), name: id.to_owned(), cidr: "192.168.0.0/16".to_owned(), is_default }
}

fn key_pair(id: &str, name: &str) -> KeyPair {
    KeyPair {
        id: id.to_owned(),
        name: name.to_owned(),
        description: String::new(),
        fingerprint: String::new(),
        instances: 0,
    }
}

impl Region {
    /// The region with this id. Ids of things in another region than `bj` bear its name.
    pub fn new(region: &str) -> Self {
        let mark = if region == "bj" { String::new() } else { format!("{region}-") };
        let zone = |letter: &str| format!("cn-{region}-{letter}");
        let id = |prefix: &str, name: &str| format!("{prefix}-{mark}{name}");
        let (one, two) = (id("vpc", "one"), id("vpc", "two"));
        let on = |name: &str, letter: &str, vpc: &str| subnet(&id("sbn", name), &zone(letter), vpc);
        let letters = ["a", "b", "d"];
        Self {
            zones: letters.iter().map(|letter| Zone { name: zone(letter) }).collect(),
            specs: letters.iter().flat_map(|letter| specs(&zone(letter))).collect(),
            sold_out: vec!["bcc.g4.c4m16".to_owned()],
            images: images(&mark),
            fitting_min: None,
            vpcs: vec![vpc(&one, true), vpc(&two, false)],
            subnets: vec![
                on("a", "a", &one),
                on("a2", "a", &one),
                on("b", "b", &one),
                on("d", "d", &one),
                on("two", "a", &two),
                Subnet { free: Some(0), ..on("full", "a", &one) },
                Subnet { subnet_type: "BBC".to_owned(), ..on("metal", "a", &one) },
            ],
            groups: vec![
                group(&id("g", "web"), "web", Some(&one)),
                group(&id("g", "default"), "default", Some(&one)),
                group(&id("g", "two"), "default", Some(&two)),
            ],
            enterprise_groups: vec![group(&id("esg", "one"), "company", None)],
            key_pairs: vec![key_pair(&id("k", "one"), "ops"), key_pair(&id("k", "two"), "ci")],
            faults: Vec::new(),
            prices_forbidden: false,
            dearer: 1,
        }
    }

    /// What the cloud says to a question.
    pub fn answer(&self, ask: &Ask) -> Result<Answer, Fault> {
        if let Some((_, fault)) = self.faults.iter().find(|(failing, _)| failing == ask) {
            return Err(fault.clone());
        }
        Ok(match ask {
            Ask::Zones => Answer::Zones(self.zones.clone()),
            Ask::Specs(zone) => Answer::Specs(self.sold_in(zone)),
            Ask::Images => Answer::Images(self.images.clone()),
            Ask::Image(id) => match self.images.iter().find(|image| image.id == *id) {
                Some(image) => Answer::Image(Box::new(image.clone())),
                None => return Err(fault(FaultKind::NotFound)),
            },
            Ask::Fitting(name) => Answer::Fitting(self.fitting(name)),
            Ask::DiskQuota(_) => Answer::DiskQuota(quota()),
            Ask::Vpcs => Answer::Vpcs(self.vpcs.clone()),
            Ask::Subnets => Answer::Subnets(self.subnets.clone()),
            Ask::Groups(vpc) => {
                let of_vpc = |group: &&SecurityGroup| group.vpc.as_deref() == Some(vpc);
                Answer::Groups(self.groups.iter().filter(of_vpc).cloned().collect())
            }
            Ask::EnterpriseGroups => Answer::Groups(self.enterprise_groups.clone()),
            Ask::KeyPairs => Answer::KeyPairs(self.key_pairs.clone()),
            Ask::Price(_) if self.prices_forbidden => return Err(fault(FaultKind::Forbidden)),
            Ask::Price(ask) => Answer::Price(self.price(ask)),
            ask => rare::answer(ask),
        })
    }

    fn sold_in(&self, zone: &str) -> Vec<Spec> {
        self.specs.iter().filter(|spec| spec.zone == zone).cloned().collect()
    }

    fn fitting(&self, name: &str) -> Vec<FittingImage> {
        let Some(spec) = self.specs.iter().find(|spec| spec.name == name) else {
            return Vec::new();
        };
        let make = match (spec.bare_metal, spec.gpu.is_some()) {
            (true, _) => ImageFor::BareMetal,
            (false, true) => ImageFor::Gpu,
            (false, false) => ImageFor::General,
        };
        let fits = |image: &&Image| {
            image.kind == ImageKind::Public && image.arch == spec.arch && image.made_for == make
        };
        let fitting = |image: &Image| FittingImage {
            id: image.id.clone(),
            min_disk: self.fitting_min.or(image.min_disk),
        };
        self.images.iter().filter(fits).map(fitting).collect()
    }

    fn price(&self, ask: &PriceAsk) -> Priced {
        let money =
            |thousandths: u32| Money(Decimal::new(thousandths.into(), 3)).times(self.dearer);
        let amount = |units: u32, billing: Billing| match billing {
            Billing::Postpaid | Billing::Spot => money(2 * units),
            Billing::Prepaid(months) => money(60_000 * units).times(months.get()),
        };
        match ask {
            PriceAsk::Family { family, zone, billing } => {
                let of_family = |spec: &&Spec| spec.family == *family && spec.zone == *zone;
                let priced = |spec: &Spec| SpecPrice {
                    spec: spec.name.clone(),
                    list: None,
                    trade: Some(amount(spec.vcpus, *billing)),
                    sold_out: self.sold_out.contains(&spec.name)
                        || self.sold_out.contains(&format!("{}/{}", spec.zone, spec.name)),
                };
                Priced::Family(self.specs.iter().filter(of_family).map(priced).collect())
            }
            PriceAsk::Disk { size, billing, .. } => Priced::Disk(DiskPrice {
                price: Money(amount(size.get(), *billing).0 / Decimal::from(1000)),
                unit: String::new(),
            }),
            PriceAsk::Spot { .. } => Priced::Spot(rare::spot_price()),
            PriceAsk::PublicIp { bandwidth, charge, .. } => Priced::PublicIp(match charge {
                ChargeType::BandwidthPrepaid => EipPrice {
                    purchase: Some(money(20_000 * bandwidth.get())),
                    ..EipPrice::default()
                },
                ChargeType::BandwidthPostpaid => EipPrice {
                    config: Some(money(bandwidth.get())),
                    config_unit: "minute".to_owned(),
                    ..EipPrice::default()
                },
                ChargeType::Traffic => {
                    EipPrice { traffic: Some(money(760)), ..EipPrice::default() }
                }
            }),
        }
    }
}

fn quota() -> DiskQuota {
    let range = |storage_type: &str, min: u32| DiskRange {
        storage_type: storage_type.to_owned(),
        min: Gib(min),
        max: Gib(32_765),
    };
    DiskQuota {
        total: Some(Gib(102_400)),
        used: Some(Gib(0)),
        ranges: vec![
            range("enhanced_ssd_pl1", 20),
            range("cloud_hp1", 50),
            range("hp1", 5),
            range("hdd", 5),
        ],
    }
}

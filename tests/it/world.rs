//! A small region with a draft that no rule objects to, for tests to break one thing at a time.

use bcc_wizard::domain::catalog::{
    Arch, Cards, DiskQuota, DiskRange, FittingImage, Image, ImageFor, ImageKind, KeyPair, OsType,
    ProductType, SecurityGroup, Spec, SpecPrice, Subnet, Vpc, Zone,
};
use bcc_wizard::domain::draft::{DiskDraft, Draft, LoginChoice};
use bcc_wizard::domain::facts::Facts;
use bcc_wizard::domain::units::Gib;
use secrecy::SecretString;

use crate::rare::Rare;

/// Owned lists that facts can be borrowed from.
#[derive(Clone, Debug)]
pub struct World {
    pub draft: Draft,
    pub short_secret: bool,
    pub zones: Option<Vec<Zone>>,
    pub specs: Option<Vec<Spec>>,
    pub prices: Option<Vec<SpecPrice>>,
    pub images: Option<Vec<Image>>,
    pub detail: Option<Image>,
    pub fitting: Option<Vec<FittingImage>>,
    pub quota: Option<DiskQuota>,
    pub vpcs: Option<Vec<Vpc>>,
    pub subnets: Option<Vec<Subnet>>,
    pub groups: Option<Vec<SecurityGroup>>,
    pub enterprise_groups: Option<Vec<SecurityGroup>>,
    pub key_pairs: Option<Vec<KeyPair>>,
    pub rare: Rare,
}

pub fn text(text: &str) -> String {
    text.to_owned()
}

pub fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|&text| text.to_owned()).collect()
}

pub fn spec(name: &str) -> Spec {
    Spec {
        name: name.to_owned(),
        family: name.split('.').nth(1).unwrap_or_default().to_owned(),
        zone: "cn-bj-a".to_owned(),
        vcpus: 2,
        memory: Gib(8),
        product: ProductType::Both,
        cpu_model: String::new(),
        cpu_ghz: String::new(),
        network_gbps: String::new(),
        gpu: None,
        fpga: None,
        local_disks: None,
        jumbo_frames: false,
        eni_quota: None,
        rdma: String::new(),
        system_disk_types: texts(&["enhanced_ssd_pl1", "cloud_hp1", "hp1"]),
        data_disk_types: texts(&["enhanced_ssd_pl1", "cloud_hp1", "hp1", "hdd"]),
        volume_count: None,
        bare_metal: name.starts_with("ebc."),
        arch: Arch::X86,
    }
}

pub fn cards() -> Cards {
    Cards { model: "A10".to_owned(), count: 1 }
}

pub fn image(id: &str) -> Image {
    Image {
        id: id.to_owned(),
        name: id.to_owned(),
        type_name: "System".to_owned(),
        kind: ImageKind::Public,
        made_for: ImageFor::General,
        os_type: OsType::Linux,
        os_name: "Ubuntu".to_owned(),
        os_version: "22.04 LTS".to_owned(),
        arch: Arch::X86,
        os_lang: "ENG".to_owned(),
        status: "Available".to_owned(),
        min_disk: Some(Gib(20)),
        description: String::new(),
        whole_machine: false,
        snapshots: Vec::new(),
    }
}

pub fn subnet(id: &str, zone: &str, vpc: &str) -> Subnet {
    Subnet {
        id: id.to_owned(),
        name: id.to_owned(),
        zone: zone.to_owned(),
        cidr: "192.168.0.0/20".to_owned(),
        ipv6_cidr: String::new(),
        vpc: vpc.to_owned(),
        subnet_type: "BCC".to_owned(),
        free: Some(100),
    }
}

pub fn group(id: &str, name: &str, vpc: Option<&str>) -> SecurityGroup {
    SecurityGroup {
        id: id.to_owned(),
        name: name.to_owned(),
        description: String::new(),
        vpc: vpc.map(str::to_owned),
        rules: Vec::new(),
    }
}

fn vpc(id: &str, is_default: bool) -> Vpc {
    let name = id.to_owned();
    Vpc { id: id.to_owned(), name, cidr: "192.168.0.0/16".to_owned(), is_default }
}

fn range(storage_type: &str, min: u32) -> DiskRange {
    DiskRange { storage_type: storage_type.to_owned(), min: Gib(min), max: Gib(32_765) }
}

pub fn data_disk(storage_type: &str, size: &str) -> DiskDraft {
    DiskDraft {
        storage_type: storage_type.to_owned(),
        size: size.to_owned(),
        ..DiskDraft::default()
    }
}

impl World {
    /// Everything known, everything right.
    pub fn valid() -> Self {
        let mut draft = Draft::new("bj");
        draft.zone = Some("cn-bj-a".to_owned());
        draft.spec = Some("bcc.g5.c2m8".to_owned());
        draft.image = Some("m-linux".to_owned());
        draft.system_disk_type = Some("cloud_hp1".to_owned());
        draft.vpc = Some("vpc-one".to_owned());
        draft.subnet = Some("sbn-a".to_owned());
        draft.groups = texts(&["g-default"]);
        draft.key_pair = Some("k-one".to_owned());
        Self {
            draft,
            zones: Some(vec![
                Zone { name: "cn-bj-a".to_owned() },
                Zone { name: "cn-bj-d".to_owned() },
            ]),
            specs: Some(vec![spec("bcc.g5.c2m8"), spec("bcc.l1.c4m8"), spec("ebc.l5.c128m512")]),
            prices: None,
            images: Some(vec![
                image("m-linux"),
                Image { os_type: OsType::Windows, min_disk: None, ..image("m-windows") },
            ]),
            detail: None,
            fitting: Some(vec![
                FittingImage { id: "m-linux".to_owned(), min_disk: None },
                FittingImage { id: "m-windows".to_owned(), min_disk: None },
            ]),
            quota: Some(DiskQuota {
                total: Some(Gib(102_400)),
                used: Some(Gib(5_120)),
                ranges: vec![
                    range("enhanced_ssd_pl1", 20),
                    range("cloud_hp1", 50),
                    range("hp1", 5),
                    range("hdd", 5),
                ],
            }),
            vpcs: Some(vec![vpc("vpc-one", true), vpc("vpc-two", false)]),
            subnets: Some(vec![
                subnet("sbn-a", "cn-bj-a", "vpc-one"),
                subnet("sbn-d", "cn-bj-d", "vpc-one"),
                subnet("sbn-two", "cn-bj-a", "vpc-two"),
                subnet("sbn-a2", "cn-bj-a", "vpc-one"),
            ]),
            groups: Some(vec![
                group("g-web", "web", Some("vpc-one")),
                group("g-default", "default", Some("vpc-one")),
            ]),
            enterprise_groups: Some(vec![group("esg-1", "company", None)]),
            short_secret: false,
            key_pairs: Some(vec![KeyPair {
                id: "k-one".to_owned(),
                name: "ops".to_owned(),
                description: String::new(),
                fingerprint: String::new(),
                instances: 0,
            }]),
            rare: Rare::known(),
        }
    }

    /// Nothing known but the draft.
    pub fn offline() -> Self {
        Self {
            draft: Self::valid().draft,
            zones: None,
            specs: None,
            prices: None,
            images: None,
            detail: None,
            fitting: None,
            quota: None,
            vpcs: None,
            subnets: None,
            groups: None,
            enterprise_groups: None,
            short_secret: false,
            key_pairs: None,
            rare: Rare::unknown(),
        }
    }

    pub fn facts(&self) -> Facts<'_> {
        self.rare.add(&Facts {
            short_secret: self.short_secret,
            zones: self.zones.as_deref(),
            specs: self.specs.as_deref(),
            spec_rows: None,
            instead: None,
            family_prices: self.prices.as_deref(),
            images: self.images.as_deref(),
            image_detail: self.detail.as_ref(),
            fitting: self.fitting.as_deref(),
            disk_quota: self.quota.as_ref(),
            vpcs: self.vpcs.as_deref(),
            subnets: self.subnets.as_deref(),
            groups: self.groups.as_deref(),
            enterprise_groups: self.enterprise_groups.as_deref(),
            key_pairs: self.key_pairs.as_deref(),
            ..Facts::default()
        })
    }

    /// The draft's own spec, to change it.
    pub fn spec(&mut self) -> &mut Spec {
        let name = self.draft.spec.clone().unwrap();
        self.specs.as_mut().unwrap().iter_mut().find(|spec| spec.name == name).unwrap()
    }

    /// The draft's own image, to change it.
    pub fn image(&mut self) -> &mut Image {
        let id = self.draft.image.clone().unwrap();
        self.images.as_mut().unwrap().iter_mut().find(|image| image.id == id).unwrap()
    }

    /// The draft's own subnet, to change it.
    pub fn subnet(&mut self) -> &mut Subnet {
        let id = self.draft.subnet.clone().unwrap();
        self.subnets.as_mut().unwrap().iter_mut().find(|subnet| subnet.id == id).unwrap()
    }

    pub fn log_in_by(&mut self, password: &str) {
        self.draft.login = LoginChoice::Password;
        self.draft.password = SecretString::from(password);
        self.draft.password_again = SecretString::from(password);
    }
}

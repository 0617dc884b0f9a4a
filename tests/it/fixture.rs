//! A wizard on a small made-up cloud that answers at once, and the keys and messages to lead it
//! anywhere.

use std::time::Duration;

use bcc_wizard::app::effect::{Answer, Ask, Effect};
use bcc_wizard::app::msg::{Created, Msg};
use bcc_wizard::app::update::update;
use bcc_wizard::app::wizard::{Place, Setup, Wizard};
use bcc_wizard::domain::catalog::{
    Arch, Cards, DiskPrice, DiskQuota, DiskRange, EipPrice, FittingImage, GroupRule, Image,
    ImageFor, ImageKind, Instance, KeyPair, OsType, ProductType, SecurityGroup, Spec, SpecPrice,
    Subnet, Vpc, Zone,
};
use bcc_wizard::domain::fault::{Fault, FaultKind};
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::order::Moment;
use bcc_wizard::domain::plan::{Billing, ChargeType};
use bcc_wizard::domain::price::{PriceAsk, Priced};
use bcc_wizard::domain::units::{Gib, Money, Months};

use crate::{rare, world};

/// A wizard and what it was answered with.
pub struct Stage {
    pub wizard: Wizard,
    pub now: Moment,
    /// Questions that stay open.
    pub open: fn(&Ask) -> bool,
    /// Those that were asked and stayed open, with their generations.
    pub unanswered: Vec<(u32, Ask)>,
    /// Questions that fail.
    pub fails: fn(&Ask) -> Option<Fault>,
    /// Effects that are no questions, in order.
    pub other: Vec<Effect>,
}

impl Stage {
    /// Everything loaded, nothing answered.
    pub fn new(size: (u16, u16)) -> Self {
        Self::with(size, Language::En, |_| false, |_| None)
    }

    pub fn with(
        size: (u16, u16),
        language: Language,
        open: fn(&Ask) -> bool,
        fails: fn(&Ask) -> Option<Fault>,
    ) -> Self {
        let regions =
            [("bj", "Beijing", "北京"), ("gz", "Guangzhou", "广州"), ("su", "Suzhou", "苏州")];
        let place = Place {
            sandbox: true,
            regions: regions
                .map(|(id, en, zh)| (id.to_owned(), en.to_owned(), zh.to_owned()))
                .to_vec(),
            endpoint: None,
        };
        let setup = Setup { place, region: "bj".to_owned(), language, size };
        let (wizard, effects) = Wizard::new(setup);
        let other = Vec::new();
        let unanswered = Vec::new();
        let mut stage = Self { wizard, now: Moment::ZERO, open, unanswered, fails, other };
        stage.answer(effects);
        stage
    }

    /// The first screen without an access key.
    pub fn welcome(size: (u16, u16), language: Language) -> Self {
        let regions = vec![("bj".to_owned(), "Beijing".to_owned(), "北京".to_owned())];
        let place = Place { sandbox: false, regions, endpoint: None };
        let setup = Setup { place, region: "bj".to_owned(), language, size };
        let wizard = Wizard::welcoming(setup, Some("default".to_owned()));
        Self {
            wizard,
            now: Moment::ZERO,
            open: |_| false,
            unanswered: Vec::new(),
            fails: |_| None,
            other: Vec::new(),
        }
    }

    fn answer(&mut self, effects: Vec<Effect>) {
        let mut waiting = effects;
        while let Some(effect) = waiting.pop() {
            let Effect::Load { generation, ask } = effect else {
                self.other.push(effect);
                continue;
            };
            if (self.open)(&ask) {
                self.unanswered.push((generation, ask));
                continue;
            }
            let result = (self.fails)(&ask).map_or_else(|| Ok(answer(&ask)), Err);
            let msg = Msg::Answered { generation, ask, result };
            waiting.extend(update(&mut self.wizard, msg, self.now));
        }
    }

    pub fn send(&mut self, msg: Msg) -> &mut Self {
        let effects = update(&mut self.wizard, msg, self.now);
        self.answer(effects);
        self
    }

    /// Lets time pass.
    pub fn wait(&mut self, time: Duration) -> &mut Self {
        self.now += time;
        self.send(Msg::Tick)
    }

    /// Keys by name, apart by blanks; `text:…` types what follows.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split(' ') {
            if let Some(text) = key.strip_prefix("text:") {
                for c in text.chars() {
                    self.send(Msg::Key(bcc_wizard::app::key::Key::plain(
                        bcc_wizard::app::key::KeyCode::Char(c),
                    )));
                }
            } else {
                self.send(Msg::Key(key.parse().unwrap()));
            }
        }
        self.wait(Duration::from_secs(1))
    }

    /// To a step by its digit.
    pub fn step(&mut self, digit: char) -> &mut Self {
        self.keys(&format!("ctrl-g {digit}"))
    }

    /// Through the confirmation; the order is being sent.
    pub fn buy(&mut self) -> &mut Self {
        self.step('8').keys("enter");
        self.send(Msg::Minted("2f1c9a7e-5b1d-4c55-9a34-1f2e3d4c5b6a".to_owned()));
        let asks_count = matches!(
            &self.wizard.dialog,
            Some(bcc_wizard::app::dialog::Dialog::Confirm(confirm)) if confirm.typed.is_some()
        );
        if asks_count {
            let count = self.wizard.draft.count.clone();
            self.keys(&format!("text:{count} enter"))
        } else {
            self.keys("y")
        }
    }

    pub fn token(&self) -> String {
        self.wizard.order.as_ref().unwrap().token.clone()
    }

    pub fn submitted(&mut self, result: Result<Created, Fault>) -> &mut Self {
        let token = self.token();
        self.send(Msg::Submitted { token, result })
    }

    pub fn seen(&mut self, result: Result<Vec<Instance>, Fault>) -> &mut Self {
        let token = self.token();
        self.send(Msg::Seen { token, result })
    }
}

pub fn created(ids: &[&str]) -> Created {
    Created { order: None, ids: world::texts(ids), warnings: Vec::new() }
}

pub fn instance(id: &str, status: &str, public_ip: Option<&str>) -> Instance {
    Instance {
        id: id.to_owned(),
        name: format!("instance-{}", &id[2..]),
        status: status.to_owned(),
        private_ip: Some("192.168.0.4".to_owned()),
        public_ip: public_ip.map(str::to_owned),
        os: "Ubuntu 22.04 LTS".to_owned(),
        zone: "cn-bj-a".to_owned(),
        spec: "bcc.g5.c2m8".to_owned(),
    }
}

pub fn fault(kind: FaultKind) -> Fault {
    Fault::local(kind, "")
}

/// A refusal by the cloud with everything a refusal has.
pub fn refusal(kind: FaultKind, status: u16, code: &str, message: &str) -> Fault {
    Fault {
        code: Some(code.to_owned()),
        status: Some(status),
        request_id: Some("7f6f2d36-52c6-4cd8-b5f1-2d4ef1a7a3f1".to_owned()),
        message: message.to_owned(),
        ..fault(kind)
    }
}

fn money(text: &str) -> Money {
    text.parse().unwrap()
}

/// What the made-up cloud answers.
pub fn answer(ask: &Ask) -> Answer {
    match ask {
        Ask::Zones => Answer::Zones(
            ["cn-bj-a", "cn-bj-b", "cn-bj-d"].map(|name| Zone { name: name.to_owned() }).to_vec(),
        ),
        Ask::Specs(zone) => Answer::Specs(specs(zone)),
        Ask::Images => Answer::Images(images()),
        Ask::Image(id) => {
            let image = images().into_iter().find(|image| image.id == *id);
            Answer::Image(Box::new(image.unwrap_or_else(|| world::image(id))))
        }
        Ask::Fitting(_) => Answer::Fitting(
            images()
                .into_iter()
                .filter(|image| image.kind == ImageKind::Public)
                .map(|image| FittingImage { id: image.id, min_disk: image.min_disk })
                .collect(),
        ),
        Ask::DiskQuota(_) => Answer::DiskQuota(quota()),
        Ask::Vpcs => Answer::Vpcs(vec![
            vpc("vpc-IyrqYIQ7", "default", "192.168.0.0/16", true),
            vpc("vpc-41avheyaawqc", "prod", "172.16.0.0/16", false),
        ]),
        Ask::Subnets => Answer::Subnets(subnets()),
        Ask::Groups(vpc) => Answer::Groups(groups(vpc)),
        Ask::EnterpriseGroups => Answer::Groups(vec![SecurityGroup {
            description: "whole company".to_owned(),
            rules: vec![rule(true, "tcp", "22", "10.0.0.0/8")],
            ..world::group("esg-ab12", "company", None)
        }]),
        Ask::KeyPairs => Answer::KeyPairs(vec![
            key_pair("k-Bo5zQ1xw", "ops", "the operators' key", 12),
            key_pair("k-Gm2yR8fe", "ci", "", 0),
        ]),
        Ask::Price(ask) => Answer::Price(price(ask)),
        ask => rare::answer(ask),
    }
}

fn specs(zone: &str) -> Vec<Spec> {
    let base = |name: &str, vcpus: u32, memory: u32| Spec {
        zone: zone.to_owned(),
        vcpus,
        memory: Gib(memory),
        cpu_model: "Intel Xeon Platinum 8350C".to_owned(),
        cpu_ghz: "2.6GHz".to_owned(),
        network_gbps: "3".to_owned(),
        ..world::spec(name)
    };
    let mut specs = Vec::new();
    for (family, ratio) in [("g4", 4), ("g5", 4), ("c5", 2), ("m5", 8)] {
        for vcpus in [1, 2, 4, 8, 16] {
            let memory = vcpus * ratio;
            specs.push(base(&format!("bcc.{family}.c{vcpus}m{memory}"), vcpus, memory));
        }
    }
    if zone == "cn-bj-b" {
        specs.truncate(7);
        return specs;
    }
    specs.push(Spec { product: ProductType::Prepaid, ..base("bcc.gr1.c4m16", 4, 16) });
    specs.push(Spec {
        arch: Arch::Arm,
        cpu_model: "Ampere Altra".to_owned(),
        ..base("bcc.gr1.c8m32", 8, 32)
    });
    specs.push(Spec {
        gpu: Some(Cards { model: "Nvidia A10".to_owned(), count: 1 }),
        ..base("bcc.gn5.c16m64.1A10", 16, 64)
    });
    specs.push(Spec { local_disks: Some((1, Gib(894))), ..base("bcc.l5.c8m32", 8, 32) });
    specs.push(base("ebc.g5.c128m512", 128, 512));
    specs
}

fn images() -> Vec<Image> {
    let named = |id: &str, name: &str| Image { name: name.to_owned(), ..world::image(id) };
    vec![
        named("m-nky7qeom", "ubuntu-22.04-server-amd64-20260105"),
        Image {
            os_name: "CentOS".to_owned(),
            os_version: "7.9".to_owned(),
            ..named("m-9xF3kQ2a", "centos-7.9-x86_64-20260105")
        },
        Image {
            os_type: OsType::Windows,
            os_name: "Windows Server".to_owned(),
            os_version: "2022".to_owned(),
            min_disk: Some(Gib(60)),
            ..named("m-WinSrv22", "windows-server-2022-datacenter")
        },
        Image {
            kind: ImageKind::Custom,
            type_name: "Custom".to_owned(),
            description: "nightly build of the web tier".to_owned(),
            whole_machine: true,
            snapshots: rare::snapshots().into_iter().take(2).collect(),
            ..named("m-Cu5t0m01", "网站镜像-2026-06")
        },
        Image {
            status: "Creating".to_owned(),
            kind: ImageKind::Custom,
            ..named("m-Cu5t0m02", "half-done")
        },
        Image { arch: Arch::Arm, ..named("m-ArmUbu24", "ubuntu-24.04-server-arm64") },
        Image { made_for: ImageFor::Gpu, ..named("m-GpuUbu22", "ubuntu-22.04-cuda-12.4") },
    ]
}

fn quota() -> DiskQuota {
    let range = |kind: &str, min: u32, max: u32| DiskRange {
        storage_type: kind.to_owned(),
        min: Gib(min),
        max: Gib(max),
    };
    DiskQuota {
        total: Some(Gib(102_400)),
        used: Some(Gib(5_120)),
        ranges: vec![
            range("enhanced_ssd_pl1", 50, 32_765),
            range("cloud_hp1", 50, 32_765),
            range("hp1", 5, 5_120),
            range("hdd", 5, 5_120),
        ],
    }
}

fn vpc(id: &str, name: &str, cidr: &str, is_default: bool) -> Vpc {
    Vpc { id: id.to_owned(), name: name.to_owned(), cidr: cidr.to_owned(), is_default }
}

fn subnets() -> Vec<Subnet> {
    let named = |id: &str, name: &str, zone: &str, free: u32| Subnet {
        name: name.to_owned(),
        free: Some(free),
        ..world::subnet(id, zone, "vpc-IyrqYIQ7")
    };
    vec![
        named("sbn-fjx5kpapr1b5", "default-a", "cn-bj-a", 4091),
        named("sbn-full00000000", "packed", "cn-bj-a", 0),
        named("sbn-9gq0zshmpz3b", "default-d", "cn-bj-d", 4000),
        Subnet {
            subnet_type: "BBC".to_owned(),
            ..named("sbn-metal0000000", "metal", "cn-bj-a", 8)
        },
        Subnet {
            vpc: "vpc-41avheyaawqc".to_owned(),
            ..named("sbn-prod00000000", "prod-a", "cn-bj-a", 200)
        },
    ]
}

fn groups(vpc: &str) -> Vec<SecurityGroup> {
    vec![
        SecurityGroup {
            rules: vec![rule(true, "all", "1-65535", "all"), rule(false, "all", "1-65535", "all")],
            ..world::group("g-default00001", "default", Some(vpc))
        },
        SecurityGroup {
            description: "HTTP and HTTPS from everywhere".to_owned(),
            rules: vec![
                rule(true, "tcp", "80", "0.0.0.0/0"),
                rule(true, "tcp", "443", "0.0.0.0/0"),
                rule(false, "all", "1-65535", "all"),
            ],
            ..world::group("g-web000000001", "web", Some(vpc))
        },
        world::group("g-closed000001", "closed", Some(vpc)),
    ]
}

fn rule(ingress: bool, protocol: &str, ports: &str, peer: &str) -> GroupRule {
    GroupRule {
        ingress,
        allow: true,
        protocol: protocol.to_owned(),
        ports: ports.to_owned(),
        peer: peer.to_owned(),
    }
}

fn key_pair(id: &str, name: &str, description: &str, instances: u32) -> KeyPair {
    KeyPair {
        id: id.to_owned(),
        name: name.to_owned(),
        description: description.to_owned(),
        fingerprint: "3f:1d:9c:00:ab:54:7e:21:88:6b:fe:02:aa:17:c3:5d".to_owned(),
        instances,
    }
}

fn price(ask: &PriceAsk) -> Priced {
    match ask {
        PriceAsk::Family { family, zone, billing } => {
            let of_family = specs(zone).into_iter().filter(|spec| spec.family == *family);
            Priced::Family(of_family.map(|spec| spec_price(&spec, *billing)).collect())
        }
        PriceAsk::Disk { size, billing, .. } => {
            let (rate, unit, times) = match billing {
                Billing::Postpaid | Billing::Spot => ("0.0000086", "minute", 1),
                Billing::Prepaid(months) => ("0.30", "month", months.get()),
            };
            let rate = money(rate);
            Priced::Disk(DiskPrice {
                price: rate.times(size.get()).times(times),
                unit: unit.to_owned(),
            })
        }
        PriceAsk::Spot { .. } => Priced::Spot(rare::spot_price()),
        PriceAsk::PublicIp { bandwidth, charge, months, .. } => Priced::PublicIp(match charge {
            ChargeType::Traffic => EipPrice { traffic: Some(money("0.76")), ..EipPrice::default() },
            ChargeType::BandwidthPostpaid => EipPrice {
                config: Some(money("0.00093").times(bandwidth.get())),
                config_unit: "minute".to_owned(),
                ..EipPrice::default()
            },
            ChargeType::BandwidthPrepaid => EipPrice {
                purchase: Some(
                    money("23").times(bandwidth.get()).times(months.map_or(1, Months::get)),
                ),
                ..EipPrice::default()
            },
        }),
    }
}

fn spec_price(spec: &Spec, billing: Billing) -> SpecPrice {
    let each = money("0.0028");
    let one = each.times(spec.vcpus).times(if spec.family == "g5" { 2 } else { 1 });
    let (list, trade) = match billing {
        Billing::Postpaid | Billing::Spot => (one, one),
        Billing::Prepaid(months) => {
            let list = one.times(26_000 * months.get());
            (list, Money(list.0 * money("0.85").0))
        }
    };
    SpecPrice {
        spec: spec.name.clone(),
        list: Some(list),
        trade: Some(trade),
        sold_out: spec.name == "bcc.c5.c8m16",
    }
}

//! A key in the filter of a table of 10,000 specs, and the frame that follows it: together under 2 ms.

use std::time::Duration;

use bcc_wizard::app::effect::{Answer, Ask, Effect};
use bcc_wizard::app::key::{Key, KeyCode};
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::update::update;
use bcc_wizard::app::wizard::{Place, Setup, Wizard};
use bcc_wizard::domain::catalog::{Arch, Cards, ProductType, Spec, SpecPrice, Zone};
use bcc_wizard::domain::fault::{Fault, FaultKind};
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::price::{PriceAsk, Priced};
use bcc_wizard::domain::units::{Gib, Money};
use bcc_wizard::ui::theme::Theme;
use bcc_wizard::ui::view;
use divan::Bencher;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use rust_decimal::Decimal;

const SPECS: u32 = 10_000;
const FAMILIES: u32 = 100;
const SIZE: (u16, u16) = (120, 36);
const NOW: Duration = Duration::from_secs(1);

fn main() {
    divan::main();
}

fn spec(at: u32) -> Spec {
    let (family, size) = (at % FAMILIES, at / FAMILIES);
    let (vcpus, memory) = (1 + size, 4 * (1 + size));
    let gpu = family.is_multiple_of(10).then(|| Cards { model: "Nvidia A10".into(), count: 1 });
    Spec {
        name: format!("bcc.f{family}.c{vcpus}m{memory}"),
        family: format!("f{family}"),
        zone: "cn-bj-a".to_owned(),
        vcpus,
        memory: Gib(memory),
        product: ProductType::Both,
        cpu_model: "Intel Xeon Platinum 8350C".to_owned(),
        cpu_ghz: "2.6GHz".to_owned(),
        network_gbps: "3".to_owned(),
        gpu,
        fpga: None,
        local_disks: None,
        jumbo_frames: false,
        eni_quota: None,
        rdma: String::new(),
        system_disk_types: vec!["cloud_hp1".to_owned()],
        data_disk_types: vec!["cloud_hp1".to_owned()],
        volume_count: None,
        bare_metal: false,
        arch: if family % 7 == 3 { Arch::Arm } else { Arch::X86 },
    }
}

// The error is the application's own, as large as it is.
#[allow(clippy::result_large_err)]
fn answer(ask: &Ask) -> Result<Answer, Fault> {
    Ok(match ask {
        Ask::Zones => Answer::Zones(vec![Zone { name: "cn-bj-a".to_owned() }]),
        Ask::Specs(_) => Answer::Specs((0..SPECS).map(spec).collect()),
        Ask::Price(PriceAsk::Family { family, .. }) => {
            let number: u32 = family.trim_start_matches('f').parse().unwrap_or_default();
            let of_family = (0..SPECS / FAMILIES).map(|size| spec(size * FAMILIES + number));
            let price = |spec: Spec| SpecPrice {
                trade: Some(Money(Decimal::new(i64::from(spec.vcpus) * 25, 4))),
                list: None,
                sold_out: spec.vcpus % 9 == 8,
                spec: spec.name,
            };
            Answer::Price(Priced::Family(of_family.map(price).collect()))
        }
        _ => return Err(Fault::local(FaultKind::NotFound, "")),
    })
}

/// A wizard at the spec table, everything loaded, its filter open.
fn wizard() -> Wizard {
    let place = Place {
        sandbox: true,
        regions: vec![("bj".to_owned(), "Beijing".to_owned(), "北京".to_owned())],
        endpoint: None,
    };
    let setup = Setup { place, region: "bj".to_owned(), language: Language::En, size: SIZE };
    let (mut wizard, mut waiting) = Wizard::new(setup);
    let settle = |wizard: &mut Wizard, waiting: &mut Vec<Effect>| {
        while let Some(effect) = waiting.pop() {
            if let Effect::Load { generation, ask } = effect {
                let result = answer(&ask);
                waiting.extend(update(wizard, Msg::Answered { generation, ask, result }, NOW));
            }
        }
    };
    settle(&mut wizard, &mut waiting);
    for key in ["ctrl-n", "/"] {
        waiting.extend(
            key.parse().map(|key| update(&mut wizard, Msg::Key(key), NOW)).into_iter().flatten(),
        );
        settle(&mut wizard, &mut waiting);
    }
    let rows = wizard.picker(FieldId::Spec).map_or(0, |picker| picker.rows.len());
    assert_eq!(rows, SPECS as usize, "the whole list is on the table");
    wizard
}

fn press(wizard: &mut Wizard, code: KeyCode) {
    divan::black_box(update(wizard, Msg::Key(Key::plain(code)), NOW));
}

/// One more key of a filter and the frame after it: `typed` is in the filter already, then `last`.
#[divan::bench(args = [
    ("", '4'),
    ("", 'x'),
    ("4c16", 'g'),
    ("f1", '2'),
    (">=8c <=32", 'g'),
    ("gpu <1.", '0'),
    ("xeon 8350c arm", ' '),
    ("nothing like i", 't'),
])]
fn keystroke(bencher: Bencher, (typed, last): (&str, char)) {
    let theme = Theme::new(true);
    let mut wizard = wizard();
    for c in typed.chars() {
        press(&mut wizard, KeyCode::Char(c));
    }
    let Ok(mut terminal) = Terminal::new(TestBackend::new(SIZE.0, SIZE.1));
    // Typed and taken back in turn, so that every sample is a key that changes the rows.
    let mut typed_it = false;
    bencher.bench_local(|| {
        press(&mut wizard, if typed_it { KeyCode::Backspace } else { KeyCode::Char(last) });
        typed_it = !typed_it;
        let Ok(_) = terminal.draw(|frame| {
            view(frame, &wizard, &theme);
        });
    });
}

/// The frame alone: it looks at what is seen and at nothing else.
#[divan::bench]
fn frame(bencher: Bencher) {
    let theme = Theme::new(true);
    let wizard = wizard();
    let Ok(mut terminal) = Terminal::new(TestBackend::new(SIZE.0, SIZE.1));
    bencher.bench_local(|| {
        let Ok(_) = terminal.draw(|frame| {
            view(frame, &wizard, &theme);
        });
    });
}

/// Another column: the order is worked out anew.
#[divan::bench]
fn sorting(bencher: Bencher) {
    let mut wizard = wizard();
    press(&mut wizard, KeyCode::Esc);
    bencher.bench_local(|| press(&mut wizard, KeyCode::Char('s')));
}

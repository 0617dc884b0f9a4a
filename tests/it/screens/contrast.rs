//! Whether the styles can be read with the palettes that terminals come with.

use bcc_wizard::ui::theme::Theme;
use ratatui::style::{Color, Style};

/// The sixteen colours of a terminal, in the order of their numbers, and the backgrounds it is used with.
struct Palette {
    name: &'static str,
    colours: [u32; 16],
    grounds: &'static [u32],
}

const PALETTES: [Palette; 6] = [
    Palette {
        name: "xterm",
        colours: [
            0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5,
            0x7f_7f7f, 0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
        ],
        grounds: &[0x00_0000, 0xff_ffff],
    },
    Palette {
        name: "VGA",
        colours: [
            0x00_0000, 0xaa_0000, 0x00_aa00, 0xaa_5500, 0x00_00aa, 0xaa_00aa, 0x00_aaaa, 0xaa_aaaa,
            0x55_5555, 0xff_5555, 0x55_ff55, 0xff_ff55, 0x55_55ff, 0xff_55ff, 0x55_ffff, 0xff_ffff,
        ],
        grounds: &[0x00_0000, 0xff_ffff],
    },
    Palette {
        name: "Windows (Campbell)",
        colours: [
            0x0c_0c0c, 0xc5_0f1f, 0x13_a10e, 0xc1_9c00, 0x00_37da, 0x88_1798, 0x3a_96dd, 0xcc_cccc,
            0x76_7676, 0xe7_4856, 0x16_c60c, 0xf9_f1a5, 0x3b_78ff, 0xb4_009e, 0x61_d6d6, 0xf2_f2f2,
        ],
        grounds: &[0x0c_0c0c, 0xff_ffff],
    },
    Palette {
        name: "macOS Terminal (Basic)",
        colours: [
            0x00_0000, 0xc2_3621, 0x25_bc24, 0xad_ad27, 0x49_2ee1, 0xd3_38d3, 0x33_bbc8, 0xcb_cccd,
            0x81_8383, 0xfc_391f, 0x31_e722, 0xea_ec23, 0x58_33ff, 0xf9_35f8, 0x14_f0f0, 0xe9_ebeb,
        ],
        grounds: &[0x00_0000, 0xff_ffff],
    },
    Palette {
        name: "Solarized",
        colours: [
            0x07_3642, 0xdc_322f, 0x85_9900, 0xb5_8900, 0x26_8bd2, 0xd3_3682, 0x2a_a198, 0xee_e8d5,
            0x00_2b36, 0xcb_4b16, 0x58_6e75, 0x65_7b83, 0x83_9496, 0x6c_71c4, 0x93_a1a1, 0xfd_f6e3,
        ],
        grounds: &[0x00_2b36, 0xfd_f6e3],
    },
    Palette {
        name: "GNOME (Tango)",
        colours: [
            0x2e_3436, 0xcc_0000, 0x4e_9a06, 0xc4_a000, 0x34_65a4, 0x75_507b, 0x06_989a, 0xd3_d7cf,
            0x55_5753, 0xef_2929, 0x8a_e234, 0xfc_e94f, 0x72_9fcf, 0xad_7fa8, 0x34_e2e2, 0xee_eeec,
        ],
        grounds: &[0x00_0000, 0xff_ffff],
    },
];

/// A colour's luminance (WCAG 2.1, relative luminance).
fn luminance(colour: u32) -> f64 {
    let part = |shift: u32| {
        let part = f64::from((colour >> shift) & 0xff) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
}

/// How well one is seen on the other: 1 not at all, 21 black on white.
fn contrast(one: u32, other: u32) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn number(colour: Color) -> Option<usize> {
    const NAMED: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    NAMED.iter().position(|named| *named == colour)
}

/// The worst contrast of a style with any palette, and where.
fn worst(style: Style) -> (f64, String) {
    let Some(colour) = style.fg else { return (21.0, "the terminal's own text".to_owned()) };
    let number = number(colour).expect("one of the terminal's own sixteen colours");
    let seen = PALETTES.iter().flat_map(|palette| {
        palette.grounds.iter().map(move |ground| {
            let contrast = contrast(palette.colours[number], *ground);
            (contrast, format!("{colour} of {} on {ground:06x}", palette.name))
        })
    });
    seen.min_by(|one, other| one.0.total_cmp(&other.0)).unwrap()
}

#[test]
fn what_is_read_can_be_read_with_every_usual_palette() {
    let theme = Theme::new(true);
    for (name, style) in [
        ("plain", theme.plain),
        ("strong", theme.strong),
        ("row", theme.row),
        ("key", theme.key),
        ("chosen", theme.chosen),
        ("error", theme.error),
    ] {
        assert_eq!(style.bg, None, "{name}");
        let (contrast, place) = worst(style);
        assert!(contrast >= 3.0, "{name}: {contrast:.2}, {place}");
    }
}

#[test]
fn marks_beside_words_are_seen_with_every_usual_palette() {
    let theme = Theme::new(true);
    for (name, style) in [("focus", theme.focus), ("good", theme.good), ("warning", theme.warning)]
    {
        let (contrast, place) = worst(style);
        assert!(contrast >= 2.0, "{name}: {contrast:.2}, {place}");
    }
}

/// The rule of the theme is no whim: no other colour could be that of words.
#[test]
fn only_bright_red_is_fit_for_words() {
    let fit = |number: &usize| {
        PALETTES.iter().all(|palette| {
            palette.grounds.iter().all(|ground| contrast(palette.colours[*number], *ground) >= 3.0)
        })
    };
    assert_eq!((0..16).filter(fit).collect::<Vec<_>>(), [9]);
}

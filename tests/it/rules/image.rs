//! The image.

use bcc_wizard::domain::catalog::{Arch, Image, ImageFor, ImageKind};

use super::{Case, judge};
use crate::world::{World, cards, image};

fn unlisted(world: &mut World, id: &str) {
    world.draft.image = Some(id.to_owned());
    (world.images, world.fitting) = (None, None);
}

fn made_for(world: &mut World, make: ImageFor) {
    world.image().made_for = make;
}

fn bare_metal(world: &mut World, make: ImageFor) {
    world.spec().bare_metal = true;
    made_for(world, make);
}

pub const CASES: &[Case] = &[
    (|w| w.draft.image = None, &["E image.required @image"]),
    (|w| unlisted(w, "m-a_B-9"), &[]),
    (|w| unlisted(w, "m-"), &["E image.required:image_format @image"]),
    (|w| unlisted(w, "ubuntu"), &["E image.required:image_format @image"]),
    (|w| unlisted(w, "m-a b"), &["E image.required:image_format @image"]),
    (|w| w.draft.image = Some("m-gone".into()), &["E image.listed @image -> m-linux"]),
    (
        |w| {
            w.draft.image = Some("m-shared".into());
            w.detail = Some(Image { kind: ImageKind::Shared, ..image("m-shared") });
        },
        &[],
    ),
    (|w| w.image().status = "available".into(), &[]),
    (|w| w.image().status = "Creating".into(), &["E image.status @image -> m-windows"]),
    (
        |w| {
            w.image().status = "Creating".into();
            let newer = Image { os_version: "24.04 LTS".into(), ..image("m-newer") };
            let own = Image { kind: ImageKind::Custom, ..image("m-own") };
            w.images.as_mut().unwrap().extend([own, newer.clone(), image("m-same")]);
            w.fitting = None;
        },
        &["E image.status @image -> m-same"],
    ),
    (|w| w.fitting = Some(Vec::new()), &["W image.fit @image"]),
    (
        |w| {
            w.fitting = Some(Vec::new());
            w.image().kind = ImageKind::Custom;
        },
        &[],
    ),
    (|w| w.image().arch = Arch::Arm, &["E image.arch @image -> m-windows"]),
    (
        |w| {
            w.image().arch = Arch::Arm;
            w.spec().arch = Arch::Arm;
        },
        &[],
    ),
    (|w| w.spec().gpu = Some(cards()), &["W image.kind @image"]),
    (
        |w| {
            w.spec().gpu = Some(cards());
            let gpu = Image { made_for: ImageFor::Gpu, kind: ImageKind::Custom, ..image("m-gpu") };
            w.images.as_mut().unwrap().push(gpu);
        },
        &["W image.kind @image -> m-gpu"],
    ),
    (
        |w| {
            w.spec().gpu = Some(cards());
            made_for(w, ImageFor::Gpu);
        },
        &[],
    ),
    (
        |w| {
            w.spec().fpga = Some(cards());
            made_for(w, ImageFor::Fpga);
        },
        &[],
    ),
    (|w| made_for(w, ImageFor::Gpu), &["W image.kind @image -> m-windows"]),
    (|w| made_for(w, ImageFor::BareMetal), &["W image.kind @image -> m-windows"]),
    (|w| bare_metal(w, ImageFor::BareMetal), &[]),
    (|w| bare_metal(w, ImageFor::General), &["W image.kind @image"]),
];

#[test]
fn the_image() {
    judge(CASES);
}

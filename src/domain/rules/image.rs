//! Rules of the third step: the image.

use std::cmp::Reverse;

use crate::domain::catalog::{Image, ImageFor, ImageKind, OsType, Spec};
use crate::domain::field::FieldId;
use crate::domain::problem::Problem;
use crate::domain::rules::{Case, chosen, limits};

pub(super) fn check(case: &Case, found: &mut Vec<Problem>) {
    let Some(id) = chosen(case.draft.image.as_ref()) else {
        found.push(Problem::error("image.required", "image_required", FieldId::Image));
        return;
    };
    let problem = match case.image {
        Some(image) => {
            check_known(case, image, found);
            return;
        }
        None if case.facts.images.is_some() => {
            Problem::error("image.listed", "image_listed", FieldId::Image)
        }
        None if !limits::image_id_format(id) => {
            Problem::error("image.required", "image_format", FieldId::Image)
        }
        None => return,
    };
    let problem = problem.with("image", id).with("region", &case.draft.region);
    found.push(problem.maybe_fixed(instead(case)));
}

/// The image to propose: available, made for the spec, of the same system as the chosen one as far as
/// there is any, public before others.
fn instead<'a>(case: &Case<'a>) -> Option<&'a str> {
    let chosen = case.image;
    let fits = |image: &&Image| {
        image.available()
            && chosen.is_none_or(|chosen| chosen.id != image.id)
            && case.spec.is_none_or(|spec| spec.arch == image.arch)
            && case.spec.is_none_or(|spec| made_for(image.made_for, spec))
            && listed_for_spec(case, image)
    };
    let likeness = |image: &&Image| {
        Reverse((
            image.os_type == chosen.map_or(OsType::Linux, |chosen| chosen.os_type),
            image.kind == ImageKind::Public,
            chosen.is_some_and(|chosen| chosen.os_name == image.os_name),
            chosen.is_some_and(|chosen| chosen.os_version == image.os_version),
        ))
    };
    let images = case.facts.images?.iter();
    images.filter(fits).min_by_key(likeness).map(|image| image.id.as_str())
}

/// Whether the cloud's list of images for the spec has it; only public ones are judged by it.
fn listed_for_spec(case: &Case, image: &Image) -> bool {
    image.kind != ImageKind::Public
        || case.facts.fitting.is_none_or(|list| list.iter().any(|fit| fit.id == image.id))
}

fn check_known(case: &Case, image: &Image, found: &mut Vec<Problem>) {
    let other = instead(case);
    if !image.available() {
        let problem = Problem::error("image.status", "image_status", FieldId::Image);
        found.push(problem.with("status", &image.status).maybe_fixed(other));
    }
    let spec_name = case.spec_name();
    let differs = case.spec.filter(|spec| spec.arch != image.arch);
    if let Some(spec) = differs {
        found.push(
            Problem::error("image.arch", "image_arch", FieldId::Image)
                .with("arch", <&str>::from(image.arch))
                .with("spec", spec_name)
                .with("spec_arch", <&str>::from(spec.arch))
                .maybe_fixed(other),
        );
    } else if !listed_for_spec(case, image) {
        let problem = Problem::warning("image.fit", "image_fit", FieldId::Image);
        found.push(problem.with("spec", spec_name).maybe_fixed(other));
    }
    if case.spec.is_some_and(|spec| !made_for(image.made_for, spec)) {
        let problem = Problem::warning("image.kind", "image_kind", FieldId::Image);
        let problem = problem.with("type", &image.type_name).with("spec", spec_name);
        found.push(problem.maybe_fixed(other));
    }
}

/// Whether an image of this make is usual on a spec. Bare metal with GPU cards takes either make.
fn made_for(make: ImageFor, spec: &Spec) -> bool {
    let usual = [
        (spec.gpu.is_some(), ImageFor::Gpu),
        (spec.fpga.is_some(), ImageFor::Fpga),
        (spec.bare_metal, ImageFor::BareMetal),
    ];
    let special = usual.iter().any(|(is, _)| *is);
    if special { usual.contains(&(true, make)) } else { make == ImageFor::General }
}

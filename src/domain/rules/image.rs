//! Rules of the third step: the image.

use crate::domain::catalog::{Image, ImageFor, ImageKind, Spec};
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
    found.push(problem.with("image", id).with("region", &case.draft.region));
}

fn check_known(case: &Case, image: &Image, found: &mut Vec<Problem>) {
    if !image.available() {
        let problem = Problem::error("image.status", "image_status", FieldId::Image);
        found.push(problem.with("status", &image.status));
    }
    let spec_name = case.spec_name();
    let differs = case.spec.filter(|spec| spec.arch != image.arch);
    if let Some(spec) = differs {
        found.push(
            Problem::error("image.fit", "image_arch", FieldId::Image)
                .with("arch", <&str>::from(image.arch))
                .with("spec", spec_name)
                .with("spec_arch", <&str>::from(spec.arch)),
        );
    } else if image.kind == ImageKind::Public
        && case.facts.fitting.is_some_and(|list| !list.iter().any(|fit| fit.id == image.id))
    {
        let problem = Problem::warning("image.fit", "image_fit", FieldId::Image);
        found.push(problem.with("spec", spec_name));
    }
    if case.spec.is_some_and(|spec| !made_for(image.made_for, spec)) {
        let problem = Problem::warning("image.kind", "image_kind", FieldId::Image);
        found.push(problem.with("type", &image.type_name).with("spec", spec_name));
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

//! The snapshot policy and the mounts.

use bcc_wizard::domain::catalog::ImageKind;
use bcc_wizard::domain::draft::FileSystemDraft;
use bcc_wizard::domain::plan::FileProtocol;

use super::{Case, judge};
use crate::world::{World, text};

fn policy(world: &mut World, id: &str) {
    world.draft.snapshot_policy = Some(id.into());
}

/// A good mount, and then this one.
fn mount(world: &mut World, id: &str, address: &str, path: &str) {
    let mount = |id: &str, address: &str, path: &str| FileSystemDraft {
        id: text(id),
        mount_address: text(address),
        path: text(path),
        protocol: FileProtocol::Nfs,
    };
    world.draft.file_systems =
        vec![mount("cfs-1", "cfs-1.baidubce.com", "/data"), mount(id, address, path)];
}

pub const CASES: &[Case] = &[
    (|w| policy(w, "asp-night"), &[]),
    (
        |w| {
            policy(w, "asp-night");
            w.rare.policies.as_mut().unwrap()[0].status = "Active".into();
        },
        &[],
    ),
    (|w| policy(w, "asp-old"), &["W asp.status @snapshot_policy -> nothing"]),
    (|w| policy(w, "asp-gone"), &["E asp.listed @snapshot_policy -> nothing"]),
    (
        |w| {
            policy(w, "asp-gone");
            w.rare.policies = None;
        },
        &[],
    ),
    (
        |w| {
            policy(w, "asp-night");
            w.image().kind = ImageKind::Market;
        },
        &["W asp.market @snapshot_policy -> nothing"],
    ),
    (|w| w.image().kind = ImageKind::Market, &[]),
    (|w| mount(w, " cfs-2 ", "host", " /a b "), &[]),
    (|w| mount(w, "", "host", "/a"), &["E cfs.fields @file_systems#1"]),
    (|w| mount(w, "cfs-2", " ", "/a"), &["E cfs.fields @file_systems#1"]),
    (|w| mount(w, "cfs-2", "host", ""), &["E cfs.fields @file_systems#1"]),
    (|w| mount(w, "cfs 2", "host", "/a"), &["E cfs.fields:cfs_word @file_systems#1"]),
    (|w| mount(w, "cfs-2", "ho\u{1}st", "/a"), &["E cfs.fields:cfs_word @file_systems#1"]),
    (|w| mount(w, "cfs-2", "host", "a/b"), &["E cfs.fields:cfs_path @file_systems#1 -> path=/a/b"]),
    (|w| mount(w, "cfs-2", "host", "/a\tb"), &["E cfs.fields:cfs_path @file_systems#1"]),
];

#[test]
fn the_policy_and_the_mounts() {
    judge(CASES);
}

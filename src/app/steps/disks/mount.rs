//! One file system to mount: its form and its line in the list. No operation lists file systems, so all
//! of it is typed.

use crate::app::field::Label;
use crate::app::items::{Cell, ItemForm};
use crate::app::steps;
use crate::app::steps::disks::named;
use crate::app::wizard::Wizard;
use crate::domain::draft::{Draft, FileSystemDraft};
use crate::domain::plan::FileProtocol;

/// The cells for a file system of the list, or for a new one.
pub(super) fn form(draft: &Draft, index: Option<usize>) -> Vec<Cell> {
    let known = index.and_then(|index| draft.file_systems.get(index));
    let text = |of: fn(&FileSystemDraft) -> &str| known.map_or("", of);
    let protocols = FileProtocol::ALL.iter().map(|one| one.api_name().to_owned()).collect();
    let protocol = known.map_or(FileProtocol::Nfs, |mount| mount.protocol);
    vec![
        Cell::text("cfs_id", text(|mount| &mount.id)),
        Cell::text("cfs_address", text(|mount| &mount.mount_address)),
        Cell::text("cfs_path", text(|mount| &mount.path)),
        Cell::choice("cfs_protocol", named(protocols), protocol.api_name()),
    ]
}

pub(super) fn put(draft: &mut Draft, form: &ItemForm) {
    let said = |name: &str| form.value(name).trim().to_owned();
    let chosen = form.value("cfs_protocol");
    let protocol = FileProtocol::ALL.iter().find(|one| one.api_name() == chosen);
    let mount = FileSystemDraft {
        id: said("cfs_id"),
        mount_address: said("cfs_address"),
        path: said("cfs_path"),
        protocol: protocol.copied().unwrap_or(FileProtocol::Nfs),
    };
    steps::put(&mut draft.file_systems, form.index, mount);
}

/// Id, path, protocol and address.
pub(super) fn columns(wizard: &Wizard, index: usize) -> Vec<Label> {
    let Some(mount) = wizard.draft.file_systems.get(index) else { return Vec::new() };
    let said = |text: &String| Label::text(if text.is_empty() { "—" } else { text.as_str() });
    vec![
        said(&mount.id),
        said(&mount.path),
        Label::text(mount.protocol.api_name()),
        said(&mount.mount_address),
    ]
}

/// All of them in few words: `cfs-1 → /mnt/data`.
pub(super) fn shown(draft: &Draft) -> Label {
    if draft.file_systems.is_empty() {
        return Label::Words("disks.none");
    }
    let mounts = draft.file_systems.iter();
    Label::List(mounts.map(|one| Label::text(format!("{} → {}", one.id, one.path))).collect())
}

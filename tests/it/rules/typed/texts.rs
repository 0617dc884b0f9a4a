//! Names, ids and other texts.

use bcc_wizard::domain::draft::FileSystemDraft;
use bcc_wizard::domain::plan::{FileProtocol, Hidden, Login, Tag};
use secrecy::ExposeSecret as _;

use super::{Field, disk, letters, longest, or_nothing, public_ip};
use crate::world::{World, text};

fn mount(world: &mut World, change: fn(&mut FileSystemDraft, &str), typed: &str) {
    let mut mount = FileSystemDraft {
        id: text("cfs-1"),
        mount_address: text("host"),
        path: text("/data"),
        protocol: FileProtocol::Nfs,
    };
    change(&mut mount, typed);
    world.draft.file_systems = vec![mount];
}

fn tag(world: &mut World, key: &str, value: &str) {
    world.draft.tags = vec![Tag { key: text(key), value: text(value) }];
}

pub const NAMES: &[Field] = &[
    Field {
        name: "name",
        put: |w, typed| w.draft.name = text(typed),
        became: |plan| or_nothing(plan.name.as_ref()),
        longest: || letters(65),
        said: [
            "",
            "E name.len -> aaaaaaaa…",
            "",
            "",
            "W name.charset:name_chinese_first",
            "E name.charset",
            "E name.charset -> a-2Jb",
            "E name.charset -> Dear all…",
            "E name.charset -> GB",
            "E name.charset",
            "E name.charset",
        ],
    },
    Field {
        name: "host name",
        put: |w, typed| w.draft.hostname = text(typed),
        became: |plan| or_nothing(plan.hostname.as_ref()),
        longest: || letters(64),
        said: [
            "",
            "E host.len -> aaaaaaaa…",
            "",
            "",
            "E host.charset",
            "E host.charset + E host.len",
            "E host.charset -> a-2jb",
            "E host.charset -> dear-all…",
            "E host.charset -> gb",
            "E host.charset",
            "E host.charset",
        ],
    },
    Field {
        name: "name of the public IP",
        put: |w, typed| {
            public_ip(w);
            w.draft.ip_name = text(typed);
        },
        became: |plan| or_nothing(plan.public_ip.as_ref().and_then(|ip| ip.name.as_ref())),
        longest: || letters(65),
        said: [
            "",
            "E eip.name:eip_name_len -> aaaaaaaa…",
            "",
            "",
            "E eip.name -> nothing",
            "E eip.name -> nothing",
            "E eip.name -> a-2Jb",
            "E eip.name -> Dear-all…",
            "E eip.name -> GB",
            "E eip.name -> nothing",
            "E eip.name -> nothing",
        ],
    },
    Field {
        name: "name of a disk",
        put: |w, typed| {
            disk(w);
            w.draft.data_disks[0].name = text(typed);
        },
        became: |plan| or_nothing(plan.data_disks[0].name.as_ref()),
        longest: || letters(65),
        said: [
            "",
            "W cds.name:cds_name_unusual -> name=aaa…",
            "",
            "",
            "W cds.name:cds_name_unusual",
            "W cds.name:cds_name_unusual",
            "E cds.name -> name=a-2Jb",
            "E cds.name -> name=Dea…",
            "W cds.name:cds_name_unusual -> name=GB",
            "W cds.name:cds_name_unusual",
            "W cds.name:cds_name_unusual",
        ],
    },
    Field {
        name: "key of a tag",
        put: |w, typed| tag(w, typed, "x"),
        became: |plan| plan.more.tags[0].key.clone(),
        longest: || letters(65),
        said: [
            "",
            "E tag.key -> key=aaaa…",
            "E tag.key",
            "E tag.key",
            "",
            "E tag.key",
            "E tag.key -> key=a-2Jb",
            "E tag.key -> key=Dear…",
            "",
            "",
            "",
        ],
    },
    Field {
        name: "value of a tag",
        put: |w, typed| tag(w, "x", typed),
        became: |plan| plan.more.tags[0].value.clone(),
        longest: || letters(65),
        said: [
            "",
            "E tag.value -> value=aa…",
            "",
            "",
            "",
            "E tag.value -> value=nothing",
            "E tag.value -> value=a-2Jb",
            "E tag.value -> value=De…",
            "",
            "",
            "",
        ],
    },
    Field {
        name: "password",
        put: |w, typed| w.log_in_by(typed),
        became: |plan| match &plan.login {
            Login::Password(password) => password.expose_secret().to_owned(),
            _ => String::new(),
        },
        longest: || longest("Abcd123!Abcd123!", "Abcd123!Abcd123!a"),
        said: [
            "",
            "W pass.len:pass_len_newer",
            "E pass.required",
            "E pass.len + E pass.classes + E pass.charset",
            "E pass.len + E pass.classes + E pass.charset",
            "E pass.len + E pass.classes + E pass.charset",
            "E pass.len + E pass.charset + W pass.classes:pass_classes_newer",
            "E pass.len + E pass.charset + W pass.classes:pass_classes_newer",
            "E pass.len + E pass.classes + E pass.charset",
            "E pass.len + E pass.classes + W pass.charset:pass_charset_newer",
            "E pass.classes + W pass.len:pass_len_newer",
        ],
    },
    Field {
        name: "user data",
        put: |w, typed| w.draft.user_data = typed.into(),
        became: |plan| or_nothing(plan.more.user_data.as_ref().map(Hidden::expose)),
        longest: || letters(12_288),
        said: ["", "W user.size", "", "", "", "", "", "", "", "", ""],
    },
];

pub const IDS: &[Field] = &[
    Field {
        name: "private address",
        put: |w, typed| w.draft.internal_ips = vec![text(typed)],
        became: |plan| plan.more.internal_ips[0].to_string(),
        longest: || longest("192.168.15.254", "192.168.15.255"),
        said: [
            "",
            "E ip.format",
            "E ip.format:ip_none",
            "E ip.format:ip_none",
            "E ip.format:ip_none",
            "E ip.format:ip_none",
            "E ip.format:ip_none",
            "E ip.format:ip_none",
            "E ip.format:ip_none",
            "E ip.format:ip_none",
            "E ip.format:ip_none",
        ],
    },
    Field {
        name: "file system",
        put: |w, typed| mount(w, |mount, typed| mount.id = text(typed), typed),
        became: |plan| plan.more.file_systems[0].id.clone(),
        longest: || letters(400),
        said: [
            "",
            "",
            "E cfs.fields",
            "E cfs.fields",
            "E cfs.fields:cfs_word",
            "E cfs.fields:cfs_word",
            "E cfs.fields:cfs_word",
            "E cfs.fields:cfs_word",
            "E cfs.fields:cfs_word",
            "",
            "",
        ],
    },
    Field {
        name: "mount address",
        put: |w, typed| mount(w, |mount, typed| mount.mount_address = text(typed), typed),
        became: |plan| plan.more.file_systems[0].mount_address.clone(),
        longest: || letters(400),
        said: [
            "",
            "",
            "E cfs.fields",
            "E cfs.fields",
            "E cfs.fields:cfs_word",
            "E cfs.fields:cfs_word",
            "E cfs.fields:cfs_word",
            "E cfs.fields:cfs_word",
            "E cfs.fields:cfs_word",
            "",
            "",
        ],
    },
    Field {
        name: "path of a mount",
        put: |w, typed| mount(w, |mount, typed| mount.path = text(typed), typed),
        became: |plan| plan.more.file_systems[0].path.clone(),
        longest: || longest("/a", "a"),
        said: [
            "",
            "E cfs.fields:cfs_path -> path=/a",
            "E cfs.fields",
            "E cfs.fields",
            "E cfs.fields:cfs_path -> path=/三台",
            "E cfs.fields:cfs_path -> path=/🦀",
            "E cfs.fields:cfs_path",
            "E cfs.fields:cfs_path",
            "E cfs.fields:cfs_path -> path=/40 GB",
            "E cfs.fields:cfs_path -> path=/-40",
            "E cfs.fields:cfs_path -> path=/99…",
        ],
    },
    Field {
        name: "dedicated server",
        put: |w, typed| w.draft.dedicated_host = text(typed),
        became: |plan| or_nothing(plan.more.dedicated_host.as_ref()),
        longest: || longest("d-MPgs6jPr", "d-MPgs6jPr!"),
        said: [
            "I x.dedicated",
            "W dedicated.format + I x.dedicated",
            "",
            "",
            "E dedicated.format -> nothing + I x.dedicated",
            "E dedicated.format -> nothing + I x.dedicated",
            "E dedicated.format -> nothing + I x.dedicated",
            "E dedicated.format -> nothing + I x.dedicated",
            "E dedicated.format -> nothing + I x.dedicated",
            "W dedicated.format + I x.dedicated",
            "W dedicated.format + I x.dedicated",
        ],
    },
];

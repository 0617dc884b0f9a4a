//! The answers of a draft by field, for whatever treats all fields of a kind alike.

use crate::domain::draft::Draft;
use crate::domain::field::FieldId;
use crate::domain::plan::Hidden;

/// One method to read and one to write, over the same table of places.
macro_rules! places {
    ($(#[$doc:meta])* $get:ident, $(#[$doc_mut:meta])* $get_mut:ident -> $type:ty {
        $($field:ident => $($place:ident).+,)+
    }) => {
        $(#[$doc])*
        pub fn $get(&self, field: FieldId) -> Option<&$type> {
            match field {
                $(FieldId::$field => Some(&self.$($place).+),)+
                _ => None,
            }
        }

        $(#[$doc_mut])*
        pub fn $get_mut(&mut self, field: FieldId) -> Option<&mut $type> {
            match field {
                $(FieldId::$field => Some(&mut self.$($place).+),)+
                _ => None,
            }
        }
    };
}

impl Draft {
    places! {
        /// The text of a field that is typed in one line and is no secret.
        text,
        /// The same, to change it.
        text_mut -> String {
            Count => count,
            MinCount => min_count,
            SystemDiskSize => system_disk_size,
            LocalDisk => local_disk,
            SystemExtraIo => system_extra_io,
            Bandwidth => bandwidth,
            IpName => ip_name,
            DedicatedHost => dedicated_host,
            Name => name,
            Hostname => hostname,
            BidPrice => bid_price,
            RenewTime => renew.time,
        }
    }

    places! {
        /// The answer to a question of which at most one row of a list, or one word, is chosen.
        choice,
        /// The same, to change it.
        choice_mut -> Option<String> {
            Zone => zone,
            Spec => spec,
            EhcCluster => ehc_cluster,
            Image => image,
            SystemDiskType => system_disk_type,
            SnapshotPolicy => snapshot_policy,
            Vpc => vpc,
            Subnet => subnet,
            KeyPair => key_pair,
            Role => role,
            ResourceGroup => resource_group,
        }
    }

    places! {
        /// The answer to a question that is yes, no, or left to the cloud.
        flag,
        /// The same, to change it.
        flag_mut -> Option<bool> {
            HyperThreading => hyper_threading,
            HideSerial => hide_serial,
            IpRelease => ip_release,
            Ipv6 => ipv6,
            JumboFrames => jumbo_frames,
            OrderedSuffix => ordered_suffix,
            HostnameDomain => hostname_domain,
            DeletionProtection => deletion_protection,
            TagRelated => tag_related,
        }
    }

    places! {
        /// The text of a field that has several lines.
        lines,
        /// The same, to change it.
        lines_mut -> Hidden {
            UserData => user_data,
        }
    }

    /// The ids of a question of which several rows of a list are chosen.
    pub fn marks(&self, field: FieldId) -> Option<&Vec<String>> {
        match field {
            FieldId::Groups if self.enterprise => Some(&self.enterprise_groups),
            FieldId::Groups => Some(&self.groups),
            FieldId::Interfaces => Some(&self.interfaces),
            FieldId::DeploymentSets => Some(&self.deployment_sets),
            _ => None,
        }
    }

    /// The same, to change them.
    pub fn marks_mut(&mut self, field: FieldId) -> Option<&mut Vec<String>> {
        match field {
            FieldId::Groups if self.enterprise => Some(&mut self.enterprise_groups),
            FieldId::Groups => Some(&mut self.groups),
            FieldId::Interfaces => Some(&mut self.interfaces),
            FieldId::DeploymentSets => Some(&mut self.deployment_sets),
            _ => None,
        }
    }

    /// How many entries a list of sub-forms has; `None` for any other field.
    pub fn items(&self, field: FieldId) -> Option<usize> {
        Some(match field {
            FieldId::DataDisks => self.data_disks.len(),
            FieldId::FileSystems => self.file_systems.len(),
            FieldId::InternalIps => self.internal_ips.len(),
            FieldId::Tags => self.tags.len(),
            _ => return None,
        })
    }

    /// Removes an entry of a list of sub-forms; false when there is none.
    pub fn remove_item(&mut self, field: FieldId, index: usize) -> bool {
        if self.items(field).is_none_or(|items| index >= items) {
            return false;
        }
        match field {
            FieldId::DataDisks => drop(self.data_disks.remove(index)),
            FieldId::FileSystems => drop(self.file_systems.remove(index)),
            FieldId::InternalIps => drop(self.internal_ips.remove(index)),
            _ => drop(self.tags.remove(index)),
        }
        true
    }

    /// Puts a copy of an entry of a list of sub-forms behind it; false when there is none.
    pub fn repeat_item(&mut self, field: FieldId, index: usize) -> bool {
        fn repeat<T: Clone>(items: &mut Vec<T>, index: usize) -> bool {
            let Some(copy) = items.get(index).cloned() else { return false };
            items.insert(index + 1, copy);
            true
        }
        match field {
            FieldId::DataDisks => repeat(&mut self.data_disks, index),
            FieldId::FileSystems => repeat(&mut self.file_systems, index),
            FieldId::InternalIps => repeat(&mut self.internal_ips, index),
            FieldId::Tags => repeat(&mut self.tags, index),
            _ => false,
        }
    }
}

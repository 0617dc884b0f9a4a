//! The forms a purchase can be handed on in.

use strum::{EnumIter, EnumString, IntoStaticStr};

/// A form of a purchase for another program (ux.md §8, §9). By its name it is chosen with `--as`.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Format {
    /// The body of the create request.
    #[default]
    Json,
    /// A signed command for curl.
    Curl,
    /// A command of Baidu's own command line.
    Bce,
    /// A resource for Terraform.
    Terraform,
    /// A plan file.
    Toml,
}

impl Format {
    /// All of them, as they are offered.
    pub const ALL: [Self; 5] = [Self::Json, Self::Curl, Self::Bce, Self::Terraform, Self::Toml];

    /// The name by which it is chosen.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// What a file of this form usually ends with.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Curl | Self::Bce => "sh",
            Self::Terraform => "tf",
            Self::Toml => "toml",
        }
    }
}

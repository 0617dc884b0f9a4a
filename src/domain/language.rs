//! The languages the program speaks.

/// A language of the catalogue under `assets/locales`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    ZhCn,
}

impl Language {
    /// Reads a language tag as users, profiles and `LANG` write it: `en`, `en-US`, `zh`, `zh_CN.UTF-8`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.trim().to_ascii_lowercase();
        let primary = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        match primary {
            "en" => Some(Self::En),
            "zh" => Some(Self::ZhCn),
            _ => None,
        }
    }

    /// The locale's name in the catalogue files.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhCn => "zh-CN",
        }
    }

    /// The other language, for a switch while running.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::En => Self::ZhCn,
            Self::ZhCn => Self::En,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn tags_of_shells_and_profiles_are_understood() {
        for (tag, language) in [
            ("en", Some(Language::En)),
            ("en_US.UTF-8", Some(Language::En)),
            ("zh-CN", Some(Language::ZhCn)),
            ("ZH_cn.utf8", Some(Language::ZhCn)),
            ("C", None),
            ("", None),
            ("fr_FR", None),
        ] {
            assert_eq!(Language::from_tag(tag), language, "{tag}");
        }
    }
}

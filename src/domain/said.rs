//! Sentences as data: said in whichever language is in force when they are shown, not when they are made.

use std::borrow::Cow;
use std::io;

/// Something to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A sentence of the locale files, by its key, with what is put into its places.
    Words(Cow<'static, str>, Vec<(&'static str, Said)>),
    /// A name, a number, the system's or somebody else's words: the same in every language. It may be
    /// untrusted.
    Text(String),
    /// Several, joined by the words of a key, such as [`COMMA`].
    List(&'static str, Vec<Said>),
}

/// Joins the members of a list within a sentence.
pub const COMMA: &str = "list.comma";
/// Joins sentences that stand beside each other.
pub const DOT: &str = "list.dot";

/// Puts what is said into words of some language.
pub type Say<'a> = &'a dyn Fn(&Said) -> String;

impl Default for Said {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Said {
    /// The sentence of a key.
    pub fn of(key: impl Into<Cow<'static, str>>) -> Self {
        Self::Words(key.into(), Vec::new())
    }

    /// The same with something in one more of its places.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Self>) -> Self {
        if let Self::Words(_, values) = &mut self {
            values.push((name, value.into()));
        }
        self
    }

    /// The same with a number in one more of its places.
    #[must_use]
    pub fn with_number(self, name: &'static str, value: impl ToString + Copy) -> Self {
        self.with(name, value.to_string())
    }

    /// A name, a number, somebody else's words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Names and the like, joined as members of a list.
    pub fn list<T: Into<Self>>(members: impl IntoIterator<Item = T>) -> Self {
        Self::List(COMMA, members.into_iter().map(Into::into).collect())
    }

    /// The key of a sentence; nothing for anything else.
    pub fn key(&self) -> &str {
        match self {
            Self::Words(key, _) => key,
            _ => "",
        }
    }
}

impl From<String> for Said {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Said {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Said {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

/// What the system says of a failure, for what fails often in words of the locale files.
impl From<&io::Error> for Said {
    fn from(error: &io::Error) -> Self {
        let name = match error.kind() {
            io::ErrorKind::NotFound => "system.not_found",
            io::ErrorKind::PermissionDenied => "system.denied",
            io::ErrorKind::AlreadyExists => "system.exists",
            io::ErrorKind::IsADirectory => "system.is_folder",
            io::ErrorKind::NotADirectory => "system.not_folder",
            io::ErrorKind::StorageFull => "system.full",
            io::ErrorKind::QuotaExceeded => "system.quota",
            io::ErrorKind::ReadOnlyFilesystem => "system.read_only",
            io::ErrorKind::FileTooLarge => "system.too_large",
            io::ErrorKind::InvalidFilename => "system.bad_name",
            io::ErrorKind::InvalidData => "system.not_text",
            io::ErrorKind::AddrInUse => "system.address_in_use",
            io::ErrorKind::AddrNotAvailable => "system.address_not_here",
            io::ErrorKind::BrokenPipe => "system.broken_pipe",
            _ => return Self::Text(error.to_string()),
        };
        Self::of(name)
    }
}

impl From<io::Error> for Said {
    fn from(error: io::Error) -> Self {
        Self::from(&error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_keeps_what_is_put_into_it() {
        let said = Said::of("a.b").with("name", "web").with_number("count", 3);
        let values = vec![("name", Said::text("web")), ("count", Said::text("3"))];
        assert_eq!(said, Said::Words("a.b".into(), values));
        assert_eq!((said.key(), Said::text("x").with("name", "y")), ("a.b", Said::text("x")));
    }

    #[test]
    fn the_system_is_quoted_where_it_is_not_understood() {
        assert_eq!(Said::from(io::Error::from(io::ErrorKind::NotFound)).key(), "system.not_found");
        assert_eq!(Said::from(io::Error::other("odd")), Said::text("odd"));
    }
}

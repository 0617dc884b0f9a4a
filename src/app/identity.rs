//! Who buys, and what came of connecting as that.

use std::fmt;

use secrecy::SecretString;

use crate::app::wizard::Place;
use crate::domain::record::Record;
use crate::domain::said::Said;

/// Characters of an access key ID that are shown: enough to know it by.
const HINT: usize = 4;

/// Who buys.
#[derive(Clone, Debug)]
pub enum Identity {
    /// Nobody: the embedded sandbox has an account of its own.
    Sandbox,
    /// The owner of a key pair that was typed.
    Key(AccessKey),
}

/// A key pair that was typed. It is kept in memory, and nowhere else unless that was asked for.
#[derive(Clone)]
pub struct AccessKey {
    /// Access key ID.
    pub id: String,
    /// Secret access key.
    pub secret_key: SecretString,
    /// Session token of temporary keys.
    pub session_token: Option<SecretString>,
    /// Whether to save it as a profile.
    pub keep: bool,
}

impl fmt::Debug for AccessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hint: String = self.id.chars().take(HINT).chain(['…']).collect();
        f.debug_struct("AccessKey")
            .field("id", &hint)
            .field("temporary", &self.session_token.is_some())
            .field("keep", &self.keep)
            .finish_non_exhaustive()
    }
}

/// What a connection opens.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Where one buys through it.
    pub place: Place,
    /// The region it begins in.
    pub region: String,
    /// Orders of earlier runs that are not finished.
    pub unfinished: Vec<Record>,
    /// What came of saving the key, where that was asked for; an error is a sentence.
    pub kept: Option<Result<Kept, Said>>,
}

/// A profile that now holds the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its name.
    pub name: String,
    /// Whether the next start uses it without being told.
    pub current: bool,
}

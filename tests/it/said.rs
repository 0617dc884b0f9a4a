//! What is said as data, in the words people read.

use bcc_wizard::api::endpoint::EndpointError;
use bcc_wizard::config::ConfigError;
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::said::Said;
use bcc_wizard::logging::LogError;
use bcc_wizard::runtime::journal::JournalError;
use bcc_wizard::sandbox::SandboxError;
use bcc_wizard::sandbox::faults::FaultError;
use bcc_wizard::ui::words::Words;

/// Something that is said in a language.
pub trait Speaks {
    /// What is said.
    fn what(&self) -> Said;

    /// The same in English.
    fn english(&self) -> String {
        Words(Language::En).said(&self.what())
    }
}

impl Speaks for Said {
    fn what(&self) -> Said {
        self.clone()
    }
}

macro_rules! speaks {
    ($($error:ty),*) => {
        $(impl Speaks for $error {
            fn what(&self) -> Said {
                self.said()
            }
        })*
    };
}

speaks!(ConfigError, EndpointError, LogError, JournalError, SandboxError, FaultError);

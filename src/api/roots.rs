//! Certificate authorities to trust besides the system's, such as a company's own.

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use crate::domain::said::Said;

/// Why a file of authorities cannot be used. Never repeats the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RootsError {
    /// No certificate in it: a key, another format, or nothing.
    None,
    /// PEM that is cut off or garbled.
    Damaged(usize),
    /// PEM around something that is no certificate.
    NotACertificate(usize),
}

impl RootsError {
    /// Why, a part of a sentence.
    pub fn said(self) -> Said {
        match self {
            Self::None => Said::of("authority.none"),
            Self::Damaged(count) => Said::of("authority.damaged").with_number("count", count),
            Self::NotACertificate(number) => {
                Said::of("authority.not_a_certificate").with_number("number", number)
            }
        }
    }
}

/// Authorities out of a PEM file.
#[derive(Clone)]
pub struct Roots {
    pub(super) certificates: Vec<reqwest::Certificate>,
}

impl std::fmt::Debug for Roots {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Roots").field("certificates", &self.certificates.len()).finish()
    }
}

impl Roots {
    /// Reads every certificate of a PEM file and judges it, so that a wrong one is named by its file
    /// and not found out when the first connection fails.
    pub fn from_pem(pem: &[u8]) -> Result<Self, RootsError> {
        let mut certificates = Vec::new();
        for found in CertificateDer::pem_slice_iter(pem) {
            let number = certificates.len() + 1;
            let found = found.map_err(|_| RootsError::Damaged(number - 1))?;
            let judged = reqwest::Certificate::from_der(&found);
            RootCertStore::empty().add(found).map_err(|_| RootsError::NotACertificate(number))?;
            certificates.push(judged.map_err(|_| RootsError::NotACertificate(number))?);
        }
        if certificates.is_empty() {
            return Err(RootsError::None);
        }
        Ok(Self { certificates })
    }
}

#[cfg(test)]
mod tests {
    use super::{Roots, RootsError};

    #[test]
    fn what_holds_no_certificate_is_refused() {
        let block = |inside: &str| {
            format!("-----BEGIN CERTIFICATE-----\n{inside}\n-----END CERTIFICATE-----\n")
        };
        for (pem, error) in [
            (String::new(), RootsError::None),
            ("not a certificate".to_owned(), RootsError::None),
            (block("AAAA").replace("CERTIFICATE", "PRIVATE KEY"), RootsError::None),
            (block("AAAA"), RootsError::NotACertificate(1)),
            (block("*&^%"), RootsError::Damaged(0)),
            ("-----BEGIN CERTIFICATE-----\nAAAA\n".to_owned(), RootsError::Damaged(0)),
        ] {
            assert_eq!(Roots::from_pem(pem.as_bytes()).unwrap_err(), error, "{pem}");
        }
    }
}

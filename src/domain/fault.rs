//! Why something asked of the cloud did not work, in terms a person can act on.

use crate::domain::field::FieldId;

/// What kind of failure it is; the sentence shown for it is `fault.<kind>` in the locale files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum FaultKind {
    /// No connection could be made: name, route, refused, TLS.
    Unreachable,
    /// No answer within the time allowed.
    Timeout,
    /// The connection broke while the answer was awaited.
    Interrupted,
    /// `InvalidAccessKeyId`: nobody knows this access key.
    UnknownKey,
    /// `SignatureDoesNotMatch`, `InvalidHTTPAuthHeader`: the secret key is wrong, or the host changed on the way.
    WrongSecret,
    /// `AccessDenied`: the key is valid but may not do this.
    Forbidden,
    /// `RequestExpired`: the clock is off by more than 30 minutes.
    Clock,
    /// `QualifyNotPass`: real-name certification is missing.
    RealName,
    /// `OptInRequired`: the service is not activated.
    OptIn,
    /// `Instance.InstanceBeBanned`: the account is blocked for BCC.
    Banned,
    /// A quota is used up (HTTP 413).
    Quota,
    /// 429: too many requests.
    Throttled,
    /// 404 in any spelling: the thing asked for does not exist (yet, or any more).
    NotFound,
    /// `IdempotentParameterMismatch`: the token was used for another request.
    TokenReused,
    /// Any other refusal (4xx) with a code of the cloud's.
    Refused,
    /// 5xx: the cloud's own fault.
    Server,
    /// An answer that is not what the contract says: HTML, truncated JSON, wrong shape.
    Garbled,
}

/// One failure, kept as state until the next try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What kind it is.
    pub kind: FaultKind,
    /// The cloud's error code (`code` of the error body), where there was one.
    pub code: Option<String>,
    /// HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// `x-bce-request-id` of the answer, to quote to support.
    pub request_id: Option<String>,
    /// The server's or system's own words. Untrusted text.
    pub message: String,
    /// Whether the request may have taken effect all the same. An order whose fault says so is unknown, not failed.
    pub may_have_happened: bool,
}

impl Fault {
    /// The answer to look at again after a refused order (contract.md §3.2, "Field to jump to").
    pub fn field(&self) -> Option<FieldId> {
        let code = self.code.as_deref()?;
        let says = |word: &str| self.message.to_ascii_lowercase().contains(word);
        Some(match code {
            "BadRequest" if says("spec") => FieldId::Spec,
            "BadRequest" if says("zone") => FieldId::Zone,
            "NoSuchObject" if says("subnet") => FieldId::Subnet,
            "Keypair.KeypairNotExist" => FieldId::KeyPair,
            "Instance.InsufficientRootDiskSize" => FieldId::SystemDiskSize,
            "Instance.InvalidateRootDiskStorageType" => FieldId::SystemDiskType,
            "Instance.InvalidateConfiguration" | "Instance.NotSupportInstanceTypeException" => {
                FieldId::Spec
            }
            "Instance.GlobalInstanceQuotaLimitExceeded" => FieldId::Payment,
            "Instance.InstanceQuotaLimitExceeded" => FieldId::Count,
            "Instance.EipQuotaLimitExceeded" => FieldId::PublicIp,
            _ => return None,
        })
    }
}

//! The table of errors against the contract, the samples and the sentences.

use std::collections::BTreeSet;

use bcc_wizard::api::client::Request;
use bcc_wizard::api::endpoint::Service;
use bcc_wizard::domain::fault::{Again, Fault, FaultKind, Table};
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::language::Language;
use bcc_wizard::i18n;
use bcc_wizard::ui::words::Words;
use rstest::rstest;
use strum::IntoEnumIterator as _;

use super::client;
use crate::client::peer::{Peer, Reply};

const EN: Words = Words(Language::En);
const ZH: Words = Words(Language::ZhCn);

/// The fault that an answer of the cloud becomes.
async fn answered(status: u16, body: &str) -> Fault {
    let body = body.to_owned();
    let peer = Peer::start(move |_, _| Reply::json(status, &body)).await;
    let request = Request::get(Service::Bcc, "/v2/zone");
    client(&peer).send(&request).await.unwrap_err().into()
}

/// The codes of contract.md §3.1 and §3.2 with their statuses.
const CONTRACT: [(&str, u16); 44] = [
    ("AccessDenied", 403),
    ("InvalidAccessKeyId", 403),
    ("InvalidHTTPAuthHeader", 400),
    ("SignatureDoesNotMatch", 400),
    ("RequestExpired", 400),
    ("InappropriateJSON", 400),
    ("MalformedJSON", 400),
    ("InvalidHTTPRequest", 400),
    ("InvalidURI", 400),
    ("InvalidVersion", 404),
    ("OptInRequired", 403),
    ("PreconditionFailed", 412),
    ("IdempotentParameterMismatch", 403),
    ("InternalError", 500),
    ("ServiceUnavailable", 502),
    ("ServiceUnavailable", 503),
    ("QualifyNotPass", 403),
    ("BadRequest", 400),
    ("NoSuchObject", 404),
    ("NoSuchKey", 404),
    ("NotFound", 404),
    ("ResourceNotfound", 404),
    ("ResourceNotFound", 404),
    ("ResourceNotFoundException", 404),
    ("InstanceNotFound", 404),
    ("InvalidInstanceId.NotFound", 404),
    ("Forbidden.InstanceNotFound", 404),
    ("OperationDenied", 404),
    ("Keypair.KeypairNotExist", 404),
    ("Instance.InsufficientRootDiskSize", 400),
    ("Instance.InvalidateRootDiskStorageType", 400),
    ("Instance.InvalidateConfiguration", 400),
    ("Instance.InstanceBeBanned", 403),
    ("Instance.GlobalInstanceQuotaLimitExceeded", 413),
    ("Instance.InstanceQuotaLimitExceeded", 413),
    ("Instance.EipQuotaLimitExceeded", 413),
    ("Instance.MKTImageInstanceNotSupportCreateSnapshotException", 403),
    ("Instance.NotSupportInstanceTypeException", 403),
    ("Instance.ReleaseWhileCreating", 403),
    ("Instance.ReleaseNotPrepay", 403),
    ("TagExceptions.TagKeyInvalid", 400),
    ("TagExceptions.TagValueInvalid", 400),
    ("TagExceptions.TagKeyEmpty", 400),
    ("Anything.QuotaLimitExceeded", 413),
];

#[test]
fn every_code_of_the_contract_is_listed_with_its_status() {
    let table = Table::builtin();
    for (code, status) in CONTRACT {
        let named = |of_code: &&bcc_wizard::domain::fault::OfCode| {
            of_code.codes.iter().any(|known| {
                known == code || known.strip_prefix('*').is_some_and(|end| code.ends_with(end))
            })
        };
        let listed = table.codes().iter().find(named);
        assert!(listed.is_some_and(|of_code| of_code.statuses.contains(&status)), "{code}");
        let meaning = table.of_code(code, status, "").expect(code);
        let again = match code {
            "RequestExpired" => Again::Once,
            "InternalError" | "ServiceUnavailable" => Again::Yes,
            _ => Again::No,
        };
        assert_eq!(meaning.again, again, "{code}");
    }
    // And the other way round: nothing is listed that no source knows.
    let known: BTreeSet<&str> = CONTRACT.iter().map(|(code, _)| *code).collect();
    for code in table.codes().iter().flat_map(|of_code| &of_code.codes) {
        assert!(known.contains(code.as_str()) || code.starts_with('*'), "{code}");
    }
}

#[test]
fn every_kind_and_code_has_its_sentences_in_both_languages() {
    let table = Table::builtin();
    assert_eq!(table.kinds().len(), FaultKind::iter().count());
    let stems = table.all_words();
    assert!(stems.len() > FaultKind::iter().count(), "{stems:?}");
    let mut keys = BTreeSet::new();
    for stem in stems {
        for part in ["say", "do"] {
            let key = format!("{stem}.{part}");
            let [en, zh] =
                [Language::En, Language::ZhCn].map(|language| i18n::text(language, &key));
            assert!(en.ends_with('.') && en.len() > 10, "{key}: {en}");
            assert!(zh.ends_with('。') && zh != en, "{key}: {zh}");
            keys.insert(key);
        }
    }
    // And the other way round: no sentence stands there that nothing means.
    for file in [
        include_str!("../../../assets/locales/faults.en.toml"),
        include_str!("../../../assets/locales/errors.en.toml"),
    ] {
        let sentences: toml::Table = file.parse().unwrap();
        for (top, stems) in sentences.iter().filter(|(top, _)| *top != "fault_detail") {
            for stem in stems.as_table().unwrap().keys() {
                assert!(keys.contains(&format!("{top}.{stem}.say")), "{top}.{stem}");
            }
        }
    }
}

/// Sample, status, field, and how the advice begins.
#[rstest]
#[case(
    "AccessDenied",
    403,
    None,
    "This key is valid but may not do that.",
    "密钥有效，但没有此操作的权限。"
)]
#[case(
    "BadRequest.spec",
    400,
    Some(FieldId::Spec),
    "This spec is not sold here, or not any more: it may be sold out. Choose another spec",
    "该规格在此不出售或已下架，可能已售罄。请选择其他规格"
)]
#[case(
    "BadRequest.zone",
    400,
    Some(FieldId::Zone),
    "This zone is not one where that can be bought. Choose another zone",
    "该可用区不能购买。请选择"
)]
#[case(
    "IdempotentParameterMismatch",
    403,
    None,
    "The answers changed since the first try under this token. Look for new instances",
    "首次提交后填写有变动，与该令牌不符。请先在控制台查看"
)]
#[case(
    "InappropriateJSON",
    400,
    None,
    "Something in the request is missing or of the wrong kind. Go through the answers",
    "请求中缺少内容或类型不对。请检查"
)]
#[case(
    "Instance.EipQuotaLimitExceeded",
    413,
    Some(FieldId::PublicIp),
    "The account has as many public IPs as its quota allows. Buy fewer instances, do without",
    "账号的公网IP数量已达配额。请减少实例数量、不购买公网IP"
)]
#[case(
    "Instance.GlobalInstanceQuotaLimitExceeded",
    413,
    Some(FieldId::Payment),
    "The region has no pay-as-you-go instances left for you. Take a subscription, or another zone",
    "该地域的后付费实例额度已用完。请改用预付费"
)]
#[case(
    "Instance.InstanceBeBanned",
    403,
    None,
    "BCC is blocked for this account. Contact Baidu's technical support",
    "账号的 BCC 服务已被封禁。请联系百度技术支持"
)]
#[case(
    "Instance.InstanceQuotaLimitExceeded",
    413,
    Some(FieldId::Count),
    "The account has as many instances as its quota allows. Buy fewer",
    "账号的实例数量已达配额。请减少数量"
)]
#[case(
    "Instance.InsufficientRootDiskSize",
    400,
    Some(FieldId::SystemDiskSize),
    "The system disk is smaller than the image needs. Make the system disk larger",
    "系统盘小于镜像的要求。请增大系统盘"
)]
#[case(
    "Instance.InvalidateConfiguration",
    400,
    Some(FieldId::Spec),
    "This combination of vCPUs and memory does not exist. Choose another spec.",
    "没有这种 vCPU 与内存的组合。请选择其他规格。"
)]
#[case(
    "Instance.InvalidateRootDiskStorageType",
    400,
    Some(FieldId::SystemDiskType),
    "This type of system disk is not allowed with this spec or in this zone. Choose another",
    "该规格或可用区不支持此系统盘类型。请选择"
)]
#[case(
    "Instance.MKTImageInstanceNotSupportCreateSnapshotException",
    403,
    Some(FieldId::Image),
    "Instances of a market image cannot have snapshots of the system disk. Leave out",
    "镜像市场的镜像不支持系统盘快照。请去掉自动快照策略"
)]
#[case(
    "InternalError",
    500,
    None,
    "The cloud has a fault of its own. Try again",
    "云端内部故障。请稍后重试"
)]
#[case(
    "InvalidAccessKeyId",
    403,
    None,
    "Nobody knows this access key ID. Check the access key ID",
    "没有这个 Access Key ID。请检查"
)]
#[case(
    "InvalidHTTPAuthHeader",
    400,
    None,
    "The signature did not arrive the way it was sent. A proxy may",
    "签名到达云端时已被改动。代理可能"
)]
#[case(
    "InvalidVersion",
    404,
    None,
    "The endpoint does not speak this API. Check the endpoint",
    "该接入地址不提供此 API。请检查接入地址"
)]
#[case("MalformedJSON", 400, None, "The cloud could not read the request.", "云端无法读取请求。")]
#[case(
    "NoSuchKey",
    404,
    None,
    "What was asked for does not exist, or not any more. Reload",
    "所请求的资源不存在或已被删除。请重新加载"
)]
#[case(
    "NoSuchObject.subnet",
    404,
    Some(FieldId::Subnet),
    "The subnet does not exist any more. Reload the lists",
    "子网已不存在。请重新加载列表"
)]
#[case(
    "OptInRequired",
    403,
    None,
    "BCC is not activated for this account. Activate BCC in the console",
    "账号尚未开通 BCC。请先在控制台开通"
)]
#[case(
    "QualifyNotPass",
    403,
    None,
    "The account has not passed real-name certification, which every purchase needs. In the \
     console, open Security Certification and complete Personal Certification or Enterprise",
    "账号尚未通过实名认证，购买前必须完成。请在控制台的“安全认证”中完成个人认证或企业认证"
)]
#[case(
    "RequestExpired",
    400,
    None,
    "Your clock is off; the service refuses requests that are more than 30 min off. Set the clock",
    "本机时钟不准；偏差超过 30 分钟的请求会被拒绝。请校准"
)]
#[case(
    "SignatureDoesNotMatch",
    400,
    None,
    "The secret key does not match this access key. Copy the secret key again",
    "Secret Key 与该 Access Key 不匹配。请重新复制"
)]
#[tokio::test]
async fn a_documented_refusal_reads_like_advice(
    #[case] sample: &str,
    #[case] status: u16,
    #[case] field: Option<FieldId>,
    #[case] en: &str,
    #[case] zh: &str,
) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples");
    let body = std::fs::read_to_string(format!("{folder}/error.{sample}.json")).unwrap();
    let fault = answered(status, &body).await;
    assert_eq!(fault.field(), field);
    assert!(EN.fault(&fault).starts_with(en), "{}", EN.fault(&fault));
    assert!(ZH.fault(&fault).starts_with(zh), "{}", ZH.fault(&fault));
    let code = fault.code.as_deref().unwrap();
    for words in [EN, ZH] {
        let (advice, details) = (words.fault(&fault), words.fault_details(&fault).unwrap());
        assert!(!advice.contains(code) && !advice.contains('%'), "{advice}");
        assert!(details.starts_with(&fault.message), "{details}");
        let request = fault.request_id.as_deref().unwrap();
        assert!(details.contains(code) && details.contains(request), "{details}");
    }
}

#[test]
fn every_sample_of_an_error_is_in_the_test_above() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples");
    let source = include_str!("advice.rs");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(name) = name.strip_prefix("error.").and_then(|name| name.strip_suffix(".json"))
        else {
            continue;
        };
        let cases = ["#[case(\"", "#[case(\n    \""].map(|before| format!("{before}{name}\","));
        assert!(cases.iter().any(|case| source.contains(case)), "{name}");
    }
}

#[rstest]
#[case(400, "The cloud found something wrong with the request.", "云端认为请求有误。")]
#[case(401, "The cloud does not accept who is asking.", "云端不接受请求者的身份。")]
#[case(403, "The cloud does not allow this.", "云端不允许此操作。")]
#[case(404, "What was asked for does not exist", "所请求的资源不存在")]
#[case(409, "The cloud refused this.", "云端拒绝了请求。")]
#[case(413, "A quota of the account is used up.", "账号的配额已用完。")]
#[case(429, "Too many requests in a short time.", "短时间内请求过多。")]
#[case(500, "The cloud has a fault of its own.", "云端内部故障。")]
#[case(501, "The cloud cannot do this at all.", "云端不支持此操作。")]
#[case(503, "The cloud has a fault of its own.", "云端内部故障。")]
#[tokio::test]
async fn an_unknown_code_shows_the_server_s_words_under_a_sentence_by_status(
    #[case] status: u16,
    #[case] en: &str,
    #[case] zh: &str,
) {
    let body = r#"{"requestId":"r-\u001b7","code":"Brand.New","message":"No \u001b[2J\u202eway."}"#;
    let fault = answered(status, body).await;
    assert!(EN.fault(&fault).starts_with(en), "{}", EN.fault(&fault));
    assert!(ZH.fault(&fault).starts_with(zh), "{}", ZH.fault(&fault));
    assert_eq!(fault.field(), None);
    let details = EN.fault_details(&fault).unwrap();
    assert_eq!(details, format!("No ␛[2Jway. · Brand.New · HTTP {status} · request r-␛7"));
    let notice = EN.notice("notice.refused", &fault.values());
    assert!(notice.starts_with(&format!("The cloud refused the order: {en}")), "{notice}");
    assert!(notice.ends_with(&format!("({details})")), "{notice}");
}

#[tokio::test]
async fn a_refusal_without_a_code_goes_by_its_status() {
    let fault = answered(503, "<html>").await;
    assert!(EN.fault(&fault).starts_with("The cloud has a fault of its own."));
    let fault = answered(404, "<html>").await;
    assert_eq!(fault.kind, FaultKind::Garbled);
    assert!(EN.fault(&fault).starts_with("The answer is not one the cloud's API gives."));
    let fault = answered(400, r#"{"code":"BadRequest","message":"insufficient balance"}"#).await;
    assert_eq!(fault.field(), Some(FieldId::Payment));
    assert!(EN.fault(&fault).starts_with("The balance of the account is not enough"));
}

#[test]
fn a_failure_on_this_side_says_what_to_do_too() {
    for kind in FaultKind::iter() {
        let fault = Fault::local(kind, "");
        let name: &str = kind.into();
        assert_eq!(fault.words(), format!("fault.{name}"));
        assert_eq!(EN.fault_details(&fault), None);
        assert_eq!(
            EN.fault(&fault),
            format!("{} {}", EN.fault_says(&fault), EN.fault_does(&fault))
        );
        assert_eq!(
            EN.notice("notice.refused", &fault.values()),
            format!("The cloud refused the order: {}", EN.fault(&fault))
        );
    }
}

#[test]
fn a_key_that_may_not_read_prices_may_buy_all_the_same() {
    let fault = Fault {
        code: Some("AccessDenied".to_owned()),
        status: Some(403),
        ..Fault::local(FaultKind::Forbidden, "Access denied.")
    };
    assert_eq!(fault.words_on_price(), FaultKind::Forbidden.words_on_price());
    assert!(EN.no_prices().starts_with("Prices may not be read with this key. You can go on"));
    assert!(ZH.no_prices().starts_with("该密钥无权查询价格。"));
    let other = Fault::local(FaultKind::Timeout, "");
    assert_eq!(other.words_on_price(), other.words());
}

#[test]
fn the_measured_minutes_stand_in_the_sentence() {
    let off = |minutes| Fault {
        code: Some("RequestExpired".to_owned()),
        status: Some(400),
        skew_minutes: minutes,
        ..Fault::local(FaultKind::Clock, "Request has expired.")
    };
    for minutes in [-95, 95] {
        let en = EN.fault(&off(Some(minutes)));
        assert!(
            en.starts_with(
                "Your clock is off by 95 min; the service refuses requests that are more than \
                 30 min off. Set the clock"
            ),
            "{en}"
        );
        assert!(ZH.fault(&off(Some(minutes))).starts_with("本机时钟偏差 95 分钟；"));
        assert!(EN.notice("notice.refused", &off(Some(minutes)).values()).contains("by 95 min"));
    }
    assert!(EN.fault(&off(Some(4))).starts_with("The request reached the cloud too late"));
    assert!(EN.fault(&off(None)).starts_with("Your clock is off; the service"));
}

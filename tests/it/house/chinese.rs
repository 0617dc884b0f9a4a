//! How Chinese is written here: its marks, its blanks, and one word for one thing, as Baidu's console
//! and its API documents say it.

use std::collections::BTreeMap;

/// English terms and the one Chinese word for each.
const TERMS: [(&str, &str); 31] = [
    ("zone", "可用区"),
    ("region", "地域"),
    ("spec", "规格"),
    ("bare metal", "裸金属"),
    ("image", "镜像"),
    ("system disk", "系统盘"),
    ("data disk", "数据盘"),
    ("snapshot", "快照"),
    ("snapshot policy", "自动快照策略"),
    ("VPC", "私有网络"),
    ("subnet", "子网"),
    ("security group", "安全组"),
    ("enterprise security group", "企业安全组"),
    ("public IP", "公网IP"),
    ("bandwidth", "带宽"),
    ("network interface", "弹性网卡"),
    ("deployment set", "部署集"),
    ("dedicated host", "专属服务器"),
    ("key pair", "密钥对"),
    ("user data", "自定义数据"),
    ("hostname", "主机名"),
    ("deletion protection", "释放保护"),
    ("tag", "标签"),
    ("resource group", "资源分组"),
    ("quota", "配额"),
    ("pay-as-you-go", "后付费"),
    ("subscription", "预付费"),
    ("spot", "抢占实例"),
    ("auto-renewal", "自动续费"),
    ("balance", "余额"),
    ("voucher", "代金券"),
];

/// Sentences that say a term in English alone, and why Chinese does without it.
const WITHOUT: [(&str, &str); 9] = [
    ("help.renew_unit", "what ends is plain from the field"),
    ("help_long.renew_unit", "what ends is plain from the field"),
    ("cli.all.scenario", "the names of scenarios"),
    ("doctor.do.clock", "a time zone"),
    ("fault.clock.do", "a time zone"),
    ("fault.clock_off.do", "a time zone"),
    ("export_comment.provider", "an attribute of the provider"),
    ("release.sure", "the word for giving a subscription back says so"),
    ("problem.x_charge_default_prepaid", "the console's name of this bandwidth"),
];

/// Words that Chinese might say and this program does not, and what it says.
const NEVER: [(&str, &str); 7] = [
    ("公网 IP", "公网IP"),
    ("内网 IP", "内网IP"),
    ("沙盒", "沙箱"),
    ("抢占式", "抢占实例"),
    ("竞价", "抢占实例"),
    ("按量付费", "后付费"),
    ("包年包月", "预付费"),
];

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}')
}

/// A mark of Chinese writing between sentences or their parts.
fn is_mark(c: char) -> bool {
    "。，、；：（".contains(c)
}

/// The faults of a Chinese sentence in its marks and blanks.
pub fn written(key: &str, sentence: &str) -> Vec<String> {
    let chars: Vec<char> = sentence.chars().collect();
    let mut faults = Vec::new();
    let mut fault = |why: String| faults.push(format!("{key}: {why}: {sentence}"));
    for pair in chars.windows(2) {
        let [left, right] = pair else { continue };
        let after_place = *left == '}' && sentence.chars().any(is_chinese);
        // What is typed after a mark of Chinese may begin with one of ASCII: `:quit`, `?3`.
        let typed = is_mark(*left) && ":?".contains(*right) || *left == '?' && *right == '：';
        if typed {
            continue;
        }
        if (is_chinese(*left) || after_place) && ",;!?".contains(*right)
            || is_chinese(*left) && ":()".contains(*right)
            || ",;!?(".contains(*left) && is_chinese(*right)
        {
            fault(format!("“{left}{right}” has a mark of ASCII"));
        }
        // The keymap's sentences show what is written in its file.
        let quotes = is_chinese(*left) && *right == '"' || *left == '"' && is_chinese(*right);
        if quotes && !key.starts_with("keymap.") {
            fault("quotes are “ and ”".to_owned());
        }
    }
    for three in chars.windows(3) {
        if let [left, ' ', right] = three
            && is_chinese(*left)
            && is_chinese(*right)
        {
            fault(format!("a blank between {left} and {right}"));
        }
    }
    if sentence.contains("...") {
        fault("… is one mark".to_owned());
    }
    for (word, instead) in NEVER {
        if sentence.contains(word) {
            fault(format!("{word} is {instead} here"));
        }
    }
    faults
}

/// The faults of a sentence in its terms.
pub fn terms(key: &str, english: &str, chinese: &str) -> Vec<String> {
    if WITHOUT.iter().any(|(known, _)| *known == key) {
        return Vec::new();
    }
    let english = without_places(english).to_lowercase();
    let says = |term: &str| {
        let term = term.to_lowercase();
        english.match_indices(&term).any(|(at, _)| {
            let free =
                |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !"-_/".contains(c));
            let after = &english[at + term.len()..];
            let after = after.strip_prefix('s').unwrap_or(after);
            free(english[..at].chars().next_back()) && free(after.chars().next())
        })
    };
    TERMS
        .iter()
        .filter(|(term, word)| says(term) && !chinese.contains(word))
        .map(|(term, word)| format!("{key}: {term} is {word}: {chinese}"))
        .collect()
}

fn without_places(sentence: &str) -> String {
    let mut parts = sentence.split("%{");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once('}').map_or(part, |(_, rest)| rest))
}

/// The faults of all files, with the sentences of each language by key.
pub fn faults(
    english: &BTreeMap<String, String>,
    chinese: &BTreeMap<String, String>,
) -> Vec<String> {
    let mut faults = Vec::new();
    for (key, sentence) in chinese {
        faults.extend(written(key, sentence));
        faults.extend(english.get(key).iter().flat_map(|it| terms(key, it, sentence)));
    }
    for (key, _) in WITHOUT {
        let known = english.get(key).zip(chinese.get(key));
        let needed = known.is_some_and(|(one, other)| {
            let name = format!("{key} ");
            !terms(&name, one, other).is_empty()
        });
        if !needed {
            faults.push(format!("{key}: needs no exception any more"));
        }
    }
    faults
}

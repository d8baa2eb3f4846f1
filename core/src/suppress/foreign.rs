//! The comments of other tools, read as those tools read them.

use crate::date;

use super::{Reach, Request, Rules, Wanted, list};

/// What a comment of another tool asks for; nothing if it is an ordinary comment. `text` is without its sign,
/// `on_top` says that only comments stand above it.
pub(super) fn read(text: &str, on_top: bool) -> Vec<Request> {
    let one = hadolint(text)
        .or_else(|| tally(text))
        .or_else(|| checkov(text))
        .or_else(|| kics(text, on_top))
        .or_else(|| dclint(text, on_top))
        .or_else(|| buildkit(text).filter(|_| on_top));
    one.map_or_else(|| trivy(text), |request| vec![request])
}

fn request(tool: &'static str, wanted: Wanted, reach: Reach) -> Request {
    Request { rules: Rules::Of(tool, wanted), reach, reason: None, until: None }
}

/// Ids that are named. An empty list asks for nothing.
fn named(ids: Vec<String>) -> Option<Wanted> {
    (!ids.is_empty()).then_some(Wanted::Ids(ids))
}

/// What follows `word` and white space.
fn after<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(word)?;
    rest.starts_with([' ', '\t']).then(|| rest.trim_start())
}

/// The value of `key = value`.
fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    Some(text.strip_prefix(key)?.trim_start().strip_prefix('=')?.trim())
}

/// `hadolint [global|stage] ignore=DL3002,DL3006 # why`
fn hadolint(text: &str) -> Option<Request> {
    let rest = after(text, "hadolint")?;
    let (rest, reach) = match (after(rest, "global"), after(rest, "stage")) {
        (Some(rest), _) => (rest, Reach::File),
        (_, Some(rest)) => (rest, Reach::Stage),
        _ => (rest, Reach::Next),
    };
    let (ids, reason) = split_reason(value(rest, "ignore")?, "#");
    Some(Request { reason, ..request("hadolint", named(list(ids))?, reach) })
}

/// `tally [global] ignore=tally/no-x,DL3006;reason=why`, in any case; `all` is every rule.
fn tally(text: &str) -> Option<Request> {
    let lower = text.to_ascii_lowercase();
    let rest = after(&lower, "tally")?;
    let (rest, reach) = match after(rest, "global") {
        Some(rest) => (rest, Reach::File),
        None => (rest, Reach::Next),
    };
    let ids = value(rest, "ignore")?;
    // The reason keeps its case.
    let (ids, reason) = split_reason(&text[text.len() - ids.len()..], ";");
    let reason =
        reason.map(|reason| reason.split_once('=').map_or(reason.clone(), |(_, why)| why.trim().to_owned()));
    Some(Request { reason, ..request("tally", all_or(list(ids))?, reach) })
}

/// Every check if `all` is among the ids.
fn all_or(ids: Vec<String>) -> Option<Wanted> {
    if ids.iter().any(|id| id == "all") { Some(Wanted::All) } else { named(ids) }
}

fn split_reason<'a>(text: &'a str, sign: &str) -> (&'a str, Option<String>) {
    let (ids, reason) = text.split_once(sign).unwrap_or((text, ""));
    let reason = reason.trim();
    (ids, (!reason.is_empty()).then(|| reason.to_owned()))
}

/// `checkov:skip=CKV_DOCKER_3:why`, anywhere in a comment, for the file; once `bridgecrew:`, now `cortex:` too.
fn checkov(text: &str) -> Option<Request> {
    let mut brands = ["checkov:skip=", "bridgecrew:skip=", "cortex:skip="].into_iter();
    let rest = brands.find_map(|brand| text.split_once(brand))?.1.trim_start();
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "_-,".contains(c))).unwrap_or(rest.len());
    let reason = rest[end..].strip_prefix(':').map(str::trim).filter(|reason| !reason.is_empty());
    Some(Request {
        reason: reason.map(str::to_owned),
        ..request("checkov", named(list(&rest[..end]))?, Reach::File)
    })
}

/// `kics-scan ignore-line` and `ignore-block` anywhere; `ignore`, `disable=` and `enable=` on top of the file.
fn kics(text: &str, on_top: bool) -> Option<Request> {
    let rest = after(text, "kics-scan")?.trim_end();
    match rest {
        "ignore-line" => return Some(request("kics", Wanted::All, Reach::Next)),
        "ignore-block" => return Some(request("kics", Wanted::All, Reach::Block)),
        _ if !on_top => return None,
        "ignore" => return Some(request("kics", Wanted::All, Reach::File)),
        _ => {}
    }
    let wanted = match (value(rest, "disable"), value(rest, "enable")) {
        (Some(ids), _) => named(list(ids))?,
        (_, Some(ids)) => Wanted::AllBut(list(ids)),
        _ => return None,
    };
    Some(request("kics", wanted, Reach::File))
}

/// `dclint disable-line [RULE…]`; on top of the file `disable-file` and `disable [RULE…]`.
fn dclint(text: &str, on_top: bool) -> Option<Request> {
    let rest = after(text, "dclint")?;
    let (word, ids) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let ids: Vec<String> = ids.split_whitespace().map(str::to_owned).collect();
    let wanted = if ids.is_empty() { Wanted::All } else { Wanted::Ids(ids) };
    match word {
        "disable-line" => Some(request("dclint", wanted, Reach::Next)),
        "disable-file" if on_top => Some(request("dclint", Wanted::All, Reach::File)),
        "disable" if on_top => Some(request("dclint", wanted, Reach::File)),
        _ => None,
    }
}

/// `check=skip=RuleName,OtherRule;error=true`, a parser directive; `all` is every check.
fn buildkit(text: &str) -> Option<Request> {
    let (key, options) = text.split_once('=')?;
    if !key.trim_end().eq_ignore_ascii_case("check") {
        return None;
    }
    let ids = options.split(';').find_map(|option| value(option.trim(), "skip"))?;
    Some(request("buildkit", all_or(list(ids))?, Reach::File))
}

/// `trivy:ignore:DS-0002` and `tfsec:ignore:…`, as many as there are in the comment, with `*` in ids.
fn trivy(text: &str) -> Vec<Request> {
    let words = text.split_whitespace().map(|word| word.trim_start_matches(['#', '/', '*']));
    let sections =
        words.filter_map(|word| word.strip_prefix("trivy:").or_else(|| word.strip_prefix("tfsec:")));
    sections.filter_map(trivy_rule).collect()
}

/// `ignore:ID`, with `:exp:DATE` the day on which it stops to hold; other sections narrow what we do not know.
fn trivy_rule(sections: &str) -> Option<Request> {
    let parts: Vec<&str> = sections.split(':').collect();
    let mut id = None;
    let mut until = None;
    for pair in parts.chunks_exact(2) {
        match pair {
            ["ignore", of] => id = of.split('[').next().filter(|id| !id.is_empty()),
            // A date that is none has passed.
            ["exp", day] => until = Some(date::text(date::days(day)? - 1)),
            _ => {}
        }
    }
    Some(Request { until, ..request("trivy", named(vec![id?.to_owned()])?, Reach::Next) })
}

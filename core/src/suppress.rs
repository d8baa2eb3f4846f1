//! Comments that say "this is meant": our own, and those of the tools people come from.

use crate::catalog::Catalog;
use crate::date;
use crate::document::{Document, Kind};
use crate::finding::{Finding, Severity, Suppression, Suppressor, fingerprint};
use crate::source::{Source, Span};

/// Rule of findings about suppressions that suppress nothing.
pub const UNUSED: &str = "suppression/unused";
/// Rule of findings about suppressions whose date has passed.
pub const EXPIRED: &str = "suppression/expired";
/// Rule of findings about suppressions of rules that do not exist.
pub const UNKNOWN_RULE: &str = "suppression/unknown-rule";
/// Rule of findings about comments for dockwarden that cannot be read.
pub const MALFORMED: &str = "suppression/malformed";

/// What a comment asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Request {
    /// Who the ids belong to; none for our own.
    tool: Option<&'static str>,
    /// Rule ids; empty means every rule.
    ids: Vec<String>,
    reach: Reach,
    reason: Option<String>,
    /// Last day on which it holds, `YYYY-MM-DD`.
    until: Option<String>,
}

/// How far a comment reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// The line it stands on, or the next line (in a Dockerfile: instruction) below it.
    Next,
    /// The file.
    File,
}

/// One file of a document, and what suppressions in it are read with.
struct Reader<'a> {
    document: &'a Document,
    source: &'a Source,
    catalog: &'a Catalog,
    today: Option<&'a str>,
}

/// Marks the findings that comments of `source`, a file of `document`, suppress, and gives findings
/// about comments that are of no use. All `findings` lie in `source`; `today` is `YYYY-MM-DD`, and
/// without it nothing expires.
pub fn apply(
    document: &Document,
    source: &Source,
    catalog: &Catalog,
    today: Option<&str>,
    findings: &mut [Finding],
) -> Vec<Finding> {
    let reader = Reader { document, source, catalog, today };
    let mut about = Vec::new();
    let mut requests = Vec::new();
    for span in comments(document, source) {
        let text = source.slice(span).trim_start_matches(['#', '/', '*']).trim();
        match read(text) {
            Ok(read) => requests.extend(read.into_iter().map(|request| (span, request))),
            Err(message) => about.push(finding(source, MALFORMED, span, message)),
        }
    }
    if requests.is_empty() {
        return about;
    }
    findings.sort_by_key(|found| found.span.start);
    let following = following(source);
    for (comment, request) in requests {
        let scope = match request.reach {
            Reach::File => Some(source.whole()),
            Reach::Next => covered(document, source, &following, comment),
        };
        serve(&reader, findings, comment, scope, request, &mut about);
    }
    // A comment in a file of a stack was judged with its file; the stack only honours it.
    if document.kind == Kind::Stack {
        about.clear();
    }
    about
}

/// For every line, the first line below it that says something.
fn following(source: &Source) -> Vec<Option<usize>> {
    let mut below = None;
    let mut following = vec![None; source.line_count()];
    for line in (0..source.line_count()).rev() {
        following[line] = below;
        let text = source.slice(source.line_span(line)).trim_start();
        if !text.is_empty() && !text.starts_with('#') && !text.starts_with("//") {
            below = Some(line);
        }
    }
    following
}

/// The comments of the file, with the parser directives that stand above them.
fn comments(document: &Document, source: &Source) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    if document.kind_of(source.id()) == Kind::Dockerfile {
        let directives = (0..source.line_count()).map(|line| source.line_span(line));
        spans.extend(directives.take_while(|&line| source.slice(line).trim_start().starts_with('#')));
    }
    let listed = document.reading.comments.iter().map(|comment| comment.span);
    let listed = listed.filter(|span| span.file == source.id());
    let above = spans.last().map_or(0, |span| span.end);
    spans.extend(listed.filter(|span| span.start >= above));
    spans
}

fn serve(
    reader: &Reader<'_>,
    findings: &mut [Finding],
    comment: Span,
    scope: Option<Span>,
    request: Request,
    about: &mut Vec<Finding>,
) {
    let &Reader { document, source, catalog, today } = reader;
    let own = request.tool.is_none();
    let mut rules: Vec<String> = Vec::new();
    for id in &request.ids {
        match request.tool {
            Some(tool) => rules.extend(catalog.same_as(tool, id).iter().cloned()),
            None => match catalog.resolve(document.kind_of(source.id()), id) {
                Some(rule) => rules.push(rule.id.clone()),
                None => {
                    let hint =
                        catalog.nearest(id).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
                    about.push(finding(
                        source,
                        UNKNOWN_RULE,
                        comment,
                        format!("There is no rule `{id}`{hint}"),
                    ));
                }
            },
        }
    }
    if !request.ids.is_empty() && rules.is_empty() {
        return;
    }
    if let (Some(until), Some(today)) = (&request.until, today)
        && today > until.as_str()
    {
        about.push(finding(source, EXPIRED, comment, format!("This suppression ended on {until}")));
        return;
    }
    let Some(scope) = scope else {
        if own {
            about.push(finding(source, UNUSED, comment, "Nothing follows this suppression".into()));
        }
        return;
    };
    let mut used = vec![false; rules.len()];
    let first = findings.partition_point(|found| found.span.start < scope.start);
    for found in findings[first..].iter_mut().take_while(|found| found.span.start <= scope.end) {
        let named = rules.iter().position(|rule| *rule == found.rule);
        if named.is_none() && !request.ids.is_empty() {
            continue;
        }
        if let Some(at) = named {
            used[at] = true;
        }
        if found.suppressed.is_none() {
            found.suppressed =
                Some(Suppression { by: Suppressor::Comment, span: comment, reason: request.reason.clone() });
        }
    }
    // What a fault hides, or a rule that is off, cannot be told from what is not there.
    if own && !document.reading.faults.iter().any(|fault| fault.span.file == source.id()) {
        for (rule, _) in rules.iter().zip(&used).filter(|(_, used)| !**used) {
            // Rules of a stack are judged with all its files.
            let judged = catalog.get(rule).is_some_and(|rule| rule.kind != Kind::Stack);
            if judged && catalog.is_enabled(rule) {
                let message = format!("`{rule}` finds nothing here that could be suppressed");
                about.push(finding(source, UNUSED, comment, message));
            }
        }
    }
}

/// What a comment covers: its own line if something stands before it, else what follows it.
fn covered(document: &Document, source: &Source, following: &[Option<usize>], comment: Span) -> Option<Span> {
    let line = source.line_of(comment.start);
    let own = source.line_span(line);
    if !source.slice(Span { end: comment.start.max(own.start), ..own }).trim().is_empty() {
        return Some(own);
    }
    let next = source.line_span(following.get(line).copied().flatten()?);
    Some(block_at(document, next).unwrap_or(next))
}

/// The block that starts in `line`, as far as its end.
fn block_at(document: &Document, line: Span) -> Option<Span> {
    let blocks = &document.reading.blocks;
    let at = blocks.partition_point(|block| (block.file, block.start) < (line.file, line.start));
    let block = blocks.get(at).filter(|block| block.file == line.file && block.start <= line.end)?;
    Some(Span { end: block.end.max(line.end), ..line })
}

/// What the comment asks for: nothing if it is an ordinary comment.
fn read(text: &str) -> Result<Vec<Request>, String> {
    if let Some(rest) = text.strip_prefix("dockwarden:") {
        return own(rest.trim()).map(|request| vec![request]);
    }
    Ok(foreign(text))
}

fn own(text: &str) -> Result<Request, String> {
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let (reach, ids) = if let Some(ids) = word.strip_prefix("ignore=") {
        (Reach::Next, ids)
    } else if let Some(ids) = word.strip_prefix("ignore-file=") {
        (Reach::File, ids)
    } else {
        return Err("Expected `ignore=RULE[,RULE]` or `ignore-file=RULE[,RULE]` after `dockwarden:`".into());
    };
    let ids = list(ids);
    if ids.is_empty() {
        return Err("Expected the id of a rule after `=`".into());
    }
    let mut until = None;
    let mut reason = Vec::new();
    for word in rest.split_whitespace() {
        match word.strip_prefix("until=") {
            Some(day) if date::days(day).is_some() => until = Some(day.to_owned()),
            Some(_) => return Err("Expected a date such as 2030-01-31 after `until=`".into()),
            None => reason.push(word),
        }
    }
    let reason = (!reason.is_empty()).then(|| reason.join(" "));
    Ok(Request { tool: None, ids, reach, reason, until })
}

fn foreign(text: &str) -> Vec<Request> {
    let request =
        |tool, ids: Vec<String>, reach| Request { tool: Some(tool), ids, reach, reason: None, until: None };
    // Named ids only: a list that is empty would mean "all" further on.
    let named = |tool, ids: Vec<String>, reach| {
        if ids.is_empty() { Vec::new() } else { vec![request(tool, ids, reach)] }
    };
    if let Some(rest) = text.strip_prefix("hadolint ") {
        let rest = rest.trim_start();
        let (rest, reach) = match rest.strip_prefix("global ") {
            Some(rest) => (rest.trim_start(), Reach::File),
            None => (rest, Reach::Next),
        };
        let ids = rest.strip_prefix("ignore=").map(list).unwrap_or_default();
        return named("hadolint", ids, reach);
    }
    if text.starts_with("trivy:ignore:") {
        let words = text.split_whitespace().filter_map(|word| word.strip_prefix("trivy:ignore:"));
        return words.flat_map(|word| trivy(word).into_iter()).collect();
    }
    if let Some(rest) = text.strip_prefix("checkov:skip=") {
        let (id, reason) = rest.split_once(':').unwrap_or((rest, ""));
        let mut requests = named("checkov", list(id), Reach::File);
        let reason = reason.trim();
        for request in requests.iter_mut().filter(|_| !reason.is_empty()) {
            request.reason = Some(reason.to_owned());
        }
        return requests;
    }
    if let Some(rest) = text.strip_prefix("kics-scan ") {
        let rest = rest.trim();
        return match rest {
            "ignore" => vec![request("kics", Vec::new(), Reach::File)],
            "ignore-line" | "ignore-block" => vec![request("kics", Vec::new(), Reach::Next)],
            _ => named("kics", rest.strip_prefix("disable=").map(list).unwrap_or_default(), Reach::File),
        };
    }
    if let Some(rest) = text.strip_prefix("check=") {
        let ids =
            rest.split(';').find_map(|part| part.trim().strip_prefix("skip=")).map(list).unwrap_or_default();
        return named("buildkit", ids, Reach::File);
    }
    Vec::new()
}

/// `DS-0002`, or `DS-0002:exp:2030-01-31`.
fn trivy(word: &str) -> Option<Request> {
    let mut parts = word.split(':');
    let ids = list(parts.next()?);
    let until = match (parts.next(), parts.next()) {
        (Some("exp"), Some(day)) if date::days(day).is_some() => Some(day.to_owned()),
        (None, _) => None,
        _ => return None,
    };
    (!ids.is_empty()).then_some(Request { tool: Some("trivy"), ids, reach: Reach::Next, reason: None, until })
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

fn finding(source: &Source, rule: &str, span: Span, message: String) -> Finding {
    Finding {
        rule: rule.to_owned(),
        severity: Severity::Low,
        message,
        span,
        related: Vec::new(),
        fix: None,
        fingerprint: fingerprint(&[rule, source.path(), source.slice(span)]),
        was: None,
        suppressed: None,
    }
}

#[cfg(test)]
mod tests;

//! Comments that say "this is meant": our own, and those of the tools people come from.

mod foreign;

use crate::catalog::Catalog;
use crate::date;
use crate::document::{Document, Kind};
use crate::finding::{Finding, Runners, Severity, Suppression, Suppressor, fingerprint};
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
    rules: Rules,
    reach: Reach,
    reason: Option<String>,
    /// Last day on which it holds, `YYYY-MM-DD`.
    until: Option<String>,
}

/// Which rules a comment names.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Rules {
    /// Ids of ours.
    Own(Vec<String>),
    /// Checks of another tool.
    Of(&'static str, Wanted),
}

/// Which checks of another tool.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wanted {
    /// These; `*` stands for any letters.
    Ids(Vec<String>),
    /// All that the tool has.
    All,
    /// All but these.
    AllBut(Vec<String>),
}

/// How far a comment reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// The line it stands on, or the next line (in a Dockerfile: instruction) below it.
    Next,
    /// The same, with all that stands below it: a stage of a Dockerfile, a key with its values.
    Block,
    /// The stage whose FROM is the next instruction.
    Stage,
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
    let top = top(source);
    for span in comments(document, source) {
        let text = source.slice(span).trim_start_matches(['#', '/', '*']).trim();
        match read(text, span.start < top) {
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
            reach => covered(&reader, &following, comment, reach),
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
        if says_something(source.slice(source.line_span(line))) {
            below = Some(line);
        }
    }
    following
}

fn says_something(line: &str) -> bool {
    let text = line.trim_start();
    !text.is_empty() && !text.starts_with('#') && !text.starts_with("//")
}

/// Where the first line starts that is neither a comment nor the start of a YAML document.
fn top(source: &Source) -> u32 {
    let mut lines = (0..source.line_count()).map(|line| source.line_span(line));
    let says = |line: &Span| says_something(source.slice(*line)) && source.slice(*line).trim() != "---";
    lines.find(says).map_or(source.whole().end, |line| line.start)
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
    let own = matches!(request.rules, Rules::Own(_));
    let rules = match &request.rules {
        Rules::Of(tool, wanted) => of_tool(catalog, tool, wanted),
        Rules::Own(ids) => ids.iter().filter_map(|id| known(reader, id, comment, about)).collect(),
    };
    if rules.is_empty() {
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
        let Some(at) = rules.iter().position(|rule| *rule == found.rule) else { continue };
        used[at] = true;
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

/// The rule of ours that `id` names; a finding if there is none.
fn known(reader: &Reader<'_>, id: &str, comment: Span, about: &mut Vec<Finding>) -> Option<String> {
    let &Reader { document, source, catalog, .. } = reader;
    if let Some(rule) = catalog.resolve(document.kind_of(source.id()), id) {
        return Some(rule.id.clone());
    }
    let hint = catalog.nearest(id).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    about.push(finding(source, UNKNOWN_RULE, comment, format!("There is no rule `{id}`{hint}")));
    None
}

/// The rules that do what is wanted of a tool's checks.
fn of_tool(catalog: &Catalog, tool: &str, wanted: &Wanted) -> Vec<String> {
    let named = |ids: &[String]| ids.iter().flat_map(|id| catalog.matching(tool, id)).collect::<Vec<_>>();
    match wanted {
        Wanted::Ids(ids) => named(ids),
        Wanted::All => catalog.matching(tool, "*"),
        Wanted::AllBut(ids) => {
            let kept = named(ids);
            catalog.matching(tool, "*").into_iter().filter(|rule| !kept.contains(rule)).collect()
        }
    }
}

/// What a comment covers: its own line if something stands before it, else what follows it.
fn covered(reader: &Reader<'_>, following: &[Option<usize>], comment: Span, reach: Reach) -> Option<Span> {
    let &Reader { document, source, .. } = reader;
    let line = source.line_of(comment.start);
    let own = source.line_span(line);
    if !source.slice(Span { end: comment.start.max(own.start), ..own }).trim().is_empty() {
        return Some(own);
    }
    let number = following.get(line).copied().flatten()?;
    let next = source.line_span(number);
    let block = block_at(document, next).unwrap_or(next);
    match reach {
        Reach::Stage => stage_at(document, source, next),
        Reach::Block if document.kind_of(source.id()) == Kind::Dockerfile => {
            Some(stage_at(document, source, next).unwrap_or(block))
        }
        Reach::Block => Some(indented(source, number)),
        _ => Some(block),
    }
}

/// The stage whose FROM starts in `line`, as far as its last instruction.
fn stage_at(document: &Document, source: &Source, line: Span) -> Option<Span> {
    let is_from = |block: &&Span| {
        let text = source.slice(**block).as_bytes();
        text.len() > 4 && text[..4].eq_ignore_ascii_case(b"FROM") && text[4].is_ascii_whitespace()
    };
    let own = |block: &&Span| block.file == line.file && block.start >= line.start;
    let mut blocks = document.reading.blocks.iter().filter(own);
    let first = blocks.next().filter(|block| block.start <= line.end).filter(is_from)?;
    let last = blocks.take_while(|block| !is_from(block)).last().unwrap_or(first);
    Some(Span { end: last.end, ..line })
}

/// The line of that number, with those below that are part of its YAML value.
fn indented(source: &Source, number: usize) -> Span {
    let first = source.line_span(number);
    let depth = |text: &str| text.len() - text.trim_start().len();
    let (start, mut end) = (source.slice(first), first.end);
    for line in (number + 1..source.line_count()).map(|line| source.line_span(line)) {
        let text = source.slice(line);
        if !says_something(text) {
            continue;
        }
        // Items of a list may stand as far left as its key.
        let item = text.trim_start().starts_with("- ") && !start.trim_start().starts_with("- ");
        if depth(text) < depth(start) || (depth(text) == depth(start) && !item) {
            break;
        }
        end = line.end;
    }
    Span { end, ..first }
}

/// The block that starts in `line`, as far as its end.
fn block_at(document: &Document, line: Span) -> Option<Span> {
    let blocks = &document.reading.blocks;
    let at = blocks.partition_point(|block| (block.file, block.start) < (line.file, line.start));
    let block = blocks.get(at).filter(|block| block.file == line.file && block.start <= line.end)?;
    Some(Span { end: block.end.max(line.end), ..line })
}

/// What the comment asks for: nothing if it is an ordinary comment.
fn read(text: &str, on_top: bool) -> Result<Vec<Request>, String> {
    if let Some(rest) = text.strip_prefix("dockwarden:") {
        return own(rest.trim()).map(|request| vec![request]);
    }
    Ok(foreign::read(text, on_top))
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
    Ok(Request { rules: Rules::Own(ids), reach, reason, until })
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
        runners: Runners::default(),
        fix: None,
        fingerprint: fingerprint(&[rule, source.path(), source.slice(span)]),
        essence: fingerprint(&[rule, source.slice(span)]),
        was: None,
        suppressed: None,
        change: None,
    }
}

#[cfg(test)]
mod tests;

//! Tables for job summaries and comments.

use super::mask::Mask;
use super::uri::encode;
use super::{MAX_ROWS, plain, text};
use crate::check::{FileReport, Report};
use crate::finding::Finding;
use crate::source::Source;
use crate::suppress;

/// Where the files of a report can be looked at, as addresses that end with a slash: the files as they
/// are, and as they were before.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// Before the path of a file as it is.
    pub now: String,
    /// Before the path of a file as it was.
    pub before: String,
}

/// The report as GitHub-flavoured Markdown.
pub fn render(report: &Report) -> String {
    linked(report, None)
}

/// The same, with places linked if it is known where to.
pub fn linked(report: &Report, links: Option<&Links>) -> String {
    let mut out = format!("## dockwarden\n\n{}", text::summary(report));
    let masks = Mask::all(report);
    let now = links.map(|links| links.now.as_str());
    let failures = report.files.iter().flat_map(|file| file.failures.iter().map(move |why| (file, why)));
    let failed = failures.map(|(file, failure)| {
        format!("| failed | {} | | {} |\n", code(&file.path), escape(&failure.message))
    });
    let mut counted: Vec<_> = report.findings().filter(|(_, _, finding)| finding.counts()).collect();
    counted.sort_by_key(|(_, _, finding)| std::cmp::Reverse(finding.severity));
    let rows = counted.into_iter().map(|(file, source, finding)| {
        let message = escape(&mask(&masks, finding).message(&finding.message));
        let place = place(file, source, finding, now);
        format!("| {} | {place} | {} | {message} |\n", finding.severity, code(&finding.rule))
    });
    table(&mut out, "", "| severity | place | rule | finding |\n|---|---|---|---|\n", failed.chain(rows));
    if let Some(before) = &report.before {
        let masks = Mask::all(&before.report);
        let links = links.map(|links| links.before.as_str());
        let rows = report.fixed().map(|(file, source, finding)| {
            let message = escape(&mask(&masks, finding).message(&finding.message));
            let place = place(file, source, finding, links);
            format!("| {} | {place} | {} | {message} |\n", finding.severity, code(&finding.rule))
        });
        table(&mut out, "Fixed", "| severity | place before | rule | finding |\n|---|---|---|---|\n", rows);
    }
    let rows = report.findings().filter(|(_, _, finding)| finding.rule == suppress::EXPIRED).map(
        |(file, source, finding)| {
            let message = escape(&mask(&masks, finding).message(&finding.message));
            format!("| {} | {message} |\n", place(file, source, finding, now))
        },
    );
    table(&mut out, "Suppressions that have expired", "| place | |\n|---|---|\n", rows);
    let rows = report.findings().filter_map(|(file, source, finding)| {
        let held = finding.suppressed.as_ref()?;
        let reason = held.reason.as_deref().unwrap_or("no reason given");
        let reason = escape(&mask(&masks, finding).message(reason));
        let place = place(file, source, finding, now);
        Some(format!("| {place} | {} | {reason} |\n", code(&finding.rule)))
    });
    let mut suppressed = String::new();
    table(&mut suppressed, "", "| place | rule | reason |\n|---|---|---|\n", rows);
    if !suppressed.is_empty() {
        let count = report.summary().suppressed;
        let head = format!("\n<details><summary>{count} suppressed</summary>\n");
        out.push_str(&format!("{head}{suppressed}\n</details>\n"));
    }
    out.push_str(&super::depth::markdown(report, escape));
    out
}

fn mask<'a>(masks: &'a [Mask], finding: &Finding) -> &'a Mask {
    &masks[finding.span.file.0 as usize]
}

/// A table with its title, if it has rows.
fn table(out: &mut String, title: &str, head: &str, rows: impl Iterator<Item = String>) {
    let rows: Vec<String> = rows.collect();
    if rows.is_empty() {
        return;
    }
    if !title.is_empty() {
        out.push_str(&format!("\n### {title}\n"));
    }
    out.push('\n');
    out.push_str(head);
    out.extend(rows.iter().take(MAX_ROWS).map(String::as_str));
    if rows.len() > MAX_ROWS {
        out.push_str(&format!("\n{} more are in the report.\n", rows.len() - MAX_ROWS));
    }
}

/// Where a finding is, as a link if `base` is known.
fn place(file: &FileReport, source: &Source, finding: &Finding, base: Option<&str>) -> String {
    let (start, end) = (source.position(finding.span.start), source.position(finding.span.end));
    let text = format!("{}:{}:{}", file.path, start.line, start.column);
    match base {
        Some(base) => {
            let lines = if end.line > start.line {
                format!("L{}-L{}", start.line, end.line)
            } else {
                format!("L{}", start.line)
            };
            format!("[{}]({base}{}#{lines})", code(&text), encode(&file.path, b"/"))
        }
        None => code(&text),
    }
}

/// A name, shown as it is spelled.
fn code(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
}

/// Text that is nothing but text in Markdown and HTML.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in plain::line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A name or an address must not become a mention or a link, which is decided behind entities.
            '@' => out.push_str("&#64;&#8203;"),
            '.' if out.ends_with(['w', 'W']) => out.push_str("&#8203;."),
            ':' => out.push_str("&#58;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '(' | ')' | '#' | '|' | '!' | '~' | '$' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

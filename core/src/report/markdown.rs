//! A table for job summaries and comments.

use super::mask::Mask;
use super::{plain, text};
use crate::check::Report;

/// The report as GitHub-flavoured Markdown.
pub fn render(report: &Report) -> String {
    let mut out = format!("## dockwarden\n\n{}", text::summary(report));
    let mut rows = String::new();
    for (file, mask) in report.files.iter().zip(Mask::all(report)) {
        for failure in &file.failures {
            rows.push_str(&format!("| failed | {} | | {} |\n", escape(&file.path), escape(&failure.message)));
        }
        let Some(source) = &file.source else { continue };
        for finding in file.findings.iter().filter(|finding| finding.suppressed.is_none()) {
            let at = source.position(finding.span.start);
            rows.push_str(&format!(
                "| {} | {}:{}:{} | {} | {} |\n",
                finding.severity,
                escape(&file.path),
                at.line,
                at.column,
                escape(&finding.rule),
                escape(&mask.message(&finding.message)),
            ));
        }
    }
    if !rows.is_empty() {
        out.push_str("\n| severity | place | rule | finding |\n|---|---|---|---|\n");
        out.push_str(&rows);
    }
    out.push_str(&super::depth::markdown(report, escape));
    out
}

/// Text that is nothing but text in Markdown and HTML.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in plain::line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A name or an address must not become a mention or a link.
            '@' => out.push_str("&#64;"),
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

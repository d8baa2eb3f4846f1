//! Workflow commands of GitHub Actions: annotations on the lines of a pull request.

use super::mask::Mask;
use crate::check::Report;
use crate::finding::Severity;

/// One `::error`, `::warning` or `::notice` command per finding that counts, and per failed file.
pub fn render(report: &Report) -> String {
    let mut out = String::new();
    for (file, mask) in report.files.iter().zip(Mask::all(report)) {
        for failure in &file.failures {
            let line = failure.at.map_or(1, |at| at.line);
            let (path, message) = (property(&file.path), data(&failure.message));
            out.push_str(&format!("::error file={path},line={line},title=dockwarden::{message}\n"));
        }
        let Some(source) = &file.source else { continue };
        for finding in file.findings.iter().filter(|finding| finding.suppressed.is_none()) {
            let command = match finding.severity {
                Severity::Critical | Severity::High => "error",
                Severity::Medium => "warning",
                Severity::Low | Severity::Info => "notice",
            };
            let (start, end) = (source.position(finding.span.start), source.position(finding.span.end));
            // Columns are only understood for places on one line.
            let columns = if start.line == end.line {
                format!(",col={},endColumn={}", start.column, end.column)
            } else {
                String::new()
            };
            out.push_str(&format!(
                "::{command} file={},line={},endLine={}{columns},title={}::{}\n",
                property(&file.path),
                start.line,
                end.line,
                property(&finding.rule),
                data(&mask.message(&finding.message)),
            ));
        }
    }
    out
}

/// Escapes the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

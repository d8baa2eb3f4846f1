//! The Code Quality report of GitLab: a JSON list that it compares with that of the target branch.

use serde_json::{Value, json};

use super::mask::Mask;
use super::plain;
use crate::check::Report;
use crate::finding::{Severity, fingerprint};

/// Every finding that is not suppressed, and every failed file. GitLab itself tells what is new.
pub fn render(report: &Report) -> String {
    let mut all: Vec<Value> = Vec::new();
    for (file, mask) in report.files.iter().zip(Mask::all(report)) {
        for failure in &file.failures {
            all.push(json!({
                "description": plain::line(&failure.message),
                "check_name": "dockwarden",
                "fingerprint": fingerprint(&["dockwarden", &file.path, &failure.message]),
                "severity": "critical",
                "location": {"path": file.path, "lines": {"begin": failure.at.map_or(1, |at| at.line)}},
            }));
        }
        let Some(source) = &file.source else { continue };
        for finding in file.findings.iter().filter(|finding| finding.suppressed.is_none()) {
            let (start, end) = (source.position(finding.span.start), source.position(finding.span.end));
            all.push(json!({
                "description": plain::line(&mask.message(&finding.message)),
                "check_name": finding.rule,
                "fingerprint": finding.fingerprint,
                "severity": severity(finding.severity),
                "location": {"path": file.path, "lines": {"begin": start.line, "end": end.line}},
            }));
        }
    }
    let mut text = serde_json::to_string_pretty(&all).unwrap_or_default();
    text.push('\n');
    text
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "blocker",
        Severity::High => "critical",
        Severity::Medium => "major",
        Severity::Low => "minor",
        Severity::Info => "info",
    }
}

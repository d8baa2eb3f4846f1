//! SARIF 2.1.0, as code scanning takes it.

use serde_json::{Value, json};

use super::mask::Mask;
use crate::check::{Report, Status};
use crate::finding::{Finding, Severity};
use crate::source::{Source, Span};

/// The report as SARIF.
pub fn render(report: &Report) -> String {
    let mut text = serde_json::to_string_pretty(&value(report)).unwrap_or_default();
    text.push('\n');
    text
}

fn value(report: &Report) -> Value {
    let mut ids: Vec<&str> =
        report.files.iter().flat_map(|file| &file.findings).map(|finding| finding.rule.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut results = Vec::new();
    let mut notifications = Vec::new();
    for (file, mask) in report.files.iter().zip(Mask::all(report)) {
        for failure in &file.failures {
            let mut place = json!({"artifactLocation": artifact(&file.path)});
            if let Some(at) = failure.at {
                place["region"] = json!({"startLine": at.line, "startColumn": at.column});
            }
            notifications.push(json!({
                "level": "error",
                "message": {"text": failure.message},
                "locations": [{"physicalLocation": place}],
            }));
        }
        if let Some(source) = &file.source {
            results.extend(file.findings.iter().map(|f| result(report, &ids, &file.path, source, &mask, f)));
        }
    }
    let sound = report.files.iter().all(|file| file.status != Status::Failed);
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "dockwarden",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": ids.iter().map(|id| rule(report, id)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{"executionSuccessful": sound, "toolExecutionNotifications": notifications}],
            "results": results,
        }],
    })
}

fn rule(report: &Report, id: &str) -> Value {
    let Some(about) = report.catalog.get(id) else { return json!({"id": id}) };
    let mut out = json!({"id": id, "shortDescription": {"text": about.title}});
    if !about.description.is_empty() {
        out["fullDescription"] = json!({"text": about.description});
    }
    if let Some(link) = super::link(about) {
        out["helpUri"] = uri(link).into();
    }
    let score =
        report.files.iter().flat_map(|file| &file.findings).find(|f| f.rule == id).map(|f| f.severity);
    out["properties"] = json!({
        "tags": ["security"],
        "security-severity": score.map_or("0.0", security_severity),
    });
    out
}

/// The score that code scanning turns back into a severity.
fn security_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "2.0",
        Severity::Info => "0.0",
    }
}

fn result(
    report: &Report,
    ids: &[&str],
    path: &str,
    source: &Source,
    mask: &Mask,
    finding: &Finding,
) -> Value {
    let level = match finding.severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    };
    let mut out = json!({
        "ruleId": finding.rule,
        "level": level,
        "message": {"text": mask.message(&finding.message)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact(path), "region": region(source, finding.span)}}],
        "partialFingerprints": {"dockwarden/v1": finding.fingerprint},
    });
    if let Ok(index) = ids.binary_search(&finding.rule.as_str()) {
        out["ruleIndex"] = index.into();
    }
    if !finding.related.is_empty() {
        let related = finding.related.iter().enumerate().filter_map(|(id, related)| {
            let (file, source) = report.file_of(related.span)?;
            Some(json!({
                "id": id,
                "message": {"text": mask.message(&related.message)},
                "physicalLocation": {
                    "artifactLocation": artifact(&file.path), "region": region(source, related.span),
                },
            }))
        });
        out["relatedLocations"] = related.collect();
    }
    if let Some(fix) = &finding.fix {
        let edits = fix.edits.iter().map(|edit| {
            json!({
                "deletedRegion": region(source, edit.span),
                "insertedContent": {"text": mask.message(&edit.text)},
            })
        });
        let what =
            fix.note.as_deref().map_or_else(|| format!("{:?} fix", fix.safety), |note| mask.message(note));
        out["fixes"] = json!([{
            "description": {"text": what},
            "artifactChanges": [{"artifactLocation": artifact(path), "replacements": edits.collect::<Vec<_>>()}],
        }]);
    }
    if let Some(suppressed) = &finding.suppressed {
        let mut held = json!({"kind": "inSource"});
        if let Some(reason) = &suppressed.reason {
            held["justification"] = mask.message(reason).into();
        }
        out["suppressions"] = json!([held]);
    }
    out
}

fn region(source: &Source, span: Span) -> Value {
    let (start, end) = (source.position(span.start), source.position(span.end));
    json!({"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column})
}

fn artifact(path: &str) -> Value {
    json!({"uri": encode(path, b"/")})
}

/// An address with everything encoded that an address cannot hold.
fn uri(text: &str) -> String {
    encode(text, b":/?#[]@!$&'()*+,;=%")
}

fn encode(text: &str, also: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || also.contains(&byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

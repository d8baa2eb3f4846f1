//! The machine-readable report, `docs/schemas/check.json`: version 1.

use serde_json::{Map, Value, json};

use super::mask::Mask;
use crate::check::{Report, Summary};
use crate::finding::{Finding, Severity};
use crate::source::{Source, Span};

/// The report as JSON, ended by a newline.
pub fn render(report: &Report) -> String {
    let mut text = serde_json::to_string_pretty(&value(report)).unwrap_or_default();
    text.push('\n');
    text
}

/// The report as a JSON value.
pub fn value(report: &Report) -> Value {
    let mut findings = Vec::new();
    for (file, mask) in report.files.iter().zip(Mask::all(report)) {
        if let Some(source) = &file.source {
            findings.extend(file.findings.iter().map(|f| finding(report, &file.path, source, &mask, f)));
        }
    }
    let files: Vec<Value> = report
        .files
        .iter()
        .map(|file| {
            let mut out = json!({"path": file.path, "kind": file.kind.name(), "status": file.status.name()});
            if !file.failures.is_empty() {
                let errors = file.failures.iter().map(|failure| {
                    let mut error = json!({"message": failure.message});
                    if let Some(at) = failure.at {
                        error["at"] = json!({"line": at.line, "column": at.column});
                    }
                    error
                });
                out["errors"] = errors.collect();
            }
            out
        })
        .collect();
    let mut out = json!({
        "version": 1, "files": files, "findings": findings, "depth": super::depth::json(report),
        "summary": summary(&report.summary()),
    });
    if let Some(before) = &report.before {
        let masks = Mask::all(&before.report);
        let fixed = report.fixed().map(|(file, source, fixed)| {
            finding(&before.report, &file.path, source, &masks[fixed.span.file.0 as usize], fixed)
        });
        out["against"] = json!({"revision": before.revision, "fixed": fixed.collect::<Vec<_>>()});
        out["summary"]["unchanged"] = report.summary().unchanged.into();
        out["summary"]["fixed"] = report.summary().fixed.into();
    }
    out
}

fn finding(report: &Report, path: &str, source: &Source, mask: &Mask, finding: &Finding) -> Value {
    let mut out = Map::new();
    out.insert("rule".into(), finding.rule.clone().into());
    out.insert("severity".into(), finding.severity.name().into());
    out.insert("message".into(), mask.message(&finding.message).into());
    out.insert("path".into(), path.into());
    place(&mut out, source, finding.span);
    let related = finding.places().filter_map(|related| {
        let (file, source) = report.file_of(related.span)?;
        let mut out = Map::new();
        out.insert("message".into(), mask.message(&related.message).into());
        out.insert("path".into(), file.path.as_str().into());
        place(&mut out, source, related.span);
        Some(Value::Object(out))
    });
    out.insert("related".into(), related.collect());
    if let Some(fix) = &finding.fix {
        let edits = fix.edits.iter().map(|edit| {
            let mut out = Map::new();
            place(&mut out, source, edit.span);
            out.insert("text".into(), mask.message(&edit.text).into());
            Value::Object(out)
        });
        let mut out_fix = json!({"safety": fix.safety, "edits": edits.collect::<Vec<_>>()});
        if let Some(note) = &fix.note {
            out_fix["note"] = mask.message(note).into();
        }
        out.insert("fix".into(), out_fix);
    }
    out.insert("fingerprint".into(), finding.fingerprint.clone().into());
    if let Some(change) = finding.change {
        out.insert("change".into(), json!(change));
    }
    if let Some(was) = finding.was {
        out.insert("was".into(), was.name().into());
    }
    if let Some(suppressed) = &finding.suppressed {
        let (file, source) =
            report.file_of(suppressed.span).map_or((path, source), |(file, source)| (&*file.path, source));
        let at = source.position(suppressed.span.start);
        let mut held = json!({"by": suppressed.by, "path": file, "line": at.line});
        if let Some(reason) = &suppressed.reason {
            held["reason"] = mask.message(reason).into();
        }
        out.insert("suppressed".into(), held);
    }
    Value::Object(out)
}

fn place(out: &mut Map<String, Value>, source: &Source, span: Span) {
    for (name, offset) in [("start", span.start), ("end", span.end)] {
        let at = source.position(offset);
        out.insert(name.into(), json!({"line": at.line, "column": at.column}));
    }
}

fn summary(summary: &Summary) -> Value {
    let by_severity: Map<String, Value> = Severity::ALL
        .iter()
        .rev()
        .map(|s| (s.name().to_owned(), summary.by_severity[*s as usize].into()))
        .collect();
    json!({
        "files": summary.files, "partial": summary.partial, "failed": summary.failed,
        "findings": summary.findings(), "suppressed": summary.suppressed, "fixable": summary.fixable,
        "by_severity": by_severity,
    })
}

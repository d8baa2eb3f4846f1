//! A report as editors want it: places count from zero, columns in UTF-16 code units.
//!
//! Values of secrets are hidden in everything that is shown; edits hold the text as it will be.

use std::collections::BTreeSet;

use dockwarden_core::check::{FileReport, Report, Summary};
use dockwarden_core::defence::Row;
use dockwarden_core::document::Document;
use dockwarden_core::finding::{Finding, Fix, Severity};
use dockwarden_core::model::Object;
use dockwarden_core::policy::{self, Print, Step};
use dockwarden_core::report::mask::Mask;
use dockwarden_core::source::{Source, Span};
use serde_json::{Map, Value, json};

/// The whole report.
pub fn report(report: &Report) -> Value {
    let (files, findings) = of_files(report, |_| true);
    let printed = |(file, mask): (&FileReport, Mask)| -> Vec<Value> {
        file.prints.iter().map(|one| self::printed(file, &mask, one)).collect()
    };
    let prints: Vec<Value> = report.files.iter().zip(Mask::all(report)).flat_map(printed).collect();
    let (depth, summary) = (depth(report), summary(&report.summary()));
    json!({"files": files, "findings": findings, "depth": depth, "prints": prints, "summary": summary})
}

/// What is said of the files at `paths`, those too of which nothing is.
pub fn files(report: &Report, paths: &BTreeSet<String>) -> Value {
    let (files, findings) = of_files(report, |path| paths.contains(path));
    json!({"paths": paths, "files": files, "findings": findings})
}

/// The table of defence in depth.
pub fn depth(report: &Report) -> Value {
    report.depth.iter().map(|row| self::row(report, row)).collect()
}

/// The wanted files, and the findings in them.
fn of_files(report: &Report, wanted: impl Fn(&str) -> bool) -> (Vec<Value>, Vec<Value>) {
    let (mut files, mut findings) = (Vec::new(), Vec::new());
    for (one, mask) in report.files.iter().zip(Mask::all(report)).filter(|(one, _)| wanted(&one.path)) {
        files.push(file(one));
        if let Some(source) = &one.source {
            findings.extend(one.findings.iter().map(|f| finding(report, one, source, &mask, f)));
        }
    }
    (files, findings)
}

/// The objects that policies see of a document, and where they and their values stand.
pub fn located(document: &Document) -> Value {
    let place = |span: Span| {
        let source = document.source_of(span);
        json!({"path": source.path(), "range": range(source, span)})
    };
    let step = |step: &Step| match step {
        Step::Key(key) => json!(key),
        Step::Index(at) => json!(at),
    };
    let entry = |entry: &policy::Entry| {
        let mut out = place(entry.span);
        out["steps"] = entry.steps.iter().map(step).collect();
        out
    };
    let model = &document.reading.model;
    let object = |(node, object): (policy::Node, &Object)| {
        let mut out = place(node.span);
        out["value"] = policy::shallow(object);
        out["entries"] = node.entries.iter().map(entry).collect();
        out
    };
    let objects: Vec<Value> = policy::places(document).into_iter().zip(model.objects()).map(object).collect();
    json!({"root": model.root().number(), "objects": objects})
}

/// What a policy printed; its line counts from zero.
pub fn print(Print { path, line, text }: &Print) -> Value {
    json!({"path": path, "line": line.saturating_sub(1), "text": text})
}

fn printed(file: &FileReport, mask: &Mask, print: &Print) -> Value {
    let mut out = self::print(print);
    out["text"] = mask.message(&print.text).into();
    out["of"] = json!(file.path);
    out
}

/// A place in the text of `source`.
pub fn range(source: &Source, span: Span) -> Value {
    let [start, end] = [span.start, span.end].map(|offset| {
        let at = source.utf16_position(offset);
        json!({"line": at.line, "character": at.character})
    });
    json!({"start": start, "end": end})
}

fn file(file: &FileReport) -> Value {
    let errors = file.failures.iter().map(|failure| {
        let mut error = json!({"message": failure.message});
        if let Some(at) = failure.at {
            error["line"] = json!(at.line - 1);
        }
        error
    });
    json!({
        "path": file.path, "kind": file.kind.name(), "status": file.status.name(),
        "errors": errors.collect::<Vec<_>>(),
    })
}

fn finding(report: &Report, file: &FileReport, source: &Source, mask: &Mask, finding: &Finding) -> Value {
    let elsewhere = |span: Span| report.file_of(span).unwrap_or((file, source));
    let related = finding.places().map(|related| {
        let (file, source) = elsewhere(related.span);
        json!({
            "message": mask.message(&related.message),
            "path": file.path,
            "range": range(source, related.span),
        })
    });
    let mut out = Map::new();
    out.insert("rule".into(), finding.rule.as_str().into());
    out.insert("severity".into(), finding.severity.name().into());
    out.insert("message".into(), mask.message(&finding.message).into());
    out.insert("path".into(), file.path.as_str().into());
    out.insert("range".into(), range(source, finding.span));
    out.insert("related".into(), related.collect());
    out.insert("fingerprint".into(), finding.fingerprint.as_str().into());
    if let Some(it) = &finding.fix {
        out.insert("fix".into(), fix(source, mask, it));
    }
    if let Some(was) = finding.was {
        out.insert("was".into(), was.name().into());
    }
    if let Some(suppressed) = &finding.suppressed {
        let (file, source) = elsewhere(suppressed.span);
        let mut held = json!({
            "by": suppressed.by, "path": file.path, "range": range(source, suppressed.span),
        });
        if let Some(reason) = &suppressed.reason {
            held["reason"] = mask.message(reason).into();
        }
        out.insert("suppressed".into(), held);
    }
    Value::Object(out)
}

fn fix(source: &Source, mask: &Mask, fix: &Fix) -> Value {
    let edit =
        |edit: &dockwarden_core::finding::Edit| json!({"range": range(source, edit.span), "text": edit.text});
    let mut out = json!({"safety": fix.safety, "edits": fix.edits.iter().map(edit).collect::<Vec<_>>()});
    if let Some(note) = &fix.note {
        out["note"] = mask.message(note).into();
    }
    out
}

fn row(report: &Report, row: &Row) -> Value {
    let cells = row.cells.iter().map(|cell| {
        let mut out = json!({"layer": cell.layer.name(), "state": cell.state.name()});
        if let Some(note) = &cell.note {
            out["note"] = json!(note);
        }
        if let Some(rule) = &cell.rule {
            out["rule"] = json!(rule);
        }
        if let Some((span, (file, source))) = cell.at.and_then(|span| Some((span, report.file_of(span)?))) {
            out["at"] = json!({"path": file.path, "range": range(source, span)});
        }
        out
    });
    let layers: Vec<Value> = cells.collect();
    json!({"subject": row.subject.name(), "name": row.name, "path": row.path, "layers": layers})
}

fn summary(summary: &Summary) -> Value {
    let count = |s: &Severity| (s.name().to_owned(), summary.by_severity[*s as usize].into());
    let by_severity: Map<String, Value> = Severity::ALL.iter().rev().map(count).collect();
    json!({
        "files": summary.files, "partial": summary.partial, "failed": summary.failed,
        "findings": summary.findings(), "suppressed": summary.suppressed, "fixable": summary.fixable,
        "bySeverity": by_severity,
    })
}

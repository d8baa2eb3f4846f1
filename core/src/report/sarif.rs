//! SARIF 2.1.0, as code scanning takes it.

use serde_json::{Value, json};

use super::markdown::escape;
use super::mask::Mask;
use super::uri::encode;
use crate::check::{Report, Status};
use crate::finding::{Finding, Severity, Suppressor};
use crate::source::{Source, Span};

/// Most results that code scanning takes of one run; the most severe are kept, the others counted.
const MAX_RESULTS: usize = 25_000;

/// Most further places of a result that code scanning takes.
const MAX_RELATED: usize = 1_000;

/// Practices whose rules are about what works, not about what is safe.
const NOT_SECURITY: [&str; 2] = ["correctness", "hygiene"];

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
    let mut cut = cut(report, MAX_RESULTS);
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
            let kept = file.findings.iter().filter(|finding| match &mut cut {
                Some((severity, room)) if finding.severity == *severity => {
                    let kept = *room > 0;
                    *room = room.saturating_sub(1);
                    kept
                }
                Some((severity, _)) => finding.severity > *severity,
                None => true,
            });
            results.extend(kept.map(|f| result(report, &ids, &file.path, source, &mask, f)));
        }
    }
    let left = report.findings().count() - results.len();
    if left > 0 {
        notifications.push(json!({
            "level": "warning",
            "message": {"text": format!("{left} findings of the least severity are left out: code scanning takes at most {MAX_RESULTS}")},
        }));
    }
    let sound = report.files.iter().all(|file| file.status != Status::Failed);
    let mut out = json!({
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
    });
    if let Some(before) = &report.before {
        // As results they would be open alerts: code scanning does not look at `baselineState`.
        let masks = Mask::all(&before.report);
        let fixed = report.fixed().map(|(file, source, fixed)| {
            json!({
                "ruleId": fixed.rule,
                "message": masks[fixed.span.file.0 as usize].message(&fixed.message),
                "uri": encode(&file.path, b"/"),
                "region": region(source, fixed.span),
                "fingerprint": fixed.fingerprint,
            })
        });
        out["runs"][0]["properties"] =
            json!({"dockwarden/against": before.revision, "dockwarden/fixed": fixed.collect::<Vec<_>>()});
    }
    out
}

/// What is kept where there are more than `most` findings: all above a severity, and how many of it.
fn cut(report: &Report, most: usize) -> Option<(Severity, usize)> {
    let mut room = most;
    Severity::ALL.into_iter().rev().find_map(|severity| {
        let count = report.findings().filter(|(_, _, finding)| finding.severity == severity).count();
        let over = (count > room).then_some((severity, room));
        room = room.saturating_sub(count);
        over
    })
}

fn rule(report: &Report, id: &str) -> Value {
    let worst = report.findings().filter(|(_, _, f)| f.rule == id).map(|(_, _, f)| f.severity).max();
    let worst = worst.unwrap_or(Severity::Info);
    let mut out = json!({"id": id, "defaultConfiguration": {"level": level(worst)}});
    let Some(about) = report.catalog.get(id) else { return out };
    let why = if about.description.is_empty() { &about.title } else { &about.description };
    out["name"] = id.into();
    out["shortDescription"] = json!({"text": about.title});
    out["fullDescription"] = json!({"text": why});
    let link = super::link(about);
    let (mut text, mut markdown) = (why.clone(), escape(why));
    if let Some(link) = link {
        out["helpUri"] = uri(link).into();
        text.push_str(&format!("\n\nMore: {link}"));
        markdown.push_str(&format!("\n\n[More]({})", encode(link, b":/?#@!$&'*+,;=%")));
    }
    out["help"] = json!({"text": text, "markdown": markdown});
    let security = !NOT_SECURITY.contains(&about.practice.as_str());
    let mut tags = vec!["docker", about.practice.as_str()];
    tags.extend(security.then_some("security"));
    out["properties"] = json!({"tags": tags, "precision": "high"});
    // With a score a rule counts as one of security, and the score decides what is shown.
    match security {
        true => out["properties"]["security-severity"] = security_severity(worst).into(),
        false => out["properties"]["problem.severity"] = problem_severity(worst).into(),
    }
    out
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

fn problem_severity(severity: Severity) -> &'static str {
    match level(severity) {
        "note" => "recommendation",
        level => level,
    }
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
    let mut out = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": {"text": mask.message(&finding.message)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact(path), "region": region(source, finding.span)}}],
        // Code scanning reads the first of them, and makes its own of the line where that is missing.
        "partialFingerprints": {
            "primaryLocationLineHash": finding.fingerprint, "dockwarden/v1": finding.fingerprint,
        },
    });
    if let Ok(index) = ids.binary_search(&finding.rule.as_str()) {
        out["ruleIndex"] = index.into();
    }
    if let Some(change) = finding.change {
        out["baselineState"] = json!(change);
    }
    let places = finding.places().take(MAX_RELATED).enumerate().filter_map(|(id, place)| {
        let (file, source) = report.file_of(place.span)?;
        Some(json!({
            "id": id,
            "message": {"text": mask.message(&place.message)},
            "physicalLocation": {
                "artifactLocation": artifact(&file.path), "region": region(source, place.span),
            },
        }))
    });
    let places: Vec<Value> = places.collect();
    if !places.is_empty() {
        out["relatedLocations"] = places.into();
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
        let kind = match suppressed.by {
            Suppressor::Comment => "inSource",
            Suppressor::Layer => "external",
        };
        let mut held = json!({"kind": kind});
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

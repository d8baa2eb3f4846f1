//! Findings and problems as the editor shows them.

use std::collections::BTreeSet;
use std::str::FromStr;

use dockwarden_core::catalog::Catalog;
use dockwarden_core::check::{FileReport, Report};
use dockwarden_core::finding::{Finding, Severity};
use dockwarden_core::report::{self, mask::Mask};
use dockwarden_core::source::Source;
use dockwarden_core::suppress;
use lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Range, Uri,
};

use super::folder::Folder;
use super::place;
use super::rules::Problem;

/// The name under which editors show what we say.
const SOURCE: &str = "dockwarden";

/// What is said of each of the files `names`, none left out, in the order of the names.
pub fn of_files(
    folder: &mut Folder,
    names: &BTreeSet<String>,
    uri: &dyn Fn(&str) -> Option<Uri>,
) -> Vec<(String, Vec<Diagnostic>)> {
    let mut told: Vec<(String, Vec<Diagnostic>)> = folder.report(names, |report| {
        let masks = Mask::all(report);
        let of = |name: &String| {
            let at = report.files.iter().position(|file| file.path == *name)?;
            let file = &report.files[at];
            let mut told: Vec<Diagnostic> =
                file.failures.iter().map(|failure| plain(Range::default(), &failure.message)).collect();
            if let Some(source) = &file.source {
                let open = file.findings.iter().filter(|finding| finding.suppressed.is_none());
                told.extend(open.map(|finding| of_finding(report, source, &masks[at], finding, uri)));
            }
            Some(told)
        };
        names.iter().map(|name| (name.clone(), of(name).unwrap_or_default())).collect()
    });
    for (name, told) in &mut told {
        let problems = folder.problems().get(name).into_iter().flatten();
        told.extend(problems.map(|Problem { range, message }| plain(*range, message)));
    }
    told
}

/// A finding as a diagnostic.
pub fn of_finding(
    report: &Report,
    source: &Source,
    mask: &Mask,
    finding: &Finding,
    uri: &dyn Fn(&str) -> Option<Uri>,
) -> Diagnostic {
    let related = finding.places().filter_map(|related| {
        let (file, source): (&FileReport, &Source) = report.file_of(related.span)?;
        let location = Location { uri: uri(&file.path)?, range: place::range(source, related.span) };
        Some(DiagnosticRelatedInformation { location, message: mask.message(&related.message) })
    });
    let related: Vec<_> = related.collect();
    let useless = [suppress::UNUSED, suppress::EXPIRED].contains(&finding.rule.as_str());
    Diagnostic {
        range: place::range(source, finding.span),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.rule.clone())),
        code_description: page(&report.catalog, &finding.rule).map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: mask.message(&finding.message),
        related_information: (!related.is_empty()).then_some(related),
        tags: useless.then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: None,
    }
}

/// The page about a rule.
fn page(catalog: &Catalog, rule: &str) -> Option<Uri> {
    Uri::from_str(report::link(catalog.get(rule)?)?).ok()
}

/// Four levels for five.
fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Critical | Severity::High => DiagnosticSeverity::ERROR,
        Severity::Medium => DiagnosticSeverity::WARNING,
        Severity::Low => DiagnosticSeverity::INFORMATION,
        Severity::Info => DiagnosticSeverity::HINT,
    }
}

/// Something that is wrong, and no finding of a rule.
fn plain(range: Range, message: &str) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message: message.to_owned(),
        ..Diagnostic::default()
    }
}

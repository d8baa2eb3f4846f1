//! The one pipeline: bytes, document, findings of the rules, suppressions, report.

use crate::catalog::Catalog;
use crate::document::{Document, Kind};
use crate::finding::{Finding, Severity, fingerprint};
use crate::reading::Surroundings;
use crate::source::{FileId, Position, Source};
use crate::suppress;

/// How much of a file was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// All of it.
    Ok,
    /// Some of it: rules could not see the rest.
    Partial,
    /// Nothing: it could not be read or judged.
    Failed,
}

impl Status {
    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Status::Ok => "ok",
            Status::Partial => "partial",
            Status::Failed => "failed",
        }
    }
}

/// Why a file could not be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What was expected and what was found.
    pub message: String,
    /// Where, if one place is to blame.
    pub at: Option<Position>,
}

/// What is said of one file.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// The path shown to people.
    pub path: String,
    /// What the file is.
    pub kind: Kind,
    /// How much of it was understood.
    pub status: Status,
    /// Its text; dropped when no finding needs it.
    pub source: Option<Source>,
    /// By place, then rule.
    pub findings: Vec<Finding>,
    /// Why it failed.
    pub failures: Vec<Failure>,
}

/// What is said of a run: files by path, and the catalog that explains their findings.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// By path.
    pub files: Vec<FileReport>,
    /// The rules of the run.
    pub catalog: Catalog,
}

/// How many findings and files there are of each sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files looked at.
    pub files: usize,
    /// Files understood in part.
    pub partial: usize,
    /// Files not understood at all.
    pub failed: usize,
    /// Findings that count, by severity, least first.
    pub by_severity: [usize; 5],
    /// Findings that a comment suppresses.
    pub suppressed: usize,
    /// Findings that count and have a safe fix.
    pub fixable: usize,
}

impl Summary {
    /// All findings that count.
    pub fn findings(&self) -> usize {
        self.by_severity.iter().sum()
    }
}

impl Report {
    /// A report of `files`, put in order.
    pub fn new(mut files: Vec<FileReport>, catalog: Catalog) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files, catalog }
    }

    /// Every finding, with its file and the text of it.
    pub fn findings(&self) -> impl Iterator<Item = (&FileReport, &Source, &Finding)> {
        self.files.iter().flat_map(|file| {
            let source = file.source.iter();
            source.flat_map(move |source| file.findings.iter().map(move |finding| (file, source, finding)))
        })
    }

    /// What is in the report, counted.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary { files: self.files.len(), ..Summary::default() };
        for file in &self.files {
            summary.partial += usize::from(file.status == Status::Partial);
            summary.failed += usize::from(file.status == Status::Failed);
            for finding in &file.findings {
                if finding.suppressed.is_some() {
                    summary.suppressed += 1;
                    continue;
                }
                summary.by_severity[finding.severity as usize] += 1;
                let safe = finding.fix.as_ref().is_some_and(|fix| fix.safety == crate::finding::Safety::Safe);
                summary.fixable += usize::from(safe);
            }
        }
        summary
    }

    /// The worst finding that counts; syntax findings only if `syntax`.
    pub fn worst(&self, syntax: bool) -> Option<Severity> {
        let findings = self.files.iter().flat_map(|file| &file.findings);
        findings
            .filter(|finding| finding.suppressed.is_none() && (syntax || !is_syntax(&finding.rule)))
            .map(|finding| finding.severity)
            .max()
    }
}

/// Severity of a fault: what is not understood is not checked, so it weighs what a missing layer
/// of defence weighs, and fails a run by default.
pub const SYNTAX_SEVERITY: Severity = Severity::Medium;

/// Whether a finding of this rule tells of a fault of the file itself.
pub fn is_syntax(rule: &str) -> bool {
    rule.ends_with("/syntax")
        && Kind::ALL.iter().any(|kind| rule.strip_suffix("/syntax") == Some(kind.name()))
}

/// What a file is checked with.
pub struct Context<'a> {
    /// The rules, for suppressions.
    pub catalog: &'a Catalog,
    /// What is known from outside the file.
    pub around: &'a Surroundings,
    /// The date of the run, `YYYY-MM-DD`, if there is a clock.
    pub today: Option<&'a str>,
}

/// Checks one file. `judge` runs the rules on a document: findings, and what went wrong with rules.
pub fn file(
    kind: Kind,
    path: &str,
    bytes: &[u8],
    context: &Context<'_>,
    judge: impl FnOnce(&Document) -> (Vec<Finding>, Vec<String>),
) -> FileReport {
    let source = match Source::from_bytes(FileId(0), path, bytes) {
        Ok(source) => source,
        Err(error) => return failed(kind, path, error.to_string(), error.position()),
    };
    let document = Document::read(kind, source, context.around);
    let (mut findings, errors) = judge(&document);
    let about = suppress::apply(&document, context.catalog, context.today, &mut findings);
    findings.extend(about);
    findings.extend(document.reading.faults.iter().map(|fault| syntax(&document, fault)));
    findings.sort_by(|a, b| {
        let key = |f: &Finding| (f.span.start, f.span.end);
        key(a).cmp(&key(b)).then_with(|| a.rule.cmp(&b.rule)).then_with(|| a.message.cmp(&b.message))
    });
    let status = match (errors.is_empty(), document.reading.faults.is_empty()) {
        (false, _) => Status::Failed,
        (true, false) => Status::Partial,
        (true, true) => Status::Ok,
    };
    let failures = errors.into_iter().map(|message| Failure { message, at: None }).collect();
    let source = (!findings.is_empty()).then_some(document.source);
    FileReport { path: path.to_owned(), kind, status, source, findings, failures }
}

/// A file that could not be read.
pub fn failed(kind: Kind, path: &str, message: String, at: Option<Position>) -> FileReport {
    FileReport {
        path: path.to_owned(),
        kind,
        status: Status::Failed,
        source: None,
        findings: Vec::new(),
        failures: vec![Failure { message, at }],
    }
}

fn syntax(document: &Document, fault: &crate::syntax::tree::Fault) -> Finding {
    let rule = format!("{}/syntax", document.kind.name());
    let message = match &fault.help {
        Some(help) => format!("{}; {help}", fault.message),
        None => fault.message.clone(),
    };
    Finding {
        fingerprint: fingerprint(&[&rule, document.source.path(), &fault.message]),
        rule,
        severity: SYNTAX_SEVERITY,
        message,
        span: fault.span,
        related: Vec::new(),
        fix: None,
        suppressed: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8]) -> FileReport {
        let (catalog, around) = (Catalog::default(), Surroundings::default());
        let context = Context { catalog: &catalog, around: &around, today: None };
        file(Kind::Compose, "compose.yaml", bytes, &context, |_| (Vec::new(), Vec::new()))
    }

    #[test]
    fn bytes_that_are_no_text_fail_with_their_place() {
        let report = check(b"a: 1\nb: \0");
        assert_eq!(report.status, Status::Failed);
        assert_eq!(report.failures[0].at, Some(Position { line: 2, column: 4 }));
    }

    #[test]
    fn a_fault_is_a_finding_and_leaves_the_file_partial() {
        let report = check(b"services:\n  web: [\n");
        assert_eq!(report.status, Status::Partial);
        assert!(report.findings.iter().any(|f| f.rule == "compose/syntax"));
    }

    #[test]
    fn a_sound_file_without_findings_keeps_no_text() {
        let report = check(b"services:\n  web:\n    image: alpine\n");
        assert_eq!(report.status, Status::Ok);
        assert!(report.source.is_none());
    }

    #[test]
    fn syntax_findings_count_only_when_asked() {
        let report = Report::new(vec![check(b"services: [")], Catalog::default());
        assert_eq!(report.worst(true), Some(SYNTAX_SEVERITY));
        assert_eq!(report.worst(false), None);
    }
}

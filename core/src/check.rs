//! The one pipeline: bytes, document, findings of the rules, suppressions, report.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::Catalog;
use crate::defence::Row;
use crate::document::{Document, Kind};
use crate::finding::{Change, Finding, Runners, Severity, fingerprint};
use crate::policy::{Evaluation, Print};
use crate::source::{FileId, Position, Source, Span};
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
    /// What policies printed while they judged it.
    pub prints: Vec<Print>,
}

impl FileReport {
    /// Gives the files of all places their ids in the report.
    fn renumber(&mut self, new: &BTreeMap<FileId, FileId>) {
        let place = |span: &mut Span| span.file = new.get(&span.file).copied().unwrap_or(span.file);
        for finding in &mut self.findings {
            place(&mut finding.span);
            finding.related.retain(|related| new.contains_key(&related.span.file));
            finding.related.iter_mut().for_each(|related| place(&mut related.span));
            finding.fix.iter_mut().flat_map(|fix| &mut fix.edits).for_each(|edit| place(&mut edit.span));
            finding.suppressed.iter_mut().for_each(|suppressed| place(&mut suppressed.span));
        }
        self.source = self.source.take().map(|source| {
            let id = new.get(&source.id()).copied().unwrap_or(source.id());
            source.with_id(id)
        });
    }

    /// Adds what another document says of the same file; what both say is said once.
    fn join(&mut self, other: FileReport) {
        let known: BTreeSet<(Span, String, String)> =
            self.findings.iter().map(|f| (f.span, f.rule.clone(), f.message.clone())).collect();
        let is_new = |f: &Finding| !known.contains(&(f.span, f.rule.clone(), f.message.clone()));
        self.findings.extend(other.findings.into_iter().filter(is_new));
        self.findings.sort_by(by_place);
        self.source = self.source.take().or(other.source);
        self.failures.extend(other.failures);
        self.failures.dedup();
        self.prints.extend(other.prints);
        self.status = match (self.status, other.status) {
            (Status::Failed, _) | (_, Status::Failed) => Status::Failed,
            (Status::Partial, _) | (_, Status::Partial) => Status::Partial,
            (Status::Ok, Status::Ok) => Status::Ok,
        };
    }
}

/// What is said of a run: files by path, and the catalog that explains their findings.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// By path.
    pub files: Vec<FileReport>,
    /// The rules of the run.
    pub catalog: Catalog,
    /// Defence in depth: a row for each service, image and host.
    pub depth: Vec<Row>,
    /// What the files were before, if the run compares.
    pub before: Option<Box<Before>>,
}

/// The state of the files that a report is compared with.
#[derive(Clone, Debug)]
pub struct Before {
    /// Which state that is, such as the id of a commit.
    pub revision: String,
    /// What was said of it; findings that are there no more are marked as fixed.
    pub report: Report,
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
    /// Findings that were there before; none where nothing is compared.
    pub unchanged: usize,
    /// Findings that are there no more.
    pub fixed: usize,
}

impl Summary {
    /// All findings that count.
    pub fn findings(&self) -> usize {
        self.by_severity.iter().sum()
    }
}

impl Report {
    /// A report of what was said of documents: the reports of each are a group, whose places name the
    /// files of that document. Files come in order, each once, and the place of a file in the report
    /// becomes its `FileId`.
    pub fn new(groups: Vec<Vec<FileReport>>, catalog: Catalog) -> Self {
        let paths: BTreeSet<String> = groups.iter().flatten().map(|file| file.path.clone()).collect();
        let ids: BTreeMap<String, FileId> =
            paths.into_iter().enumerate().map(|(at, path)| (path, FileId(at as u32))).collect();
        let mut files: BTreeMap<FileId, FileReport> = BTreeMap::new();
        for group in groups {
            let new: BTreeMap<FileId, FileId> = group
                .iter()
                .filter_map(|file| Some((file.source.as_ref()?.id(), *ids.get(&file.path)?)))
                .collect();
            for mut file in group {
                file.renumber(&new);
                let Some(id) = ids.get(&file.path) else { continue };
                match files.entry(*id) {
                    Entry::Vacant(place) => drop(place.insert(file)),
                    Entry::Occupied(mut known) => known.get_mut().join(file),
                }
            }
        }
        Self { files: files.into_values().collect(), catalog, depth: Vec::new(), before: None }
    }

    /// The file that a place of the report lies in, and its text.
    pub fn file_of(&self, span: Span) -> Option<(&FileReport, &Source)> {
        let file = self.files.get(span.file.0 as usize)?;
        Some((file, file.source.as_ref()?))
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
                if !finding.counts() {
                    summary.unchanged += 1;
                    continue;
                }
                summary.by_severity[finding.severity as usize] += 1;
                let safe = finding.fix.as_ref().is_some_and(|fix| fix.safety == crate::finding::Safety::Safe);
                summary.fixable += usize::from(safe);
            }
        }
        summary.fixed = self.fixed().count();
        summary
    }

    /// The findings that were there before and are no more, in the files as they were.
    pub fn fixed(&self) -> impl Iterator<Item = (&FileReport, &Source, &Finding)> {
        let before = self.before.iter().flat_map(|before| before.report.findings());
        before.filter(|(_, _, finding)| finding.change == Some(Change::Fixed))
    }

    /// The worst finding that counts; syntax findings only if `syntax`.
    pub fn worst(&self, syntax: bool) -> Option<Severity> {
        let findings = self.files.iter().flat_map(|file| &file.findings);
        findings
            .filter(|finding| finding.counts() && (syntax || !is_syntax(&finding.rule)))
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
        && Kind::FILES.iter().any(|kind| rule.strip_suffix("/syntax") == Some(kind.name()))
}

/// What the rules, evaluated, say of a document: a report for each of its files that is one of Docker's
/// or has something said of it, the file itself first. Of a stack, whose files are reported by
/// themselves, only what has something said of it.
pub fn document(
    document: &Document,
    evaluation: Evaluation,
    catalog: &Catalog,
    today: Option<&str>,
) -> Vec<FileReport> {
    let mut by_file: BTreeMap<FileId, Vec<Finding>> = BTreeMap::new();
    let mut referred: BTreeSet<FileId> =
        evaluation.adjustments.iter().map(|adjustment| adjustment.by.file).collect();
    let errors: Vec<String> = evaluation.errors.iter().map(ToString::to_string).collect();
    let mut prints = evaluation.prints;
    for finding in evaluation.findings {
        referred.extend(finding.related.iter().map(|related| related.span.file));
        by_file.entry(finding.span.file).or_default().push(finding);
    }
    let mut reports = Vec::new();
    for source in document.sources() {
        let mut findings = by_file.remove(&source.id()).unwrap_or_default();
        let about = suppress::apply(document, source, catalog, today, &mut findings);
        findings.extend(about);
        let faults = document.reading.faults.iter().filter(|fault| fault.span.file == source.id());
        findings.extend(faults.clone().map(|fault| syntax(document.kind, source, fault)));
        findings.sort_by(by_place);
        let main = source.id() == document.source.id();
        let status = match (errors.is_empty() || !main, faults.count() == 0) {
            (false, _) => Status::Failed,
            (true, false) => Status::Partial,
            (true, true) => Status::Ok,
        };
        let of_docker = main || (document.kind != Kind::Stack && Kind::of_path(source.path()).is_some());
        let told = !findings.is_empty() || referred.contains(&source.id());
        let printed = main && !prints.is_empty();
        if of_docker || told || printed {
            let failures = errors.iter().filter(|_| main);
            reports.push(FileReport {
                path: source.path().to_owned(),
                kind: document.kind_of(source.id()),
                status,
                source: told.then(|| source.clone()),
                findings,
                failures: failures.map(|message| Failure { message: message.clone(), at: None }).collect(),
                prints: if main { std::mem::take(&mut prints) } else { Vec::new() },
            });
        }
    }
    reports
}

/// By place, then rule, then message.
fn by_place(a: &Finding, b: &Finding) -> std::cmp::Ordering {
    let key = |f: &Finding| (f.span.start, f.span.end);
    key(a).cmp(&key(b)).then_with(|| a.rule.cmp(&b.rule)).then_with(|| a.message.cmp(&b.message))
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
        prints: Vec::new(),
    }
}

fn syntax(kind: Kind, source: &Source, fault: &crate::syntax::tree::Fault) -> Finding {
    let rule = format!("{}/syntax", kind.name());
    let message = match &fault.help {
        Some(help) => format!("{}; {help}", fault.message),
        None => fault.message.clone(),
    };
    Finding {
        fingerprint: fingerprint(&[&rule, source.path(), &fault.message]),
        essence: fingerprint(&[&rule, &fault.message]),
        rule,
        severity: SYNTAX_SEVERITY,
        message,
        span: fault.span,
        related: Vec::new(),
        runners: Runners::default(),
        fix: None,
        was: None,
        suppressed: None,
        change: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Surroundings;

    fn check(text: &str) -> FileReport {
        let source = Source::from_text(FileId(0), "compose.yaml", text).unwrap();
        let document = Document::read(Kind::Compose, source, &Surroundings::default());
        self::document(&document, Evaluation::default(), &Catalog::default(), None).remove(0)
    }

    #[test]
    fn a_fault_is_a_finding_and_leaves_the_file_partial() {
        let report = check("services:\n  web: [\n");
        assert_eq!(report.status, Status::Partial);
        assert!(report.findings.iter().any(|f| f.rule == "compose/syntax"));
    }

    #[test]
    fn a_sound_file_without_findings_keeps_no_text() {
        let report = check("services:\n  web:\n    image: alpine\n");
        assert_eq!(report.status, Status::Ok);
        assert!(report.source.is_none());
    }

    #[test]
    fn syntax_findings_count_only_when_asked() {
        let report = Report::new(vec![vec![check("services: [")]], Catalog::default());
        assert_eq!(report.worst(true), Some(SYNTAX_SEVERITY));
        assert_eq!(report.worst(false), None);
    }
}

//! Two states of the same files: what is new, what stayed, what was mended.

use std::collections::HashMap;

use crate::check::{Before, Report};
use crate::finding::{Change, Finding};

/// A finding of a report: its file and its place in it.
type At = (usize, usize);

/// Marks in `report` which findings are new since `before`, the report of an earlier state that is
/// called `revision`, and in that one which are mended; keeps it in `report`.
///
/// A finding is the same where its fingerprint is; for what is then left over, where all but the path
/// is, so that neither moved lines nor renamed files make findings new.
pub fn with(report: &mut Report, before: Report, revision: String) {
    let mut before = before;
    let mut old = all(&before);
    let mut new = all(report);
    let names: [fn(&Finding) -> &str; 2] = [|finding| &finding.fingerprint, |finding| &finding.essence];
    for name in names {
        let mut known: HashMap<(String, String), Vec<At>> = HashMap::new();
        // The first of several that are alike is taken first.
        for &at in old.iter().rev() {
            let finding = get(&mut before, at);
            known.entry((finding.rule.clone(), name(finding).to_owned())).or_default().push(at);
        }
        new.retain(|&at| {
            let finding = get(report, at);
            let key = (finding.rule.clone(), name(finding).to_owned());
            match known.get_mut(&key).and_then(Vec::pop) {
                Some(partner) => {
                    pair(finding, get(&mut before, partner));
                    false
                }
                None => true,
            }
        });
        old = known.into_values().flatten().collect();
        old.sort_unstable();
    }
    for at in new {
        get(report, at).change = Some(Change::New);
    }
    for at in old {
        let finding = get(&mut before, at);
        finding.change = Some(if finding.suppressed.is_none() { Change::Fixed } else { Change::Unchanged });
    }
    report.before = Some(Box::new(Before { revision, report: before }));
}

/// The same finding now and before: new if it has become worse, or has lost what suppressed it.
fn pair(now: &mut Finding, before: &mut Finding) {
    let bared = now.suppressed.is_none() && before.suppressed.is_some();
    let worse = bared || now.severity > before.severity;
    now.change = Some(if worse { Change::New } else { Change::Unchanged });
    before.change = Some(Change::Unchanged);
}

fn all(report: &Report) -> Vec<At> {
    let files = report.files.iter().enumerate();
    files.flat_map(|(at, file)| (0..file.findings.len()).map(move |finding| (at, finding))).collect()
}

fn get(report: &mut Report, (file, finding): At) -> &mut Finding {
    &mut report.files[file].findings[finding]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::catalog::Catalog;
    use crate::check::{self, FileReport};
    use crate::document::{Document, Kind};
    use crate::finding::{Severity, Suppression, Suppressor};
    use crate::policy::Evaluation;
    use crate::reading::Surroundings;
    use crate::source::{FileId, Source, Span};

    /// A file with a finding per name: its fingerprint and, after a slash, its essence.
    fn file(path: &str, names: &[&str]) -> FileReport {
        let source = Source::from_text(FileId(0), path, "services: [\n").unwrap();
        let document = Document::read(Kind::Compose, source, &Surroundings::default());
        let mut file = check::document(&document, Evaluation::default(), &Catalog::default(), None).remove(0);
        let one = file.findings.remove(0);
        let named = |name: &&str| {
            let (fingerprint, essence) = name.split_once('/').unwrap_or((name, name));
            let (fingerprint, essence) = (fingerprint.to_owned(), essence.to_owned());
            Finding { fingerprint, essence, ..one.clone() }
        };
        file.findings = names.iter().map(named).collect();
        file
    }

    fn report(files: Vec<FileReport>) -> Report {
        Report::new(vec![files], Catalog::new([], BTreeSet::new()))
    }

    /// How many findings are new, unchanged, fixed.
    fn compared(now: Vec<FileReport>, before: Vec<FileReport>) -> (usize, usize, usize) {
        let mut now = report(now);
        with(&mut now, report(before), "abc".into());
        let summary = now.summary();
        (summary.findings(), summary.unchanged, summary.fixed)
    }

    #[test]
    fn what_is_in_both_is_unchanged_and_the_rest_is_new_or_fixed() {
        assert_eq!(compared(vec![file("a", &["1", "2"])], vec![file("a", &["2", "3"])]), (1, 1, 1));
    }

    #[test]
    fn a_renamed_file_has_nothing_new() {
        assert_eq!(compared(vec![file("b", &["4/x", "5/y"])], vec![file("a", &["1/x", "2/y"])]), (0, 2, 0));
    }

    #[test]
    fn a_copy_is_new_while_its_original_stays() {
        let now = vec![file("a", &["1/x"]), file("b", &["2/x"])];
        assert_eq!(compared(now, vec![file("a", &["1/x"])]), (1, 1, 0));
    }

    #[test]
    fn one_more_of_the_same_is_one_new_finding() {
        assert_eq!(compared(vec![file("a", &["1", "1"])], vec![file("a", &["1"])]), (1, 1, 0));
    }

    #[test]
    fn what_became_worse_or_lost_its_suppression_is_new_and_what_is_suppressed_now_is_not_fixed() {
        let worse = |severity| {
            let mut worse = file("a", &["1"]);
            worse.findings[0].severity = severity;
            worse
        };
        assert_eq!(compared(vec![worse(Severity::Critical)], vec![file("a", &["1"])]), (1, 0, 0));
        assert_eq!(compared(vec![worse(Severity::Info)], vec![file("a", &["1"])]), (0, 1, 0));
        let mut held = file("a", &["1"]);
        let span = Span::new(FileId(0), 0, 1);
        held.findings[0].suppressed = Some(Suppression { by: Suppressor::Comment, span, reason: None });
        assert_eq!(compared(vec![file("a", &["1"])], vec![held.clone()]), (1, 0, 0));
        assert_eq!(compared(vec![held.clone()], vec![file("a", &["1"])]), (0, 0, 0));
        assert_eq!(compared(vec![], vec![held]), (0, 0, 0));
    }
}

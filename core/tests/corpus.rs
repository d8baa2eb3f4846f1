//! What holds for every finding and every fix, on every file there is.

mod samples;

use std::collections::BTreeMap;

use dockwarden_core::document::{Document, Kind};
use dockwarden_core::finding::{Finding, Fix};
use dockwarden_core::mend;
use dockwarden_core::policy::{self, Options, Pack};
use dockwarden_core::reading::Surroundings;
use dockwarden_core::source::{FileId, Source};

/// How many rounds of fixes a file may need before nothing is left to mend.
const ROUNDS: usize = 10;

/// Rules that say nothing of a thing as long as a worse one is true of it: the worse, then the other.
/// A privileged container has every capability, whatever its list drops.
const OUTWEIGHED: [(&str, &str); 1] = [("compose/privileged", "compose/capabilities-not-dropped")];

/// All rules of all kinds.
struct Judge(BTreeMap<Kind, Pack>);

impl Judge {
    fn new() -> Self {
        let files = policy::builtin_files();
        let options = Options {
            enabled: policy::rules(&files).unwrap().into_iter().map(|rule| rule.id).collect(),
            today: Some("2026-11-01".to_owned()),
            ..Options::default()
        };
        let pack = |kind| (kind, Pack::load(kind, &files, &options).unwrap());
        Self(Kind::ALL.map(pack).into())
    }

    fn judge(&mut self, kind: Kind, bytes: &[u8]) -> (Document, Vec<Finding>) {
        let source = Source::from_bytes(FileId(0), kind.name(), bytes).unwrap();
        let document = Document::read(kind, source, &Surroundings::default());
        let evaluation = self.0.get_mut(&kind).unwrap().evaluate(&document);
        assert!(evaluation.errors.is_empty(), "{:?}", evaluation.errors);
        (document, evaluation.findings)
    }
}

/// Runs `check` on every sample and tells all that it objects to, each with its file.
fn on_every_sample(mut check: impl FnMut(&mut Judge, Kind, &[u8], &mut Vec<String>)) {
    let mut judge = Judge::new();
    let mut all = Vec::new();
    for sample in samples::samples() {
        let mut wrong = Vec::new();
        check(&mut judge, sample.kind, &sample.bytes, &mut wrong);
        all.extend(wrong.into_iter().map(|wrong| format!("{}: {wrong}", sample.path.display())));
    }
    assert!(all.is_empty(), "{} objections\n{}", all.len(), all.join("\n"));
}

/// What makes findings the same when other lines of the file change.
fn name(finding: &Finding) -> (String, String) {
    (finding.rule.clone(), finding.message.clone())
}

/// How often each rule says each thing.
fn counts(findings: &[Finding]) -> BTreeMap<(String, String), usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(name(finding)).or_insert(0) += 1;
    }
    counts
}

#[test]
fn every_place_lies_in_the_text() {
    on_every_sample(|judge, kind, bytes, wrong| {
        let (document, findings) = judge.judge(kind, bytes);
        for finding in &findings {
            let places = finding.related.iter().map(|related| related.span).chain([finding.span]);
            let edits = finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
            for span in places.chain(edits) {
                if document.source.text().get(span.range()).is_none() {
                    wrong.push(format!("{:?} lies outside of the text: {}", span, finding.rule));
                }
            }
        }
    });
}

#[test]
fn a_fix_changes_nothing_beside_its_edits() {
    on_every_sample(|judge, kind, bytes, wrong| {
        let (document, findings) = judge.judge(kind, bytes);
        for (finding, fix) in fixable(&findings) {
            let (after, _) = mend::apply(&document.source, [fix]);
            let after = Source::from_bytes(FileId(0), "", &after).unwrap();
            let text = document.source.text();
            let mut expected = String::new();
            let mut at = 0;
            for edit in &fix.edits {
                expected += &text[at..edit.span.range().start];
                expected += &edit.text;
                at = edit.span.range().end;
            }
            expected += &text[at..];
            if after.text() != expected {
                wrong.push(format!("the fix of {} changes more than it says", finding.rule));
            }
        }
    });
}

#[test]
fn a_fix_takes_its_finding_away_and_brings_none() {
    on_every_sample(|judge, kind, bytes, wrong| {
        let (document, before) = judge.judge(kind, bytes);
        let counted = counts(&before);
        for (finding, fix) in fixable(&before) {
            let (bytes, _) = mend::apply(&document.source, [fix]);
            let (after, findings) = judge.judge(kind, &bytes);
            let now = counts(&findings);
            let left = now.get(&name(finding)).copied().unwrap_or(0);
            let of = |what: &str| format!("{what} {} «{}»", finding.rule, finding.message);
            if left >= counted[&name(finding)] {
                wrong.push(of("a fix leaves"));
            }
            if after.reading.faults.len() > document.reading.faults.len() {
                wrong.push(format!("{}: {}", of("a fault by the fix of"), after.reading.faults[0].message));
            }
            let outweighed = |rule: &str| OUTWEIGHED.contains(&(&finding.rule, rule));
            let new = now.iter().find(|(name, count)| {
                !outweighed(&name.0) && counted.get(name).is_none_or(|old| old < count)
            });
            if let Some(((rule, message), _)) = new {
                wrong.push(format!("{} brings {rule} «{message}»", of("the fix of")));
            }
        }
    });
}

#[test]
fn all_fixes_together_come_to_an_end() {
    on_every_sample(|judge, kind, bytes, wrong| {
        let mut bytes = bytes.to_vec();
        let faults = judge.judge(kind, &bytes).0.reading.faults.len();
        for _ in 0..ROUNDS {
            let (document, findings) = judge.judge(kind, &bytes);
            let (after, applied) = mend::apply(&document.source, fixable(&findings).map(|(_, fix)| fix));
            if document.reading.faults.len() > faults {
                wrong.push(format!("fixes bring a fault\n{}", document.source.text()));
                return;
            }
            if applied == 0 {
                return;
            }
            bytes = after;
        }
        let rules: Vec<String> =
            fixable(&judge.judge(kind, &bytes).1).map(|(finding, _)| finding.rule.clone()).collect();
        wrong.push(format!("fixes are left after {ROUNDS} rounds: {rules:?}"));
    });
}

fn fixable(findings: &[Finding]) -> impl Iterator<Item = (&Finding, &Fix)> {
    findings.iter().filter_map(|finding| Some((finding, finding.fix.as_ref()?)))
}

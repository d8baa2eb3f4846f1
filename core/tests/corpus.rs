//! What holds for every finding and every fix, on every file there is.

mod judge;
mod samples;

use std::collections::BTreeMap;

use dockwarden_core::document::Kind;
use dockwarden_core::finding::{Finding, Fix};
use dockwarden_core::mend;
use dockwarden_core::source::{FileId, Source};

use judge::Judge;

/// How many rounds of fixes a file may need before nothing is left to mend.
const ROUNDS: usize = 10;

/// Rules that say nothing of a thing as long as a worse one is true of it: the worse, then the other.
/// A privileged container has every capability, whatever its list drops.
const OUTWEIGHED: [(&str, &str); 1] = [("compose/privileged", "compose/capabilities-not-dropped")];

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

/// How many findings each rule has.
fn by_rule(findings: &[Finding]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.rule.clone()).or_insert(0) += 1;
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
        let (said, counted) = (counts(&before), by_rule(&before));
        for (finding, fix) in fixable(&before) {
            let (bytes, _) = mend::apply(&document.source, [fix]);
            let (after, findings) = judge.judge(kind, &bytes);
            let of = |what: &str| format!("{what} {} «{}»", finding.rule, finding.message);
            if counts(&findings).get(&name(finding)).is_some_and(|left| *left >= said[&name(finding)]) {
                wrong.push(of("a fix leaves"));
            }
            if after.reading.faults.len() > document.reading.faults.len() {
                wrong.push(format!("{}: {}", of("a fault by the fix of"), after.reading.faults[0].message));
            }
            // A fix may change a word that another finding names, so rules are counted, not messages.
            for (rule, count) in by_rule(&findings) {
                let own = usize::from(rule == finding.rule);
                let outweighed = OUTWEIGHED.contains(&(&finding.rule, &rule));
                if !outweighed && count + own > counted.get(&rule).copied().unwrap_or(0) {
                    wrong.push(format!("{} brings one of {rule}", of("the fix of")));
                }
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

/// The policy with what each rule gives worked out as the last step of its body.
///
/// regorus 0.14.1 forgets all earlier results of a rule when its head is undefined once; a body that
/// is undefined takes nothing but itself away.
fn with_bare_heads(text: &str) -> String {
    let mut parts = text.split("\ndeny contains ");
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (head, rest) = part.split_once("if {\n").expect("a rule has a body");
        let (body, rest) = rest.split_once("\n}\n").expect("a body ends");
        out += &format!("\ndeny contains worked_out if {{\n{body}\n\tworked_out := {head}\n}}\n{rest}");
    }
    out
}

#[test]
fn a_finding_that_comes_to_nothing_takes_no_other_with_it() {
    let mut files = dockwarden_core::policy::builtin_files();
    // As it is written, with METADATA: that of ours is known for their own texts only.
    for file in &mut files {
        let path = format!("{}/../policies/{}", env!("CARGO_MANIFEST_DIR"), file.path);
        file.text = with_bare_heads(&std::fs::read_to_string(path).unwrap()).into();
    }
    let mut sure = Judge::of(files);
    on_every_sample(|judge, kind, bytes, wrong| {
        let (found, all) = (counts(&judge.judge(kind, bytes).1), counts(&sure.judge(kind, bytes).1));
        for ((rule, message), _) in all.iter().filter(|(name, count)| found.get(name) != Some(count)) {
            wrong.push(format!("{rule} loses «{message}»: what its head names may be undefined"));
        }
    });
}

#[test]
fn nothing_is_added_below_a_line_that_would_take_it_in() {
    let (_, findings) = Judge::new().judge(Kind::Dockerfile, b"FROM alpine:3.22\nCOPY app /app\\\n");
    let missing: Vec<_> = findings.iter().filter(|one| one.rule == "dockerfile/user-missing").collect();
    assert_eq!(missing.len(), 1);
    assert_eq!(missing[0].fix, None);
}

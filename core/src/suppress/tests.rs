use super::*;
use crate::catalog::sample_rule;
use crate::document::Kind;
use crate::model::{Builder, Object};
use crate::reading::Reading;
use crate::source::FileId;
use crate::syntax::tree::Comment;

fn catalog() -> Catalog {
    let root = [
        ("hadolint", "DL3002"),
        ("trivy", "DS-0002"),
        ("checkov", "CKV_DOCKER_8"),
        ("kics", "def"),
        ("dclint", "no-root"),
    ];
    let tag = [
        ("hadolint", "DL3006"),
        ("trivy", "DS-0001"),
        ("kics", "abc"),
        ("buildkit", "Tag"),
        ("dclint", "no-tag"),
        ("tally", "hadolint/DL3006"),
    ];
    let rules =
        [sample_rule("dockerfile/root", "users", &root), sample_rule("dockerfile/tag", "images", &tag)];
    let enabled = rules.iter().map(|rule| rule.id.clone()).collect();
    Catalog::new(rules, enabled)
}

/// A file whose comments are its lines with `#`, and a finding of each rule at every `X`.
fn run(text: &str, today: Option<&str>) -> (Vec<Finding>, Vec<Finding>) {
    let source = Source::from_text(FileId(0), "Dockerfile", text).unwrap();
    let mut builder = Builder::new();
    let root = builder.add(Object::at(source.whole()));
    let (mut comments, mut blocks, mut findings) = (Vec::new(), Vec::new(), Vec::new());
    for line in (0..source.line_count()).map(|line| source.line_span(line)) {
        let content = source.slice(line);
        match content.find('#') {
            Some(at) => comments.push(Comment { span: Span { start: line.start + at as u32, ..line } }),
            None => blocks.push(line),
        }
        if let Some(at) = content.find('X') {
            let span = Span::new(FileId(0), line.range().start + at, line.range().start + at + 1);
            for rule in ["dockerfile/root", "dockerfile/tag"] {
                findings.push(Finding {
                    rule: rule.into(),
                    severity: Severity::High,
                    message: "m".into(),
                    span,
                    related: Vec::new(),
                    runners: Runners::default(),
                    fix: None,
                    fingerprint: String::new(),
                    essence: String::new(),
                    was: None,
                    suppressed: None,
                    change: None,
                });
            }
        }
    }
    let reading = Reading { model: builder.finish(root), faults: Vec::new(), comments, blocks };
    let document = Document {
        kind: Kind::Dockerfile,
        source,
        others: Vec::new(),
        kinds: Vec::new(),
        given: Vec::new(),
        reading,
    };
    let about = apply(&document, &document.source, &catalog(), today, &mut findings);
    (findings, about)
}

fn suppressed(text: &str) -> Vec<(u32, String)> {
    let (findings, _) = run(text, None);
    let held = findings.into_iter().filter(|f| f.suppressed.is_some());
    held.map(|f| (f.span.start, f.rule)).collect()
}

fn rules(text: &str) -> Vec<String> {
    suppressed(text).into_iter().map(|(_, rule)| rule).collect()
}

fn complaints(text: &str, today: Option<&str>) -> Vec<(String, String)> {
    run(text, today).1.into_iter().map(|f| (f.rule, f.message)).collect()
}

#[test]
fn a_comment_above_covers_the_next_line_only() {
    let text = "# dockwarden: ignore=dockerfile/root meant so\n\n# other\nX\nX\n";
    assert_eq!(suppressed(text), [(text.find('X').unwrap() as u32, "dockerfile/root".into())]);
    let (findings, _) = run(text, None);
    assert_eq!(findings[0].suppressed.as_ref().unwrap().reason.as_deref(), Some("meant so"));
}

#[test]
fn a_comment_at_the_end_of_a_line_covers_that_line() {
    assert_eq!(suppressed("X  # dockwarden: ignore=root\nX\n"), [(0, "dockerfile/root".into())]);
}

#[test]
fn a_file_wide_comment_covers_the_file() {
    assert_eq!(rules("X\n# dockwarden: ignore-file=tag\nX\n"), ["dockerfile/tag", "dockerfile/tag"]);
}

/// What each comment, on top of a file, suppresses in the line below it.
fn assert_on_top(cases: &[(&str, &[&str])]) {
    for (comment, expected) in cases {
        assert_eq!(rules(&format!("{comment}\nX\n")), *expected, "{comment}");
        assert_eq!(complaints(&format!("{comment}\nY\n"), None), [], "{comment}");
    }
}

/// How many of two lines `X` each comment covers, one above the first and one after a line of its own.
fn assert_reach(comment: &str, on_top: usize, below: usize) {
    let lines = |text: String| {
        let mut places: Vec<u32> = suppressed(&text).into_iter().map(|(place, _)| place).collect();
        places.dedup();
        places.len()
    };
    assert_eq!(lines(format!("{comment}\nX\nX\n")), on_top, "{comment} on top");
    assert_eq!(lines(format!("X\n{comment}\nX\nX\n")), below, "{comment} below");
}

const ROOT: &str = "dockerfile/root";
const TAG: &str = "dockerfile/tag";

#[test]
fn comments_of_hadolint_are_honoured() {
    assert_on_top(&[
        ("# hadolint ignore=DL3002,DL3006", &[ROOT, TAG]),
        ("#hadolint  ignore = DL3002 , DL3006 # both are meant", &[ROOT, TAG]),
        ("# hadolint global ignore=DL3006", &[TAG]),
        ("# hadolint ignore=", &[]),
        ("# hadolint ignore=DL9999", &[]),
        ("# hadolint shell=/bin/bash", &[]),
        ("# hadolintignore=DL3002", &[]),
        ("# a comment about hadolint ignore=DL3002", &[]),
    ]);
    assert_reach("# hadolint ignore=DL3002", 1, 1);
    assert_reach("# hadolint global ignore=DL3002", 2, 3);
}

#[test]
fn a_comment_of_hadolint_may_cover_a_stage() {
    let text = "FROM X\nX\n# hadolint stage ignore=DL3002\nFROM X AS b\nX\nX\nFROM X\nX\n";
    assert_eq!(suppressed(text).len(), 3);
    assert_eq!(rules("FROM X\n# hadolint stage ignore=DL3002\nRUN X\n"), [""; 0]);
}

#[test]
fn comments_of_trivy_are_honoured() {
    assert_on_top(&[
        ("#trivy:ignore:DS002", &[ROOT]),
        ("# trivy:ignore:AVD-DS-0002 trivy:ignore:DS-0001", &[ROOT, TAG]),
        ("# meant so trivy:ignore:ds-0002[user=root]", &[ROOT]),
        ("# tfsec:ignore:DS-0002", &[ROOT]),
        ("# trivy:ignore:DS-*", &[ROOT, TAG]),
        ("# trivy:ignore:*", &[ROOT, TAG]),
        ("# trivy:ignore:DS-0002:exp:2030-01-31", &[ROOT]),
        ("# trivy:ignore:DS-0002:exp:soon", &[]),
        ("# trivy:ignore:", &[]),
        ("# trivy:DS-0002", &[]),
    ]);
    assert_reach("# trivy:ignore:DS-0002", 1, 1);
    assert_eq!(suppressed("X # trivy:ignore:DS-0002\nX\n").len(), 1);
}

#[test]
fn a_comment_of_trivy_ends_when_its_day_comes() {
    let text = "# trivy:ignore:DS-0002:exp:2030-01-31\nX\n";
    let held = |day| run(text, Some(day)).0.iter().filter(|finding| finding.suppressed.is_some()).count();
    assert_eq!((held("2030-01-30"), held("2030-01-31")), (1, 0));
    assert_eq!(complaints(text, Some("2030-01-31"))[0].0, EXPIRED);
}

#[test]
fn comments_of_checkov_are_honoured() {
    assert_on_top(&[
        ("#checkov:skip=CKV_DOCKER_8:because", &[ROOT]),
        ("# checkov:skip= CKV_DOCKER_8", &[ROOT]),
        ("# checkov:skip=CKV_DOCKER_2,CKV_DOCKER_8: because", &[ROOT]),
        ("# bridgecrew:skip=CKV_DOCKER_8", &[ROOT]),
        ("# cortex:skip=CKV_DOCKER_8", &[ROOT]),
        ("# see checkov:skip=CKV_DOCKER_8", &[ROOT]),
        ("# checkov:skip=", &[]),
    ]);
    assert_reach("# checkov:skip=CKV_DOCKER_8", 2, 3);
    let (findings, _) = run("# checkov:skip=CKV_DOCKER_8: because\nX\n", None);
    assert_eq!(findings[0].suppressed.as_ref().unwrap().reason.as_deref(), Some("because"));
}

#[test]
fn comments_of_kics_are_honoured() {
    assert_on_top(&[
        ("# kics-scan disable=abc,other", &[TAG]),
        ("# kics-scan enable=abc", &[ROOT]),
        ("# kics-scan ignore", &[ROOT, TAG]),
        ("# kics-scan ignore-line", &[ROOT, TAG]),
        ("# kics-scan ignore-block", &[ROOT, TAG]),
        ("# kics-scan", &[]),
        ("# kics-scan ignored", &[]),
    ]);
    for comment in ["ignore", "disable=abc", "enable=abc"] {
        assert_reach(&format!("# kics-scan {comment}"), 2, 0);
    }
    assert_reach("# kics-scan ignore-line", 1, 1);
    assert_eq!(suppressed("# kics-scan ignore-block\nFROM X\nX\nFROM X\n").len(), 4);
}

#[test]
fn a_comment_of_kics_may_cover_a_key_with_all_below_it() {
    let text = "services:\n  # kics-scan ignore-block\n  a: X\n    b: X\n\n  - X\n  c: X\n";
    let source = Source::from_text(FileId(0), "compose.yaml", text).unwrap();
    assert_eq!(source.slice(indented(&source, 2)), "  a: X\n    b: X\n\n  - X");
}

#[test]
fn comments_of_buildkit_are_honoured_on_top() {
    assert_on_top(&[
        ("# check=skip=Tag;error=true", &[TAG]),
        ("# CHECK = error=true; skip = Other , tag", &[TAG]),
        ("# check=skip=all", &[TAG]),
        ("# check=error=true", &[]),
        ("# recheck=skip=all", &[]),
    ]);
    assert_reach("# check=skip=Tag", 2, 0);
    assert_eq!(rules("# syntax=docker/dockerfile:1\n# check=skip=Tag\nX\n"), [TAG]);
}

#[test]
fn comments_of_dclint_are_honoured() {
    assert_on_top(&[
        ("# dclint disable-file", &[ROOT, TAG]),
        ("# dclint disable", &[ROOT, TAG]),
        ("# dclint disable no-tag other", &[TAG]),
        ("# dclint disable-line", &[ROOT, TAG]),
        ("# dclint disable-line no-root no-tag", &[ROOT, TAG]),
        ("# dclint enable", &[]),
    ]);
    assert_reach("# dclint disable-file", 2, 0);
    assert_reach("# dclint disable no-root", 2, 0);
    assert_reach("# dclint disable-line no-root", 1, 1);
    assert_eq!(rules("---\n# dclint disable no-tag\nX\n"), [TAG]);
    assert_eq!(suppressed("X # dclint disable-line no-root\nX\n").len(), 1);
}

#[test]
fn comments_of_tally_are_honoured() {
    assert_on_top(&[
        ("# tally ignore=hadolint/DL3006", &[TAG]),
        ("# Tally Ignore = DL3006, other;reason=It is Meant", &[TAG]),
        ("# tally ignore=all", &[TAG]),
        ("# tally shell=/bin/sh", &[]),
    ]);
    assert_reach("# tally ignore=DL3006", 1, 1);
    assert_reach("# tally global ignore=DL3006", 2, 3);
    let (findings, _) = run("# tally ignore=DL3006;reason=It is Meant\nX\n", None);
    assert_eq!(findings[1].suppressed.as_ref().unwrap().reason.as_deref(), Some("It is Meant"));
}

#[test]
fn a_suppression_of_nothing_is_a_finding() {
    let expected = ("`dockerfile/root` finds nothing here that could be suppressed").to_owned();
    assert_eq!(complaints("# dockwarden: ignore=root\nY\nX\n", None), [(UNUSED.to_owned(), expected)]);
}

#[test]
fn a_suppression_ends_after_its_day() {
    let text = "# dockwarden: ignore=root until=2030-01-31 later\nX\n";
    assert_eq!(complaints(text, Some("2030-01-31")), []);
    let ended = "This suppression ended on 2030-01-31".to_owned();
    assert_eq!(complaints(text, Some("2030-02-01")), [(EXPIRED.to_owned(), ended)]);
    assert!(run(text, Some("2030-02-01")).0.iter().all(|f| f.suppressed.is_none()));
}

#[test]
fn a_suppression_of_an_unknown_rule_is_a_finding_with_a_suggestion() {
    let message = "There is no rule `dockerfile/rot`; did you mean `dockerfile/root`?".to_owned();
    let text = "# dockwarden: ignore=dockerfile/rot\nX\n";
    assert_eq!(complaints(text, None), [(UNKNOWN_RULE.to_owned(), message)]);
}

#[test]
fn comments_that_cannot_be_read_are_findings() {
    for text in [
        "# dockwarden: ingore=root\nX\n",
        "# dockwarden: ignore=\nX\n",
        "# dockwarden: ignore=root until=tomorrow\nX\n",
        "# dockwarden: ignore=root until=2030-13-01\nX\n",
    ] {
        assert_eq!(complaints(text, None)[0].0, MALFORMED, "{text}");
    }
}

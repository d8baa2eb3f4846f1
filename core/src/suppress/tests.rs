use super::*;
use crate::catalog::sample_rule;
use crate::document::Kind;
use crate::model::{Builder, Object};
use crate::reading::Reading;
use crate::source::FileId;
use crate::syntax::tree::Comment;

fn catalog() -> Catalog {
    let root = [("hadolint", "DL3002"), ("trivy", "DS-0002"), ("checkov", "CKV_DOCKER_8")];
    let tag = [("hadolint", "DL3006"), ("kics", "abc"), ("buildkit", "Tag")];
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
                    fix: None,
                    fingerprint: String::new(),
                    was: None,
                    suppressed: None,
                });
            }
        }
    }
    let reading = Reading { model: builder.finish(root), faults: Vec::new(), comments, blocks };
    let document =
        Document { kind: Kind::Dockerfile, source, others: Vec::new(), kinds: Vec::new(), reading };
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

#[test]
fn the_comments_of_other_tools_are_honoured() {
    let (root, tag) = ("dockerfile/root", "dockerfile/tag");
    for (comment, expected) in [
        ("# hadolint ignore=DL3002,DL3006", &[root, tag][..]),
        ("# hadolint global ignore=DL3006", &[tag]),
        ("#trivy:ignore:DS002", &[root]),
        ("#checkov:skip=CKV_DOCKER_8:because", &[root]),
        ("# kics-scan disable=abc", &[tag]),
        ("# kics-scan ignore-line", &[root, tag]),
        ("# check=skip=Tag;error=true", &[tag]),
        ("# hadolint ignore=", &[]),
        ("# hadolint ignore=DL9999", &[]),
        ("# a comment about hadolint ignore=DL3002", &[]),
    ] {
        assert_eq!(rules(&format!("{comment}\nX\n")), expected, "{comment}");
        assert_eq!(complaints(&format!("{comment}\nY\n"), None), [], "{comment}");
    }
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

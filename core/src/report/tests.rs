use std::collections::BTreeSet;

use super::mask::Mask;
use super::*;
use crate::catalog::{Catalog, SECRETS, sample_rule};
use crate::check::{FileReport, Report, Status};
use crate::document::Kind;
use crate::finding::{Finding, Severity};
use crate::source::{FileId, Source, Span};

/// A report of one finding of `rule` with `message`, which marks `marked` in `text`.
fn report(rule: &str, path: &str, text: &str, marked: &str, message: &str) -> Report {
    let source = Source::from_text(FileId(0), path, text).unwrap();
    let start = text.find(marked).unwrap();
    let finding = Finding {
        rule: rule.into(),
        severity: Severity::High,
        message: message.into(),
        span: Span::new(FileId(0), start, start + marked.len()),
        related: Vec::new(),
        fix: None,
        fingerprint: "0".into(),
        was: None,
        suppressed: None,
    };
    let file = FileReport {
        path: path.into(),
        kind: Kind::Dockerfile,
        status: Status::Ok,
        source: Some(source),
        findings: vec![finding],
        failures: Vec::new(),
    };
    let rules =
        [sample_rule("dockerfile/plain", "users", &[]), sample_rule("dockerfile/secret", SECRETS, &[])];
    Report::new(vec![vec![file]], Catalog::new(rules, BTreeSet::new()))
}

fn every_format(report: &Report) -> [(&'static str, String); 6] {
    [
        ("text", text::render(report, text::Style::default())),
        ("json", json::render(report)),
        ("sarif", sarif::render(report)),
        ("github", github::render(report)),
        ("markdown", markdown::render(report)),
        ("junit", junit::render(report)),
    ]
}

#[test]
fn no_format_shows_a_secret_wherever_it_is_marked() {
    for (text, marked) in [
        ("ENV API_KEY=hunter2\n", "API_KEY=hunter2"),
        ("ENV API_KEY=hunter2\n", "hunter2"),
        ("ENV API_KEY=hunter2\n", "API_KEY"),
        ("ENV API_KEY hunter2=\n", "hunter2="),
        ("ENV API_KEY hunter2=\n", "ENV API_KEY hunter2="),
        ("ENV A=1 API_KEY=hunter2 B=2\n", "API_KEY"),
        ("  API_KEY: \"hunter2\"\n", "API_KEY: \"hunter2\""),
        ("  - API_KEY=hunter2\n", "API_KEY=hunter2"),
        ("RUN mysql -phunter2 --host=db\n", "mysql -phunter2 --host=db"),
        ("RUN a \\\n  hunter2\n", "a \\\n  hunter2"),
        ("{\"key\": \"hunter2\"}\n", "\"hunter2\""),
    ] {
        let report = report("dockerfile/secret", "Dockerfile", text, marked, "API_KEY is hunter2");
        for (format, out) in every_format(&report) {
            assert!(
                !out.contains("hunter2"),
                "{format} shows the secret of {text:?}, marked {marked:?}:\n{out}"
            );
        }
    }
}

#[test]
fn the_name_of_a_secret_stays_readable() {
    let report = report("dockerfile/secret", "Dockerfile", "ENV API_KEY=hunter2\n", "API_KEY=hunter2", "m");
    let out = text::render(&report, text::Style::default());
    assert!(out.contains("ENV API_KEY=*******"), "{out}");
}

#[test]
fn a_name_that_is_also_a_password_stays_readable_in_messages() {
    let text = "# gitea\nENV PASSWORD=gitea\n";
    let report = report("dockerfile/secret", "Dockerfile", text, "PASSWORD=gitea", "gitea has a password");
    let out = text::render(&report, text::Style::default());
    assert!(out.contains("gitea has a password") && !out.contains("PASSWORD=gitea"), "{out}");
}

#[test]
fn a_mask_keeps_every_byte_offset() {
    let report = report("dockerfile/secret", "Dockerfile", "ENV A=é😀\n", "A=é😀", "m");
    let mask = &Mask::all(&report)[0];
    assert_eq!(mask.apply(0, "ENV A=é😀"), "ENV A=******");
}

#[test]
fn text_output_shows_control_characters_as_escapes() {
    let evil = "a\u{1b}[2Jb\u{202e}c";
    let report =
        report("dockerfile/plain", evil, &format!("USER {evil}\n"), evil, &format!("user {evil}\nforged"));
    let out = text::render(&report, text::Style::default());
    assert!(!out.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{out:?}");
    assert!(out.contains("user a\\u{1b}[2Jb\\u{202e}c\\nforged"), "{out}");
    assert!(out.contains("USER a\\u{1b}[2Jb"), "{out}");
}

#[test]
fn the_caret_stays_under_the_place_behind_an_escape() {
    let report = report("dockerfile/plain", "f", "\u{1b}USER root\n", "root", "m");
    let out = text::render(&report, text::Style::default());
    let lines: Vec<&str> = out.lines().collect();
    let shown = lines.iter().position(|line| line.contains("root")).unwrap();
    assert_eq!(lines[shown].find("root"), lines[shown + 1].find('^'), "{out}");
}

#[test]
fn workflow_commands_cannot_be_forged() {
    let path = "a,line=1::error::x\n::set-output name=a::b";
    let report = report("dockerfile/plain", path, "USER root\n", "root", "100%\r\n::stop-commands::x");
    let out = github::render(&report);
    assert_eq!(
        out,
        "::error file=a%2Cline=1%3A%3Aerror%3A%3Ax%0A%3A%3Aset-output name=a%3A%3Ab,line=1,endLine=1,col=6,\
         endColumn=10,title=dockerfile/plain::100%25%0D%0A::stop-commands::x\n"
    );
}

#[test]
fn markdown_and_html_cannot_be_forged() {
    let message = "<img src=x> | `x` [a](https://evil) @team\n# h";
    let out = markdown::render(&report("dockerfile/plain", "f", "USER root\n", "root", message));
    let row = out.lines().last().unwrap();
    let escaped = "&lt;img src=x&gt; \\| \\`x\\` \\[a\\]\\(https&#58;//evil\\) &#64;team\\\\n\\# h |";
    assert!(row.ends_with(escaped), "{row}");
}

#[test]
fn xml_cannot_be_forged() {
    let out = junit::render(&report("dockerfile/plain", "\"><x", "USER root\n", "root", "a\"/>&\u{0}\u{1b}"));
    assert!(out.contains("message=\"a&quot;/&gt;&amp;\\u{0}\\u{1b}\""), "{out}");
    assert!(out.contains("name=\"&quot;&gt;&lt;x\""), "{out}");
}

#[test]
fn sarif_encodes_paths_and_counts_columns_in_characters() {
    let out = sarif::render(&report("dockerfile/plain", "a b/é#?.x", "# é\nUSER é root\n", "root", "m"));
    let sarif: serde_json::Value = serde_json::from_str(&out).unwrap();
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b/%C3%A9%23%3F.x");
    assert_eq!(place["region"]["startColumn"], 8);
    assert_eq!(sarif["runs"][0]["columnKind"], "unicodeCodePoints");
}

#[test]
fn json_holds_the_contract() {
    let out = json::value(&report("dockerfile/plain", "f", "USER root\n", "root", "m"));
    let finding = serde_json::json!({
        "rule": "dockerfile/plain", "severity": "high", "message": "m", "path": "f",
        "start": {"line": 1, "column": 6}, "end": {"line": 1, "column": 10},
        "related": [], "fingerprint": "0",
    });
    assert_eq!(out["findings"], serde_json::json!([finding]));
    assert_eq!(out["files"], serde_json::json!([{"path": "f", "kind": "dockerfile", "status": "ok"}]));
    assert_eq!(out["version"], 1);
}

#[test]
fn a_very_long_line_is_named_and_not_shown() {
    let long = format!("USER {}\n", "x".repeat(5000));
    let out = text::render(&report("dockerfile/plain", "f", &long, "xx", "m"), text::Style::default());
    assert!(out.contains("f:1:6") && out.len() < 500, "{out}");
}

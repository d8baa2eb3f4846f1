use std::collections::BTreeSet;

use super::mask::Mask;
use super::*;
use crate::catalog::{Catalog, SECRETS, sample_rule};
use crate::check::{FileReport, Report, Status};
use crate::document::Kind;
use crate::finding::{Finding, Runners, Severity};
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
        runners: Runners::default(),
        fix: None,
        fingerprint: "0".into(),
        essence: "0".into(),
        was: None,
        suppressed: None,
        change: None,
    };
    let file = FileReport {
        path: path.into(),
        kind: Kind::Dockerfile,
        status: Status::Ok,
        source: Some(source),
        findings: vec![finding],
        failures: Vec::new(),
        prints: Vec::new(),
    };
    let rules =
        [sample_rule("dockerfile/plain", "users", &[]), sample_rule("dockerfile/secret", SECRETS, &[])];
    Report::new(vec![vec![file]], Catalog::new(rules, BTreeSet::new()))
}

fn every_format(report: &Report) -> [(&'static str, String); 7] {
    [
        ("text", text::render(report, text::Style::default())),
        ("json", json::render(report)),
        ("sarif", sarif::render(report)),
        ("github", github::render(report, github::MOST)),
        ("markdown", markdown::render(report)),
        ("junit", junit::render(report)),
        ("gitlab", gitlab::render(report)),
    ]
}

#[test]
fn services_that_run_what_a_finding_is_about_are_named_in_one_line_of_text_and_as_places() {
    let mut report = report("dockerfile/plain", "Dockerfile", "USER root\n", "root", "m");
    let span = Span::new(FileId(0), 0, 4);
    let finding = &mut report.files[0].findings[0];
    finding.runners = Runners { named: vec![("api".into(), span), ("web".into(), span)], more: 3 };
    let text = text::render(&report, text::Style::default());
    assert!(text.contains("= run by: api, web and 3 more\n"), "{text}");
    assert_eq!(json::value(&report)["findings"][0]["related"][1]["message"], "web runs this image");
    let sarif: serde_json::Value = serde_json::from_str(&sarif::render(&report)).unwrap();
    let places = &sarif["runs"][0]["results"][0]["relatedLocations"];
    assert_eq!(places[0]["message"]["text"], "api runs this image");
}

#[test]
fn text_says_once_why_a_rule_matters() {
    let one = |path| report("dockerfile/plain", path, "USER root\n", "root", "m").files;
    let rule = Rule { description: "So.".into(), ..sample_rule("dockerfile/plain", "users", &[]) };
    let report = Report::new(vec![one("b"), one("a")], Catalog::new([rule], BTreeSet::new()));
    let text = text::render(&report, text::Style::default());
    assert_eq!(text.matches("[dockerfile/plain]").count(), 2, "{text}");
    let (first, second) = text.split_once("b:1").unwrap();
    assert!(first.contains("why: So.") && !second.contains("why: So."), "{text}");
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
    let out = github::render(&report, github::MOST);
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
    let escaped = "&lt;img src=x&gt; \\| \\`x\\` \\[a\\]\\(https&#58;//evil\\) &#64;&#8203;team\\\\n\\# h |";
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

/// The report of [`report`] with its finding as often as there are severities given.
fn several(severities: &[Severity]) -> Report {
    let mut report = report("dockerfile/plain", "f", "USER root\n", "root", "m");
    let one = report.files[0].findings.remove(0);
    let again = |severity: &Severity| Finding { severity: *severity, ..one.clone() };
    report.files[0].findings = severities.iter().map(again).collect();
    report
}

#[test]
fn annotations_are_the_worst_and_the_rest_is_counted() {
    use Severity::{Critical, High, Info, Low, Medium};
    let mut severities = vec![High; 9];
    severities.extend([Info; 9]);
    severities.extend([Critical, High, Critical, Medium, Low, Low]);
    let report = several(&severities);
    let out = github::render(&report, github::MOST);
    let levels: Vec<&str> = out.lines().map(|line| line[2..].split(' ').next().unwrap()).collect();
    let of = |level: &str| levels.iter().filter(|one| **one == level).count();
    assert_eq!((of("error"), of("warning"), of("notice")), (10, 1, 10), "{out}");
    let last = out.lines().last().unwrap();
    assert_eq!(last, "::notice title=dockwarden::Not shown as annotations: 2 errors, 2 notices");
    assert_eq!(github::render(&several(&[High; 10]), github::MOST).lines().count(), 10);
    assert_eq!(github::render(&report, 0).lines().count(), 1);
}

#[test]
fn tables_are_cut_and_the_rest_is_counted() {
    let out = markdown::render(&several(&[Severity::High; 1_000]));
    assert_eq!(out.lines().filter(|line| line.starts_with("| high")).count(), 300);
    assert!(out.ends_with("\n700 more are in the report.\n"), "{out}");
}

#[test]
fn code_scanning_gets_no_more_than_it_takes_and_the_worst_of_it() {
    let mut severities = vec![Severity::Low; 20_000];
    severities.extend([Severity::High; 10_000]);
    let out: serde_json::Value = serde_json::from_str(&sarif::render(&several(&severities))).unwrap();
    let run = &out["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), 25_000);
    let told = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].as_str().unwrap();
    assert!(told.starts_with("5000 findings"), "{told}");
    let out: serde_json::Value =
        serde_json::from_str(&sarif::render(&several(&[Severity::High; 25_001]))).unwrap();
    assert_eq!(out["runs"][0]["results"].as_array().unwrap().len(), 25_000);
}

#[test]
fn gitlab_gets_a_list_with_a_fingerprint_for_each() {
    let out = gitlab::render(&report("dockerfile/plain", "a/f", "#\nUSER root\n", "root", "m\n\u{1b}"));
    let expected = serde_json::json!([{
        "description": "m\\n\\u{1b}", "check_name": "dockerfile/plain", "fingerprint": "0",
        "severity": "critical", "location": {"path": "a/f", "lines": {"begin": 2, "end": 2}},
    }]);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&out).unwrap(), expected);
}

#[test]
fn every_format_tells_new_from_old_and_names_what_was_fixed() {
    let mut now = several(&[Severity::High, Severity::High]);
    now.files[0].findings[0].message = "stayed".into();
    now.files[0].findings[1].message = "came".into();
    now.files[0].findings[1].fingerprint = "1".into();
    now.files[0].findings[1].essence = "1".into();
    let mut before = several(&[Severity::High, Severity::Low]);
    before.files[0].findings[1].message = "went".into();
    before.files[0].findings[1].fingerprint = "2".into();
    before.files[0].findings[1].essence = "2".into();
    crate::compare::with(&mut now, before, "abc".into());
    for (format, out) in every_format(&now) {
        assert!(out.contains("came"), "{format}: {out}");
        // JUnit, annotations and GitLab have no word for what is gone; GitLab compares by itself.
        let fixed = !["junit", "github", "gitlab"].contains(&format);
        assert_eq!(out.contains("went"), fixed, "{format}: {out}");
        // People see what is new; machines get all, and are told which is which.
        let all = ["json", "sarif", "junit", "gitlab"].contains(&format);
        assert_eq!(out.contains("stayed"), all, "{format}: {out}");
    }
    let json = json::value(&now);
    let changes: Vec<_> = json["findings"].as_array().unwrap().iter().map(|f| &f["change"]).collect();
    assert_eq!(changes, ["unchanged", "new"]);
    assert_eq!(json["against"]["fixed"][0]["change"], "fixed");
    assert_eq!((&json["summary"]["unchanged"], &json["summary"]["fixed"]), (&1.into(), &1.into()));
    let text = text::summary(&now);
    assert_eq!(text, "1 new finding (1 high) in 1 file, 1 fixed, 1 as before\n");
}

#[test]
fn places_are_links_to_lines_that_a_path_cannot_leave() {
    let links = markdown::Links { now: "https://git.example/r/blob/abc/".into(), before: String::new() };
    let report = report("dockerfile/plain", "a) [x](b\n|c/f", "USER root\n", "root", "m www.evil.example");
    let row = markdown::linked(&report, Some(&links)).lines().last().unwrap().to_owned();
    let link = "](https://git.example/r/blob/abc/a%29%20%5Bx%5D%28b%0A%7Cc/f#L1)";
    assert!(row.contains(link) && row.contains("www&#8203;."), "{row}");
}

use super::*;
use crate::catalog::sample_rule;
use crate::config::Config;
use crate::source::FileId;

fn catalog() -> Catalog {
    let rules = [
        sample_rule("compose/docker-socket", "least-privilege", &[("compose-lint", "CL-0001")]),
        sample_rule("compose/image-registry-untrusted", "verified-images", &[]),
        sample_rule("dockerfile/image-registry-untrusted", "verified-images", &[]),
        sample_rule(
            "dockerfile/image-untagged",
            "verified-images",
            &[("hadolint", "DL3006"), ("trivy", "DS-0001")],
        ),
        sample_rule("dockerfile/label-schema", "hygiene", &[]),
        sample_rule("dockerfile/user-missing", "users", &[("checkov", "CKV_DOCKER_3"), ("trivy", "DS-0002")]),
        sample_rule("dockerfile/user-root", "users", &[("hadolint", "DL3002"), ("checkov", "CKV_DOCKER_8")]),
    ];
    let mut unpinned = sample_rule("dockerfile/packages-unpinned", "supply-chain", &[]);
    unpinned.same_as.insert("hadolint".into(), vec!["DL3008".into(), "DL3013".into()]);
    Catalog::new(rules.into_iter().chain([unpinned]), Default::default())
}

fn translate(tool: Tool, files: &[(&str, &str)]) -> Result<Migration, Vec<String>> {
    let file = |(number, (path, text)): (usize, &(&str, &str))| {
        Source::from_text(FileId(number as u32), *path, text).unwrap()
    };
    let files: Vec<Source> = files.iter().enumerate().map(file).collect();
    let told = |fault: &Fault| {
        let source = &files[fault.span.file.0 as usize];
        let at = source.position(fault.span.start);
        format!("{}:{}:{}: {}", source.path(), at.line, at.column, fault.message)
    };
    let migration = migrate(tool, &files, &catalog(), Some("2026-11-24"));
    migration.map_err(|faults| faults.iter().map(told).collect())
}

/// The configuration after its head, and the notes; the whole must be one that dockwarden takes.
fn translated(tool: Tool, files: &[(&str, &str)]) -> (String, Vec<String>) {
    let migration = translate(tool, files).unwrap();
    let source = Source::from_text(FileId(0), "dockwarden.yaml", &migration.config).unwrap();
    let config = Config::parse(&source).unwrap_or_else(|faults| panic!("{faults:?}\n{}", migration.config));
    let rules: Vec<_> = catalog().rules().cloned().collect();
    assert_eq!(config.check(&rules), [], "{}", migration.config);
    for note in &migration.notes {
        assert!(migration.config.contains(&format!("# - {note}\n")), "{note}");
    }
    let (_, body) = migration.config.split_once("set: recommended\n").unwrap();
    let body = body.split("\n# Not translated:\n").next().unwrap_or(body);
    (body.trim_start().replace("# Least severity that fails a run.\n", ""), migration.notes)
}

#[test]
fn hadolint_is_translated() {
    let text = "\
failure-threshold: error
ignored:
  - DL3002
  - DL3008
  - SC2086
override:
  warning: [DL3006]
  error: [DL4000]
trustedRegistries: [docker.io, 'my-company.com:5000']
label-schema:
  author: text
strict-labels: true
no-fail: true
format: json
";
    let (config, notes) = translated(Tool::Hadolint, &[(".hadolint.yaml", text)]);
    let expected = "\
fail-on: high

rules:
  compose/image-registry-untrusted:
    allowed: [docker.io, my-company.com:5000]
  dockerfile/image-registry-untrusted:
    allowed: [docker.io, my-company.com:5000]
  # DL3006
  dockerfile/image-untagged: medium
  dockerfile/label-schema:
    labels: {author: text}
    strict: true
  # DL3002
  dockerfile/user-root: off
  # DL3008; it also does DL3013:
  # dockerfile/packages-unpinned: off
";
    assert_eq!(config, expected);
    assert_eq!(
        notes,
        [
            "SC2086 is switched off, and no rule here does the same",
            "DL4000 has severity high, and no rule here does the same",
            "no-fail: a run with findings fails here; let the job that runs it go on",
            "format: that is an option of the command, --format",
            "dockerfile/packages-unpinned stays on: it does what DL3008 does, but also DL3013",
        ]
    );
}

#[test]
fn a_rule_is_off_when_all_that_it_does_is() {
    let (config, notes) = translated(Tool::Hadolint, &[(".hadolint.yaml", "ignored: [DL3008, DL3013]\n")]);
    assert_eq!(
        config,
        "fail-on: medium\n\nrules:\n  # DL3008; DL3013\n  dockerfile/packages-unpinned: off\n"
    );
    assert_eq!(notes, [""; 0]);
}

#[test]
fn patterns_of_registries_are_told_and_not_halved() {
    let text = "trustedRegistries: ['*.gcr.io', docker.io]\n";
    let (config, notes) = translated(Tool::Hadolint, &[(".hadolint.yaml", text)]);
    assert_eq!(config, "fail-on: medium\n");
    assert!(notes[0].contains("*.gcr.io"), "{notes:?}");
}

#[test]
fn trivy_is_translated() {
    let settings =
        "severity: [CRITICAL, HIGH]\nscan:\n  skip-dirs: [vendor, '**/tests']\n  skip-files: ['[']\ndb: {}\n";
    let ignored = "\
# Runs as root on purpose:
# it binds port 53
AVD-DS-0002
CVE-2020-1 exp:2030-01-31
DS001 exp:2026-11-24
";
    let by_path = "\
misconfigurations:
  - id: AVD-DS-0001
    paths: [docs/Dockerfile]
    statement: >
      An example
      for readers
    expired_at: 2030-01-31
vulnerabilities:
  - id: CVE-2020-2
";
    let files = [("trivy.yaml", settings), (".trivyignore", ignored), (".trivyignore.yaml", by_path)];
    let (config, notes) = translated(Tool::Trivy, &files);
    let expected = "\
fail-on: high

# Files that are not checked.
exclude:
  - vendor
  - \"**/tests\"

rules:
  # DS-0002: Runs as root on purpose: it binds port 53
  dockerfile/user-missing: off

overrides:
  - paths: [docs/Dockerfile]
    rules:
      # DS-0001: until 2030-01-31; An example for readers
      dockerfile/image-untagged: off
";
    assert_eq!(config, expected);
    assert_eq!(notes.len(), 6, "{notes:#?}");
    assert!(
        notes.contains(&"DS001: it was ignored until 2026-11-24, which is past".to_owned()),
        "{notes:#?}"
    );
}

#[test]
fn checkov_is_translated() {
    let text = "\
skip-check:
  - CKV_DOCKER_3
  - CKV_AWS_1
  - LOW
skip-path: [tests/, 'src/.*\\.bak']
soft-fail-on: CKV_DOCKER_8
hard-fail-on: [HIGH, CRITICAL]
framework: [dockerfile]
compact: true
";
    let (config, notes) = translated(Tool::Checkov, &[(".checkov.yaml", text)]);
    let expected = "\
fail-on: high

# Files that are not checked.
exclude:
  - tests

rules:
  # CKV_DOCKER_3
  dockerfile/user-missing: off
  # CKV_DOCKER_8
  dockerfile/user-root: info
";
    assert_eq!(config, expected);
    assert_eq!(notes.len(), 3, "{notes:#?}");
}

#[test]
fn a_star_names_many_checks() {
    let (config, _) = translated(Tool::Checkov, &[(".checkov.yaml", "skip-check: 'CKV_DOCKER_*'\n")]);
    assert_eq!(config.matches(": off").count(), 2, "{config}");
}

#[test]
fn a_list_without_checks_chooses_none_in_checkov() {
    let (_, notes) = translated(Tool::Checkov, &[(".checkov.yaml", "check: []\n")]);
    assert_eq!(notes, [""; 0]);
}

#[test]
fn compose_lint_is_translated() {
    let text = "\
rules:
  CL-0001:
    enabled: false
    reason: \"SEC-1: the proxy\\nneeds it\"
  CL-0002: {severity: Low}
  CL-0003:
    exclude_services: [web]
";
    let (config, notes) = translated(Tool::ComposeLint, &[(".compose-lint.yml", text)]);
    let expected =
        "fail-on: medium\n\nrules:\n  # CL-0001: SEC-1: the proxy needs it\n  compose/docker-socket: off\n";
    assert_eq!(config, expected);
    assert_eq!(notes.len(), 2, "{notes:#?}");
    let text = "rules:\n  CL-0001:\n    exclude_services: {proxy: it must}\n";
    let (_, notes) = translated(Tool::ComposeLint, &[(".compose-lint.yml", text)]);
    let advice = "write `# dockwarden: ignore=compose/docker-socket it must` above what it finds there";
    assert_eq!(notes, [format!("CL-0001 is switched off for service proxy: {advice}")]);
}

#[test]
fn what_the_tool_would_refuse_is_refused_with_its_place() {
    for (tool, path, text, expected) in [
        (Tool::Hadolint, ".hadolint.yaml", "ignored: 3\n", "1:10: expected a list, found a whole number"),
        (Tool::Hadolint, ".hadolint.yaml", "ignored:\n  - [a]\n", "2:5: expected text, found a list"),
        (Tool::Hadolint, ".hadolint.yaml", "override:\n  worst: []\n", "2:3: expected error, warning"),
        (Tool::Hadolint, ".hadolint.yaml", "failure-threshold: bad\n", "1:20: expected error, warning"),
        (Tool::Hadolint, ".hadolint.yaml", "- a\n", "1:1: expected a mapping, found a list"),
        (Tool::Hadolint, ".hadolint.yaml", "ignored: [\n", "1:10: the bracket is never closed"),
        (Tool::Trivy, "trivy.yaml", "severity: [WORST]\n", "1:11: expected severities"),
        (Tool::Trivy, ".trivyignore", "\nDS-0002 exp:soon\n", "2:1: expected a date"),
        (Tool::Trivy, ".trivyignore.yaml", "misconfigurations:\n  - paths: [a]\n", "2:5: expected `id`"),
        (Tool::Checkov, ".checkov.yaml", "soft-fail: perhaps\n", "1:12: expected true or false"),
        (Tool::ComposeLint, ".compose-lint.yml", "rules:\n  CL-0001: off\n", "2:12: expected a mapping"),
        (
            Tool::ComposeLint,
            ".compose-lint.yml",
            "rules: {CL-0001: {severity: bad}}\n",
            "1:29: expected one of",
        ),
    ] {
        let faults = translate(tool, &[(path, text)]).unwrap_err();
        assert!(faults[0].starts_with(path) && faults[0].contains(expected), "{text}{faults:?}");
    }
}

#[test]
fn an_empty_file_gives_the_default() {
    for tool in Tool::ALL {
        let path = tool.files()[0][0];
        assert_eq!(translated(tool, &[(path, "# nothing\n")]), ("fail-on: medium\n".to_owned(), Vec::new()));
    }
}

#[test]
fn text_of_files_stays_in_comments() {
    let text = "DS-0002 # \u{1b}[31m\n# a\u{85}rules: {}\nDS-0002\n";
    let (config, _) = translated(Tool::Trivy, &[(".trivyignore", text)]);
    assert!(!config.contains(['\u{1b}', '\u{85}']), "{config:?}");
}

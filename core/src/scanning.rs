//! Whether the pipelines of a repository scan images: GitHub Actions and GitLab CI.

use crate::source::{FileId, Source};
use crate::syntax::tree::{Node, Value};
use crate::syntax::yaml;

/// What a pipeline does about images.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scan {
    /// It scans them with this tool.
    With(&'static str),
    /// It calls `docker scan`, which Docker retired in 2023 in favour of Docker Scout.
    Retired,
}

impl Scan {
    /// The same for people.
    pub fn told(&self) -> String {
        match self {
            Scan::With(tool) => format!("scanned with {tool}"),
            Scan::Retired => "`docker scan` is retired; Docker Scout took its place".to_owned(),
        }
    }
}

/// Actions, images and templates that scan images, by a part of their name.
const USED: [(&str, &str); 12] = [
    ("aquasecurity/trivy-action", "Trivy"),
    ("aquasec/trivy", "Trivy"),
    ("anchore/scan-action", "Grype"),
    ("anchore/grype", "Grype"),
    ("docker/scout-action", "Docker Scout"),
    ("docker/scout-cli", "Docker Scout"),
    ("snyk/actions/docker", "Snyk"),
    ("snyk/snyk", "Snyk"),
    ("quay/clair-action", "Clair"),
    ("arminc/clair", "Clair"),
    ("quay.io/projectquay/clair", "Clair"),
    ("Container-Scanning.gitlab-ci.yml", "GitLab container scanning"),
];

/// Commands that scan images: the words a line starts with.
const COMMANDS: [(&[&str], &str); 10] = [
    (&["trivy", "image"], "Trivy"),
    (&["trivy", "i"], "Trivy"),
    (&["trivy", "fs"], "Trivy"),
    (&["grype"], "Grype"),
    (&["clairctl", "report"], "Clair"),
    (&["clair-scanner"], "Clair"),
    (&["docker", "scout", "cves"], "Docker Scout"),
    (&["docker", "scout", "quickview"], "Docker Scout"),
    (&["snyk", "container", "test"], "Snyk"),
    (&["snyk", "container", "monitor"], "Snyk"),
];

/// Whether a file of that path describes a pipeline.
pub fn is_pipeline(path: &str) -> bool {
    let path = path.trim_start_matches("./");
    let yaml = path.ends_with(".yml") || path.ends_with(".yaml");
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    yaml && (folder == ".github/workflows"
        || folder.ends_with("/.github/workflows")
        || name.ends_with(".gitlab-ci.yml"))
}

/// What is known of the pipelines of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scanning {
    /// No pipeline is known.
    Unknown,
    /// Of those that are known none scans images.
    Absent,
    /// One of them does this.
    Present(Scan),
}

/// What several pipelines do about images, together.
pub fn all<'a>(pipelines: impl IntoIterator<Item = &'a str>) -> Scanning {
    let scans: Vec<Option<Scan>> = pipelines.into_iter().map(scan).collect();
    let with = |scan: &&Scan| matches!(scan, Scan::With(_));
    let found = scans.iter().flatten().find(with).or_else(|| scans.iter().flatten().next());
    match found {
        Some(scan) => Scanning::Present(scan.clone()),
        None if scans.is_empty() => Scanning::Unknown,
        None => Scanning::Absent,
    }
}

/// What the pipeline in `text` does about images; none if nothing is seen of it.
pub fn scan(text: &str) -> Option<Scan> {
    let source = Source::from_text(FileId(0), "", text).ok()?;
    let root = yaml::parse(&source).root?;
    let mut found = Vec::new();
    look(&root, None, &mut found);
    let with = found.iter().position(|scan| matches!(scan, Scan::With(_)));
    with.map(|at| found.swap_remove(at)).or_else(|| found.pop())
}

/// The depth of the tree is bounded by its parser.
fn look(node: &Node, key: Option<&str>, found: &mut Vec<Scan>) {
    match &node.value {
        Value::Map(entries) => entries.iter().for_each(|entry| look(&entry.value, Some(&entry.key), found)),
        Value::List(items) => items.iter().for_each(|item| look(item, key, found)),
        Value::Text(text) => match key {
            Some("uses" | "image" | "name" | "template") => {
                let used = USED.iter().find(|(part, _)| text.contains(part));
                found.extend(used.map(|(_, tool)| Scan::With(tool)));
            }
            Some("run" | "script" | "before_script" | "after_script") => {
                found.extend(text.lines().flat_map(|line| line.split(['|', ';', '&'])).filter_map(command));
            }
            _ => {}
        },
        _ => {}
    }
}

fn command(line: &str) -> Option<Scan> {
    let words: Vec<&str> =
        line.split_whitespace().skip_while(|word| matches!(*word, "sudo" | "time")).collect();
    if words.starts_with(&["docker", "scan"]) {
        return Some(Scan::Retired);
    }
    // `docker run aquasec/trivy image …`
    let run = USED.iter().find(|(part, _)| words.iter().any(|word| word.contains(part)));
    if let Some((_, tool)) = run.filter(|_| words.first() == Some(&"docker")) {
        return Some(Scan::With(tool));
    }
    let (_, tool) = COMMANDS.iter().find(|(start, _)| words.starts_with(start))?;
    Some(Scan::With(tool))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_and_commands_that_scan_images_are_recognised() {
        for (text, tool) in [
            ("jobs:\n  a:\n    steps:\n      - uses: aquasecurity/trivy-action@0.30.0\n", "Trivy"),
            (
                "jobs:\n  a:\n    steps:\n      - run: |\n          make\n          sudo grype app:1\n",
                "Grype",
            ),
            ("scan:\n  script:\n    - docker scout cves app:1\n", "Docker Scout"),
            ("scan:\n  script: docker run --rm aquasec/trivy image app:1\n", "Trivy"),
            ("scan:\n  image:\n    name: quay.io/projectquay/clair:4\n", "Clair"),
            ("include:\n  - template: Jobs/Container-Scanning.gitlab-ci.yml\n", "GitLab container scanning"),
        ] {
            assert_eq!(scan(text), Some(Scan::With(tool)), "{text}");
        }
    }

    #[test]
    fn talk_of_scanners_is_no_scan() {
        for text in [
            "jobs:\n  a:\n    steps:\n      - run: echo trivy image\n",
            "jobs:\n  trivy:\n    steps:\n      - run: make\n",
            "# trivy image\na: b\n",
            "a: [",
        ] {
            assert_eq!(scan(text), None, "{text}");
        }
    }

    #[test]
    fn a_retired_scanner_counts_only_where_no_other_scans() {
        let retired = "a:\n  script: docker scan app\n";
        assert_eq!(scan(retired), Some(Scan::Retired));
        assert_eq!(scan(&format!("{retired}b:\n  script: trivy image app\n")), Some(Scan::With("Trivy")));
    }

    #[test]
    fn pipelines_are_told_by_their_place() {
        assert!(is_pipeline(".github/workflows/ci.yml"));
        assert!(is_pipeline("app/.github/workflows/ci.yaml"));
        assert!(is_pipeline(".gitlab-ci.yml"));
        assert!(!is_pipeline("workflows/ci.yml"));
        assert!(!is_pipeline(".github/dependabot.yml"));
    }
}

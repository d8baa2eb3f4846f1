//! What Compose refuses, and what we say of it.

use dockwarden_core::document::{Document, Kind};
use dockwarden_core::policy::{self, Options, Pack};
use dockwarden_core::source::Span;

/// Rules that tell what Compose refuses, and nothing else.
const SURE: [&str; 9] = [
    "compose/conflicting-values",
    "compose/container-name-with-replicas",
    "compose/dependency-cycle",
    "compose/image-missing",
    "compose/source-missing",
    "compose/undefined-resource",
    "compose/undefined-service",
    "compose/unknown-key",
    "compose/watch-target-missing",
];

/// Rules that also tell what Compose accepts and the engine refuses, or what has no effect.
const ALSO: [&str; 5] = [
    "compose/conflicting-keys",
    "compose/container-name-invalid",
    "compose/external-with-settings",
    "compose/invalid-value",
    "compose/mount-target-duplicate",
];

/// Refusals that we do not repeat: a part of what compose-go says, and the reason.
const LET_BE: [(&str, &str); 8] = [
    ("env file ", "most repositories leave such files out"),
    ("label file ", "they are made like files of variables"),
    (".env: no such file", "they belong to the machine that runs the project"),
    ("must declare either `file` or `environment`", "Swarm takes a secret from a driver"),
    ("empty compose file", "an empty file says nothing wrong, and is on its way to become one"),
    ("oci:/", "what lies in a registry is not looked for"),
    ("refers to undefined network #extensions", "a network may have a name that begins with x-"),
    ("layers/compose.override.yaml", "a file that is laid over another need not be whole"),
];

/// Objections of ours to what Compose accepts: a part of what we say, and the reason.
const MAINTAIN: [(&str, &str); 2] = [
    ("a second document starts here", "only the first was read, and that must be known"),
    ("`ulimits.long_over_", "the schema overlooks limits of such names, and no system has one"),
];

/// Why nobody here repeats what compose-go says of a project.
pub fn let_be(project: &str, text: &str, error: &str) -> Option<&'static str> {
    if error.contains("neither an image nor a build")
        && ["!reset", "!override"].iter().any(|tag| text.contains(tag))
    {
        return Some("a file that changes what others say is laid over them, and need not be whole");
    }
    let found = LET_BE.iter().find(|(part, _)| error.contains(part) || project.ends_with(part));
    found.map(|(_, reason)| *reason)
}

/// Says of documents what Compose would refuse.
pub struct Judge(Pack);

impl Judge {
    /// The rules on what Compose refuses, made ready.
    pub fn new() -> Self {
        let enabled = SURE.into_iter().chain(ALSO).map(String::from).collect();
        let options = Options { enabled, ..Options::default() };
        let files = policy::builtin_files();
        let rules = policy::rules(&files).unwrap();
        Self(Pack::load(Kind::Compose, &files, &rules, &options).unwrap())
    }

    /// Faults and findings.
    pub fn objections(&mut self, document: &Document) -> Vec<Objection> {
        let faults = document.reading.faults.iter().map(|fault| Objection {
            rule: "syntax".to_owned(),
            message: fault.message.clone(),
            span: fault.span,
        });
        let evaluation = self.0.evaluate(document);
        assert!(evaluation.errors.is_empty(), "{:?}", evaluation.errors);
        let findings = evaluation.findings.into_iter().map(|finding| Objection {
            rule: finding.rule,
            message: finding.message,
            span: finding.span,
        });
        faults.chain(findings).collect()
    }
}

/// One thing that we object to.
pub struct Objection {
    /// The rule; `syntax` for what cannot be understood.
    pub rule: String,
    /// What it says.
    pub message: String,
    /// Where.
    pub span: Span,
}

impl Objection {
    /// Whether it says that Compose refuses the project, of one that Compose accepts.
    pub fn is_wrong_of_accepted(&self) -> bool {
        let sure = self.rule == "syntax" || SURE.contains(&self.rule.as_str());
        sure && !MAINTAIN.iter().any(|(part, _)| self.message.contains(part))
    }
}

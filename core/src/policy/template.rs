//! A new rule to start from.

use crate::document::Kind;

/// The text of a new rule about files of a kind; `id` is its name without the kind.
pub fn template(kind: Kind, id: &str) -> String {
    let body = match kind {
        Kind::Dockerfile => DOCKERFILE,
        Kind::Compose | Kind::Stack => COMPOSE,
        Kind::Daemon => DAEMON,
    };
    let kind = kind.name();
    format!(
        "# METADATA\n# title: One line that says what is wrong\n# description: >-\n#   Why it matters and \
         what to do instead, in two or three sentences.\n# custom:\n#   severity: low\n#   practice: \
         hygiene\n#   fix: none\npackage dockwarden.{kind}[\"{id}\"]\n\n{body}"
    )
}

/// Whether a rule may have this name: small letters, digits and hyphens.
pub fn is_rule_name(id: &str) -> bool {
    let word =
        |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    id.starts_with(|c: char| c.is_ascii_lowercase()) && id.split('-').all(word)
}

const DOCKERFILE: &str = r#"deny contains {
	"message": sprintf("Stage %d does not say who looks after it", [stage.index]),
	"at": stage,
} if {
	some stage in input.stages
	stage.final
	not input.instructions.LABEL
}
"#;

const COMPOSE: &str = r#"deny contains {
	"message": sprintf("Service %q does not say who looks after it", [service.name]),
	"at": service,
} if {
	some service in input.services
	not service.labels["com.example.owner"]
}
"#;

const DAEMON: &str = r#"deny contains {
	"message": "The engine writes debugging output",
	"at": [input.options.debug, "value"],
} if {
	input.options.debug.value == true
}
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Options, Pack, PolicyFile, builtin_files, rules};
    use crate::reading::Surroundings;
    use crate::source::{FileId, Source};

    #[test]
    fn a_rule_as_it_is_written_finds_something() {
        for (kind, text) in [
            (Kind::Dockerfile, "FROM alpine:3.22\n"),
            (Kind::Compose, "services:\n  web:\n    image: a\n"),
            (Kind::Daemon, "{\"debug\": true}\n"),
        ] {
            let path = "own.rego".to_owned();
            let mut files = builtin_files();
            files.push(PolicyFile { path, text: template(kind, "owner-missing").into() });
            let id = format!("{}/owner-missing", kind.name());
            let all = rules(&files).unwrap();
            assert!(all.iter().any(|rule| rule.id == id));
            let options = Options { enabled: [id.clone()].into(), ..Options::default() };
            let source = Source::from_text(FileId(0), "x", text).unwrap();
            let document = crate::document::Document::read(kind, source, &Surroundings::default());
            let found = Pack::load(kind, &files, &all, &options).unwrap().evaluate(&document).findings;
            assert_eq!(found.len(), 1, "{id}");
        }
    }

    #[test]
    fn a_name_of_a_rule_cannot_be_anything_else() {
        for id in ["a", "owner-missing", "a1-2b"] {
            assert!(is_rule_name(id), "{id}");
        }
        for id in ["", "-a", "a-", "A", "../a", "a\"]", "1a", "a--b"] {
            assert!(!is_rule_name(id), "{id}");
        }
    }
}

//! What was read: the kind of a file, found from its name, and the document it makes.

use crate::files::Files;
use crate::reading::{Reading, Surroundings};
use crate::source::{FileId, Source, Span};
use crate::syntax::shell::Scripts;
use crate::{compose, daemon, dockerfile};

/// What a file is to Docker, or what files are together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A Dockerfile or Containerfile.
    Dockerfile,
    /// A Compose file.
    Compose,
    /// The engine's `daemon.json`.
    Daemon,
    /// A Compose project with the Dockerfiles that it builds and the engine that runs it; no file is one.
    Stack,
}

impl Kind {
    /// All kinds of files.
    pub const FILES: [Kind; 3] = [Kind::Dockerfile, Kind::Compose, Kind::Daemon];

    /// All kinds that rules judge.
    pub const ALL: [Kind; 4] = [Kind::Dockerfile, Kind::Compose, Kind::Daemon, Kind::Stack];

    /// The kind that a file of this name has; `path` may hold folders. None for any other file.
    pub fn of_path(path: &str) -> Option<Kind> {
        let name = path.rsplit(['/', '\\']).next()?;
        let lower = name.to_ascii_lowercase();
        if lower.ends_with(".daemon.json") || lower == "daemon.json" {
            return Some(Kind::Daemon);
        }
        if let Some(stem) = lower.strip_suffix(".yml").or_else(|| lower.strip_suffix(".yaml")) {
            let starts = |word| stem.strip_prefix(word).is_some_and(starts_new_word);
            let compose = starts("compose") || starts("docker-compose") || stem.ends_with(".compose");
            return compose.then_some(Kind::Compose);
        }
        if lower.ends_with(".dockerfile") || lower.ends_with(".containerfile") {
            return Some(Kind::Dockerfile);
        }
        let suffix = ["dockerfile", "containerfile"].iter().find_map(|word| lower.strip_prefix(word))?;
        let ending = suffix.rsplit_once('.').map_or("", |(_, ending)| ending);
        (starts_new_word(suffix) && !OTHER_ENDINGS.contains(&ending)).then_some(Kind::Dockerfile)
    }

    /// The kind that text of an unknown name most probably has, judged by its first words.
    pub fn of_text(text: &str) -> Option<Kind> {
        let start = text.trim_start();
        if start.starts_with('{') {
            return Some(Kind::Daemon);
        }
        let mut lines =
            text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
        let first = lines.clone().next()?;
        let word = first.split_whitespace().next()?;
        if word.eq_ignore_ascii_case("FROM") || word.eq_ignore_ascii_case("ARG") {
            return Some(Kind::Dockerfile);
        }
        lines
            .any(|line| line.starts_with("services:") || line.starts_with("include:"))
            .then_some(Kind::Compose)
    }

    /// The name used in rule ids, reports and `input.kind`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Dockerfile => "dockerfile",
            Kind::Compose => "compose",
            Kind::Daemon => "daemon",
            Kind::Stack => "stack",
        }
    }
}

/// Endings of files that stand beside a Dockerfile and are none.
const OTHER_ENDINGS: [&str; 33] = [
    "dockerignore",
    "md",
    "txt",
    "rst",
    "html",
    "json",
    "yaml",
    "yml",
    "toml",
    "expected",
    "fixed",
    "orig",
    "rej",
    "bak",
    "swp",
    "tmp",
    "rego",
    "py",
    "go",
    "rs",
    "sh",
    "js",
    // Templates, which become Dockerfiles.
    "erb",
    "hbs",
    "in",
    "j2",
    "jinja",
    "jinja2",
    "mustache",
    "template",
    "tmpl",
    "tpl",
    "tt",
];

/// Whether a known word ends here: `compose.prod` and `compose-prod`, but not `composer`.
fn starts_new_word(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| !c.is_ascii_alphanumeric())
}

impl std::str::FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::FILES
            .into_iter()
            .find(|kind| kind.name() == text)
            .ok_or_else(|| format!("expected one of dockerfile, compose, daemon; found `{text}`"))
    }
}

/// A file and what it means, with the other files that are part of its meaning; or a whole stack.
#[derive(Clone, Debug)]
pub struct Document {
    /// What the file is.
    pub kind: Kind,
    /// Its text, `FileId(0)`.
    pub source: Source,
    /// The other files that are read with it; the one at place k has `FileId(k + 1)`.
    pub others: Vec<Source>,
    /// For a stack the kind of each file, in their order; else empty, since all are of one kind.
    pub kinds: Vec<Kind>,
    /// Values that it may have from outside of its files: of build arguments, of Compose variables.
    pub given: Vec<String>,
    /// What it means.
    pub reading: Reading,
}

impl Document {
    /// Reads `source` as a file of `kind`; a stack starts with its Compose file.
    pub fn read(kind: Kind, source: Source, around: &Surroundings) -> Self {
        Self::read_again(kind, source, around, &mut Scripts::default())
    }

    /// The same for a file that may have been read before: `scripts` know what was in it then.
    pub fn read_again(kind: Kind, source: Source, around: &Surroundings, scripts: &mut Scripts) -> Self {
        let reading = match kind {
            Kind::Dockerfile => dockerfile::read(&source, around, scripts),
            Kind::Compose | Kind::Stack => compose::read(&source, around),
            Kind::Daemon => daemon::read(&source),
        };
        let given = given(kind, around);
        Self { kind, source, others: Vec::new(), kinds: Vec::new(), given, reading }
    }

    /// Reads the Compose files at `paths`, each laid over those before it, as one project. In reports
    /// `prefix` stands before the paths that `files` knows.
    pub fn project(paths: &[String], files: &dyn Files, prefix: &str, around: &Surroundings) -> Option<Self> {
        let compose::Project { sources, reading } = compose::read_project(paths, files, around);
        let named = |source: Source| {
            let path = format!("{prefix}{}", source.path());
            source.with_path(path)
        };
        let mut sources = sources.into_iter().map(named);
        let source = sources.next()?;
        let others = sources.collect();
        let given = given(Kind::Compose, around);
        Some(Self { kind: Kind::Compose, source, others, kinds: Vec::new(), given, reading })
    }

    /// Reads `source`, the `daemon.json` that `files` knows as `path`, with the files that it names.
    pub fn engine(source: Source, path: &str, files: &dyn Files, prefix: &str) -> Self {
        let daemon::Engine { profile, reading } = daemon::read_among(&source, path, files);
        let others = profile.into_iter().map(|file| {
            let path = format!("{prefix}{}", file.path());
            file.with_path(path)
        });
        let others = others.collect();
        Self { kind: Kind::Daemon, source, others, kinds: Vec::new(), given: Vec::new(), reading }
    }

    /// The file itself, then the others.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        std::iter::once(&self.source).chain(&self.others)
    }

    /// What the file `id` of the document is.
    pub fn kind_of(&self, id: FileId) -> Kind {
        self.kinds.get(id.0 as usize).copied().unwrap_or(self.kind)
    }

    /// The file that a place lies in.
    pub fn source_of(&self, span: Span) -> &Source {
        let other = (span.file.0 as usize).checked_sub(1).and_then(|at| self.others.get(at));
        other.unwrap_or(&self.source)
    }
}

/// The values that a file of `kind` may take from `around`.
fn given(kind: Kind, around: &Surroundings) -> Vec<String> {
    let values = match kind {
        Kind::Dockerfile => &around.build_args,
        Kind::Compose | Kind::Stack => &around.variables,
        Kind::Daemon => return Vec::new(),
    };
    values.values().cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_use_are_recognised() {
        for (path, kind) in [
            ("Dockerfile", Kind::Dockerfile),
            ("a/b/Dockerfile.prod", Kind::Dockerfile),
            ("Dockerfile-alpine", Kind::Dockerfile),
            ("api.Dockerfile", Kind::Dockerfile),
            ("api.dockerfile", Kind::Dockerfile),
            ("Containerfile", Kind::Dockerfile),
            ("compose.yaml", Kind::Compose),
            ("compose.override.yml", Kind::Compose),
            ("docker-compose.yml", Kind::Compose),
            ("docker-compose-dev.yaml", Kind::Compose),
            ("shop.compose.yml", Kind::Compose),
            ("etc/docker/daemon.json", Kind::Daemon),
            ("prod.daemon.json", Kind::Daemon),
        ] {
            assert_eq!(Kind::of_path(path), Some(kind), "{path}");
        }
    }

    #[test]
    fn names_of_other_files_are_not() {
        for path in [
            "Dockerfile.dockerignore",
            "Dockerfile.md",
            "Dockerfile.expected",
            "Dockerfile.fixed",
            "Dockerfile.j2",
            "app.Dockerfile.tmpl",
            "Dockerfile-linux.template",
            "Dockerfile.tt",
            "dockerfiles",
            "composer.yaml",
            "compose.json",
            "mydaemon.json",
            "values.yaml",
            "Dockerfile/main.rs",
        ] {
            assert_eq!(Kind::of_path(path), None, "{path}");
        }
    }

    #[test]
    fn text_without_a_telling_name_is_judged_by_its_first_words() {
        assert_eq!(Kind::of_text("# note\n\nfrom alpine\n"), Some(Kind::Dockerfile));
        assert_eq!(Kind::of_text("name: shop\nservices:\n  web: {}\n"), Some(Kind::Compose));
        assert_eq!(Kind::of_text(" {\"icc\": false}"), Some(Kind::Daemon));
        assert_eq!(Kind::of_text("hello\n"), None);
    }
}

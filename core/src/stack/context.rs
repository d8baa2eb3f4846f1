//! What of a build context gets into an image that copies all of it.

use std::collections::BTreeSet;

use globset::GlobBuilder;

use crate::files::{Files, join};

/// Names of files that hold secrets wherever they lie, as tools write them.
const SECRET_FILES: [&str; 16] = [
    ".env",
    ".env.local",
    ".env.production",
    ".npmrc",
    ".pypirc",
    ".netrc",
    ".git-credentials",
    ".git/config",
    ".aws/credentials",
    ".docker/config.json",
    ".kube/config",
    ".ssh/id_rsa",
    ".ssh/id_ed25519",
    "id_rsa",
    "id_ed25519",
    "server.key",
];

/// Settings of tools that may hold secrets and mostly do not.
const SETTINGS: [&str; 3] = [".npmrc", ".git/config", ".docker/config.json"];

/// Whether the settings at `path` hold a secret, as far as they can be read.
fn holds_secret(files: &dyn Files, path: &str) -> bool {
    let Ok(bytes) = files.read(path) else { return true };
    let text = String::from_utf8_lossy(&bytes);
    // `_auth`, `_authToken` and `_password` of npm, `auth` and `identitytoken` of Docker, headers of git.
    let words = ["_auth", "_password", "\"auth\"", "identitytoken", "extraheader"];
    // What stands in a variable does not lie in the file.
    let is_written = |line: &str| line.split_once(['=', ':']).is_some_and(|(_, value)| !value.contains("${"));
    let in_address = |line: &str| line.split_once("://").is_some_and(|(_, rest)| rest.contains('@'));
    let says = |line: &str| words.iter().any(|word| line.to_lowercase().contains(word));
    text.lines().any(|line| (in_address(line) || says(line)) && is_written(line))
}

/// Files with secrets that lie in the context and that no `.dockerignore` keeps out, relative to it:
/// those that are called as such, and of `others`, such as files of variables, those that lie there.
///
/// The Dockerfile's own `.dockerignore` goes before that of the context, as BuildKit has it.
pub(super) fn exposed(
    files: &dyn Files,
    context: &str,
    dockerfile: &str,
    others: &BTreeSet<String>,
) -> Vec<String> {
    let there = |name: &&str| files.exists(&join(context, name));
    let within = |path: &'_ str| match context {
        "" | "." => Some(path.to_owned()),
        folder => path.strip_prefix(folder)?.strip_prefix('/').map(str::to_owned),
    };
    let others: Vec<String> = others.iter().filter_map(|path| within(path)).collect();
    let names: BTreeSet<&str> =
        SECRET_FILES.iter().copied().chain(others.iter().map(String::as_str)).collect();
    let mut found: Vec<&str> = names.into_iter().filter(there).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let ignore = files
        .read(&format!("{dockerfile}.dockerignore"))
        .or_else(|_| files.read(&join(context, ".dockerignore")))
        .unwrap_or_default();
    let patterns = patterns(&String::from_utf8_lossy(&ignore));
    found.retain(|name| !is_ignored(&patterns, name));
    found.retain(|name| !SETTINGS.contains(name) || holds_secret(files, &join(context, name)));
    found.into_iter().map(str::to_owned).collect()
}

/// A line of `.dockerignore`.
struct Pattern {
    /// Whether it takes files in again: `!name`.
    keeps: bool,
    glob: globset::GlobMatcher,
}

/// The patterns of a `.dockerignore`: matched from the root of the context, `*` within one part, `**`
/// across, a folder standing for all in it. See docs.docker.com/build/concepts/context.
fn patterns(text: &str) -> Vec<Pattern> {
    let one = |line: &str| {
        let line = line.trim().trim_start_matches('\u{feff}');
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        let (keeps, glob) = match line.strip_prefix('!') {
            Some(rest) => (true, rest.trim()),
            None => (false, line),
        };
        let glob = join("", glob.trim_start_matches('/'));
        let glob = if glob.is_empty() { "**".to_owned() } else { format!("{glob}{{,/**}}") };
        let built = GlobBuilder::new(&glob).literal_separator(true).empty_alternates(true).build().ok()?;
        Some(Pattern { keeps, glob: built.compile_matcher() })
    };
    text.lines().filter_map(one).collect()
}

/// Whether the last pattern that matches leaves the file out.
fn is_ignored(patterns: &[Pattern], path: &str) -> bool {
    patterns.iter().rev().find(|pattern| pattern.glob.is_match(path)).is_some_and(|pattern| !pattern.keeps)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn exposed(files: &dyn Files, context: &str, dockerfile: &str) -> Vec<String> {
        super::exposed(files, context, dockerfile, &BTreeSet::new())
    }

    #[test]
    fn files_of_variables_that_lie_in_the_context_are_exposed_too() {
        let all = files(&[
            ("web/app.env", ""),
            ("other.env", ""),
            ("web/kept.env", ""),
            ("web/.dockerignore", "kept.env"),
        ]);
        let others = ["web/app.env", "other.env", "web/kept.env", "web/gone.env"].map(str::to_owned).into();
        assert_eq!(super::exposed(&all, "web", "web/Dockerfile", &others), ["app.env"]);
    }

    fn files(named: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        named.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn what_nothing_keeps_out_is_exposed() {
        let all = files(&[("web/.env", ""), ("web/id_rsa", ""), (".npmrc", "")]);
        assert_eq!(exposed(&all, "web", "web/Dockerfile"), [".env", "id_rsa"]);
    }

    #[test]
    fn settings_of_tools_are_exposed_if_they_hold_a_secret() {
        for (name, text, secret) in [
            (".npmrc", "engine-strict=true\n", false),
            (".npmrc", "//registry.npmjs.org/:_authToken=${NPM_TOKEN}\n", false),
            (".npmrc", "//registry.npmjs.org/:_authToken=npm_0123\n", true),
            (".git/config", "[remote \"origin\"]\n\turl = git@example.com:a/b.git\n", false),
            (".git/config", "[remote \"origin\"]\n\turl = https://me:0123@example.com/a/b.git\n", true),
            (".docker/config.json", "{\"credsStore\": \"pass\"}", false),
            (".docker/config.json", "{\"auths\": {\"x\": {\"auth\": \"MDEyMw==\"}}}", true),
        ] {
            assert_eq!(!exposed(&files(&[(name, text)]), "", "Dockerfile").is_empty(), secret, "{text}");
        }
    }

    #[test]
    fn patterns_hold_as_docker_has_them() {
        for (ignore, left) in [
            (".env\n", false),
            ("/.env", false),
            ("**/.env*", false),
            (".*\n", false),
            ("*", false),
            ("*\n!.env", true),
            ("!.env\n*", false),
            ("# .env\n", true),
            ("web/.env", true),
            ("*.env.local", true),
        ] {
            let all = files(&[("web/.env", ""), ("web/.dockerignore", ignore)]);
            assert_eq!(!exposed(&all, "web", "web/Dockerfile").is_empty(), left, "{ignore}");
        }
    }

    #[test]
    fn the_ignore_file_of_the_dockerfile_goes_first() {
        let all = files(&[(".env", ""), (".dockerignore", ".env"), ("Dockerfile.dockerignore", "x")]);
        assert_eq!(exposed(&all, "", "Dockerfile"), [".env"]);
    }
}

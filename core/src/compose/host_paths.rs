//! What a path of the host is to an attacker: its class, from `policies/data/host-paths.json`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::text::{Piece, Text};

/// A sensitive path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sensitive {
    /// The class, as in the data file.
    pub class: &'static str,
    /// Whether the path is a directory that holds the socket, rather than the socket itself.
    pub holds: bool,
}

#[derive(Deserialize)]
struct Data {
    classes: BTreeMap<String, Vec<String>>,
}

struct Pattern {
    class: &'static str,
    exception: bool,
    /// Parts between slashes; `*` fits any one.
    parts: Vec<&'static str>,
    /// Fits everything below, too.
    below: bool,
    /// Fits in any directory.
    anywhere: bool,
}

static DATA: LazyLock<Data> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../policies/data/host-paths.json"))
        .expect("the embedded data file is sound")
});

static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let patterns = |(class, paths): (&'static String, &'static Vec<String>)| {
        paths.iter().map(|path| Pattern::new(class, path)).collect::<Vec<_>>()
    };
    DATA.classes.iter().flat_map(patterns).collect()
});

/// Variables that mean the same directory wherever Compose runs.
const KNOWN_VARIABLES: [(&str, &str); 3] = [("HOME", "~"), ("USERPROFILE", "~"), ("PWD", ".")];

/// Stands for a directory of which nothing is known; no file can have this name.
const UNKNOWN: &str = "\0";

impl Pattern {
    fn new(class: &'static str, written: &'static str) -> Self {
        let exception = written.starts_with('!');
        let path = written.trim_start_matches('!');
        let below = path.ends_with("/**");
        let anywhere = path.starts_with("**/");
        let path = path.trim_end_matches("/**").trim_start_matches("**/");
        Self {
            class,
            exception,
            parts: path.split('/').filter(|part| !part.is_empty()).collect(),
            below,
            anywhere,
        }
    }

    fn fits(&self, path: &[&str]) -> bool {
        let path = match path.len().checked_sub(self.parts.len()) {
            None => return false,
            Some(more) if self.anywhere => &path[more..],
            Some(more) if more > 0 && !self.below => return false,
            Some(_) => path,
        };
        self.parts.iter().zip(path).all(|(part, here)| *part == "*" || part == here)
    }

    /// Whether the path is a directory above the pattern.
    fn lies_below(&self, path: &[&str]) -> bool {
        !self.anywhere
            && path.len() < self.parts.len()
            && self.parts.iter().zip(path).all(|(part, here)| *part == "*" || part == here)
    }
}

/// The class of a normalized host path; none if it is not sensitive.
pub(super) fn classify(path: &str) -> Option<Sensitive> {
    let path = home_as_tilde(&path.replace('\\', "/"));
    if !path.starts_with(['/', '~']) && !is_drive(&path) {
        return None;
    }
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let socket_below = |class: &str| {
        path.starts_with('/') && PATTERNS.iter().any(|p| p.class == class && p.lies_below(&parts))
    };
    if parts.is_empty() {
        return Some(Sensitive { class: "host-root", holds: true });
    }
    let best = PATTERNS.iter().filter(|p| p.fits(&parts)).max_by_key(|p| (p.parts.len(), p.exception));
    match best {
        Some(pattern) if pattern.exception => None,
        Some(pattern) => Some(Sensitive { class: pattern.class, holds: false }),
        None => ["docker-socket", "runtime-socket"]
            .into_iter()
            .find(|class| socket_below(class))
            .map(|class| Sensitive { class, holds: true }),
    }
}

/// The path that `text` names, normalized, if it is known; the user's home is `~`.
pub(super) fn resolve(text: &Text) -> Option<String> {
    if let Some(value) = text.value() {
        return Some(normalize(&value));
    }
    let (name, rest) = variable_first(text)?;
    let rest = rest.value()?;
    if !rest.is_empty() && !rest.starts_with('/') {
        return None;
    }
    let directory = KNOWN_VARIABLES.iter().find(|(known, _)| *known == name)?.1;
    Some(normalize(&format!("{directory}{rest}")))
}

/// The class of a path in an unknown directory: sockets are known by their names alone.
pub(super) fn classify_unknown(text: &Text) -> Option<Sensitive> {
    let (_, rest) = variable_first(text)?;
    let rest = rest.value()?;
    let rest = rest.strip_prefix('/')?;
    classify(&normalize(&format!("/{UNKNOWN}/{rest}"))).filter(|found| !found.holds)
}

/// The only variable of a text that begins with it, and what follows.
fn variable_first(text: &Text) -> Option<(&str, Text)> {
    let (first, rest) = text.pieces().split_first()?;
    let Piece::Expansion { variables, .. } = first else { return None };
    let [name] = variables.as_slice() else { return None };
    Some((name, Text::from(rest.to_vec())))
}

/// The path without `.`, `..`, repeated and trailing slashes; the leading `.` of a relative path stays.
pub(super) fn normalize(path: &str) -> String {
    if path.contains('\\') || is_drive(path) || path.starts_with("//./") {
        let trimmed = path.trim_end_matches('\\');
        // A drive alone would be its current directory.
        return if trimmed.ends_with(':') { path.to_owned() } else { trimmed.to_owned() };
    }
    let absolute = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if matches!(parts.last(), Some(&last) if last != ".." && last != "~") => {
                parts.pop();
            }
            ".." if absolute => {}
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    match (absolute, joined.starts_with(['~', '.'])) {
        (true, _) => format!("/{joined}"),
        (false, true) => joined,
        (false, false) if joined.is_empty() => ".".to_owned(),
        (false, false) if path.starts_with('.') => format!("./{joined}"),
        (false, false) => joined,
    }
}

fn is_drive(path: &str) -> bool {
    let bytes = path.as_bytes();
    matches!(bytes, [letter, b':', ..] if letter.is_ascii_alphabetic())
}

/// `/root`, `/home/somebody` and `/Users/somebody` are homes, too.
fn home_as_tilde(path: &str) -> String {
    let below = |prefix: &str| {
        let rest = path.strip_prefix(prefix)?;
        let name = rest.find('/').unwrap_or(rest.len());
        (name > 0).then(|| format!("~{}", &rest[name..]))
    };
    if path == "/root" || path.starts_with("/root/") {
        return format!("~{}", &path["/root".len()..]);
    }
    below("/home/").or_else(|| below("/Users/")).unwrap_or_else(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(path: &str) -> Option<(&'static str, bool)> {
        classify(&normalize(path)).map(|found| (found.class, found.holds))
    }

    #[test]
    fn sockets_are_recognised_in_every_spelling() {
        for path in
            ["/var/run/docker.sock", "/run//docker.sock", "/var/run/../run/./docker.sock", "/x/docker.sock"]
        {
            assert_eq!(class(path), Some(("docker-socket", false)), "{path}");
        }
        assert_eq!(class(r"\\.\pipe\docker_engine"), Some(("docker-socket", false)));
        assert_eq!(class("//./pipe/docker_engine"), Some(("docker-socket", false)));
        assert_eq!(class("/run/containerd/containerd.sock"), Some(("runtime-socket", false)));
        assert_eq!(class("/run/user/1000/podman/podman.sock"), Some(("runtime-socket", false)));
    }

    #[test]
    fn directories_that_hold_a_socket_say_so() {
        assert_eq!(class("/var/run/"), Some(("docker-socket", true)));
        assert_eq!(class("/run"), Some(("docker-socket", true)));
        assert_eq!(class("/run/containerd"), Some(("runtime-socket", true)));
        assert_eq!(class("/"), Some(("host-root", true)));
        assert_eq!(class("/var/.."), Some(("host-root", true)));
    }

    #[test]
    fn homes_are_sensitive_and_credentials_in_them_more_so() {
        for home in ["~", "/root", "/home", "/home/ann", "/Users/ann/"] {
            assert_eq!(class(home), Some(("home", false)), "{home}");
        }
        for path in ["~/.ssh", "/root/.ssh/id_rsa", "/home/ann/.aws", "~/.docker/config.json"] {
            assert_eq!(class(path), Some(("credentials", false)), "{path}");
        }
        assert_eq!(class("~/.ssh/known_hosts"), None);
        assert_eq!(class("/home/ann/project"), None);
    }

    #[test]
    fn the_longest_path_decides_and_exceptions_hold() {
        assert_eq!(class("/etc"), Some(("host-config", false)));
        assert_eq!(class("/etc/cron.d"), Some(("host-config", false)));
        assert_eq!(class("/etc/shadow"), Some(("credentials", false)));
        assert_eq!(class("/etc/localtime"), None);
        assert_eq!(class("/proc/sys"), Some(("kernel", false)));
        assert_eq!(class("/dev/mem"), Some(("devices", false)));
        assert_eq!(class("/dev/null"), None);
        assert_eq!(class("/var/lib/docker/volumes"), Some(("docker-data", false)));
        assert_eq!(class("/var/log/nginx"), Some(("logs", false)));
    }

    #[test]
    fn other_paths_are_not_sensitive() {
        for path in ["./data", "../..", "/srv/app", "/opt", "data", ".", "/etcetera", "/var/www"] {
            assert_eq!(class(path), None, "{path}");
        }
    }

    #[test]
    fn paths_are_normalized() {
        let cases = [
            ("/a//b/../c/", "/a/c"),
            ("/..", "/"),
            ("./a/./b", "./a/b"),
            ("./", "."),
            ("../a/", "../a"),
            ("~/x/..", "~"),
            ("~/../b", "~/../b"),
            ("a/b", "a/b"),
            (r"C:\data", r"C:\data"),
        ];
        for (path, expected) in cases {
            assert_eq!(normalize(path), expected, "{path}");
        }
    }
}

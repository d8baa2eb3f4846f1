//! Files beside the one that is read: where they come from, and how their paths are written.

use std::collections::BTreeMap;

/// Where files that another file names come from.
///
/// Paths are relative to a root that is never left, with `/` between their parts, without `.`, `..`
/// and empty parts: `deploy/compose.yaml`.
pub trait Files {
    /// All bytes of the file at `path`.
    ///
    /// # Errors
    /// When there is no such file, or it may not or cannot be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, Unread>;

    /// Whether there is a file at `path` that could be read.
    fn exists(&self, path: &str) -> bool {
        self.read(path).is_ok()
    }
}

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// There is no such file.
    Missing,
    /// The path leads out of the root, so nothing is known of it.
    Outside,
    /// It is there but was not read, for the reason given in words.
    Refused(String),
}

impl Files for BTreeMap<String, Vec<u8>> {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unread> {
        self.get(path).cloned().ok_or(Unread::Missing)
    }

    fn exists(&self, path: &str) -> bool {
        self.contains_key(path)
    }
}

/// The directory that holds the file at `path`; empty for the root.
pub(crate) fn directory(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(directory, _)| directory)
}

/// `path` as seen from the root when it is written in `directory`, normalized.
///
/// It begins with `../` if it leaves the root, with `/`, `~` or a drive if it is absolute.
pub(crate) fn join(directory: &str, path: &str) -> String {
    let path = path.replace('\\', "/");
    let whole = match (is_absolute(&path), directory) {
        (true, _) | (_, "") => path,
        _ => format!("{directory}/{path}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|&last| last != "..") => {
                parts.pop();
            }
            ".." if whole.starts_with('/') => {}
            part => parts.push(part),
        }
    }
    let root = if whole.starts_with('/') { "/" } else { "" };
    format!("{root}{}", parts.join("/"))
}

/// Whether a path that [`join`] gave stays in the root.
pub(crate) fn is_inside(path: &str) -> bool {
    !is_absolute(path) && path != ".." && !path.starts_with("../")
}

/// Whether a path means the same in every directory.
pub(crate) fn is_absolute(path: &str) -> bool {
    path.starts_with(['/', '~', '\\'])
        || matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}

/// Whether a file or a directory is named that lies on no disk: in a registry, a repository, on the web.
pub(crate) fn is_remote(path: &str) -> bool {
    path.contains("://") || path.starts_with("git@") || path.starts_with("github.com/")
}

/// How to get to directory `to` from directory `from`, both as [`join`] gives them; empty if they are one.
///
/// None if that depends on how the directories above the root are called.
pub(crate) fn way(from: &str, to: &str) -> Option<String> {
    if is_absolute(to) {
        return Some(to.to_owned());
    }
    let parts =
        |path: &'_ str| path.split('/').filter(|part| !part.is_empty()).map(String::from).collect::<Vec<_>>();
    let (from_parts, to_parts) = (parts(from), parts(to));
    let common = from_parts.iter().zip(&to_parts).take_while(|(a, b)| a == b).count();
    let up = &from_parts[common..];
    if is_absolute(from) || up.iter().any(|part| part == "..") {
        return None;
    }
    let steps: Vec<&str> =
        up.iter().map(|_| "..").chain(to_parts[common..].iter().map(String::as_str)).collect();
    Some(steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_and_normalized() {
        let cases = [
            ("", "compose.yaml", "compose.yaml"),
            ("a/b", "../c/./d", "a/c/d"),
            ("a", "../..", ".."),
            ("a", "../../x/../y", "../y"),
            ("a", "/etc//x/", "/etc/x"),
            ("a", "/../x", "/x"),
            ("..", "x", "../x"),
            ("a", "~/x", "~/x"),
            ("a", r"b\c", "a/b/c"),
            ("a", "", "a"),
        ];
        for (directory, path, expected) in cases {
            assert_eq!(join(directory, path), expected, "{path} in {directory}");
        }
    }

    #[test]
    fn the_root_is_left_by_absolute_paths_and_by_those_that_go_up() {
        for path in ["/x", "~/x", "..", "../x", "C:/x"] {
            assert!(!is_inside(path), "{path}");
        }
        for path in ["", "x", "a/b", "..x"] {
            assert!(is_inside(path), "{path}");
        }
    }

    #[test]
    fn the_way_between_directories_goes_over_what_they_share() {
        let cases = [
            ("", "", Some("")),
            ("a", "a", Some("")),
            ("", "a/b", Some("a/b")),
            ("a/b", "a/c", Some("../c")),
            ("a", "", Some("..")),
            ("a", "..", Some("../..")),
            ("a", "/x", Some("/x")),
            ("..", "a", None),
            ("../a", "../b", Some("../b")),
        ];
        for (from, to, expected) in cases {
            assert_eq!(way(from, to).as_deref(), expected, "{from} to {to}");
        }
    }
}

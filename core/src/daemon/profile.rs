//! The seccomp profile that a `daemon.json` names, where the repository holds it.
//!
//! dockerd opens `seccomp-profile` as a path of its host, a relative one in the folder that it was started
//! in. A repository keeps such a file where it keeps `daemon.json`: in a copy of the host's tree, or beside it.

use crate::files::{self, Files, Unread};
use crate::seccomp::Profile;
use crate::source::{FileId, Source};
use crate::syntax::tree::{Fault, Node};

/// The folder of a host in which dockerd looks for its `daemon.json`.
const HOME: &str = "etc/docker";

/// The file of the profile, and what it says.
#[derive(Default)]
pub(super) struct Named {
    pub source: Option<Source>,
    pub profile: Option<Profile>,
}

/// The profile that `root` names, the tree of the `daemon.json` at `path`. One that is not there is no fault:
/// it may lie on the host alone.
pub(super) fn find(root: &Node, path: &str, files: &dyn Files, faults: &mut Vec<Fault>) -> Named {
    let Some((named, span)) = root.get("seccomp-profile").and_then(|node| Some((node.as_text()?, node.span)))
    else {
        return Named::default();
    };
    for place in places(path, named) {
        let mut unreadable = |reason: String| {
            faults.push(Fault { span, message: format!("`{place}` cannot be read: {reason}"), help: None });
        };
        let bytes = match files.read(&place) {
            Ok(bytes) => bytes,
            Err(Unread::Missing | Unread::Outside) => continue,
            Err(Unread::Refused(reason)) => {
                unreadable(reason);
                break;
            }
        };
        match Source::from_bytes(FileId(1), place.as_str(), &bytes) {
            Ok(source) => {
                let profile = Profile::read(&source, faults);
                return Named { source: Some(source), profile };
            }
            Err(error) => unreadable(error.to_string()),
        }
        break;
    }
    Named::default()
}

/// Where the file `named` may lie in a repository with a `daemon.json` at `path`, likeliest first.
fn places(path: &str, named: &str) -> Vec<String> {
    if matches!(named, "" | "builtin" | "unconfined") {
        return Vec::new();
    }
    let folder = files::directory(path);
    let mut places = Vec::new();
    match named.strip_prefix('/') {
        // The folder is that of a host, below a copy of its root.
        Some(below_root) => {
            let host = folder.strip_suffix(HOME).filter(|host| host.is_empty() || host.ends_with('/'));
            places.extend(host.map(|host| files::join(host.trim_end_matches('/'), below_root)));
            let beside = below_root.strip_prefix(HOME).and_then(|rest| rest.strip_prefix('/'));
            places.extend(beside.map(|beside| files::join(folder, beside)));
        }
        None => places.push(files::join(folder, named)),
    }
    places.retain(|place| files::is_inside(place));
    places.dedup();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_lie_in_a_copy_of_the_host_or_beside_the_file() {
        for (path, named, expected) in [
            (
                "host/etc/docker/daemon.json",
                "/etc/docker/seccomp.json",
                &["host/etc/docker/seccomp.json"][..],
            ),
            ("host/etc/docker/daemon.json", "/opt/seccomp.json", &["host/opt/seccomp.json"]),
            ("etc/docker/daemon.json", "/opt/seccomp.json", &["opt/seccomp.json"]),
            ("files/daemon.json", "/etc/docker/seccomp/web.json", &["files/seccomp/web.json"]),
            ("daemon.json", "/etc/docker/seccomp.json", &["seccomp.json"]),
            ("files/daemon.json", "seccomp.json", &["files/seccomp.json"]),
        ] {
            assert_eq!(places(path, named), expected, "{named} of {path}");
        }
    }

    #[test]
    fn what_names_no_file_of_the_repository_has_no_place() {
        for (path, named) in [
            ("daemon.json", ""),
            ("daemon.json", "builtin"),
            ("daemon.json", "unconfined"),
            ("files/daemon.json", "/opt/seccomp.json"),
            ("metc/docker/daemon.json", "/opt/seccomp.json"),
            ("daemon.json", "../seccomp.json"),
            ("files/daemon.json", "/etc/docker/../../../seccomp.json"),
            ("daemon.json", "~/seccomp.json"),
        ] {
            assert!(places(path, named).is_empty(), "{named} of {path}");
        }
    }
}

//! Seccomp profiles that services name.

use crate::files;
use crate::seccomp::Profile;

use super::load::{Loader, Refusal};
use super::node::Node;
use super::profiles::{Named, Profiles};
use super::security_opt;

/// Reads every profile that a service of the project in `directory` names. One that is not there is no
/// fault of the file: it may lie on the host alone.
pub(super) fn gather(loader: &mut Loader, root: &Node, directory: &str) -> Profiles {
    let mut profiles = Profiles::new();
    for service in root.get("services").and_then(Node::as_map).unwrap_or_default() {
        let options = service.value.get("security_opt").and_then(Node::as_list).unwrap_or_default();
        for option in options {
            let text = option.as_text().and_then(|text| text.value());
            let Some(named) = text.as_deref().and_then(security_opt::seccomp_profile) else { continue };
            if profiles.contains_key(named) {
                continue;
            }
            let path = files::join(directory, named);
            match loader.open(&path) {
                Ok(source) => {
                    if let Some(profile) = Profile::read(&source, &mut loader.faults) {
                        profiles.insert(named.to_owned(), Named::new(profile));
                    }
                }
                Err(Refusal::Unreadable(reason)) => {
                    loader.fault(option.span, format!("`{path}` cannot be read: {reason}"));
                }
                Err(_) => {}
            }
        }
    }
    profiles
}

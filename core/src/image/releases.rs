//! When releases of images stop getting security fixes: `policies/data/end-of-life.json`.

use std::sync::LazyLock;

use serde_json::Value as Json;

use super::DOCKER_HUB;

static DATA: LazyLock<Json> =
    LazyLock::new(|| serde_json::from_str(crate::data::text("end-of-life.json")).unwrap_or_default());

/// A release whose end is known.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Release {
    /// What it is a release of, and which: `debian 10`.
    pub of: String,
    /// Its last day, `YYYY-MM-DD`.
    pub ends: &'static str,
}

/// The releases that a tag names, of the repository in the registry where they are known: the image's own
/// first, `node 18` for `node:18.2-alpine`, then the distribution below it, `Debian 10` for `python:3.12-buster`
/// and `Alpine 3.15` for `node:20-alpine3.15`.
pub(super) fn named(place: Option<(&str, &str)>, tag: &str) -> Vec<Release> {
    let mut releases: Vec<Release> = place.and_then(|place| own(place, tag)).into_iter().collect();
    let codename = |part: &str| {
        let known = &DATA["codenames"][part];
        Some(Release { of: known["of"].as_str()?.to_owned(), ends: known["date"].as_str()? })
    };
    let alpine = |part: &str| release("Alpine", "alpine", part.strip_prefix("alpine")?);
    releases.extend(tag.split('-').filter_map(codename));
    releases.extend(tag.split('-').filter_map(alpine));
    releases
}

/// A version belongs to the release of its first two numbers, or else of its first: 3.9.1 to 3.9, or to 3.
fn own((registry, repository): (&str, &str), tag: &str) -> Option<Release> {
    let name = match registry {
        DOCKER_HUB => repository.strip_prefix("library/").unwrap_or(repository).to_owned(),
        _ => format!("{registry}/{repository}"),
    };
    let version = tag.split('-').next()?;
    let version = version.strip_prefix('v').unwrap_or(version);
    let dots: Vec<usize> = version.match_indices('.').map(|(at, _)| at).collect();
    let upto = |end: Option<&usize>| &version[..end.copied().unwrap_or(version.len())];
    release(&name, &name, upto(dots.get(1))).or_else(|| release(&name, &name, upto(dots.first())))
}

fn release(called: &str, image: &str, version: &str) -> Option<Release> {
    let ends = DATA["images"][image]["releases"][version].as_str()?;
    Some(Release { of: format!("{called} {version}"), ends })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(repository: &str, tag: &str) -> Vec<String> {
        named(Some((DOCKER_HUB, repository)), tag).into_iter().map(|release| release.of).collect()
    }

    #[test]
    fn the_own_release_comes_first_and_then_the_distribution() {
        assert_eq!(of("library/debian", "10.3-slim"), ["debian 10"]);
        assert_eq!(of("library/node", "v18.2.1-alpine3.15"), ["node 18", "Alpine 3.15"]);
        assert_eq!(of("library/python", "3.9.1-buster"), ["python 3.9", "Debian 10"]);
        assert_eq!(of("acme/app", "1-bookworm"), ["Debian 12"]);
    }

    #[test]
    fn a_release_is_told_by_its_longest_known_version() {
        assert_eq!(of("library/python", "2.7-slim"), ["python 2.7"]);
        assert_eq!(of("library/postgres", "13.4"), ["postgres 13"]);
    }

    #[test]
    fn what_is_not_in_the_data_has_no_release() {
        for (repository, tag) in
            [("library/python", "rc-slim"), ("library/node", "alpine"), ("acme/node", "18")]
        {
            assert_eq!(of(repository, tag), [""; 0], "{repository}:{tag}");
        }
        assert_eq!(named(Some(("ghcr.io", "library/node")), "18"), []);
    }

    #[test]
    fn images_of_other_registries_are_known_with_their_registry() {
        let sdk = named(Some(("mcr.microsoft.com", "dotnet/sdk")), "6.0");
        assert_eq!(sdk.len(), 1);
        assert!(sdk[0].ends.starts_with("2024-"), "{sdk:?}");
    }

    #[test]
    fn without_a_name_the_tag_still_names_a_distribution() {
        assert_eq!(named(None, "1-focal")[0].of, "Ubuntu 20.04");
    }
}

//! Which files are checked in one go, by their paths and kinds alone.

use std::collections::BTreeMap;

use crate::compose::default_files;
use crate::document::Kind;

/// Files that are checked in one go: a Compose file with those that are laid over it, or any other file
/// by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// What they are; none if only the text can tell.
    pub kind: Option<Kind>,
    /// The file, then those that are laid over it, in order.
    pub paths: Vec<String>,
}

impl Together {
    /// The path of the file that the others are laid over.
    pub fn name(&self) -> &str {
        self.paths.first().map_or("", String::as_str)
    }
}

/// Puts files together: the override of each folder goes over the file of its project, as Compose lays
/// them by itself. Everything else keeps its place.
pub fn together<'a>(files: impl IntoIterator<Item = (&'a str, Option<Kind>)>) -> Vec<Together> {
    let files: Vec<(&str, Option<Kind>)> = files.into_iter().collect();
    let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (path, _) in files.iter().filter(|(_, kind)| *kind == Some(Kind::Compose)) {
        let (folder, name) = path.split_at(path.rfind('/').map_or(0, |at| at + 1));
        folders.entry(folder).or_default().push(name);
    }
    let (mut over, mut tops) = (BTreeMap::new(), Vec::new());
    for (folder, names) in folders {
        if let [main, top] = default_files(&names)[..] {
            over.insert(format!("{folder}{main}"), format!("{folder}{top}"));
            tops.push(format!("{folder}{top}"));
        }
    }
    let unit = |(path, kind): &(&str, Option<Kind>)| {
        let top = over.get(*path).filter(|_| *kind == Some(Kind::Compose));
        Together { kind: *kind, paths: std::iter::once((*path).to_owned()).chain(top.cloned()).collect() }
    };
    files.iter().filter(|(path, _)| !tops.iter().any(|top| top == path)).map(unit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(files: &[&str]) -> Vec<String> {
        let known = files.iter().map(|path| (*path, Kind::of_path(path)));
        together(known).into_iter().map(|unit| unit.paths.join(" < ")).collect()
    }

    #[test]
    fn the_override_of_a_folder_lies_over_the_file_of_its_project() {
        let files = ["a/compose.override.yaml", "a/compose.yaml", "a/Dockerfile", "compose.override.yaml"];
        let expected = ["a/compose.yaml < a/compose.override.yaml", "a/Dockerfile", "compose.override.yaml"];
        assert_eq!(paths(&files), expected);
    }

    #[test]
    fn other_compose_files_of_a_folder_stand_alone() {
        let files = ["compose.yaml", "compose.prod.yaml", "docker-compose.yml"];
        assert_eq!(paths(&files), files);
    }

    #[test]
    fn a_file_that_is_no_compose_file_is_laid_over_none() {
        let files = [("compose.yaml", None), ("compose.override.yaml", Some(Kind::Compose))];
        let units = together(files);
        assert_eq!(
            units.iter().map(Together::name).collect::<Vec<_>>(),
            ["compose.yaml", "compose.override.yaml"]
        );
    }
}

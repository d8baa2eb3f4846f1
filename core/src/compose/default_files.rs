//! Which files of a directory Compose reads when nobody says so.

/// Names that a project's file may have, the preferred first.
const MAIN: [&str; 4] = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

/// Names of the file that is laid over it, the preferred first.
const OVERRIDE: [&str; 4] = [
    "compose.override.yml",
    "compose.override.yaml",
    "docker-compose.override.yml",
    "docker-compose.override.yaml",
];

/// The files that Compose reads by itself where a directory holds files of these names: the project's
/// file and the one that is laid over it; none if there is no file of the project.
pub fn default_files(names: &[&str]) -> Vec<&'static str> {
    let first = |wanted: [&'static str; 4]| wanted.into_iter().find(|name| names.contains(name));
    match first(MAIN) {
        Some(main) => std::iter::once(main).chain(first(OVERRIDE)).collect(),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preferred_names_win_and_an_override_needs_a_file_below_it() {
        let cases: [(&[&str], &[&str]); 5] = [
            (&["docker-compose.yml", "x.yaml"], &["docker-compose.yml"]),
            (&["docker-compose.yml", "compose.yaml"], &["compose.yaml"]),
            (&["compose.override.yaml", "compose.yaml"], &["compose.yaml", "compose.override.yaml"]),
            (
                &["docker-compose.override.yml", "compose.override.yml", "compose.yml"],
                &["compose.yml", "compose.override.yml"],
            ),
            (&["compose.override.yml", "compose.prod.yml"], &[]),
        ];
        for (names, expected) in cases {
            assert_eq!(default_files(names), expected, "{names:?}");
        }
    }
}

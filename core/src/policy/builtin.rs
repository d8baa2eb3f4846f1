//! The policies and the data that the library carries.

use regorus::Value as Rego;

use crate::data;

use super::PolicyFile;

/// A policy of ours, as the build script gathers it.
struct Builtin {
    /// Starts at the policies folder.
    path: &'static str,
    /// Without METADATA, with empty lines in its place.
    text: &'static str,
    /// METADATA as JSON; empty for a library.
    metadata: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// The built-in rules and their libraries; paths start at the policies folder. Their METADATA is known
/// to [`rules`](super::rules) and not part of their texts.
pub fn builtin_files() -> Vec<PolicyFile> {
    let file = |one: &Builtin| PolicyFile { path: one.path.into(), text: one.text.into() };
    POLICIES.iter().map(file).collect()
}

/// The METADATA of a built-in rule, as JSON; none for any other file.
pub(super) fn metadata(file: &PolicyFile) -> Option<&'static str> {
    let one = &POLICIES[position(&file.path)?];
    (is_builtin(file) && !one.metadata.is_empty()).then_some(one.metadata)
}

/// Whether a file is one of the built-in files, as it was.
pub(super) fn is_builtin(file: &PolicyFile) -> bool {
    position(&file.path).is_some_and(|position| POLICIES[position].text == file.text)
}

/// The built-in file at a path.
pub(super) fn file(path: &str) -> Option<PolicyFile> {
    let one = &POLICIES[position(path)?];
    Some(PolicyFile { path: one.path.into(), text: one.text.into() })
}

pub(super) fn position(path: &str) -> Option<usize> {
    POLICIES.binary_search_by(|one| one.path.cmp(path)).ok()
}

/// The built-in data of a name.
pub(super) fn data(name: &str) -> Option<Rego> {
    let (_, text) = builtin_data().find(|(known, _)| known == name)?;
    Rego::from_json_str(text).ok()
}

/// The built-in data: what policies see below `data.dockwarden.data`, by name.
///
/// `base-images.json` is named `base_images`, so that Rego can name it without quotes.
pub fn builtin_data() -> impl Iterator<Item = (String, &'static str)> {
    data::files().map(|(file, text)| (file.trim_end_matches(".json").replace('-', "_"), text))
}

#[cfg(test)]
mod tests {
    use super::super::rules;
    use super::*;
    use crate::document::Kind;

    #[test]
    fn metadata_means_the_same_as_json_and_as_the_comment_that_it_was() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../policies");
        let whole = |file: &PolicyFile| PolicyFile {
            path: file.path.clone(),
            text: std::fs::read_to_string(format!("{folder}/{}", file.path)).unwrap().into(),
        };
        let files = builtin_files();
        let as_written: Vec<PolicyFile> = files.iter().map(whole).collect();
        assert_eq!(rules(&files).unwrap(), rules(&as_written).unwrap());
        for (file, whole) in files.iter().zip(&as_written) {
            assert_eq!(file.text.lines().count(), whole.text.lines().count(), "{}", file.path);
        }
    }

    #[test]
    fn no_file_names_the_package_of_a_rule_which_the_engine_knows_by_another_name() {
        for file in builtin_files() {
            for kind in Kind::ALL {
                let package = format!("data.dockwarden.{}", kind.name());
                assert!(!file.text.contains(&package), "{}", file.path);
            }
        }
    }

    #[test]
    fn no_built_in_rule_prints() {
        assert!(builtin_files().iter().all(|file| !file.text.contains("print(")));
    }

    #[test]
    fn rules_about_tokens_look_for_the_beginning_of_every_known_one() {
        let (_, text) = builtin_data().find(|(name, _)| name == "secrets").unwrap();
        let data: serde_json::Value = serde_json::from_str(text).unwrap();
        let tokens = data["tokens"].as_array().unwrap().iter();
        let mut expected: Vec<String> =
            tokens.map(|token| token["prefix"].as_str().unwrap().to_ascii_lowercase()).collect();
        expected.push("private key".to_owned());
        let rules = rules(&builtin_files()).unwrap();
        for id in ["dockerfile/secret-in-file", "compose/secret-in-text"] {
            let rule = rules.iter().find(|rule| rule.id == id).unwrap();
            assert_eq!(rule.mentions, expected, "{id}");
        }
    }
}

//! The policies and the data that the library carries.

use super::PolicyFile;

include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// The built-in rules and their libraries; paths start at the policies folder.
pub fn builtin_files() -> Vec<PolicyFile> {
    let file = |(path, text): &(&str, &str)| PolicyFile { path: (*path).into(), text: (*text).into() };
    POLICIES.iter().map(file).collect()
}

/// The built-in data: what policies see below `data.dockwarden.data`, by name.
///
/// `base-images.json` is named `base_images`, so that Rego can name it without quotes.
pub fn builtin_data() -> impl Iterator<Item = (String, &'static str)> {
    DATA.iter().map(|(path, text)| {
        let file = path.rsplit('/').next().unwrap_or(path);
        (file.trim_end_matches(".json").replace('-', "_"), *text)
    })
}

/// Path and text of every built-in file.
pub(super) fn texts() -> impl Iterator<Item = (&'static str, &'static str)> {
    POLICIES.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pattern_of_suspicious_texts_has_every_known_beginning() {
        let (_, text) = builtin_data().find(|(name, _)| name == "secrets").unwrap();
        let data: serde_json::Value = serde_json::from_str(text).unwrap();
        let mut expected: Vec<&str> = data["tokens"]
            .as_array()
            .unwrap()
            .iter()
            .map(|token| token["prefix"].as_str().unwrap())
            .collect();
        expected.push("PRIVATE KEY");
        assert_eq!(data["suspicious"], expected.join("|"));
    }
}

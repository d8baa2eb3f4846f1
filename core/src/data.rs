//! What is known of the world, and changes with it: the files of `policies/data`, as texts.

include!(concat!(env!("OUT_DIR"), "/data.rs"));

/// The names of all files, and their texts.
pub(crate) fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    DATA.iter().copied()
}

/// The text of a file; empty for one that is not there.
pub(crate) fn text(file: &str) -> &'static str {
    files().find(|(name, _)| *name == file).map_or("", |(_, text)| text)
}

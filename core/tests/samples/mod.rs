//! The files that the proofs run on: fixtures and examples of the project, and those of a folder
//! that the environment names in `DOCKWARDEN_CORPUS`.

use std::path::{Path, PathBuf};

use dockwarden_core::document::Kind;

/// A file with what it is.
pub struct Sample {
    /// Where it lies.
    pub path: PathBuf,
    /// What it is.
    pub kind: Kind,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Every file of a known kind, by path.
pub fn samples() -> Vec<Sample> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = ["tests/fixtures/parser", "../policies", "../examples"];
    let mut folders: Vec<PathBuf> = own.iter().map(|folder| root.join(folder)).collect();
    folders.extend(std::env::var_os("DOCKWARDEN_CORPUS").map(PathBuf::from));
    let mut samples = Vec::new();
    while let Some(path) = folders.pop() {
        if path.is_dir() {
            folders.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if let Some(kind) = Kind::of_path(&path.to_string_lossy()) {
            let bytes = std::fs::read(&path).unwrap();
            samples.push(Sample { path, kind, bytes });
        }
    }
    samples.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!samples.is_empty(), "there are no files to judge");
    samples
}

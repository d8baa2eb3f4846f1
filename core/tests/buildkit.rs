//! Dockerfiles are cut into the instructions and arguments that BuildKit's parser gives.
//!
//! A case is a folder with a `Dockerfile` and the `result` in the notation of BuildKit's parser
//! tests. Ours always run; theirs run where the environment names their folders.

use std::fs;
use std::path::{Path, PathBuf};

use dockwarden_core::dockerfile::outline;
use dockwarden_core::source::{FileId, Source};

fn folders(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(folder).expect("the folder is there").map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

/// The cases of ours, and those of a folder that the environment names.
fn cases(own: &str, variable: &str) -> Vec<PathBuf> {
    let mut cases = folders(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(own));
    if let Some(more) = std::env::var_os(variable) {
        cases.extend(folders(Path::new(&more)));
    }
    cases
}

fn read(case: &Path) -> Source {
    Source::from_bytes(FileId(0), "Dockerfile", &fs::read(case.join("Dockerfile")).unwrap()).unwrap()
}

/// Lower-case the values that BuildKit keeps as written but Docker reads without regard to case.
fn same(line: &str) -> String {
    line.trim_end().replace("(healthcheck \"none\"", "(healthcheck \"NONE\"")
}

#[test]
fn instructions_and_arguments_are_those_of_buildkit() {
    let mut wrong = Vec::new();
    for case in cases("parser", "DOCKWARDEN_BUILDKIT_TESTFILES") {
        let expected: Vec<String> =
            fs::read_to_string(case.join("result")).unwrap().lines().map(same).collect();
        let found = outline::lines(&read(&case));
        if found != expected {
            let at = found.iter().zip(&expected).position(|(a, b)| a != b);
            let at = at.unwrap_or(found.len().min(expected.len()));
            wrong.push(format!(
                "{}: line {}\n  expected {:?}\n  found    {:?}",
                case.display(),
                at + 1,
                expected.get(at),
                found.get(at)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_buildkit_refuses_is_a_fault_with_a_place() {
    for case in cases("parser-negative", "DOCKWARDEN_BUILDKIT_NEGATIVE") {
        let source = read(&case);
        let reading =
            dockwarden_core::dockerfile::read(&source, &Default::default(), &mut Default::default());
        assert!(!reading.faults.is_empty(), "{} gives no fault", case.display());
        assert!(source.text().get(reading.faults[0].span.range()).is_some());
    }
}

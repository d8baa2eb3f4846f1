//! Gathers the built-in policies and their data, so that the library carries them.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let policies = Path::new("../policies").canonicalize()?;
    let mut rego = Vec::new();
    for folder in ["lib", "dockerfile", "compose", "daemon", "stack"] {
        gather(&policies.join(folder), "rego", &mut rego)?;
    }
    rego.retain(|path| !path.to_string_lossy().ends_with("_test.rego"));
    let mut data = Vec::new();
    gather(&policies.join("data"), "json", &mut data)?;

    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("builtin.rs");
    let mut out = fs::File::create(out)?;
    for (name, paths) in [("POLICIES", &mut rego), ("DATA", &mut data)] {
        paths.sort();
        writeln!(out, "static {name}: &[(&str, &str)] = &[")?;
        for path in paths {
            let short = path.strip_prefix(&policies).expect("found below the policies");
            let short = short.to_string_lossy().replace('\\', "/");
            writeln!(out, "    ({short:?}, include_str!({:?})),", path.to_string_lossy())?;
        }
        writeln!(out, "];")?;
    }
    Ok(())
}

/// Every file below `folder` with the extension, fixtures left out.
fn gather(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "fixtures") {
                gather(&path, extension, found)?;
            }
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    Ok(())
}

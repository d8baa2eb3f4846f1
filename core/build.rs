//! Gathers the built-in policies and their data, so that the library carries them.
//!
//! METADATA becomes JSON here: to read the YAML of some hundred rules at each start would take longer
//! than to check a file.

use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let policies = Path::new("../policies").canonicalize()?;
    let mut rego = Vec::new();
    for folder in ["lib", "dockerfile", "compose", "daemon", "stack"] {
        gather(&policies.join(folder), "rego", &mut rego)?;
    }
    rego.retain(|path| !path.to_string_lossy().ends_with("_test.rego"));
    let mut data = Vec::new();
    gather(&policies.join("data"), "json", &mut data)?;

    rego.sort();
    data.sort();

    let folder = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let mut out = fs::File::create(folder.join("builtin.rs"))?;
    let short = |path: &Path| {
        let short = path.strip_prefix(&policies).expect("found below the policies");
        short.to_string_lossy().replace('\\', "/")
    };
    writeln!(out, "pub(super) const COUNT: usize = {};", rego.len())?;
    writeln!(out, "static POLICIES: &[Builtin] = &[")?;
    for path in &rego {
        let text = fs::read_to_string(path)?;
        let (text, metadata) = split(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        let path = short(path);
        writeln!(out, "    Builtin {{ path: {path:?}, text: {text:?}, metadata: {metadata:?} }},")?;
    }
    writeln!(out, "];")?;

    let mut out = fs::File::create(folder.join("data.rs"))?;
    writeln!(out, "static DATA: &[(&str, &str)] = &[")?;
    for path in &data {
        let name = path.file_name().expect("a file").to_string_lossy();
        writeln!(out, "    ({name:?}, include_str!({:?})),", path.to_string_lossy())?;
    }
    writeln!(out, "];")?;
    Ok(())
}

/// The text of a policy without METADATA and comments, each line where it was, and the METADATA as JSON; none
/// for a library.
fn split(text: &str) -> Result<(String, String), Box<dyn Error>> {
    let lines: Vec<&str> = text.lines().collect();
    let is_code = |line: &&str| !line.trim_start().starts_with('#');
    let code = |lines: &[&str]| -> String {
        lines.iter().map(|line| Some(*line).filter(is_code).unwrap_or_default().to_owned() + "\n").collect()
    };
    let end = lines.iter().position(|line| line.starts_with("package ")).ok_or("there is no package")?;
    let start = lines[..end].iter().rposition(|line| line.trim_end() == "# METADATA");
    let Some(start) = start.filter(|_| !lines[end].starts_with("package dockwarden.lib.")) else {
        return Ok((code(&lines), String::new()));
    };
    let block = lines[start + 1..end].iter().take_while(|line| line.starts_with('#')).count();
    let inner = |line: &&'_ str| line[1..].strip_prefix(' ').unwrap_or(&line[1..]).to_owned();
    let yaml: Vec<String> = lines[start + 1..=start + block].iter().map(inner).collect();
    let metadata: serde_json::Value = serde_saphyr::from_str(&yaml.join("\n"))?;
    Ok((code(&lines), metadata.to_string()))
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

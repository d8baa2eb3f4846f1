//! The projects that are read twice: our own, those of a folder that `DOCKWARDEN_CORPUS` names, and those
//! of compose-go's tests, which Go's module cache has.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use dockwarden_core::compose::default_files;
use dockwarden_core::document::Kind;
use dockwarden_core::files::{Files, Unread};

use crate::oracle::{Literal, Oracle};

/// A project as both readers are told of it.
pub struct Project {
    /// What to call it where they differ.
    pub name: String,
    /// What our reader may not leave.
    pub root: PathBuf,
    /// Where it lies below the root; empty for the root itself.
    pub directory: String,
    /// The names of its files in its directory; none where they are to be found.
    pub files: Vec<String>,
    /// The texts of files that lie on no disk, by their names.
    pub texts: BTreeMap<String, String>,
}

impl Project {
    /// One file in an empty directory.
    pub fn of(text: &str) -> Self {
        Self {
            name: text.to_owned(),
            root: std::env::temp_dir(),
            directory: "dockwarden".to_owned(),
            files: vec![asked(0)],
            texts: BTreeMap::from([(asked(0), text.to_owned())]),
        }
    }

    /// The directory itself.
    pub fn place(&self) -> PathBuf {
        crate::paths::clean(&self.root.join(&self.directory))
    }

    /// The paths of the files below the root.
    pub fn paths(&self) -> Vec<String> {
        let below = |name: &str| match self.directory.as_str() {
            "" => name.to_owned(),
            directory => format!("{directory}/{name}"),
        };
        if !self.files.is_empty() {
            return self.files.iter().map(|name| below(name)).collect();
        }
        let names = names_in(&self.place());
        default_files(&names.iter().map(String::as_str).collect::<Vec<_>>()).into_iter().map(below).collect()
    }
}

impl Files for Project {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unread> {
        let name = match self.directory.as_str() {
            "" => Some(path),
            directory => path.strip_prefix(directory).and_then(|rest| rest.strip_prefix('/')),
        };
        if let Some(text) = name.and_then(|name| self.texts.get(name)) {
            return Ok(text.clone().into_bytes());
        }
        fs::read(self.root.join(path)).map_err(|error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Unread::Missing,
            _ => Unread::Refused(error.to_string()),
        })
    }
}

/// All of them.
pub fn projects(oracle: &Oracle) -> Vec<Project> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut projects = Vec::new();
    for (name, folder) in [
        ("policies", "../policies"),
        ("examples", "../examples"),
        ("playground", "../playground/examples"),
        ("features", "tests/fixtures/compose"),
    ] {
        below(name, &crate::paths::clean(&here.join(folder)), false, &mut projects);
    }
    if let Some(corpus) = std::env::var_os("DOCKWARDEN_CORPUS") {
        below("corpus", Path::new(&corpus), false, &mut projects);
    }
    let module = oracle.module();
    for package in ["loader", "cli"] {
        below(&format!("compose-go {package}"), &module.join(package).join("testdata"), true, &mut projects);
    }
    for package in ["loader", "override", "cli"] {
        let tests = [module.join(package), module.join(package).join("tests")];
        literals(&module.join(package), oracle.literals(&tests), &mut projects);
    }
    projects
}

/// The name under which a text is asked about: that of a project's own file, of which rules tell more than
/// of one that may be laid over others.
fn asked(at: usize) -> String {
    format!("asked{at}.compose.yaml")
}

/// Every Compose file below a folder by itself, and every directory with the files that are found there.
/// `every` takes all YAML for Compose files, whatever it is called.
fn below(name: &str, root: &Path, every: bool, projects: &mut Vec<Project>) {
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let names = names_in(&folder);
        folders.extend(names.iter().map(|name| folder.join(name)).filter(|path| path.is_dir()));
        let directory = folder.strip_prefix(root).unwrap_or(&folder).to_string_lossy().replace('\\', "/");
        let project = |file: &str, files: Vec<String>, texts| Project {
            name: format!("{name}: {directory}/{file}"),
            root: root.to_owned(),
            directory: directory.clone(),
            files,
            texts,
        };
        for file in names.iter().filter(|name| folder.join(name).is_file()) {
            if every && (file.ends_with(".yaml") || file.ends_with(".yml")) {
                let text = fs::read_to_string(folder.join(file)).unwrap();
                projects.push(project(file, vec![asked(0)], BTreeMap::from([(asked(0), text)])));
            } else if Kind::of_path(file) == Some(Kind::Compose) {
                projects.push(project(file, vec![file.clone()], BTreeMap::new()));
            }
        }
        if default_files(&names.iter().map(String::as_str).collect::<Vec<_>>()).len() > 1 {
            projects.push(project("", Vec::new(), BTreeMap::new()));
        }
    }
}

/// Every file that stands in a Go test by itself, and laid over the one before it in the same test.
fn literals(package: &Path, literals: Vec<Literal>, projects: &mut Vec<Project>) {
    let project = |parts: &[&Literal]| {
        let texts: BTreeMap<String, String> =
            parts.iter().enumerate().map(|(at, part)| (asked(at), part.text.clone())).collect();
        Project {
            name: parts.iter().map(|part| part.place.as_str()).collect::<Vec<_>>().join(" + "),
            root: package.parent().unwrap_or(package).to_owned(),
            directory: package.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            files: texts.keys().cloned().collect(),
            texts,
        }
    };
    for (at, literal) in literals.iter().enumerate() {
        projects.push(project(&[literal]));
        if at > 0 && literals[at - 1].test == literal.test {
            projects.push(project(&[&literals[at - 1], literal]));
        }
    }
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

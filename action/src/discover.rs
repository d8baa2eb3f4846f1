//! Finds the files to check: in a fixed order, within the given paths, respecting .gitignore.

use std::path::{Path, PathBuf};

use dockwarden_core::document::Kind;
use ignore::WalkBuilder;

/// A file to check.
#[derive(Clone, Debug)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// How it is called in reports: `/` between its parts.
    pub name: String,
    /// What it is; none if only its text can tell.
    pub kind: Option<Kind>,
    /// Why it cannot be read, if that is known already.
    pub refused: Option<String>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Files {
    /// By name, each once.
    pub found: Vec<Found>,
    /// What was passed over, and why.
    pub notes: Vec<String>,
}

/// Files of this many folders of version control are never looked into.
const NEVER: [&str; 3] = [".git", ".hg", ".svn"];

/// The files below `paths`; a file that is named itself is taken whatever its name.
pub fn files(paths: &[PathBuf], kind: Option<Kind>, no_ignore: bool) -> Files {
    let mut files = Files::default();
    for path in paths {
        match std::fs::symlink_metadata(path) {
            Err(error) => files.found.push(refused(path, kind, error.to_string())),
            Ok(metadata) if metadata.is_dir() => walk(path, no_ignore, &mut files),
            Ok(metadata) if metadata.is_symlink() && path.is_dir() => walk(path, no_ignore, &mut files),
            Ok(metadata) => {
                let name = display(path);
                let mut one =
                    Found { kind: kind.or(Kind::of_path(&name)), path: path.clone(), name, refused: None };
                if metadata.is_symlink() {
                    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty());
                    one.refused = leaves(folder.unwrap_or(Path::new(".")), path);
                }
                files.found.push(one);
            }
        }
    }
    files.found.sort_by(|a, b| a.name.cmp(&b.name));
    files.found.dedup_by(|a, b| a.name == b.name);
    files
}

fn walk(root: &Path, no_ignore: bool, files: &mut Files) {
    let mut builder = WalkBuilder::new(root);
    builder.hidden(false).parents(!no_ignore).require_git(false);
    builder.ignore(!no_ignore).git_ignore(!no_ignore).git_exclude(!no_ignore).git_global(!no_ignore);
    builder.filter_entry(|entry| !NEVER.iter().any(|name| entry.file_name() == *name));
    for entry in builder.build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                files.found.push(refused(root, None, error.to_string()));
                continue;
            }
        };
        let name = display(entry.path());
        let (Some(kind), Some(sort)) = (Kind::of_path(&name), entry.file_type()) else { continue };
        if sort.is_symlink() {
            if let Some(why) = leaves(root, entry.path()) {
                files.notes.push(format!("{name}: not checked: {why}"));
                continue;
            }
            if entry.path().is_dir() {
                continue;
            }
        } else if !sort.is_file() {
            continue;
        }
        files.found.push(Found { path: entry.into_path(), name, kind: Some(kind), refused: None });
    }
}

fn refused(path: &Path, kind: Option<Kind>, why: String) -> Found {
    let name = display(path);
    Found { path: path.to_owned(), kind: kind.or(Kind::of_path(&name)), name, refused: Some(why) }
}

/// Why the link `path` is not followed, if it leads out of `root` or nowhere.
fn leaves(root: &Path, path: &Path) -> Option<String> {
    match (root.canonicalize(), path.canonicalize()) {
        (Ok(root), Ok(target)) if target.starts_with(&root) => None,
        (Ok(_), Ok(_)) => Some("the link leads out of the checked folder".to_owned()),
        (_, Err(error)) | (Err(error), _) => Some(format!("the link cannot be followed: {error}")),
    }
}

/// A path as reports name it: relative to the current folder where it lies in it.
fn display(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let path = here.as_deref().and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    let text = path.to_string_lossy().replace('\\', "/");
    text.trim_start_matches("./").to_owned()
}

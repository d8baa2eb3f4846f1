//! Finds the files to check: in a fixed order, within the given paths, respecting .gitignore.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use dockwarden_core::document::Kind;
use dockwarden_core::run;
use dockwarden_core::scanning;
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
    /// The folder outside of which nothing is read for it.
    pub root: PathBuf,
    /// Its path below that folder, `/` between the parts.
    pub inner: String,
    /// Compose files that are laid over this one, in order.
    pub laid_over: Vec<Found>,
}

impl Found {
    /// The file at `path`, for which nothing outside of `root` is read.
    pub fn new(root: &Path, path: &Path, kind: Option<Kind>) -> Self {
        let name = display(path);
        let inner = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
        let inner = inner.trim_start_matches("./").to_owned();
        Self {
            path: path.to_owned(),
            kind: kind.or(Kind::of_path(&name)),
            name,
            refused: None,
            root: root.to_owned(),
            inner,
            laid_over: Vec::new(),
        }
    }

    /// What stands in reports before the paths below the folder.
    pub fn prefix(&self) -> &str {
        self.name.strip_suffix(&self.inner).unwrap_or("")
    }

    /// The paths below the folder of the file and of those that are laid over it.
    pub fn layers(&self) -> Vec<String> {
        std::iter::once(self).chain(&self.laid_over).map(|file| file.inner.clone()).collect()
    }

    /// Lays `files` over the first of them, as `docker compose -f a -f b` does; none if there are none.
    pub fn project(files: Vec<Found>) -> Option<Found> {
        let mut files = files.into_iter();
        let mut first = files.next()?;
        first.laid_over.extend(files);
        Some(first)
    }
}

/// What was found.
#[derive(Debug, Default)]
pub struct Files {
    /// By name, each once.
    pub found: Vec<Found>,
    /// Files that describe pipelines of the repository.
    pub pipelines: Vec<PathBuf>,
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
                let mut one = Found::new(&root_of(path), path, kind);
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

/// Lays files over each other as Compose does by itself.
pub fn lay_over(found: Vec<Found>) -> Vec<Found> {
    let units = run::together(found.iter().map(|file| (file.name.as_str(), file.kind)));
    let mut by_name: HashMap<String, Found> =
        found.into_iter().map(|file| (file.name.clone(), file)).collect();
    let mut take = |paths: Vec<String>| paths.iter().filter_map(|path| by_name.remove(path)).collect();
    units.into_iter().filter_map(|unit| Found::project(take(unit.paths))).collect()
}

/// The folder that bounds what is read for a file that is named itself: the current one where the file
/// lies in it, else the file's own.
fn root_of(path: &Path) -> PathBuf {
    let below = path.is_relative() && !path.components().any(|part| part == Component::ParentDir);
    let here = std::env::current_dir().unwrap_or_default();
    match (below, path.strip_prefix(&here).is_ok()) {
        (true, _) => PathBuf::new(),
        (false, true) => here,
        (false, false) => path.parent().unwrap_or(path).to_owned(),
    }
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
        if scanning::is_pipeline(&name) && entry.file_type().is_some_and(|sort| sort.is_file()) {
            files.pipelines.push(entry.path().to_owned());
        }
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
        files.found.push(Found::new(root, entry.path(), Some(kind)));
    }
}

/// A file that is known to be out of reach.
pub fn refused(path: &Path, kind: Option<Kind>, why: String) -> Found {
    Found { refused: Some(why), ..Found::new(&root_of(path), path, kind) }
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

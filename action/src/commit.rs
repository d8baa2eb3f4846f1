//! The files of a commit, read as those of a folder are: bounded by a root, links followed within it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use dockwarden_core::document::Kind;
use dockwarden_core::files::{Files, Unread};
use dockwarden_core::scanning;

use crate::Stop;
use crate::discover::{self, Found};
use crate::git::{Entry, Repository};

/// How many links are followed on the way to a file.
const MAX_LINKS: usize = 16;

/// The files of a commit below the current folder.
pub struct Commit<'a> {
    /// Its id.
    pub id: String,
    repository: &'a Repository,
    entries: BTreeMap<String, Entry>,
}

impl<'a> Commit<'a> {
    /// Lists the files of the commit `id`.
    pub fn read(repository: &'a Repository, id: String) -> Result<Self, Stop> {
        let entries = repository.entries(&id)?.into_iter().collect();
        Ok(Self { id, repository, entries })
    }

    /// The files to check below `paths`; a file that is named itself is taken whatever its name.
    pub fn files(&self, paths: &[PathBuf], kind: Option<Kind>) -> Result<discover::Files, Stop> {
        let mut files = discover::Files::default();
        for path in paths {
            let root = inner(path)?;
            if self.entries.contains_key(&root) {
                files.found.push(Found::new(Path::new(""), Path::new(&root), kind));
                continue;
            }
            let folder = if root.is_empty() { String::new() } else { format!("{root}/") };
            let mut below = self
                .entries
                .range(folder.clone()..)
                .take_while(|(path, _)| path.starts_with(&folder))
                .peekable();
            if below.peek().is_none() && !root.is_empty() {
                files.found.push(discover::refused(
                    Path::new(&root),
                    kind,
                    "there is no such file in the commit".into(),
                ));
            }
            for (path, entry) in below {
                if scanning::is_pipeline(path) && !entry.link {
                    files.pipelines.push(PathBuf::from(path));
                }
                let Some(kind) = Kind::of_path(path) else { continue };
                match entry.link && self.resolve(&root, path).is_err() {
                    true => files
                        .notes
                        .push(format!("{path}: not checked: the link leads out of the checked folder")),
                    false => files.found.push(Found::new(Path::new(&root), Path::new(path), Some(kind))),
                }
            }
        }
        files.found.sort_by(|a, b| a.name.cmp(&b.name));
        files.found.dedup_by(|a, b| a.name == b.name);
        Ok(files)
    }

    /// The bytes of a file that was found; `view` watches, where somebody wants to know.
    pub fn bytes(&self, found: &Found, view: Option<&View<'_>>) -> Result<Vec<u8>, String> {
        if let Some(why) = &found.refused {
            return Err(why.clone());
        }
        let root = found.root.to_string_lossy();
        let read = match view {
            Some(view) => view.read(&found.inner),
            None => View::new(self, &root).read(&found.inner),
        };
        match read {
            Ok(bytes) => Ok(bytes),
            Err(Unread::Missing) => Err("there is no such file in the commit".into()),
            Err(Unread::Outside) => Err("the link leads out of the checked folder".into()),
            Err(Unread::Refused(why)) => Err(why),
        }
    }

    /// The contents of what stands at `path`.
    pub fn id_of(&self, path: &str) -> Option<&str> {
        self.entries.get(path).map(|entry| entry.id.as_str())
    }

    /// The id of the contents of the file that `path` leads to, which must lie below `root`.
    fn resolve(&self, root: &str, path: &str) -> Result<&str, Unread> {
        let mut path = path.to_owned();
        for _ in 0..MAX_LINKS {
            let below = root.is_empty() || path.strip_prefix(root).is_some_and(|rest| rest.starts_with('/'));
            if !below || path.starts_with("..") || path.starts_with('/') {
                return Err(Unread::Outside);
            }
            let entry = self.entries.get(&path);
            if let Some(entry) = entry.filter(|entry| !entry.link) {
                return Ok(&entry.id);
            }
            // The path itself or a folder on the way is a link, or there is nothing.
            let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
            let link = ends.map(|end| path.split_at(end)).find_map(|(start, rest)| {
                self.entries.get(start).filter(|entry| entry.link).map(|entry| (start, rest, entry))
            });
            let Some((start, rest, entry)) = link else { return Err(Unread::Missing) };
            let target = self.repository.read(&entry.id).map_err(Unread::Refused)?;
            let folder = start.rsplit_once('/').map_or("", |(folder, _)| folder);
            path = joined(folder, &format!("{}{rest}", String::from_utf8_lossy(&target)));
        }
        Err(Unread::Refused("too many links, one behind the other".into()))
    }
}

/// A path as seen from the folder that `from` is written against.
fn joined(folder: &str, path: &str) -> String {
    if path.starts_with('/') {
        return path.to_owned();
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A path that somebody named, as commits spell it.
fn inner(path: &Path) -> Result<String, Stop> {
    let here = std::env::current_dir().unwrap_or_default();
    let text = path.strip_prefix(&here).unwrap_or(path).to_string_lossy().replace('\\', "/");
    let inner = joined("", &text);
    if inner.starts_with("..") || inner.starts_with('/') {
        let why = "--against takes paths below the current folder only";
        return Err(Stop::new(format!("{}: {why}", path.display())));
    }
    Ok(inner)
}

/// What was looked at: paths, and the ids of the contents that were found there.
pub type Looks = BTreeMap<String, Option<String>>;

/// The files of a commit below a folder, for one reader, who is watched.
pub struct View<'a> {
    commit: &'a Commit<'a>,
    root: &'a str,
    looks: RefCell<Looks>,
}

impl<'a> View<'a> {
    /// The files of `commit` below `root`.
    pub fn new(commit: &'a Commit<'a>, root: &'a str) -> Self {
        Self { commit, root, looks: RefCell::default() }
    }

    fn id(&self, path: &str) -> Result<&'a str, Unread> {
        let whole = if self.root.is_empty() { path.to_owned() } else { format!("{}/{path}", self.root) };
        self.commit.resolve(self.root, &whole)
    }

    /// What was looked at so far.
    pub fn looks(self) -> Looks {
        self.looks.into_inner()
    }

    /// Whether somebody who looked at that would see the same here.
    pub fn shows(&self, looks: &Looks) -> bool {
        looks.iter().all(|(path, id)| self.id(path).ok() == id.as_deref())
    }
}

impl Files for View<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unread> {
        let id = self.id(path);
        self.looks.borrow_mut().insert(path.to_owned(), id.as_ref().ok().map(|id| (*id).to_owned()));
        self.commit.repository.read(id?).map_err(Unread::Refused)
    }
}

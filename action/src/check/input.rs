//! One thing to check: a file of this machine or of a commit, or what stands on standard input.

use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

use dockwarden_core::catalog::Catalog;
use dockwarden_core::check;
use dockwarden_core::document::{Document, Kind};
use dockwarden_core::files::Files;
use dockwarden_core::run::{self, Checked, Judge, Unit};
use dockwarden_core::source::MAX_BYTES;
use dockwarden_core::stack::Shelf;

use super::args::Args;
use crate::Stop;
use crate::commit::{Commit, Looks, View};
use crate::discover::Found;
use crate::disk::Disk;
use crate::setup::{self, policy_stop};

/// Something to check.
pub enum Input<'a> {
    /// A file, read when its turn comes.
    File(Found),
    /// A file, or the project that it is laid over, as it will be when one of its files is written.
    Edited { found: &'a Found, file: &'a Found, kind: Kind, bytes: Vec<u8> },
    /// A file of a commit.
    Committed { found: Found, commit: &'a Commit<'a> },
    /// What came from standard input.
    Text { name: String, kind: Kind, bytes: Vec<u8> },
}

impl Input<'_> {
    /// How reports call it.
    pub fn name(&self) -> &str {
        match self {
            Input::File(found) | Input::Committed { found, .. } => &found.name,
            Input::Edited { found, .. } => &found.name,
            Input::Text { name, .. } => name,
        }
    }

    fn path(&self) -> &Path {
        match self {
            Input::File(found) | Input::Committed { found, .. } => &found.path,
            Input::Edited { found, .. } => &found.path,
            Input::Text { name, .. } => Path::new(name),
        }
    }

    pub(super) fn found(&self) -> Option<&Found> {
        match self {
            Input::File(found) | Input::Committed { found, .. } => Some(found),
            Input::Edited { found, .. } => Some(found),
            Input::Text { .. } => None,
        }
    }

    pub(super) fn kind(&self) -> Option<Kind> {
        match self {
            Input::File(found) | Input::Committed { found, .. } => found.kind,
            Input::Edited { kind, .. } | Input::Text { kind, .. } => Some(*kind),
        }
    }

    fn read(&self, view: Option<&View<'_>>) -> Result<(Kind, Cow<'_, [u8]>), String> {
        match self {
            Input::Committed { found, commit } => {
                let bytes = commit.bytes(found, view)?;
                known_kind(found, bytes).map(|(kind, bytes)| (kind, bytes.into()))
            }
            Input::File(found) => read(found).map(|(kind, bytes)| (kind, bytes.into())),
            Input::Edited { found, file, kind, bytes } if found.name == file.name => {
                Ok((*kind, bytes.into()))
            }
            Input::Edited { found, .. } => read(found).map(|(kind, bytes)| (kind, bytes.into())),
            Input::Text { kind, bytes, .. } => Ok((*kind, bytes.into())),
        }
    }

    /// Checks it.
    pub(super) fn check(
        &self,
        judge: &mut Judge,
        catalog: &Catalog,
        engines: &[Document],
    ) -> Result<Done, Stop> {
        let root = self.found().map(|found| found.root.to_string_lossy().into_owned()).unwrap_or_default();
        let view = match self {
            Input::Committed { commit, .. } => Some(View::new(commit, &root)),
            _ => None,
        };
        let (kind, bytes) = match self.read(view.as_ref()) {
            Ok(read) => read,
            Err(why) => {
                // What it is does not matter where nothing of it was read.
                let kind = self.kind().unwrap_or(Kind::Dockerfile);
                let failed = check::failed(kind, self.name(), why, None);
                let checked = Checked { groups: vec![vec![failed]], ..Checked::default() };
                return Ok(Done { checked, looks: view.map(View::looks).unwrap_or_default() });
            }
        };
        let edited = match self {
            Input::Edited { file, bytes, .. } => Some((file.inner.as_str(), &**bytes)),
            _ => None,
        };
        let found = self.found();
        let disk = found.map(|found| Disk::new(&found.root, edited));
        let layers = found.map(Found::layers).unwrap_or_default();
        let files: Option<&dyn Files> = match (&view, &disk) {
            (Some(view), _) => Some(view),
            (None, Some(disk)) => Some(disk),
            (None, None) => None,
        };
        let project = found.zip(files).map(|(found, files)| run::Project {
            paths: &layers,
            files,
            prefix: found.prefix(),
            engine: run::engine_of(engines, self.name()),
        });
        let around = match view {
            Some(_) => judge.setup().known(),
            None => setup::around(judge.setup(), kind, self.path()),
        };
        let unit = Unit { name: self.name(), kind, bytes: &bytes, around: &around, project };
        let checked = run::check(&unit, judge, catalog, &mut Shelf::default())
            .map_err(|errors| policy_stop(&errors))?;
        Ok(Done { checked, looks: view.map(View::looks).unwrap_or_default() })
    }
}

/// What was found out about an input, and what of a commit was looked at for it.
pub struct Done {
    /// What was found out.
    pub checked: Checked,
    /// What was looked at.
    pub looks: Looks,
}

/// Where files come from.
pub enum Place<'a> {
    /// The file system.
    Disk {
        /// Whether to take files that .gitignore names.
        no_ignore: bool,
    },
    /// A commit.
    Commit(&'a Commit<'a>),
}

impl Place<'_> {
    pub(super) fn text(&self, path: &Path) -> Option<String> {
        match self {
            Place::Disk { .. } => std::fs::read_to_string(path).ok(),
            Place::Commit(commit) => {
                let found = Found::new(Path::new(""), path, None);
                String::from_utf8(commit.bytes(&found, None).ok()?).ok()
            }
        }
    }
}

pub fn stdin(args: &Args) -> Result<Input<'static>, Stop> {
    let mut bytes = Vec::new();
    let limit = MAX_BYTES as u64 + 1;
    std::io::stdin()
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(|error| Stop::new(format!("cannot read standard input: {error}")))?;
    let name = args.stdin_path.clone().unwrap_or_else(|| "<stdin>".to_owned());
    let kind = args.kind.or(Kind::of_path(&name)).or_else(|| Kind::of_text(&String::from_utf8_lossy(&bytes)));
    let kind = kind
        .ok_or_else(|| Stop::new("cannot tell what standard input is; say so with --kind or --stdin-path"))?;
    Ok(Input::Text { name, kind, bytes })
}

/// Reads a file that was found, and tells its kind; else says why it cannot.
pub fn read(found: &Found) -> Result<(Kind, Vec<u8>), String> {
    if let Some(why) = &found.refused {
        return Err(why.clone());
    }
    let metadata = std::fs::metadata(&found.path).map_err(|error| error.to_string())?;
    if !metadata.is_file() {
        return Err("expected a file".into());
    }
    if metadata.len() > MAX_BYTES as u64 {
        return Err(format!("the file has {} bytes; dockwarden reads at most {MAX_BYTES}", metadata.len()));
    }
    let bytes = std::fs::read(&found.path).map_err(|error| error.to_string())?;
    known_kind(found, bytes)
}

/// The bytes of a file with its kind, which they tell where the name does not.
fn known_kind(found: &Found, bytes: Vec<u8>) -> Result<(Kind, Vec<u8>), String> {
    let kind = found.kind.or_else(|| Kind::of_text(&String::from_utf8_lossy(&bytes)));
    let unknown =
        "cannot tell whether this is a Dockerfile, a Compose file or a daemon.json; say so with --kind";
    kind.map(|kind| (kind, bytes)).ok_or_else(|| unknown.into())
}

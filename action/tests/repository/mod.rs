//! A git repository of its own for a test.

#![allow(dead_code, reason = "each test file takes what it needs")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::rc::Rc;

use tempfile::TempDir;

/// A repository, and the folder in it that commands run in.
pub struct Repository {
    temporary: Rc<TempDir>,
    folder: PathBuf,
}

impl Repository {
    /// With `files` in the first commit of `main`.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("origin");
        std::fs::create_dir(&folder).unwrap();
        let repository = Self { temporary: Rc::new(temporary), folder };
        repository.git(&["init", "-q", "-b", "main"]);
        repository.git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
        repository.commit(files);
        repository
    }

    /// A clone of it, made with `args`.
    pub fn clone(&self, args: &[&str]) -> Self {
        let folder = self.temporary.path().join("clone");
        let from = format!("file://{}", self.folder.display());
        let to = folder.to_string_lossy().into_owned();
        self.git(&[&["clone", "-q"], args, &[&from, &to]].concat());
        Self { temporary: self.temporary.clone(), folder }
    }

    /// The same, with commands run in a folder of it.
    pub fn inside(&self, folder: &str) -> Self {
        Self { temporary: self.temporary.clone(), folder: self.folder.join(folder) }
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn write(&self, files: &[(&str, &str)]) {
        for (path, text) in files {
            let path = self.folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    }

    /// Commits everything with `files` written; gives the id.
    pub fn commit(&self, files: &[(&str, &str)]) -> String {
        self.write(files);
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", "change"]);
        self.git(&["rev-parse", "HEAD"])
    }

    pub fn branch(&self, name: &str) {
        self.git(&["checkout", "-q", "-b", name]);
    }

    pub fn git(&self, args: &[&str]) -> String {
        let output = Command::new("git")
            .args(["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"])
            .args(args)
            .current_dir(&self.folder)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .output()
            .unwrap();
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    pub fn dockwarden(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_dockwarden")).args(args).current_dir(&self.folder).output().unwrap()
    }
}

//! Commits and what they hold, asked of the `git` command: it knows every form that repositories have,
//! and reading objects touches neither the checkout nor the index.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use dockwarden_core::source::MAX_BYTES;

use crate::Stop;

/// The repository around the current folder.
pub struct Repository {
    /// Gives out objects: `git cat-file --batch`.
    objects: Mutex<Objects>,
}

struct Objects {
    process: Child,
    ask: ChildStdin,
    answer: BufReader<ChildStdout>,
}

impl Drop for Objects {
    fn drop(&mut self) {
        // Nobody asks any more, and nobody waits for an answer.
        let _ = self.process.kill().and_then(|()| self.process.wait());
    }
}

/// A file or link of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Whether it is a link.
    pub link: bool,
    /// The id of its contents.
    pub id: String,
}

impl Repository {
    /// The repository around the current folder.
    pub fn here() -> Result<Self, Stop> {
        ask(&["rev-parse", "--git-dir"]).map_err(|why| Stop::new(format!("--against needs git: {why}")))?;
        let mut objects = command(&["cat-file", "--batch"]);
        objects.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = objects.spawn().map_err(|error| Stop::new(format!("cannot run git: {error}")))?;
        let (Some(ask), Some(answer)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(Stop::new("cannot talk to git"));
        };
        let answer = BufReader::new(answer);
        Ok(Self { objects: Mutex::new(Objects { process, ask, answer }) })
    }

    /// The id of the commit that `revision` names.
    pub fn commit(&self, revision: &str) -> Result<String, Stop> {
        let named = format!("{revision}^{{commit}}");
        let id = ask(&["rev-parse", "--verify", "--quiet", "--end-of-options", &named]);
        id.map_err(|_| {
            let what = revision.strip_prefix("origin/").unwrap_or(revision);
            Stop::new(format!(
                "there is no commit `{revision}` in this clone; `git fetch --no-tags origin {what}` brings it"
            ))
        })
    }

    /// The id of the newest commit that both come from.
    pub fn merge_base(&self, one: &str, other: &str) -> Result<String, Stop> {
        let base = ask(&["merge-base", one, other]).ok();
        if let Some(base) = base.and_then(|ids| ids.lines().next().map(str::to_owned)) {
            return Ok(base);
        }
        let shallow = ask(&["rev-parse", "--is-shallow-repository"]).is_ok_and(|text| text == "true");
        let why = if shallow {
            "this clone is shallow and does not reach back to it; `git fetch --no-tags --unshallow origin` \
             (actions/checkout: `fetch-depth: 0`) brings the rest"
        } else {
            "they have no history in common"
        };
        Err(Stop::new(format!("cannot find the commit that {one} and {other} come from: {why}")))
    }

    /// The files and links of a commit below the current folder, with their paths from there.
    pub fn entries(&self, commit: &str) -> Result<Vec<(String, Entry)>, Stop> {
        let list = output(&["ls-tree", "-r", "-z", commit])
            .map_err(|why| Stop::new(format!("cannot list the files of {commit}: {why}")))?;
        let entries = list.split(|byte| *byte == 0).filter_map(|line| {
            let line = String::from_utf8_lossy(line);
            let (about, path) = line.split_once('\t')?;
            let mut words = about.split(' ');
            let (mode, id) = (words.next()?, words.nth(1)?);
            // What is neither is another repository.
            let link = mode == "120000";
            (link || mode.starts_with("100")).then(|| (path.to_owned(), Entry { link, id: id.to_owned() }))
        });
        Ok(entries.collect())
    }

    /// The parents that a commit names, even those that a shallow clone lacks.
    pub fn parents(&self, commit: &str) -> Vec<String> {
        let text = self.read(commit).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let head = text.lines().take_while(|line| !line.is_empty());
        head.filter_map(|line| line.strip_prefix("parent ").map(str::to_owned)).collect()
    }

    /// The contents of an object.
    pub fn read(&self, id: &str) -> Result<Vec<u8>, String> {
        let mut objects = self.objects.lock().unwrap_or_else(PoisonError::into_inner);
        let Objects { ask, answer, .. } = &mut *objects;
        let failed = |error: std::io::Error| format!("git does not answer: {error}");
        writeln!(ask, "{id}").and_then(|()| ask.flush()).map_err(failed)?;
        let mut head = String::new();
        answer.read_line(&mut head).map_err(failed)?;
        let size = head.trim().rsplit(' ').next().and_then(|size| size.parse::<usize>().ok());
        let Some(size) = size else {
            return Err(format!("git has no object {id}: fetch it"));
        };
        let mut bytes = Vec::new();
        answer.by_ref().take(size as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
        bytes.pop();
        if size > MAX_BYTES {
            return Err(format!("the file has {size} bytes; dockwarden reads at most {MAX_BYTES}"));
        }
        Ok(bytes)
    }
}

/// Brings commits to this clone, as its origin is set up; says why that failed.
pub fn fetch(depth: u32, commit: &str) -> Result<(), String> {
    output(&["fetch", "--no-tags", "--quiet", &format!("--depth={depth}"), "origin", commit]).map(drop)
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("--no-replace-objects").args(args).stderr(Stdio::piped());
    command.env("GIT_TERMINAL_PROMPT", "0").env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
    command
}

fn output(args: &[&str]) -> Result<Vec<u8>, String> {
    let output = command(args).stdin(Stdio::null()).output().map_err(|error| error.to_string())?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
    }
}

fn ask(args: &[&str]) -> Result<String, String> {
    output(args).map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned())
}

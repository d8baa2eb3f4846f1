//! A runner for the steps of `action.yml`, and an HTTP server in the place of GitHub.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};

use dockwarden_core::source::{FileId, Source};
use dockwarden_core::syntax::tree::{Node, Value as Tree};
use dockwarden_core::syntax::yaml;
use serde_json::{Value, json};

use crate::repository::Repository;

/// The event of a pull request from the repository `from`.
pub fn event(base: &str, head: &str, from: &str) -> Value {
    json!({"pull_request": {
        "number": 7, "base": {"sha": base}, "head": {"sha": head, "repo": {"full_name": from}},
    }})
}

/// A job with one step: the Action.
pub struct Runner {
    folder: PathBuf,
    temporary: tempfile::TempDir,
    event: String,
    api: String,
    released: bool,
}

/// What came of it.
pub struct Done {
    pub status: i32,
    pub log: String,
    /// The commands that the runner took.
    pub commands: Vec<String>,
    pub summary: String,
    pub outputs: BTreeMap<String, String>,
}

impl Runner {
    pub fn new(repository: &Repository) -> Self {
        let temporary = tempfile::tempdir().unwrap();
        std::fs::create_dir(temporary.path().join("bin")).unwrap();
        Self {
            folder: repository.folder().to_owned(),
            temporary,
            event: "push".into(),
            api: "http://127.0.0.1:1".into(),
            released: false,
        }
    }

    pub fn event(mut self, name: &str, event: Value) -> Self {
        self.event = name.to_owned();
        std::fs::write(self.temporary.path().join("event.json"), event.to_string()).unwrap();
        self
    }

    pub fn api(mut self, api: &Api) -> Self {
        self.api.clone_from(&api.address);
        self
    }

    /// Without the command on the path, and with a repository to take a release from.
    pub fn released(mut self) -> Self {
        self.released = true;
        self
    }

    /// Runs all steps.
    pub fn run(&self, inputs: &[(&str, &str)]) -> Done {
        let action = action();
        let given: BTreeMap<String, String> =
            inputs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        for name in given.keys() {
            assert!(action["inputs"][name].is_object(), "there is no input {name}");
        }
        let input = |name: &str| -> String {
            let default = action["inputs"][name]["default"].as_str().unwrap_or_default();
            given.get(name).cloned().unwrap_or_else(|| default.to_owned())
        };
        let mut outputs: BTreeMap<String, String> = BTreeMap::new();
        let mut log = String::new();
        let mut status = 0;
        let here = |name: &str| self.temporary.path().join(name);
        std::fs::write(here("summary"), "").unwrap();
        for step in action["runs"]["steps"].as_array().unwrap() {
            let script = step["run"].as_str().unwrap();
            assert!(!script.contains("${{"), "nothing is put into a script: {script}");
            std::fs::write(here("output"), "").unwrap();
            let mut command = Command::new("bash");
            command
                .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
                .current_dir(&self.folder);
            for (name, value) in step["env"].as_object().unwrap() {
                command.env(name, self.expression(value.as_str().unwrap(), &input, &outputs));
            }
            for (name, value) in self.variables() {
                command.env(name, value);
            }
            let done = command.output().unwrap();
            log.push_str(&String::from_utf8_lossy(&done.stdout));
            log.push_str(&String::from_utf8_lossy(&done.stderr));
            outputs.extend(results(&std::fs::read_to_string(here("output")).unwrap()));
            if !done.status.success() {
                status = done.status.code().unwrap();
                break;
            }
        }
        let summary = std::fs::read_to_string(here("summary")).unwrap();
        Done { status, commands: commands(&log), log, summary, outputs }
    }

    fn variables(&self) -> Vec<(&'static str, String)> {
        let here = |name: &str| self.temporary.path().join(name).to_string_lossy().into_owned();
        let command =
            Path::new(env!("CARGO_BIN_EXE_dockwarden")).parent().unwrap().to_string_lossy().into_owned();
        let path = match self.released {
            true => "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin".to_owned(),
            false => format!("{command}:{}", std::env::var("PATH").unwrap()),
        };
        let server = if self.released { self.api.clone() } else { "https://github.com".to_owned() };
        vec![
            ("PATH", path),
            ("GITHUB_OUTPUT", here("output")),
            ("GITHUB_STEP_SUMMARY", here("summary")),
            ("GITHUB_EVENT_PATH", here("event.json")),
            ("GITHUB_EVENT_NAME", self.event.clone()),
            ("GITHUB_REPOSITORY", "owner/name".into()),
            ("GITHUB_SERVER_URL", server),
            ("GITHUB_API_URL", self.api.clone()),
            ("RUNNER_TEMP", self.temporary.path().to_string_lossy().into_owned()),
            ("RUNNER_OS", "Linux".into()),
            ("RUNNER_ARCH", "X64".into()),
        ]
    }

    /// The value of a whole `${{ … }}`.
    fn expression(
        &self,
        text: &str,
        input: &dyn Fn(&str) -> String,
        outputs: &BTreeMap<String, String>,
    ) -> String {
        let inner = text.strip_prefix("${{ ").and_then(|text| text.strip_suffix(" }}")).unwrap();
        match inner {
            "github.action_path" => env!("CARGO_MANIFEST_DIR").to_owned(),
            "github.action_repository" if self.released => "owner/dockwarden".to_owned(),
            "github.action_repository" | "github.token" => String::new(),
            _ => match (inner.strip_prefix("inputs."), inner.rsplit_once(".outputs.")) {
                (Some(name), _) => input(name),
                (None, Some((_, name))) => outputs.get(name).cloned().unwrap_or_default(),
                (None, None) => panic!("{inner}"),
            },
        }
    }
}

fn action() -> Value {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("action.yml")).unwrap();
    let source = Source::from_text(FileId(0), "action.yml", &text).unwrap();
    value(&yaml::parse(&source).root.unwrap())
}

fn value(node: &Node) -> Value {
    match &node.value {
        Tree::Text(text) => text.as_str().into(),
        Tree::List(items) => items.iter().map(value).collect(),
        Tree::Map(entries) => entries.iter().map(|entry| (entry.key.clone(), value(&entry.value))).collect(),
        _ => Value::Null,
    }
}

/// The entries of a file of results: `name=value`, or several lines between two marks.
fn results(text: &str) -> BTreeMap<String, String> {
    let mut results = BTreeMap::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some((name, end)) = line.split_once("<<") {
            let value: Vec<&str> = lines.by_ref().take_while(|line| *line != end).collect();
            results.insert(name.to_owned(), value.join("\n"));
        } else {
            let (name, value) = line.split_once('=').unwrap();
            results.insert(name.to_owned(), value.to_owned());
        }
    }
    results
}

/// The commands that a runner takes from a log: `::` at the start of a line, `##[` anywhere in one, and
/// none of them while they are stopped.
fn commands(log: &str) -> Vec<String> {
    let mut taken = Vec::new();
    let mut stopped: Option<String> = None;
    for line in log.lines() {
        let start = line.trim_start();
        if let Some(token) = &stopped {
            if start == format!("::{token}::") {
                stopped = None;
            }
        } else if let Some(token) = start.strip_prefix("::stop-commands::") {
            stopped = Some(token.to_owned());
        } else if start.starts_with("::") || line.contains("##[") {
            taken.push(line.to_owned());
        }
    }
    taken
}

/// A request that was made.
#[derive(Clone, Debug)]
pub struct Call {
    /// Method and path.
    pub line: String,
    pub authorization: String,
    pub body: Value,
}

/// GitHub, as far as it is needed: one changed file, comments that stay, a release.
pub struct Api {
    address: String,
    calls: Arc<Mutex<Vec<Call>>>,
    spoiled: Arc<Mutex<bool>>,
}

impl Api {
    /// Starts it; `patch` is the diff of `Dockerfile`.
    pub fn start(patch: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (calls, spoiled) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(false)));
        let api = Self { address, calls: calls.clone(), spoiled: spoiled.clone() };
        let files = json!([{"filename": "Dockerfile", "patch": patch}]).to_string();
        std::thread::spawn(move || {
            let mut comments: Vec<Value> = Vec::new();
            for stream in listener.incoming() {
                let mut stream = BufReader::new(stream.unwrap());
                let mut line = String::new();
                stream.read_line(&mut line).unwrap();
                let (mut length, mut authorization) = (0, String::new());
                loop {
                    let mut header = String::new();
                    if stream.read_line(&mut header).unwrap() == 0 || header.trim().is_empty() {
                        break;
                    }
                    let (name, value) = header.split_once(':').unwrap();
                    match name.to_lowercase().as_str() {
                        "content-length" => length = value.trim().parse().unwrap(),
                        "authorization" => authorization = value.trim().to_owned(),
                        _ => {}
                    }
                }
                let mut body = vec![0; length];
                stream.read_exact(&mut body).unwrap();
                let line = line.trim().trim_end_matches(" HTTP/1.1").to_owned();
                let body = serde_json::from_slice(&body).unwrap_or(Value::Null);
                let answer = match line.split('?').next().unwrap() {
                    path if path.ends_with("/files") => files.clone().into_bytes(),
                    path if path.ends_with("/comments") => Value::from(comments.clone()).to_string().into(),
                    path if path.ends_with("/reviews") => {
                        comments.extend(body["comments"].as_array().unwrap().clone());
                        b"{}".to_vec()
                    }
                    path if path.ends_with(".tar.gz") => archive(),
                    path if path.ends_with("/SHA256SUMS") => sums(*spoiled.lock().unwrap()),
                    path => panic!("{path}"),
                };
                if !line.contains("/releases/") {
                    calls.lock().unwrap().push(Call { line, authorization, body });
                }
                let head = format!(
                    "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                    answer.len()
                );
                let stream = stream.get_mut();
                stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&answer)).unwrap();
            }
        });
        api
    }

    /// The calls since the last time.
    pub fn calls(&self) -> Vec<Call> {
        std::mem::take(&mut self.calls.lock().unwrap())
    }

    /// From now on the checksums are wrong.
    pub fn spoil(&self) {
        *self.spoiled.lock().unwrap() = true;
    }
}

/// The command as a release holds it.
fn archive() -> Vec<u8> {
    let binary = Path::new(env!("CARGO_BIN_EXE_dockwarden"));
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(binary, folder.path().join("dockwarden")).unwrap();
    let made = Command::new("tar")
        .args(["--mtime=@0", "--owner=0", "--group=0", "--sort=name", "-cf", "-", "-C"])
        .arg(folder.path())
        .arg("dockwarden")
        .output()
        .unwrap();
    let archive = folder.path().join("a.tar");
    std::fs::write(&archive, made.stdout).unwrap();
    Command::new("gzip").args(["-1", "-n", "-c"]).arg(archive).output().unwrap().stdout
}

fn sums(spoiled: bool) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let name = "dockwarden-x86_64-unknown-linux-musl.tar.gz";
    let bytes = if spoiled { b"other".to_vec() } else { archive() };
    std::fs::write(folder.path().join(name), bytes).unwrap();
    Command::new("sha256sum").arg(name).current_dir(folder.path()).output().unwrap().stdout
}

//! compose-go, asked about many projects at once.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde_json::{Value as Json, json};

use crate::projects::Project;

/// The program in `compose_go/oracle`, built.
pub struct Oracle(OsString);

/// A Compose file that stands as text in a Go test.
#[derive(Deserialize)]
pub struct Literal {
    /// The file and the line.
    pub place: String,
    /// The test function.
    pub test: String,
    /// The file.
    pub text: String,
}

/// What compose-go makes of a project.
#[derive(Deserialize)]
pub struct Answer {
    /// What `docker compose config` would print.
    #[serde(default)]
    pub project: Option<Json>,
    /// Why it is refused.
    #[serde(default)]
    pub error: Option<String>,
}

impl Oracle {
    /// The program that the environment names, if it names one.
    pub fn find() -> Option<Self> {
        std::env::var_os("DOCKWARDEN_COMPOSE_GO").map(Self)
    }

    /// Where compose-go lies on this machine, with its tests.
    pub fn module(&self) -> PathBuf {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compose_go/oracle");
        let output = Command::new("go")
            .args(["list", "-m", "-f", "{{.Dir}}", "github.com/compose-spec/compose-go/v2"])
            .current_dir(sources)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        PathBuf::from(String::from_utf8(output.stdout).unwrap().trim())
    }

    /// The Compose files in the Go tests of some folders.
    pub fn literals(&self, folders: &[PathBuf]) -> Vec<Literal> {
        let output = Command::new(&self.0).arg("literals").args(folders).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// What it makes of projects, each with what is known from outside; `name` is that of their folder.
    pub fn resolve(&self, name: &str, projects: &[(&Project, BTreeMap<String, String>)]) -> Vec<Answer> {
        let folder =
            std::env::temp_dir().join(format!("dockwarden-compose-go-{name}-{}", std::process::id()));
        let questions: Vec<Json> = projects
            .iter()
            .enumerate()
            .map(|(at, (project, environment))| {
                json!({
                    "directory": project.place(),
                    "files": given(project, &folder.join(at.to_string())),
                    "environment": environment,
                })
            })
            .collect();
        let mut child = Command::new(&self.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(Json::from(questions).to_string().as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

/// The paths of a project's files; texts that lie on no disk are written below `folder`.
fn given(project: &Project, folder: &Path) -> Vec<PathBuf> {
    fs::create_dir_all(folder).unwrap();
    let path = |name: &String| match project.texts.get(name) {
        Some(text) => {
            fs::write(folder.join(name), text).unwrap();
            folder.join(name)
        }
        None => project.place().join(name),
    };
    project.files.iter().map(path).collect()
}

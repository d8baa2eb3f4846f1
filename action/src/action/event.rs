//! The event that started the workflow.

use serde_json::Value;

use super::context::variable;
use crate::Stop;
use dockwarden_core::source::MAX_BYTES;

/// What is needed of it.
#[derive(Debug, Default)]
pub struct Event {
    name: String,
    /// The commit that a change is proposed or made on.
    pub base: Option<String>,
    /// The last commit of a pull request.
    pub head: Option<String>,
    /// The number of a pull request.
    pub number: Option<u64>,
    /// The repository that a pull request comes from.
    pub from: Option<String>,
}

impl Event {
    /// Reads the file that `GITHUB_EVENT_PATH` names.
    pub fn read() -> Result<Self, Stop> {
        let name = variable("GITHUB_EVENT_NAME").unwrap_or_default();
        let Some(path) = variable("GITHUB_EVENT_PATH") else { return Ok(Self { name, ..Self::default() }) };
        let wrong = |why: String| Stop::new(format!("GITHUB_EVENT_PATH: {path}: {why}"));
        let large = std::fs::metadata(&path).is_ok_and(|data| data.len() > 2 * MAX_BYTES as u64);
        if large {
            return Err(wrong("the event is too large".into()));
        }
        let text = std::fs::read(&path).map_err(|error| wrong(error.to_string()))?;
        let event: Value = serde_json::from_slice(&text).map_err(|error| wrong(error.to_string()))?;
        let text = |pointer: &str| event.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        let commit = |pointer: &str| text(pointer).filter(|id| is_commit(id));
        let base = match name.as_str() {
            "merge_group" => commit("/merge_group/base_sha"),
            "push" => commit("/before"),
            _ => commit("/pull_request/base/sha"),
        };
        Ok(Self {
            base,
            head: commit("/pull_request/head/sha"),
            number: event.pointer("/pull_request/number").and_then(Value::as_u64),
            from: text("/pull_request/head/repo/full_name"),
            name,
        })
    }

    /// Whether it is about a change that is proposed.
    pub fn proposes(&self) -> bool {
        ["pull_request", "pull_request_target", "merge_group"].contains(&self.name.as_str())
    }

    /// Whether the workflow's token can only read, since the change comes from another repository.
    pub fn is_foreign(&self, repository: &str) -> bool {
        self.name == "pull_request" && self.from.as_deref() != Some(repository)
    }
}

/// Whether it is the full id of a commit; zeros stand for none.
fn is_commit(id: &str) -> bool {
    (id.len() == 40 || id.len() == 64)
        && id.bytes().all(|byte| byte.is_ascii_hexdigit())
        && id.bytes().any(|byte| byte != b'0')
}

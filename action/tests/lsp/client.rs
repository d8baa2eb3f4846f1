//! An editor, as far as the protocol is concerned: it talks to the real command over pipes.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long an answer may take before a test fails; builds for tests are slow.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A folder with these files.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// The address of a file.
pub fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// The command, started, and what it has said.
pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    said: Receiver<Value>,
    /// Diagnostics as an editor would show them, by address.
    pub shown: BTreeMap<String, Value>,
    /// All other notifications and requests of the server.
    pub heard: Vec<Value>,
    /// What it answered when it was started.
    pub started: Value,
    requests: i64,
}

impl Client {
    /// Opens a folder, in an editor that tells of changes on the disk.
    pub fn open(folder: &Path) -> Self {
        let watching = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
        let folders = json!([{"uri": uri(folder), "name": "a"}]);
        Self::start(json!({"capabilities": watching, "workspaceFolders": folders}))
    }

    /// Starts the server with these parameters.
    pub fn start(params: Value) -> Self {
        let mut client = Self::spawn();
        client.started = client.request("initialize", params)["result"].clone();
        client.notify("initialized", json!({}));
        client
    }

    /// A server that has been told nothing yet.
    pub fn spawn() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dockwarden"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (sender, said) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let input = child.stdin.take();
        let (shown, heard) = (BTreeMap::new(), Vec::new());
        Self { child, input, said, shown, heard, started: Value::Null, requests: 0 }
    }

    /// Sends bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        // A server that has ended is found out when it is asked.
        let _ = self.input.as_mut().unwrap().write_all(bytes);
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// The whole answer to a request.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            let message = self.next(method);
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
            self.hear(message);
        }
    }

    fn next(&mut self, waiting_for: &str) -> Value {
        match self.said.recv_timeout(PATIENCE) {
            Ok(message) => message,
            Err(RecvTimeoutError::Timeout) => panic!("{waiting_for}: no answer; shown: {:#?}", self.shown),
            Err(RecvTimeoutError::Disconnected) => {
                let mut told = String::new();
                self.child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
                panic!("{waiting_for}: the server has ended: {told}");
            }
        }
    }

    fn hear(&mut self, message: Value) {
        if message["method"] == "textDocument/publishDiagnostics" {
            let params = &message["params"];
            self.shown.insert(params["uri"].as_str().unwrap().to_owned(), params.clone());
        } else {
            self.heard.push(message);
        }
    }

    /// Takes in what the server says until `what` holds of what is shown.
    pub fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !holds(self) {
            assert!(Instant::now() < end, "{what}: {:#?}", self.shown);
            let message = self.next(what);
            self.hear(message);
        }
    }

    /// Opens a text, and waits until something is said of it, if only by `until`.
    pub fn open_text(&mut self, path: &Path, language: &str, text: &str) {
        let document = json!({"uri": uri(path), "languageId": language, "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    pub fn change(&mut self, path: &Path, version: i32, text: &str) {
        let document = json!({"uri": uri(path), "version": version});
        let params = json!({"textDocument": document, "contentChanges": [{"text": text}]});
        self.notify("textDocument/didChange", params);
    }

    /// Tells of a change on the disk: 1 for a new file, 2 for another text, 3 for a file that is gone.
    pub fn disk_changed(&mut self, path: &Path, how: u8) {
        let change = json!({"uri": uri(path), "type": how});
        self.notify("workspace/didChangeWatchedFiles", json!({"changes": [change]}));
    }

    /// What is shown of a file.
    pub fn diagnostics(&self, path: &Path) -> &[Value] {
        let shown = self.shown.get(&uri(path)).and_then(|shown| shown["diagnostics"].as_array());
        shown.map_or(&[], Vec::as_slice)
    }

    /// The diagnostic of a rule in a file, if it is shown.
    pub fn diagnostic(&self, path: &Path, rule: &str) -> Option<&Value> {
        self.diagnostics(path).iter().find(|diagnostic| diagnostic["code"] == rule)
    }

    pub fn has(&self, path: &Path, rule: &str) -> bool {
        self.diagnostic(path, rule).is_some()
    }

    /// What is offered for a line, from 0.
    pub fn actions(&mut self, path: &Path, line: u32, only: &[&str]) -> Vec<Value> {
        let at = json!({"line": line, "character": 0});
        let mut context = json!({"diagnostics": []});
        if !only.is_empty() {
            context["only"] = json!(only);
        }
        let params = json!({"textDocument": {"uri": uri(path)}, "range": {"start": at, "end": at}, "context": context});
        self.request("textDocument/codeAction", params)["result"].as_array().unwrap().clone()
    }

    /// What is shown of the place under the pointer; empty if nothing is.
    pub fn hover(&mut self, path: &Path, line: u32, character: u32) -> String {
        let at = json!({"line": line, "character": character});
        let params = json!({"textDocument": {"uri": uri(path)}, "position": at});
        let answer = self.request("textDocument/hover", params);
        answer["result"]["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// Ends the server as the protocol has it.
    pub fn end(mut self) -> ExitStatus {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.child.wait().unwrap()
    }

    /// Goes away without a word.
    pub fn vanish(mut self) -> ExitStatus {
        drop(self.input.take());
        self.child.wait().unwrap()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(": ") {
            Some((_, value)) => length = value.parse().ok()?,
            None => break,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

/// The text after the edits of an action to one file.
pub fn applied(text: &str, action: &Value, path: &Path) -> String {
    let edits = action["edit"]["changes"][uri(path)].as_array().unwrap_or_else(|| panic!("{action:#}"));
    let offset = |at: &Value| {
        let line = at["line"].as_u64().unwrap() as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut units = at["character"].as_u64().unwrap() as usize;
        let mut end = start;
        for c in text[start..].chars() {
            if units == 0 {
                break;
            }
            end += c.len_utf8();
            units -= c.len_utf16().min(units);
        }
        end
    };
    let mut edits: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            (offset(&range["start"]), offset(&range["end"]), edit["newText"].as_str().unwrap())
        })
        .collect();
    edits.sort();
    let mut out = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        out.replace_range(start..end, new);
    }
    out
}

/// The only action whose title starts so.
pub fn titled<'a>(actions: &'a [Value], start: &str) -> &'a Value {
    let is_it = |action: &&Value| action["title"].as_str().is_some_and(|title| title.starts_with(start));
    let titles = || actions.iter().map(|action| action["title"].to_string()).collect::<Vec<_>>();
    actions.iter().find(is_it).unwrap_or_else(|| panic!("{start}: {:#?}", titles()))
}
